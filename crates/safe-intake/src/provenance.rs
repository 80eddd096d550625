//! For every fact of a procurement, the file and the cell it was read from.

use crate::source::{ColumnLetters, Source, Spot};

impl Source {
    /// The cell as a spreadsheet program calls it, such as `G117`; `None`: it is no single cell.
    #[must_use]
    pub fn cell(&self) -> Option<String> {
        match self.spot() {
            Spot::Cell { row, column: Some(column), .. } => {
                Some(format!("{}{row}", ColumnLetters(*column)))
            }
            Spot::Whole
            | Spot::Sheet { .. }
            | Spot::Column { .. }
            | Spot::Cell { column: None, .. }
            | Spot::Text { .. } => None,
        }
    }
}
