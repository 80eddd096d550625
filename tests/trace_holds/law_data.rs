//! Data of law stand in the pack at their address, with that value, source and evidence.

use std::collections::BTreeSet;

use safe_eligibility::outcome::{EvidenceGrade, Outcome};
use serde_json::Value;

use super::judged::{Judged, grade};
use super::rejected::applied;
use super::shown::{Shown, Step, includes, list, text};

const CORE: [(&str, &str); 3] = [
    ("member-states", "member-state"),
    ("eea-efta-states", "eea-efta-state"),
    ("ukraine", "ukraine"),
];

const OPPOSITES: [&str; 4] =
    ["not-core", "located-outside", "not-for-this-product", "not-involved"];

pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let data = step.list("law").iter();
    let faults =
        data.filter_map(|datum| fault(shown, datum).map(|fault| format!("{fault}: {datum}")));
    faults.chain(left_out(shown, step)).chain(unreserved(shown, step)).collect()
}

/// What is set aside stands among the reservations, and so does the weak law that a finding rests
/// on. Of several data of one step the best documented may carry it alone: one at least is named.
fn unreserved(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let reservations = list(&shown.answer, "reservations");
    let is_named = |datum: &Value| {
        let start = format!("{} ", text(&datum["at"]));
        reservations.iter().any(|reservation| text(reservation).starts_with(&start))
    };
    let set_aside = step.list("law").iter().filter(|datum| datum.get("set_aside").is_some());
    let unnamed = set_aside.filter(|datum| !is_named(datum));
    let mut faults: Vec<String> = unnamed.map(|datum| format!("no reservation: {datum}")).collect();
    let evidence = &step.step["evidence"];
    let is_weak = |datum: &&Value| !datum["source"].is_null() && datum["evidence"] == *evidence;
    let weak: Vec<&Value> = step.list("law").iter().filter(is_weak).collect();
    let rests = *evidence != "text" && !weak.is_empty() && carries(step.top, step.step);
    if rests && !weak.into_iter().any(is_named) {
        faults.push(format!("nothing of what the step rests on is reserved: {}", step.step));
    }
    faults
}

/// Whether a step below `whole`, or `whole` itself, is one from which its outcome comes.
fn carries(whole: &Value, step: &Value) -> bool {
    if std::ptr::eq(whole, step) {
        return true;
    }
    let judged = Judged::of(whole);
    let decides = |part: &Value| {
        let is_opposite = OPPOSITES.contains(&text(&whole["kind"]));
        let part = Judged::of(part);
        is_opposite || (part.outcome == judged.outcome && part.evidence >= judged.evidence)
    };
    list(whole, "because").iter().any(|part| decides(part) && carries(part, step))
}

fn fault(shown: &Shown<'_>, datum: &Value) -> Option<&'static str> {
    let weak = grade(&datum["evidence"]) < shown.setting.least;
    let is_absent = datum["value"] == "none";
    if datum.get("set_aside").is_some() != (weak && !is_absent) {
        return Some("set aside or not against its evidence");
    }
    let at = text(&datum["at"]);
    let found = if let Some(row) = at.strip_prefix("countries/") {
        let (register, row) = row.split_once('#')?;
        row_is_there(shown, datum, register, row)
    } else {
        agreement_is_there(shown, datum, at.strip_prefix("agreements/")?)
    };
    (!found).then_some("not in the pack")
}

fn row_is_there(shown: &Shown<'_>, datum: &Value, register: &str, row: &str) -> bool {
    if let Some(country) = row.strip_suffix("/stalled") {
        let mark = mark(shown, country).filter(|_| register == "accession");
        return mark.is_some_and(|mark| datum["value"] == "stalled" && is_attested(datum, mark));
    }
    let (country, first_day) =
        row.split_once('@').map_or((row, None), |(row, day)| (row, Some(day)));
    let day = if register == "assistance" { shown.as_of() } else { shown.standing_day() };
    let state = shown.state(country);
    let on_day = |register: &str| {
        shown.rows(register).iter().find(|row| row["country"] == state && includes(row, day))
    };
    if datum["value"] == "none" {
        if register == "core" {
            let text = EvidenceGrade::Text;
            return CORE.iter().all(|(register, _)| on_day(register).is_none())
                && is_absence(datum, text);
        }
        let asked = if register == "assistance" { day } else { shown.governing_day() };
        return on_day(register).is_none() && is_absence(datum, absence(shown, asked));
    }
    let Some(row) = on_day(register).filter(|row| row["first_day"].as_str() == first_day) else {
        return false;
    };
    let class = CORE.iter().find(|(name, _)| *name == register).map(|(_, class)| *class);
    let value = match register {
        "accession" => row["status"].as_str(),
        "partnerships" | "assistance" => row["answer"].as_str(),
        _ => class,
    };
    datum["value"].as_str() == value && is_attested(datum, row)
}

/// The standing of an origin in the words of a line.
pub(crate) fn standing(shown: &Shown<'_>, origin: &str) -> &'static str {
    let state = shown.state(origin);
    let day = shown.standing_day();
    let of = |register: &str| {
        let mut rows = shown.rows(register).iter();
        rows.find(|row| row["country"] == state && includes(row, day))
    };
    let core = CORE.iter().find_map(|(register, class)| Some((of(register)?, *class)));
    match core {
        Some((row, _)) if grade(&row["evidence"]) < shown.setting.least => "not-known",
        Some((_, class)) => class,
        None if opens_components(shown, origin) => "partner",
        None => "outside",
    }
}

fn opens_components(shown: &Shown<'_>, party: &str) -> bool {
    let is_open = |row: &Value| {
        row["topic"] == "components"
            && row["answer"] == "open"
            && grade(&row["evidence"]) >= shown.setting.least
    };
    let stage = stage(shown, party);
    let open = stage.is_some_and(|stage| list(stage, "topics").iter().any(is_open));
    open && applied(shown, party).outcome == Outcome::Met
}

fn agreement_is_there(shown: &Shown<'_>, datum: &Value, at: &str) -> bool {
    let (party, member) = at.split_once('#').map_or((at, None), |(at, member)| (at, Some(member)));
    let stage = stage(shown, party);
    let Some(member) = member else {
        return stage.is_none_or(|stage| applied_rows(shown, stage).next().is_none())
            && datum["value"] == "none"
            && is_absence(datum, absence(shown, shown.governing_day()));
    };
    let Some(stage) = stage else { return false };
    if member.starts_with("applied/") {
        return applied_rows(shown, stage).any(|row| {
            member == row_name(row) && datum["value"] == row["answer"] && is_attested(datum, row)
        });
    }
    if let Some(topic) = member.strip_prefix("topics/") {
        return list(stage, "topics").iter().any(|row| {
            row["topic"] == topic && datum["value"] == row["answer"] && is_attested(datum, row)
        });
    }
    let row = &stage[member];
    let value = row.get("share").or(row.get("answer"));
    value == Some(&datum["value"]) && is_attested(datum, row)
}

fn applied_rows<'s>(shown: &'s Shown<'_>, stage: &'s Value) -> impl Iterator<Item = &'s Value> {
    list(stage, "applied").iter().filter(|row| includes(row, shown.standing_day()))
}

