//! A share as a bar with a mark where the bound is.

use super::wrap::{Ink, columns};
use crate::report::page::{Gauge, Tone, percent_at};

const WIDEST: usize = 60;

/// The bar, and under it the mark.
///
/// Full for what is certain, half for what may be, light for the rest.
pub(super) fn lines(gauge: &Gauge, width: usize, ink: &Ink) -> Vec<String> {
    let cells = width.saturating_sub(12).clamp(10, WIDEST);
    let least = percent_at(&gauge.least, cells);
    let most = percent_at(&gauge.most, cells).max(least);
    let certain = "█".repeat(least);
    let possible = "▒".repeat(most.saturating_sub(least));
    let rest = "░".repeat(cells.saturating_sub(most));
    let bar = format!(
        "0 % {}{}{} 100 %",
        ink.toned(&certain, gauge.tone),
        ink.toned(&possible, Tone::Undetermined),
        ink.toned(&rest, Tone::Quiet)
    );
    let at = percent_at(&gauge.bound, cells).saturating_add(4);
    let label = format!("▲ {}", gauge.bound_label);
    // To the left of the mark where there is no room on its right.
    let mark = if at.saturating_add(columns(&label)) <= width {
        format!("{}{label}", " ".repeat(at.saturating_sub(1)))
    } else {
        let label = format!("{} ▲", gauge.bound_label);
        format!("{}{label}", " ".repeat(at.saturating_sub(columns(&label))))
    };
    vec![bar, mark]
}
