//! The law of one day, made timeless, so that pieces of it can stand in another.

use std::collections::BTreeSet;

use super::part::{LawPart, Term};
use crate::model::day::Day;
use crate::rulebook::datum::AgreementMember;
use crate::rulebook::law::Governed;
use crate::rulebook::node::Node;
use crate::rulebook::pack::{AgreementStage, Pack, Period, RuleHistory, Standing, Topic};

const ALWAYS: Period = Period { first_day: None, last_day: None };

/// What a pack says on the days that govern a contract, as if it had always said it.
pub(super) fn frozen(governed: &Governed<'_>) -> Pack {
    let law = governed.law();
    let (standing_day, as_of) = (governed.standing_day(), law.as_of());
    let mut pack = law.pack().clone();
    // None of these is looked at by an assessment, and all of them are long.
    pack.sources.clear();
    pack.conflicts.clear();
    pack.countries.approaches.clear();
    let countries = &mut pack.countries;
    keep(&mut countries.member_states, standing_day, |row| &mut row.period);
    keep(&mut countries.eea_efta_states, standing_day, |row| &mut row.period);
    keep(&mut countries.ukraine, standing_day, |row| &mut row.period);
    keep(&mut countries.territories, standing_day, |row| &mut row.0.period);
    keep(&mut countries.accession, standing_day, |row| &mut row.standing.period);
    keep(&mut countries.partnerships, standing_day, |row| &mut row.standing.period);
    keep(&mut countries.assistance, as_of, |row| &mut row.standing.period);
    pack.agreements = agreements(&pack.agreements, standing_day);
    for history in &mut pack.rules {
        let day = governed.rule_day();
        let applies = Period::new(Some(day), Some(day));
        history.versions.retain(|version| {
            Period::new(Some(version.first_day), version.last_day).meets(applies)
        });
        for version in &mut history.versions {
            version.last_day = None;
            version.words = None;
            version.first_day = Day::parse("0001-01-01").unwrap_or(version.first_day);
        }
    }
    pack
}

/// Keeps the rows of a day, which then hold on every day.
fn keep<T>(rows: &mut Vec<T>, day: Day, period: impl Fn(&mut T) -> &mut Period) {
    rows.retain_mut(|row| period(row).includes(day));
    for row in rows {
        *period(row) = ALWAYS;
    }
}

/// The stage of each agreement on a day. A party without one keeps a stage that never comes: the
/// register has an agreement with it.
fn agreements(stages: &[AgreementStage], day: Day) -> Vec<AgreementStage> {
    let mut kept: Vec<AgreementStage> = Vec::new();
    for stage in stages {
        let is_current = stage.period.includes(day);
        if kept.last().is_some_and(|last| last.party == stage.party) {
            if !is_current {
                continue;
            }
            kept.pop();
        }
        let mut stage = stage.clone();
        if is_current {
            stage.period = ALWAYS;
            keep(&mut stage.applied, day, |row| &mut row.period);
        } else {
            let never = Day::parse("9999-12-31").ok();
            stage.period = Period::new(never, never);
        }
        kept.push(stage);
    }
    kept
}

fn is_current(stage: &AgreementStage) -> bool {
    stage.period == ALWAYS
}

/// Everything that two frozen packs say differently.
pub(super) fn differing(from: &Pack, to: &Pack) -> BTreeSet<LawPart> {
    let mut parts = BTreeSet::new();
    for pack in [from, to] {
        parts.extend(pack.rules.iter().map(|history| LawPart::Rule(history.id.clone())));
        let countries = &pack.countries;
        let core = [&countries.member_states, &countries.eea_efta_states, &countries.ukraine];
        parts.extend(core.into_iter().flatten().map(|row| LawPart::Core(row.country)));
        let territories = countries.territories.iter();
        parts.extend(territories.map(|(row, _)| LawPart::Territory(row.country)));
        let accession = countries.accession.iter();
        parts.extend(accession.map(|row| LawPart::Accession(row.standing.country)));
        let partnerships = countries.partnerships.iter();
        parts.extend(partnerships.map(|row| LawPart::Partnership(row.standing.country)));
        let assistance = countries.assistance.iter();
        parts.extend(assistance.map(|row| LawPart::Assistance(row.standing.country)));
        for stage in &pack.agreements {
            let on_both = [from, to].map(|pack| current(pack, stage)).iter().all(Option::is_some);
            if on_both {
                parts.extend(terms().map(|term| LawPart::Term(stage.party, term)));
            } else {
                parts.insert(LawPart::Agreement(stage.party));
            }
        }
    }
    parts.retain(|part| says(from, part) != says(to, part));
    parts
}

fn current<'p>(pack: &'p Pack, of: &AgreementStage) -> Option<&'p AgreementStage> {
    pack.agreements.iter().find(|stage| stage.party == of.party && is_current(stage))
}

