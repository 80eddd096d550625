//! Where comparisons go: standard output in order, problems to standard error, counts to the end.

use std::io::{self, BufWriter, Stdout, Write};

use safe_eligibility::diff::{DiffSummary, LawPair};
use safe_intake::Diagnostic;

use super::row::{COLUMNS, Row, Writing, row_of};
use crate::arguments::DiffFormat;
use crate::assess::progress::Progress;
use crate::diagnostics::Telling;

const JSON_START: &str = "{\n  \"format\": \"safe-diffs/1\",\n  \"comparisons\": [";

/// Writes comparisons and counts them.
pub(super) struct Sink {
    out: BufWriter<Stdout>,
    writing: Writing,
    telling: Telling,
    // `None`: there is one comparison, of two documents.
    progress: Option<Progress>,
    // The first, until it is known whether there are others.
    held: Option<Row>,
    // How many came.
    came: usize,
    // How many were written.
    written: usize,
    summary: DiffSummary,
}

impl Sink {
    pub(super) fn new(
        writing: Writing,
        telling: Telling,
        laws: &LawPair,
        progress: Option<Progress>,
    ) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 18, io::stdout()),
            writing,
            telling,
            progress,
            held: None,
            came: 0,
            written: 0,
            summary: DiffSummary::under(laws),
        }
    }

    /// Whether nothing came yet.
    pub(super) fn is_empty(&self) -> bool {
        self.came == 0
    }

    /// Writes the next ones.
    pub(super) fn take(&mut self, rows: Vec<Row>) -> io::Result<()> {
        let bytes = rows.iter().fold(0usize, |sum, row| sum.saturating_add(row.bytes));
        let documents = rows.len();
        // Both streams may be the screen that the bar is on.
        match self.progress.as_ref().and_then(Progress::bar) {
            Some(bar) => bar.suspend(|| self.write_all(rows))?,
            None => self.write_all(rows)?,
        }
        if let Some(progress) = &mut self.progress {
            progress.add(documents, bytes);
        }
        Ok(())
    }

    fn write_all(&mut self, rows: Vec<Row>) -> io::Result<()> {
        for row in rows {
            self.telling.tell(&row.said);
            match &row.tally {
                Some(tally) => self.summary.add(tally),
                None => self.summary.add_failed(),
            }
            self.came = self.came.saturating_add(1);
            if self.came == 1 {
                self.held = Some(row);
                continue;
            }
            if let Some(first) = self.held.take() {
                self.write(&first)?;
            }
            self.write(&row)?;
        }
        // Whoever reads along waits for what there is.
        self.out.flush()
    }

    /// Writes what is left; tells the exit status.
    pub(super) fn finish(mut self) -> io::Result<u8> {
        if let Some(progress) = &self.progress {
            progress.finish();
        }
        match self.held.take() {
            Some(only) => self.write_only(&only)?,
            None => self.write_summary()?,
        }
        self.out.flush()?;
        Ok(if self.summary.failed > 0 { crate::COULD_NOT_RUN } else { 0 })
    }

    fn write_only(&mut self, only: &Row) -> io::Result<()> {
        use DiffFormat::{Csv, Html, Json, Jsonl, Markdown, Text};
        match (self.writing.format, &only.alone) {
            (Text | Json | Markdown | Html, Some(text)) => self.out.write_all(text.as_bytes()),
            // What could not be compared was told. What comes behind an input without documents is
            // not known to be the only one in time.
            (Text | Json | Markdown | Html, None) if only.tally.is_none() => Ok(()),
            (Text | Json | Markdown | Html, None) | (Csv, _) => {
                self.write(only)?;
                self.write_summary()
            }
            (Jsonl, _) => {
                self.write(only)?;
                if self.progress.is_some() { self.write_summary() } else { Ok(()) }
            }
        }
    }

    /// Writes one of several.
    fn write(&mut self, row: &Row) -> io::Result<()> {
        if self.writing.format == DiffFormat::Csv {
            return if row.cells.is_empty() { Ok(()) } else { self.write_cells(&row.cells) };
        }
        let failed = row.tally.is_none();
        let problems;
        let text = match self.writing.format {
            DiffFormat::Json | DiffFormat::Jsonl if failed => {
                problems = row_of(&row.input, "problems", &texts(&row.said));
                &problems
            }
            DiffFormat::Text
            | DiffFormat::Json
            | DiffFormat::Jsonl
            | DiffFormat::Csv
            | DiffFormat::Markdown
            | DiffFormat::Html => &row.text,
        };
        if text.is_empty() {
            return Ok(());
        }
        let is_next = self.written > 0;
        self.written = self.written.saturating_add(1);
        match self.writing.format {
            DiffFormat::Json => {
                let before = if is_next { "," } else { JSON_START };
                write!(self.out, "{before}\n    {text}")
            }
            DiffFormat::Text | DiffFormat::Markdown | DiffFormat::Html => {
                self.out.write_all(text.as_bytes())
            }
            DiffFormat::Jsonl | DiffFormat::Csv => writeln!(self.out, "{text}"),
        }
    }

    fn write_cells(&mut self, cells: &[String]) -> io::Result<()> {
        let is_start = self.written == 0;
        self.written = self.written.saturating_add(1);
        let mut table = csv::Writer::from_writer(&mut self.out);
        if is_start {
            table.write_record(COLUMNS).map_err(io::Error::from)?;
        }
        if !cells.is_empty() {
            table.write_record(cells).map_err(io::Error::from)?;
        }
        table.flush()
    }

    fn write_summary(&mut self) -> io::Result<()> {
        if self.writing.format == DiffFormat::Csv && self.written == 0 {
            // A table has its columns, even where it has no rows.
            return self.write_cells(&[]);
        }
        let Self { out, summary, writing, written, .. } = self;
        match writing.format {
            DiffFormat::Text => {
                let between = if *written > 0 { "\n" } else { "" };
                write!(out, "{between}{}", summary.to_text(writing.language, writing.screen))
            }
            DiffFormat::Jsonl => writeln!(out, "{}", summary.to_json()),
            DiffFormat::Json => {
                let before = if *written > 0 { "\n  " } else { JSON_START };
                writeln!(out, "{before}],\n  \"summary\": {}\n}}", summary.to_json())
            }
            // A report is of one comparison.
            DiffFormat::Csv | DiffFormat::Markdown | DiffFormat::Html => Ok(()),
        }
    }
}

/// Problems as a list of texts.
fn texts(problems: &[Diagnostic]) -> String {
    let texts = problems.iter().map(|problem| serde_json::Value::from(problem.to_string()));
    serde_json::Value::Array(texts.collect()).to_string()
}
