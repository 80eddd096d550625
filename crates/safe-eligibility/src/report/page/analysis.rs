//! A rule pack examined, and two packs compared, laid out for reading.

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::verdict_tone;
use crate::analysis::{
    Analysis, Compared, Comparison, Effort, Entry, LawChange, RuleExamined, Shown, Witness,
};
use crate::model::day::Day;
use crate::report::words::{Language, Words};
use crate::rulebook::law::Law;

/// So many items of a list are told; the JSON has them all.
const MOST_ITEMS: usize = 24;

/// Everything that is told of one pack, under a head line.
pub(in crate::report) fn analysis(found: &Analysis, language: Language) -> (Cell, Vec<Section>) {
    let words = Words::of(language);
    let pack = found.law.pack();
    let values = [
        ("pack", &*pack.id),
        ("version", &*pack.version),
        ("day", &*found.law.as_of().to_string()),
    ];
    let head = Cell::plain(words.say("analysis/head", &values));
    let sections = vec![
        changes(found, words),
        rules(found, words),
        readings(found, words),
        holes(found, words),
        entries("analysis/assumed", &found.assumed, words),
        entries("analysis/not-known", &found.not_known, words),
        bounds(found, words),
    ];
    (head, sections)
}

fn columns<const N: usize>(words: &Words, names: [&str; N]) -> [(String, Align); N] {
    names.map(|name| (words.text(name), Align::Left))
}

fn text_or_none(text: Option<&str>, words: &Words) -> Cell {
    match text {
        Some(text) => Cell::plain(text),
        None => Cell::plain(words.text("analysis/none")),
    }
}

fn changes(found: &Analysis, words: &Words) -> Section {
    let from = found.law.pack().acts.values().map(|act| act.in_force_from).next();
    let told = |change: &&LawChange| from.is_none_or(|from| from <= change.day);
    let rows = found.changes.iter().filter(told).map(|change| {
        let none = || words.text("analysis/none");
        let said = |text: &Option<Box<str>>| text.as_deref().map_or_else(none, str::to_owned);
        let (about, place) = about(&change.at);
        let cells = vec![
            change.day.to_string(),
            place,
            said(&change.from),
            said(&change.to),
            change.source.to_string(),
            change.evidence.map_or_else(none, |grade| grade.as_str().to_owned()),
        ];
        (about, cells)
    });
    let names = [
        "analysis/column/day",
        "analysis/column/about",
        "analysis/column/at",
        "analysis/column/from",
        "analysis/column/to",
        "analysis/column/source",
        "analysis/column/evidence",
    ];
    let rows = together(rows, 1);
    let mut blocks = vec![Block::Table(Table::new(columns(words, names), rows))];
    let earlier = found.changes.iter().filter(|change| !told(change)).count();
    if earlier > 0 {
        let values = [("count", &*earlier.to_string())];
        blocks.push(Block::Paragraph(words.say("analysis/earlier", &values)));
    }
    Section::new(words.text("analysis/changes"), blocks)
}

/// What something is about, a country or a rule, and where that stands.
fn about(at: &str) -> (String, String) {
    let (family, rest) = at.split_once('/').unwrap_or(("", at));
    if family == "countries" {
        let (register, country) = rest.split_once('#').unwrap_or((rest, ""));
        return (country.to_owned(), register.to_owned());
    }
    let (about, member) = rest.split_once('#').unwrap_or((rest, ""));
    (about.to_owned(), format!("{family} {member}").trim_end().to_owned())
}

/// Rows that say the same of several countries or rules become one, with their names at a position.
fn together(rows: impl Iterator<Item = (String, Vec<String>)>, position: usize) -> Vec<Vec<Cell>> {
    let mut grouped: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for (about, cells) in rows {
        match grouped.iter_mut().find(|(_, same)| *same == cells) {
            Some((names, _)) => names.push(about),
            None => grouped.push((vec![about], cells)),
        }
    }
    let each = grouped.into_iter().map(|(names, mut cells)| {
        cells.insert(position.min(cells.len()), names.join(", "));
        cells.into_iter().map(Cell::plain).collect()
    });
    each.collect()
}

fn shown(shown: &Shown, words: &Words) -> Cell {
    match shown {
        Shown::By(witness) => {
            let [under, _] = &witness.readings;
            let text = if under.is_empty() {
                words.text("analysis/shown")
            } else {
                words.say("analysis/shown-under", &[("readings", &under.join(" "))])
            };
            Cell::toned(text, Tone::Met)
        }
        Shown::Never(never) => {
            let text = words.text(&format!("analysis/never/{}", never.as_str()));
            Cell::toned(text, Tone::Quiet)
        }
        Shown::NotFound { tries } => {
            let text = words.say("analysis/not-found", &[("tries", &tries.to_string())]);
            Cell::toned(text, Tone::Undetermined)
        }
    }
}

