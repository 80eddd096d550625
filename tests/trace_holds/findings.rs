//! Findings, each with its step, what carries it and what was rejected; and the verdict of all.

use std::collections::BTreeSet;

use safe_eligibility::outcome::Outcome;
use serde_json::Value;

use super::judged::Judged;
use super::shown::{IN_FORCE, Shown, Step, includes, list, text};

pub(crate) fn faults(shown: &Shown<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for step in shown.every_step() {
        if !seen.insert(step.at().to_owned()) {
            faults.push(format!("two steps are {}", step.at()));
        }
    }
    let (findings, steps) = (shown.findings(), shown.steps());
    if findings.len() != steps.len() {
        faults.push(format!("{} findings and {} steps", findings.len(), steps.len()));
    }
    for (finding, step) in findings.iter().zip(steps) {
        let step = Step { step, top: step };
        let found = of_finding(shown, finding, &step);
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", step.at())));
    }
    faults.extend(verdict_fault(shown));
    faults.extend(order_fault(shown));
    faults.extend(missing_facts_faults(shown));
    faults
}

fn of_finding(shown: &Shown<'_>, finding: &Value, step: &Step<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{what}: {finding}"));
        }
    };
    let at = format!("{}:{}", text(&finding["rule"]), text(&finding["subject"]));
    expect(step.at() == at, "the step is not of the finding");
    expect(step.step["outcome"] == finding["outcome"], "another outcome in the step");
    expect(step.step["evidence"] == finding["evidence"], "another evidence in the step");
    let file = shown.rule_file(step);
    let day = shown.governing_day().max(IN_FORCE);
    expect(includes(file, day), "a version for another day");
    let act = &shown.files[&format!("acts/{}/act.json", text(&file["act"]))];
    let citation = format!("{}, {}", text(&act["short_title"]), text(&file["pinpoint"]));
    expect(finding["citation"] == citation, "another citation in the pack");
    let weight = shown.resolved(&file["weight"]);
    expect(finding["weight"] == weight, "another weight in the pack");
    for part in ["article", "paragraph", "sentence"] {
        let named = &step.step["provision"][part];
        expect(*named == file["provision"][part], "another provision in the pack");
    }
    let share = finding.get("share_outside");
    let compared = share_step(step).map(|step| &step.step["compares"]["left"]);
    let compared = compared.filter(|left| !left["exact"].is_null());
    let same = share.zip(compared).is_none_or(|(share, left)| {
        share["least"] == left["least"] && share["most"] == left["most"]
    });
    expect(same && share.is_some() == compared.is_some(), "another share in the step");
    if finding["outcome"] == "not-applicable" {
        expect(is_explained(step), "not applicable without a reason");
    } else {
        expect(is_carried(finding, step), "not carried as it says");
    }
    faults
}

fn share_step<'s>(step: &Step<'s>) -> Option<Step<'s>> {
    if step.kind() == "share-at-most" {
        return Some(*step);
    }
    step.children().iter().find_map(share_step)
}

/// The kind or the areas of a product say so, or the derogation that a duty follows.
fn is_explained(step: &Step<'_>) -> bool {
    if step.kind() != "not-called-for" {
        let mut open = vec![*step];
        while let Some(step) = open.pop() {
            open.extend(step.children());
            let mut facts = step.list("facts").iter().map(|fact| text(&fact["at"]));
            if facts.any(|at| at.ends_with("/kind") || at.ends_with("/areas")) {
                return true;
            }
        }
        return false;
    }
    // Why a duty is not called for is in what it rejects, or in the steps below it.
    !step.list("rejected").is_empty() || !step.list("because").is_empty()
}

/// Directly, by an agreement whose data are in the step, or by the derogation that is named.
fn is_carried(finding: &Value, step: &Step<'_>) -> bool {
    let directly = direct(step);
    let is_met = |step: &Value| step["outcome"] == "met";
    match finding["via"].as_str() {
        None => finding["outcome"] != "met" || is_met(directly.step),
        Some(via) => match via.strip_prefix("agreement:") {
            Some(party) => {
                is_met(directly.step) && rests_on(&directly, &format!("agreements/{party}#"))
            }
            None => {
                let cures = cures(step);
                let first = cures.iter().find(|(_, branch)| is_met(branch));
                !is_met(directly.step) && first.is_some_and(|(rule, _)| *rule == via)
            }
        },
    }
}

/// The rule itself, beside its derogations and what may make it irrelevant.
pub(crate) fn direct<'s>(step: &Step<'s>) -> Step<'s> {
    let name = format!("{}#directly", step.at());
    step.children().into_iter().find(|child| child.at() == name).unwrap_or(*step)
}

/// Branches that are derogations, by their rule, in the order of the rules.
fn cures<'s>(step: &Step<'s>) -> Vec<(&'s str, &'s Value)> {
    let branches = step.children().into_iter().filter(|child| child.kind() == "derogation");
    branches.map(|branch| (branch.at().rsplit_once('#').unwrap().1, branch.step)).collect()
}

fn rests_on(step: &Step<'_>, address: &str) -> bool {
    step.list("law").iter().any(|datum| text(&datum["at"]).starts_with(address))
        || step.children().iter().any(|child| rests_on(child, address))
}

fn verdict_fault(shown: &Shown<'_>) -> Option<String> {
    let conditions = shown.findings().iter().filter(|finding| {
        finding["weight"] == "condition" && finding["outcome"] != "not-applicable"
    });
    let judged: Vec<Judged> = conditions.map(Judged::of).collect();
    let mut expected = Judged::all(&judged);
    // What is not applicable rests on the act, the best there is, and weakens nothing.
    let word = match expected.outcome {
        Outcome::Met => "eligible",
        Outcome::Undetermined => "undetermined",
        Outcome::NotMet => "not-eligible",
    };
    if judged.is_empty() {
        expected = Judged::by_act(Outcome::Met);
    }
    let same =
        shown.answer["verdict"] == word && shown.answer["evidence"] == expected.evidence.as_str();
    (!same).then(|| {
        format!(
            "the findings make {word} on {}, not {} on {}",
            expected.evidence, shown.answer["verdict"], shown.answer["evidence"]
        )
    })
}

/// By rule, then by subject: the whole, contractors, subcontractors, end products.
fn order_fault(shown: &Shown<'_>) -> Option<String> {
    let rules = list(&shown.files["pack.json"], "rules");
    let key = |finding: &Value| {
        let rule = rules.iter().position(|rule| *rule == finding["rule"]);
        let mut parts = text(&finding["subject"]).split('/').skip(1);
        let lists = ["participating_states", "contractors", "subcontractors", "end_products"];
        let list = parts.next().map(|name| lists.iter().position(|list| *list == name).unwrap());
        (rule, list, parts.next().map(|index| index.parse::<usize>().unwrap()))
    };
    let keys: Vec<_> = shown.findings().iter().map(key).collect();
    (!keys.is_sorted_by(|one, other| one < other)).then(|| format!("out of order: {keys:?}"))
}

/// Each is not stated, and the rules it decides are undetermined somewhere.
fn missing_facts_faults(shown: &Shown<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let is_open = |rule: &Value| {
        let mut findings = shown.findings().iter();
        findings.any(|finding| finding["rule"] == *rule && finding["outcome"] == "undetermined")
    };
    for fact in list(&shown.answer, "missing_facts") {
        if shown.stated(text(&fact["at"])).is_some() {
            faults.push(format!("{fact} is stated"));
        }
        if !list(fact, "decides").iter().all(is_open) {
            faults.push(format!("{fact} decides what is settled"));
        }
    }
    faults
}
