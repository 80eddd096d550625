//! An assessment as text for a screen.

mod gauge;
mod table;
mod wrap;

use super::ReportOptions;
use super::assumptions::Assumptions;
use super::page::{Block, Cell, Gauge, Page, Reason, Section, Tone, verdict_tone};
use super::words::Language;
use crate::assessment::Assessment;
use unicode_width::UnicodeWidthStr;
use wrap::{Ink, wrapped};

/// What a screen is like.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TextOptions {
    /// How many columns a line has; single words may be longer.
    pub width: usize,
    /// Whether colours are used beside the symbols.
    pub colour: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 100, colour: false }
    }
}

impl Assessment<'_> {
    /// The assessment as text, with a line end at its end.
    ///
    /// The first line has the verdict as symbol and word, then the id and the title, unless
    /// something is assumed, which comes before it; figures are rounded for reading. Nothing in it is for programs: they read the JSON.
    #[must_use]
    pub fn to_text(&self, options: ReportOptions, screen: TextOptions) -> String {
        let page = Page::of(self, options);
        let mut writer = Writer { screen, ink: Ink::new(screen.colour), text: String::new() };
        writer.head(&page);
        for section in &page.sections {
            writer.section(section);
        }
        writer.text
    }
}

/// Some sections under a head line, and what is told before all else.
pub(super) fn of_sections(
    before: &[String],
    head: &Cell,
    sections: &[Section],
    screen: TextOptions,
) -> String {
    let mut writer = Writer { screen, ink: Ink::new(screen.colour), text: String::new() };
    writer.assumed(before);
    let line = format!("{} {}", head.tone.symbol(), head.text);
    for line in wrapped(line.trim_start(), screen.width, 2) {
        let line = writer.ink.strong(&line, head.tone);
        writer.line(&line);
    }
    for section in sections {
        writer.section(section);
    }
    writer.text
}

/// An answer, with what it assumes told before all else.
pub(super) fn of_answer(
    assumptions: Option<&Assumptions<'_>>,
    (head, sections): &(Cell, Vec<Section>),
    language: Language,
    screen: TextOptions,
) -> String {
    let before = assumptions.map(|assumed| assumed.said(language)).unwrap_or_default();
    of_sections(&before, head, sections, screen)
}

/// Texts, each as an item that stands in from the margin.
pub(super) fn in_lines(texts: &[String], screen: TextOptions) -> String {
    let mut said = String::new();
    for text in texts {
        for (at, line) in wrapped(text, screen.width.saturating_sub(4), 2).iter().enumerate() {
            said.push_str(if at == 0 { "    " } else { "  " });
            said.push_str(line);
            said.push('\n');
        }
    }
    said
}

/// A bar without colour, for a text that is set in one width.
pub(super) fn plain_gauge(gauge: &Gauge) -> Vec<String> {
    gauge::lines(gauge, 80, &Ink::new(false))
}

/// Deeper steps stand no further to the right, so that there is room for their words.
const MOST_INDENTS: usize = 12;

struct Writer {
    screen: TextOptions,
    ink: Ink,
    text: String,
}

impl Writer {
    /// What is assumed and not the law.
    fn assumed(&mut self, assumed: &[String]) {
        for text in assumed {
            for line in wrapped(&format!("! {text}"), self.screen.width, 2) {
                let line = self.ink.bold(&line);
                self.line(&line);
            }
        }
        if !assumed.is_empty() {
            self.line("");
        }
    }

    fn head(&mut self, page: &Page) {
        self.assumed(&page.assumed);
        let tone = verdict_tone(page.verdict);
        let verdict = format!("{} {}", tone.symbol(), page.verdict_words.to_uppercase());
        let title = page.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
        let line = format!("{verdict}  {}{title}", page.id);
        for (index, line) in wrapped(&line, self.screen.width, 2).into_iter().enumerate() {
            let line = match line.strip_prefix(&*verdict) {
                Some(rest) if index == 0 => {
                    format!("{}{}", self.ink.strong(&verdict, tone), self.ink.bold(rest))
                }
                Some(_) | None => self.ink.bold(&line),
            };
            self.line(&line);
        }
        self.paragraph(&page.why, 2);
        self.line("");
        let widest = page.under.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
        let indent = widest.saturating_add(2);
        for (label, text) in &page.under {
            let space = " ".repeat(indent.saturating_sub(label.width()));
            let line = format!("{label}{space}{text}");
            let lines = wrapped(&line, self.screen.width.saturating_sub(2), indent);
            for line in lines {
                self.line(&format!("  {line}"));
            }
        }
    }

    fn section(&mut self, section: &Section) {
        self.line("");
        for line in wrapped(&section.heading, self.screen.width, 2) {
            let line = self.ink.bold(&line);
            self.line(&line);
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph(text) => self.paragraph(text, 2),
                Block::List(items) => items.iter().for_each(|(item, under)| self.item(item, under)),
                Block::Reasons(reasons) => self.reasons(reasons),
                Block::Table(table) => {
                    let width = self.screen.width.saturating_sub(2);
                    for line in table::lines(table, width, &self.ink) {
                        self.line(&format!("  {line}"));
                    }
                }
                // A picture beside a table that has its figures.
                Block::Origins(_) => {}
                Block::Waterfall(waterfall) => {
                    let width = self.screen.width.saturating_sub(2);
                    for line in table::lines(&waterfall.table, width, &self.ink) {
                        self.line(&format!("  {line}"));
                    }
                }
                Block::Gauge(gauge) => {
                    let width = self.screen.width.saturating_sub(4);
                    for line in gauge::lines(gauge, width, &self.ink) {
                        self.line(&format!("  {line}"));
                    }
                }
            }
        }
    }

    fn paragraph(&mut self, text: &str, indent: usize) {
        let before = " ".repeat(indent);
        for line in wrapped(text, self.screen.width.saturating_sub(indent), 0) {
            self.line(&format!("{before}{line}"));
        }
    }

    fn reasons(&mut self, reasons: &[Reason]) {
        for (index, reason) in reasons.iter().enumerate() {
            if index > 0 {
                self.line("");
            }
            self.reason(reason, 0);
        }
    }

    fn reason(&mut self, reason: &Reason, depth: usize) {
        self.marked(&reason.cell, depth.min(MOST_INDENTS));
        let deeper = depth.saturating_add(1);
        reason.under.iter().for_each(|under| self.reason(under, deeper));
    }

    /// A text behind its symbol, so many steps from the left.
    fn marked(&mut self, item: &Cell, depth: usize) {
        let symbol = match item.tone {
            Tone::Plain => "·",
            tone @ (Tone::Met | Tone::NotMet | Tone::Undetermined | Tone::Quiet) => tone.symbol(),
        };
        let symbol = self.ink.toned(symbol, item.tone);
        let indent = depth.saturating_add(1).saturating_mul(2);
        let (before, width) = (" ".repeat(indent), self.screen.width.saturating_sub(indent));
        for (index, line) in wrapped(&item.text, width.saturating_sub(2), 0).into_iter().enumerate()
        {
            let symbol = if index == 0 { &*symbol } else { " " };
            self.line(&format!("{before}{symbol} {line}"));
        }
    }

    fn item(&mut self, item: &Cell, under: &[String]) {
        self.marked(item, 0);
        let width = self.screen.width;
        for text in under {
            for line in wrapped(text, width.saturating_sub(6), 2) {
                let line = self.ink.toned(&line, Tone::Quiet);
                self.line(&format!("      {line}"));
            }
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}