fn rules(found: &Analysis, words: &Words) -> Section {
    let rows = found.rules.iter().map(|rule: &RuleExamined| {
        vec![
            Cell::plain(&*rule.rule),
            Cell::plain(rule.first_day.to_string()),
            shown(&rule.decides, words),
            shown(&rule.met, words),
            shown(&rule.not_met, words),
        ]
    });
    let names = [
        "analysis/column/rule",
        "analysis/column/version",
        "analysis/column/decides",
        "analysis/column/met",
        "analysis/column/not-met",
    ];
    let table = Table::new(columns(words, names), rows);
    let explained = Block::Paragraph(words.text("analysis/rules-explained"));
    Section::new(words.text("analysis/rules"), vec![explained, Block::Table(table)])
}

fn readings(found: &Analysis, words: &Words) -> Section {
    let rows = found.readings.iter().map(|reading| {
        vec![
            Cell::plain(&*reading.reading),
            Cell::plain(&*reading.chosen),
            Cell::plain(&*reading.other),
            shown(&reading.differs, words),
        ]
    });
    let names = [
        "analysis/column/reading",
        "analysis/column/chosen",
        "analysis/column/other",
        "analysis/column/decides",
    ];
    let table = Table::new(columns(words, names), rows);
    Section::new(words.text("analysis/readings"), vec![Block::Table(table)])
}

fn since(day: Option<Day>, words: &Words) -> String {
    day.map_or_else(|| words.text("analysis/since-ever"), |day| day.to_string())
}

fn until(day: Option<Day>, words: &Words) -> String {
    day.map_or_else(|| words.text("analysis/until-further-notice"), |day| day.to_string())
}

/// Gaps, overlaps and sources that nothing names.
fn holes(found: &Analysis, words: &Words) -> Section {
    let gaps = found.gaps.iter().map(|gap| {
        let (first, last) = (gap.first_day.to_string(), until(gap.last_day, words));
        let values = [("at", &*gap.at), ("first", &*first), ("last", &*last)];
        words.say("analysis/gap", &values)
    });
    let overlaps = found.overlaps.iter().map(|overlap| {
        let (first, last) = (since(overlap.first_day, words), until(overlap.last_day, words));
        let values = [
            ("one", &*overlap.one),
            ("other", &*overlap.other),
            ("first", &*first),
            ("last", &*last),
        ];
        words.say("analysis/overlap", &values)
    });
    let unused = found.unused_sources.iter();
    let unused = unused.map(|id| words.say("analysis/unused-source", &[("source", &**id)]));
    let items: Vec<String> = gaps.chain(overlaps).chain(unused).collect();
    let blocks = if items.is_empty() {
        vec![Block::Paragraph(words.text("analysis/no-holes"))]
    } else {
        vec![Block::List(listed(items, words))]
    };
    Section::new(words.text("analysis/holes"), blocks)
}

fn listed(items: Vec<String>, words: &Words) -> Vec<(Cell, Vec<String>)> {
    let more = items.len().saturating_sub(MOST_ITEMS);
    let told = items.into_iter().take(MOST_ITEMS);
    let mut told: Vec<_> = told.map(|text| (Cell::plain(text), Vec::new())).collect();
    if more > 0 {
        let text = words.say("questions/more", &[("count", &more.to_string())]);
        told.push((Cell::toned(text, Tone::Quiet), Vec::new()));
    }
    told
}

fn entries(name: &str, entries: &[Entry], words: &Words) -> Section {
    if entries.is_empty() {
        let none = Block::Paragraph(words.text("analysis/no-data"));
        return Section::new(words.text(name), vec![none]);
    }
    let rows = entries.iter().map(|entry| {
        let (about, place) = about(&entry.at);
        let cells = vec![
            place,
            entry.value.to_string(),
            since(entry.period.first_day, words),
            until(entry.period.last_day, words),
            entry.source.to_string(),
        ];
        (about, cells)
    });
    let names = [
        "analysis/column/about",
        "analysis/column/at",
        "analysis/column/says",
        "analysis/column/first",
        "analysis/column/last",
        "analysis/column/source",
    ];
    let table = Block::Table(Table::new(columns(words, names), together(rows, 0)));
    Section::new(words.text(name), vec![table])
}

fn bounds(found: &Analysis, words: &Words) -> Section {
    let register_day = found.register_day.to_string();
    let mut blocks =
        vec![Block::Paragraph(words.say("analysis/register-day", &[("day", &register_day)]))];
    let days = found.changes.first().zip(found.changes.last());
    if let Some((first, last)) = days {
        let (first, last) = (first.day.to_string(), last.day.to_string());
        let values = [("first", &*first), ("last", &*last)];
        blocks.push(Block::Paragraph(words.say("analysis/change-days", &values)));
    }
    blocks.push(effort(found.effort, words));
    Section::new(words.text("analysis/bounds"), blocks)
}

