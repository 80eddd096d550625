//! Derogations: where they are looked at, what they come to, who relies on one together.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::amount::{Amount, Fraction};
use crate::document::plain;
use crate::findings::{Case, Finding, MOST_NAMED, Questions, not_for_this_product};
use crate::json::{is_true, text};
use crate::logic::Outcome;
use crate::pack::Rule;
use crate::step::{DIRECTLY, Step};

/// A derogation for one subject.
#[derive(Debug)]
pub(crate) struct Derogation<'v> {
    rule: &'v Rule<'v>,
    subject: String,
    conditions: Step,
    further_limb: Option<Step>,
    /// Whether all who rely on it stay together below its ceiling.
    together: Option<Step>,
    application: Option<Step>,
    involvement: Option<Step>,
    // By the id of a duty, the conditions under which the derogation does not call for it.
    silenced: BTreeMap<&'v str, Vec<Step>>,
}

/// Every derogation that is looked at.
#[derive(Debug)]
pub(crate) struct Derogations<'v> {
    rules: Vec<&'v Rule<'v>>,
    found: Vec<Derogation<'v>>,
    positions: BTreeMap<(&'v str, String), usize>,
}

impl<'v> Derogations<'v> {
    pub(crate) fn of(questions: &Questions<'v>, cases: &[Case<'v>]) -> Self {
        let rules: Vec<&'v Rule<'v>> = questions.asked.law.of_weight("derogation").collect();
        let mut by_subject: BTreeMap<&str, Vec<&Case<'v>>> = BTreeMap::new();
        for case in cases {
            by_subject.entry(&case.subject).or_default().push(case);
        }
        let mut found = Vec::new();
        for rule in &rules {
            let subjects = questions.subjects(rule).into_iter();
            let mut of_rule: Vec<Derogation<'v>> = subjects
                .filter_map(|subject| {
                    let cases = by_subject.get(&*subject).map_or(&[][..], Vec::as_slice);
                    Derogation::looked_at(questions, rule, subject, cases)
                })
                .collect();
            if let Some(ceiling) = rule.part("sum_ceiling").and_then(Value::as_str) {
                limit_together(questions, rule, &mut of_rule, ceiling);
            }
            found.extend(of_rule);
        }
        let positions = found.iter().enumerate();
        let positions =
            positions.map(|(index, one)| ((one.rule.id, one.subject.clone()), index)).collect();
        Self { rules, found, positions }
    }

    pub(crate) fn rules(&self) -> impl Iterator<Item = &'v Rule<'v>> {
        self.rules.iter().copied()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Derogation<'v>> {
        self.found.iter()
    }

    pub(crate) fn derogation(&self, rule: &'v Rule<'v>, subject: &str) -> Option<&Derogation<'v>> {
        self.found.get(*self.positions.get(&(rule.id, subject.to_owned()))?)
    }
}

impl<'v> Derogation<'v> {
    /// It is looked at where a rule that it opens for is not met by itself, nor by an agreement.
    fn looked_at(
        questions: &Questions<'v>,
        rule: &'v Rule<'v>,
        subject: String,
        cases: &[&Case<'v>],
    ) -> Option<Self> {
        let application = questions.application(rule, &subject);
        if application.as_ref().is_some_and(|step| step.judged.outcome == Outcome::NotMet) {
            return None;
        }
        let opens = |case: &&&Case<'v>| {
            let cure = rule.cure_of(case.rule.id);
            cure.is_some_and(|cure| is_true(cure, "opens")) && case.is_open_for(&subject)
        };
        cases.iter().find(opens)?;
        let examine =
            |part: &Value, rule: &Rule<'_>| questions.asked.condition(part, rule.id, &subject);
        let conditions = examine(rule.part("condition").unwrap_or(&Value::Null), rule);
        let mut silenced = BTreeMap::new();
        let duties = questions.asked.law.rules.iter().filter(|_| conditions.is_met());
        for duty in duties {
            let follows =
                duty.part("follows").filter(|follows| text(follows, "derogation") == rule.id);
            let condition = |member: &str| {
                let part = follows?.get(member).filter(|part| !part.is_null())?;
                Some(examine(part, duty))
            };
            let Some(silent) = condition("silent_where").filter(Step::is_met) else { continue };
            let unless = condition("unless");
            if unless.as_ref().is_some_and(Step::is_met) {
                continue;
            }
            let silent = silent.named("silent-where");
            let unless = unless.map(|step| step.named("unless"));
            silenced.insert(duty.id, std::iter::once(silent).chain(unless).collect());
        }
        Some(Self {
            rule,
            conditions,
            further_limb: rule.part("further_limb").map(|limb| examine(limb, rule)),
            together: None,
            application,
            involvement: questions.involvement.get(&subject).cloned(),
            silenced,
            subject,
        })
    }

