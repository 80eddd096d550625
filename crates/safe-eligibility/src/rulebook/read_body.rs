//! Reads the part of a rule that evaluation follows, every choice of readings made.

use super::body::{Application, Cure, Follows, RuleBody, Subjects, Weight};
use super::node::Node;
use super::problem::{PackFault, PackPlace, PackProblem};
use super::read_condition::condition;
use super::reader::{Object, Problems, Reader};
use crate::model::product::{Area, ProductKind};

/// The members of a rule body.
pub(crate) const BODY_MEMBERS: &[&str] = &[
    "subjects",
    "asks_for_subjects",
    "weight",
    "applies_to",
    "condition",
    "further_limb",
    "derogates_from",
    "sum_ceiling",
    "follows",
];

/// The body of a rule, which is an object with exactly its members.
///
/// # Errors
///
/// Every problem, with a place without file; a pack that was loaded has none.
pub(crate) fn read_body(node: &Node) -> Result<RuleBody, Vec<PackProblem>> {
    let problems = Problems::default();
    let body = body(&Reader::new(node, PackPlace::file(""), &problems));
    match (body, problems.into_list()) {
        (Some(body), problems) if problems.is_empty() => Ok(body),
        (Some(_) | None, problems) => Err(problems),
    }
}

fn body(reader: &Reader<'_>) -> Option<RuleBody> {
    let object = reader.object(BODY_MEMBERS)?;
    let subjects = object.get("subjects").word(&Subjects::ALL.map(|one| (one.as_str(), one)));
    let asks_for_subjects = object.get("asks_for_subjects").boolean();
    let weight = object.get("weight").word(&Weight::ALL.map(|one| (one.as_str(), one)));
    let applies_to = object.get("applies_to").or_null(application);
    let asked = condition(&object.get("condition"), subjects);
    let further_limb = object.get("further_limb").or_null(|limb| condition(limb, subjects));
    let derogates_from = object.get("derogates_from").each(cure);
    let sum_ceiling = object.get("sum_ceiling").or_null(Reader::share);
    let follows = object.get("follows").or_null(|duty| followed(duty, subjects));
    let body = RuleBody {
        subjects: subjects?,
        asks_for_subjects: asks_for_subjects?,
        weight: weight?,
        applies_to: applies_to?,
        condition: asked?,
        further_limb: further_limb?,
        derogates_from: derogates_from?,
        sum_ceiling: sum_ceiling?,
        follows: follows?,
    };
    check(&object, &body);
    Some(body)
}

fn application(reader: &Reader<'_>) -> Option<Application> {
    let object = reader.object(&["product_kind", "areas", "first_area_decides"])?;
    let kinds = [ProductKind::DefenceProduct, ProductKind::OtherProduct];
    let product_kind = object.get("product_kind").word(&kinds.map(|kind| (kind.as_str(), kind)));
    let areas = object.get("areas").or_null(|list| {
        list.filled_list()?;
        list.each(area)
    });
    let first_area_decides = object.get("first_area_decides").boolean()?;
    Some(Application { product_kind: product_kind?, areas: areas?, first_area_decides })
}

fn area(reader: &Reader<'_>) -> Option<Area> {
    let given = reader.text()?;
    Area::named(given)
        .or_else(|| reader.unknown_word(given, Area::ALL.iter().map(|area| area.as_str())))
}

fn cure(reader: &Reader<'_>) -> Option<Cure> {
    let object = reader.object(&["rule", "with_further_limb", "cures", "opens"])?;
    let rule = object.get("rule").owned();
    let with_further_limb = object.get("with_further_limb").boolean();
    let cures = object.get("cures").boolean();
    let opens = object.get("opens").boolean()?;
    Some(Cure { rule: rule?, with_further_limb: with_further_limb?, cures: cures?, opens })
}

fn followed(reader: &Reader<'_>, subjects: Option<Subjects>) -> Option<Follows> {
    let object = reader.object(&["derogation", "silent_where", "unless"])?;
    let derogation = object.get("derogation").owned();
    let silent_where = object.get("silent_where").or_null(|one| condition(one, subjects));
    let unless = object.get("unless").or_null(|one| condition(one, subjects));
    Some(Follows { derogation: derogation?, silent_where: silent_where?, unless: unless? })
}

// What the members say together; what they say of other rules is for the pack as a whole.
fn check(object: &Object<'_>, body: &RuleBody) {
    let derogates = !body.derogates_from.is_empty();
    let at = |name: &str, fault: PackFault| object.get(name).fault::<()>(fault);
    if body.weight == Weight::Derogation && !derogates {
        at("derogates_from", PackFault::DerogationFromNothing);
    }
    if derogates && body.weight != Weight::Derogation {
        at("weight", PackFault::NotADerogation { weight: body.weight.as_str() });
    }
    let with_limb = body.derogates_from.iter().any(|cure| cure.with_further_limb);
    if with_limb != body.further_limb.is_some() {
        at("further_limb", PackFault::FurtherLimb);
    }
    let relies_alone =
        body.weight != Weight::Derogation || body.subjects != Subjects::InvolvedSubcontractors;
    if body.sum_ceiling.is_some() && relies_alone {
        let kind = "sum_ceiling".into();
        at("sum_ceiling", PackFault::CannotSee { kind, subjects: body.subjects.as_str() });
    }
    let definition = body.weight == Weight::Definition;
    let more = body.applies_to.is_some()
        || derogates
        || body.further_limb.is_some()
        || body.sum_ceiling.is_some()
        || body.follows.is_some();
    if definition != (body.subjects == Subjects::Subcontractors) || (definition && more) {
        at("weight", PackFault::Definition);
    }
    let cannot_be_left_out = matches!(body.subjects, Subjects::Whole | Subjects::Subcontractors);
    if body.asks_for_subjects && cannot_be_left_out {
        let fault = PackFault::NothingToAskFor { subjects: body.subjects.as_str() };
        at("asks_for_subjects", fault);
    }
}
