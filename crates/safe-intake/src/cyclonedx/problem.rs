//! What can be wrong with a CycloneDX file.

use safe_eligibility::model::figure::FigureError;
use safe_eligibility::model::given::shown;

use super::Place;
use crate::parts::Differing;
use crate::source::{Source, Spot};

/// Something wrong with a CycloneDX file; without it there is no bill.
///
/// Displayed it is what is wrong with which component, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{fault}", named(self.component.as_deref()))]
pub(crate) struct CyclonedxProblem {
    at: Source,
    // What the component calls itself; `None`: it is not known, or the fault names it.
    component: Option<Box<str>>,
    fault: Box<CyclonedxFault>,
}

impl CyclonedxProblem {
    pub(super) fn new(at: Source, fault: CyclonedxFault) -> Self {
        Self { at, component: None, fault: Box::new(fault) }
    }

    /// The same, of the component that calls itself so.
    pub(super) fn of(self, component: Option<String>) -> Self {
        Self { component: component.filter(|id| !id.is_empty()).map(Into::into), ..self }
    }

    /// Where in the text it begins.
    pub(super) fn start(&self) -> usize {
        match self.at.spot() {
            Spot::Text { bytes, .. } => bytes.start,
            Spot::Whole | Spot::Sheet { .. } | Spot::Column { .. } | Spot::Cell { .. } => 0,
        }
    }

    /// The kind of problem, for programs.
    pub(crate) fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// Where it is.
    pub(crate) fn source(&self) -> &Source {
        &self.at
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        self.fault.given()
    }

    /// The one thing to do about it.
    pub(crate) fn help(&self) -> Option<String> {
        self.fault.help()
    }
}

