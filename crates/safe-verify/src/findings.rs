//! Which rule has to be asked of whom, and what carries it: no finding may be missing.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::asked::Asked;
use crate::derogations::{Derogation, Derogations};
use crate::json::{is_true, text};
use crate::logic::{Judged, Outcome};
use crate::pack::Rule;
use crate::step::{DIRECTLY, Step};

/// A finding as it has to be.
#[derive(Debug)]
pub(crate) struct Finding<'v> {
    pub(crate) rule: &'v Rule<'v>,
    pub(crate) subject: String,
    /// `None`: the rule is not for what is procured, or nothing calls for the duty.
    pub(crate) outcome: Option<Outcome>,
    pub(crate) via: Option<String>,
    pub(crate) step: Step,
}

/// A rule of one subject, by itself.
#[derive(Debug)]
pub(crate) struct Case<'v> {
    pub(crate) rule: &'v Rule<'v>,
    pub(crate) subject: String,
    // Whether the subject stands in the document at all.
    is_stated: bool,
    /// Why it is not certain, or not so, that the rule is for what is procured.
    application: Option<Step>,
    pub(crate) applies: Outcome,
    pub(crate) direct: Step,
    questions: Vec<Step>,
}

impl Case<'_> {
    /// Whether a derogation from the rule may be looked at for that subject.
    pub(crate) fn is_open_for(&self, subject: &str) -> bool {
        self.is_stated
            && self.subject == subject
            && self.applies != Outcome::NotMet
            && !self.direct.is_met()
    }
}

/// Everything that has to be asked.
#[derive(Debug)]
pub(crate) struct Questions<'v> {
    pub(crate) asked: &'v Asked<'v>,
    /// Who is involved: the step of each subcontractor, by its address.
    pub(crate) involvement: BTreeMap<String, Step>,
    // Whether a rule is for some end product: the same for everybody of whom it is asked.
    for_some_product: BTreeMap<&'v str, Step>,
}

impl<'v> Questions<'v> {
    pub(crate) fn of(asked: &'v Asked<'v>) -> Self {
        let definition = asked.law.of_weight("definition").next();
        let mut involvement = BTreeMap::new();
        for subject in asked.document.items("/subcontractors") {
            let step = match definition {
                // Without a rule that says who is involved, everybody is.
                None => Step::all("all", Vec::new()),
                Some(rule) => {
                    let condition = rule.part("condition").unwrap_or(&Value::Null);
                    asked.condition(condition, rule.id, &subject)
                }
            };
            involvement.insert(subject, step);
        }
        let mut questions = Self { asked, involvement, for_some_product: BTreeMap::new() };
        for rule in &asked.law.rules {
            if let Some(for_products) = rule.part("applies_to") {
                let step = questions.for_some_product(for_products);
                questions.for_some_product.insert(rule.id, step);
            }
        }
        questions
    }

