//! An assessment as a part of a page in HTML.

use super::ReportOptions;
use super::page::{
    Align, Block, Cell, Gauge, Page, Section, Table, Tone, percent_at, verdict_tone, verdict_words,
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
        let page = Page::of(self, options);
        let tone = verdict_tone(page.verdict);
        let words = verdict_words(page.verdict);
        let title = page.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
        let mut html = format!(
            "<article>\n<h1><span class=\"{}\">{} {words}</span> {}{}</h1>\n\
             <p class=\"why\">{words}: {}</p>\n<dl>\n",
            class(tone),
            tone.symbol(),
            escaped(&page.id),
            escaped(&title),
            escaped(&page.why),
        );
        for (label, line) in &page.under {
            html.push_str(&format!("<dt>{label}</dt><dd>{}</dd>\n", escaped(line)));
        }
        html.push_str("</dl>\n");
        page.sections.iter().for_each(|section| add(&mut html, section));
        html.push_str("</article>\n");
        html
    }
}

fn add(html: &mut String, section: &Section) {
    html.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(&section.heading)));
    for block in &section.blocks {
        match block {
            Block::Paragraph(text) => html.push_str(&format!("<p>{}</p>\n", escaped(text))),
            Block::List(items) => list(html, items),
            Block::Table(rows) => table(html, rows),
            Block::Gauge(bar) => gauge(html, bar),
        }
    }
    html.push_str("</section>\n");
}

fn list(html: &mut String, items: &[(Cell, Vec<String>)]) {
    html.push_str("<ul>\n");
    for (item, under) in items {
        html.push_str(&format!("<li>{}", toned(item)));
        if !under.is_empty() {
            html.push_str("<ul>");
            under.iter().for_each(|line| html.push_str(&format!("<li>{}</li>", linked(line))));
            html.push_str("</ul>");
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ul>\n");
}

fn table(html: &mut String, table: &Table) {
    html.push_str("<table>\n<thead><tr>");
    for (name, align) in &table.columns {
        html.push_str(&format!("<th scope=\"col\"{}>{name}</th>", side(*align)));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for (cell, (_, align)) in row.iter().zip(&table.columns) {
            html.push_str(&format!("<td{}>{}</td>", side(*align), toned(cell)));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}

fn side(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => " class=\"right\"",
    }
}

// The figures stand in the paragraphs around it; this is for the eye.
fn gauge(html: &mut String, gauge: &Gauge) {
    let least = thousandths(percent_at(&gauge.least, 1000));
    let most = thousandths(percent_at(&gauge.most, 1000));
    let bound = thousandths(percent_at(&gauge.bound, 1000));
    html.push_str(&format!(
        "<div class=\"gauge\" aria-hidden=\"true\"><i class=\"may\" style=\"width:{most}\"></i>\
         <i class=\"{}\" style=\"width:{least}\"></i><b style=\"left:{bound}\"></b></div>\n\
         <p class=\"bound\" aria-hidden=\"true\">▲ {}</p>\n",
        class(gauge.tone),
        escaped(&gauge.bound_label),
    ));
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
