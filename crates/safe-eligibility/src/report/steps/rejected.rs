//! What was considered and did not carry, as it is written.

use std::fmt::Write;

use super::super::json::{Json, Word, WriteJson, key};
use super::Trace;
use crate::trace::{Considered, Rejection};

pub(super) struct Rejected<'s, 'r, 'a> {
    pub(super) trace: Trace<'r, 'a>,
    pub(super) rejected: &'s [Rejection],
}

impl WriteJson for Rejected<'_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        json.list(self.rejected.iter().map(|one| Turned { trace: self.trace, one }));
    }
}

struct Turned<'s, 'r, 'a> {
    trace: Trace<'r, 'a>,
    one: &'s Rejection,
}

impl WriteJson for Turned<'_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("what"), &What { trace: self.trace, what: self.one.what });
            json.member(key!("why"), &Word(self.one.why.as_str()));
        });
    }
}

struct What<'r, 'a> {
    trace: Trace<'r, 'a>,
    what: Considered,
}

impl WriteJson for What<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let rules = self.trace.assessment.governed.law().rules();
        // Writing to memory does not fail.
        json.string(|text| match self.what {
            Considered::Agreement(party) => {
                text.push_str("agreement:");
                text.push_str(party.as_str());
            }
            Considered::Version(day) => _ = write!(text, "version:{day}"),
            Considered::Row(address) => _ = address.print(text),
            Considered::Derogation(position) => {
                text.push_str(rules.get(position).map_or("", |rule| &rule.id));
            }
        });
    }
}