fn row_name(row: &Value) -> String {
    let mode = text(&row["mode"]);
    match row["first_day"].as_str() {
        Some(day) => format!("applied/{mode}@{day}"),
        None => format!("applied/{mode}"),
    }
}

/// The stage of an agreement on the day.
pub(crate) fn stage<'s>(shown: &'s Shown<'_>, party: &str) -> Option<&'s Value> {
    let folder = format!("agreements/{party}/");
    let mut stages = shown.files.iter().filter(|(path, _)| path.starts_with(&folder));
    stages.find(|(_, stage)| includes(stage, shown.standing_day())).map(|(_, stage)| stage)
}

/// The rows on whether an agreement is applied on the day, each with its address.
pub(crate) fn rows_of<'s>(shown: &'s Shown<'_>, party: &str) -> Vec<(String, &'s Value)> {
    let rows = stage(shown, party).into_iter().flat_map(|stage| applied_rows(shown, stage));
    rows.map(|row| (format!("agreements/{party}#{}", row_name(row)), row)).collect()
}

/// The mark that the accession of a country is stalled, in its row of the day.
fn mark<'s>(shown: &'s Shown<'_>, country: &str) -> Option<&'s Value> {
    let mut rows = shown.rows("accession").iter();
    let row = rows.find(|row| row["country"] == country && includes(row, shown.standing_day()))?;
    Some(&row["stalled"]).filter(|mark| !mark.is_null())
}

/// Each row that was looked at is named: all those of an agreement, and a mark that counts.
fn left_out(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let named: BTreeSet<&str> = step.list("law").iter().map(|datum| text(&datum["at"])).collect();
    let mut expected = BTreeSet::new();
    for at in &named {
        if let Some((party, _)) =
            at.strip_prefix("agreements/").and_then(|at| at.split_once("#applied/"))
        {
            expected.extend(rows_of(shown, party).into_iter().map(|(address, _)| address));
        }
        if let Some((country, _)) =
            at.strip_prefix("countries/accession#").and_then(|row| row.split_once('@'))
        {
            let counts = shown.reading("stalled-accession") == "does-not-count";
            let mark = mark(shown, country).filter(|_| counts);
            expected.extend(mark.map(|_| format!("countries/accession#{country}/stalled")));
        }
    }
    let is_beside = |at: &&&str| at.contains("#applied/") || at.ends_with("/stalled");
    let found: BTreeSet<String> = named.iter().filter(is_beside).map(|at| (*at).into()).collect();
    expected
        .symmetric_difference(&found)
        .map(|at| format!("named and not in the pack, or the other way round: {at}"))
        .collect()
}

fn is_attested(datum: &Value, row: &Value) -> bool {
    datum["source"] == row["source"] && datum["evidence"] == row["evidence"]
}

fn is_absence(datum: &Value, evidence: EvidenceGrade) -> bool {
    datum["source"].is_null() && grade(&datum["evidence"]) == evidence
}

/// That nothing is in the register is a search up to its own day.
fn absence(shown: &Shown<'_>, day: &str) -> EvidenceGrade {
    let register_day = text(&shown.files["pack.json"]["register_day"]);
    if day > register_day { EvidenceGrade::Assumed } else { EvidenceGrade::Secondary }
}
