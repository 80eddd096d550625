//! Standings and agreements of one day, as dense tables indexed by country.

use std::cmp::Reverse;

use crate::model::country::{CountryCode, Origin};
use crate::model::day::Day;
use crate::outcome::{EvidenceGrade, Judgement, Outcome};
use crate::rulebook::datum::{Address, AgreementMember, Datum, LawValue, Register};
use crate::rulebook::pack::{AgreementStage, Answer, Attestation, Pack, Standing};

/// The class of a core country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "Article 16(3) knows these three")]
pub enum CoreClass {
    /// Member State of the Union.
    MemberState,
    /// EEA EFTA State.
    EeaEftaState,
    /// Ukraine.
    Ukraine,
}

impl CoreClass {
    /// The word of the assessment.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MemberState => "member-state",
            Self::EeaEftaState => "eea-efta-state",
            Self::Ukraine => "ukraine",
        }
    }

    fn register(self) -> Register {
        match self {
            Self::MemberState => Register::MemberStates,
            Self::EeaEftaState => Register::EeaEftaStates,
            Self::Ukraine => Register::Ukraine,
        }
    }
}

/// What the registers say on one day.
#[derive(Debug)]
pub(super) struct DayTable {
    core: Vec<CoreEntry>,
    accession: Vec<Option<usize>>,
    partnerships: Vec<Option<usize>>,
    pub(super) agreements: Vec<AgreementEntry>,
}

/// Whether a country is core, and as what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CoreEntry {
    /// As what; `None`: it is not.
    pub(crate) class: Option<CoreClass>,
    /// Whether it is; undetermined where that is documented too weakly.
    pub(crate) judgement: Judgement,
    // Which row of the register of its class says so.
    row: usize,
}

impl CoreEntry {
    const ABSENT: Self =
        Self { class: None, judgement: Judgement::of_text(Outcome::NotMet), row: 0 };
}

/// The agreement with one party as it stands on the day.
#[derive(Debug)]
pub(crate) struct AgreementEntry {
    pub(crate) party: CountryCode,
    /// Whether it is applied on the day; `None`: no row says anything of the day.
    pub(super) applied: Option<Judgement>,
    // Index of the stage in the pack, and of its rows on the day, the one that settles it best first.
    pub(super) stage: Option<usize>,
    applied_rows: Vec<usize>,
}

/// Least grade that counts, from which everything weaker is set aside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub(crate) least: EvidenceGrade,
}

impl Scale {
    pub(crate) fn weigh(self, outcome: Outcome, attested: &Attestation) -> Judgement {
        let outcome = if self.sets_aside(attested) { Outcome::Undetermined } else { outcome };
        Judgement::new(outcome, attested.evidence)
    }

    // Who assumes something wants to see what follows from it.
    pub(crate) fn sets_aside(self, attested: &Attestation) -> bool {
        attested.evidence < self.least && !attested.is_assumption
    }
}

impl DayTable {
    pub(super) fn on(pack: &Pack, day: Day, scale: Scale) -> Self {
        let mut table = Self {
            core: core_entries(pack, day, scale),
            accession: rows_on(pack.countries.accession.iter().map(|row| &row.standing), day),
            partnerships: rows_on(pack.countries.partnerships.iter().map(|row| &row.standing), day),
            agreements: agreement_entries(pack, day, scale),
        };
        for (standing, state) in &pack.countries.territories {
            if standing.period.includes(day) {
                table.read_as(standing.country, *state);
            }
        }
        table
    }

    pub(super) fn core(&self, country: CountryCode) -> &CoreEntry {
        self.core.get(country.index()).unwrap_or(&CoreEntry::ABSENT)
    }

    pub(super) fn accession(&self, country: CountryCode) -> Option<usize> {
        self.accession.get(country.index()).copied().flatten()
    }

    pub(super) fn partnership(&self, country: CountryCode) -> Option<usize> {
        self.partnerships.get(country.index()).copied().flatten()
    }

    fn read_as(&mut self, territory: CountryCode, state: CountryCode) {
        copy_entry(&mut self.core, territory, state);
        copy_entry(&mut self.accession, territory, state);
        copy_entry(&mut self.partnerships, territory, state);
    }
}

fn copy_entry<T: Copy>(entries: &mut [T], to: CountryCode, from: CountryCode) {
    let value = entries.get(from.index()).copied();
    if let (Some(slot), Some(value)) = (entries.get_mut(to.index()), value) {
        *slot = value;
    }
}

fn core_entries(pack: &Pack, day: Day, scale: Scale) -> Vec<CoreEntry> {
    let mut entries = vec![CoreEntry::ABSENT; CountryCode::COUNT];
    let registers = [
        (CoreClass::Ukraine, &pack.countries.ukraine),
        (CoreClass::EeaEftaState, &pack.countries.eea_efta_states),
        (CoreClass::MemberState, &pack.countries.member_states),
    ];
    for (class, rows) in registers {
        for (row, standing) in rows.iter().enumerate().filter(|(_, row)| row.period.includes(day)) {
            let judgement = scale.weigh(Outcome::Met, &standing.attested);
            if let Some(slot) = entries.get_mut(standing.country.index()) {
                if slot.class.is_none() || judgement.outcome == Outcome::Met {
                    *slot = CoreEntry { class: Some(class), judgement, row };
                }
            }
        }
    }
    entries
}

