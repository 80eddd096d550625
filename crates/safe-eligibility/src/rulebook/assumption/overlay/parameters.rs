//! A parameter of a rule that is another.

use super::{
    AssumptionFault, Day, Laid, Node, begins_from, day, end_on, items_mut, member_mut, object,
    of_day, of_text, reaches, set, text,
};
use crate::model::figure::Share;
use crate::rulebook::assumption::{AssumedValue, Target};

/// Kinds of condition with the shares and days that are their parameters.
const PARAMETERS: [(&str, &[&str]); 4] = [
    ("share-at-most", &["ceiling"]),
    ("contract-share", &["least", "most"]),
    ("signed-by", &["last_day"]),
    ("related-before", &["day"]),
];
/// The parts of a rule in which conditions stand.
const PARTS: [&str; 3] = ["condition", "further_limb", "follows"];
/// The one parameter that stands beside them.
const SUM_CEILING: &str = "sum_ceiling";

impl Laid {
    pub(super) fn parameter(
        &mut self,
        target: &Target,
        value: AssumedValue,
        from: Option<Day>,
        source: &str,
    ) -> Result<(), AssumptionFault> {
        let (rule, parameter) = match target {
            Target::Cap => (self.capped_rule()?, "ceiling".into()),
            Target::Parameter { rule, parameter } => (rule.clone(), parameter.clone()),
        };
        let versions = self.versions(&rule);
        let first =
            versions.iter().filter_map(|path| day(self.nodes.get(path)?, "first_day")).min();
        let Some(first) = first else {
            return Err(AssumptionFault::UnknownRule { given: rule });
        };
        if from.is_some_and(|from| from < first) {
            return Err(AssumptionFault::NoVersion { rule, first });
        }
        let concerned = |node: &Node| from.is_none_or(|from| reaches(node, from));
        let versions: Vec<String> = versions
            .into_iter()
            .filter(|path| self.nodes.get(path).is_some_and(concerned))
            .collect();
        self.check(&versions, (&rule, &parameter), value)?;
        for path in versions {
            self.change_version(&path, &parameter, value, from, source);
        }
        Ok(())
    }

    /// Whether the parameter is there once, of that kind, and with another value.
    fn check(
        &self,
        versions: &[String],
        (rule, parameter): (&str, &str),
        value: AssumedValue,
    ) -> Result<(), AssumptionFault> {
        let mut known: Vec<Box<str>> = Vec::new();
        let mut old: Vec<String> = Vec::new();
        for node in versions.iter().filter_map(|path| self.nodes.get(path)) {
            let all = all_of(node);
            let own = || all.iter().filter(|(name, _)| *name == parameter);
            if own().count() > 1 {
                let (rule, parameter) = (rule.into(), parameter.into());
                return Err(AssumptionFault::Ambiguous { rule, parameter });
            }
            old.extend(own().flat_map(|(_, values)| values.iter().map(|one| (*one).to_owned())));
            for (name, _) in &all {
                if !known.iter().any(|one| **one == **name) {
                    known.push((*name).into());
                }
            }
        }
        if old.is_empty() {
            let (rule, given) = (rule.into(), parameter.into());
            return Err(AssumptionFault::UnknownParameter { rule, given, known });
        }
        let given = || value.to_string().into();
        let parameter = format!("{rule}.{parameter}").into();
        let is_day = |text: &String| Day::parse(text).is_ok();
        let expected = if old.iter().any(is_day) { "day" } else { "share" };
        let is_same = match value {
            AssumedValue::Day(_) if expected == "day" => {
                old.iter().all(|one| *one == value.to_string())
            }
            AssumedValue::Share(share) if expected == "share" => old
                .iter()
                .all(|one| Share::parse(one).is_ok_and(|one| one.exact() == share.exact())),
            AssumedValue::Day(_) | AssumedValue::Share(_) => {
                return Err(AssumptionFault::OtherKind { given: given(), expected, parameter });
            }
        };
        if is_same {
            return Err(AssumptionFault::SameValue { parameter, given: given() });
        }
        Ok(())
    }

    /// The one rule with a ceiling on components.
    fn capped_rule(&self) -> Result<Box<str>, AssumptionFault> {
        let mut rules: Vec<&str> = Vec::new();
        for (path, node) in &self.nodes {
            let is_capped = path.starts_with("acts/")
                && all_of(node).iter().any(|(name, _)| *name == "ceiling");
            rules.extend(text(node, "id").filter(|_| is_capped));
        }
        rules.dedup();
        match rules.as_slice() {
            [rule] => Ok((*rule).into()),
            _ => Err(AssumptionFault::NoCap),
        }
    }

