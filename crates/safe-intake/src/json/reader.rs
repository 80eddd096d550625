//! Reads objects and lists; problems are noted and reading goes on.

use safe_eligibility::model::place::Member;

use super::lexer::Lexer;
use super::path::Path;
use crate::error::{Expected, Given, InputError, Kind, Malformed};
use crate::nearest::nearest;
use crate::pointer::Pointer;
use crate::problems::Problems;

/// A document being read, and what is wrong with it so far.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) lexer: Lexer<'a>,
    pub(super) problems: Problems,
}

/// A member of an object: how it is read into the `T` that the object becomes.
///
/// `read` is called for a value that is not `null`.
pub(super) struct Field<T> {
    member: Member,
    required: bool,
    read: fn(&mut Reader<'_>, &Path<'_>, &mut T) -> Result<(), Malformed>,
}

impl<T> Field<T> {
    pub(super) const fn required(
        member: Member,
        read: fn(&mut Reader<'_>, &Path<'_>, &mut T) -> Result<(), Malformed>,
    ) -> Self {
        Self { member, required: true, read }
    }

    pub(super) const fn optional(
        member: Member,
        read: fn(&mut Reader<'_>, &Path<'_>, &mut T) -> Result<(), Malformed>,
    ) -> Self {
        Self { member, required: false, read }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { lexer: Lexer::new(text), problems: Problems::of(text.len()) }
    }

    /// Reads an object into `target`; `false` where something else stands there.
    pub(super) fn object<T>(
        &mut self,
        at: &Path<'_>,
        fields: &[Field<T>],
        target: &mut T,
    ) -> Result<bool, Malformed> {
        if !self.opens(at, Expected::Object)? {
            return Ok(false);
        }
        let (mut seen, mut stated, mut first) = (0u32, 0u32, true);
        while let Some(name) = self.lexer.member(&mut first)? {
            let Some((field, bit)) = find(fields, &name) else {
                self.unknown_member(at, &name, fields.iter().map(|field| field.member.as_str()))?;
                continue;
            };
            let here = at.member(field.member);
            if seen & bit != 0 {
                self.repeated_member(&here)?;
                continue;
            }
            seen |= bit;
            if !self.lexer.null()? {
                stated |= bit;
                (field.read)(self, &here, target)?;
            }
        }
        for (field, bit) in numbered(fields) {
            if field.required && stated & bit == 0 {
                self.problems
                    .push(InputError::MissingMember { at: at.member(field.member).place().into() });
            }
        }
        Ok(true)
    }

    /// Reads a list, each item by `read`; `false` where something else stands there.
    pub(super) fn list(
        &mut self,
        at: &Path<'_>,
        mut read: impl FnMut(&mut Self, &Path<'_>) -> Result<(), Malformed>,
    ) -> Result<bool, Malformed> {
        if !self.opens(at, Expected::List)? {
            return Ok(false);
        }
        let (mut index, mut first) = (0usize, true);
        while self.lexer.item(&mut first)? {
            read(self, &at.item(index))?;
            index = index.wrapping_add(1);
        }
        Ok(true)
    }

    /// Reads a list of objects into `slot`, which stays as it is where something else stands there.
    pub(super) fn objects<T>(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<Vec<T>>,
        mut read: impl FnMut(&mut Self, &Path<'_>) -> Result<Option<T>, Malformed>,
    ) -> Result<(), Malformed> {
        let mut items = Vec::new();
        let list = self.list(at, |reader, here| {
            items.extend(read(reader, here)?);
            Ok(())
        })?;
        if list {
            *slot = Some(items);
        }
        Ok(())
    }

    /// Reads the bracket of an object or list, or reports what stands there instead.
    #[inline]
    pub(super) fn opens(&mut self, at: &Path<'_>, expected: Expected) -> Result<bool, Malformed> {
        let wanted = if expected == Expected::List { Kind::List } else { Kind::Object };
        if self.lexer.kind()? != wanted {
            self.wrong_kind(at, expected)?;
            return Ok(false);
        }
        self.lexer.open()?;
        Ok(true)
    }

    /// Reads over a value of a kind that does not belong here.
    #[cold]
    pub(super) fn wrong_kind(
        &mut self,
        at: &Path<'_>,
        expected: Expected,
    ) -> Result<(), Malformed> {
        let kind = self.lexer.kind()?;
        let text = match kind {
            Kind::Object | Kind::List | Kind::Null => {
                self.lexer.skip()?;
                String::new()
            }
            Kind::Text => clipped(&self.lexer.string()?),
            Kind::Number => clipped(self.lexer.number()?),
            Kind::Flag => self.lexer.flag()?.to_string(),
        };
        let at = at.place().into();
        self.problems.push(if expected == Expected::Decimal && kind == Kind::Number {
            InputError::Number { at, given: text }
        } else {
            InputError::Kind { at, given: Given { kind, text }, expected }
        });
        Ok(())
    }

    #[cold]
    pub(super) fn repeated_member(&mut self, at: &Path<'_>) -> Result<(), Malformed> {
        self.problems.push(InputError::RepeatedMember { at: at.place().into() });
        self.lexer.skip()
    }

    #[cold]
    pub(super) fn unknown_member(
        &mut self,
        at: &Path<'_>,
        name: &str,
        known: impl Iterator<Item = &'static str>,
    ) -> Result<(), Malformed> {
        self.problems.push(InputError::UnknownMember {
            at: Pointer::unknown(at.place(), &clipped(name)),
            nearest: if self.problems.is_full() { None } else { nearest(name, known) },
        });
        self.lexer.skip()
    }
}

fn find<'f, T>(fields: &'f [Field<T>], name: &str) -> Option<(&'f Field<T>, u32)> {
    numbered(fields).find(|(field, _)| field.member.as_str() == name)
}

fn numbered<T>(fields: &[Field<T>]) -> impl Iterator<Item = (&Field<T>, u32)> {
    fields.iter().zip((0u32..32).map(|index| 1u32.wrapping_shl(index)))
}

/// As much of a text as a problem keeps of it.
pub(super) fn clipped(text: &str) -> String {
    text.chars().take(100).collect()
}