    /// Every limb and the ceiling.
    pub(crate) fn in_full(&self) -> Step {
        self.limbs(true)
    }

    fn limbs(&self, with_further_limb: bool) -> Step {
        let further = self.further_limb.as_ref().filter(|_| with_further_limb);
        if further.is_none() && self.rule.part("sum_ceiling").is_none() {
            return self.conditions.clone();
        }
        let mut limbs = vec![self.conditions.clone().named("conditions")];
        limbs.extend(further.map(|step| step.clone().named("further-limb")));
        limbs.extend(self.together.clone());
        Step::all("all", limbs)
    }

    /// As a branch of a rule that it cures.
    pub(crate) fn cure(&self, with_further_limb: bool) -> Step {
        Step::all("derogation", vec![self.limbs(with_further_limb)]).named(self.rule.id)
    }

    pub(crate) fn silenced(&self, duty: &Rule<'_>) -> Option<Vec<Step>> {
        self.silenced.get(duty.id).cloned()
    }

    /// Its own finding.
    pub(crate) fn finding(&self) -> Finding<'v> {
        let mut step = self.in_full();
        if let Some(open) = &self.application {
            let question = not_for_this_product(open);
            step = Step::any("any", vec![step.named(DIRECTLY), question]);
        }
        let outcome = Some(step.judged.outcome);
        Finding { rule: self.rule, subject: self.subject.clone(), outcome, via: None, step }
    }

    fn is_certainly_involved(&self) -> bool {
        self.involvement.as_ref().is_none_or(Step::is_met)
    }
}

/// Who relies on a derogation beside others stays below its ceiling with them.
///
/// Who may not be involved relies only possibly for the others, but certainly for itself. A share
/// that is not stated counts as the ceiling.
fn limit_together(
    questions: &Questions<'_>,
    rule: &Rule<'_>,
    derogations: &mut [Derogation<'_>],
    ceiling: &str,
) {
    let document = questions.asked.document;
    let bound = Amount::parse(ceiling).unwrap_or_default();
    let share_at = |one: &Derogation<'_>| format!("{}/contract_share", one.subject);
    let share = |one: &Derogation<'_>| {
        let stated = document.text(&share_at(one)).and_then(Amount::parse);
        stated.unwrap_or_else(|| bound.clone())
    };
    let (mut certain, mut possible) = (Amount::default(), Amount::default());
    let (mut facts, mut open) = (Vec::new(), Vec::new());
    for one in derogations.iter() {
        let alone = one.in_full();
        if alone.judged.outcome == Outcome::NotMet {
            continue;
        }
        possible = possible.plus(&share(one));
        if facts.len() < MOST_NAMED {
            facts.push(document.fact(share_at(one)));
        }
        if alone.is_met() && one.is_certainly_involved() {
            certain = certain.plus(&share(one));
        } else {
            alone.open_facts(&mut open);
            one.involvement.iter().for_each(|step| step.open_facts(&mut open));
        }
    }
    let open: Rc<[String]> = open.into();
    let written = |sum: &Amount| Fraction::of(sum, &Amount::one());
    for one in derogations.iter_mut() {
        // Who may not rely on it at all has, at its least, nothing to add up.
        let least = match one.in_full().judged.outcome {
            Outcome::Met if one.is_certainly_involved() => certain.clone(),
            Outcome::Met => certain.plus(&share(one)),
            Outcome::Undetermined => Amount::default(),
            Outcome::NotMet => continue,
        };
        let outcome = if least > bound {
            Outcome::NotMet
        } else if possible > bound {
            Outcome::Undetermined
        } else {
            Outcome::Met
        };
        let (least, most) = (written(&least), written(&possible));
        let mut step = Step::by_text("relying-together", outcome);
        step.compares = Some(json!({
            "left": {
                "name": "contract shares together",
                "least": least.four_decimals,
                "most": most.four_decimals,
                "exact": {
                    "least": [least.numerator, least.denominator],
                    "most": [most.numerator, most.denominator],
                },
            },
            "operator": "at-most",
            "right": {
                "name": "ceiling",
                "value": plain(ceiling),
                "from": format!("{}#sum_ceiling", rule.id),
            },
        }));
        let mut step = questions.asked.bounded(step, rule.id, &["sum_ceiling"]);
        step.facts.clone_from(&facts);
        if outcome == Outcome::Undetermined {
            step.missing = Some(Rc::clone(&open));
        }
        one.together = Some(step);
    }
}
