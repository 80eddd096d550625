//! JSON as a tree in which every member is kept, in order, repeated ones included.

use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A value of a JSON file.
///
/// Members of objects stand in the order of the file, and one that is written twice stands twice,
/// so that a reader can say so. Figures of the law are texts; a number that is not whole is kept
/// only as the fact that there was one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "JSON has no other values")]
pub enum Node {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number from 0 on.
    Whole(u64),
    /// Any other number.
    OtherNumber,
    /// A text.
    Text(Box<str>),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Object(Vec<(Box<str>, Node)>),
}

impl Node {
    /// Reads a JSON file; the error is the line and column where it stops being JSON.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, (usize, usize)> {
        serde_json::from_slice(bytes).map_err(|error| (error.line(), error.column()))
    }

    /// The file again, laid out for reading; what it was read from may have been laid out otherwise.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        // Writing to memory does not fail.
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// The first member of that name; `None` where there is none, or where this is no object.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(own, _)| &**own == name).map(|(_, value)| value)
    }

    /// The text; `None` where this is none.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The items; none where this is no list.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => write!(out, "{value}"),
            Self::Whole(value) => write!(out, "{value}"),
            Self::OtherNumber => out.write_str("a number"),
            Self::Text(text) => out.write_str(text),
            Self::List(_) => out.write_str("[…]"),
            Self::Object(_) => out.write_str("{…}"),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values)
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // No file of a pack that is in order has another number.
            Self::Null | Self::OtherNumber => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Whole(value) => serializer.serialize_u64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Node;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Whole(value))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Node, E> {
        Ok(Node::OtherNumber)
    }

    #[expect(clippy::disallowed_types, reason = "serde hands such numbers over; none is kept")]
    fn visit_f64<E: Error>(self, _: f64) -> Result<Node, E> {
        Ok(Node::OtherNumber)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut object = Vec::new();
        while let Some((name, value)) = members.next_entry::<Box<str>, Node>()? {
            object.push((name, value));
        }
        Ok(Node::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_repetition() {
        let node = Node::parse(br#"{"b": 1, "a": [null, true, -1, 0.35], "b": "x"}"#).unwrap();
        let list = vec![Node::Null, Node::Bool(true), Node::OtherNumber, Node::OtherNumber];
        assert_eq!(
            node,
            Node::Object(vec![
                ("b".into(), Node::Whole(1)),
                ("a".into(), Node::List(list)),
                ("b".into(), Node::Text("x".into())),
            ])
        );
        assert_eq!(node.member("b"), Some(&Node::Whole(1)));
    }

    #[test]
    fn says_where_it_stops_being_json() {
        assert_eq!(Node::parse(b"{\n  \"a\": ,\n}"), Err((2, 8)));
    }
}
