//! What was considered and did not carry, as it is written.

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::Trace;
use crate::trace::{Considered, Rejection};

pub(super) struct Rejected<'s, 'r, 'a> {
    pub(super) trace: &'s Trace<'r, 'a>,
    pub(super) rejected: &'s [Rejection],
}

impl Serialize for Rejected<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let law = self.trace.assessment.governed.law();
        let mut list = serializer.serialize_seq(Some(self.rejected.len()))?;
        for Rejection { what, why } in self.rejected {
            let what = match what {
                Considered::Agreement(party) => format!("agreement:{party}"),
                Considered::Version(day) => format!("version:{day}"),
                Considered::Row(address) => address.to_string(),
                Considered::Derogation(position) => {
                    law.rules().get(*position).map_or_else(String::new, |rule| rule.id.to_string())
                }
            };
            list.serialize_element(&Turned { what, why: why.as_str() })?;
        }
        list.end()
    }
}

#[derive(serde::Serialize)]
struct Turned {
    what: String,
    why: &'static str,
}