    /// Every finding, by rule and then by subject.
    pub(crate) fn findings(&self) -> Vec<Finding<'v>> {
        let mut cases = Vec::new();
        for rule in &self.asked.law.rules {
            if matches!(rule.word("weight"), "condition" | "duty") {
                cases.extend(self.cases(rule));
            }
        }
        let derogations = Derogations::of(self, &cases);
        let mut findings: Vec<Finding<'v>> =
            cases.into_iter().map(|case| combined(case, &derogations)).collect();
        findings.extend(derogations.all().map(Derogation::finding));
        findings.sort_by_key(|finding| finding.rule.position);
        for finding in &mut findings {
            name_versions(&mut finding.step, finding.rule);
        }
        findings
    }

    fn cases(&self, rule: &'v Rule<'v>) -> Vec<Case<'v>> {
        let subjects = self.subjects(rule).into_iter();
        let mut cases: Vec<Case<'v>> = subjects.map(|at| self.case(rule, at)).collect();
        if !is_true(&rule.body, "asks_for_subjects") {
            return cases;
        }
        // One open finding stands for subjects that are not stated.
        for (list, subject) in unstated_subjects(rule.word("subjects")) {
            if self.asked.document.stated(list).is_some() {
                continue;
            }
            let fact = self.asked.document.fact((*list).to_owned());
            let direct = Step::by_text("subjects-stated", Outcome::Undetermined).fact(fact);
            let application = self.application(rule, "");
            let applies = application.as_ref().map_or(Outcome::Met, |step| step.judged.outcome);
            let questions = Self::not_for_this(application.as_ref(), applies);
            let case = Case {
                rule,
                subject: (*subject).to_owned(),
                is_stated: false,
                application,
                applies,
                direct,
                questions,
            };
            let at = if *list == "/contractors" { 0 } else { cases.len() };
            cases.insert(at, case);
        }
        cases
    }

    fn case(&self, rule: &'v Rule<'v>, subject: String) -> Case<'v> {
        let application = self.application(rule, &subject);
        let applies = application.as_ref().map_or(Outcome::Met, |step| step.judged.outcome);
        let direct = if applies == Outcome::NotMet {
            Step::by_text("applies-to", Outcome::NotMet)
        } else {
            let condition = rule.part("condition").unwrap_or(&Value::Null);
            self.asked.condition(condition, rule.id, &subject)
        };
        let mut questions = Self::not_for_this(application.as_ref(), applies);
        let involvement = self.involvement.get(&subject);
        let open = involvement.filter(|step| step.judged.outcome == Outcome::Undetermined);
        if rule.part("follows").is_none() {
            questions.extend(open.map(|step| Step::opposite_of("not-involved", step.clone())));
        }
        Case { rule, subject, is_stated: true, application, applies, direct, questions }
    }

    fn not_for_this(application: Option<&Step>, applies: Outcome) -> Vec<Step> {
        let open = application.filter(|_| applies == Outcome::Undetermined);
        open.map(not_for_this_product).into_iter().collect()
    }

    /// The addresses of those of whom a rule is asked, in the order of the document.
    pub(crate) fn subjects(&self, rule: &Rule<'_>) -> Vec<String> {
        let document = self.asked.document;
        let involved = || {
            let may_be = |at: &String| {
                let step = self.involvement.get(at);
                step.is_none_or(|step| step.judged.outcome != Outcome::NotMet)
            };
            document.items("/subcontractors").filter(may_be)
        };
        match rule.word("subjects") {
            "participating-states" => document.items("/participating_states").collect(),
            "entities" => document.items("/contractors").chain(involved()).collect(),
            "involved-subcontractors" => involved().collect(),
            "subcontractors" => document.items("/subcontractors").collect(),
            "end-products" => document.items("/end_products").collect(),
            _ => vec![String::new()],
        }
    }

    /// Whether a rule is for what is procured; `None`: it is.
    pub(crate) fn application(&self, rule: &Rule<'_>, subject: &str) -> Option<Step> {
        let for_products = rule.part("applies_to")?;
        let step = if subject.starts_with("/end_products/") {
            self.for_product(for_products, subject)
        } else {
            self.for_some_product.get(rule.id)?.clone()
        };
        (!step.is_met()).then_some(step)
    }

    fn kind(&self, for_products: &Value, product: &str) -> Outcome {
        let kind = self.asked.document.text(&format!("{product}/kind"));
        Outcome::of(kind.map(|kind| kind == text(for_products, "product_kind")))
    }

    fn for_product(&self, for_products: &Value, product: &str) -> Step {
        let document = self.asked.document;
        let kind = Step::by_text("applies-to", self.kind(for_products, product))
            .fact(document.fact(format!("{product}/kind")));
        let Some(listed) = for_products.get("areas").and_then(Value::as_array) else {
            return kind;
        };
        let at = format!("{product}/areas");
        let within = document.list(&at).map(|areas| {
            let first = is_true(for_products, "first_area_decides");
            let counted = if first { 1 } else { areas.len() };
            areas.iter().take(counted).any(|area| listed.contains(area))
        });
        let areas = Step::by_text("within-category", Outcome::of(within)).fact(document.fact(at));
        Step::all("all", vec![kind, areas]).named("applies-to")
    }

    fn for_some_product(&self, for_products: &Value) -> Step {
        let document = self.asked.document;
        if document.stated("/end_products").is_none() {
            let open = Step::by_text("applies-to", Outcome::Undetermined);
            return open.fact(document.fact("/end_products".to_owned()));
        }
        let kinds = document.items("/end_products").map(|at| self.kind(for_products, &at));
        let outcome = kinds.max().unwrap_or(Outcome::Undetermined);
        let mut step = Step::by_text("applies-to", outcome);
        let facts = document.items("/end_products").map(|at| document.fact(format!("{at}/kind")));
        // Those that are not stated come first: they are what leaves the question open.
        let (open, stated): (Vec<_>, Vec<_>) = facts.partition(|fact| fact.value.is_null());
        if outcome == Outcome::Undetermined {
            step.missing = Some(open.iter().map(|fact| fact.at.clone()).collect());
        }
        step.facts = open.into_iter().chain(stated).take(MOST_NAMED).collect();
        step
    }

    /// The steps on who is involved, with the rule that says so.
    pub(crate) fn involvement_steps(&self) -> Vec<(&'v Rule<'v>, String, Step)> {
        let Some(rule) = self.asked.law.of_weight("definition").next() else { return Vec::new() };
        let each = self.asked.document.items("/subcontractors").filter_map(|at| {
            let mut step = self.involvement.get(&at)?.clone();
            name_versions(&mut step, rule);
            Some((rule, at, step))
        });
        each.collect()
    }
}

