//! A pack as far as it was public on a day.
//!
//! A row that became public later is left out. That the row before it ends is known from the later
//! one only, so that it then goes on. Terms of an agreement that became public later are not known.

use std::fmt;
use std::sync::Arc;

use super::datum::{Address, AgreementMember, Register};
use super::pack::{
    Accession, AgreementStage, Answer, Applied, Attestation, Pack, Period, RuleVersion, Standing,
    Topic,
};
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::outcome::{EvidenceGrade, Outcome};

/// Something of a pack that was not public on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// What it is.
    pub address: LeftOutAddress,
    /// The day on which it became public.
    pub known_from: Day,
    /// Id of the source.
    pub source: Box<str>,
}

/// Where what is left out stands in the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "what has a day on which it became public")]
pub enum LeftOutAddress {
    /// A row of a register, or a term of an agreement.
    Datum(Address),
    /// A territory that is read as a State, by its first day.
    Territory(CountryCode, Option<Day>),
    /// A stage of an agreement as a whole.
    Stage(CountryCode),
    /// A version of a rule.
    Version(Box<str>, Day),
}

impl fmt::Display for LeftOutAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Datum(address) => write!(out, "{address}"),
            Self::Territory(country, None) => write!(out, "countries/territories#{country}"),
            Self::Territory(country, Some(day)) => {
                write!(out, "countries/territories#{country}@{day}")
            }
            Self::Stage(party) => write!(out, "agreements/{party}"),
            Self::Version(rule, day) => write!(out, "rules/{rule}@{day}"),
        }
    }
}

/// No rule was public on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule was public on {day}; ask about what was known on {first} or later")]
#[non_exhaustive]
pub struct NotYetPublic {
    /// The day.
    pub day: Day,
    /// The first day on which some rule was public.
    pub first: Day,
}

/// A pack as far as it was public on a day.
pub(crate) fn known_at(pack: &Pack, day: Day) -> Result<(Pack, Vec<LeftOut>), NotYetPublic> {
    let mut pack = pack.clone();
    // What is assumed is no answer to what was known; it counts as always known.
    if let Some(plain) = &pack.without_assumptions {
        pack.without_assumptions = Some(Arc::new(known_at(plain, day)?.0));
    }
    let mut way = Known { day, left_out: Vec::new() };
    for history in &mut pack.rules {
        let id = history.id.clone();
        way.keep(
            &mut history.versions,
            |_, _| true,
            |version| LeftOutAddress::Version(id.clone(), version.first_day),
        );
    }
    if pack.rules.iter().all(|history| history.versions.is_empty()) {
        let first = way.left_out.iter().map(|row| row.known_from).min().unwrap_or(day);
        return Err(NotYetPublic { day, first });
    }
    way.keep_registers(&mut pack);
    way.keep_agreements(&mut pack.agreements);
    pack.register_day = pack.register_day.min(day);
    Ok((pack, way.left_out))
}

struct Known {
    day: Day,
    left_out: Vec<LeftOut>,
}

/// Something that says when it holds and since when it is public.
trait Row {
    fn attested(&self) -> &Attestation;
    fn period(&self) -> Period;
    fn end_on(&mut self, last_day: Option<Day>);
}

impl Known {
    fn is_public(&self, attested: &Attestation) -> bool {
        attested.known_from.is_none_or(|from| from <= self.day)
    }

    fn leave_out(&mut self, address: LeftOutAddress, attested: &Attestation) {
        let Some(known_from) = attested.known_from else { return };
        self.left_out.push(LeftOut { address, known_from, source: attested.source.clone() });
    }

