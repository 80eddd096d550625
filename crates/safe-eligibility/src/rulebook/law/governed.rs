//! The law that governs one contract.

use super::table::{
    self, AgreementEntry, CoreEntry, DayTable, Scale, absent, answer_datum, attested_datum,
    core_datum,
};
use super::{Law, Rule};
use crate::model::country::{CountryCode, Origin};
use crate::model::day::Day;
use crate::model::figure::Share;
use crate::outcome::{EvidenceGrade, Judgement, Outcome};
use crate::rulebook::datum::{Address, AgreementMember, Datum, LawValue, Register};
use crate::rulebook::pack::{AccessionStatus, AgreementStage, Attestation, Topic};

/// The rules, standings and agreements that govern a contract.
#[derive(Clone, Copy, Debug)]
pub struct Governed<'a> {
    pub(super) law: &'a Law,
    pub(super) governing_day: Day,
    pub(super) rule_day: Day,
    pub(super) standing_day: Day,
    pub(super) table: &'a DayTable,
}

/// An answer of a register with the datum it comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    pub(crate) judgement: Judgement,
    pub(crate) datum: Datum<'a>,
}

impl<'a> Known<'a> {
    /// The datum as a step names it that came to `whole`.
    pub(crate) fn within(self, whole: Judgement) -> Datum<'a> {
        Datum { carries: self.judgement.carries(whole), ..self.datum }
    }
}

impl<'a> Governed<'a> {
    /// The law it belongs to.
    #[must_use]
    pub fn law(&self) -> &'a Law {
        self.law
    }

    /// The day of signature as stated, or the day asked about.
    #[must_use]
    pub fn governing_day(&self) -> Day {
        self.governing_day
    }

    /// The day on which standing of countries and agreements is taken.
    #[must_use]
    pub fn standing_day(&self) -> Day {
        self.standing_day
    }

    /// The day whose versions of rules apply.
    pub(crate) fn rule_day(&self) -> Day {
        self.rule_day
    }

    /// The rules in the order of their findings, each in the version that applies.
    pub fn rules(&self) -> impl Iterator<Item = &'a Rule> + use<'a> {
        let day = self.rule_day;
        self.law.shared.rules.iter().filter_map(move |versions| versions.on(day))
    }

    pub(crate) fn core(&self, country: CountryCode) -> &'a CoreEntry {
        self.table.core(country)
    }

    pub(crate) fn origin(&self, origin: Origin) -> CoreEntry {
        table::origin_entry(self.table, origin)
    }

    pub(crate) fn core_datum(&self, country: CountryCode) -> Datum<'a> {
        core_datum(&self.law.shared.pack, self.core(country), country, self.scale())
    }

    /// Accession: acceding, candidate or potential candidate, and the mark that it is stalled.
    pub(crate) fn accession(
        &self,
        country: CountryCode,
        stalled_counts: bool,
    ) -> (Known<'a>, Option<Datum<'a>>) {
        let row = self.table.accession(country);
        let Some(row) = row.and_then(|row| self.law.shared.pack.countries.accession.get(row))
        else {
            return (self.absence(Address::NoRow(Register::Accession, country)), None);
        };
        let address =
            Address::Row(Register::Accession, row.standing.country, row.standing.period.first_day);
        let outcome = match row.status {
            AccessionStatus::Acceding
            | AccessionStatus::Candidate
            | AccessionStatus::PotentialCandidate => Outcome::Met,
            AccessionStatus::NoStatus => Outcome::NotMet,
        };
        let status = Known {
            judgement: self.scale().weigh(outcome, &row.standing.attested),
            datum: attested_datum(
                address,
                row.status.as_str(),
                &row.standing.attested,
                self.scale(),
            ),
        };
        let Some(stalled) = row.stalled.as_ref().filter(|_| !stalled_counts) else {
            return (status, None);
        };
        let address = Address::Stalled(row.standing.country);
        let moving = Known {
            judgement: self.scale().weigh(Outcome::NotMet, stalled),
            datum: attested_datum(address, "stalled", stalled, self.scale()),
        };
        let judgement = Judgement::all([status.judgement, moving.judgement]);
        (Known { judgement, datum: status.within(judgement) }, Some(moving.within(judgement)))
    }

    /// Security and Defence Partnership with the Union.
    pub(crate) fn partnership(&self, country: CountryCode) -> Known<'a> {
        let row = self.table.partnership(country);
        match row.and_then(|row| self.law.shared.pack.countries.partnerships.get(row)) {
            Some(row) => Known {
                judgement: self.scale().weigh(row.answer, &row.standing.attested),
                datum: answer_datum(Register::Partnerships, row, self.scale()),
            },
            None => self.absence(Address::NoRow(Register::Partnerships, country)),
        }
    }

    /// Financial assistance, on the day asked about.
    pub(crate) fn assistance(&self, country: CountryCode) -> Known<'a> {
        let shared = &self.law.shared;
        let state = self.read_as(country);
        let row = shared.assistance.get(state.index()).copied().flatten();
        match row.and_then(|row| shared.pack.countries.assistance.get(row)) {
            Some(row) => Known {
                judgement: self.scale().weigh(row.answer, &row.standing.attested),
                datum: answer_datum(Register::Assistance, row, self.scale()),
            },
            None => absence_on(
                shared.as_of,
                shared.pack.register_day,
                Address::NoRow(Register::Assistance, country),
            ),
        }
    }

    /// The agreements of the register by party, applied on the day or not.
    pub(crate) fn agreements(&self) -> impl Iterator<Item = Agreement<'a>> + use<'a> {
        let governed = *self;
        self.table.agreements.iter().enumerate().map(move |(position, entry)| Agreement {
            governed,
            position,
            entry,
        })
    }

    /// The agreement with a country, if the register has one.
    pub(crate) fn agreement(&self, country: CountryCode) -> Option<Agreement<'a>> {
        self.agreements().find(|agreement| agreement.entry.party == country)
    }

    /// That nothing stands in a register, which goes by the governing day under every reading.
    pub(crate) fn absence(&self, address: Address) -> Known<'a> {
        absence_on(self.governing_day, self.law.shared.pack.register_day, address)
    }

    fn read_as(&self, country: CountryCode) -> CountryCode {
        let territories = self.law.shared.pack.countries.territories.iter();
        let mut on_day = territories.filter(|(row, _)| row.period.includes(self.standing_day));
        on_day.find(|(row, _)| row.country == country).map_or(country, |(_, state)| *state)
    }

    pub(crate) fn same_state(&self, one: CountryCode, other: CountryCode) -> bool {
        one == other || self.read_as(one) == self.read_as(other)
    }

    /// A country and everything that is read as the same State.
    pub(crate) fn alike(
        &self,
        country: CountryCode,
    ) -> impl Iterator<Item = CountryCode> + use<'a> {
        let governed = *self;
        let state = self.read_as(country);
        let territories = self.law.shared.pack.countries.territories.iter();
        let alike = territories.map(|(row, _)| row.country);
        let alike = alike.filter(move |territory| governed.read_as(*territory) == state);
        [country, state].into_iter().chain(alike)
    }

    pub(crate) fn mapped(&self, country: CountryCode) -> CountryCode {
        self.read_as(country)
    }

    fn scale(&self) -> Scale {
        self.law.shared.scale
    }
}

