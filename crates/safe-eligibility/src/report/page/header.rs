//! Under which law an assessment was made.

use super::sources;
use super::told::Told;

pub(super) fn under(told: &Told<'_, '_>) -> Vec<(String, String)> {
    let governed = told.assessment.governed;
    let law = governed.law();
    let signed = told.assessment.procurement.stated().contract.signed_on;
    let governing = match signed {
        Some(day) => told.say("page/governed/signature", &[("day", &day.to_string())]),
        None => told.say("page/governed/asked", &[("day", &law.as_of().to_string())]),
    };
    let mut under = vec![
        (told.text("page/asked-about"), law.as_of().to_string()),
        (told.text("page/governed-by"), governing),
    ];
    if governed.standing_day() != governed.governing_day() {
        under.push((told.text("page/standing-on"), governed.standing_day().to_string()));
    }
    let pack = law.pack();
    let values = [
        ("pack", &*pack.id),
        ("version", &*pack.version),
        ("least", &told.grade(law.least_evidence())),
    ];
    under.push((told.text("page/rules-used"), told.say("page/rules-used/text", &values)));
    let grade = told.grade(told.assessment.evidence());
    let evidence = told.say("page/evidence/text", &[("grade", &grade)]);
    under.push((told.text("page/evidence"), evidence));
    under.extend(told.depends_on());
    under.extend(sources::read_beside(told));
    under
}
