//! An assessment laid out for reading, before anybody knows in what form.

mod block;
mod closing;
mod figures;
mod header;
mod matrix;
mod names;
mod reasons;
mod rules;
mod shares;
mod sources;
mod sum;
mod used;
mod why;
mod words;

pub(super) use block::{Align, Block, Cell, Gauge, Origins, Section, Table, Tone, Waterfall};
pub(super) use closing::source_items;
pub(super) use figures::percent_at;
pub(super) use rules::{pinpoint, tone as outcome_tone};
pub(super) use words::standing as standing_words;

use super::ReportOptions;
use crate::assessment::{Assessment, Verdict};

/// Everything a reader is told, in the order in which it is told.
pub(super) struct Page {
    pub(super) verdict: Verdict,
    pub(super) id: String,
    pub(super) title: Option<String>,
    /// The verdict in one sentence.
    pub(super) why: String,
    /// Under which law: label and text.
    pub(super) under: Vec<(&'static str, String)>,
    pub(super) sections: Vec<Section>,
}

impl Page {
    pub(super) fn of(assessment: &Assessment<'_>, options: ReportOptions) -> Self {
        let stated = assessment.procurement.stated();
        let mut sections = shares::sections(assessment);
        if options.trace {
            sections.extend(sum::sections(assessment, options.lines));
        }
        sections.push(rules::findings(assessment));
        sections.extend(closing::missing(assessment, options.lines));
        if options.trace {
            sections.extend(reasons::open_findings(assessment));
            sections.extend(rules::involvement(assessment));
            sections.extend(shares::largest_lines(assessment, options.lines));
        }
        sections.extend(sources::remarks(assessment));
        sections.extend(closing::reservations(assessment));
        sections.extend(closing::readings(assessment));
        sections.extend(closing::sources(assessment));
        Self {
            verdict: assessment.verdict(),
            id: stated.id.to_string(),
            title: stated.title.as_deref().map(str::to_owned),
            why: why::sentence(assessment),
            under: header::under(assessment),
            sections,
        }
    }
}

impl Page {
    /// The same with what a report has beside it: each fact, and each reading.
    pub(super) fn of_report(assessment: &Assessment<'_>, options: ReportOptions) -> Self {
        let mut page = Self::of(assessment, options);
        // Sources stand last, where there are any.
        let sources = closing::sources(assessment).and_then(|_| page.sections.pop());
        if options.trace {
            page.sections.extend(matrix::section(assessment, options.lines));
        }
        page.sections.extend(used::section(assessment));
        page.sections.extend(sources);
        page
    }
}

/// The verdict in words.
pub(super) fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "Eligible",
        Verdict::NotEligible => "Not eligible",
        Verdict::Undetermined => "Undetermined",
    }
}

/// The tone of a verdict.
pub(super) fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Eligible => Tone::Met,
        Verdict::NotEligible => Tone::NotMet,
        Verdict::Undetermined => Tone::Undetermined,
    }
}
