//! The verdict under all readings, laid out for reading.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::told::Told;
use super::verdict_tone;
use crate::all_readings::{AllReadings, Choice, ChoiceAnswers};
use crate::assessment::{EvaluateError, Verdict, assess};
use crate::model::country::CountryCode;
use crate::report::assumptions::Assumptions;
use crate::report::words::Language;

/// That many sets are told of each kind; the JSON has them all.
const MOST_SETS: usize = 20;

/// Everything that is told, under a head line.
pub(in crate::report) fn readings(
    all: &AllReadings<'_>,
    assumptions: Option<&Assumptions<'_>>,
    language: Language,
) -> Result<(Cell, Vec<Section>), EvaluateError> {
    let assessment = assess(all.procurement(), all.law())?;
    let told = Told::new(&assessment, language).under(assumptions);
    let mut sections = vec![counted(all, &told)];
    sections.extend(brought_about(all, &told)?);
    sections.extend(kept_by(all, &told));
    sections.extend(without_effect(all, &told));
    Ok((told.head(), sections))
}

impl Told<'_, '_> {
    /// The verdict and what it is about, in a line.
    pub(super) fn head(&self) -> Cell {
        let verdict = self.assessment.verdict();
        let stated = self.assessment.procurement.stated();
        let word = self.verdict_given().to_uppercase();
        let mut values = vec![("verdict", &*word), ("id", &stated.id)];
        let text = match &stated.title {
            Some(title) => {
                values.push(("title", title));
                self.say("questions/verdict-of-titled", &values)
            }
            None => self.say("questions/verdict-of", &values),
        };
        Cell::toned(text, verdict_tone(verdict))
    }

    /// The verdict in a word or two.
    pub(super) fn verdict(&self, verdict: Verdict) -> String {
        self.text(&format!("verdict/{}", verdict.as_str()))
    }

    /// The verdict of the assessment, and whether it is one under assumptions.
    pub(super) fn verdict_given(&self) -> String {
        let word = self.verdict(self.assessment.verdict());
        if self.is_assumed { self.say("assume/verdict", &[("verdict", &word)]) } else { word }
    }

    /// The verdict in one sentence, its word first.
    pub(super) fn verdict_and_why(&self) -> String {
        let verdict = self.verdict_given();
        self.say("verdict/why", &[("verdict", &verdict), ("why", &self.why())])
    }

    /// The readings on which a verdict depends, where that was asked for.
    pub(super) fn depends_on(&self) -> Option<(String, String)> {
        let ids = self.assessment.depends_on_readings()?;
        let text = if ids.is_empty() {
            self.text("questions/readings/depends-on-none")
        } else {
            ids.join(", ")
        };
        Some((self.text("questions/readings/depends"), text))
    }
}

fn counted(all: &AllReadings<'_>, told: &Told<'_, '_>) -> Section {
    let support = all.depends_on();
    let lists = support.iter().any(|at| country(all, *at));
    let mut blocks = vec![Block::Paragraph(told.verdict_and_why())];
    if support.is_empty() {
        blocks.push(Block::Paragraph(told.text("questions/readings/on-none")));
    } else {
        let choices = subjects(all, told, &support);
        let text = told.say("questions/readings/on", &[("choices", &choices)]);
        blocks.push(Block::Paragraph(text));
        blocks.push(Block::Table(counts(all, told, lists)));
    }
    let values = [
        ("all", &*all.combinations().to_string()),
        ("evaluations", &*all.evaluations().to_string()),
    ];
    blocks.push(Block::Paragraph(told.say("questions/readings/extent", &values)));
    Section::new(told.text("questions/readings/heading"), blocks)
}

fn counts(all: &AllReadings<'_>, told: &Told<'_, '_>, lists: bool) -> Table {
    let tallies = all.tallies();
    let row = |first: Cell, deciding: String, as_listed: String| {
        let mut row = vec![first, Cell::plain(deciding)];
        row.extend(lists.then(|| Cell::plain(as_listed)));
        row
    };
    let rows = tallies.iter().map(|tally| {
        let verdict = Cell::toned(told.verdict(tally.verdict), verdict_tone(tally.verdict));
        row(verdict, tally.deciding.to_string(), tally.as_listed.to_string())
    });
    let listed: num_bigint::BigUint = tallies.iter().map(|tally| &tally.as_listed).sum();
    let whole = row(
        Cell::plain(told.text("questions/readings/all")),
        all.deciding_combinations().to_string(),
        listed.to_string(),
    );
    let mut columns = vec![
        (told.text("questions/readings/column/verdict"), Align::Left),
        (told.text("questions/readings/column/combinations"), Align::Right),
    ];
    let name = told.text("questions/readings/column/as-listed");
    columns.extend(lists.then_some((name, Align::Right)));
    Table::new(columns, rows.chain([whole]))
}

