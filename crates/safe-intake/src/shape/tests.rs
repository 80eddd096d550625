//! Tables of every shape, and the dirt of real ones, each with what is said about it in full.

#![expect(
    clippy::as_conversions,
    clippy::format_push_string,
    clippy::arithmetic_side_effects,
    clippy::panic_in_result_fn,
    reason = "a test may fail"
)]

mod dirt;
mod edges;
mod packs;
mod places;
mod real_files;
mod trees;
mod unsettled;
mod workbooks;

use safe_eligibility::model::day::Day;

use super::finish::FinishedBill;
use super::{BillFiles, Days, RowRemark, ShapeProblem, read_bill};
use crate::mapping::Mapping;
use crate::table::InputFile;

/// Files by name and content, read with a mapping; the first is the bill, unless `others` says how
/// many at the end are not.
fn read<'a>(
    mapping: &str,
    files: &'a [(&'a str, &'a [u8])],
    others: usize,
) -> Result<FinishedBill<'a>, Vec<ShapeProblem>> {
    let text = format!("format = \"safe-mapping/1\"\n{mapping}");
    let mapping = Mapping::read(&InputFile { name: "map.toml", bytes: text.as_bytes() })
        .unwrap_or_else(|problems| panic!("{problems:#?}"));
    let files: Vec<InputFile<'a>> =
        files.iter().map(|(name, bytes)| InputFile { name, bytes }).collect();
    let (bills, others) = files.split_at(files.len() - others);
    let as_of = Day::parse("2026-11-22").unwrap();
    let parts = read_bill(&BillFiles {
        bills,
        others,
        mapping: &mapping,
        days: Days { as_of, governing: as_of },
        read: None,
    })?;
    parts.finish(&|supplier| supplier.starts_with("sub-").then(|| supplier.into()))
}

/// A bill of one CSV, each line as text.
fn lines(mapping: &str, table: &str) -> Vec<String> {
    let files = [("bom.csv", table.as_bytes())];
    let finished = read(mapping, &files, 0)
        .unwrap_or_else(|problems| panic!("{:#?}", problems.iter().map(told).collect::<Vec<_>>()));
    show(&finished)
}

fn show(finished: &FinishedBill<'_>) -> Vec<String> {
    let bill = &finished.bill;
    let line = |line: usize| {
        let uses: Vec<String> = bill
            .uses(line)
            .map(|one| {
                let parent = one.parent.map_or("", |parent| bill.id(parent));
                format!("{}×{parent}", one.quantity)
            })
            .collect();
        let mut text = format!("{} {}", bill.id(line), uses.join("+"));
        if let Some(description) = bill.description(line) {
            text.push_str(&format!(" '{description}'"));
        }
        if let (Some((least, most)), Some(currency)) = (bill.unit_cost(line), bill.currency(line)) {
            let range = if bill.has_cost_range(line) { format!("..{most}") } else { String::new() };
            text.push_str(&format!(" {least}{range} {currency}"));
        }
        if let Some(origin) = bill.origin(line) {
            text.push_str(&format!(" {}", origin.as_str()));
        }
        if let Some(source) = bill.sourced_from(line) {
            text.push_str(&format!(" from {}", source.as_str()));
        }
        if let Some(supplier) = bill.supplier(line) {
            text.push_str(&format!(" by {supplier}"));
        }
        text
    };
    (0..bill.len()).map(line).collect()
}

/// What is remarked on a bill of one CSV.
fn remarks(mapping: &str, table: &str) -> Vec<String> {
    let files = [("bom.csv", table.as_bytes())];
    let finished = read(mapping, &files, 0)
        .unwrap_or_else(|problems| panic!("{:#?}", problems.iter().map(told).collect::<Vec<_>>()));
    finished.remarks.iter().map(remarked).collect()
}

fn remarked(remark: &RowRemark) -> String {
    match remark {
        RowRemark::Bill(at, remark) => {
            let help = remark.help().map_or_else(String::new, |help| format!(" [{help}]"));
            format!("{at}: {remark}{help}")
        }
        RowRemark::Country(remark, count) => {
            format!("{}: {remark}, {count} times", remark.source())
        }
    }
}

/// What is wrong with one CSV.
fn problems(mapping: &str, table: &str) -> Vec<String> {
    let files = [("bom.csv", table.as_bytes())];
    match read(mapping, &files, 0) {
        Ok(finished) => panic!("read as {:#?}", show(&finished)),
        Err(problems) => problems.iter().map(told).collect(),
    }
}

fn told(problem: &ShapeProblem) -> String {
    let help = problem.help().map_or_else(String::new, |help| format!(" [{help}]"));
    format!("{}: {problem}{help}", problem.source())
}

const FLAT: &str = "
[columns]
id = \"Part\"
quantity = \"Qty\"
unit_cost = \"Cost\"
origin = \"Origin\"
[constants]
currency = \"EUR\"
";
