//! What a country may do on a day, whatever is procured.

use crate::conditions::Condition;
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::outcome::{Judgement, Outcome};
use crate::report::Assumptions;
use crate::rulebook::datum::{Address, AgreementMember, Datum, Register};
use crate::rulebook::law::governed::Known;
use crate::rulebook::law::{CoreClass, Governed, Law};
use crate::rulebook::pack::{self, AgreementStage, Approach, Attestation, Pack, Period, Topic};

/// What the registers and agreements say of a country on a day.
///
/// It is the law alone: what a document states, such as that a State receives assistance, may
/// change an assessment but never this.
///
/// # Examples
///
/// ```
/// use safe_eligibility::Rulebook;
/// use safe_eligibility::model::country::CountryCode;
/// use safe_eligibility::model::day::Day;
/// use safe_eligibility::outcome::Outcome;
/// use safe_eligibility::status::Status;
///
/// let law = Rulebook::embedded()?.on(Day::parse("2026-11-22")?);
/// let norway = Status::of(CountryCode::parse("NO")?, &law);
/// assert_eq!(norway.core.outcome, Outcome::Met);
/// let korea = Status::of(CountryCode::parse("KR")?, &law);
/// assert_eq!(korea.core.outcome, Outcome::NotMet);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Status<'a> {
    /// The country.
    pub country: CountryCode,
    /// The State as which it is read; `None`: as itself.
    pub read_as: Option<CountryCode>,
    /// The day asked about.
    pub as_of: Day,
    /// The day on which standing is taken: never before the act was in force.
    pub standing_day: Day,
    /// As what it is core; `None`: it is not.
    pub class: Option<CoreClass>,
    /// Whether it is in the core area.
    pub core: Standing<'a>,
    /// Whether it may join as acceding country, candidate or potential candidate.
    pub accession: Standing<'a>,
    /// Whether its accession process is stalled.
    pub stalled: bool,
    /// Whether it may join as a partner in security and defence.
    pub partnership: Standing<'a>,
    /// Whether it receives financial assistance.
    pub assistance: Standing<'a>,
    /// Whether it may take part in a common procurement, be it as core State, on its way to
    /// accession or as partner.
    pub may_participate: Judgement,
    /// The agreement with it; `None`: the register has none.
    pub agreement: Option<AgreementStatus<'a>>,
    /// What was asked for, explored or negotiated in vain up to the day asked about, or on a day
    /// that is not known; it decides nothing.
    pub approaches: Vec<&'a Approach>,
    /// For each topic whether what is there counts as inside, by itself or by the agreement.
    pub inside: Vec<(Topic, Judgement)>,
    /// What this assumes of the law; `None`: nothing.
    pub assumptions: Option<Assumptions<'a>>,
}

/// An answer of a register.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Standing<'a> {
    /// Yes, no or not known, what is documented too weakly being not known.
    pub outcome: Outcome,
    /// The datum behind it.
    pub datum: Datum<'a>,
    /// The days for which the register says so; `None`: it says nothing.
    pub period: Option<Period>,
    /// What a reader should know about it; `None`: nothing.
    pub note: Option<&'a str>,
}

/// An agreement under Article 17.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AgreementStatus<'a> {
    /// Its title; `None`: no stage of it is on the day.
    pub title: Option<&'a str>,
    /// Where it is published; `None`: no stage of it is on the day.
    pub citation: Option<&'a str>,
    /// Whether it is applied.
    pub applied: Standing<'a>,
    /// Which topics it opens; none where no stage is on the day.
    pub topics: Vec<(Topic, Standing<'a>)>,
    /// The shares of components it sets; none where no stage is on the day.
    pub shares: Vec<Datum<'a>>,
    /// Whether its terms on control from elsewhere are known; `None`: no stage is on the day.
    pub control_terms: Option<Standing<'a>>,
}