/// An agreement of the register as it stands on the day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Agreement<'a> {
    governed: Governed<'a>,
    /// Its position among the agreements.
    pub(crate) position: usize,
    pub(crate) entry: &'a AgreementEntry,
}

impl<'a> Agreement<'a> {
    pub(crate) fn party(&self) -> CountryCode {
        self.entry.party
    }

    /// Whether it is applied on the day, with the row that settles it best.
    pub(crate) fn applied(&self) -> Known<'a> {
        let applied = self.entry.applied.zip(self.applied_rows().next());
        match applied {
            Some((judgement, row)) => Known { judgement, datum: row.datum },
            None => self.governed.absence(Address::NoAgreement(self.party())),
        }
    }

    /// Each row on whether it is applied on the day, the one that settles it best first.
    pub(crate) fn applied_rows(&self) -> impl Iterator<Item = Known<'a>> + use<'a> {
        let pack = &self.governed.law.shared.pack;
        let rows = self.entry.applied_rows(pack, self.governed.scale());
        rows.map(|(judgement, datum)| Known { judgement, datum })
    }

    /// Whether it opens a topic.
    pub(crate) fn opens(&self, topic: Topic) -> Known<'a> {
        let address = Address::Agreement(self.party(), AgreementMember::Topic(topic));
        let Some((outcome, attested)) = self.stage().and_then(|stage| stage.topics.get(&topic))
        else {
            return self.governed.absence(address);
        };
        let scale = self.governed.scale();
        Known {
            judgement: scale.weigh(*outcome, attested),
            datum: attested_datum(address, topic_word(*outcome), attested, scale),
        }
    }

    /// One of its three shares; `None`: it sets none.
    pub(crate) fn share(&self, member: AgreementMember) -> Option<KnownShare<'a>> {
        let stage = self.stage()?;
        let stated = match member {
            AgreementMember::MaxPartyShare => stage.max_party_share.as_ref(),
            AgreementMember::MaxOtherShare => stage.max_other_share.as_ref(),
            AgreementMember::MinCoreShare => stage.min_core_share.as_ref(),
            AgreementMember::Applied(..)
            | AgreementMember::Topic(_)
            | AgreementMember::ControlTerms => None,
        };
        let (share, attested) = stated?;
        let mut datum = self.datum(member, "", attested);
        datum.value = LawValue::Share(*share);
        Some(KnownShare { share: *share, evidence: attested.evidence, datum })
    }

    /// Whether its terms on control are known; undetermined and named where they are not.
    pub(crate) fn control_terms(&self) -> Option<Known<'a>> {
        let (outcome, attested) = &self.stage()?.control_terms;
        let judgement = self.governed.scale().weigh(*outcome, attested);
        let word = if *outcome == Outcome::Undetermined { "not-known" } else { "as-the-act" };
        Some(Known { judgement, datum: self.datum(AgreementMember::ControlTerms, word, attested) })
    }

    fn datum(
        &self,
        member: AgreementMember,
        word: &'static str,
        attested: &'a Attestation,
    ) -> Datum<'a> {
        attested_datum(
            Address::Agreement(self.party(), member),
            word,
            attested,
            self.governed.scale(),
        )
    }

    fn stage(&self) -> Option<&'a AgreementStage> {
        self.entry.stage_of(&self.governed.law.shared.pack)
    }
}

/// A share that an agreement sets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownShare<'a> {
    pub(crate) share: Share,
    pub(crate) evidence: EvidenceGrade,
    pub(crate) datum: Datum<'a>,
}

fn absence_on<'a>(day: Day, register_day: Day, address: Address) -> Known<'a> {
    let evidence =
        if day > register_day { EvidenceGrade::Assumed } else { EvidenceGrade::Secondary };
    Known { judgement: Judgement::new(Outcome::NotMet, evidence), datum: absent(address, evidence) }
}

fn topic_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "open",
        Outcome::NotMet => "not-open",
        Outcome::Undetermined => "not-known",
    }
}
