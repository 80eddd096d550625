//! An assessment laid out for reading, before anybody knows in what form.

mod analysis;
mod block;
mod breaks;
mod closing;
mod diff;
mod facts_said;
mod figures;
mod header;
mod law_said;
mod matrix;
mod names;
mod next;
mod portfolio;
mod readings;
mod reasons;
mod remedy;
mod rules;
mod sentence;
mod shares;
mod sources;
mod sum;
mod timeline;
mod told;
mod used;
mod why;

pub(super) use analysis::{analysis, comparison};
pub(super) use block::{
    Align, Block, Cell, Gauge, Origins, Reason, Section, Table, Tone, Waterfall,
};
pub(super) use breaks::breaks;
pub(super) use closing::source_items;
pub(super) use diff::diff;
pub(super) use figures::{bound_percent, percent_at};
pub(super) use next::next_facts;
pub(super) use portfolio::{diff_in_brief, diff_summary};
pub(super) use readings::{combination, readings};
pub(super) use remedy::remedies;
pub(super) use rules::{pinpoint, tone as outcome_tone};
pub(super) use timeline::timeline;

use super::ReportOptions;
use super::lines::LinesShown;
use super::words::Language;
use crate::assessment::{Assessment, Verdict};
use told::Told;

/// Everything a reader is told, in the order in which it is told.
pub(super) struct Page {
    pub(super) language: Language,
    pub(super) verdict: Verdict,
    /// The verdict in a word or two.
    pub(super) verdict_words: String,
    pub(super) id: String,
    pub(super) title: Option<String>,
    /// The verdict in one sentence.
    pub(super) why: String,
    /// What is assumed and not the law, which is told before all else.
    pub(super) assumed: Vec<String>,
    /// Under which law: label and text.
    pub(super) under: Vec<(String, String)>,
    pub(super) sections: Vec<Section>,
    /// What is English in a report that is not, the longest first: titles of sources, and ids.
    pub(super) english: Vec<String>,
}

impl Page {
    pub(super) fn of(assessment: &Assessment<'_>, options: ReportOptions) -> Self {
        Self::made(assessment, options, options.lines_shown(), false)
    }

    /// The same with what a report has beside it, each fact and each reading, and so many lines.
    pub(super) fn of_report(
        assessment: &Assessment<'_>,
        options: ReportOptions,
        lines: LinesShown,
    ) -> Self {
        Self::made(assessment, options, lines, true)
    }

    fn made(
        assessment: &Assessment<'_>,
        options: ReportOptions,
        lines: LinesShown,
        is_report: bool,
    ) -> Self {
        let assumptions = assessment.assumptions();
        let told = Told::new(assessment, options.language).under(assumptions.as_ref());
        let stated = assessment.procurement.stated();
        let verdict = assessment.verdict();
        let verdict_words = told.verdict_given();
        let why = [("verdict", &*verdict_words), ("why", &*told.why())];
        Self {
            language: options.language,
            verdict,
            id: stated.id.to_string(),
            title: stated.title.as_deref().map(str::to_owned),
            why: told.say("verdict/why", &why),
            verdict_words,
            assumed: assumptions.map(|one| one.said(options.language)).unwrap_or_default(),
            under: header::under(&told),
            sections: sections(&told, options, lines, is_report),
            english: if is_report { english(assessment, options.language) } else { Vec::new() },
        }
    }
}

fn sections(
    told: &Told<'_, '_>,
    options: ReportOptions,
    lines: LinesShown,
    is_report: bool,
) -> Vec<Section> {
    let answers =
        told.assessment.answers.iter().flat_map(|answer| answer.sections().iter().cloned());
    if options.depth.is_short() {
        return answers.collect();
    }
    let mut sections = shares::sections(told);
    if options.writes_trace() {
        sections.extend(sum::sections(told, lines));
    }
    sections.push(rules::findings(told));
    sections.extend(closing::missing(told, lines));
    if options.writes_trace() {
        sections.extend(reasons::section(told, options));
        sections.extend(rules::involvement(told));
        sections.extend(shares::largest_lines(told, lines));
    }
    sections.extend(sources::remarks(told));
    sections.extend(closing::reservations(told));
    sections.extend(closing::readings(told));
    sections.extend(answers);
    if is_report {
        if options.writes_trace() {
            sections.extend(matrix::section(told, lines));
        }
        sections.extend(used::section(told));
    }
    sections.extend(closing::sources(told));
    sections
}

/// What the rule pack has in English only.
fn english(assessment: &Assessment<'_>, language: Language) -> Vec<String> {
    if language == Language::English {
        return Vec::new();
    }
    let law = assessment.governed.law();
    let pack = law.pack();
    let titles = pack.sources.values().map(|source| source.title.to_string());
    let sources = pack.sources.keys().map(ToString::to_string);
    let rules = law.rules().iter().map(|rule| rule.id.to_string());
    let readings = pack.questions.iter().map(|question| question.id.to_string());
    let mut english: Vec<_> = titles.chain(sources).chain(rules).chain(readings).collect();
    english.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    english.dedup();
    english
}

/// The tone of a verdict.
pub(super) fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Eligible => Tone::Met,
        Verdict::NotEligible => Tone::NotMet,
        Verdict::Undetermined => Tone::Undetermined,
    }
}
