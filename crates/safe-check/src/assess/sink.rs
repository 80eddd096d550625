//! Where assessments go: standard output in order, problems to standard error.

use std::borrow::Cow;
use std::io::{self, BufWriter, Stdout, Write};

use safe_eligibility::report::{Language, html_numbered};
use safe_eligibility::{Law, Verdict};

use super::bound::Kept;
use super::frame::Frame;
use super::one::Done;
use super::progress::Progress;
use crate::arguments::{AssessArguments, Format};
use crate::diagnostics::Telling;

/// Writes what is done and keeps count of it.
pub(super) struct Sink<'a> {
    out: BufWriter<Stdout>,
    format: Format,
    language: Language,
    telling: Telling,
    law: &'a Law,
    // Whether there is more than one document, which may not be known before the second.
    several: bool,
    held: Option<Done>,
    // How many assessments are written.
    written: usize,
    counts: Counts,
    kept: Kept,
    progress: Progress,
}

#[derive(Debug, Default)]
struct Counts {
    eligible: usize,
    not_eligible: usize,
    undetermined: usize,
    failed: usize,
}

impl<'a> Sink<'a> {
    pub(super) fn new(
        format: Format,
        telling: Telling,
        law: &'a Law,
        arguments: &AssessArguments,
    ) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 18, io::stdout()),
            format,
            language: arguments.language,
            telling,
            law,
            several: arguments.files.len() > 1,
            held: None,
            written: 0,
            counts: Counts::default(),
            kept: Kept::default(),
            progress: Progress::of(&arguments.files, &arguments.beside),
        }
    }

    /// Writes the next ones, which are left to be used again.
    pub(super) fn take(&mut self, done: &mut [Done]) -> io::Result<()> {
        let bytes = done.iter().fold(0usize, |sum, one| sum.saturating_add(one.bytes));
        let documents = done.len();
        // Both streams may be the screen that the bar is on.
        match self.progress.bar() {
            Some(bar) => bar.suspend(|| self.write_all(done))?,
            None => self.write_all(done)?,
        }
        self.progress.add(documents, bytes);
        Ok(())
    }

    /// Has one written that needs nothing around it, behind what was written before.
    pub(super) fn stream(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<Done>,
    ) -> io::Result<()> {
        if let Some(first) = self.held.take() {
            self.write(&first)?;
        }
        let written = match self.progress.bar() {
            Some(bar) => bar.suspend(|| write(&mut self.out)),
            None => write(&mut self.out),
        };
        let done = written?;
        self.counts.add(&done);
        self.telling.tell(&done.said);
        self.written = self.written.saturating_add(usize::from(done.verdict.is_some()));
        self.progress.add(1, done.bytes);
        self.out.flush()
    }

    fn write_all(&mut self, done: &mut [Done]) -> io::Result<()> {
        for one in done {
            self.counts.add(one);
            self.kept.add(std::mem::take(&mut one.bound));
            if self.several {
                self.write(one)?;
            } else if let Some(first) = self.held.take() {
                self.several = true;
                self.write(&first)?;
                self.write(one)?;
            } else {
                self.held = Some(std::mem::take(one));
            }
        }
        // Whoever reads along waits for what there is.
        self.out.flush()
    }

    /// Writes what is left; tells the exit status, and what was bound.
    pub(super) fn finish(mut self) -> io::Result<(u8, Kept)> {
        self.progress.finish();
        if let Some(only) = self.held.take() {
            self.write(&only)?;
        }
        let is_written = self.written > 0;
        let frame = self.frame(None);
        if is_written || frame.always {
            let before = if is_written { "" } else { &*frame.before };
            self.out.write_all(before.as_bytes())?;
            self.out.write_all(frame.after.as_bytes())?;
        } else if self.several {
            let nothing = match self.format {
                Format::Json => "[]\n",
                Format::Text | Format::Jsonl | Format::Markdown | Format::Html | Format::Sarif => {
                    ""
                }
            };
            self.out.write_all(nothing.as_bytes())?;
        }
        if self.several && self.format == Format::Text {
            let before = if is_written { "\n" } else { "" };
            writeln!(self.out, "{before}{}", self.counts.summary())?;
        }
        self.out.flush()?;
        Ok((self.counts.status(), self.kept))
    }

    fn write(&mut self, done: &Done) -> io::Result<()> {
        self.telling.tell(&done.said);
        if done.text.is_empty() {
            return Ok(());
        }
        let only = done.called.as_deref().filter(|_| !self.several);
        let frame = self.frame(only);
        let before = if self.written > 0 { frame.between } else { &*frame.before };
        self.written = self.written.saturating_add(1);
        self.out.write_all(before.as_bytes())?;
        if !frame.indent {
            return self.out.write_all(self.on_its_page(&done.text).as_bytes());
        }
        // A text in JSON holds no line end of its own.
        done.text.lines().try_for_each(|line| write!(self.out, "\n  {line}"))
    }
}

impl Sink<'_> {
    fn frame(&self, only: Option<&str>) -> Frame {
        let status = self.counts.status();
        Frame::of(self.format, self.language, self.several, self.law, status, only)
    }

    /// What is written, with ids that no other of the page has.
    fn on_its_page<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.format == Format::Html && self.written > 1 {
            return html_numbered(text, self.written).into();
        }
        text.into()
    }
}

impl Counts {
    fn add(&mut self, done: &Done) {
        let count = match done.verdict {
            Some(Verdict::Eligible) => &mut self.eligible,
            Some(Verdict::NotEligible) => &mut self.not_eligible,
            Some(Verdict::Undetermined) => &mut self.undetermined,
            None => &mut self.failed,
        };
        *count = count.saturating_add(1);
    }

    fn status(&self) -> u8 {
        if self.failed > 0 {
            crate::COULD_NOT_RUN
        } else if self.not_eligible > 0 {
            1
        } else if self.undetermined > 0 {
            3
        } else {
            0
        }
    }

    fn summary(&self) -> String {
        let Self { eligible, not_eligible, undetermined, failed } = self;
        let all = [eligible, not_eligible, undetermined, failed];
        let all = all.into_iter().fold(0usize, |sum, count| sum.saturating_add(*count));
        let not_assessed = match failed {
            0 => String::new(),
            _ => format!(", {failed} could not be assessed"),
        };
        format!(
            "{all} procurements: {eligible} eligible, {not_eligible} not eligible, \
             {undetermined} undetermined{not_assessed}"
        )
    }
}
