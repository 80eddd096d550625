//! The assessment as a whole: what follows from the steps, and what it is bound to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::amount::{Amount, Range};
use crate::asked::Asked;
use crate::document;
use crate::explained;
use crate::findings::{Finding, Questions};
use crate::json::text;
use crate::logic::{Grade, Outcome};
use crate::pack::Rule;
use crate::step::{Datum, Order, Step};

/// An assessment as it has to be, but for what only the caller knows.
pub(crate) fn assessment(asked: &Asked<'_>) -> Map<String, Value> {
    let questions = Questions::of(asked);
    let findings = questions.findings();
    let (verdict, evidence) = verdict(&findings);
    let steps = findings.iter().map(|finding| {
        let outcome = finding.outcome.map_or("not-applicable", Outcome::word);
        top_step(finding.rule, &finding.subject, &finding.step, outcome)
    });
    let involvement = questions.involvement_steps();
    let involvement = involvement
        .iter()
        .map(|(rule, subject, step)| top_step(rule, subject, step, step.judged.outcome.word()));
    let trace = json!({
        "steps": steps.collect::<Value>(),
        "involvement": involvement.collect::<Value>(),
    });
    let findings_written = findings.iter().map(|finding| written(asked, finding));
    // Sums are explained where it was asked for; what is explained is reckoned again.
    let sums = asked.explains_sums.then(|| ("sums", explained::sums(asked, &findings)));
    let members = [
        ("verdict", verdict.into()),
        ("evidence", evidence.word().into()),
        ("findings", findings_written.collect()),
        ("content", asked.document.items("/end_products").map(|at| content(asked, &at)).collect()),
        ("missing_facts", missing_facts(&findings)),
        ("reservations", reservations(asked, &findings)),
        ("trace", trace),
    ];
    members.into_iter().chain(sums).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The verdict and the evidence it rests on.
pub(crate) fn verdict(findings: &[Finding<'_>]) -> (&'static str, Grade) {
    let conditions = || findings.iter().filter(|one| one.rule.word("weight") == "condition");
    let grades = |outcome: Outcome| {
        let those = conditions().filter(move |one| one.outcome == Some(outcome));
        those.map(|one| one.step.judged.grade)
    };
    if let Some(strongest) = grades(Outcome::NotMet).max() {
        return ("not-eligible", strongest);
    }
    if let Some(weakest) = grades(Outcome::Undetermined).min() {
        return ("undetermined", weakest);
    }
    let weakest = conditions().map(|one| one.step.judged.grade).min();
    ("eligible", weakest.unwrap_or(Grade::Text))
}

fn written(asked: &Asked<'_>, finding: &Finding<'_>) -> Value {
    let Finding { rule, subject, outcome, via, step } = finding;
    let act = asked.law.pack.file(&format!("acts/{}/act.json", text(rule.file, "act")));
    let mut written = json!({
        "rule": rule.id,
        "subject": subject,
        "citation": format!("{}, {}", text(act, "short_title"), text(rule.file, "pinpoint")),
        "outcome": outcome.map_or("not-applicable", Outcome::word),
        "via": via,
        "evidence": step.judged.grade.word(),
        "weight": rule.word("weight"),
    });
    if let (Some(left), Some(members)) = (share_outside(step), written.as_object_mut()) {
        let share = json!({ "least": left.get("least"), "most": left.get("most") });
        members.insert("share_outside".into(), share);
    }
    written
}

/// The share from outside that a step or one below it compares; `None`: there is none.
fn share_outside(step: &Step) -> Option<&Value> {
    if step.kind == "share-at-most" {
        let left = step.compares.as_ref()?.get("left")?;
        return Some(left).filter(|left| left.get("least").is_some_and(|least| !least.is_null()));
    }
    step.because.iter().find_map(share_outside)
}

/// The step of a finding: it names its rule, the version, the provision and the readings.
fn top_step(rule: &Rule<'_>, subject: &str, step: &Step, outcome: &str) -> Value {
    let at = format!("{}:{subject}", rule.id);
    let provision = rule.file.get("provision").unwrap_or(&Value::Null);
    let part = |name: &str| provision.get(name).cloned().unwrap_or(Value::Null);
    let mut named = json!({
        "act": text(rule.file, "act"),
        "article": part("article"), "paragraph": part("paragraph"), "sentence": part("sentence"),
    });
    if let (false, Some(members)) = (part("subparagraph").is_null(), named.as_object_mut()) {
        members.insert("subparagraph".into(), part("subparagraph"));
    }
    // Readings on the products that a rule is for are named where that was in question.
    let in_question = |kind: &str| matches!(kind, "applies-to" | "not-for-this-product");
    let is_in_question = in_question(step.kind)
        || step.name == "applies-to"
        || step.because.iter().any(|part| in_question(part.kind));
    let more = if is_in_question { &rule.application_readings[..] } else { &[] };
    let mut members = Map::new();
    step.write(&mut members, &at, true);
    members.insert("outcome".into(), outcome.into());
    members.insert("readings".into(), rule.readings.iter().chain(more).copied().collect());
    members.insert("rule".into(), rule.id.into());
    members.insert("version".into(), rule.first_day().into());
    members.insert("provision".into(), named);
    members.insert("at".into(), at.into());
    Value::Object(members)
}

fn content(asked: &Asked<'_>, product: &str) -> Value {
    let range = |range: &Range| {
        let most = range.most.as_ref().map(Amount::text);
        json!({ "least": range.least.text(), "most": most })
    };
    let [mut core, mut outside] = [Range::nothing(), Range::nothing()];
    let [mut unstated, mut total] = [Range::nothing(), Range::nothing()];
    let mut by_country = Vec::new();
    if let Some(tally) = asked.sums.tally(product, &asked.sums.tier) {
        total = tally.total();
        unstated = tally.unstated.clone();
        for (origin, cost) in &tally.by_origin {
            let into = match asked.law.core(origin).judged.outcome {
                Outcome::Met => &mut core,
                Outcome::NotMet => &mut outside,
                Outcome::Undetermined => &mut unstated,
            };
            *into = into.plus(cost);
            let most = cost.most.as_ref().map(Amount::text);
            by_country.push(json!({
                "country": origin, "standing": asked.standing(Some(origin)),
                "least": cost.least.text(), "most": most,
            }));
        }
    }
    by_country.sort_by(|one, other| text(one, "country").cmp(text(other, "country")));
    json!({
        "subject": product, "currency": "EUR",
        "total": range(&total), "core": range(&core), "outside": range(&outside),
        "unstated": range(&unstated), "by_country": by_country,
    })
}

/// The facts on which undetermined conditions and duties depend, most decisive first.
fn missing_facts(findings: &[Finding<'_>]) -> Value {
    let mut found = Missing::default();
    for finding in findings {
        let counts = matches!(finding.rule.word("weight"), "condition" | "duty");
        if counts && finding.outcome == Some(Outcome::Undetermined) {
            found.collect(finding.rule, &finding.step);
        }
    }
    let is_condition = |rule: &&&Rule<'_>| rule.word("weight") == "condition";
    let mut facts: Vec<(usize, &String, &Vec<&Rule<'_>>)> = found
        .decides
        .iter()
        .map(|(at, rules)| (rules.iter().filter(is_condition).count(), at, rules))
        .collect();
    facts.sort_by_cached_key(|(conditions, at, _)| {
        (std::cmp::Reverse(*conditions), document::order(at))
    });
    let each = facts.into_iter().map(|(_, at, rules)| {
        json!({ "at": at, "decides": rules.iter().map(|rule| rule.id).collect::<Vec<_>>() })
    });
    each.collect()
}

#[derive(Default)]
struct Missing<'f> {
    // Rules in the order of their findings, each once, by the address of the fact.
    decides: BTreeMap<String, Vec<&'f Rule<'f>>>,
    // What several steps wait for was added for a rule already.
    added: BTreeSet<(usize, *const String)>,
}

impl<'f> Missing<'f> {
    // Only what is undetermined itself leaves the whole so.
    fn collect(&mut self, rule: &'f Rule<'f>, step: &Step) {
        if step.judged.outcome != Outcome::Undetermined {
            return;
        }
        if let Some(missing) = &step.missing {
            if self.added.insert((rule.position, missing.as_ptr())) {
                for at in missing.iter() {
                    let rules = self.decides.entry(at.clone()).or_default();
                    if rules.last().is_none_or(|last| last.position != rule.position) {
                        rules.push(rule);
                    }
                }
            }
        }
        step.because.iter().for_each(|part| self.collect(rule, part));
    }
}

/// What a reader must know about the days, and about the law behind the findings.
fn reservations(asked: &Asked<'_>, findings: &[Finding<'_>]) -> Value {
    let law = asked.law;
    let (governing, as_of, known) = (law.governing_day, law.as_of, law.register_day);
    let mut reservations = Vec::new();
    if governing > as_of {
        reservations.push(format!(
            "the governing day {governing} is after the day asked about, {as_of}: what is known \
             today is used"
        ));
    }
    if governing > known {
        reservations.push(format!(
            "the governing day {governing} is after {known}, up to which the register was \
             searched: what it knows is used, and absences are assumed"
        ));
    }
    if as_of > known && governing != as_of {
        reservations.push(format!(
            "the day asked about, {as_of}, is after {known}, up to which the register was \
             searched: what it knows is used"
        ));
    }
    let mut data = BTreeMap::new();
    for finding in findings {
        weak_data(&finding.step, true, &mut data);
    }
    reservations.extend(data.values().map(|datum| about(datum, law.least)));
    reservations.extend(asked.looked_at(findings.iter().map(|finding| &finding.step)));
    reservations.into()
}

// `carries`: whether a finding rests on the step.
fn weak_data(step: &Step, carries: bool, data: &mut BTreeMap<Order, Datum>) {
    for datum in &step.law {
        let carries = carries && datum.carries;
        let is_weak = datum.judged.grade < Grade::Text && datum.source.is_some();
        if datum.set_aside || (carries && (is_weak || datum.value == "not-known")) {
            let first = || Datum { carries, ..datum.clone() };
            data.entry(datum.order.clone()).or_insert_with(first).carries |= carries;
        }
    }
    for (part, decides) in step.parts() {
        weak_data(part, carries && decides, data);
    }
}

fn about(datum: &Datum, least: Grade) -> String {
    let Datum { at, value, .. } = datum;
    let (grade, least) = (datum.judged.grade.word(), least.word());
    let said =
        format!("`{value}` is {grade} (source {})", datum.source.as_deref().unwrap_or("none"));
    let is_missing = datum.carries && value == "not-known";
    match (is_missing, datum.set_aside) {
        (true, true) => format!("{at} is missing law, and set aside: {said}, weaker than {least}"),
        (true, false) => format!("{at} is missing law: {said}"),
        (false, true) => {
            format!("{at} is set aside and counts as not known: {said}, weaker than {least}")
        }
        (false, false) => {
            let source = datum.source.as_deref().unwrap_or("none");
            format!("{at} rests on {grade} evidence: `{value}` (source {source})")
        }
    }
}
