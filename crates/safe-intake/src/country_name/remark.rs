//! What is said about a text that was read as a country, or could not be.

use std::fmt;

use safe_eligibility::model::country::Origin;
use safe_eligibility::model::given::shown;

use super::{CountryReading, HowRead, NAMIBIA, Suggestions};
use crate::remark::Weight;
use crate::source::Source;

/// A text that is not the code of a country as the document wants it.
///
/// Displayed it is one line: what was given, and what it was read as or why it was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CountryRemark {
    /// Where it stands.
    source: Source,
    /// What stands there.
    given: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Read(Origin, HowRead),
    Near(Suggestions),
    Former,
    Unknown,
}

impl CountryRemark {
    /// What there is to say about a reading; nothing where a code was plain or nothing was stated.
    pub(crate) fn of(reading: &CountryReading, given: &str, source: Source) -> Option<Self> {
        let kind = match reading {
            CountryReading::Plain(_) | CountryReading::NotStated => return None,
            CountryReading::Read { origin, how } => Kind::Read(*origin, *how),
            CountryReading::Near(suggestions) => Kind::Near(suggestions.clone()),
            CountryReading::Former => Kind::Former,
            CountryReading::Unknown => Kind::Unknown,
        };
        Some(Self { source, given: given.to_owned(), kind })
    }

    /// A short name for the kind of remark.
    pub(crate) fn code(&self) -> &'static str {
        match self.kind {
            Kind::Read(..) => "country-read",
            Kind::Near(_) => "country-unclear",
            Kind::Former => "country-former",
            Kind::Unknown => "country-unknown",
        }
    }

    /// How much it asks of its reader: a country that was read is worth knowing, one that was not
    /// is worth checking.
    pub(crate) fn weight(&self) -> Weight {
        match self.kind {
            Kind::Read(..) if self.given.trim() != NAMIBIA => Weight::Note,
            Kind::Read(..) | Kind::Near(_) | Kind::Former | Kind::Unknown => Weight::Warning,
        }
    }

    /// Where the text stands.
    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// The text.
    pub(crate) fn given(&self) -> &str {
        &self.given
    }

    /// What to do.
    pub(crate) fn help(&self) -> Option<String> {
        Some(match &self.kind {
            Kind::Read(..) if self.given.trim() == NAMIBIA => {
                "leave the cell empty if it is to mean that the country is not available".to_owned()
            }
            Kind::Read(..) => return None,
            Kind::Near(suggestions) => {
                let codes: Vec<&str> = suggestions.iter().map(|origin| origin.as_str()).collect();
                let (last, rest) = codes.split_last()?;
                if rest.is_empty() {
                    format!("write `{last}` if that is meant")
                } else {
                    format!("write the one that is meant: `{}` or `{last}`", rest.join("`, `"))
                }
            }
            Kind::Former => "write the code of the country of today".to_owned(),
            Kind::Unknown => "write the code of the country, such as `DE`".to_owned(),
        })
    }
}

impl fmt::Display for CountryRemark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = shown(&self.given);
        match &self.kind {
            Kind::Read(origin, how) => {
                write!(out, "`{given}` is read as `{}`, {how}", origin.as_str())
            }
            Kind::Near(_) => {
                write!(out, "`{given}` is not clearly one country; it counts as not stated")
            }
            Kind::Former => write!(out, "`{given}` exists no more; it counts as not stated"),
            Kind::Unknown => {
                write!(out, "`{given}` is not a country that is known; it counts as not stated")
            }
        }
    }
}

impl fmt::Display for HowRead {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alpha2 => out.write_str("its ISO 3166-1 alpha-2 code"),
            Self::Alpha3 => out.write_str("by its ISO 3166-1 alpha-3 code"),
            Self::Numeric => out.write_str("by its ISO 3166-1 numeric code"),
            Self::EuCode => out.write_str("by the code that institutions of the Union use"),
            Self::CustomsCode => out.write_str("by the code of customs declarations"),
            Self::Name(language) => write!(out, "by its name in {language}"),
            Self::OtherName => out.write_str("by another of its names"),
            Self::Together => out.write_str("which all of its parts mean"),
        }
    }
}
