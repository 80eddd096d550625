//! The rules, for reading.

mod condition;

use std::collections::BTreeSet;

use super::assumptions::Assumptions;
use super::json;
use super::page::{Align, Block, Cell, Section, Table, Tone, pinpoint, source_items};
use super::text::{TextOptions, of_sections};
use super::words::{Language, Words};
use crate::rulebook::body::Weight;
use crate::rulebook::law::{Law, Rule};
use crate::rulebook::pack::{Answers, Question, RuleVersion};
use crate::rulebook::readings::{Reading, nearest};

impl Law {
    /// The rules that apply on the day asked about as a table, with a line end at its end.
    #[must_use]
    pub fn rules_to_text(&self, screen: TextOptions) -> String {
        let text = |law: &Self| law.rules_under(&[], "", screen);
        let before = self.assumed_of(|law| Some(text(law)));
        let pack = self.pack();
        self.rules_under(&before, &format!("{} {}: {}", pack.id, pack.version, pack.title), screen)
    }

    /// What an answer about the rules assumes, whether or not that changes it.
    fn assumed_of(&self, text: impl Fn(&Self) -> Option<String>) -> Vec<String> {
        let text = |law: &Self| {
            let mut quoted = String::new();
            json::append(&text(law).unwrap_or_default(), false, &mut quoted);
            Ok(quoted)
        };
        let assumptions = Assumptions::of(self, || text(self), text);
        assumptions.map(|assumed| assumed.said(Language::English)).unwrap_or_default()
    }

    fn rules_under(&self, before: &[String], head: &str, screen: TextOptions) -> String {
        let rows = self.governing(None).rules().map(|rule| {
            vec![
                Cell::plain(&*rule.id),
                Cell::plain(rule.body.subjects.as_str()),
                Cell::plain(rule.body.weight.as_str()),
                Cell::plain(pinpoint(self, rule)),
                Cell::plain(rule.first_day.to_string()),
                Cell::plain(&*rule.title),
            ]
        });
        let columns = vec![
            ("Rule", Align::Left),
            ("Asked of", Align::Left),
            ("Weight", Align::Left),
            ("Provision", Align::Left),
            ("Version", Align::Left),
            ("Title", Align::Left),
        ];
        let table = Block::Table(Table::new(columns, rows));
        let sections = [Section::new(format!("Rules on {}", self.as_of()), vec![table])];
        of_sections(before, &Cell::plain(head), &sections, screen)
    }

    /// One rule as it applies on the day asked about, with a line end at its end.
    ///
    /// `None`: no version of a rule of that id applies on the day.
    #[must_use]
    pub fn rule_to_text(&self, id: &str, screen: TextOptions) -> Option<String> {
        let before = self.assumed_of(|law| law.rule_under(&[], id, screen));
        self.rule_under(&before, id, screen)
    }

    fn rule_under(&self, before: &[String], id: &str, screen: TextOptions) -> Option<String> {
        let rule = self.governing(None).rules().find(|rule| &*rule.id == id)?;
        let history = self.pack().rules.get(rule.position)?;
        let version = history.versions.iter().find(|one| one.first_day == rule.first_day)?;
        let mut sections = vec![provision(rule, version)];
        sections.push(Section::new("What it asks", asks(rule)));
        sections.extend(self.derogations(rule));
        sections.extend(self.readings_of(rule));
        let assumed = rule.assumed.iter().map(|one| &*one.source);
        let sources = source_items(
            self.pack(),
            assumed.chain([&*rule.source]).collect::<BTreeSet<&str>>(),
            Words::of(Language::English),
        );
        sections.push(Section::new("Source", vec![Block::List(sources)]));
        let head = format!("{}: {}", rule.id, rule.title);
        Some(of_sections(before, &Cell::plain(head), &sections, screen))
    }

    /// The id of a rule that looks most like a given one; `None`: none does.
    #[must_use]
    pub fn rule_like(&self, id: &str) -> Option<Box<str>> {
        let ids: Vec<Box<str>> = self.rules().iter().map(|rule| rule.id.clone()).collect();
        nearest(id, &ids)
    }

    fn derogations(&self, rule: &Rule) -> Option<Section> {
        let mut items = Vec::new();
        for cure in &rule.body.derogates_from {
            let limb = if cure.with_further_limb { ", with the further limb" } else { "" };
            let effect = if cure.cures { "" } else { ", which the reading chosen excludes" };
            items.push((
                Cell::plain(format!("it derogates from {}{limb}{effect}", cure.rule)),
                Vec::new(),
            ));
        }
        for other in self.governing(None).rules() {
            if other.body.derogates_from.iter().any(|cure| cure.rule == rule.id) {
                items.push((
                    Cell::plain(format!("{} derogates from it: {}", other.id, other.title)),
                    Vec::new(),
                ));
            }
        }
        (!items.is_empty()).then(|| Section::new("Derogations", vec![Block::List(items)]))
    }

