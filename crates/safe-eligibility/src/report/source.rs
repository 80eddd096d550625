//! Where facts were read from, where a procurement is put together of several files.

use std::fmt;
use std::ops::Range;

use super::json::{Json, Word, WriteJson, key};
use crate::assessment::Assessment;
use crate::model::place::Place;
use crate::model::procurement::Digest;

/// What tells where the facts of a procurement were read from.
///
/// Whoever reads bills from tables has one and gives it to
/// [`Assessment::with_sources`]; the reports then name the cell beside each JSON pointer.
pub trait FactSources: fmt::Debug + Send + Sync {
    /// Where the fact at `place` stands, or would stand; `None`: nowhere.
    fn source_of(&self, place: &Place) -> Option<FactSource>;

    /// Every file that was read beside the document, in the order of reading.
    fn inputs(&self) -> Vec<InputRead>;

    /// What was understood otherwise than it is written, so that nobody is left to guess it.
    fn remarks(&self) -> Vec<RemarkMade>;
}

/// A place in one of the files that a procurement is put together of.
///
/// Displayed it is the place as people say it, such as `bom.xlsx, sheet "BOM", G117`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FactSource {
    /// The file by its name.
    pub file: Box<str>,
    /// The sheet; `None`: the file has none.
    pub sheet: Option<Box<str>>,
    /// Row from 1; `None`: the file or the sheet as a whole.
    pub row: Option<u32>,
    /// The cell as a spreadsheet program calls it, such as `G117`; `None`: no single cell.
    pub cell: Option<Box<str>>,
    /// Line of the text from 1; `None`: the file is no text, or the line is the row.
    pub line: Option<u32>,
    /// Bytes of the text, counted from 0; `None`: the file is no text, or a table.
    pub bytes: Option<Range<usize>>,
    /// All of it in words.
    pub text: Box<str>,
}

impl FactSource {
    /// A file as a whole, and what it is called.
    #[must_use]
    pub fn new(file: &str, text: &str) -> Self {
        Self {
            file: file.into(),
            sheet: None,
            row: None,
            cell: None,
            line: None,
            bytes: None,
            text: text.into(),
        }
    }
}

impl fmt::Display for FactSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// A file that was read beside the procurement document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputRead {
    /// What it is for: `bill`, `parts`, `mapping`, `origins` or `rates`.
    pub role: &'static str,
    /// Its name.
    pub name: Box<str>,
    /// Over its bytes.
    pub digest: Digest,
}

impl InputRead {
    /// A file by its name, and what it is for.
    #[must_use]
    pub fn new(role: &'static str, name: &str, digest: Digest) -> Self {
        Self { role, name: name.into(), digest }
    }
}

/// Something that was understood otherwise than it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemarkMade {
    /// Of which kind: lower case with hyphens.
    pub code: &'static str,
    /// Where in the document it is, as a JSON pointer; `None`: nowhere in particular.
    pub at: Option<Box<str>>,
    /// Where it was read; `None`: nowhere in particular.
    pub source: Option<FactSource>,
    /// What was made of it, in lower case and without a full stop.
    pub message: Box<str>,
    /// What to do about it; `None`: nothing needs to be done.
    pub help: Option<Box<str>>,
}

impl RemarkMade {
    /// A remark that is about no place in particular.
    #[must_use]
    pub fn new(code: &'static str, message: &str) -> Self {
        Self { code, at: None, source: None, message: message.into(), help: None }
    }
}

impl<'a> Assessment<'a> {
    /// The same assessment, whose reports also name where facts were read from.
    #[must_use]
    pub fn with_sources(mut self, sources: &'a dyn FactSources) -> Self {
        self.sources = Some(sources);
        self
    }

    /// Where a fact was read from; `None`: from the only document, or it stands nowhere.
    #[must_use]
    pub fn source_of(&self, place: &Place) -> Option<FactSource> {
        self.sources.and_then(|sources| sources.source_of(place))
    }
}

impl WriteJson for FactSource {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("file"), &self.file);
            if let Some(sheet) = &self.sheet {
                json.member(key!("sheet"), sheet);
            }
            if let Some(row) = self.row {
                json.member(key!("row"), &row);
            }
            if let Some(cell) = &self.cell {
                json.member(key!("cell"), cell);
            }
            if let Some(line) = self.line {
                json.member(key!("line"), &line);
            }
            if let Some(bytes) = &self.bytes {
                json.member(key!("bytes"), &Bytes(bytes));
            }
        });
    }
}

/// A stretch of bytes, as diagnostics write it.
struct Bytes<'s>(&'s Range<usize>);

impl WriteJson for Bytes<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("start"), &self.0.start);
            json.member(key!("length"), &self.0.len());
        });
    }
}

