//! The law as it applies on a day: rules, standings, agreements, readings, least evidence.

pub(crate) mod governed;
mod rule;
pub(crate) mod table;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

pub use governed::Governed;
pub use rule::{Rule, RuleVersions};
pub use table::CoreClass;

use table::{DayTable, Scale};

use super::known::{self, LeftOut, NotYetPublic};
use super::pack::{Pack, Period};
use super::readings::{ReadingError, Readings};
use crate::model::day::Day;
use crate::outcome::EvidenceGrade;

/// The law that answers on a day, with the readings chosen and the least evidence asked for.
///
/// Cheap to clone, `Send` and `Sync`; the tables of each day are made once, when first needed.
#[derive(Clone, Debug)]
pub struct Law {
    shared: Arc<Shared>,
}

/// What every assessment under a law prints alike, each put together when it is first printed.
#[derive(Debug, Default)]
pub(crate) struct Printed {
    /// The rule pack.
    pub(crate) rules: OnceLock<String>,
    /// The readings.
    pub(crate) readings: OnceLock<String>,
}

#[derive(Debug)]
struct Shared {
    pack: Arc<Pack>,
    as_of: Day,
    readings: Readings,
    // The readings as every assessment prints them, by id.
    printed_readings: Vec<(Box<str>, String)>,
    printed: Printed,
    scale: Scale,
    rules: Vec<RuleVersions>,
    in_force_from: Day,
    standing_goes_by_as_of: bool,
    assistance: Vec<Option<usize>>,
    // INVARIANT: ascending; the first is the earliest day, and nothing changes between two.
    starts: Vec<Day>,
    // One table for each start; `first_table` answers for days before all of them.
    tables: Vec<OnceLock<DayTable>>,
    first_table: OnceLock<DayTable>,
    // The law without what is assumed of it, made when it is first asked for.
    alone: OnceLock<Option<Law>>,
}

impl Law {
    pub(crate) fn new(
        pack: Arc<Pack>,
        as_of: Day,
        readings: Readings,
        least: EvidenceGrade,
    ) -> Self {
        let act = pack.acts.values().next();
        let (rules, standing_goes_by_as_of) = rule::resolve_all(&pack, &readings);
        let starts = change_days(&pack, &rules);
        let shared = Shared {
            as_of,
            scale: Scale { least },
            rules,
            in_force_from: act.map_or(as_of, |act| act.in_force_from),
            standing_goes_by_as_of,
            assistance: table::rows_on(
                pack.countries.assistance.iter().map(|row| &row.standing),
                as_of,
            ),
            tables: starts.iter().map(|_| OnceLock::new()).collect(),
            first_table: OnceLock::new(),
            alone: OnceLock::new(),
            printed_readings: readings
                .iter()
                .map(|(id, reading)| (id.into(), reading.to_text()))
                .collect(),
            printed: Printed::default(),
            starts,
            readings,
            pack,
        };
        Self { shared: Arc::new(shared) }
    }

