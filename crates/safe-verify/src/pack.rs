//! The rule pack as files: which rule applies on the day, with every choice of readings made.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::json::{self, list, text};

/// The files of a pack, read.
#[derive(Clone, Debug)]
pub(crate) struct Pack {
    files: BTreeMap<String, Value>,
}

/// A rule in the version that applies on the day.
#[derive(Clone, Debug)]
pub(crate) struct Rule<'p> {
    pub(crate) id: &'p str,
    /// Its position among the findings.
    pub(crate) position: usize,
    /// Its file as it stands in the pack.
    pub(crate) file: &'p Value,
    /// What it asks, every choice made.
    pub(crate) body: Value,
    /// The readings that shaped it, and those on the products it is for.
    pub(crate) readings: Vec<&'p str>,
    pub(crate) application_readings: Vec<&'p str>,
    /// First days of its other versions.
    pub(crate) other_versions: Vec<&'p str>,
}

impl Rule<'_> {
    pub(crate) fn first_day(&self) -> &str {
        text(self.file, "first_day")
    }

    pub(crate) fn word(&self, member: &str) -> &str {
        text(&self.body, member)
    }

    /// A part of what it asks; `None`: it has none.
    pub(crate) fn part(&self, member: &str) -> Option<&Value> {
        self.body.get(member).filter(|part| !part.is_null())
    }

    /// The derogations from its point of view: what it cures of that rule.
    pub(crate) fn cure_of(&self, rule: &str) -> Option<&Value> {
        list(&self.body, "derogates_from").iter().find(|cure| text(cure, "rule") == rule)
    }
}

/// What of a rule is asked, and may hold a choice of readings.
const BODY: [&str; 9] = [
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

impl Pack {
    /// Reads the files; for each that is no JSON, its path and why.
    pub(crate) fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Vec<(String, String)>> {
        let mut read = BTreeMap::new();
        let mut problems = Vec::new();
        for (path, bytes) in files {
            match json::read(bytes) {
                Ok(file) => _ = read.insert(path.clone(), file),
                Err(why) => problems.push((path.clone(), why)),
            }
        }
        if problems.is_empty() { Ok(Self { files: read }) } else { Err(problems) }
    }

    /// A file of the pack; nothing is in it where there is none.
    pub(crate) fn file(&self, path: &str) -> &Value {
        self.files.get(path).unwrap_or(&Value::Null)
    }

    /// The rows of a register of countries.
    pub(crate) fn rows(&self, register: &str) -> &[Value] {
        list(self.file(&format!("countries/{register}.json")), "rows")
    }

    /// The files whose path begins so.
    pub(crate) fn below<'p>(
        &'p self,
        folder: &'p str,
    ) -> impl Iterator<Item = (&'p str, &'p Value)> {
        let from = self.files.range(folder.to_owned()..);
        let below = from.take_while(move |(path, _)| path.starts_with(folder));
        below.map(|(path, file)| (&**path, file))
    }

    /// The act whose day and readings decide on which day standing is taken.
    pub(crate) fn act(&self) -> &Value {
        let mut acts = self.below("acts/").filter(|(path, _)| path.ends_with("/act.json"));
        acts.next().map_or(&Value::Null, |(_, act)| act)
    }

    /// The answer to every open question where nothing else is chosen.
    pub(crate) fn questions(&self) -> &[Value] {
        list(self.file("readings.json"), "questions")
    }

    /// The rules in the order of their findings, each in the version that applies on the day.
    pub(crate) fn rules<'p>(&'p self, day: &str, readings: Readings<'_>) -> Vec<Rule<'p>> {
        let ids = list(self.file("pack.json"), "rules").iter().filter_map(Value::as_str);
        let each = ids.enumerate().filter_map(|(position, id)| {
            let folder = format!("/{id}/");
            let mut versions: Vec<&Value> = self
                .below("acts/")
                .filter(|(path, _)| path.contains(&folder))
                .map(|(_, file)| file)
                .collect();
            versions.sort_by_key(|version| text(version, "first_day"));
            let file = *versions.iter().find(|version| includes(version, day))?;
            let mut used = BTreeSet::new();
            let mut body = Map::new();
            for (member, part) in BODY.iter().filter_map(|name| Some((*name, file.get(name)?))) {
                body.insert(member.into(), readings.resolve(part, &mut used));
            }
            let mut application = BTreeSet::new();
            readings.resolve(file.get("applies_to").unwrap_or(&Value::Null), &mut application);
            let others = versions.iter().map(|version| text(version, "first_day"));
            Some(Rule {
                id,
                position,
                file,
                body: Value::Object(body),
                readings: used.difference(&application).copied().collect(),
                application_readings: application.into_iter().collect(),
                other_versions: others.filter(|day| *day != text(file, "first_day")).collect(),
            })
        });
        each.collect()
    }
}

/// Whether a row, a stage or a version holds on a day; a side left open has no end.
pub(crate) fn includes(row: &Value, day: &str) -> bool {
    let bound = |member: &str| row.get(member).and_then(Value::as_str);
    bound("first_day").is_none_or(|first| first <= day)
        && bound("last_day").is_none_or(|last| day <= last)
}

/// The answers chosen for the open questions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Readings<'r> {
    pub(crate) chosen: &'r Map<String, Value>,
}

impl<'r> Readings<'r> {
    pub(crate) fn answer(self, id: &str) -> &'r str {
        self.chosen.get(id).and_then(Value::as_str).unwrap_or("")
    }

    /// A part of a file with every choice made; the questions asked are added to `used`.
    pub(crate) fn resolve<'p>(self, part: &'p Value, used: &mut BTreeSet<&'p str>) -> Value {
        match part {
            Value::Object(members) => {
                if let Some(id) = members.get("reading_list").and_then(Value::as_str) {
                    used.insert(id);
                    return self.countries(id);
                }
                if let Some(id) = members.get("reading").and_then(Value::as_str) {
                    used.insert(id);
                    let mut options = list(part, "options").iter();
                    let chosen = options.find(|option| text(option, "option") == self.answer(id));
                    let value = chosen.and_then(|option| option.get("value"));
                    return value.map_or(Value::Null, |value| self.resolve(value, used));
                }
                let each = members.iter().map(|(name, part)| (name, self.resolve(part, used)));
                Value::Object(each.map(|(name, part)| (name.clone(), part)).collect())
            }
            // An item that a reading leaves out is no item.
            Value::Array(items) => {
                let each = items.iter().map(|item| self.resolve(item, used));
                Value::Array(each.filter(|item| !item.is_null()).collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => part.clone(),
        }
    }

    fn countries(self, id: &str) -> Value {
        let listed = self.answer(id).split(',').filter(|country| !country.is_empty());
        listed.map(Value::from).collect()
    }
}
