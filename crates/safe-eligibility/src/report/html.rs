//! An assessment as a part of a page in HTML.
//!
//! The page has no script and needs nothing from elsewhere. Whoever cannot see its drawings has
//! their figures as text; whoever cannot see its colours has a symbol beside each.

mod drawing;
mod markup;

use std::fmt::{self, Write};

use super::ReportOptions;
use super::lines::LinesShown;
use super::page::{Align, Block, Cell, Page, Section, Table, Tone, verdict_tone, verdict_words};
use crate::assessment::Assessment;
use markup::{class, escaped, linked, toned};

/// What stands before the first assessment of a page.
pub const HTML_START: &str = include_str!("html/start.html");
/// What stands behind the last assessment of a page.
pub const HTML_END: &str = include_str!("html/end.html");

/// So many lines are in a page at most, so that it opens at once whatever is asked for.
const MOST_LINES: usize = 500;

impl Assessment<'_> {
    /// The assessment as one `article` of HTML, with a line end at its end.
    ///
    /// Between [`HTML_START`] and [`HTML_END`] it is a page that needs nothing from elsewhere. It
    /// shows at most 500 lines of a bill; the JSON has them all.
    #[must_use]
    pub fn to_html(&self, options: ReportOptions) -> String {
        let lines = match options.lines {
            LinesShown::Largest(count) => LinesShown::Largest(count.min(MOST_LINES)),
            LinesShown::All => LinesShown::Largest(MOST_LINES),
        };
        let page = Page::of_report(self, ReportOptions { lines, ..options });
        let digest = self.procurement.stated().digest.map(|digest| digest.to_string());
        let name = digest.as_deref().and_then(|digest| digest.get(..8)).unwrap_or("report");
        let mut html = String::new();
        // Writing to memory does not fail.
        let _written = Article { name }.write(&mut html, &page);
        html
    }
}

/// One assessment of a page; its name is that of its document, so that links within it lead there.
struct Article<'n> {
    name: &'n str,
}

impl Article<'_> {
    fn write(&self, out: &mut String, page: &Page) -> fmt::Result {
        let name = self.name;
        writeln!(out, "<article aria-labelledby=\"p{name}\">")?;
        self.head(out, page)?;
        self.contents(out, page)?;
        for (index, section) in page.sections.iter().enumerate() {
            writeln!(
                out,
                "<section aria-labelledby=\"p{name}-{index}\">\n<h3 id=\"p{name}-{index}\">{}</h3>",
                escaped(&section.heading)
            )?;
            section.blocks.iter().try_for_each(|one| block(out, section, one))?;
            writeln!(out, "</section>")?;
        }
        writeln!(out, "</article>")
    }

    fn head(&self, out: &mut String, page: &Page) -> fmt::Result {
        let tone = verdict_tone(page.verdict);
        let words = verdict_words(page.verdict);
        let title = page.title.as_deref().unwrap_or("Common procurement");
        writeln!(
            out,
            "<header class=\"verdict {}\">\n<p class=\"id\">{}</p>\n<h2 id=\"p{}\">{}</h2>\n\
             <p class=\"outcome\"><span aria-hidden=\"true\">{}</span> {words}</p>\n\
             <p class=\"why\">{}</p>\n<dl>",
            class(tone),
            escaped(&page.id),
            self.name,
            escaped(title),
            tone.symbol(),
            escaped(&markup::sentence(&page.why)),
        )?;
        for (label, line) in &page.under {
            writeln!(out, "<div><dt>{label}</dt><dd>{}</dd></div>", escaped(line))?;
        }
        writeln!(out, "</dl>\n</header>")
    }

    fn contents(&self, out: &mut String, page: &Page) -> fmt::Result {
        let label = escaped(&page.id);
        write!(out, "<nav aria-label=\"Contents: {label}\">\n<ol>")?;
        for (index, section) in page.sections.iter().enumerate() {
            let heading = escaped(&section.heading);
            write!(out, "\n<li><a href=\"#p{}-{index}\">{heading}</a></li>", self.name)?;
        }
        writeln!(out, "\n</ol>\n</nav>")
    }
}

fn block(out: &mut String, section: &Section, block: &Block) -> fmt::Result {
    match block {
        Block::Paragraph(text) => writeln!(out, "<p>{}</p>", escaped(text)),
        Block::List(items) if section.folds => folding(out, items),
        Block::List(items) => list(out, items),
        Block::Table(rows) => table(out, &section.heading, rows),
        Block::Gauge(bar) => drawing::gauge(out, bar),
        Block::Origins(origins) => drawing::origins(out, origins),
        Block::Waterfall(waterfall) => {
            drawing::waterfall(out, waterfall)?;
            writeln!(
                out,
                "<details class=\"figures\">\n<summary>These lines as a table</summary>"
            )?;
            table(out, &waterfall.title, &waterfall.table)?;
            writeln!(out, "</details>")
        }
    }
}

fn list(out: &mut String, items: &[(Cell, Vec<String>)]) -> fmt::Result {
    writeln!(out, "<ul>")?;
    for (item, under) in items {
        write!(out, "<li>{}", toned(item))?;
        below(out, under)?;
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}

/// Items of which each that has something under it can be opened; what is not met is open.
fn folding(out: &mut String, items: &[(Cell, Vec<String>)]) -> fmt::Result {
    for (item, under) in items {
        if under.is_empty() {
            writeln!(out, "<p class=\"reason\">{}</p>", toned(item))?;
            continue;
        }
        let open = if item.tone == Tone::NotMet { " open" } else { "" };
        write!(out, "<details{open}>\n<summary>{}</summary>\n", toned(item))?;
        below(out, under)?;
        writeln!(out, "\n</details>")?;
    }
    Ok(())
}

fn below(out: &mut String, under: &[String]) -> fmt::Result {
    if under.is_empty() {
        return Ok(());
    }
    write!(out, "<ul>")?;
    for line in under {
        write!(out, "<li>{}</li>", linked(line))?;
    }
    write!(out, "</ul>")
}

fn table(out: &mut String, caption: &str, table: &Table) -> fmt::Result {
    let caption = escaped(caption);
    write!(
        out,
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{caption}\">\n<table>\n\
         <caption>{caption}</caption>\n<thead><tr>"
    )?;
    for (name, align) in &table.columns {
        write!(out, "<th scope=\"col\"{}>{}</th>", side(*align), escaped(name))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for row in &table.rows {
        write!(out, "<tr>")?;
        for (index, (cell, (_, align))) in row.iter().zip(&table.columns).enumerate() {
            let side = side(*align);
            if index == 0 {
                write!(out, "<th scope=\"row\"{side}>{}</th>", toned(cell))?;
            } else {
                write!(out, "<td{side}>{}</td>", toned(cell))?;
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>")
}

fn side(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => " class=\"right\"",
    }
}