    /// The same law under other readings, each written `ID=OPTION`; the rest are the defaults.
    ///
    /// # Errors
    ///
    /// Every [`ReadingError`]: where the pack has no such question or no such option.
    pub fn with_readings<'r>(
        &self,
        choices: impl IntoIterator<Item = &'r str>,
    ) -> Result<Self, Vec<ReadingError>> {
        let readings = Readings::chosen(&self.shared.pack.questions, choices)?;
        let pack = Arc::clone(&self.shared.pack);
        Ok(Self::new(pack, self.shared.as_of, readings, self.shared.scale.least))
    }

    /// The same law with everything documented more weakly than `least` counting as not known.
    #[must_use]
    pub fn with_least_evidence(&self, least: EvidenceGrade) -> Self {
        let shared = &self.shared;
        Self::new(Arc::clone(&shared.pack), shared.as_of, shared.readings.clone(), least)
    }

    /// The same law under these readings, which are those of its pack.
    pub(crate) fn under(&self, readings: Readings) -> Self {
        let shared = &self.shared;
        Self::new(Arc::clone(&shared.pack), shared.as_of, readings, shared.scale.least)
    }

    /// The same law without a version of a rule, by its first day.
    pub(crate) fn without(&self, rule: &str, first_day: Day) -> Self {
        let shared = &self.shared;
        let mut pack = (*shared.pack).clone();
        for history in pack.rules.iter_mut().filter(|history| &*history.id == rule) {
            history.versions.retain(|version| version.first_day != first_day);
        }
        let (readings, least) = (shared.readings.clone(), shared.scale.least);
        Self::new(Arc::new(pack), shared.as_of, readings, least)
    }

    /// The same law asked about on another day.
    #[must_use]
    pub fn on(&self, as_of: Day) -> Self {
        let shared = &self.shared;
        Self::new(Arc::clone(&shared.pack), as_of, shared.readings.clone(), shared.scale.least)
    }

    /// The same law as far as it was public on a day, and what is left out because it was not.
    ///
    /// What has no day on which it became public counts as always known.
    ///
    /// # Errors
    ///
    /// [`NotYetPublic`] where no rule was public on that day.
    ///
    /// # Examples
    ///
    /// ```
    /// use safe_eligibility::Rulebook;
    /// use safe_eligibility::model::day::Day;
    ///
    /// let law = Rulebook::embedded()?.on(Day::parse("2026-11-22")?);
    /// let (known, left_out) = law.known_at(Day::parse("2026-02-10")?)?;
    /// assert_eq!(known.as_of(), law.as_of());
    /// assert!(left_out.iter().any(|row| row.address.to_string() == "agreements/CA"));
    /// assert!(law.known_at(Day::parse("2025-05-27")?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn known_at(&self, day: Day) -> Result<(Self, Vec<LeftOut>), NotYetPublic> {
        let shared = &self.shared;
        let (pack, left_out) = known::known_at(&shared.pack, day)?;
        let (readings, least) = (shared.readings.clone(), shared.scale.least);
        Ok((Self::new(Arc::new(pack), shared.as_of, readings, least), left_out))
    }

    /// The same law without what is assumed of it; `None`: nothing is, or the files of the pack
    /// have the assumptions in them.
    #[must_use]
    pub fn without_assumptions(&self) -> Option<Self> {
        let shared = &*self.shared;
        let made = shared.alone.get_or_init(|| {
            let plain = shared.pack.without_assumptions.as_ref()?;
            let (readings, least) = (shared.readings.clone(), shared.scale.least);
            Some(Self::new(Arc::clone(plain), shared.as_of, readings, least))
        });
        made.clone()
    }

    /// The day asked about.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.shared.as_of
    }

    /// The least grade of evidence that counts.
    #[must_use]
    pub fn least_evidence(&self) -> EvidenceGrade {
        self.shared.scale.least
    }

    /// The readings chosen.
    #[must_use]
    pub fn readings(&self) -> &Readings {
        &self.shared.readings
    }

    pub(crate) fn printed_readings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.shared.printed_readings.iter().map(|(id, text)| (&**id, text.as_str()))
    }

    pub(crate) fn printed(&self) -> &Printed {
        &self.shared.printed
    }

    /// The pack it comes from.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.shared.pack
    }

    /// Every rule in the order of its findings.
    #[must_use]
    pub fn rules(&self) -> &[RuleVersions] {
        &self.shared.rules
    }

    /// Every day on which the law may say something else than on the day before, in order.
    pub fn change_days(&self) -> impl Iterator<Item = Day> + '_ {
        self.shared.starts.iter().copied().skip(1)
    }

    /// What governs a contract signed on that day; `None`: the day asked about stands in.
    ///
    /// # Law
    ///
    /// Regulation (EU) 2025/1106, Articles 2(3) and 23: standing is never taken on a day before
    /// the act was in force. Reading `status-day`.
    #[must_use]
    pub fn governing(&self, signed_on: Option<Day>) -> Governed<'_> {
        self.governing_where(signed_on, self.shared.standing_goes_by_as_of)
    }

    /// What governs a contract if standing goes by the day it goes by now, then if by the other.
    ///
    /// One alone where nothing stands differently on the two days.
    pub(crate) fn governing_by_either_day(&self, signed_on: Option<Day>) -> Vec<Governed<'_>> {
        let by_as_of = self.shared.standing_goes_by_as_of;
        let [now, other] = [by_as_of, !by_as_of].map(|way| self.governing_where(signed_on, way));
        let is_same = self.table_at(now.standing_day) == self.table_at(other.standing_day);
        if is_same { vec![now] } else { vec![now, other] }
    }

    fn governing_where(&self, signed_on: Option<Day>, goes_by_as_of: bool) -> Governed<'_> {
        let shared = &*self.shared;
        let governing_day = signed_on.unwrap_or(shared.as_of);
        let by_standing = if goes_by_as_of { shared.as_of } else { governing_day };
        Governed {
            law: self,
            governing_day,
            rule_day: governing_day.max(shared.in_force_from),
            standing_day: by_standing.max(shared.in_force_from),
            table: self.table(by_standing.max(shared.in_force_from)),
        }
    }

    fn table(&self, day: Day) -> &DayTable {
        let shared = &*self.shared;
        let index = self.table_at(day);
        let start = shared.starts.get(index).copied().unwrap_or(day);
        let table = shared.tables.get(index).unwrap_or(&shared.first_table);
        table.get_or_init(|| DayTable::on(&shared.pack, start, shared.scale))
    }

    /// In which stretch of days without a change a contract signed on that day is: by standings,
    /// and by rules. The same stretch, the same law but for deadlines.
    pub(crate) fn stretch(&self, signed_on: Option<Day>) -> (usize, usize) {
        let governed = self.governing(signed_on);
        (self.table_at(governed.standing_day), self.table_at(governed.rule_day))
    }

    fn table_at(&self, day: Day) -> usize {
        let after = self.shared.starts.partition_point(|start| *start <= day);
        after.saturating_sub(1)
    }
}