    /// Keeps the rows that are public; one before a row that is not goes on in its place.
    fn keep<T: Row>(
        &mut self,
        rows: &mut Vec<T>,
        is_of_one: impl Fn(&T, &T) -> bool,
        address: impl Fn(&T) -> LeftOutAddress,
    ) {
        let mut all: Vec<T> = std::mem::take(rows);
        // By first day, so that several rows in a row are taken over one after the other.
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|at| all.get(*at).and_then(|row| row.period().first_day));
        for at in order {
            let Some(row) = all.get(at).filter(|row| !self.is_public(row.attested())) else {
                continue;
            };
            self.leave_out(address(row), row.attested());
            let Period { first_day, last_day } = row.period();
            let before = all.iter().position(|other| {
                let ends = other.period().last_day.and_then(Day::tomorrow);
                is_of_one(other, row) && ends.is_some() && ends == first_day
            });
            if let Some(before) = before.and_then(|before| all.get_mut(before)) {
                before.end_on(last_day);
            }
            // It stands for nothing any more, also not for what comes behind it.
        }
        all.retain(|row| self.is_public(row.attested()));
        *rows = all;
    }

    fn keep_registers(&mut self, pack: &mut Pack) {
        let countries = &mut pack.countries;
        let core = [
            (Register::MemberStates, &mut countries.member_states),
            (Register::EeaEftaStates, &mut countries.eea_efta_states),
            (Register::Ukraine, &mut countries.ukraine),
        ];
        let same = |one: &Standing, other: &Standing| one.country == other.country;
        for (register, rows) in core {
            self.keep(rows, same, |row| of_row(register, row));
        }
        self.keep(
            &mut countries.territories,
            |one, other| same(&one.0, &other.0) && one.1 == other.1,
            |(row, _)| LeftOutAddress::Territory(row.country, row.period.first_day),
        );
        self.keep(
            &mut countries.accession,
            |one, other| same(&one.standing, &other.standing),
            |row| of_row(Register::Accession, &row.standing),
        );
        for row in &mut countries.accession {
            if let Some(stalled) = row.stalled.take_if(|stalled| !self.is_public(stalled)) {
                let address = LeftOutAddress::Datum(Address::Stalled(row.standing.country));
                self.leave_out(address, &stalled);
            }
        }
        for (register, rows) in [
            (Register::Partnerships, &mut countries.partnerships),
            (Register::Assistance, &mut countries.assistance),
        ] {
            self.keep(
                rows,
                |one, other| same(&one.standing, &other.standing),
                |row| of_row(register, &row.standing),
            );
        }
    }

    fn keep_agreements(&mut self, stages: &mut Vec<AgreementStage>) {
        self.keep(
            stages,
            |one, other| one.party == other.party,
            |stage| LeftOutAddress::Stage(stage.party),
        );
        for stage in stages {
            let party = stage.party;
            let of = |member| LeftOutAddress::Datum(Address::Agreement(party, member));
            self.keep(
                &mut stage.applied,
                |one, other| one.mode == other.mode,
                |row| of(AgreementMember::Applied(row.mode, row.period.first_day)),
            );
            for (topic, (outcome, attested)) in &mut stage.topics {
                self.forget(outcome, attested, of(AgreementMember::Topic(*topic)));
            }
            let (terms, attested) = &mut stage.control_terms;
            self.forget(terms, attested, of(AgreementMember::ControlTerms));
            self.forget_shares(stage);
        }
    }

    /// What a term says was not known yet.
    fn forget(&mut self, outcome: &mut Outcome, attested: &mut Attestation, at: LeftOutAddress) {
        if !self.is_public(attested) {
            self.leave_out(at, attested);
            *outcome = Outcome::Undetermined;
            attested.evidence = EvidenceGrade::Assumed;
        }
    }

    /// Where a share was not known yet, neither is whether components may come from the party: no
    /// share at all would allow more than any.
    fn forget_shares(&mut self, stage: &mut AgreementStage) {
        let party = stage.party;
        let shares = [
            (AgreementMember::MaxPartyShare, &mut stage.max_party_share),
            (AgreementMember::MaxOtherShare, &mut stage.max_other_share),
            (AgreementMember::MinCoreShare, &mut stage.min_core_share),
        ];
        let mut is_forgotten = false;
        for (member, share) in shares {
            if let Some((_, attested)) = share.take_if(|(_, one)| !self.is_public(one)) {
                self.leave_out(LeftOutAddress::Datum(Address::Agreement(party, member)), &attested);
                is_forgotten = true;
            }
        }
        if let Some((outcome, attested)) =
            stage.topics.get_mut(&Topic::Components).filter(|_| is_forgotten)
        {
            *outcome = Outcome::Undetermined;
            attested.evidence = EvidenceGrade::Assumed;
        }
    }
}

fn of_row(register: Register, row: &Standing) -> LeftOutAddress {
    LeftOutAddress::Datum(Address::Row(register, row.country, row.period.first_day))
}

/// What of a row says who attests it, and when it holds.
macro_rules! rows {
    ($($row:ty: $($attested:tt).+, $($period:tt).+;)*) => {
        $(impl Row for $row {
            fn attested(&self) -> &Attestation {
                &self.$($attested).+
            }

            fn period(&self) -> Period {
                self.$($period).+
            }

            fn end_on(&mut self, last_day: Option<Day>) {
                self.$($period).+.last_day = last_day;
            }
        })*
    };
}

rows! {
    Standing: attested, period;
    (Standing, CountryCode): 0.attested, 0.period;
    Accession: standing.attested, standing.period;
    Answer: standing.attested, standing.period;
    Applied: attested, period;
    // A stage is public once its signature is.
    AgreementStage: signed.1, period;
}

impl Row for RuleVersion {
    fn attested(&self) -> &Attestation {
        &self.attested
    }

    fn period(&self) -> Period {
        Period::new(Some(self.first_day), self.last_day)
    }

    fn end_on(&mut self, last_day: Option<Day>) {
        self.last_day = last_day;
    }
}
