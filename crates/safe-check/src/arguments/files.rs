//! The files that are read beside a procurement document.

use std::path::PathBuf;

use clap::Args;

/// Bills of materials and what is laid over them.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Bills of materials")]
pub(crate) struct FileArguments {
    /// The bill of materials of an end product, by its id: `.csv`, `.tsv`, `.xlsx`, `.xls`,
    /// `.ods`, rows as `.json` or `.jsonl`, of which several of one product are read together; or
    /// CycloneDX
    #[arg(long = "bill", value_name = "ID=FILE", value_parser = BillFile::parse)]
    pub(crate) bills: Vec<BillFile>,
    /// What the columns of the bills mean [default: a guess, which is told]
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// A table of declared origins, laid over what the bills state
    #[arg(long, value_name = "FILE")]
    pub(crate) origins: Vec<PathBuf>,
    /// Exchange rates: a file of the European Central Bank, or a table of one's own
    #[arg(long, value_name = "FILE")]
    pub(crate) rates: Vec<PathBuf>,
}

/// A bill and the end product it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BillFile {
    pub(crate) product: String,
    pub(crate) path: PathBuf,
}

impl BillFile {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text.split_once('=') {
            Some((product, path)) if !product.is_empty() && !path.is_empty() => {
                Ok(Self { product: product.to_owned(), path: PathBuf::from(path) })
            }
            Some(_) | None => Err("write the id of an end product, `=`, and a file"),
        }
    }
}

impl FileArguments {
    /// Every file.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        let bills = self.bills.iter().map(|bill| &bill.path);
        bills.chain(&self.map).chain(&self.origins).chain(&self.rates)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_is_an_id_and_a_file() {
        let bill = BillFile::parse("missile=a=b.xlsx").unwrap();
        assert_eq!((&*bill.product, bill.path), ("missile", PathBuf::from("a=b.xlsx")));
        for wrong in ["bom.xlsx", "=bom.xlsx", "missile=", ""] {
            assert!(BillFile::parse(wrong).is_err(), "{wrong}");
        }
    }
}
