//! What a reader must know about the law behind an assessment.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::assessment::Assessment;
use crate::outcome::EvidenceGrade;
use crate::rulebook::datum::{Address, Datum, LawValue};
use crate::trace::Step;

impl Assessment<'_> {
    /// Each datum that a finding rests on and that is documented more weakly than by an act, law
    /// that is missing or set aside, and a day beyond what is known.
    ///
    /// A finding rests on the branches with its own outcome; where one of them was enough, on the
    /// best documented. What is set aside is named wherever it was looked at. An absence is no
    /// datum.
    #[must_use]
    pub fn reservations(&self) -> Vec<String> {
        let mut reservations = self.about_days();
        let mut data: BTreeMap<Address, Datum<'_>> = BTreeMap::new();
        for finding in &self.findings {
            collect(&finding.step, true, &mut data);
        }
        reservations.extend(data.values().map(|datum| self.about(datum)));
        reservations
    }

    fn about_days(&self) -> Vec<String> {
        let governing = self.governed.governing_day();
        let as_of = self.governed.law().as_of();
        let register_day = self.governed.law().pack().register_day;
        let mut reservations = Vec::new();
        if governing > as_of {
            reservations.push(format!(
                "the governing day {governing} is after the day asked about, {as_of}: what is known today is used"
            ));
        }
        if governing > register_day {
            reservations.push(format!(
                "the governing day {governing} is after {register_day}, up to which the register was searched: \
                 what it knows is used, and absences are assumed"
            ));
        }
        if as_of > register_day && governing != as_of {
            reservations.push(format!(
                "the day asked about, {as_of}, is after {register_day}, up to which the register was searched: \
                 what it knows is used"
            ));
        }
        reservations
    }

    fn about(&self, datum: &Datum<'_>) -> String {
        let Datum { address, value, evidence, .. } = datum;
        let source = datum.source.unwrap_or("none");
        let least = self.governed.law().least_evidence();
        if datum.carries && is_missing(datum) && datum.set_aside {
            format!(
                "{address} is missing law, and set aside: `{value}` is {evidence} (source {source}), \
                 weaker than {least}"
            )
        } else if datum.carries && is_missing(datum) {
            format!("{address} is missing law: `{value}` is {evidence} (source {source})")
        } else if datum.set_aside {
            format!(
                "{address} is set aside and counts as not known: `{value}` is {evidence} (source {source}), \
                 weaker than {least}"
            )
        } else {
            let mut text = String::with_capacity(96);
            // Writing to memory does not fail.
            _ = address.print(&mut text);
            text.push_str(" rests on ");
            text.push_str(evidence.as_str());
            text.push_str(" evidence: `");
            _ = write!(text, "{value}");
            text.push_str("` (source ");
            text.push_str(source);
            text.push(')');
            text
        }
    }
}

// `carries`: whether a finding rests on the step.
fn collect<'a>(step: &Step<'a>, carries: bool, data: &mut BTreeMap<Address, Datum<'a>>) {
    for datum in &step.law {
        let is_weak = datum.evidence < EvidenceGrade::Text && datum.source.is_some();
        if datum.set_aside || (carries && datum.carries && (is_weak || is_missing(datum))) {
            let carries = carries && datum.carries;
            let named = data.entry(datum.address).or_insert(Datum { carries, ..*datum });
            named.carries |= carries;
        }
    }
    for (part, decides) in step.branches() {
        collect(part, carries && decides, data);
    }
}

// A recorded "not known", however well that is documented.
fn is_missing(datum: &Datum<'_>) -> bool {
    matches!(datum.value, LawValue::Word("not-known"))
}
