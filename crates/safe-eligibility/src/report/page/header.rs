//! Under which law an assessment was made.

use super::sources;
use crate::assessment::Assessment;

pub(super) fn under(assessment: &Assessment<'_>) -> Vec<(&'static str, String)> {
    let governed = assessment.governed;
    let law = governed.law();
    let signed = assessment.procurement.stated().contract.signed_on;
    let governing = match signed {
        Some(day) => format!("{day}, the day of signature"),
        None => format!("{}, the day asked about: no signature is stated", law.as_of()),
    };
    let mut under = vec![("Asked about", law.as_of().to_string()), ("Governed by", governing)];
    if governed.standing_day() != governed.governing_day() {
        under.push(("Standing on", governed.standing_day().to_string()));
    }
    let pack = law.pack();
    under.push((
        "Rules",
        format!(
            "{} {}; law documented more weakly than `{}` counts as not known",
            pack.id,
            pack.version,
            law.least_evidence()
        ),
    ));
    under.push((
        "Evidence",
        format!("the verdict rests on law of grade `{}`", assessment.evidence()),
    ));
    under.extend(sources::read_beside(assessment));
    under
}