/// A component before what is said about it.
pub(super) fn named(component: Option<&str>) -> String {
    component.map(|id| format!("component `{}`: ", shown(id))).unwrap_or_default()
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CyclonedxFault {
    /// Bytes that are no text.
    #[error("not UTF-8")]
    NotUtf8,
    /// Text that is not JSON.
    #[error("not valid JSON")]
    Syntax,
    /// A member of another kind than CycloneDX has there, or one that is stated twice.
    #[error("not CycloneDX: {0}")]
    Member(String),
    /// A file that does not say that it is CycloneDX.
    #[error("the file does not say that it is CycloneDX")]
    Format,
    /// A version that is not read.
    #[error("`{}` is not a version that is read", shown(.0))]
    Version(String),
    /// A component that is none of those of this version.
    #[error("`{}` is not a type of component in CycloneDX {version}", shown(given))]
    Type {
        /// The type that was given.
        given: String,
        /// The version of the file.
        version: &'static str,
    },
    /// A component of which a required member is not stated.
    #[error("no `{0}` is stated")]
    Missing(&'static str),
    /// Two components with one reference.
    #[error("the reference `{}` stands twice", shown(.0))]
    RepeatedReference(String),
    /// Two components without a reference that are one part and state it differently.
    #[error("{differing} in {}", other.in_text())]
    Conflict {
        /// What both state.
        differing: Box<Differing>,
        /// Where the other component states it.
        other: Place,
    },
    /// Components that stand too deep within each other.
    #[error("it stands more than {0} deep within others")]
    TooDeep(usize),
    /// A property of ours that nothing is known of.
    #[error("`{}` is not a property that is read", shown(given))]
    Property {
        /// Its name.
        given: String,
        /// The known one that looks most like it.
        nearest: Option<&'static str>,
    },
    /// A property of ours that a component has twice.
    #[error("the property `{}` stands twice", shown(.0))]
    RepeatedProperty(String),
    /// A quantity for a component that this one does not go into.
    #[error("a quantity is stated within `{}`, into which it does not go", shown(.0))]
    UnusedQuantity(String),
    /// A figure that cannot be read.
    #[error("`{}` in `{property}` is {problem}", shown(given))]
    Figure {
        /// The property it stands in.
        property: &'static str,
        /// What was given.
        given: String,
        /// What is wrong with it.
        problem: FigureError,
    },
    /// A currency that cannot be read.
    #[error("`{}` in `safe:currency` is not a currency", shown(.0))]
    Currency(String),
    /// A cost without its currency.
    #[error("a cost is stated and no currency")]
    MissingCurrency,
    /// Costs that contradict each other.
    #[error("a cost and a range of costs are stated, or half a range")]
    Costs,
    /// A country that cannot be read.
    #[error("`{}` in `{property}` is not a country", shown(given))]
    Country {
        /// The property it stands in.
        property: &'static str,
        /// What was given.
        given: String,
        /// The countries that may be meant.
        near: Vec<&'static str>,
    },
}

impl CyclonedxFault {
    pub(super) fn of(error: &serde_json::Error) -> Self {
        if error.is_data() {
            // The place is told beside the message.
            let text = error.to_string();
            let what = text.rsplit_once(" at line ").map_or(&*text, |(what, _)| what);
            Self::Member(what.to_owned())
        } else {
            Self::Syntax
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 => "not-utf-8",
            Self::Syntax => "not-json",
            Self::Member(_) => "not-cyclonedx",
            Self::Format => "format",
            Self::Version(_) => "version",
            Self::Type { .. } => "component-type",
            Self::Missing(_) => "missing-member",
            Self::RepeatedReference(_) => "repeated-reference",
            Self::Conflict { .. } => "contradicting-components",
            Self::TooDeep(_) => "too-deep",
            Self::Property { .. } => "unknown-property",
            Self::RepeatedProperty(_) => "repeated-property",
            Self::UnusedQuantity(_) => "unused-quantity",
            Self::Figure { .. } => "not-a-figure",
            Self::Currency(_) => "not-a-currency",
            Self::MissingCurrency => "missing-currency",
            Self::Costs => "two-costs",
            Self::Country { .. } => "not-a-country",
        }
    }

    fn given(&self) -> Option<&str> {
        match self {
            Self::Version(given)
            | Self::Type { given, .. }
            | Self::RepeatedReference(given)
            | Self::Property { given, .. }
            | Self::RepeatedProperty(given)
            | Self::UnusedQuantity(given)
            | Self::Figure { given, .. }
            | Self::Currency(given)
            | Self::Country { given, .. } => Some(given),
            Self::Conflict { differing, .. } => Some(differing.given()),
            Self::NotUtf8
            | Self::Syntax
            | Self::Member(_)
            | Self::Format
            | Self::Missing(_)
            | Self::TooDeep(_)
            | Self::MissingCurrency
            | Self::Costs => None,
        }
    }

    fn help(&self) -> Option<String> {
        Some(match self {
            Self::NotUtf8 => "save the file with this encoding".to_owned(),
            Self::Syntax => "export the file again; it may have been cut off".to_owned(),
            Self::Member(_) => "export the file again, by the specification".to_owned(),
            Self::Format => "write `\"bomFormat\": \"CycloneDX\"`".to_owned(),
            Self::Version(_) => "export the file as version 1.4, 1.5, 1.6 or 1.7".to_owned(),
            Self::Type { .. } => "parts of hardware are of the type `device`".to_owned(),
            Self::Missing(member) => format!("state `{member}`"),
            Self::RepeatedReference(_) => "give each component a `bom-ref` of its own".to_owned(),
            Self::Conflict { .. } => {
                "state the same in both, or give each a `bom-ref` of its own".to_owned()
            }
            Self::TooDeep(_) => "state what goes into what as `dependencies`".to_owned(),
            Self::Property { nearest: Some(name), .. } => format!("perhaps `{name}` is meant"),
            Self::Property { nearest: None, .. } => "remove it".to_owned(),
            Self::RepeatedProperty(_) => "state it once".to_owned(),
            Self::UnusedQuantity(_) => {
                "name the reference of a component that it goes into, or remove it".to_owned()
            }
            // The message says it.
            Self::Figure { .. } => return None,
            Self::Currency(_) => "write three capital letters such as `EUR`".to_owned(),
            Self::MissingCurrency => "state it as the property `safe:currency`".to_owned(),
            Self::Costs => {
                "state `safe:unit-cost`, or both `safe:unit-cost-least` and `safe:unit-cost-most`"
                    .to_owned()
            }
            Self::Country { near, .. } if !near.is_empty() => {
                format!("perhaps `{}` is meant", near.join("` or `"))
            }
            Self::Country { .. } => "write its code, such as `PL`".to_owned(),
        })
    }
}