/// The first day of all, then every day on which some row begins or has just ended, or some
/// deadline has just passed.
fn change_days(pack: &Pack, rules: &[RuleVersions]) -> Vec<Day> {
    let mut days: BTreeSet<Day> = BTreeSet::new();
    let countries = &pack.countries;
    let standings = [&countries.member_states, &countries.eea_efta_states, &countries.ukraine];
    let mut periods: Vec<Period> = standings.into_iter().flatten().map(|row| row.period).collect();
    periods.extend(countries.territories.iter().map(|(row, _)| row.period));
    periods.extend(countries.accession.iter().map(|row| row.standing.period));
    periods.extend(countries.partnerships.iter().map(|row| row.standing.period));
    periods.extend(countries.assistance.iter().map(|row| row.standing.period));
    for stage in &pack.agreements {
        periods.push(stage.period);
        periods.extend(stage.applied.iter().map(|row| row.period));
    }
    for version in pack.rules.iter().flat_map(|history| &history.versions) {
        periods.push(Period::new(Some(version.first_day), version.last_day));
    }
    for period in periods {
        days.extend(period.first_day);
        days.extend(period.last_day.and_then(Day::tomorrow));
    }
    days.extend(pack.acts.values().map(|act| act.in_force_from));
    days.extend(pack.register_day.tomorrow());
    for rule in rules.iter().flat_map(|versions| &versions.versions) {
        let deadlines = rule.body.condition.deadlines();
        days.extend(deadlines.into_iter().filter_map(Day::tomorrow));
    }
    Day::parse("0001-01-01").into_iter().chain(days).collect()
}
