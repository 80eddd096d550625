//! How the text of a document is laid out.

use std::io::{self, Write};

use serde_json::ser::{Formatter, PrettyFormatter};

/// Spreads the upper levels of a document and keeps what lies below them on one line each.
#[derive(Default)]
pub(super) struct Layout {
    pretty: PrettyFormatter<'static>,
    depth: usize,
}

/// A line of a bill is the first value that is kept together.
const MOST_SPREAD: usize = 4;

impl Layout {
    fn is_spread(&self) -> bool {
        self.depth <= MOST_SPREAD
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth = self.depth.saturating_add(1);
        if self.is_spread() { self.pretty.begin_array(out) } else { out.write_all(b"[") }
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        let spread = self.is_spread();
        self.depth = self.depth.saturating_sub(1);
        if spread { self.pretty.end_array(out) } else { out.write_all(b"]") }
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if self.is_spread() {
            return self.pretty.begin_array_value(out, first);
        }
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.is_spread() { self.pretty.end_array_value(out) } else { Ok(()) }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth = self.depth.saturating_add(1);
        if self.is_spread() { self.pretty.begin_object(out) } else { out.write_all(b"{ ") }
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        let spread = self.is_spread();
        self.depth = self.depth.saturating_sub(1);
        if spread { self.pretty.end_object(out) } else { out.write_all(b" }") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if self.is_spread() {
            return self.pretty.begin_object_key(out, first);
        }
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.is_spread() { self.pretty.end_object_value(out) } else { Ok(()) }
    }
}