impl WriteJson for InputRead {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("role"), &Word(self.role));
            json.member(key!("name"), &self.name);
            json.member(key!("sha256"), &self.digest);
        });
    }
}

impl WriteJson for RemarkMade {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("code"), &Word(self.code));
            if let Some(at) = &self.at {
                json.member(key!("at"), at);
            }
            if let Some(source) = &self.source {
                json.member(key!("source"), source);
            }
            json.member(key!("message"), &self.message);
            if let Some(help) = &self.help {
                json.member(key!("help"), help);
            }
        });
    }
}

/// Something about a place, with the cell beside it where there is one.
pub(super) struct Sourced<'w, 'r, 'a, T> {
    pub(super) assessment: &'r Assessment<'a>,
    pub(super) at: &'w Place,
    pub(super) item: &'w T,
}

impl<T: WriteMembers> WriteJson for Sourced<'_, '_, '_, T> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            self.item.write_members(json);
            if let Some(source) = self.assessment.source_of(self.at) {
                json.member(key!("source"), &source);
            }
        });
    }
}

/// The members of something that a source may stand beside.
pub(super) trait WriteMembers {
    fn write_members(&self, json: &mut Json<'_>);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bill::{BillOfMaterials, BomLine, Position};
    use crate::model::day::Day;
    use crate::model::figure::Quantity;
    use crate::model::place::Member;
    use crate::model::procurement::{CommonProcurement, ProcurementDraft};
    use crate::model::product::EndProduct;
    use crate::report::{ReportOptions, TextOptions};
    use crate::rulebook::Rulebook;

    #[derive(Debug)]
    struct OneTable;

    impl FactSources for OneTable {
        fn source_of(&self, place: &Place) -> Option<FactSource> {
            let line = Place::root().at(Member::EndProducts, 0).at(Member::Components, 0);
            let (row, cell) = if *place == line {
                (Some(117), None)
            } else {
                (*place == line.member(Member::Origin)).then_some((Some(117), Some("G117")))?
            };
            let mut source = FactSource::new("bom.xlsx", "bom.xlsx, sheet \"BOM\", G117");
            source.sheet = Some("BOM".into());
            (source.row, source.cell) = (row, cell.map(Into::into));
            Some(source)
        }

        fn inputs(&self) -> Vec<InputRead> {
            vec![InputRead::new("bill", "bom.xlsx", Digest::of(b""))]
        }

        fn remarks(&self) -> Vec<RemarkMade> {
            vec![RemarkMade::new("country-name", "`Deutschland` is read as DE")]
        }
    }

    fn of_one_line(sourced: bool, write: impl Fn(&Assessment<'_>) -> String) -> String {
        let mut bill = BillOfMaterials::builder();
        let quantity = Quantity::parse("1").unwrap();
        bill.push(BomLine::new("seeker", Position::EndProduct(quantity)));
        let mut product = EndProduct::new("missile");
        product.components = Some(bill.finish().unwrap());
        let mut draft = ProcurementDraft::new("PL-1");
        draft.end_products = Some(vec![product]);
        let procurement = CommonProcurement::new(draft).unwrap();
        let law = Rulebook::embedded().unwrap().on(Day::parse("2026-11-22").unwrap());
        let assessment = crate::assess(&procurement, &law).unwrap();
        write(&if sourced { assessment.with_sources(&OneTable) } else { assessment })
    }

    #[test]
    fn reports_name_the_cell_beside_the_pointer() {
        let json = |assessment: &Assessment<'_>| assessment.to_json(ReportOptions::default());
        let written = of_one_line(true, json);
        for expected in [
            r#""inputs":[{"role":"bill","name":"bom.xlsx","sha256":"e3b0c442"#,
            r#","source":{"file":"bom.xlsx","sheet":"BOM","row":117,"cell":"G117"}}"#,
            r#""standing":"unstated","source":{"file":"bom.xlsx","sheet":"BOM","row":117}}"#,
            r#""remarks":[{"code":"country-name","message":"`Deutschland` is read as DE"}]"#,
        ] {
            assert!(written.contains(expected), "{expected} is not in {written}");
        }
        let without = of_one_line(false, json);
        assert!(!without.contains("bom.xlsx") && !without.contains("remarks"));
    }

    #[test]
    fn texts_name_cells_files_and_remarks() {
        let text = |assessment: &Assessment<'_>| {
            assessment.to_text(ReportOptions::default(), TextOptions::default())
        };
        let written = of_one_line(true, text);
        for expected in
            ["bom.xlsx, sheet \"BOM\"", "Read with    bill bom.xlsx", "`Deutschland` is read as DE"]
        {
            assert!(written.contains(expected), "{expected} is not in {written}");
        }
        assert!(!of_one_line(false, text).contains("Read "));
    }
}