impl<'a> Status<'a> {
    /// What the law says of a country on the day asked about.
    ///
    /// # Law
    ///
    /// Regulation (EU) 2025/1106, Articles 2, 16(3) and 17; reading `stalled-accession`.
    #[must_use]
    pub fn of(country: CountryCode, law: &'a Law) -> Self {
        let status = Self::alone(country, law);
        let plain = |law: &Law| Ok(Status::alone(country, law).to_json());
        let assumptions = Assumptions::of(law, || Ok(status.to_json()), plain);
        Self { assumptions, ..status }
    }

    fn alone(country: CountryCode, law: &'a Law) -> Self {
        let governed = law.governing(None);
        let answers = Answers { governed };
        let entry = governed.core(country);
        let state = governed.mapped(country);
        let core = Known { judgement: entry.judgement, datum: governed.core_datum(country) };
        let stalled = answers.stalled(state);
        let (accession, _) = governed.accession(country, stalled_counts(&governed));
        let partnership = governed.partnership(country);
        let known = [core.judgement, accession.judgement, partnership.judgement];
        Self {
            country,
            read_as: (state != country).then_some(state),
            as_of: law.as_of(),
            standing_day: governed.standing_day(),
            class: entry.class.filter(|_| entry.judgement.outcome != Outcome::NotMet),
            core: answers.answer(core),
            accession: answers.answer(accession),
            stalled,
            partnership: answers.answer(partnership),
            assistance: answers.answer(governed.assistance(country)),
            may_participate: Judgement::any(known),
            agreement: answers.agreement(country),
            approaches: approaches(country, law),
            inside: Topic::ALL.map(|topic| (topic, inside(&governed, country, topic))).into(),
            assumptions: None,
        }
    }
}

fn approaches(country: CountryCode, law: &Law) -> Vec<&Approach> {
    let all = law.pack().countries.approaches.iter();
    let of_country = all.filter(|approach| approach.country == country);
    of_country.filter(|approach| approach.day.is_none_or(|day| day <= law.as_of())).collect()
}

/// Whether the rules of the day let a stalled candidate join; where none asks, it does.
fn stalled_counts(governed: &Governed<'_>) -> bool {
    governed.rules().find_map(|rule| in_condition(&rule.body.condition)).unwrap_or(true)
}

fn in_condition(condition: &Condition) -> Option<bool> {
    match condition {
        Condition::MayParticipate { stalled_counts } => Some(*stalled_counts),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().find_map(in_condition),
        Condition::Never
        | Condition::Stated { .. }
        | Condition::WithinAreas
        | Condition::MinimumParticipants
        | Condition::SoleParticipant { .. }
        | Condition::SignedBy { .. }
        | Condition::LocatedIn { .. }
        | Condition::LocatedOutside { .. }
        | Condition::FreeOfOutsideControl { .. }
        | Condition::ContractShare { .. }
        | Condition::RelatedBefore { .. }
        | Condition::EstablishedWithin { .. }
        | Condition::VerifiedBySeat
        | Condition::FacilitiesWithin { .. }
        | Condition::ClearedBefore { .. }
        | Condition::ShareAtMost { .. }
        | Condition::NoComponentFrom { .. }
        | Condition::DesignUnrestricted { .. } => None,
    }
}

fn inside(governed: &Governed<'_>, country: CountryCode, topic: Topic) -> Judgement {
    let core = governed.core(country).judgement;
    let agreement = governed.agreement(country).map(|agreement| {
        Judgement::all([agreement.applied().judgement, agreement.opens(topic).judgement])
    });
    let agreement =
        agreement.unwrap_or_else(|| governed.absence(Address::NoAgreement(country)).judgement);
    if core.outcome == Outcome::Met { core } else { Judgement::any([core, agreement]) }
}

struct Answers<'a> {
    governed: Governed<'a>,
}

