//! Countries by code, and where a component originates.

use std::fmt;

/// A country by its assigned ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
///
/// Ordered by code. `EU`, `UK`, `EL`, reserved and user-assigned codes are never a country.
///
/// # Examples
///
/// ```
/// use safe_eligibility::model::country::{CountryCode, CountryError};
///
/// assert_eq!(CountryCode::parse("GB").unwrap().as_str(), "GB");
/// assert_eq!(CountryCode::parse("UK"), Err(CountryError::UnitedKingdom));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode {
    // INVARIANT: an index into `CODES`.
    index: u8,
}

impl CountryCode {
    /// How many countries there are; every [`index`](Self::index) is below it.
    pub const COUNT: usize = CODES.len();

    /// Reads a code, upper case.
    ///
    /// # Errors
    ///
    /// [`CountryError`] for everything that is not an assigned code or `XK`; the codes people
    /// write by mistake have a variant of their own.
    pub fn parse(text: &str) -> Result<Self, CountryError> {
        if let Ok(code) = <[u8; 2]>::try_from(text.as_bytes()) {
            if let Some(found) = Self::from_bytes(code) {
                return Ok(found);
            }
        }
        Err(CountryError::of(text))
    }

    /// The code, upper case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        CODES.get(usize::from(self.index)).copied().unwrap_or("")
    }

    /// The position of the code among all codes in alphabetical order.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.index)
    }

    /// Every country, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u8..).take(CODES.len()).map(|index| Self { index })
    }

    fn from_bytes([first, second]: [u8; 2]) -> Option<Self> {
        let row = usize::from(first.checked_sub(b'A')?);
        let column = usize::from(second.checked_sub(b'A')?);
        let index = *POSITIONS.get(row)?.get(column)?;
        (index != UNASSIGNED).then_some(Self { index })
    }

    pub(crate) fn from_index(index: u8) -> Option<Self> {
        (usize::from(index) < CODES.len()).then_some(Self { index })
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// Where a component originates or is sourced from: a country, or somewhere in the Union.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "contract section 1 closes the list")]
pub enum Origin {
    /// A country by its code.
    Country(CountryCode),
    /// Somewhere in the Union, the Member State not being stated.
    Union,
}

impl Origin {
    /// Reads a country code or `EU`.
    ///
    /// # Errors
    ///
    /// As [`CountryCode::parse`].
    pub fn parse(text: &str) -> Result<Self, CountryError> {
        match CountryCode::parse(text) {
            Ok(country) => Ok(Self::Country(country)),
            Err(CountryError::Union) => Ok(Self::Union),
            Err(error) => Err(error),
        }
    }

    /// The code, `EU` for somewhere in the Union.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country(country) => country.as_str(),
            Self::Union => "EU",
        }
    }
}

/// Why a text is not the code of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountryError {
    /// `UK`, which is not the code of the United Kingdom.
    #[error("not a country code; the United Kingdom is `GB`")]
    UnitedKingdom,
    /// `EL`, which is not the code of Greece.
    #[error("not a country code; Greece is `GR`")]
    Greece,
    /// `EU`, where only a country will do.
    #[error("not a country; name the Member State")]
    Union,
    /// Right but for its case.
    #[error("not in upper case; write `{0}`")]
    Case(CountryCode),
    /// Two capital letters that are not assigned to a country.
    #[error("not an assigned country code; write one of ISO 3166-1, such as `PL`")]
    Unassigned,
    /// Anything else.
    #[error("not a country code of two capital letters; write one such as `PL`")]
    Shape,
}

impl CountryError {
    fn of(text: &str) -> Self {
        let upper = text.to_ascii_uppercase();
        let Ok(code) = <[u8; 2]>::try_from(upper.as_bytes()) else {
            return Self::Shape;
        };
        match upper.as_str() {
            "UK" => Self::UnitedKingdom,
            "EL" => Self::Greece,
            "EU" if text == "EU" => Self::Union,
            _ => match CountryCode::from_bytes(code) {
                Some(country) => Self::Case(country),
                None if code.iter().all(u8::is_ascii_uppercase) => Self::Unassigned,
                None => Self::Shape,
            },
        }
    }
}

const UNASSIGNED: u8 = u8::MAX;

#[rustfmt::skip]
static CODES: [&str; 250] = [
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ",
    "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS",
    "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE",
    "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF",
    "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
    "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM",
    "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC",
    "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA",
    "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG",
    "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS",
    "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO",
    "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "XK", "YE", "YT", "ZA", "ZM", "ZW",
];

static POSITIONS: [[u8; 26]; 26] = positions();

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "evaluated when the program is compiled, where a fault is a build error"
)]
const fn positions() -> [[u8; 26]; 26] {
    let mut table = [[UNASSIGNED; 26]; 26];
    let mut index = 0;
    while index < CODES.len() {
        let code = CODES[index].as_bytes();
        table[(code[0] - b'A') as usize][(code[1] - b'A') as usize] = index as u8;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_read_back() {
        assert!(CODES.is_sorted());
        for country in CountryCode::all() {
            assert_eq!(CountryCode::parse(country.as_str()), Ok(country));
        }
    }

    #[test]
    fn near_misses_are_named() {
        let error = |text| CountryCode::parse(text).unwrap_err().to_string();
        assert_eq!(error("UK"), "not a country code; the United Kingdom is `GB`");
        assert_eq!(error("EL"), "not a country code; Greece is `GR`");
        assert_eq!(error("EU"), "not a country; name the Member State");
        assert_eq!(error("pl"), "not in upper case; write `PL`");
        assert_eq!(
            error("XX"),
            "not an assigned country code; write one of ISO 3166-1, such as `PL`"
        );
        assert_eq!(
            error("Poland"),
            "not a country code of two capital letters; write one such as `PL`"
        );
    }
}
