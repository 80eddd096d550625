//! The yardsticks of tables: the same files read by the `csv` crate and by `calamine`.

#![expect(dead_code, reason = "only how long it takes to fill the records is asked")]

use std::hint::black_box;
use std::path::Path;

use calamine::Reader as _;
use serde::Deserialize;

/// A row of a bill. Figures are texts, since no number of the machine holds them exactly.
#[derive(Deserialize)]
struct Record {
    id: String,
    description: String,
    quantity: String,
    unit_cost: String,
    currency: String,
    origin: String,
}

/// Reads a table into records, which are kept as a bill is.
pub(crate) fn read_csv(path: &Path) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let records: Vec<Record> = reader.deserialize().collect::<Result<_, _>>().unwrap();
    drop(black_box(records));
}

/// Reads a table into records, each dropped before the next.
pub(crate) fn pass_csv(path: &Path) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    for record in reader.deserialize::<Record>() {
        drop(black_box(record.unwrap()));
    }
}

/// Reads the first sheet of a workbook.
pub(crate) fn read_xlsx(path: &Path) {
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    drop(black_box(workbook.worksheet_range_at(0).unwrap().unwrap()));
}
