//! The first rows of a bill as they are read.

use safe_eligibility::model::bill::BillOfMaterials;
use safe_eligibility::model::given::shown;
use safe_eligibility::model::place::{Member, Place};
use safe_intake::gather::Gathered;
use safe_intake::{Source, Spot};

/// How many rows are shown.
const MOST_ROWS: usize = 8;
/// How many lines are looked at for the first rows.
const MOST_LINES: usize = 100_000;
/// How much of a text is shown.
const WIDEST: usize = 28;

const HEADINGS: [&str; 7] =
    ["Read from", "Id", "Goes into", "Quantity", "Unit cost", "Origin", "Description"];

/// A table of the lines that were read from the first rows.
pub(super) fn text(gathered: &Gathered<'_>) -> String {
    let products = gathered.procurement.stated().end_products.as_deref().unwrap_or(&[]);
    let Some(bill) = products.first().and_then(|product| product.components.as_ref()) else {
        return String::new();
    };
    let list = Place::root().at(Member::EndProducts, 0).member(Member::Components);
    let placed = (0..bill.len().min(MOST_LINES))
        .filter_map(|line| Some((gathered.provenance.of(&list.item(line))?, line)));
    let mut placed: Vec<(Source, usize)> = placed.collect();
    placed.sort_by_key(|(source, line)| (row_of(source), *line));
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(placed.iter().take(MOST_ROWS).map(|(source, line)| row(bill, source, *line)));
    let count = bill.len();
    let heading = match count.saturating_sub(MOST_ROWS) {
        0 => format!("The {count} lines of the bill are read as\n"),
        _ => format!("The first {MOST_ROWS} of {count} lines of the bill are read as\n"),
    };
    // What is remarked comes behind it on a terminal.
    heading + &aligned(&rows) + "\n"
}

fn row(bill: &BillOfMaterials, source: &Source, line: usize) -> [String; 7] {
    let uses: Vec<_> = bill.uses(line).collect();
    let parents = uses.iter().map(|one| one.parent.map_or("the end product", |at| bill.id(at)));
    let quantities = uses.iter().map(|one| one.quantity.to_string());
    let cost = bill.unit_cost(line).map(|(least, most)| {
        let currency = bill.currency(line).map(|currency| currency.to_string());
        let currency = currency.unwrap_or_default();
        if bill.has_cost_range(line) {
            format!("{currency} {least} to {most}")
        } else {
            format!("{currency} {least}")
        }
    });
    let not_stated = || "–".to_owned();
    [
        source.cell().unwrap_or_else(|| source.to_string()),
        bill.id(line).to_owned(),
        parents.collect::<Vec<_>>().join(", "),
        quantities.collect::<Vec<_>>().join(", "),
        cost.unwrap_or_else(not_stated),
        bill.origin(line).map_or_else(not_stated, |origin| origin.as_str().to_owned()),
        bill.description(line).map_or_else(not_stated, str::to_owned),
    ]
}

fn row_of(source: &Source) -> u32 {
    match source.spot() {
        Spot::Cell { row, .. } => *row,
        Spot::Text { line, .. } => *line,
        Spot::Whole | Spot::Sheet { .. } | Spot::Column { .. } | _ => 0,
    }
}

fn aligned(rows: &[[String; 7]]) -> String {
    let clip = |text: &str| -> String {
        let text = shown(text);
        let clipped: String = text.chars().take(WIDEST).collect();
        if clipped.len() < text.len() { clipped + "…" } else { clipped }
    };
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| clip(cell)).collect()).collect();
    let width = |at: usize| {
        rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..HEADINGS.len()).map(|at| width(at).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::from(" ");
        for (cell, width) in row.iter().zip(&widths) {
            let fill = width.saturating_sub(cell.chars().count());
            line.extend([" ", cell, &" ".repeat(fill), " "]);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
