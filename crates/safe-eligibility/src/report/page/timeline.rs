//! The verdict along time, laid out for reading.

use std::collections::BTreeMap;

use super::block::{Block, Cell, Section, Tone};
use super::told::Told;
use super::verdict_tone;
use crate::assessment::{Assessment, EvaluateError};
use crate::model::day::Day;
use crate::report::words::{Language, Words};
use crate::timeline::{Change, Clock, Timeline, VerdictPeriod};

/// That much law is told of a change; the JSON has it all.
const MOST_LAW: usize = 8;

/// Everything that is told, under a head line.
pub(in crate::report) fn timeline(
    timeline: &Timeline<'_>,
    language: Language,
) -> Result<(Cell, Vec<Section>), EvaluateError> {
    let words = Words::of(language);
    let mut sections = Vec::new();
    for clock in Clock::ALL {
        sections.push(by_clock(timeline, clock, language)?);
    }
    sections.extend(left_out(timeline, words));
    sections.extend(undated(timeline, words));
    let span = timeline.span();
    let values = [
        ("id", timeline.procurement().id()),
        ("from", &*span.from.to_string()),
        ("to", &*span.to.to_string()),
    ];
    Ok((Cell::plain(words.say("questions/timeline/head", &values)), sections))
}

fn by_clock(
    timeline: &Timeline<'_>,
    clock: Clock,
    language: Language,
) -> Result<Section, EvaluateError> {
    let words = Words::of(language);
    let mut items = Vec::new();
    for (index, period) in timeline.periods(clock).iter().enumerate() {
        let mut under = vec![
            timeline
                .on(clock, period.first_day, |assessment| Told::new(assessment, language).why())?,
        ];
        if index > 0 {
            under.extend(timeline.change(clock, period.first_day, |before, after, change| {
                causes([before, after], change, language)
            })?);
        }
        items.push((cell(period, words), under));
    }
    Ok(Section::new(heading(timeline, clock, words), vec![Block::List(items)]))
}

fn heading(timeline: &Timeline<'_>, clock: Clock, words: &Words) -> String {
    let signed_on = timeline.procurement().stated().contract.signed_on;
    let with = |name: &str, day: Day| words.say(name, &[("day", &day.to_string())]);
    match (clock, signed_on) {
        (Clock::GoverningDay, _) => {
            with("questions/timeline/governing-day", timeline.law().as_of())
        }
        (Clock::AsOf, Some(day)) => with("questions/timeline/as-of-signed", day),
        (Clock::AsOf, None) => words.text("questions/timeline/as-of"),
    }
}

fn cell(period: &VerdictPeriod, words: &Words) -> Cell {
    let values = [
        ("first", &*period.first_day.to_string()),
        ("last", &*period.last_day.to_string()),
        ("verdict", &*words.text(&format!("verdict/{}", period.verdict.as_str()))),
    ];
    Cell::toned(words.say("questions/timeline/period", &values), verdict_tone(period.verdict))
}

/// What of the law differs between two days, in sentences.
fn causes(
    [before, after]: [&Assessment<'_>; 2],
    change: &Change<'_>,
    language: Language,
) -> Vec<String> {
    let [before, after] = [before, after].map(|assessment| Told::new(assessment, language));
    let mut said = Vec::new();
    for (rule, day) in &change.deadlines {
        let values = [("rule", *rule), ("day", &*day.to_string())];
        said.push(after.say("questions/timeline/deadline", &values));
    }
    for (rule, from, to) in &change.versions {
        let none = || after.text("questions/timeline/no-version");
        let [from, to] = [from, to].map(|day| day.map_or_else(none, |day| day.to_string()));
        let values = [("rule", *rule), ("before", &*from), ("after", &*to)];
        said.push(after.say("questions/timeline/version", &values));
    }
    for datum in &change.begun {
        let law = after.attested(datum);
        said.push(after.say("questions/timeline/begins", &[("law", &law)]));
    }
    for datum in &change.ended {
        let law = before.attested(datum);
        said.push(after.say("questions/timeline/ends", &[("law", &law)]));
    }
    let more = said.len().saturating_sub(MOST_LAW);
    if more > 0 {
        said.truncate(MOST_LAW);
        said.push(after.say("questions/more", &[("count", &more.to_string())]));
    }
    said
}

fn left_out(timeline: &Timeline<'_>, words: &Words) -> Option<Section> {
    let (day, rows) = timeline.known_at()?;
    let items = rows.iter().map(|row| {
        let values = [
            ("address", &*row.address.to_string()),
            ("day", &*row.known_from.to_string()),
            ("source", &*row.source),
        ];
        let text = words.say("questions/timeline/left-out", &values);
        (Cell::toned(text, Tone::Quiet), Vec::new())
    });
    let mut items: Vec<_> = items.collect();
    if items.is_empty() {
        items.push((Cell::plain(words.text("questions/timeline/known-all")), Vec::new()));
    }
    let heading = words.say("questions/timeline/known-at", &[("day", &day.to_string())]);
    Some(Section::new(heading, vec![Block::List(items)]))
}

/// What counts as known though nobody states since when it is public, by source.
fn undated(timeline: &Timeline<'_>, words: &Words) -> Option<Section> {
    let (day, _) = timeline.known_at()?;
    let mut by_source: BTreeMap<&str, (Option<Day>, Vec<String>)> = BTreeMap::new();
    for one in timeline.undated() {
        let (_, data) = by_source.entry(&one.source).or_insert((one.source_day, Vec::new()));
        data.push(one.address.to_string());
    }
    let items = by_source.into_iter().map(|(source, (source_day, data))| {
        let data = data.into_iter().reduce(|before, next| {
            words.say("verdict/listed", &[("before", &before), ("next", &next)])
        });
        let data = data.unwrap_or_default();
        let mut values = vec![("data", &*data), ("source", source)];
        let of = source_day.map(|day| day.to_string());
        let name = match source_day {
            None => "questions/timeline/undated/no-day",
            Some(of) if of > day => "questions/timeline/undated/later",
            Some(_) => "questions/timeline/undated/of",
        };
        values.extend(of.as_deref().map(|day| ("day", day)));
        (Cell::toned(words.say(name, &values), Tone::Quiet), Vec::new())
    });
    let items: Vec<_> = items.collect();
    let heading = words.text("questions/timeline/undated");
    (!items.is_empty()).then(|| Section::new(heading, vec![Block::List(items)]))
}
