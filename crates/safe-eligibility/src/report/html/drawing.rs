//! Drawings in SVG.
//!
//! Places are in per cent of the width and in pixels of the height, so that a drawing fits any
//! page while its letters stay as large as they are. What is certain is solid, what may be is
//! hatched; each tone has a colour of the page and, where it matters, a word.

use std::fmt::{self, Write};

use super::markup::{class, escaped};
use crate::model::exact::Fraction;
use crate::report::page::{Gauge, Origins, Tone, Waterfall, percent_at};

/// Bars beyond these are drawn as one.
const MOST_BARS: usize = 20;
/// Longer names are cut in a drawing; the table beside it has them in full.
const MOST_LETTERS: usize = 40;
const ROW: usize = 38;

/// A share against what is allowed.
pub(super) fn gauge(out: &mut String, gauge: &Gauge) -> fmt::Result {
    let bound = place(&gauge.bound);
    let tone = class(gauge.tone);
    writeln!(
        out,
        "<figure>\n<svg class=\"gauge\" role=\"img\" width=\"100%\" height=\"78\">\
         <title>{}</title><desc>{}; {}.</desc>",
        escaped(&gauge.title),
        escaped(&gauge.said),
        escaped(&gauge.bound_label)
    )?;
    writeln!(out, "<rect class=\"track\" x=\"0\" y=\"24\" width=\"100%\" height=\"22\"/>")?;
    span(out, 24, 22, &gauge.least, &gauge.most, tone, true)?;
    span(out, 24, 22, &Fraction::integer(0), &gauge.least, tone, false)?;
    let beside = label_side(&gauge.bound);
    writeln!(
        out,
        "<line class=\"bound\" x1=\"{bound}\" x2=\"{bound}\" y1=\"6\" y2=\"52\"/>\
         <text class=\"strong\" x=\"{bound}\" y=\"16\" {beside}>{}</text>",
        escaped(&gauge.bound_label)
    )?;
    for (at, anchor, label) in SCALE {
        writeln!(out, "<text class=\"axis\" x=\"{at}%\" y=\"68\"{anchor}>{label}</text>")?;
    }
    writeln!(out, "</svg>\n</figure>")
}

const SCALE: [(&str, &str, &str); 5] = [
    ("0", "", "0\u{a0}%"),
    ("25", " text-anchor=\"middle\"", "25\u{a0}%"),
    ("50", " text-anchor=\"middle\"", "50\u{a0}%"),
    ("75", " text-anchor=\"middle\"", "75\u{a0}%"),
    ("100", " text-anchor=\"end\"", "100\u{a0}%"),
];

/// Who contributes what.
pub(super) fn origins(out: &mut String, origins: &Origins) -> fmt::Result {
    if origins.bars.is_empty() {
        return Ok(());
    }
    let said = origins.bars.iter().map(|bar| format!("{}: {}", bar.name, bar.share));
    let said = said.collect::<Vec<_>>().join("; ");
    open(out, &origins.title, &origins.title, &said, origins.bars.len().min(MOST_BARS))?;
    for (index, bar) in origins.bars.iter().take(MOST_BARS).enumerate() {
        let top = index.saturating_mul(ROW);
        names(out, top, &bar.name, &bar.share)?;
        let tone = class(bar.tone);
        let bar_top = top.saturating_add(20);
        writeln!(
            out,
            "<rect class=\"track\" x=\"0\" y=\"{bar_top}\" width=\"100%\" height=\"10\"/>"
        )?;
        let tentative = bar.tone == Tone::Undetermined;
        span(out, bar_top, 10, &bar.least, &bar.most, tone, true)?;
        span(out, bar_top, 10, &Fraction::integer(0), &bar.least, tone, tentative)?;
    }
    close(out)
}

