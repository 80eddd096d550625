//! Every datum of a pack that holds on some days, and the changes, gaps and overlaps among them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::outcome::{EvidenceGrade, Outcome};
use crate::rulebook::law::Law;
use crate::rulebook::pack::{AgreementStage, Attestation, Pack, Period, Standing};

/// A datum with the days on which it holds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// Where it stands, without its day: `countries/partnerships#GH`.
    pub at: Box<str>,
    /// The country it is about; `None`: it is about none.
    pub country: Option<CountryCode>,
    /// What it says.
    pub value: Box<str>,
    /// First and last day.
    pub period: Period,
    /// Id of the source.
    pub source: Box<str>,
    /// How well documented; `None`: the act itself, which has no grade.
    pub evidence: Option<EvidenceGrade>,
}

/// Places of which a country stands at one at most, unless they overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    /// A register in which a country stands as something, or an agreement with it.
    Register,
    /// A way in which an agreement is applied.
    Applied,
}

/// The group of a place; `None`: whatever else stands on its days is none of its business.
fn group(at: &str) -> Option<Group> {
    let is_beside =
        ["territories", "stalled", "assistance"].map(|name| format!("countries/{name}#"));
    let is_term = at.starts_with("agreements/") && at.contains('#');
    if at.contains("#applied/") {
        return Some(Group::Applied);
    }
    let is_of_country = at.starts_with("countries/") || at.starts_with("agreements/");
    let is_register = is_of_country && !is_term && !is_beside.iter().any(|one| at.starts_with(one));
    is_register.then_some(Group::Register)
}

/// A change of the law from one day to the next.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LawChange {
    /// The first day on which it says something else.
    pub day: Day,
    /// What it is about; `None`: no country.
    pub country: Option<CountryCode>,
    /// Where it stands: `countries/partnerships#GH`, `rules/component-cap`.
    pub at: Box<str>,
    /// What it said until then; `None`: nothing.
    pub from: Option<Box<str>>,
    /// What it says from then on; `None`: nothing.
    pub to: Option<Box<str>>,
    /// Id of the source.
    pub source: Box<str>,
    /// How well documented; `None`: the act itself, which has no grade.
    pub evidence: Option<EvidenceGrade>,
}

/// Days on which nothing stands where something stands before or after.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// Where.
    pub at: Box<str>,
    /// First day without anything.
    pub first_day: Day,
    /// Last day without anything; `None`: until further notice.
    pub last_day: Option<Day>,
}

/// Two data about one country that hold on the same days.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overlap {
    /// Where the one stands.
    pub one: Box<str>,
    /// Where the other stands.
    pub other: Box<str>,
    /// First day on which both hold; `None`: since ever.
    pub first_day: Option<Day>,
    /// Last day on which both hold; `None`: until further notice.
    pub last_day: Option<Day>,
}

/// Every datum that holds on some days, by place and first day.
pub(super) fn entries(law: &Law) -> Vec<Entry> {
    let pack = law.pack();
    let mut entries = Vec::new();
    registers(pack, &mut entries);
    for stage in &pack.agreements {
        agreement(stage, &mut entries);
    }
    for (id, act) in &pack.acts {
        entries.push(Entry {
            at: format!("acts/{id}").into(),
            country: None,
            value: "in-force".into(),
            period: Period::new(Some(act.in_force_from), None),
            source: act.source.clone(),
            evidence: None,
        });
    }
    for history in &pack.rules {
        for version in &history.versions {
            let period = Period::new(Some(version.first_day), version.last_day);
            let at = format!("rules/{}", history.id);
            let value = version.first_day.to_string();
            entries.push(entry(at, None, &value, period, &version.attested));
        }
    }
    deadlines(law, &mut entries);
    entries.sort_by(|one, other| {
        (&one.at, one.period.first_day).cmp(&(&other.at, other.period.first_day))
    });
    entries
}

fn entry(
    at: String,
    country: Option<CountryCode>,
    value: &str,
    period: Period,
    attested: &Attestation,
) -> Entry {
    Entry {
        at: at.into(),
        country,
        value: value.into(),
        period,
        source: attested.source.clone(),
        evidence: Some(attested.evidence),
    }
}

