//! What a pack assumes and does not take from the law.

use serde_json::{Map, Value, json};

use crate::asked::Asked;
use crate::json::{list, text};
use crate::logic::Grade;
use crate::pack::Pack;
use crate::step::Step;

impl Pack {
    /// Whether a source is an assumption, which counts whatever its grade.
    pub(crate) fn is_assumption(&self, source: &str) -> bool {
        self.sources().any(|one| text(one, "id") == source && text(one, "kind") == "assumption")
    }

    fn sources(&self) -> impl Iterator<Item = &Value> {
        list(self.file("sources.json"), "sources").iter()
    }

    /// Every assumption as its source and its text, in the order of their numbers.
    fn assumed(&self) -> Vec<(&str, &str)> {
        let all = self.sources().filter(|one| text(one, "kind") == "assumption");
        let mut all: Vec<(&str, &str)> =
            all.map(|one| (text(one, "id"), text(one, "title"))).collect();
        all.sort_unstable_by_key(|(id, _)| (id.len(), *id));
        all
    }

    /// What an assessment says of the assumptions behind it; `None`: there are none.
    pub(crate) fn assumptions(&self, touched: Option<bool>, by_law: Option<&str>) -> Option<Value> {
        let assumed = self.assumed();
        if assumed.is_empty() {
            return None;
        }
        let each = assumed.iter().map(|(id, text)| json!({ "source": id, "text": text }));
        let mut said = json!({ "touched": touched, "assumed": each.collect::<Value>() });
        if let (Some(verdict), Some(said)) = (by_law, said.as_object_mut()) {
            said.insert("verdict_by_law".into(), verdict.into());
        }
        Some(said)
    }
}

impl Asked<'_> {
    /// The assumption that sets one of these parameters of a rule; `None`: the law does.
    pub(crate) fn setting(&self, rule: &str, parameters: &[&str]) -> Option<&str> {
        let rule = self.law.rules.iter().find(|one| one.id == rule)?;
        let mut assumed = list(rule.file, "assumed").iter();
        let own = assumed.find(|one| parameters.contains(&text(one, "parameter")))?;
        Some(text(own, "source"))
    }

    /// A step whose bound is one of these parameters: nobody says so where it is assumed.
    pub(crate) fn bounded(&self, mut step: Step, rule: &str, parameters: &[&str]) -> Step {
        let source = self.setting(rule, parameters);
        if source.is_some() {
            step.judged.grade = Grade::Assumed;
        }
        name(&mut step, source);
        step
    }

    /// For each assumption that sets a bound of a step, that it was looked at.
    pub(crate) fn looked_at<'s>(&self, steps: impl Iterator<Item = &'s Step>) -> Vec<String> {
        let mut named = Vec::new();
        steps.for_each(|step| bounds(step, &mut named));
        let all = self.law.pack.assumed().into_iter();
        let named = all.filter(|(id, _)| named.iter().any(|one| one == id));
        named.map(|(id, text)| format!("{id} is not the law and was looked at: {text}")).collect()
    }
}

/// Names the assumption beside the bound that it sets; `None`: the law sets it.
pub(crate) fn name(step: &mut Step, source: Option<&str>) {
    let Some(source) = source else { return };
    let right = step.compares.as_mut().and_then(|compares| compares.get_mut("right"));
    if let Some(right) = right.and_then(Value::as_object_mut) {
        right.insert("source".into(), source.into());
        right.insert("evidence".into(), Grade::Assumed.word().into());
    }
}

fn bounds(step: &Step, named: &mut Vec<String>) {
    let source = step.compares.as_ref().and_then(|compares| compares.pointer("/right/source"));
    named.extend(source.and_then(Value::as_str).map(str::to_owned));
    step.because.iter().for_each(|part| bounds(part, named));
}

/// Whether two assessments say the same beside their traces, which name what did not carry too.
pub(crate) fn is_alike(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    let counts = |(name, _): &(&String, &Value)| !matches!(name.as_str(), "trace" | "sums");
    one.iter().filter(counts).eq(other.iter().filter(counts))
}
