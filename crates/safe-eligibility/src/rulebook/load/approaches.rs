//! What was asked for, explored or negotiated without anything having come of it.

use std::collections::BTreeMap;

use super::super::pack::{Approach, ApproachAim, ApproachKind};
use super::super::problem::PackFault;
use super::super::reader::Reader;
use super::Files;
use super::sources::Sources;

/// The name of the file among the registers.
pub(super) const NAME: &str = "approaches";

pub(super) fn read(files: &Files<'_>, sources: &Sources) -> Option<Vec<Approach>> {
    let path = format!("countries/{NAME}.json");
    let object = files.needed(&path)?.object(&["format", "title", "rows"])?;
    object.get("format").word(&[("safe-approaches/1", ())]);
    object.get("title").text();
    let rows = object.get("rows").list()?;
    let read: Vec<_> = rows.iter().map(|row| approach(row, sources)).collect();
    let mut seen = BTreeMap::new();
    for (row, approach) in rows.iter().zip(&read) {
        let Some(Approach { country, about, kind, day, .. }) = approach else { continue };
        if let Some(first) = seen.insert((*country, *about, *kind, *day), row.at().clone()) {
            let id = country.as_str().into();
            row.fault::<()>(PackFault::Duplicate { id, first });
        }
    }
    read.into_iter().collect()
}

const MEMBERS: &[&str] =
    &["country", "about", "approach", "day", "source", "evidence", "known_from", "note"];

fn approach(row: &Reader<'_>, sources: &Sources) -> Option<Approach> {
    let object = row.object(MEMBERS)?;
    let country = object.get("country").country();
    let about = object.get("about").word(&ApproachAim::ALL.map(|aim| (aim.as_str(), aim)));
    let kind = object.get("approach").word(&ApproachKind::ALL.map(|kind| (kind.as_str(), kind)));
    let day = object.get("day").or_null(Reader::day);
    let attested = sources.attestation(&object)?;
    Some(Approach { country: country?, about: about?, kind: kind?, day: day?, attested })
}
