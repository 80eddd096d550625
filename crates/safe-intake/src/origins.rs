//! Declarations of origin, laid over the parts of a bill.

mod columns;
mod overlay;
mod problem;
mod read;
mod remark;
mod replacing;
mod settle;

use std::fmt;

use safe_eligibility::model::country::Origin;
use safe_eligibility::model::day::Day;

use crate::mapping::{OriginChoices, OriginColumn};
use crate::pointer::Pointer;
use crate::remark::Remark;
use crate::source::Source;

pub(crate) use overlay::{OriginOverlay, StatedPart};
pub(crate) use problem::OriginProblem;
pub(crate) use read::read_origins;
pub(crate) use remark::OriginRemark;

/// Every declaration of every file, in order.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    list: Vec<Declaration>,
    file_remarks: Vec<Remark>,
}

/// One row of a table of declarations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declaration {
    pub(crate) about: About,
    /// The origin; `None` where what is written is not clearly one.
    pub(crate) origin: Option<Origin>,
    /// What kind of evidence it is; `None`: not stated, as below.
    pub(crate) evidence: Option<Box<str>>,
    /// The document or its number.
    pub(crate) document: Option<Box<str>>,
    pub(crate) declared_by: Option<Box<str>>,
    pub(crate) valid_from: Option<Day>,
    pub(crate) valid_until: Option<Day>,
    pub(crate) replaces: Replaces,
    /// The row.
    pub(crate) row: Source,
    /// The cell of the origin.
    pub(crate) source: Source,
}

/// What a declaration is about, from the most specific to the least.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// One part as one supplier delivers it.
    PartOfSupplier {
        /// The id of the part.
        part: Box<str>,
        /// The id of the supplier.
        supplier: Box<str>,
    },
    /// One part, whoever delivers it.
    Part(Box<str>),
    /// Whatever one supplier delivers.
    Supplier(Box<str>),
}

/// Which earlier declarations one takes the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Replaces {
    /// None.
    Nothing,
    /// Every other one about the same.
    Others,
    /// The one with this document.
    Document(Box<str>),
}

/// Where a bill states the origin of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StatedAt {
    /// In a file beside the document.
    File(Source),
    /// In the document.
    Document(Pointer),
}

impl fmt::Display for StatedAt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(source) => fmt::Display::fmt(source, out),
            Self::Document(pointer) => fmt::Display::fmt(pointer, out),
        }
    }
}

impl Declarations {
    /// The declarations, in the order of the files and of their rows.
    pub(crate) fn list(&self) -> &[Declaration] {
        &self.list
    }

    /// Gives a supplier that is declared about its id, where one is known; those that turn out to
    /// be the same are weighed together.
    pub(crate) fn rename_suppliers(&mut self, id_of: impl Fn(&str) -> Option<Box<str>>) {
        for declaration in &mut self.list {
            match &mut declaration.about {
                About::PartOfSupplier { supplier, .. } | About::Supplier(supplier) => {
                    if let Some(id) = id_of(supplier) {
                        *supplier = id;
                    }
                }
                About::Part(_) => {}
            }
        }
    }

    /// What was understood or changed when the files were opened.
    pub(crate) fn file_remarks(&self) -> &[Remark] {
        &self.file_remarks
    }
}

impl Declaration {
    fn is_valid_on(&self, day: Day) -> bool {
        self.has_begun_on(day) && self.valid_until.is_none_or(|last| last >= day)
    }

    fn has_begun_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
    }
}

#[cfg(test)]
mod tests;