    fn readings_of(&self, rule: &Rule) -> Option<Section> {
        let used = |question: &&Question| {
            rule.readings.iter().chain(&rule.application_readings).any(|id| *id == question.id)
        };
        let mut blocks = Vec::new();
        for question in self.pack().questions.iter().filter(used) {
            blocks.push(Block::Paragraph(format!("{}: {}", question.id, question.question)));
            blocks.push(Block::List(self.options(question)));
            blocks.push(Block::Paragraph(format!("Why the default: {}", question.why)));
        }
        (!blocks.is_empty()).then(|| Section::new("Readings", blocks))
    }

    fn options(&self, question: &Question) -> Vec<(Cell, Vec<String>)> {
        let chosen = self.readings().answer(&question.id).map(Reading::to_text);
        let chosen = chosen.unwrap_or_default();
        match &question.answers {
            Answers::Options { options, default } => {
                let items = options.iter().map(|(option, meaning)| {
                    let tone = if **option == *chosen { Tone::Met } else { Tone::Plain };
                    let mark = if option == default { " (default)" } else { "" };
                    (Cell::toned(format!("{option}{mark}: {meaning}"), tone), Vec::new())
                });
                items.collect()
            }
            Answers::Countries { default, .. } => {
                let default: Vec<&str> = default.iter().map(|one| one.as_str()).collect();
                let mut items = vec![(
                    Cell::toned(format!("chosen: {}", or_none(&chosen)), Tone::Met),
                    Vec::new(),
                )];
                items.push((
                    Cell::plain(format!("default: {}", or_none(&default.join(",")))),
                    Vec::new(),
                ));
                items
            }
        }
    }
}

fn or_none(list: &str) -> &str {
    if list.is_empty() { "none" } else { list }
}

fn provision(rule: &Rule, version: &RuleVersion) -> Section {
    let mut blocks = vec![Block::Paragraph(rule.paraphrase.to_string())];
    let until = rule.last_day.map(|day| format!(" to {day}")).unwrap_or_default();
    let mut items = vec![
        format!("version of {}{until}", rule.first_day),
        format!("evidence: {}, checked on {}", version.attested.evidence, version.checked_on),
        format!("weight: {}", rule.body.weight.as_str()),
        format!("asked of: {}", rule.body.subjects.as_str()),
    ];
    items.extend(version.attested.note.iter().map(ToString::to_string));
    if rule.body.weight == Weight::Duty {
        items.push("a duty is reported and never changes the verdict".to_owned());
    }
    let items = items.into_iter().map(|text| (Cell::plain(text), Vec::new()));
    blocks.push(Block::List(items.collect()));
    Section::new(rule.citation.to_string(), blocks)
}

fn asks(rule: &Rule) -> Vec<Block> {
    let mut blocks = Vec::new();
    let body = &rule.body;
    if let Some(application) = &body.applies_to {
        let areas = application.areas.as_ref().map(|areas| {
            let words: Vec<&str> = areas.iter().map(|area| area.as_str()).collect();
            let which = if application.first_area_decides { "first area" } else { "areas" };
            format!(", {which} among {}", words.join(", "))
        });
        let kind = application.product_kind.as_str();
        blocks.push(Block::Paragraph(format!("applies to: {kind}{}", areas.unwrap_or_default())));
    }
    blocks.extend(condition::lines(&body.condition).map(Block::Paragraph));
    if let Some(limb) = &body.further_limb {
        blocks.push(Block::Paragraph("further limb:".to_owned()));
        blocks.extend(condition::lines(limb).map(|line| Block::Paragraph(indented(&line))));
    }
    if let Some(ceiling) = body.sum_ceiling {
        blocks.push(Block::Paragraph(format!("all who rely on it together: at most {ceiling}")));
    }
    if let Some(follows) = &body.follows {
        blocks.push(Block::Paragraph(format!("comes with: {}", follows.derogation)));
        for (name, condition) in
            [("silent where", &follows.silent_where), ("unless", &follows.unless)]
        {
            let Some(condition) = condition else { continue };
            blocks.push(Block::Paragraph(format!("{name}:")));
            blocks
                .extend(condition::lines(condition).map(|line| Block::Paragraph(indented(&line))));
        }
    }
    blocks
}

// Lines are broken at plain spaces, so that these stay where they are.
fn indented(line: &str) -> String {
    format!("\u{a0}\u{a0}{line}")
}
