//! Data of law stand in the pack at their address, with that value, source and evidence.

use safe_eligibility::outcome::EvidenceGrade;
use serde_json::Value;

use super::judged::grade;
use super::shown::{Shown, Step, includes, list, text};

const CORE: [(&str, &str); 3] = [
    ("member-states", "member-state"),
    ("eea-efta-states", "eea-efta-state"),
    ("ukraine", "ukraine"),
];

pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let data = step.list("law").iter();
    data.filter_map(|datum| fault(shown, datum).map(|fault| format!("{fault}: {datum}"))).collect()
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
        return on_day(register).is_none() && is_absence(datum, absence(shown));
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

fn agreement_is_there(shown: &Shown<'_>, datum: &Value, at: &str) -> bool {
    let (party, member) = at.split_once('#').map_or((at, None), |(at, member)| (at, Some(member)));
    let folder = format!("agreements/{party}/");
    let mut stages = shown.files.iter().filter(|(path, _)| path.starts_with(&folder));
    let stage = stages.find(|(_, stage)| includes(stage, shown.standing_day()));
    let Some(member) = member else {
        return stage.is_none_or(|(_, stage)| applied(shown, stage).next().is_none())
            && datum["value"] == "none"
            && is_absence(datum, absence(shown));
    };
    let Some((_, stage)) = stage else { return false };
    if let Some(first_day) = member.strip_prefix("applied@") {
        return applied(shown, stage).any(|row| {
            row["first_day"] == first_day
                && datum["value"] == row["answer"]
                && is_attested(datum, row)
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

fn applied<'s>(shown: &'s Shown<'_>, stage: &'s Value) -> impl Iterator<Item = &'s Value> {
    list(stage, "applied").iter().filter(|row| includes(row, shown.standing_day()))
}

fn is_attested(datum: &Value, row: &Value) -> bool {
    datum["source"] == row["source"] && datum["evidence"] == row["evidence"]
}

fn is_absence(datum: &Value, evidence: EvidenceGrade) -> bool {
    datum["source"].is_null() && grade(&datum["evidence"]) == evidence
}

/// That nothing is in the register is a search up to its own day.
fn absence(shown: &Shown<'_>) -> EvidenceGrade {
    let register_day = text(&shown.files["pack.json"]["register_day"]);
    if shown.standing_day() > register_day {
        EvidenceGrade::Assumed
    } else {
        EvidenceGrade::Secondary
    }
}
