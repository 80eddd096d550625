//! An assessment as a part of a page in HTML.
//!
//! The page has no script and needs nothing from elsewhere. Whoever cannot see its drawings has
//! their figures as text; whoever cannot see its colours has a symbol beside each.

mod drawing;
mod markup;

use std::fmt::{self, Write};

use super::ReportOptions;
use super::lines::LinesShown;
use super::page::{Align, Block, Cell, Page, Reason, Section, Table, Tone, verdict_tone};
use super::words::{Language, Words};
use crate::assessment::Assessment;
use markup::{class, escaped, linked, toned};

/// What stands before the first assessment of a page in a language.
#[must_use]
pub fn html_start(language: Language) -> String {
    let words = Words::of(language);
    let mut start = include_str!("html/start.html").replace("%lang%", language.as_str());
    for name in ["title", "act", "skip"] {
        start =
            start.replace(&format!("%{name}%"), &escaped(&words.text(&format!("report/{name}"))));
    }
    start
}

/// What stands behind the last assessment of a page in a language.
#[must_use]
pub fn html_end(language: Language) -> String {
    let disclaimer = escaped(&Words::of(language).text("report/disclaimer"));
    include_str!("html/end.html").replace("%disclaimer%", &disclaimer)
}

/// So many lines are in a page at most, so that it opens at once whatever is asked for.
const MOST_LINES: usize = 500;

impl Assessment<'_> {
    /// The assessment as one `article` of HTML, with a line end at its end.
    ///
    /// Between [`html_start`] and [`html_end`] it is a page that needs nothing from elsewhere. It
    /// shows at most 500 lines of a bill; the JSON has them all.
    #[must_use]
    pub fn to_html(&self, options: ReportOptions) -> String {
        let wanted = match options.lines_shown() {
            LinesShown::Largest(count) => count,
            LinesShown::All => usize::MAX,
        };
        let lines = wanted.min(MOST_LINES);
        let is_cut = lines < wanted && self.has_more_lines(lines);
        let page = Page::of_report(self, options, LinesShown::Largest(lines));
        let digest = self.procurement.stated().digest.map(|digest| digest.to_string());
        let name = digest.as_deref().and_then(|digest| digest.get(..8)).unwrap_or("report");
        let mut html = String::new();
        // Writing to memory does not fail.
        let _written =
            Article { name, words: Words::of(options.language), is_cut }.write(&mut html, &page);
        html
    }
}

impl Assessment<'_> {
    fn has_more_lines(&self, most: usize) -> bool {
        let products = self.procurement.stated().end_products.iter().flatten().enumerate();
        let mut tallies = products.filter_map(|(at, _)| self.tallies.of(at, self.content_tier));
        tallies.any(|tally| tally.count > most)
    }
}

/// One assessment of a page; its name is that of its document, so that links within it lead there.
struct Article<'n> {
    name: &'n str,
    words: &'static Words,
    // Whether more lines were asked for than a page shows.
    is_cut: bool,
}

impl Article<'_> {
    fn write(&self, out: &mut String, page: &Page) -> fmt::Result {
        let name = self.name;
        writeln!(out, "<article lang=\"{}\" aria-labelledby=\"p{name}\">", page.language.as_str())?;
        self.head(out, page)?;
        self.contents(out, page)?;
        if self.is_cut {
            let most = self.words.say("report/more-lines", &[("most", &MOST_LINES.to_string())]);
            writeln!(out, "<p class=\"note\">{}</p>", escaped(&most))?;
        }
        for (index, section) in page.sections.iter().enumerate() {
            writeln!(
                out,
                "<section>\n<h3 id=\"p{name}-{index}\">{}</h3>",
                escaped(&section.heading)
            )?;
            section.blocks.iter().try_for_each(|one| self.block(out, section, one))?;
            writeln!(out, "</section>")?;
        }
        writeln!(out, "</article>")
    }

    fn head(&self, out: &mut String, page: &Page) -> fmt::Result {
        let tone = verdict_tone(page.verdict);
        let untitled = self.words.text("report/untitled");
        let title = page.title.as_deref().unwrap_or(&untitled);
        writeln!(
            out,
            "<header class=\"verdict {}\">\n<p class=\"id\">{}</p>\n<h2 id=\"p{}\">{}</h2>\n\
             <p class=\"outcome\"><span aria-hidden=\"true\">{}</span> {}</p>\n\
             <p class=\"why\">{}</p>\n<dl>",
            class(tone),
            escaped(&page.id),
            self.name,
            escaped(title),
            tone.symbol(),
            escaped(&page.verdict_words),
            escaped(&page.why),
        )?;
        for (label, line) in &page.under {
            writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(label), escaped(line))?;
        }
        writeln!(out, "</dl>\n</header>")
    }

    fn block(&self, out: &mut String, section: &Section, block: &Block) -> fmt::Result {
        match block {
            Block::Paragraph(text) => writeln!(out, "<p>{}</p>", escaped(text)),
            Block::List(items) => list(out, items),
            Block::Reasons(all) => all.iter().try_for_each(|one| folding(out, one)),
            Block::Table(rows) => table(out, &section.heading, rows),
            Block::Gauge(bar) => drawing::gauge(out, bar),
            Block::Origins(origins) => drawing::origins(out, origins),
            Block::Waterfall(waterfall) => {
                drawing::waterfall(out, waterfall, &self.words.text("report/rest"))?;
                let summary = escaped(&self.words.text("report/as-table"));
                writeln!(out, "<details class=\"figures\">\n<summary>{summary}</summary>")?;
                table(out, &waterfall.title, &waterfall.table)?;
                writeln!(out, "</details>")
            }
        }
    }

    fn contents(&self, out: &mut String, page: &Page) -> fmt::Result {
        let label = escaped(&self.words.say("report/contents", &[("id", &page.id)]));
        write!(out, "<nav aria-label=\"{label}\">\n<ol>")?;
        for (index, section) in page.sections.iter().enumerate() {
            let heading = escaped(&section.heading);
            write!(out, "\n<li><a href=\"#p{}-{index}\">{heading}</a></li>", self.name)?;
        }
        writeln!(out, "\n</ol>\n</nav>")
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

/// A reason that can be opened to see what it rests on; what is not met is open.
fn folding(out: &mut String, reason: &Reason) -> fmt::Result {
    let said = toned(&reason.cell);
    if reason.under.is_empty() {
        return writeln!(out, "<p class=\"reason\">{said}</p>");
    }
    let open = if reason.cell.tone == Tone::NotMet { " open" } else { "" };
    writeln!(out, "<details{open}>\n<summary>{said}</summary>")?;
    reasons(out, &reason.under)?;
    writeln!(out, "</details>")
}

fn reasons(out: &mut String, all: &[Reason]) -> fmt::Result {
    writeln!(out, "<ul>")?;
    for reason in all {
        write!(out, "<li>{}", toned(&reason.cell))?;
        if !reason.under.is_empty() {
            reasons(out, &reason.under)?;
        }
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
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
        let (side, name) = (side(*align), escaped(name));
        if name.is_empty() {
            write!(out, "<td{side}></td>")?;
        } else {
            write!(out, "<th scope=\"col\"{side}>{name}</th>")?;
        }
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
