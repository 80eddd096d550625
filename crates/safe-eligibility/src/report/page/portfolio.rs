//! Many comparisons: each in a few lines, and all of them counted.

use super::block::{Align, Block, Cell, Section, Table};
use super::diff::Sides;
use super::verdict_tone;
use crate::assessment::{Assessment, Verdict};
use crate::diff::{Diff, DiffSummary};
use crate::report::words::{Language, Words};

/// So many findings of one procurement are told, and so many lines of its causes.
const MOST_LINES: usize = 4;

/// What moved of one of many: a head line, and what stands under it.
pub(in crate::report) fn diff_in_brief(
    diff: &Diff<'_>,
    sides: [&Assessment<'_>; 2],
    input: &str,
    language: Language,
) -> (Cell, Vec<String>) {
    let sides = Sides::new(diff, sides, language);
    let head = sides.head();
    let text = sides.say("diff/brief", &[("head", &head.text), ("input", input)]);
    let mut said = match diff.verdict_causes() {
        Some(causes) => sides.causes_in_brief(causes),
        None => diff.moved().iter().map(|one| sides.finding(one).text).collect::<Vec<_>>(),
    };
    let more = said.len().saturating_sub(MOST_LINES);
    if more > 0 {
        said.truncate(MOST_LINES);
        said.push(sides.say("questions/more", &[("count", &more.to_string())]));
    }
    (Cell::toned(text, head.tone), said)
}

/// How many moved from which verdict to which, by cause.
pub(in crate::report) fn diff_summary(
    summary: &DiffSummary,
    language: Language,
) -> (Cell, Vec<Section>) {
    let words = Words::of(language);
    let values = [summary.all(), summary.moved, summary.unchanged, summary.failed];
    let [all, moved, unchanged, failed] = values.map(|count| count.to_string());
    let values =
        [("all", &*all), ("moved", &*moved), ("unchanged", &*unchanged), ("failed", &*failed)];
    let head = Cell::plain(words.say("diff/summary/head", &values));
    if summary.by_cause.is_empty() {
        return (head, Vec::new());
    }
    let verdict = |verdict: Verdict| {
        let text = words.text(&format!("verdict/{}", verdict.as_str()));
        Cell::toned(text, verdict_tone(verdict))
    };
    let rows = summary.by_cause.iter().map(|((before, after, causes), count)| {
        vec![
            verdict(*before),
            verdict(*after),
            Cell::plain(count.to_string()),
            Cell::plain(causes.clone()),
        ]
    });
    let columns = [
        (words.text("diff/summary/before"), Align::Left),
        (words.text("diff/summary/after"), Align::Left),
        (words.text("diff/summary/count"), Align::Right),
        (words.text("diff/summary/causes"), Align::Left),
    ];
    let table = Block::Table(Table::new(columns, rows));
    (head, vec![Section::new(words.text("diff/summary/by-cause"), vec![table])])
}
