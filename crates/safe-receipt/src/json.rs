//! JSON that reads as one thing only, with its members in their order.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::error::ReceiptError;

/// A JSON value.
///
/// What is read holds no member twice and no number but whole ones that every program holds
/// exactly, so that nobody can read something else in the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "JSON has these and no others")]
pub enum Json {
    /// `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number, no further from 0 than 2^53 - 1.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, its members in the order of the text.
    Object(Vec<(String, Json)>),
}

/// The greatest whole number that every reader of JSON holds exactly (RFC 7493).
const GREATEST: i64 = (1 << 53) - 1;
/// How many lists and objects may stand in one another: an assessment of controllers nested as deep
/// as may be has more than readers of JSON usually take.
const MOST_LEVELS: u16 = 256;

impl Json {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::NotJson`] where it is no JSON, has a member twice, a number that is not
    /// whole or too great to be exact everywhere, or more than 256 levels.
    pub fn read(text: &[u8]) -> Result<Self, ReceiptError> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut reader = serde_json::Deserializer::from_slice(text);
        reader.disable_recursion_limit();
        let read = Levels(MOST_LEVELS).deserialize(&mut reader);
        let read = read.and_then(|json| reader.end().map(|()| json));
        read.map_err(|error| {
            // The reader says the place once more at the end of what it says.
            let why = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            let why = why.strip_suffix(&place).unwrap_or(&why).to_owned();
            ReceiptError::NotJson { line: error.line(), column: error.column(), why }
        })
    }

    /// What a JSON pointer leads to; `None`: nothing.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Self> {
        let mut value = self;
        let mut parts = pointer.split('/');
        if parts.next() != Some("") {
            return None;
        }
        for part in parts {
            value = match value {
                Self::List(items) => items.get(part.parse::<usize>().ok()?)?,
                Self::Object(_) => value.member(&part.replace("~1", "/").replace("~0", "~"))?,
                Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => return None,
            };
        }
        Some(value)
    }

    /// A member of an object; `None`: there is none, or this is no object.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => {
                members.iter().find(|(own, _)| own == name).map(|(_, value)| value)
            }
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => None,
        }
    }

    /// The text, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The items, where it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Object(_) => None,
        }
    }

    /// Puts a member into an object, in the place of one with its name or behind the last.
    ///
    /// What is no object stays as it is.
    pub fn set(&mut self, name: &str, value: Self) {
        let Self::Object(members) = self else { return };
        match members.iter_mut().find(|(own, _)| own == name) {
            Some((_, own)) => *own = value,
            None => members.push((name.to_owned(), value)),
        }
    }

    /// Takes a member out of an object, if it has it.
    pub fn remove(&mut self, name: &str) {
        if let Self::Object(members) = self {
            members.retain(|(own, _)| own != name);
        }
    }

    /// A member of an object, to be changed.
    pub fn member_mut(&mut self, name: &str) -> Option<&mut Self> {
        match self {
            Self::Object(members) => {
                members.iter_mut().find(|(own, _)| own == name).map(|(_, value)| value)
            }
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => None,
        }
    }

    /// Every text in it, names of members not among them, in order.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.collect_texts(&mut found);
        found
    }

    /// The same on one line, its members in their order.
    #[must_use]
    pub fn to_line(&self) -> String {
        // There is nothing in it that cannot be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The same laid out for reading, its members in their order.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    fn collect_texts<'j>(&'j self, found: &mut Vec<&'j str>) {
        match self {
            Self::Text(text) => found.push(text),
            Self::List(items) => {
                for item in items {
                    item.collect_texts(found);
                }
            }
            Self::Object(members) => {
                for (_, value) in members {
                    value.collect_texts(found);
                }
            }
            Self::Null | Self::Bool(_) | Self::Number(_) => {}
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A JSON pointer with one part more.
pub(crate) fn below(pointer: &str, part: impl fmt::Display) -> String {
    format!("{pointer}/{}", part.to_string().replace('~', "~0").replace('/', "~1"))
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// How many levels a value may have.
#[derive(Clone, Copy)]
struct Levels(u16);

impl Levels {
    fn below<E: Error>(self) -> Result<Self, E> {
        let below = self.0.checked_sub(1).map(Self);
        below.ok_or_else(|| E::custom("lists and objects stand more than 256 deep in one another"))
    }
}

impl<'de> DeserializeSeed<'de> for Levels {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Levels {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text, a whole number, a truth value, null, a list or an object")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Json, E> {
        Ok(Json::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        if (-GREATEST..=GREATEST).contains(&number) {
            return Ok(Json::Number(number));
        }
        Err(E::custom("a number that is too great to be exact; write it as a text"))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let below = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(below)? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        let below = self.below()?;
        while let Some(name) = map.next_key()? {
            members.push((name, map.next_value_seed(below)?));
        }
        let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        let repeated = names.windows(2).find(|pair| pair.first() == pair.last());
        if let Some(name) = repeated.and_then(|pair| pair.first()) {
            return Err(A::Error::custom(format_args!("the member `{name}` stands here twice")));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for (text, why) in [
            (r#"{"a":1,"b":2,"a":1}"#, "the member `a` stands here twice"),
            (r#"{"a":9007199254740992}"#, "too great to be exact"),
            (r#"{"a":18446744073709551616}"#, "floating point"),
            (r#"{"a":1.0}"#, "floating point"),
            (r#"{"a":1} {}"#, "trailing characters"),
            (r#"{"a":"\ud800"}"#, "end of hex escape"),
            ("", "EOF"),
        ] {
            let error = Json::read(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(why) && error.starts_with("line "), "{text}: {error}");
            assert_eq!(error.matches("line").count(), 1, "{error}");
        }
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(Json::read(nested(256).as_bytes()).is_ok());
        let error = Json::read(nested(257).as_bytes()).unwrap_err().to_string();
        assert!(error.contains("more than 256 deep"), "{error}");
        assert!(Json::read("[".repeat(1_000_000).as_bytes()).is_err());
    }

    #[test]
    fn order_stays() {
        let text = r#"{"b":[1,-9007199254740991,null,true],"a":{"~/":"x"}}"#;
        let json = Json::read(text.as_bytes()).unwrap();
        assert_eq!(json.to_line(), text);
        assert_eq!(json.at("/a/~0~1"), Some(&"x".into()));
        assert_eq!(json.at("/b/0"), Some(&Json::Number(1)));
        assert_eq!((json.at("/b/4"), json.at("a"), json.at("/b/x")), (None, None, None));
        assert_eq!(below(&below("", "a"), "~/"), "/a/~0~1");
    }
}
