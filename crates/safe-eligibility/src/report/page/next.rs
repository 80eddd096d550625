//! What to find out next, laid out for reading.

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::figures;
use super::told::Told;
use crate::model::exact::Exact;
use crate::next::{
    Beyond, Declarations, Minimal, Narrowing, NextFacts, RangeLine, SettlingSet, Tried,
};
use crate::report::assumptions::Assumptions;
use crate::report::words::Language;

/// So many items of a list are told; the JSON has them all.
const MOST_ITEMS: usize = 12;

/// Everything that is told, under a head line.
pub(in crate::report) fn next_facts(
    next: &NextFacts<'_, '_>,
    assumptions: Option<&Assumptions<'_>>,
    language: Language,
) -> (Cell, Vec<Section>) {
    let told = Told::new(next.assessment, language).under(assumptions);
    let mut sections = vec![smallest(next, &told)];
    sections.extend(facts(next, &told));
    sections.extend(next.declarations.iter().map(|one| declarations(one, &told)));
    sections.extend(next.ranges.iter().map(|one| ranges(one, &told)));
    sections.extend(beyond(next, &told));
    (told.head(), sections)
}

fn smallest(next: &NextFacts<'_, '_>, told: &Told<'_, '_>) -> Section {
    let SettlingSet { facts, minimal, may_leave_open, tried } = &next.smallest;
    if facts.is_empty() {
        let nothing = Block::Paragraph(told.text("next/nothing"));
        return Section::new(told.text("next/smallest"), vec![nothing]);
    }
    let mut items: Vec<_> = facts
        .iter()
        .take(MOST_ITEMS)
        .map(|at| (Cell::toned(told.names.fact(at), Tone::Undetermined), vec![at.to_string()]))
        .collect();
    items.extend(more(facts.len(), told));
    // That they settle it is said only where nothing else can leave it open.
    let settles = *tried == Tried::All && may_leave_open.is_empty() && next.beyond_facts.is_empty();
    let (promise, proof) = match (settles, minimal) {
        (true, Minimal::Proven) => ("next/settles", "next/proven"),
        (true, Minimal::NotProven) => ("next/settles", "next/not-proven"),
        (false, Minimal::Proven) => ("next/leaves-no-fact", "next/leaves-no-fact/proven"),
        (false, Minimal::NotProven) => ("next/leaves-no-fact", "next/leaves-no-fact/not-proven"),
    };
    let promise = told.say(promise, &[("count", &facts.len().to_string())]);
    let mut blocks = vec![Block::Paragraph(promise), Block::List(items)];
    if !may_leave_open.is_empty() {
        blocks.push(Block::Paragraph(told.text("next/may-leave-open")));
        blocks.push(Block::List(left_open(may_leave_open, told)));
    }
    if *tried == Tried::Some {
        blocks.push(Block::Paragraph(told.text("next/not-all-tried")));
    }
    blocks.push(Block::Paragraph(told.text(proof)));
    let heading = if settles { "next/smallest" } else { "next/leaves-no-fact/smallest" };
    Section::new(told.text(heading), blocks)
}