fn registers(pack: &Pack, entries: &mut Vec<Entry>) {
    let mut row = |register: &str, standing: &Standing, value: &str| {
        let at = format!("countries/{register}#{}", standing.country);
        let (country, attested) = (Some(standing.country), &standing.attested);
        entries.push(entry(at, country, value, standing.period, attested));
    };
    let countries = &pack.countries;
    for (register, rows) in [
        ("member-states", &countries.member_states),
        ("eea-efta-states", &countries.eea_efta_states),
        ("ukraine", &countries.ukraine),
    ] {
        for standing in rows {
            row(register, standing, "yes");
        }
    }
    for (standing, state) in &countries.territories {
        row("territories", standing, state.as_str());
    }
    for one in &countries.accession {
        row("accession", &one.standing, one.status.as_str());
        if let Some(stalled) = &one.stalled {
            let marked = Standing { attested: stalled.clone(), ..one.standing.clone() };
            row("stalled", &marked, "stalled");
        }
    }
    for one in &countries.partnerships {
        row("partnerships", &one.standing, answer(one.answer));
    }
    for one in &countries.assistance {
        row("assistance", &one.standing, answer(one.answer));
    }
}

fn answer(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "yes",
        Outcome::NotMet => "no",
        Outcome::Undetermined => "not-known",
    }
}

fn agreement(stage: &AgreementStage, entries: &mut Vec<Entry>) {
    let party = Some(stage.party);
    let mut add = |member: &str, value: &str, period, attested: &Attestation| {
        let at = format!("agreements/{}{member}", stage.party);
        entries.push(entry(at, party, value, period, attested));
    };
    add("", &stage.stage, stage.period, &stage.signed.1);
    for row in &stage.applied {
        let member = format!("#applied/{}", row.mode.as_str());
        add(&member, answer(row.answer), row.period, &row.attested);
    }
    for (topic, (outcome, attested)) in &stage.topics {
        let value = match outcome {
            Outcome::Met => "open",
            Outcome::NotMet => "not-open",
            Outcome::Undetermined => "not-known",
        };
        let member = format!("#topics/{}", topic.as_str());
        add(&member, value, stage.period, attested);
    }
    for (member, share) in [
        ("#max_party_share", &stage.max_party_share),
        ("#max_other_share", &stage.max_other_share),
        ("#min_core_share", &stage.min_core_share),
    ] {
        if let Some((share, attested)) = share {
            add(member, &share.to_string(), stage.period, attested);
        }
    }
    let (terms, attested) = &stage.control_terms;
    let value = if *terms == Outcome::Undetermined { "not-known" } else { "as-the-act" };
    add("#control_terms", value, stage.period, attested);
    if let Some((_, attested)) = &stage.contribution {
        add("#contribution", "stated", stage.period, attested);
    }
}

/// Last days by which something must have happened, each of which the law has until it has passed.
fn deadlines(law: &Law, entries: &mut Vec<Entry>) {
    for rule in law.rules().iter().flat_map(|history| &history.versions) {
        for last_day in rule.body.condition.deadlines() {
            entries.push(Entry {
                at: format!("rules/{}#signed-by", rule.id).into(),
                country: None,
                value: last_day.to_string().into(),
                period: Period::new(None, Some(last_day)),
                source: rule.source.clone(),
                evidence: None,
            });
        }
    }
}

/// Data that stand at one place, in the order of their days.
fn by_place(entries: &[Entry]) -> BTreeMap<&str, Vec<&Entry>> {
    let mut places: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        places.entry(&entry.at).or_default().push(entry);
    }
    places
}

fn day_after(entry: &Entry) -> Option<Day> {
    entry.period.last_day.and_then(Day::tomorrow)
}

/// Every change of what some place says, by day and place.
pub(super) fn changes(entries: &[Entry]) -> Vec<LawChange> {
    let mut changes = Vec::new();
    for rows in by_place(entries).into_values() {
        for entry in &rows {
            let change = |day, from: Option<&&Entry>, to: Option<&Entry>| LawChange {
                day,
                country: entry.country,
                at: entry.at.clone(),
                from: from.map(|one| one.value.clone()),
                to: to.map(|one| one.value.clone()),
                source: entry.source.clone(),
                evidence: entry.evidence,
            };
            if let Some(day) = entry.period.first_day {
                let before = rows.iter().find(|other| day_after(other) == Some(day));
                changes.push(change(day, before, Some(entry)));
            }
            if let Some(day) = day_after(entry) {
                if !rows.iter().any(|other| other.period.first_day == Some(day)) {
                    changes.push(change(day, Some(entry), None));
                }
            }
        }
    }
    changes.sort_by(|one, other| (one.day, &one.at).cmp(&(other.day, &other.at)));
    changes
}