/// For each country the index of the row that holds on the day.
pub(super) fn rows_on<'p>(
    rows: impl Iterator<Item = &'p Standing>,
    day: Day,
) -> Vec<Option<usize>> {
    let mut found = vec![None; CountryCode::COUNT];
    for (row, standing) in rows.enumerate().filter(|(_, row)| row.period.includes(day)) {
        if let Some(slot) = found.get_mut(standing.country.index()) {
            *slot = Some(row);
        }
    }
    found
}

fn agreement_entries(pack: &Pack, day: Day, scale: Scale) -> Vec<AgreementEntry> {
    let mut entries: Vec<AgreementEntry> = Vec::new();
    for (index, stage) in pack.agreements.iter().enumerate() {
        if entries.last().is_none_or(|last| last.party != stage.party) {
            entries.push(AgreementEntry {
                party: stage.party,
                applied: None,
                stage: None,
                applied_rows: Vec::new(),
            });
        }
        let Some(entry) = entries.last_mut().filter(|_| stage.period.includes(day)) else {
            continue;
        };
        entry.stage = Some(index);
        let on_day = stage.applied.iter().enumerate().filter(|(_, row)| row.period.includes(day));
        let weighed = on_day.map(|(at, row)| (at, scale.weigh(row.answer, &row.attested)));
        let mut rows: Vec<(usize, Judgement)> = weighed.collect();
        if rows.is_empty() {
            continue;
        }
        entry.applied = Some(Judgement::any(rows.iter().map(|(_, judgement)| *judgement)));
        rows.sort_by_key(|(_, judgement)| Reverse((judgement.outcome, judgement.evidence)));
        entry.applied_rows = rows.into_iter().map(|(at, _)| at).collect();
    }
    entries
}

impl AgreementEntry {
    pub(super) fn stage_of<'a>(&self, pack: &'a Pack) -> Option<&'a AgreementStage> {
        pack.agreements.get(self.stage?)
    }

    /// The rows on its application that hold on the day, the one that settles it best first.
    pub(super) fn applied_rows<'a>(
        &'a self,
        pack: &'a Pack,
        scale: Scale,
    ) -> impl Iterator<Item = (Judgement, Datum<'a>)> + use<'a> {
        let stage = self.stage_of(pack);
        let rows = self.applied_rows.iter().filter_map(move |at| stage?.applied.get(*at));
        rows.map(move |row| {
            let member = AgreementMember::Applied(row.mode, row.period.first_day);
            let address = Address::Agreement(self.party, member);
            let judgement = scale.weigh(row.answer, &row.attested);
            (judgement, attested_datum(address, answer_word(row.answer), &row.attested, scale))
        })
    }
}

/// Whether a country, or somewhere in the Union, counts as core.
pub(super) fn origin_entry(table: &DayTable, origin: Origin) -> CoreEntry {
    match origin {
        Origin::Country(country) => *table.core(country),
        Origin::Union => CoreEntry {
            class: Some(CoreClass::MemberState),
            judgement: Judgement::of_text(Outcome::Met),
            row: usize::MAX,
        },
    }
}

/// The datum that a country is core, or that it is in no register of core countries.
pub(super) fn core_datum<'a>(
    pack: &'a Pack,
    entry: &CoreEntry,
    country: CountryCode,
    scale: Scale,
) -> Datum<'a> {
    let rows = match entry.class {
        None => return absent(Address::NoRow(Register::Core, country), entry.judgement.evidence),
        Some(CoreClass::MemberState) => &pack.countries.member_states,
        Some(CoreClass::EeaEftaState) => &pack.countries.eea_efta_states,
        Some(CoreClass::Ukraine) => &pack.countries.ukraine,
    };
    let (Some(class), Some(row)) = (entry.class, rows.get(entry.row)) else {
        return absent(Address::NoRow(Register::Core, country), entry.judgement.evidence);
    };
    // A territory shows the row of the State it is read as.
    let address = Address::Row(class.register(), row.country, row.period.first_day);
    attested_datum(address, class.as_str(), &row.attested, scale)
}

/// The datum of a row that answers yes, no or not known.
pub(super) fn answer_datum(register: Register, row: &Answer, scale: Scale) -> Datum<'_> {
    let standing = &row.standing;
    let address = Address::Row(register, standing.country, standing.period.first_day);
    attested_datum(address, answer_word(row.answer), &standing.attested, scale)
}

pub(super) fn attested_datum<'a>(
    address: Address,
    word: &'static str,
    attested: &'a Attestation,
    scale: Scale,
) -> Datum<'a> {
    Datum {
        address,
        value: LawValue::Word(word),
        source: Some(&attested.source),
        evidence: attested.evidence,
        known_from: attested.known_from,
        set_aside: scale.sets_aside(attested),
        carries: true,
    }
}

pub(super) fn absent(address: Address, evidence: EvidenceGrade) -> Datum<'static> {
    Datum {
        address,
        value: LawValue::Word("none"),
        source: None,
        evidence,
        known_from: None,
        set_aside: false,
        carries: true,
    }
}

pub(super) fn answer_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "yes",
        Outcome::NotMet => "no",
        Outcome::Undetermined => "not-known",
    }
}