/// Lines that add up to a share.
pub(super) fn waterfall(out: &mut String, waterfall: &Waterfall, rest: &str) -> fmt::Result {
    let bars = &waterfall.bars;
    let shown = bars.len().min(MOST_BARS);
    let rows = if bars.len() > shown { shown.saturating_add(1) } else { shown };
    let said = bars.iter().take(shown).map(|bar| format!("{}: {}", bar.name, bar.share));
    let said = said.collect::<Vec<_>>().join("; ");
    open(out, &waterfall.caption, &waterfall.title, &said, rows)?;
    for (index, bar) in bars.iter().take(shown).enumerate() {
        let top = index.saturating_mul(ROW);
        names(out, top, &bar.name, &bar.share)?;
        step(out, top, &bar.start, &bar.end, bar.tone)?;
        dash(out, top, &waterfall.bound)?;
    }
    if let Some((first, last)) = bars.get(shown).zip(bars.last()) {
        let top = shown.saturating_mul(ROW);
        names(out, top, rest, "")?;
        step(out, top, &first.start, &last.end, Tone::Quiet)?;
        dash(out, top, &waterfall.bound)?;
    }
    close(out)
}

fn step(out: &mut String, top: usize, start: &Fraction, end: &Fraction, tone: Tone) -> fmt::Result {
    let bar_top = top.saturating_add(20);
    writeln!(out, "<rect class=\"track\" x=\"0\" y=\"{bar_top}\" width=\"100%\" height=\"10\"/>")?;
    span(out, bar_top, 10, start, end, class(tone), tone == Tone::Undetermined)
}

// Across a bar and not across what stands above it.
fn dash(out: &mut String, top: usize, bound: &Fraction) -> fmt::Result {
    let (bound, from, to) = (place(bound), top.saturating_add(17), top.saturating_add(34));
    writeln!(
        out,
        "<line class=\"bound dashed\" x1=\"{bound}\" x2=\"{bound}\" y1=\"{from}\" y2=\"{to}\"/>"
    )
}

fn open(out: &mut String, caption: &str, title: &str, said: &str, rows: usize) -> fmt::Result {
    let height = rows.saturating_mul(ROW);
    writeln!(
        out,
        "<figure>\n<figcaption>{}</figcaption>\n\
         <svg role=\"img\" width=\"100%\" height=\"{height}\"><title>{}</title><desc>{}</desc>",
        escaped(caption),
        escaped(title),
        escaped(said)
    )
}

fn close(out: &mut String) -> fmt::Result {
    writeln!(out, "</svg>\n</figure>")
}

fn names(out: &mut String, top: usize, name: &str, share: &str) -> fmt::Result {
    let baseline = top.saturating_add(14);
    writeln!(
        out,
        "<text x=\"0\" y=\"{baseline}\">{}</text>\
         <text x=\"100%\" y=\"{baseline}\" text-anchor=\"end\">{}</text>",
        escaped(&cut(name)),
        escaped(share)
    )
}

fn cut(name: &str) -> String {
    if name.chars().count() <= MOST_LETTERS {
        return name.to_owned();
    }
    let kept: String = name.chars().take(MOST_LETTERS.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A bar from one share to another.
fn span(
    out: &mut String,
    top: usize,
    height: usize,
    start: &Fraction,
    end: &Fraction,
    tone: &str,
    hatched: bool,
) -> fmt::Result {
    let (from, to) = (percent_at(start, WIDTH), percent_at(end, WIDTH));
    let width = to.saturating_sub(from);
    if width == 0 && from == to && start == end {
        return Ok(());
    }
    let hatch = if hatched { " hatch" } else { "" };
    // What is there is seen, be it ever so small.
    let width = width.max(20);
    writeln!(
        out,
        "<rect class=\"{tone}{hatch}\" x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{height}\"/>",
        hundredths(from.min(WIDTH.saturating_sub(width))),
        hundredths(width)
    )
}

/// In hundredths of a per cent.
const WIDTH: usize = 10_000;

fn place(share: &Fraction) -> String {
    hundredths(percent_at(share, WIDTH))
}

fn hundredths(count: usize) -> String {
    let digits = format!("{count:03}");
    let (whole, last) = digits.split_at(digits.len().saturating_sub(2));
    format!("{whole}.{last}%")
}

fn label_side(share: &Fraction) -> &'static str {
    if percent_at(share, 100) > 60 { "dx=\"-6\" text-anchor=\"end\"" } else { "dx=\"6\"" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_hundredths_of_a_per_cent() {
        assert_eq!(hundredths(5), "0.05%");
        assert_eq!(hundredths(10_000), "100.00%");
        assert_eq!(cut("A"), "A");
        assert_eq!(cut(&"Ä".repeat(50)).chars().count(), MOST_LETTERS);
    }
}
