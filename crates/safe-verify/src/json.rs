//! JSON read so that nothing in it can hide: no repeated member, no figure that is rounded.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The one value that a text holds, and why it holds none.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, String> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = serde_json::Deserializer::from_slice(text);
    // The bound is our own: an assessment of controllers nested as deep as may be is deeper than
    // that of the reader.
    reader.disable_recursion_limit();
    let value = Node { levels: MOST_LEVELS }.deserialize(&mut reader);
    let value = value.and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| format!("is no JSON that can be read: {error}"))
}

const MOST_LEVELS: u16 = 256;

/// A value that may hold so many levels of lists and objects.
#[derive(Clone, Copy)]
struct Node {
    levels: u16,
}

impl Node {
    fn below<E: Error>(self) -> Result<Self, E> {
        match self.levels.checked_sub(1) {
            Some(levels) => Ok(Self { levels }),
            None => Err(E::custom(format!("more than {MOST_LEVELS} levels"))),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Node {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text, a list, an object, a whole number, true, false or null")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(below)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut members = Map::new();
        while let Some(Name(name)) = object.next_key()? {
            let value = object.next_value_seed(below)?;
            if members.contains_key(&name) {
                return Err(A::Error::custom(format!("the member `{name}` stands there twice")));
            }
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

#[derive(Deserialize)]
struct Name(String);

/// The items of a list; nothing where there is no list of that name.
pub(crate) fn list<'v>(object: &'v Value, member: &str) -> &'v [Value] {
    object.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text of a member; nothing where there is none.
pub(crate) fn text<'v>(object: &'v Value, member: &str) -> &'v str {
    object.get(member).and_then(Value::as_str).unwrap_or("")
}

/// Whether a member is true.
pub(crate) fn is_true(object: &Value, member: &str) -> bool {
    object.get(member).and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_hide_something_is_refused() {
        for (text, why) in [
            (r#"{"a": 1, "a": 2}"#, "the member `a` stands there twice"),
            ("[1.0]", "invalid type: floating point `1.0`"),
            ("[-1]", "invalid type: integer `-1`"),
            ("[1] 2", "trailing characters"),
            ("", "EOF while parsing"),
            ("[\"\u{1}\"]", "control character"),
        ] {
            let error = read(text.as_bytes()).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
        assert!(read(b"[\"\xff\"]").is_err());
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(read(nested(256).as_bytes()).is_ok());
        assert!(read(nested(257).as_bytes()).unwrap_err().contains("more than 256 levels"));
        assert!(read("[".repeat(1_000_000).as_bytes()).is_err());
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(read(b"\xef\xbb\xbf {\"a\": [null, true, 7]}").unwrap()["a"][2], 7);
    }
}