/// What is left open, and whether by the law or by a range of cost.
fn left_open(open: &[Beyond<'_>], told: &Told<'_, '_>) -> Vec<(Cell, Vec<String>)> {
    let items = open.iter().take(MOST_ITEMS).map(|one| {
        let subject = told.names.subject(&one.subject);
        let law = told.together(one.law.iter().map(|datum| told.open_datum(datum)));
        let name = match (one.law.is_empty(), one.by_range) {
            (false, false) => "next/open/law",
            (false, true) => "next/open/law-and-range",
            (true, true) => "next/open/range",
            (true, false) => "next/open/nothing",
        };
        let mut values = vec![("rule", &*one.rule.id), ("subject", &*subject)];
        values.extend((!one.law.is_empty()).then_some(("law", &*law)));
        (Cell::toned(told.say(name, &values), Tone::Undetermined), Vec::new())
    });
    items.chain(more(open.len(), told)).collect()
}

fn more(count: usize, told: &Told<'_, '_>) -> Option<(Cell, Vec<String>)> {
    let more = count.saturating_sub(MOST_ITEMS);
    let text = told.say("questions/more", &[("count", &more.to_string())]);
    (more > 0).then(|| (Cell::toned(text, Tone::Quiet), Vec::new()))
}

fn facts(next: &NextFacts<'_, '_>, told: &Told<'_, '_>) -> Option<Section> {
    let rows = next.facts.iter().take(MOST_ITEMS).map(|fact| {
        let verdict = told.text(&format!("next/verdict/{}", fact.verdict.as_str()));
        vec![
            Cell::plain(told.names.fact(&fact.at)),
            Cell::plain(fact.at_worst.to_string()),
            Cell::plain(fact.at_best.to_string()),
            Cell::plain(verdict),
        ]
    });
    let columns = [
        ("next/column/fact", Align::Left),
        ("next/column/at-worst", Align::Right),
        ("next/column/at-best", Align::Right),
        ("next/column/verdict", Align::Left),
    ];
    let columns = columns.map(|(name, align)| (told.text(name), align));
    let mut blocks = vec![Block::Table(Table::new(columns, rows))];
    let all = next.facts.len().saturating_add(next.others);
    blocks.extend(more(all, told).map(|item| Block::List(vec![item])));
    (!next.facts.is_empty()).then(|| Section::new(told.text("next/most"), blocks))
}

fn declarations(one: &Declarations<'_>, told: &Told<'_, '_>) -> Section {
    let subject = told.names.subject(&one.subject);
    let heading = told.say("next/declarations", &[("subject", &subject)]);
    let rows = one.lines.iter().take(MOST_ITEMS).zip(1usize..).map(|(line, number)| {
        let name = line.description.map_or_else(
            || line.id.to_owned(),
            |text| told.say("next/line", &[("id", line.id), ("description", text)]),
        );
        vec![
            Cell::plain(number.to_string()),
            Cell::plain(name),
            Cell::plain(figures::cost(told.words, &line.cost)),
            Cell::plain(figures::share(told.words, &line.share, None)),
        ]
    });
    let columns = [
        ("next/column/order", Align::Right),
        ("next/column/line", Align::Left),
        ("next/column/cost", Align::Right),
        ("next/column/share", Align::Right),
    ];
    let columns = columns.map(|(name, align)| (told.text(name), align));
    let mut blocks = vec![Block::Table(Table::new(columns, rows))];
    blocks.extend(more(one.lines.len(), told).map(|item| Block::List(vec![item])));
    let all = one.lines.len().to_string();
    blocks.push(Block::Paragraph(match (one.at_worst, one.minimal) {
        (None, _) => told.text("next/declarations/not-enough"),
        (Some(count), minimal) => {
            let name = match minimal {
                Minimal::Proven => "next/declarations/enough",
                Minimal::NotProven => "next/declarations/enough-not-proven",
            };
            told.say(name, &[("count", &count.to_string()), ("all", &all)])
        }
    }));
    blocks.extend(one.at_best.map(|count| {
        Block::Paragraph(told.say("next/declarations/at-best", &[("count", &count.to_string())]))
    }));
    Section::new(heading, blocks)
}

fn ranges(one: &Narrowing<'_>, told: &Told<'_, '_>) -> Section {
    let subject = told.names.subject(&one.subject);
    let heading = told.say("next/ranges", &[("subject", &subject)]);
    let columns = [
        ("next/column/line", Align::Left),
        ("next/column/cost", Align::Right),
        ("next/column/allowed", Align::Left),
        ("next/column/exceeded", Align::Left),
    ];
    let columns = columns.map(|(name, align)| (told.text(name), align));
    let rows = one.lines.iter().take(MOST_ITEMS).map(|line| range_row(line, told));
    let mut blocks = vec![Block::Table(Table::new(columns, rows))];
    blocks.extend(more(one.lines.len(), told).map(|item| Block::List(vec![item])));
    let gaps =
        [("next/gap/allowed", Some(&one.allowed)), ("next/gap/exceeded", one.exceeded.as_ref())];
    for (name, gap) in gaps.into_iter().filter_map(|(name, gap)| Some((name, gap?))) {
        let none = || told.text("next/no-amount");
        let euro = |amount: &Exact| figures::euro(told.words, amount);
        let outside = gap.outside.as_ref().map_or_else(none, euro);
        let core = gap.core.as_ref().map_or_else(none, euro);
        let text = told.say(name, &[("outside", &outside), ("core", &core)]);
        blocks.push(Block::Paragraph(text));
    }
    Section::new(heading, blocks)
}

fn range_row(line: &RangeLine<'_>, told: &Told<'_, '_>) -> Vec<Cell> {
    let bound = |amount: &Option<Exact>, is_most: bool| {
        let name = if is_most { "next/at-most" } else { "next/at-least" };
        amount.as_ref().map_or_else(
            || told.text("next/not-by-itself"),
            |amount| told.say(name, &[("amount", &figures::euro(told.words, amount))]),
        )
    };
    vec![
        Cell::plain(line.id),
        Cell::plain(figures::cost(told.words, &line.cost)),
        Cell::plain(bound(&line.allowed, line.is_outside)),
        Cell::plain(bound(&line.exceeded, !line.is_outside)),
    ]
}

fn beyond(next: &NextFacts<'_, '_>, told: &Told<'_, '_>) -> Option<Section> {
    let items = left_open(&next.beyond_facts, told);
    (!items.is_empty()).then(|| Section::new(told.text("next/beyond"), vec![Block::List(items)]))
}