fn brought_about(
    all: &AllReadings<'_>,
    told: &Told<'_, '_>,
) -> Result<Option<Section>, EvaluateError> {
    let now = told.assessment.verdict();
    let mut items = Vec::new();
    for verdict in [Verdict::Eligible, Verdict::Undetermined, Verdict::NotEligible] {
        let sets = if verdict == now { Vec::new() } else { all.changes_to(verdict) };
        for changes in sets.iter().take(MOST_SETS) {
            let choices = answered(all, told, changes);
            let values = [("verdict", &*told.verdict(verdict)), ("choices", &*choices)];
            let text = told.say("questions/readings/brings", &values);
            let law = all.law_under(&combination(all, changes));
            let assessment = assess(all.procurement(), &law)?;
            let why = Told::new(&assessment, told.language).why();
            items.push((Cell::toned(text, verdict_tone(verdict)), vec![why]));
        }
        items.extend(more(told, sets.len()));
    }
    let heading = told.text("questions/readings/brought-about");
    Ok((!items.is_empty()).then(|| Section::new(heading, vec![Block::List(items)])))
}

fn kept_by(all: &AllReadings<'_>, told: &Told<'_, '_>) -> Option<Section> {
    let sets = all.kept_by();
    let items = sets.iter().filter(|set| !set.is_empty()).take(MOST_SETS).map(|set| {
        let as_now = set.iter().map(|at| (*at, 0)).collect();
        (Cell::plain(answered(all, told, &as_now)), Vec::new())
    });
    let items: Vec<_> = items.chain(more(told, sets.len())).collect();
    let heading = told.text("questions/readings/kept-by");
    (!items.is_empty()).then(|| Section::new(heading, vec![Block::List(items)]))
}

fn more(told: &Told<'_, '_>, sets: usize) -> Option<(Cell, Vec<String>)> {
    let more = sets.saturating_sub(MOST_SETS);
    let text = told.say("questions/more", &[("count", &more.to_string())]);
    (more > 0).then(|| (Cell::toned(text, Tone::Quiet), Vec::new()))
}

fn without_effect(all: &AllReadings<'_>, told: &Told<'_, '_>) -> Option<Section> {
    let support = all.depends_on();
    let others = (0..all.choices().len())
        .filter(|at| all.looked_at(*at) && !support.contains(at))
        .collect::<BTreeSet<_>>();
    let heading = told.text("questions/readings/without-effect");
    let text = subjects(all, told, &others);
    (!others.is_empty()).then(|| Section::new(heading, vec![Block::Paragraph(text)]))
}

/// The choices by what they are about: the reading, and the countries of a list.
fn subjects(all: &AllReadings<'_>, told: &Told<'_, '_>, choices: &BTreeSet<usize>) -> String {
    let mut by_reading: Vec<(&str, Vec<&str>)> = Vec::new();
    for choice in choices.iter().filter_map(|at| all.choices().get(*at)) {
        let country = choice.country().map(CountryCode::as_str);
        match by_reading.last_mut().filter(|(id, _)| *id == &*choice.reading) {
            Some((_, countries)) => countries.extend(country),
            None => by_reading.push((&choice.reading, country.into_iter().collect())),
        }
    }
    let each = by_reading.into_iter().map(|(reading, countries)| {
        if countries.is_empty() {
            return reading.to_owned();
        }
        let values = [("reading", reading), ("countries", &*countries.join(", "))];
        told.say("questions/readings/list", &values)
    });
    each.collect::<Vec<_>>().join(", ")
}

/// The choices with answers, each by its position.
fn answered(
    all: &AllReadings<'_>,
    told: &Told<'_, '_>,
    answers: &BTreeMap<usize, usize>,
) -> String {
    let each = answers.iter().filter_map(|(at, value)| {
        let choice = all.choices().get(*at)?;
        Some(one_answered(choice, told, *value))
    });
    each.collect::<Vec<_>>().join(", ")
}

fn one_answered(choice: &Choice, told: &Told<'_, '_>, value: usize) -> String {
    match &choice.answers {
        ChoiceAnswers::Options(options) => {
            let option = options.get(value).map_or("", |option| option);
            let values = [("reading", &*choice.reading), ("option", option)];
            told.say("questions/readings/option", &values)
        }
        ChoiceAnswers::Listed { country, now } => {
            let is_listed = *now != (value > 0);
            let name =
                if is_listed { "questions/readings/with" } else { "questions/readings/without" };
            told.say(name, &[("reading", &choice.reading), ("country", country.as_str())])
        }
    }
}

fn country(all: &AllReadings<'_>, at: usize) -> bool {
    all.choices().get(at).is_some_and(|choice| choice.country().is_some())
}

/// The combination that has these answers, and for everything else that chosen now.
pub(in crate::report) fn combination(
    all: &AllReadings<'_>,
    changes: &BTreeMap<usize, usize>,
) -> Vec<usize> {
    (0..all.choices().len()).map(|at| changes.get(&at).copied().unwrap_or(0)).collect()
}
