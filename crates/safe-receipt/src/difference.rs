//! Where two values differ.

use crate::json::{Json, below};

/// A place where a value is not the one that was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Where, as a JSON pointer.
    pub at: String,
    /// What stands there, as JSON; `None`: nothing.
    pub given: Option<String>,
    /// What should; `None`: nothing.
    pub expected: Option<String>,
}

/// Every place where `given` is not `expected`; the order of members does not matter.
///
/// # Examples
///
/// ```
/// use safe_receipt::{Json, difference::differences};
///
/// let given = Json::read(br#"{ "verdict": "eligible", "more": 1 }"#)?;
/// let expected = Json::read(br#"{ "verdict": "not-eligible" }"#)?;
/// let found: Vec<String> = differences(&given, &expected).into_iter().map(|one| one.at).collect();
/// assert_eq!(found, ["/verdict", "/more"]);
/// # Ok::<(), safe_receipt::ReceiptError>(())
/// ```
#[must_use]
pub fn differences(given: &Json, expected: &Json) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(Some(given), Some(expected), "", &mut found);
    found
}

fn compare(given: Option<&Json>, expected: Option<&Json>, at: &str, found: &mut Vec<Difference>) {
    match (given, expected) {
        (Some(Json::Object(own)), Some(Json::Object(other))) => {
            for (name, value) in other {
                let own = given.and_then(|given| given.member(name));
                compare(own, Some(value), &below(at, name), found);
            }
            for (name, value) in own {
                if !other.iter().any(|(known, _)| known == name) {
                    compare(Some(value), None, &below(at, name), found);
                }
            }
        }
        (Some(Json::List(own)), Some(Json::List(other))) => {
            for index in 0..own.len().max(other.len()) {
                compare(own.get(index), other.get(index), &below(at, index), found);
            }
        }
        (given, expected) if given != expected => {
            let line = |value: &Json| value.to_line();
            let (given, expected) = (given.map(line), expected.map(line));
            found.push(Difference { at: at.to_owned(), given, expected });
        }
        _ => {}
    }
}
