//! An assessment as a part of a page in HTML.

use std::fmt::{self, Write};

use super::ReportOptions;
use super::page::{
    Align, Block, Cell, Gauge, Page, Reason, Section, Table, Tone, percent_at, verdict_tone,
};
use crate::assessment::Assessment;

/// What stands before the first assessment of a page.
pub const HTML_START: &str = include_str!("html/start.html");
/// What stands behind the last assessment of a page.
pub const HTML_END: &str = "</body>\n</html>\n";

impl Assessment<'_> {
    /// The assessment as one `article` of HTML, with a line end at its end.
    ///
    /// Between [`HTML_START`] and [`HTML_END`] it is a page that needs nothing from elsewhere.
    #[must_use]
    pub fn to_html(&self, options: ReportOptions) -> String {
        let mut html = String::new();
        // Writing to memory does not fail.
        let _written = write(&mut html, &Page::of(self, options));
        html
    }
}

fn write(out: &mut String, page: &Page) -> fmt::Result {
    let tone = verdict_tone(page.verdict);
    let words = escaped(&page.verdict_words);
    let title = page.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    writeln!(
        out,
        "<article lang=\"{}\">\n<h1><span class=\"{}\">{} {words}</span> {}{}</h1>\n\
         <p class=\"why\">{}</p>\n<dl>",
        page.language.as_str(),
        class(tone),
        tone.symbol(),
        escaped(&page.id),
        escaped(&title),
        escaped(&page.why),
    )?;
    for (label, line) in &page.under {
        writeln!(out, "<dt>{label}</dt><dd>{}</dd>", escaped(line))?;
    }
    writeln!(out, "</dl>")?;
    page.sections.iter().try_for_each(|section| add(out, section))?;
    writeln!(out, "</article>")
}

fn add(out: &mut String, section: &Section) -> fmt::Result {
    writeln!(out, "<section>\n<h2>{}</h2>", escaped(&section.heading))?;
    for block in &section.blocks {
        match block {
            Block::Paragraph(text) => writeln!(out, "<p>{}</p>", escaped(text))?,
            Block::List(items) => list(out, items)?,
            Block::Reasons(all) => reasons(out, all)?,
            Block::Table(rows) => table(out, rows)?,
            Block::Gauge(bar) => gauge(out, bar)?,
        }
    }
    writeln!(out, "</section>")
}

fn list(out: &mut String, items: &[(Cell, Vec<String>)]) -> fmt::Result {
    writeln!(out, "<ul>")?;
    for (item, under) in items {
        write!(out, "<li>{}", toned(item))?;
        if !under.is_empty() {
            let under = under.iter().map(|line| format!("<li>{}</li>", linked(line)));
            write!(out, "<ul>{}</ul>", under.collect::<String>())?;
        }
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}

fn reasons(out: &mut String, reasons: &[Reason]) -> fmt::Result {
    writeln!(out, "<ul>")?;
    for reason in reasons {
        write!(out, "<li>{}", toned(&reason.cell))?;
        if !reason.under.is_empty() {
            self::reasons(out, &reason.under)?;
        }
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}

fn table(out: &mut String, table: &Table) -> fmt::Result {
    write!(out, "<table>\n<thead><tr>")?;
    for (name, align) in &table.columns {
        write!(out, "<th scope=\"col\"{}>{name}</th>", side(*align))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for row in &table.rows {
        write!(out, "<tr>")?;
        for (cell, (_, align)) in row.iter().zip(&table.columns) {
            write!(out, "<td{}>{}</td>", side(*align), toned(cell))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>")
}

fn side(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => " class=\"right\"",
    }
}

// The figures stand in the paragraphs around it; this is for the eye.
fn gauge(out: &mut String, gauge: &Gauge) -> fmt::Result {
    let least = thousandths(percent_at(&gauge.least, 1000));
    let most = thousandths(percent_at(&gauge.most, 1000));
    let bound = thousandths(percent_at(&gauge.bound, 1000));
    writeln!(
        out,
        "<div class=\"gauge\" aria-hidden=\"true\"><i class=\"may\" style=\"width:{most}\"></i>\
         <i class=\"{}\" style=\"width:{least}\"></i><b style=\"left:{bound}\"></b></div>\n\
         <p class=\"bound\" aria-hidden=\"true\">▲ {}</p>",
        class(gauge.tone),
        escaped(&gauge.bound_label),
    )
}

fn thousandths(count: usize) -> String {
    let digits = format!("{count:02}");
    let (whole, last) = digits.split_at(digits.len().saturating_sub(1));
    format!("{whole}.{last}%")
}

fn toned(cell: &Cell) -> String {
    if cell.tone == Tone::Plain || cell.text.is_empty() {
        return escaped(&cell.text);
    }
    let symbol = cell.tone.symbol();
    format!("<span class=\"{}\">{symbol} {}</span>", class(cell.tone), escaped(&cell.text))
}

// Only what the rule pack gives as a link is one; a document cannot smuggle in another scheme.
fn linked(text: &str) -> String {
    let is_link = text.starts_with("https://") || text.starts_with("http://");
    let text = escaped(text);
    if is_link && !text.contains(' ') { format!("<a href=\"{text}\">{text}</a>") } else { text }
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Met => "met",
        Tone::NotMet => "not-met",
        Tone::Undetermined => "open",
        Tone::Quiet => "quiet",
    }
}

/// The text with everything that HTML would take for its own set apart.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
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
    fn nothing_of_a_document_is_markup() {
        assert_eq!(escaped("<a href='x'>&\"\n"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot; ");
        assert_eq!(linked("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(thousandths(5), "0.5%");
        assert_eq!(thousandths(1000), "100.0%");
    }
}
