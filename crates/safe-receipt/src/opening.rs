//! Openings: salts and values of single places, for whoever is to check them.

use crate::commitment::Salt;
use crate::error::ReceiptError;
use crate::json::Json;

/// The format of a file of openings.
pub const FORMAT: &str = "safe-openings/1";

/// The value of one place with its salt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Opening {
    /// The address: a JSON pointer in the document, or `assessment` and one in the assessment.
    pub at: String,
    /// What stands there.
    pub value: Json,
    /// With what it was committed to.
    pub salt: Salt,
}

impl Opening {
    /// An opening of one place.
    #[must_use]
    pub fn new(at: &str, value: Json, salt: Salt) -> Self {
        Self { at: at.to_owned(), value, salt }
    }
}

/// Openings as a file.
#[must_use]
pub fn to_json(openings: &[Opening]) -> Json {
    let each = openings.iter().map(|opening| {
        Json::Object(vec![
            ("at".to_owned(), Json::Text(opening.at.clone())),
            ("value".to_owned(), opening.value.clone()),
            ("salt".to_owned(), Json::Text(opening.salt.to_hexadecimal())),
        ])
    });
    Json::Object(vec![
        ("format".to_owned(), FORMAT.into()),
        ("openings".to_owned(), Json::List(each.collect())),
    ])
}

/// Whether JSON says of itself that it is a file of openings.
#[must_use]
pub fn is_openings(json: &Json) -> bool {
    json.member("format") == Some(&FORMAT.into())
}

/// The openings of a file.
///
/// # Errors
///
/// [`ReceiptError::NotOpenings`] with the first place that is not in order.
pub fn read(json: &Json) -> Result<Vec<Opening>, ReceiptError> {
    let wrong = |at: String, wanted| ReceiptError::NotOpenings { at, wanted };
    if !is_openings(json) {
        return Err(wrong("/format".to_owned(), "`safe-openings/1`"));
    }
    let list = json.member("openings").and_then(Json::as_list);
    let list = list.ok_or_else(|| wrong("/openings".to_owned(), "a list"))?;
    let each = list.iter().enumerate().map(|(index, opening)| {
        let part = |name: &str| opening.member(name);
        let at = part("at").and_then(Json::as_text);
        let at = at.ok_or_else(|| wrong(format!("/openings/{index}/at"), "an address"))?;
        let value = part("value").cloned();
        let value = value.ok_or_else(|| wrong(format!("/openings/{index}/value"), "a value"))?;
        let salt = part("salt").and_then(Json::as_text).and_then(Salt::from_hexadecimal);
        let salt = salt.ok_or_else(|| wrong(format!("/openings/{index}/salt"), "64 digits"))?;
        Ok(Opening::new(at, value, salt))
    });
    each.collect()
}
