//! An assessment laid out for reading, before anybody knows in what form.

mod block;
mod closing;
mod facts_said;
mod figures;
mod header;
mod law_said;
mod matrix;
mod names;
mod next;
mod readings;
mod reasons;
mod rules;
mod sentence;
mod shares;
mod sources;
mod sum;
mod timeline;
mod told;
mod used;
mod why;

pub(super) use block::{
    Align, Block, Cell, Gauge, Origins, Reason, Section, Table, Tone, Waterfall,
};
pub(super) use closing::source_items;
pub(super) use figures::percent_at;
pub(super) use next::next_facts;
pub(super) use readings::{combination, readings};
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
    /// Under which law: label and text.
    pub(super) under: Vec<(String, String)>,
    pub(super) sections: Vec<Section>,
}

impl Page {
    pub(super) fn of(assessment: &Assessment<'_>, options: ReportOptions) -> Self {
        Self::of_lines(assessment, options, options.lines_shown())
    }

    fn of_lines(assessment: &Assessment<'_>, options: ReportOptions, lines: LinesShown) -> Self {
        let told = Told::new(assessment, options.language);
        let stated = assessment.procurement.stated();
        let verdict = assessment.verdict();
        let verdict_words = told.text(&format!("verdict/{}", verdict.as_str()));
        let why = [("verdict", &*verdict_words), ("why", &*told.why())];
        Self {
            language: options.language,
            verdict,
            id: stated.id.to_string(),
            title: stated.title.as_deref().map(str::to_owned),
            why: told.say("verdict/why", &why),
            verdict_words,
            under: header::under(&told),
            sections: sections(&told, options, lines),
        }
    }

    /// The same with what a report has beside it, each fact and each reading, and so many lines.
    pub(super) fn of_report(
        assessment: &Assessment<'_>,
        options: ReportOptions,
        lines: LinesShown,
    ) -> Self {
        let mut page = Self::of_lines(assessment, options, lines);
        if options.depth.is_short() {
            return page;
        }
        let told = Told::new(assessment, options.language);
        // Sources stand last, where there are any.
        let sources = closing::sources(&told).and_then(|_| page.sections.pop());
        if options.writes_trace() {
            page.sections.extend(matrix::section(&told, lines));
        }
        page.sections.extend(used::section(&told));
        page.sections.extend(sources);
        page
    }
}

fn sections(told: &Told<'_, '_>, options: ReportOptions, lines: LinesShown) -> Vec<Section> {
    if options.depth.is_short() {
        return Vec::new();
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
    sections.extend(closing::sources(told));
    sections
}

/// The tone of a verdict.
pub(super) fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Eligible => Tone::Met,
        Verdict::NotEligible => Tone::NotMet,
        Verdict::Undetermined => Tone::Undetermined,
    }
}
