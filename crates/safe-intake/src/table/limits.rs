//! How much of a file is read at most, so that a hostile one cannot fill the memory.

use std::fmt;

/// Most cells of one table.
pub(super) const MOST_CELLS: usize = 50_000_000;
/// Most cells that stand for each other: by repetition or by being merged.
pub(super) const MOST_REPEATED: usize = 2_000_000;
/// Most files within a workbook; a workbook of a thousand sheets has a few thousand.
pub(super) const MOST_ENTRIES: usize = 20_000;
/// Most bytes one file within a workbook may unfold to.
pub(super) const MOST_UNFOLDED: u64 = 2 << 30;
/// Up to this size a file within a workbook may be folded as tightly as it likes.
pub(super) const UNFOLDED_FREELY: u64 = 64 << 20;
/// Most bytes a byte may unfold to beyond that; the cells of real workbooks reach about 40.
pub(super) const MOST_RATIO: u64 = 200;

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Cells,
    Columns,
    Rows,
    // What a sheet of an Excel workbook holds.
    Sheet,
    Texts,
    Entries,
    Unfolded,
    Ratio,
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cells => write!(out, "more than {MOST_CELLS} cells"),
            Self::Columns => out.write_str("more than 65535 columns"),
            Self::Rows => out.write_str("more than 4294967295 rows"),
            Self::Sheet => {
                out.write_str("rows or cells beyond the 1048576 rows and 16384 columns of a sheet")
            }
            Self::Texts => out.write_str("more than 4 GiB of text"),
            Self::Entries => write!(out, "more than {MOST_ENTRIES} files within the workbook"),
            Self::Unfolded => out.write_str("a file within the workbook unfolds to over 2 GiB"),
            Self::Ratio => {
                write!(
                    out,
                    "a file within the workbook unfolds to over {MOST_RATIO} times its size"
                )
            }
        }
    }
}
