//! What a reader must know about the law behind an assessment.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::assessment::Assessment;
use crate::outcome::EvidenceGrade;
use crate::rulebook::datum::{Address, AgreementMember, Datum};
use crate::trace::Step;

impl Assessment<'_> {
    /// Each datum the assessment rests on that is documented more weakly than by an act, what was
    /// set aside or is not known, and a governing day beyond what is known.
    #[must_use]
    pub fn reservations(&self) -> Vec<String> {
        let mut reservations = self.about_days();
        let mut data: BTreeMap<Address, Datum<'_>> = BTreeMap::new();
        for finding in &self.findings {
            collect(&finding.step, &mut data);
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
        if self.governed.standing_day() > register_day {
            reservations.push(format!(
                "standing is taken on {}, after {register_day}, up to which the register was searched: \
                 what it knows is used, and absences are assumed",
                self.governed.standing_day()
            ));
        }
        if as_of > register_day && governing <= register_day {
            reservations.push(format!(
                "the day asked about is after {register_day}, up to which the register was searched"
            ));
        }
        reservations
    }

    fn about(&self, datum: &Datum<'_>) -> String {
        let Datum { address, value, evidence, .. } = datum;
        let source = datum.source.unwrap_or("none");
        let least = self.governed.law().least_evidence();
        if datum.set_aside {
            return format!(
                "{address} is set aside and counts as not known: `{value}` is {evidence} (source {source}), \
                 weaker than {least}"
            );
        }
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

fn collect<'a>(step: &Step<'a>, data: &mut BTreeMap<Address, Datum<'a>>) {
    for datum in &step.law {
        let is_absence = datum.source.is_none();
        let not_known =
            matches!(datum.address, Address::Agreement(_, AgreementMember::ControlTerms));
        if (datum.evidence < EvidenceGrade::Text && !is_absence) || datum.set_aside || not_known {
            data.insert(datum.address, *datum);
        }
    }
    step.because.iter().for_each(|part| collect(part, data));
}
