//! Bills of materials in CycloneDX JSON, versions 1.4 to 1.7.
//!
//! Each component is a part. One that stands within another goes into that one. One on the upper
//! level goes into the components that depend on it, by `dependencies`, and into the end product
//! where none does or where the described component itself does. What a document of the contract
//! states and CycloneDX has no member for stands in properties whose names begin with `safe:`.

mod component;
mod facts;
mod graph;
mod locate;
mod problem;
mod remark;
#[cfg(test)]
mod tests;
mod text;

use std::borrow::Cow;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::json::Content;
use crate::parts::{Parts, RowId};
use crate::source::{Source, Spot, TextSpot};
use crate::table::InputFile;
use component::Walk;
use text::Text;

pub(crate) use locate::Stated;
pub(crate) use problem::CyclonedxProblem;
pub(crate) use remark::CyclonedxRemark;

/// Whether a file is a bill in CycloneDX: by its name, or because its member `bomFormat` says so.
#[must_use]
pub fn is_cyclonedx(file: &InputFile<'_>) -> bool {
    const ENDING: &[u8] = b".cdx.json";
    let name = file.name.as_bytes();
    let ending = name.len().checked_sub(ENDING.len()).and_then(|at| name.get(at..));
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
        || Content::of(file.bytes) == Content::Cyclonedx
}

/// What a CycloneDX file says about one end product.
#[derive(Debug)]
pub(crate) struct CyclonedxBill<'a> {
    /// Its parts; their rows are the components and what hangs them into others.
    pub(crate) parts: Parts,
    /// The component that the file describes; `None`: it names none.
    pub(crate) described: Option<Described>,
    /// What was assumed or left out.
    pub(crate) remarks: Vec<CyclonedxRemark>,
    text: Text<'a>,
    // INVARIANT: one entry a row, the row being one more than the index.
    rows: Vec<Row>,
}

/// The component that a file describes: the end product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Described {
    /// What other components call it, or its name where they do not.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
}

/// A use of a component, and where it is stated.
#[derive(Clone, Copy, Debug)]
struct Row {
    component: Place,
    // What says where it goes: a dependency on it or, where it stands within another, it itself.
    parent: Place,
    // How many; the component itself where it does not say.
    quantity: Place,
}

impl Row {
    /// The row of a number, counted from 1.
    fn of(rows: &[Self], row: RowId) -> Option<&Self> {
        rows.get(usize::try_from(row.number).ok()?.checked_sub(1)?)
    }
}

/// The line of a piece of a file, and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    line: u32,
    start: usize,
    end: usize,
}

impl<'a> CyclonedxBill<'a> {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Every problem of the file: text that is not JSON or not CycloneDX, components of an unknown
    /// type, figures and countries that cannot be read, ids that occur twice.
    pub(crate) fn read(file: &InputFile<'a>) -> Result<Self, Vec<CyclonedxProblem>> {
        let text = Text::of(file)?;
        let document = text.whole::<Document<'_>>().map_err(|problem| vec![problem])?;
        let mut walk = Walk::new(&text);
        walk.check_head(&document);
        let metadata = document.metadata.as_ref();
        let described = metadata.and_then(|metadata| metadata.component);
        let described = described.and_then(|raw| walk.described(raw));
        walk.components(document.components.as_deref().unwrap_or(&[]));
        walk.hang(document.dependencies.as_deref().unwrap_or(&[]));
        let (parts, remarks, rows) = walk.finish()?;
        Ok(Self { parts, described, remarks, text, rows })
    }

    /// Where a component states something, or would state it.
    ///
    /// Only the component is kept; what it states is looked for in its text.
    pub(crate) fn source(&self, row: RowId, stated: Stated) -> Source {
        match Row::of(&self.rows, row) {
            Some(row) => self.text.stated(row, stated).source(self.text.file()),
            None => Source::whole(self.text.file()),
        }
    }
}

impl Place {
    /// The place, where the file is known.
    fn in_text(self) -> TextSpot {
        TextSpot { line: self.line, start: self.start }
    }

    fn source(self, file: &Arc<str>) -> Source {
        let Self { line, start, end } = self;
        Source::new(file.clone(), Spot::Text { line, bytes: start..end })
    }
}

/// The file as a whole; what says nothing about an end product and its parts is passed over.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    #[serde(borrow)]
    bom_format: Option<Cow<'a, str>>,
    #[serde(borrow)]
    spec_version: Option<Cow<'a, str>>,
    #[serde(borrow)]
    metadata: Option<Metadata<'a>>,
    #[serde(borrow)]
    components: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    dependencies: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
struct Metadata<'a> {
    #[serde(borrow)]
    component: Option<&'a RawValue>,
}
