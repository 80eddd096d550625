//! Diagnostics with excerpts, grouped by kind.

use std::fmt::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};
use safe_intake::diagnostic::{Excerpt, ExcerptLine};
use safe_intake::{Diagnostic, Severity};

/// How many of a kind are shown with their lines; the others are listed behind them.
const MOST_EXCERPTS: usize = 3;

/// All that is said about one input: kind by kind, then how much it is.
pub(super) fn text(list: &[Diagnostic], width: usize, colour: bool) -> String {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_links(false)
        .with_context_lines(0);
    let mut text = String::new();
    for kind in by_kind(list) {
        let (shown, listed) = kind.split_at(kind.len().min(MOST_EXCERPTS));
        for diagnostic in shown {
            // Writing to memory does not fail.
            let _written = handler.render_report(&mut text, &Report::of(diagnostic));
            text.push('\n');
        }
        for diagnostic in listed {
            let _written = writeln!(text, "  · {diagnostic}");
        }
        if !listed.is_empty() {
            text.push('\n');
        }
    }
    text + &counts(list)
}

/// Those of one kind together, the kinds in the order of their first, the worst first.
fn by_kind(list: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    let mut kinds: Vec<Vec<&Diagnostic>> = Vec::new();
    for diagnostic in list {
        let key = |other: &Diagnostic| (other.severity, other.code);
        let known = kinds
            .iter_mut()
            .find(|kind| kind.first().is_some_and(|first| key(first) == key(diagnostic)));
        match known {
            Some(kind) => kind.push(diagnostic),
            None => kinds.push(vec![diagnostic]),
        }
    }
    kinds.sort_by_key(|kind| kind.first().map(|first| first.severity));
    kinds
}

fn counts(list: &[Diagnostic]) -> String {
    let mut parts = Vec::new();
    for (severity, one, several) in [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ] {
        let count = list.iter().filter(|one| one.severity == severity).count();
        match count {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            count => parts.push(format!("{count} {several}")),
        }
    }
    format!("{}\n\n", parts.join(", "))
}

/// A diagnostic as it is shown.
#[derive(Debug)]
struct Report<'d> {
    diagnostic: &'d Diagnostic,
    lines: Option<Lines>,
}

impl<'d> Report<'d> {
    fn of(diagnostic: &'d Diagnostic) -> Self {
        let is_table = diagnostic.source.as_ref().is_some_and(|source| source.cell().is_some());
        let name = (!is_table).then(|| {
            let file = diagnostic.source.as_ref().map(|source| source.file().to_owned());
            file.unwrap_or_else(|| diagnostic.input.to_string())
        });
        let lines = diagnostic.excerpt.as_ref().map(|excerpt| Lines::of(excerpt, name));
        Self { diagnostic, lines }
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.diagnostic.input)?;
        if let Some(pointer) = &self.diagnostic.pointer {
            write!(out, "{pointer}: ")?;
        }
        out.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.diagnostic.help.as_deref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.lines.as_ref().map(|lines| -> &dyn SourceCode { lines })
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let lines = self.lines.as_ref()?;
        Some(Box::new(lines.labels()))
    }
}

/// The lines of an excerpt as one text, each with the number it has in the file.
#[derive(Debug)]
struct Lines {
    name: Option<String>,
    text: String,
    // INVARIANT: each line starts in `text` where it says, one behind the other.
    each: Vec<(usize, ExcerptLine)>,
}

impl Lines {
    fn of(excerpt: &Excerpt, name: Option<String>) -> Self {
        let (mut text, mut each) = (String::new(), Vec::new());
        for line in &excerpt.lines {
            each.push((text.len(), line.clone()));
            text.push_str(&line.text);
            text.push('\n');
        }
        Self { name, text, each }
    }

    fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        let last = self.each.len().saturating_sub(1);
        self.each.iter().enumerate().filter_map(move |(at, (start, line))| {
            let mark = line.mark.clone()?;
            let offset = start.saturating_add(mark.start);
            Some(if at == last {
                LabeledSpan::new_primary_with_span(Some("here".to_owned()), (offset, mark.len()))
            } else {
                LabeledSpan::new(Some("in this column".to_owned()), offset, mark.len())
            })
        })
    }

    // The line in which a byte of the text stands, by its position among the lines.
    fn line_at(&self, offset: usize) -> Option<usize> {
        self.each.partition_point(|(start, _)| *start <= offset).checked_sub(1)
    }
}

impl SourceCode for Lines {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let first = self.line_at(span.offset()).ok_or(MietteError::OutOfBounds)?;
        let end = span.offset().saturating_add(span.len());
        let last = self.line_at(end).ok_or(MietteError::OutOfBounds)?;
        let lines = self.each.get(first..=last).ok_or(MietteError::OutOfBounds)?;
        let consecutive = lines.iter().zip(lines.iter().skip(1));
        // Rows that do not follow on each other are shown apart.
        if !consecutive
            .clone()
            .all(|((_, one), (_, next))| one.number.checked_add(1) == Some(next.number))
        {
            return Err(MietteError::OutOfBounds);
        }
        let (start, line) = self.each.get(first).ok_or(MietteError::OutOfBounds)?;
        let stop =
            self.each.get(last.saturating_add(1)).map_or(self.text.len(), |(start, _)| *start);
        let data = self.text.as_bytes().get(*start..stop).ok_or(MietteError::OutOfBounds)?;
        let shown = SourceSpan::from((*start, data.len()));
        let number = line.number.saturating_sub(1);
        Ok(Box::new(match &self.name {
            Some(name) => {
                let column = line.column.saturating_sub(1);
                MietteSpanContents::new_named(
                    name.clone(),
                    data,
                    shown,
                    number,
                    column,
                    lines.len(),
                )
            }
            None => MietteSpanContents::new(data, shown, number, 0, lines.len()),
        }))
    }
}