fn terms() -> impl Iterator<Item = Term> {
    let topics = Topic::ALL.map(|topic| Term::Says(AgreementMember::Topic(topic)));
    let others = [
        AgreementMember::MaxPartyShare,
        AgreementMember::MaxOtherShare,
        AgreementMember::MinCoreShare,
        AgreementMember::ControlTerms,
    ];
    std::iter::once(Term::Applied).chain(topics).chain(others.map(Term::Says))
}

/// What a pack says of a part, as far as an outcome can rest on it.
#[derive(PartialEq)]
enum Saying<'p> {
    Rule(Option<(&'p str, &'p Node)>),
    Texts(Vec<String>),
}

fn says<'p>(pack: &'p Pack, part: &LawPart) -> Saying<'p> {
    let countries = &pack.countries;
    let row = |row: &Standing| format!("{}", row.attested.evidence);
    let of = |rows: &[Standing], name: &str, country| {
        let rows = rows.iter().filter(|one| one.country == country);
        rows.map(|one| format!("{name} {}", row(one))).collect::<Vec<_>>()
    };
    Saying::Texts(match part {
        LawPart::Rule(id) => {
            let history = pack.rules.iter().find(|history| history.id == *id);
            let version = history.and_then(|history| history.versions.first());
            return Saying::Rule(version.map(|version| (&*version.act, &version.body)));
        }
        LawPart::Core(country) => [
            of(&countries.member_states, "member", *country),
            of(&countries.eea_efta_states, "eea", *country),
            of(&countries.ukraine, "ukraine", *country),
        ]
        .concat(),
        LawPart::Territory(country) => {
            let rows = countries.territories.iter().filter(|(row, _)| row.country == *country);
            rows.map(|(one, state)| format!("{state} {}", row(one))).collect()
        }
        LawPart::Accession(country) => {
            let rows = countries.accession.iter();
            let rows = rows.filter(|one| one.standing.country == *country);
            rows.map(|one| {
                let stalled = one.stalled.as_ref().map(|stalled| stalled.evidence);
                format!("{} {} {stalled:?}", one.status.as_str(), row(&one.standing))
            })
            .collect()
        }
        LawPart::Partnership(country) | LawPart::Assistance(country) => {
            let is_partnership = matches!(part, LawPart::Partnership(_));
            let rows = if is_partnership { &countries.partnerships } else { &countries.assistance };
            let rows = rows.iter().filter(|one| one.standing.country == *country);
            rows.map(|one| format!("{} {}", one.answer, row(&one.standing))).collect()
        }
        LawPart::Agreement(party) => {
            let stages = pack.agreements.iter().filter(|stage| stage.party == *party);
            stages.map(|stage| format!("{}", is_current(stage))).collect()
        }
        LawPart::Term(party, term) => {
            let stages = pack.agreements.iter().filter(|stage| stage.party == *party);
            stages.flat_map(|stage| term_says(stage, *term)).collect()
        }
        LawPart::Day | LawPart::LeastEvidence | LawPart::Reading(_) => Vec::new(),
    })
}

/// The first place at which a rule differs in its text, and what stands there in either pack.
pub(super) fn edited(from: &Pack, to: &Pack, id: &str) -> Option<(String, [String; 2])> {
    let versions = [from, to].map(|pack| {
        let history = pack.rules.iter().find(|history| &*history.id == id);
        history.and_then(|history| history.versions.first())
    });
    let [Some(from), Some(to)] = versions else { return None };
    if from.act != to.act {
        return Some(("act".to_owned(), [from.act.to_string(), to.act.to_string()]));
    }
    first_different([Some(&from.body), Some(&to.body)])
}

// Nests as deep as conditions do.
fn first_different(sides: [Option<&Node>; 2]) -> Option<(String, [String; 2])> {
    let within = |name: &str, [one, other]: [Option<&Node>; 2]| {
        let (place, said) = first_different([one, other])?;
        Some((if place.is_empty() { name.to_owned() } else { format!("{name}/{place}") }, said))
    };
    match sides {
        [Some(one), Some(other)] if one == other => None,
        [Some(Node::Object(own)), Some(Node::Object(theirs))] => {
            let names = own.iter().chain(theirs).map(|(name, _)| name);
            let mut each = names.filter_map(|name| {
                within(name, sides.map(|side| side.and_then(|one| one.member(name))))
            });
            each.next()
        }
        [Some(Node::List(own)), Some(Node::List(theirs))] => {
            let mut each = (0..own.len().max(theirs.len()))
                .filter_map(|at| within(&at.to_string(), [own.get(at), theirs.get(at)]));
            each.next()
        }
        sides => {
            let said = |side: Option<&Node>| side.map_or("absent".to_owned(), Node::to_string);
            Some((String::new(), sides.map(said)))
        }
    }
}

