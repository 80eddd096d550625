//! Places in a document, those included that the model has no name for.

use std::fmt;

use safe_eligibility::model::given::shown;
use safe_eligibility::model::place::Place;

/// A place in a document as a JSON pointer; ordered as the document is written in the contract.
///
/// Members that the model does not know come before the known ones beside them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer {
    place: Place,
    unknown: Option<Box<str>>,
}

impl Pointer {
    /// A member that the model does not know, in the object at `place`.
    pub(crate) fn unknown(place: Place, name: &str) -> Self {
        Self { place, unknown: Some(name.into()) }
    }

    /// Whether this is the document as a whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.place == Place::root() && self.unknown.is_none()
    }
}

impl From<Place> for Pointer {
    fn from(place: Place) -> Self {
        Self { place, unknown: None }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.place, out)?;
        match &self.unknown {
            None => Ok(()),
            Some(name) => {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                write!(out, "/{}", shown(&escaped))
            }
        }
    }
}
