//! An assessment in Markdown.

use std::fmt::{self, Write};

use super::ReportOptions;
use super::page::{Align, Block, Cell, Gauge, Page, Reason, Section, Table, verdict_tone};
use crate::assessment::Assessment;

impl Assessment<'_> {
    /// The assessment in `CommonMark` with tables, with a line end at its end.
    #[must_use]
    pub fn to_markdown(&self, options: ReportOptions) -> String {
        let mut text = String::new();
        // Writing to memory does not fail.
        let _written = write(&mut text, &Page::of(self, options));
        text
    }
}

fn write(out: &mut String, page: &Page) -> fmt::Result {
    for text in &page.assumed {
        writeln!(out, "> **{}**\n>", escaped(text))?;
    }
    if !page.assumed.is_empty() {
        // The last mark would begin an empty paragraph of the quotation.
        out.truncate(out.len().saturating_sub(2));
        out.push('\n');
    }
    let title = page.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    writeln!(
        out,
        "# {} {}: {}{}\n\n{}\n",
        verdict_tone(page.verdict).symbol(),
        page.verdict_words,
        escaped(&page.id),
        escaped(&title),
        escaped(&page.why),
    )?;
    for (label, line) in &page.under {
        writeln!(out, "- {label}: {}", escaped(line))?;
    }
    page.sections.iter().try_for_each(|section| add(out, section))
}

fn add(out: &mut String, section: &Section) -> fmt::Result {
    writeln!(out, "\n## {}", escaped(&section.heading))?;
    for block in &section.blocks {
        if !matches!(block, Block::Origins(_)) {
            out.push('\n');
        }
        match block {
            Block::Paragraph(paragraph) => writeln!(out, "{}", escaped(paragraph))?,
            Block::List(items) => list(out, items)?,
            Block::Reasons(all) => reasons(out, all, 0)?,
            Block::Table(rows) => table(out, rows)?,
            Block::Gauge(bar) => gauge(out, bar)?,
            // A picture beside a table that has its figures.
            Block::Origins(_) => {}
            Block::Waterfall(waterfall) => table(out, &waterfall.table)?,
        }
    }
    Ok(())
}

fn list(out: &mut String, items: &[(Cell, Vec<String>)]) -> fmt::Result {
    for (item, under) in items {
        writeln!(out, "- {}", toned(item))?;
        for line in under {
            writeln!(out, "  - {}", escaped(line))?;
        }
    }
    Ok(())
}

fn reasons(out: &mut String, reasons: &[Reason], depth: usize) -> fmt::Result {
    let indent = "  ".repeat(depth);
    reasons.iter().try_for_each(|reason| {
        writeln!(out, "{indent}- {}", toned(&reason.cell))?;
        self::reasons(out, &reason.under, depth.saturating_add(1))
    })
}

fn table(out: &mut String, table: &Table) -> fmt::Result {
    let names = table.columns.iter().map(|(name, _)| &**name).collect::<Vec<_>>().join(" | ");
    let rules = table.columns.iter().map(|(_, align)| match align {
        Align::Left => "---",
        Align::Right => "---:",
    });
    let rules = rules.collect::<Vec<_>>().join(" | ");
    writeln!(out, "| {names} |\n| {rules} |")?;
    for row in &table.rows {
        writeln!(out, "| {} |", row.iter().map(toned).collect::<Vec<_>>().join(" | "))?;
    }
    Ok(())
}

// The figures stand in the paragraphs around it; this is for the eye.
fn gauge(out: &mut String, gauge: &Gauge) -> fmt::Result {
    writeln!(out, "```text")?;
    for line in super::text::plain_gauge(gauge) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "```")
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