/// Days between two rows of one place, days of the act before the first version of a rule, and days
/// of an agreement of which no row says whether it is applied.
pub(super) fn gaps(entries: &[Entry], law: &Law) -> Vec<Gap> {
    let from = law.pack().acts.values().map(|act| act.in_force_from).next();
    let mut gaps = Vec::new();
    for (at, rows) in by_place(entries) {
        let mut since = from.filter(|_| at.starts_with("rules/"));
        for entry in rows {
            gaps.extend(gap(at, since, entry.period.first_day));
            since = day_after(entry);
        }
    }
    gaps.extend(law.pack().agreements.iter().flat_map(not_told));
    gaps
}

/// The days from one day to the day before another; `None`: there are none.
fn gap(at: &str, since: Option<Day>, until: Option<Day>) -> Option<Gap> {
    let (first_day, last_day) = (since?, until?.yesterday()?);
    (first_day <= last_day).then(|| Gap { at: at.into(), first_day, last_day: Some(last_day) })
}

/// Days of a stage on which no row says whether the agreement is applied.
fn not_told(stage: &AgreementStage) -> Vec<Gap> {
    let at = format!("agreements/{}#applied", stage.party);
    let mut gaps = Vec::new();
    let mut rows: Vec<Period> = stage.applied.iter().map(|row| row.period).collect();
    rows.sort_by_key(|row| row.first_day);
    let mut since = stage.period.first_day;
    for row in rows {
        gaps.extend(gap(&at, since, row.first_day));
        // A row without a last day goes as far as the stage.
        let Some(after) = row.last_day.and_then(Day::tomorrow) else { return gaps };
        since = since.max(Some(after));
    }
    let last_day = stage.period.last_day;
    let is_left = |first: &Day| last_day.is_none_or(|last| *first <= last);
    let at = at.into();
    gaps.extend(since.filter(is_left).map(|first_day| Gap { at, first_day, last_day }));
    gaps
}

/// Registers in which a country stands at the same time, and ways in which an agreement is applied
/// at the same time.
pub(super) fn overlaps(entries: &[Entry]) -> Vec<Overlap> {
    let mut overlaps = Vec::new();
    for (at, one) in entries.iter().enumerate().filter(|(_, one)| group(&one.at).is_some()) {
        let after = entries.iter().skip(at.saturating_add(1));
        let met = after.filter(|other| {
            other.country == one.country
                && group(&other.at) == group(&one.at)
                && other.at != one.at
                && other.period.meets(one.period)
        });
        overlaps.extend(met.map(|other| Overlap {
            one: one.at.clone(),
            other: other.at.clone(),
            first_day: one.period.first_day.max(other.period.first_day),
            last_day: match (one.period.last_day, other.period.last_day) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            },
        }));
    }
    overlaps
}

/// Sources that no datum, no rule and no conflict names, by id.
pub(super) fn unused_sources(entries: &[Entry], pack: &Pack) -> Vec<Box<str>> {
    let mut used: BTreeSet<&str> = entries.iter().map(|entry| &*entry.source).collect();
    used.extend(pack.countries.approaches.iter().map(|one| &*one.attested.source));
    let claims = pack.conflicts.iter().flat_map(|conflict| &conflict.claims);
    used.extend(claims.map(|(source, _)| &**source));
    used.extend(pack.questions.iter().flat_map(listed).map(|attested| &*attested.source));
    pack.sources.keys().filter(|id| !used.contains(&***id)).cloned().collect()
}

fn listed(question: &crate::rulebook::pack::Question) -> impl Iterator<Item = &Attestation> {
    use crate::rulebook::pack::Answers;
    let attested = match &question.answers {
        Answers::Countries { attested, .. } => attested.as_slice(),
        Answers::Options { .. } => &[],
    };
    attested.iter().map(|(_, attested)| attested)
}