impl<'a> Answers<'a> {
    fn answer(&self, known: Known<'a>) -> Standing<'a> {
        let Known { judgement, datum } = known;
        let row = self.row(&datum);
        Standing {
            outcome: judgement.outcome,
            datum,
            period: row.map(|(period, _)| period),
            note: row.and_then(|(_, attested)| attested.note.as_deref()),
        }
    }

    fn agreement(&self, country: CountryCode) -> Option<AgreementStatus<'a>> {
        let agreement = self.governed.agreement(country)?;
        let stage = self.stage(country);
        let topics = Topic::ALL.map(|topic| (topic, self.answer(agreement.opens(topic))));
        let shares = [
            AgreementMember::MaxPartyShare,
            AgreementMember::MaxOtherShare,
            AgreementMember::MinCoreShare,
        ];
        let shares = shares.into_iter().filter_map(|member| Some(agreement.share(member)?.datum));
        Some(AgreementStatus {
            title: stage.map(|stage| &*stage.title),
            citation: stage.map(|stage| &*stage.citation),
            applied: self.answer(agreement.applied()),
            topics: if stage.is_some() { topics.into() } else { Vec::new() },
            shares: shares.collect(),
            control_terms: agreement.control_terms().map(|known| self.answer(known)),
        })
    }

    fn stalled(&self, state: CountryCode) -> bool {
        let day = self.governed.standing_day();
        let rows = &self.governed.law().pack().countries.accession;
        let mut on_day = rows.iter().filter(|row| row.standing.period.includes(day));
        on_day.any(|row| row.standing.country == state && row.stalled.is_some())
    }

    fn stage(&self, party: CountryCode) -> Option<&'a AgreementStage> {
        let day = self.governed.standing_day();
        let stages = self.governed.law().pack().agreements.iter();
        stages.filter(|stage| stage.party == party).find(|stage| stage.period.includes(day))
    }

    /// The days and the attestation of the row that a datum comes from.
    fn row(&self, datum: &Datum<'a>) -> Option<(Period, &'a Attestation)> {
        match datum.address {
            Address::NoRow(..) | Address::NoAgreement(_) | Address::Stalled(_) => None,
            Address::Row(register, country, first_day) => {
                let row = rows(self.governed.law().pack(), register)
                    .find(|row| row.country == country && row.period.first_day == first_day)?;
                Some((row.period, &row.attested))
            }
            Address::Agreement(party, member) => {
                let stage = self.stage(party)?;
                let attested = match member {
                    AgreementMember::Applied(mode, first_day) => {
                        let row = stage
                            .applied
                            .iter()
                            .find(|row| row.mode == mode && row.period.first_day == first_day)?;
                        return Some((row.period, &row.attested));
                    }
                    AgreementMember::Topic(topic) => Some(&stage.topics.get(&topic)?.1),
                    AgreementMember::MaxPartyShare => stage.max_party_share.as_ref().map(second),
                    AgreementMember::MaxOtherShare => stage.max_other_share.as_ref().map(second),
                    AgreementMember::MinCoreShare => stage.min_core_share.as_ref().map(second),
                    AgreementMember::ControlTerms => Some(&stage.control_terms.1),
                };
                Some((stage.period, attested?))
            }
        }
    }
}

fn second<A, B>((_, second): &(A, B)) -> &B {
    second
}

fn rows(pack: &Pack, register: Register) -> Box<dyn Iterator<Item = &pack::Standing> + '_> {
    let countries = &pack.countries;
    match register {
        Register::MemberStates => Box::new(countries.member_states.iter()),
        Register::EeaEftaStates => Box::new(countries.eea_efta_states.iter()),
        Register::Ukraine => Box::new(countries.ukraine.iter()),
        Register::Core => Box::new(std::iter::empty()),
        Register::Accession => Box::new(countries.accession.iter().map(|row| &row.standing)),
        Register::Partnerships => Box::new(countries.partnerships.iter().map(|row| &row.standing)),
        Register::Assistance => Box::new(countries.assistance.iter().map(|row| &row.standing)),
    }
}