    fn versions(&self, rule: &str) -> Vec<String> {
        let is_version = |path: &&String| {
            let parts: Vec<&str> = path.split('/').collect();
            matches!(parts.as_slice(), ["acts", _, own, _] if *own == rule)
        };
        self.nodes.keys().filter(is_version).cloned().collect()
    }

    fn change_version(
        &mut self,
        path: &str,
        parameter: &str,
        value: AssumedValue,
        from: Option<Day>,
        source: &str,
    ) {
        let Some(node) = self.nodes.get(path) else { return };
        let mut path = path.to_owned();
        if let Some(from) = from.filter(|from| !begins_from(node, *from)) {
            let mut later = node.clone();
            set(&mut later, "first_day", of_day(from));
            if let (Some(before), Some(earlier)) = (from.yesterday(), self.changed(&path)) {
                end_on(earlier, before);
            }
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            path = format!("{folder}/{from}.json");
            self.add(path.clone(), later);
        }
        let Some(node) = self.changed(&path) else { return };
        if !change(node, parameter, &value.to_string()) {
            return;
        }
        let own = object(vec![("parameter", of_text(parameter)), ("source", of_text(source))]);
        match items_mut(node, "assumed") {
            None => set(node, "assumed", Node::List(vec![own])),
            Some(assumed) => {
                assumed.retain(|one| text(one, "parameter") != Some(parameter));
                assumed.push(own);
            }
        }
    }
}

/// Every share and day of a rule by its name, with its value under each reading that sets one.
fn all_of(rule: &Node) -> Vec<(&'static str, Vec<&str>)> {
    let mut found = Vec::new();
    let parts = PARTS.iter().filter_map(|part| rule.member(part));
    parts.for_each(|part| collect(part, &mut found));
    let together = rule.member(SUM_CEILING).map(values).unwrap_or_default();
    if !together.is_empty() {
        found.push((SUM_CEILING, together));
    }
    found
}

fn collect<'n>(node: &'n Node, found: &mut Vec<(&'static str, Vec<&'n str>)>) {
    match node {
        Node::Object(members) => {
            for (name, value) in members {
                let own = PARAMETERS.iter().find(|(kind, _)| *kind == &**name);
                for parameter in own.map_or(&[][..], |(_, parameters)| parameters) {
                    let values = value.member(parameter).map(values).unwrap_or_default();
                    if !values.is_empty() {
                        found.push((parameter, values));
                    }
                }
                collect(value, found);
            }
        }
        Node::List(items) => items.iter().for_each(|item| collect(item, found)),
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber | Node::Text(_) => {}
    }
}

/// A value, or those of a choice of readings.
fn values(node: &Node) -> Vec<&str> {
    match node {
        Node::Text(text) => vec![text],
        Node::Object(_) => {
            let options = node.member("options").map_or(&[][..], Node::items).iter();
            options.filter_map(|option| text(option, "value")).collect()
        }
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber | Node::List(_) => {
            Vec::new()
        }
    }
}

/// Changes a parameter wherever it stands; whether it was there.
fn change(rule: &mut Node, parameter: &str, value: &str) -> bool {
    let mut is_changed = false;
    for part in PARTS {
        if let Some(part) = member_mut(rule, part) {
            is_changed |= change_in(part, parameter, value);
        }
    }
    if parameter == SUM_CEILING {
        is_changed |= member_mut(rule, SUM_CEILING).is_some_and(|node| put(node, value));
    }
    is_changed
}

fn change_in(node: &mut Node, parameter: &str, value: &str) -> bool {
    let mut is_changed = false;
    match node {
        Node::Object(members) => {
            for (name, inner) in members {
                let own = PARAMETERS.iter().find(|(kind, _)| *kind == &**name);
                if own.is_some_and(|(_, parameters)| parameters.contains(&parameter)) {
                    is_changed |= member_mut(inner, parameter).is_some_and(|node| put(node, value));
                }
                is_changed |= change_in(inner, parameter, value);
            }
        }
        Node::List(items) => {
            for item in items {
                is_changed |= change_in(item, parameter, value);
            }
        }
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber | Node::Text(_) => {}
    }
    is_changed
}

fn put(node: &mut Node, value: &str) -> bool {
    match node {
        Node::Text(text) => {
            *text = value.into();
            true
        }
        Node::Object(_) => {
            let mut is_put = false;
            for option in items_mut(node, "options").into_iter().flatten() {
                if let Some(Node::Text(text)) = member_mut(option, "value") {
                    *text = value.into();
                    is_put = true;
                }
            }
            is_put
        }
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber | Node::List(_) => false,
    }
}