fn effort(effort: Effort, words: &Words) -> Block {
    let (tries, seed) = (effort.tries.to_string(), effort.seed.to_string());
    let values = [("tries", &*tries), ("seed", &*seed)];
    Block::Paragraph(words.say("analysis/effort", &values))
}

/// Everything that is told of two packs, under a head line.
pub(in crate::report) fn comparison(
    found: &Comparison,
    language: Language,
) -> (Cell, Vec<Section>) {
    let words = Words::of(language);
    let [one, other] = found.laws.each_ref().map(Law::pack);
    let values = [
        ("one", &*one.id),
        ("version", &*one.version),
        ("other", &*other.id),
        ("other-version", &*other.version),
    ];
    let head = Cell::plain(words.say("analysis/compared/head", &values));
    let mut sections = vec![differences(found, words)];
    let heading = words.text("analysis/compared");
    sections.push(match &found.found {
        Compared::Alike => {
            Section::new(heading, vec![Block::Paragraph(words.text("analysis/compared/alike"))])
        }
        Compared::NotFound { tries } => {
            let days: Vec<String> = found.days.iter().map(ToString::to_string).collect();
            let tries = tries.to_string();
            let values = [("tries", &*tries), ("days", &*days.join(", "))];
            let text = words.say("analysis/compared/not-found", &values);
            Section::new(heading, vec![Block::Paragraph(text), effort(found.effort, words)])
        }
        Compared::Differ(witness) => Section::new(heading, differ(witness, words)),
    });
    (head, sections)
}

fn differences(found: &Comparison, words: &Words) -> Section {
    let heading = words.text("analysis/differences");
    if found.differences.is_empty() {
        let none = words.text("analysis/no-differences");
        return Section::new(heading, vec![Block::Paragraph(none)]);
    }
    let rows = found.differences.iter().take(MOST_ITEMS).map(|one| {
        vec![
            Cell::plain(&*one.at),
            Cell::plain(since(one.first_day, words)),
            Cell::plain(until(one.last_day, words)),
            text_or_none(one.one.as_deref(), words),
            text_or_none(one.other.as_deref(), words),
        ]
    });
    let names = [
        "analysis/column/at",
        "analysis/column/first",
        "analysis/column/last",
        "analysis/column/one",
        "analysis/column/other-pack",
    ];
    let mut blocks = vec![Block::Table(Table::new(columns(words, names), rows))];
    let more = found.differences.len().saturating_sub(MOST_ITEMS);
    if more > 0 {
        blocks.push(Block::Paragraph(words.say("questions/more", &[("count", &more.to_string())])));
    }
    Section::new(heading, blocks)
}

fn differ(witness: &Witness, words: &Words) -> Vec<Block> {
    let verdict = |at: usize| {
        let verdict = witness.verdicts.get(at).copied().unwrap_or(witness.verdicts[0]);
        (words.text(&format!("verdict/{}", verdict.as_str())), verdict_tone(verdict))
    };
    let ([one, other], day) = ([verdict(0), verdict(1)], witness.as_of.to_string());
    let item = |name: &str, (verdict, tone): (String, Tone), readings: &[Box<str>]| {
        let under = if readings.is_empty() { Vec::new() } else { vec![readings.join(" ")] };
        let values = [("verdict", &*verdict), ("day", &*day)];
        (Cell::toned(words.say(name, &values), tone), under)
    };
    let verdicts = vec![
        item("analysis/compared/one", one, &witness.readings[0]),
        item("analysis/compared/other", other, &witness.readings[1]),
    ];
    let none = || words.text("analysis/no-finding");
    let rows = witness.moved.iter().map(|moved| {
        let [one, other] = moved.outcomes.map(|outcome| {
            outcome.map_or_else(none, |outcome| words.text(&format!("page/outcome/{outcome}")))
        });
        vec![
            Cell::plain(&*moved.rule),
            Cell::plain(moved.subject.to_string()),
            Cell::plain(&*moved.citation),
            Cell::plain(one),
            Cell::plain(other),
        ]
    });
    let names = [
        "analysis/column/rule",
        "analysis/column/subject",
        "analysis/column/provision",
        "analysis/column/one",
        "analysis/column/other-pack",
    ];
    vec![
        Block::Paragraph(words.text("analysis/compared/differ")),
        Block::List(verdicts),
        Block::Table(Table::new(columns(words, names), rows)),
    ]
}
