//! An assessment in Markdown.

use super::ReportOptions;
use super::page::{Align, Block, Cell, Gauge, Page, Section, Table, verdict_tone, verdict_words};
use crate::assessment::Assessment;

impl Assessment<'_> {
    /// The assessment in `CommonMark` with tables, with a line end at its end.
    #[must_use]
    pub fn to_markdown(&self, options: ReportOptions) -> String {
        let page = Page::of(self, options);
        let title = page.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
        let mut text = format!(
            "# {} {}: {}{}\n\n{}\n\n",
            verdict_tone(page.verdict).symbol(),
            verdict_words(page.verdict),
            escaped(&page.id),
            escaped(&title),
            escaped(&format!("{}: {}", verdict_words(page.verdict), page.why)),
        );
        for (label, line) in &page.under {
            text.push_str(&format!("- {label}: {}\n", escaped(line)));
        }
        page.sections.iter().for_each(|section| add(&mut text, section));
        text
    }
}

fn add(text: &mut String, section: &Section) {
    text.push_str(&format!("\n## {}\n", escaped(&section.heading)));
    for block in &section.blocks {
        text.push('\n');
        match block {
            Block::Paragraph(paragraph) => text.push_str(&format!("{}\n", escaped(paragraph))),
            Block::List(items) => items.iter().for_each(|(item, under)| {
                text.push_str(&format!("- {}\n", toned(item)));
                under.iter().for_each(|line| text.push_str(&format!("  - {}\n", escaped(line))));
            }),
            Block::Table(rows) => table(text, rows),
            Block::Gauge(bar) => gauge(text, bar),
        }
    }
}

fn table(text: &mut String, table: &Table) {
    let names = table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" | ");
    let rules = table.columns.iter().map(|(_, align)| match align {
        Align::Left => "---",
        Align::Right => "---:",
    });
    let rules = rules.collect::<Vec<_>>().join(" | ");
    text.push_str(&format!("| {names} |\n| {rules} |\n"));
    for row in &table.rows {
        let cells = row.iter().map(toned).collect::<Vec<_>>().join(" | ");
        text.push_str(&format!("| {cells} |\n"));
    }
}

// The figures stand in the paragraphs around it; this is for the eye.
fn gauge(text: &mut String, gauge: &Gauge) {
    text.push_str("```text\n");
    super::text::plain_gauge(gauge).iter().for_each(|line| {
        text.push_str(line);
        text.push('\n');
    });
    text.push_str("```\n");
}

fn toned(cell: &Cell) -> String {
    let symbol = cell.tone.symbol();
    let space = if symbol.is_empty() || cell.text.is_empty() { "" } else { " " };
    format!("{symbol}{space}{}", escaped(&cell.text))
}

/// The text with everything that Markdown would take for its own set apart.
///
/// Line ends become spaces, so that no text ends the line it stands in.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!'
            | '&' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_document_is_markdown() {
        assert_eq!(escaped("a|b\n# c <i> _d_"), "a\\|b \\# c \\<i\\> \\_d\\_");
    }
}