/// A step names that many products or shares; the others have the same say.
pub(crate) const MOST_NAMED: usize = 20;

/// The lists that stand for the subjects of a rule, and the subject of the finding where such a
/// list is not stated.
fn unstated_subjects(subjects: &str) -> &'static [(&'static str, &'static str)] {
    match subjects {
        "entities" => &[("/contractors", ""), ("/subcontractors", "/subcontractors")],
        "end-products" => &[("/end_products", "")],
        "involved-subcontractors" | "subcontractors" => &[("/subcontractors", "/subcontractors")],
        "participating-states" => &[("/participating_states", "")],
        _ => &[],
    }
}

/// The open question whether a rule is for what is procured: if not, nothing stands in the way.
pub(crate) fn not_for_this_product(application: &Step) -> Step {
    Step::opposite_of("not-for-this-product", application.clone())
}

/// A rule for one subject: by itself, by an agreement, by a derogation, or for want of a need.
fn combined<'v>(case: Case<'v>, derogations: &Derogations<'v>) -> Finding<'v> {
    let uncalled = derogations.not_called_for(&case);
    if case.applies == Outcome::NotMet || uncalled.is_some() {
        let not_for_this = case.application.filter(|_| case.applies == Outcome::NotMet);
        let mut step = not_for_this.or(uncalled).unwrap_or(case.direct);
        step.judged = Judged::by_text(Outcome::NotMet);
        return Finding { rule: case.rule, subject: case.subject, outcome: None, via: None, step };
    }
    let is_met = case.direct.is_met();
    let cures = if is_met { Vec::new() } else { derogations.cures(&case) };
    let first = cures.iter().find(|(_, cure)| cure.as_ref().is_ok_and(Step::is_met));
    let via = if is_met {
        case.direct.carried_by.as_ref().map(|party| format!("agreement:{party}"))
    } else {
        first.map(|(rule, _)| (*rule).to_owned())
    };
    let mut rejected = Vec::new();
    for (rule, cure) in &cures {
        let why = match cure {
            Err(why) => why,
            Ok(step) if !step.is_met() => step.judged.outcome.word(),
            Ok(_) if via.as_deref() == Some(*rule) => continue,
            Ok(_) => "not-needed",
        };
        rejected.push((*rule, why));
    }
    let steps = cures.iter().filter_map(|(_, cure)| cure.as_ref().ok().cloned());
    let others: Vec<Step> = steps.chain(case.questions).collect();
    let mut step = if others.is_empty() {
        case.direct
    } else {
        let direct = case.direct.named(DIRECTLY);
        Step::any("any", std::iter::once(direct).chain(others).collect())
    };
    for (rule, why) in rejected {
        step.reject(rule, why);
    }
    let outcome = Some(step.judged.outcome);
    Finding { rule: case.rule, subject: case.subject, outcome, via, step }
}

// Versions of the rule for other days stand last among what did not carry.
fn name_versions(step: &mut Step, rule: &Rule<'_>) {
    for day in &rule.other_versions {
        let later = *day > rule.first_day();
        let why = if later { "applies-from-a-later-day" } else { "no-longer-applies" };
        step.reject(format!("version:{day}"), why);
    }
}

impl<'v> Derogations<'v> {
    /// Every derogation from the rule of a case, in the order of the rules: its step, or why it
    /// was not looked at.
    fn cures(&self, case: &Case<'v>) -> Vec<(&'v str, Result<Step, &'static str>)> {
        let mut cures = Vec::new();
        for rule in self.rules() {
            let Some(cure) = rule.cure_of(case.rule.id) else { continue };
            let step = match self.derogation(rule, &case.subject) {
                None => Err("not-open"),
                Some(_) if !is_true(cure, "cures") => Err("excluded-by-reading"),
                Some(derogation) => Ok(derogation.cure(is_true(cure, "with_further_limb"))),
            };
            cures.push((rule.id, step));
        }
        cures
    }

    /// Why a duty is not called for; `None`: it is, or it comes with no derogation.
    fn not_called_for(&self, case: &Case<'v>) -> Option<Step> {
        let follows = case.rule.part("follows")?;
        let mut step = Step::by_text("not-called-for", Outcome::NotMet);
        let mut rules = self.rules();
        let Some(rule) = rules.find(|rule| rule.id == text(follows, "derogation")) else {
            return Some(step);
        };
        match self.derogation(rule, &case.subject) {
            None => step.reject(rule.id, "not-open"),
            Some(derogation) if derogation.in_full().is_met() => {
                step.because = derogation.silenced(case.rule)?;
            }
            Some(derogation) => {
                let why = derogation.in_full().judged.outcome.word();
                step.reject(rule.id, why);
            }
        }
        Some(step)
    }
}