fn term_says(stage: &AgreementStage, term: Term) -> Vec<String> {
    let share = |share: &Option<(crate::model::figure::Share, _)>| {
        let attested: Option<&(_, crate::rulebook::pack::Attestation)> = share.as_ref();
        attested.map(|(share, attested)| format!("{share} {}", attested.evidence))
    };
    let said = match term {
        Term::Applied | Term::Says(AgreementMember::Applied(..)) => {
            let rows = stage.applied.iter();
            return rows
                .map(|row| {
                    format!("{} {} {}", row.mode.as_str(), row.answer, row.attested.evidence)
                })
                .collect();
        }
        Term::Says(AgreementMember::Topic(topic)) => {
            let topic = stage.topics.get(&topic);
            topic.map(|(answer, attested)| format!("{answer} {}", attested.evidence))
        }
        Term::Says(AgreementMember::MaxPartyShare) => share(&stage.max_party_share),
        Term::Says(AgreementMember::MaxOtherShare) => share(&stage.max_other_share),
        Term::Says(AgreementMember::MinCoreShare) => share(&stage.min_core_share),
        Term::Says(AgreementMember::ControlTerms) => {
            let (answer, attested) = &stage.control_terms;
            Some(format!("{answer} {}", attested.evidence))
        }
    };
    said.into_iter().collect()
}

/// Has a pack say what another says of a part.
pub(super) fn put(into: &mut Pack, from: &Pack, part: &LawPart) {
    let (own, other) = (&mut into.countries, &from.countries);
    match part {
        LawPart::Rule(id) => put_rule(&mut into.rules, &from.rules, id),
        LawPart::Core(country) => {
            for (own, other) in [
                (&mut own.member_states, &other.member_states),
                (&mut own.eea_efta_states, &other.eea_efta_states),
                (&mut own.ukraine, &other.ukraine),
            ] {
                put_rows(own, other, |row| row.country == *country);
            }
        }
        LawPart::Territory(country) => {
            put_rows(&mut own.territories, &other.territories, |(row, _)| row.country == *country);
        }
        LawPart::Accession(country) => {
            put_rows(&mut own.accession, &other.accession, |row| row.standing.country == *country);
        }
        LawPart::Partnership(country) => {
            let is_of = |row: &crate::rulebook::pack::Answer| row.standing.country == *country;
            put_rows(&mut own.partnerships, &other.partnerships, is_of);
        }
        LawPart::Assistance(country) => {
            let is_of = |row: &crate::rulebook::pack::Answer| row.standing.country == *country;
            put_rows(&mut own.assistance, &other.assistance, is_of);
        }
        LawPart::Agreement(party) => {
            put_rows(&mut into.agreements, &from.agreements, |stage| stage.party == *party);
            // Of agreements that carry, the first by code is named.
            into.agreements.sort_by_key(|stage| stage.party);
        }
        LawPart::Term(party, term) => {
            let own = into.agreements.iter_mut().find(|stage| stage.party == *party);
            let other = from.agreements.iter().find(|stage| stage.party == *party);
            if let (Some(own), Some(other)) = (own, other) {
                put_term(own, other, *term);
            }
        }
        LawPart::Day | LawPart::LeastEvidence | LawPart::Reading(_) => {}
    }
}

fn put_rows<T: Clone>(own: &mut Vec<T>, other: &[T], is_of: impl Fn(&T) -> bool) {
    own.retain(|row| !is_of(row));
    own.extend(other.iter().filter(|row| is_of(row)).cloned());
}

// A rule keeps its place in the order of findings; a new one comes behind the one before it there.
fn put_rule(own: &mut Vec<RuleHistory>, other: &[RuleHistory], id: &str) {
    let at = |list: &[RuleHistory], id: &str| list.iter().position(|one| &*one.id == id);
    let theirs = at(other, id);
    let new = theirs.and_then(|theirs| other.get(theirs));
    match (at(own, id), new) {
        (Some(place), Some(new)) => {
            if let Some(slot) = own.get_mut(place) {
                *slot = new.clone();
            }
        }
        (Some(place), None) => _ = own.remove(place),
        (None, Some(new)) => {
            let mut before = other.get(..theirs.unwrap_or(0)).unwrap_or(&[]).iter().rev();
            let behind = before.find_map(|one| at(own, &one.id));
            own.insert(behind.map_or(0, |behind| behind.saturating_add(1)), new.clone());
        }
        (None, None) => {}
    }
}

fn put_term(own: &mut AgreementStage, other: &AgreementStage, term: Term) {
    match term {
        Term::Applied | Term::Says(AgreementMember::Applied(..)) => {
            own.applied.clone_from(&other.applied);
        }
        Term::Says(AgreementMember::Topic(topic)) => match other.topics.get(&topic) {
            Some(answer) => _ = own.topics.insert(topic, answer.clone()),
            None => _ = own.topics.remove(&topic),
        },
        Term::Says(AgreementMember::MaxPartyShare) => {
            own.max_party_share.clone_from(&other.max_party_share);
        }
        Term::Says(AgreementMember::MaxOtherShare) => {
            own.max_other_share.clone_from(&other.max_other_share);
        }
        Term::Says(AgreementMember::MinCoreShare) => {
            own.min_core_share.clone_from(&other.min_core_share);
        }
        Term::Says(AgreementMember::ControlTerms) => {
            own.control_terms.clone_from(&other.control_terms);
        }
    }
}
