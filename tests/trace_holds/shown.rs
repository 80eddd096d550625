//! What an assessment shows, beside the document and the files it rests on.

use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::Rulebook;
use safe_eligibility::report::{LinesShown, ReportOptions};
use serde_json::Value;

use crate::support::asking::{Setting, asked};
use crate::support::packs::Files;

pub(crate) const IN_FORCE: &str = "2025-05-29";

/// An assessment as it is written, every line behind a sum included.
pub(crate) struct Shown<'s> {
    pub(crate) document: &'s Value,
    pub(crate) setting: &'s Setting,
    pub(crate) files: &'s Files,
    pub(crate) answer: Value,
}

/// A step with the one of its finding.
#[derive(Clone, Copy)]
pub(crate) struct Step<'s> {
    pub(crate) step: &'s Value,
    pub(crate) top: &'s Value,
}

impl<'s> Step<'s> {
    pub(crate) fn at(&self) -> &'s str {
        self.step["at"].as_str().unwrap()
    }

    pub(crate) fn kind(&self) -> &'s str {
        self.step["kind"].as_str().unwrap()
    }

    pub(crate) fn rule(&self) -> &'s str {
        self.top["rule"].as_str().unwrap()
    }

    pub(crate) fn list(&self, member: &str) -> &'s [Value] {
        list(self.step, member)
    }

    pub(crate) fn children(&self) -> Vec<Step<'s>> {
        self.list("because").iter().map(|step| Step { step, top: self.top }).collect()
    }
}

/// The items of a list that may be left out.
pub(crate) fn list<'s>(value: &'s Value, member: &str) -> &'s [Value] {
    value.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

impl<'s> Shown<'s> {
    pub(crate) fn of(
        document: &'s Value,
        setting: &'s Setting,
        rulebook: &Rulebook,
        files: &'s Files,
    ) -> Shown<'s> {
        let mut options = ReportOptions::default();
        options.lines = LinesShown::All;
        let answer = asked(document, &setting.law(rulebook), |found| found.to_json(options));
        Shown { document, setting, files, answer: serde_json::from_str(&answer).unwrap() }
    }

    pub(crate) fn findings(&self) -> &[Value] {
        list(&self.answer, "findings")
    }

    /// The step of each finding.
    pub(crate) fn steps(&self) -> &[Value] {
        list(&self.answer["trace"], "steps")
    }

    /// Every step of every finding, and those on who is involved.
    pub(crate) fn every_step(&self) -> Vec<Step<'_>> {
        let involvement = list(&self.answer["trace"], "involvement");
        let tops = self.steps().iter().chain(involvement);
        let mut found = Vec::new();
        let mut open: Vec<Step<'_>> = tops.map(|top| Step { step: top, top }).collect();
        while let Some(step) = open.pop() {
            open.extend(step.children());
            found.push(step);
        }
        found
    }

    /// What the document states at a place; `null` is nothing.
    pub(crate) fn stated(&self, at: &str) -> Option<&Value> {
        self.document.pointer(at).filter(|value| !value.is_null())
    }

    pub(crate) fn text(&self, at: &str) -> Option<&str> {
        self.stated(at).and_then(Value::as_str)
    }

    pub(crate) fn as_of(&self) -> &str {
        &self.setting.as_of
    }

    pub(crate) fn governing_day(&self) -> &str {
        self.text("/contract/signed_on").unwrap_or(self.as_of())
    }

    /// The day on which standing is taken.
    pub(crate) fn standing_day(&self) -> &str {
        let by_as_of = self.setting.reads("status-day", "as-of");
        let day = if by_as_of { self.as_of() } else { self.governing_day() };
        day.max(IN_FORCE)
    }

    /// The option or list chosen, the default included.
    pub(crate) fn reading(&self, id: &str) -> &str {
        self.answer["readings"][id].as_str().unwrap()
    }

    /// The file of the rule in the version that a step names.
    pub(crate) fn rule_file(&self, step: &Step<'_>) -> &Value {
        let (act, version) = (&step.top["provision"]["act"], &step.top["version"]);
        let path = format!("acts/{}/{}/{}.json", text(act), step.rule(), text(version));
        &self.files[&path]
    }

    /// The versions of a rule by its id, in the order of their days.
    pub(crate) fn versions(&self, id: &str) -> impl Iterator<Item = &Value> {
        let folder = format!("/{id}/");
        let files = self.files.iter();
        files
            .filter(move |(path, _)| path.starts_with("acts/") && path.contains(&folder))
            .map(|(_, file)| file)
    }

    /// The file of a rule by its id, in the version of the day; `None`: no rule has it.
    pub(crate) fn rule_named(&self, id: &str) -> Option<&Value> {
        self.versions(id).find(|file| includes(file, self.governing_day().max(IN_FORCE)))
    }

    /// The parties of the agreements in the pack.
    pub(crate) fn parties(&self) -> BTreeSet<&str> {
        let folders = self.files.keys().filter_map(|path| path.strip_prefix("agreements/"));
        folders.filter_map(|path| path.split('/').next()).collect()
    }

    /// A part of a file with every choice of readings made; what a reading leaves out is null.
    pub(crate) fn resolved(&self, part: &Value) -> Value {
        match part {
            Value::Object(members) => {
                let question = members.get("reading").and_then(Value::as_str);
                if let (Some(question), Some(options)) = (question, members.get("options")) {
                    let chosen = self.reading(question);
                    let mut options = options.as_array().unwrap().iter();
                    let option = options.find(|option| option["option"] == chosen).unwrap();
                    return self.resolved(&option["value"]);
                }
                let each = members.iter().map(|(name, part)| (name.clone(), self.resolved(part)));
                Value::Object(each.collect())
            }
            Value::Array(items) => items.iter().map(|item| self.resolved(item)).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => part.clone(),
        }
    }

    /// The rows of a register.
    pub(crate) fn rows(&self, register: &str) -> &[Value] {
        list(&self.files[&format!("countries/{register}.json")], "rows")
    }

    /// The State that a territory is read as, else the country itself.
    pub(crate) fn state<'c>(&'c self, country: &'c str) -> &'c str {
        let mut rows = self.rows("territories").iter();
        let row = rows.find(|row| row["country"] == country && includes(row, self.standing_day()));
        row.map_or(country, |row| text(&row["read_as"]))
    }

    /// Findings by rule and subject.
    pub(crate) fn by_subject(&self) -> BTreeMap<(&str, &str), &Value> {
        self.findings()
            .iter()
            .map(|finding| ((text(&finding["rule"]), text(&finding["subject"])), finding))
            .collect()
    }
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}"))
}

pub(crate) fn includes(row: &Value, day: &str) -> bool {
    row["first_day"].as_str().is_none_or(|first| first <= day)
        && row["last_day"].as_str().is_none_or(|last| day <= last)
}
