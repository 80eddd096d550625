//! What was assumed about a CycloneDX file, or left out of it.

use safe_eligibility::model::country::Origin;
use safe_eligibility::model::given::shown;

use super::problem::named;
use crate::remark::Weight;
use crate::source::Source;

/// Something that was assumed or left out.
///
/// Displayed it is what was done with which component, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{note}", named(self.component.as_deref()))]
pub(crate) struct CyclonedxRemark {
    at: Source,
    // What the component calls itself; `None`: it is about no single one, or the note names it.
    component: Option<Box<str>>,
    note: CyclonedxNote,
}

impl CyclonedxRemark {
    pub(super) fn new(at: Source, component: Option<Box<str>>, note: CyclonedxNote) -> Self {
        Self { at, component, note }
    }

    /// The kind of remark, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self.note {
            CyclonedxNote::Quantity { .. } => "assumed-quantity",
            CyclonedxNote::NoPart => "empty-bill",
            CyclonedxNote::TwoQuantities { .. } => "two-quantities",
            CyclonedxNote::Country { .. } => "read-country",
            CyclonedxNote::Excluded(_) => "excluded-component",
            CyclonedxNote::NoComponent(_) => "unknown-dependency",
            CyclonedxNote::OnItself(_) => "dependency-on-itself",
            CyclonedxNote::Nested(_) => "nested-component",
        }
    }

    /// How much it asks of its reader.
    pub(crate) fn weight(&self) -> Weight {
        match self.note {
            CyclonedxNote::Country { .. } | CyclonedxNote::OnItself(_) => Weight::Note,
            CyclonedxNote::NoPart
            | CyclonedxNote::Quantity { .. }
            | CyclonedxNote::TwoQuantities { .. }
            | CyclonedxNote::Excluded(_)
            | CyclonedxNote::NoComponent(_)
            | CyclonedxNote::Nested(_) => Weight::Warning,
        }
    }

    /// Where it is, the first of several places.
    pub(crate) fn source(&self) -> &Source {
        &self.at
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        match &self.note {
            CyclonedxNote::TwoQuantities { device: given, .. }
            | CyclonedxNote::Country { given, .. }
            | CyclonedxNote::Excluded(given)
            | CyclonedxNote::NoComponent(given)
            | CyclonedxNote::OnItself(given)
            | CyclonedxNote::Nested(given) => Some(given),
            CyclonedxNote::NoPart | CyclonedxNote::Quantity { .. } => None,
        }
    }

    /// The one thing to do if it was not meant.
    pub(crate) fn help(&self) -> Option<String> {
        match self.note {
            CyclonedxNote::Quantity { .. } => {
                Some("state `safe:quantity` or `cdx:device:quantity`".to_owned())
            }
            CyclonedxNote::NoPart => {
                Some("list the parts as `components` if the end product has some".to_owned())
            }
            CyclonedxNote::NoComponent(_) => {
                Some("list what it depends on as a component if it is a part".to_owned())
            }
            CyclonedxNote::Nested(_) => {
                Some("list the component on the upper level if it goes into both".to_owned())
            }
            CyclonedxNote::TwoQuantities { .. }
            | CyclonedxNote::Country { .. }
            | CyclonedxNote::Excluded(_)
            | CyclonedxNote::OnItself(_) => None,
        }
    }
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CyclonedxNote {
    /// A file without a part.
    #[error("no component is a part of the end product, and the bill of materials is empty")]
    NoPart,
    /// Components without a quantity.
    #[error("{count} of the components state no quantity and are read as one each")]
    Quantity {
        /// How many.
        count: usize,
    },
    /// Two quantities of one component.
    #[error(
        "the quantity is read as `{}` by `safe:quantity`, not `{}`",
        shown(ours),
        shown(device)
    )]
    TwoQuantities {
        /// That of `safe:quantity`.
        ours: String,
        /// That of `cdx:device:quantity`.
        device: String,
    },
    /// A country that was not written as its code.
    #[error("`{}` is read as {}", shown(given), origin.as_str())]
    Country {
        /// What was given.
        given: String,
        /// What it is read as.
        origin: Origin,
    },
    /// A component that the file says is no part of the product.
    #[error("the component `{}` has the scope `excluded` and is left out", shown(.0))]
    Excluded(String),
    /// A dependency on something else than a component.
    #[error("the dependency on `{}` is left out, for no component has this reference", shown(.0))]
    NoComponent(String),
    /// A dependency of a component on itself.
    #[error("the dependency of `{}` on itself is left out", shown(.0))]
    OnItself(String),
    /// A dependency on a component that stands within another one.
    #[error("the dependency on `{}` is left out, for this component stands within another", shown(.0))]
    Nested(String),
}
