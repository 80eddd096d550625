//! The registers of countries.

use std::collections::BTreeMap;

use super::super::pack::{
    Accession, AccessionStatus, Answer, Attestation, Countries, Period, Standing,
};
use super::super::problem::{PackFault, PackPlace};
use super::super::reader::{Object, Reader};
use super::periods::Between;
use super::sources::Sources;
use super::{Files, approaches, periods};
use crate::model::country::CountryCode;
use crate::outcome::Outcome;

/// The names of the registers, which are the names of their files.
pub(super) const NAMES: [&str; 7] = [
    "member-states",
    "eea-efta-states",
    "ukraine",
    "territories",
    "accession",
    "partnerships",
    "assistance",
];

const STATUSES: [(&str, AccessionStatus); 4] = [
    ("acceding", AccessionStatus::Acceding),
    ("candidate", AccessionStatus::Candidate),
    ("potential-candidate", AccessionStatus::PotentialCandidate),
    ("none", AccessionStatus::NoStatus),
];

pub(super) const ANSWERS: [(&str, Outcome); 3] =
    [("yes", Outcome::Met), ("no", Outcome::NotMet), ("not-known", Outcome::Undetermined)];

const STANDING: &[&str] =
    &["country", "first_day", "last_day", "source", "evidence", "known_from", "note"];

pub(super) fn read(files: &Files<'_>, sources: &Sources) -> Option<Countries> {
    let plain = |name| register(files, name, STANDING, |row| standing(row, sources));
    let answers = |name| {
        register(files, name, ANSWER, |row| {
            let standing = standing(row, sources);
            let answer = row.get("answer").word(&ANSWERS)?;
            Some(Answer { standing: standing?, answer })
        })
    };
    let member_states = plain("member-states");
    let eea_efta_states = plain("eea-efta-states");
    let ukraine = plain("ukraine");
    let territories = register(files, "territories", TERRITORY, |row| {
        let standing = standing(row, sources);
        let read_as = row.get("read_as").country()?;
        Some((standing?, read_as))
    });
    let accession = register(files, "accession", ACCESSION, |row| accession(row, sources));
    let partnerships = answers("partnerships");
    let assistance = answers("assistance");
    let approaches = approaches::read(files, sources);
    Some(Countries {
        member_states: member_states?,
        eea_efta_states: eea_efta_states?,
        ukraine: ukraine?,
        territories: territories?,
        accession: accession?,
        partnerships: partnerships?,
        assistance: assistance?,
        approaches: approaches?,
    })
}

const ANSWER: &[&str] =
    &["country", "first_day", "last_day", "answer", "source", "evidence", "known_from", "note"];

const TERRITORY: &[&str] =
    &["country", "first_day", "last_day", "read_as", "source", "evidence", "known_from", "note"];

const ACCESSION: &[&str] = &[
    "country",
    "first_day",
    "last_day",
    "status",
    "source",
    "evidence",
    "known_from",
    "note",
    "stalled",
];

fn register<T>(
    files: &Files<'_>,
    name: &'static str,
    members: &'static [&'static str],
    read: impl Fn(&Object<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let path = format!("countries/{name}.json");
    let object = files.needed(&path)?.object(&["format", "register", "title", "rows"])?;
    object.get("format").word(&[("safe-register/1", ())]);
    object.get("title").text();
    agrees_with_path(&object.get("register"), name);
    let rows = object.get("rows").list()?;
    let objects = rows.iter().filter_map(|row| row.object(members));
    let read: Vec<(Option<T>, Object<'_>)> = objects.map(|row| (read(&row), row)).collect();
    check_periods(between(name), read.iter().map(|(_, row)| row), object.whole());
    read.into_iter().map(|(row, _)| row).collect()
}

// Who is in no row of a group does not belong to it; assistance alone needs an answer for each day
// between two.
fn between(name: &str) -> Between {
    if name == "assistance" { Between::Hole } else { Between::Absence }
}

fn check_periods<'o, 'n: 'o>(
    between: Between,
    rows: impl Iterator<Item = &'o Object<'n>>,
    reader: &Reader<'_>,
) {
    // `None` for a row whose own period is not in order, which would only look like a hole.
    let mut of_country: BTreeMap<CountryCode, Vec<Option<(Period, PackPlace)>>> = BTreeMap::new();
    for row in rows {
        let Some(country) = row.get("country").country() else { continue };
        let period = periods::period(row).map(|period| (period, row.whole().at().clone()));
        of_country.entry(country).or_default().push(period);
    }
    for (country, of_one) in of_country {
        if let Some(of_one) = of_one.into_iter().collect() {
            periods::check(country.as_str(), between, of_one, reader.problems());
        }
    }
}

fn standing(row: &Object<'_>, sources: &Sources) -> Option<Standing> {
    let country = row.get("country").country();
    let period = periods::period(row);
    let attested = sources.attestation(row)?;
    Some(Standing { country: country?, period: period?, attested })
}

fn accession(row: &Object<'_>, sources: &Sources) -> Option<Accession> {
    let standing = standing(row, sources);
    let status = row.get("status").word(&STATUSES);
    let stalled = row.get("stalled").or_null(|stalled| attested(stalled, sources))?;
    Some(Accession { standing: standing?, status: status?, stalled })
}

fn attested(reader: &Reader<'_>, sources: &Sources) -> Option<Attestation> {
    sources.attestation(&reader.object(&["source", "evidence", "known_from", "note"])?)
}

/// Checks that a text is what the path says.
pub(super) fn agrees_with_path(reader: &Reader<'_>, expected: &str) -> Option<()> {
    let given = reader.text()?;
    if given == expected {
        return Some(());
    }
    reader.fault(PackFault::PathDisagrees { given: given.into(), expected: expected.into() })
}
