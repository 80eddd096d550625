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
use markup::{Markup, class, escaped, linked};

/// What stands before the first assessment of a page in a language.
#[must_use]
pub fn html_start(language: Language) -> String {
    start(language, &Words::of(language).text("report/title"))
}

/// The same for a page of one procurement, which its title names.
#[must_use]
pub fn html_start_of(language: Language, procurement: &str) -> String {
    let words = Words::of(language);
    let report = words.text("report/title");
    let values = [("procurement", procurement), ("report", &*report)];
    start(language, &words.say("report/title-of", &values))
}

fn start(language: Language, window: &str) -> String {
    let words = Words::of(language);
    let mut start = include_str!("html/start.html").replace("%lang%", language.as_str());
    for name in ["title", "act", "skip"] {
        start =
            start.replace(&format!("%{name}%"), &escaped(&words.text(&format!("report/{name}"))));
    }
    // What a document says comes last, so that nothing in it is replaced.
    start.replace("%window%", &escaped(window))
}

/// An article as the one of that number on its page, so that no id stands there twice.
///
/// Two articles on the same document have the same ids; the first of a page can stay as it is.
#[must_use]
pub fn html_numbered(article: &str, number: usize) -> String {
    let name = article.split_once("aria-labelledby=\"").and_then(|(_, rest)| rest.split_once('"'));
    let Some((name, _)) = name else { return article.to_owned() };
    // In a text a quotation mark is written otherwise, so that these are ids and links only.
    let own = format!("{name}n{number}");
    let mut numbered = article.to_owned();
    for before in ["aria-labelledby=\"", "id=\"", "href=\"#"] {
        numbered = numbered.replace(&format!("{before}{name}"), &format!("{before}{own}"));
    }
    numbered
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
        let words = Words::of(options.language);
        let markup = Markup { words, english: &page.english };
        let _written = Article { name, words, is_cut, markup }.write(&mut html, &page);
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
    markup: Markup<'n>,
}

impl Article<'_> {
    fn write(&self, out: &mut String, page: &Page) -> fmt::Result {
        let name = self.name;
        writeln!(out, "<article lang=\"{}\" aria-labelledby=\"p{name}\">", page.language.as_str())?;
        if !page.assumed.is_empty() {
            writeln!(out, "<div role=\"note\">")?;
            for text in &page.assumed {
                writeln!(out, "<p class=\"note\"><strong>{}</strong></p>", escaped(text))?;
            }
            writeln!(out, "</div>")?;
        }
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
            let captions = captions(section);
            let blocks = section.blocks.iter().zip(&captions);
            blocks.into_iter().try_for_each(|(one, caption)| self.block(out, caption, one))?;
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
            self.markup.text(&page.why),
        )?;
        for (label, line) in &page.under {
            let line = self.markup.text(line);
            writeln!(out, "<div><dt>{}</dt><dd>{line}</dd></div>", escaped(label))?;
        }
        writeln!(out, "</dl>\n</header>")
    }

    fn block(&self, out: &mut String, caption: &str, block: &Block) -> fmt::Result {
        let markup = &self.markup;
        match block {
            Block::Paragraph(text) => writeln!(out, "<p>{}</p>", markup.text(text)),
            Block::List(items) => list(out, markup, items),
            Block::Reasons(all) => all.iter().try_for_each(|one| folding(out, markup, one)),
            Block::Table(rows) => table(out, markup, caption, rows),
            Block::Gauge(bar) => drawing::gauge(out, bar),
            Block::Origins(origins) => drawing::origins(out, origins),
            Block::Waterfall(waterfall) => {
                drawing::waterfall(out, waterfall, &self.words.text("report/rest"))?;
                let summary = escaped(&self.words.text("report/as-table"));
                writeln!(out, "<details class=\"figures\">\n<summary>{summary}</summary>")?;
                table(out, markup, caption, &waterfall.table)?;
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

/// A caption for each block, the table under each paragraph called by it where there are several.
fn captions(section: &Section) -> Vec<String> {
    let is_table = |block: &&Block| matches!(block, Block::Table(_) | Block::Waterfall(_));
    let has_several = section.blocks.iter().filter(is_table).nth(1).is_some();
    let mut captions: Vec<String> = Vec::new();
    let mut before = None;
    for block in &section.blocks {
        let own = match block {
            Block::Waterfall(waterfall) => Some(&*waterfall.title),
            Block::Table(_) if has_several => before,
            Block::Paragraph(_)
            | Block::List(_)
            | Block::Table(_)
            | Block::Gauge(_)
            | Block::Reasons(_)
            | Block::Origins(_) => None,
        };
        before = match block {
            Block::Paragraph(text) => Some(text.trim_end_matches([':', ' ', '\u{a0}'])),
            Block::List(_)
            | Block::Table(_)
            | Block::Gauge(_)
            | Block::Reasons(_)
            | Block::Origins(_)
            | Block::Waterfall(_) => None,
        };
        let mut caption = own.unwrap_or(&section.heading).to_owned();
        if is_table(&block) && captions.contains(&caption) {
            let number = captions.len().saturating_add(1);
            caption = format!("{caption} ({number})");
        }
        // Only a table has one.
        captions.push(if is_table(&block) { caption } else { String::new() });
    }
    captions
}

fn list(out: &mut String, markup: &Markup<'_>, items: &[(Cell, Vec<String>)]) -> fmt::Result {
    writeln!(out, "<ul>")?;
    for (item, under) in items {
        write!(out, "<li>{}", markup.toned(item))?;
        below(out, under)?;
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}

/// A reason that can be opened to see what it rests on; what is not met is open.
fn folding(out: &mut String, markup: &Markup<'_>, reason: &Reason) -> fmt::Result {
    let said = markup.toned(&reason.cell);
    if reason.under.is_empty() {
        return writeln!(out, "<p class=\"reason\">{said}</p>");
    }
    let open = if reason.cell.tone == Tone::NotMet { " open" } else { "" };
    writeln!(out, "<details{open}>\n<summary>{said}</summary>")?;
    reasons(out, markup, &reason.under)?;
    writeln!(out, "</details>")
}

fn reasons(out: &mut String, markup: &Markup<'_>, all: &[Reason]) -> fmt::Result {
    writeln!(out, "<ul>")?;
    for reason in all {
        write!(out, "<li>{}", markup.toned(&reason.cell))?;
        if !reason.under.is_empty() {
            reasons(out, markup, &reason.under)?;
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

fn table(out: &mut String, markup: &Markup<'_>, caption: &str, table: &Table) -> fmt::Result {
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
                write!(out, "<th scope=\"row\"{side}>{}</th>", markup.toned(cell))?;
            } else {
                write!(out, "<td{side}>{}</td>", markup.toned(cell))?;
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
