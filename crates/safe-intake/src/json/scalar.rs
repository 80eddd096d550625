//! Reads single values into a slot, which stays as it is where there is a problem.

use std::borrow::Cow;

use safe_eligibility::model::country::{CountryCode, CountryError, Origin};
use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::FigureError;
use safe_eligibility::model::product::CurrencyCode;

use super::path::Path;
use super::reader::{Reader, clipped};
use crate::error::{Expected, InputError, Kind, Malformed};
use crate::nearest::nearest;
use crate::pointer::Pointer;

impl<'a> Reader<'a> {
    /// A text of any kind; `None`, and a problem, where something else stands there.
    #[inline]
    pub(super) fn any_text(
        &mut self,
        at: &Path<'_>,
        expected: Expected,
    ) -> Result<Option<Cow<'a, str>>, Malformed> {
        if let Some(text) = self.lexer.plain() {
            return Ok(Some(Cow::Borrowed(text)));
        }
        self.text_or_problem(at, expected)
    }

    #[cold]
    fn text_or_problem(
        &mut self,
        at: &Path<'_>,
        expected: Expected,
    ) -> Result<Option<Cow<'a, str>>, Malformed> {
        if self.lexer.kind()? == Kind::Text {
            return self.lexer.string().map(Some);
        }
        self.wrong_kind(at, expected)?;
        Ok(None)
    }

    pub(super) fn text(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<Box<str>>,
    ) -> Result<(), Malformed> {
        if let Some(text) = self.any_text(at, Expected::Text)? {
            *slot = Some(text.into());
        }
        Ok(())
    }

    /// A text of any kind, straight into its slot: a text that is handed back from call to call
    /// waits for itself in memory.
    #[inline]
    pub(super) fn text_in(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<Cow<'a, str>>,
    ) -> Result<(), Malformed> {
        if let Some(text) = self.lexer.plain() {
            *slot = Some(Cow::Borrowed(text));
            return Ok(());
        }
        *slot = self.text_or_problem(at, Expected::Text)?;
        Ok(())
    }

    /// An id or the name of one, which is never empty.
    #[inline]
    pub(super) fn id_in(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<Cow<'a, str>>,
    ) -> Result<(), Malformed> {
        self.text_in(at, slot)?;
        if slot.as_ref().is_some_and(|id| id.is_empty()) {
            self.problems.push(InputError::EmptyId { at: at.place().into() });
            *slot = None;
        }
        Ok(())
    }

    /// The same, handed back.
    pub(super) fn id(&mut self, at: &Path<'_>) -> Result<Option<Cow<'a, str>>, Malformed> {
        let mut id = None;
        self.id_in(at, &mut id)?;
        Ok(id)
    }

    pub(super) fn flag(&mut self, at: &Path<'_>, slot: &mut Option<bool>) -> Result<(), Malformed> {
        if self.lexer.kind()? == Kind::Flag {
            *slot = Some(self.lexer.flag()?);
            return Ok(());
        }
        self.wrong_kind(at, Expected::Flag)
    }

    pub(super) fn country(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<CountryCode>,
    ) -> Result<(), Malformed> {
        self.code(at, slot, CountryCode::parse)
    }

    #[inline]
    pub(super) fn origin(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<Origin>,
    ) -> Result<(), Malformed> {
        self.code(at, slot, Origin::parse)
    }

    pub(super) fn day(&mut self, at: &Path<'_>, slot: &mut Option<Day>) -> Result<(), Malformed> {
        self.parsed(at, Expected::Text, slot, Day::parse, |at, given, problem| InputError::Day {
            at,
            given,
            problem,
        })
    }

    #[inline]
    pub(super) fn currency(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<CurrencyCode>,
    ) -> Result<(), Malformed> {
        let parse = |text: &str| CurrencyCode::parse(text).ok_or(());
        self.parsed(at, Expected::Text, slot, parse, |at, given, ()| InputError::Currency {
            at,
            given,
        })
    }

    /// A quantity, amount, share or rate.
    #[inline]
    pub(super) fn figure<T>(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<T>,
        parse: impl FnOnce(&str) -> Result<T, FigureError>,
    ) -> Result<(), Malformed> {
        self.parsed(at, Expected::Decimal, slot, parse, |at, given, problem| {
            if given.starts_with("withheld:") {
                InputError::Withheld { at }
            } else {
                InputError::Figure { at, given, problem }
            }
        })
    }

    /// A text as what it stands for; nearly always one without escapes that is in order.
    #[inline]
    fn parsed<T, E>(
        &mut self,
        at: &Path<'_>,
        expected: Expected,
        slot: &mut Option<T>,
        parse: impl FnOnce(&str) -> Result<T, E>,
        problem: impl FnOnce(Pointer, String, E) -> InputError,
    ) -> Result<(), Malformed> {
        if let Some(text) = self.lexer.plain() {
            match parse(text) {
                Ok(value) => *slot = Some(value),
                Err(error) => self.not_in_order(at, text, error, problem),
            }
            return Ok(());
        }
        let Some(text) = self.text_or_problem(at, expected)? else { return Ok(()) };
        match parse(&text) {
            Ok(value) => *slot = Some(value),
            Err(error) => self.not_in_order(at, &text, error, problem),
        }
        Ok(())
    }

    #[cold]
    fn not_in_order<E>(
        &mut self,
        at: &Path<'_>,
        text: &str,
        error: E,
        problem: impl FnOnce(Pointer, String, E) -> InputError,
    ) {
        self.problems.push(problem(at.place().into(), clipped(text), error));
    }

    /// One word out of `all`.
    pub(super) fn word<T: Copy>(
        &mut self,
        at: &Path<'_>,
        all: &[T],
        as_str: fn(T) -> &'static str,
    ) -> Result<Option<T>, Malformed> {
        let Some(text) = self.any_text(at, Expected::Text)? else { return Ok(None) };
        let found = all.iter().copied().find(|one| as_str(*one) == text);
        if found.is_none() {
            let words: Vec<&'static str> = all.iter().copied().map(as_str).collect();
            self.problems.push(InputError::Word {
                at: at.place().into(),
                given: clipped(&text),
                nearest: nearest(&text, words.iter().copied()),
                words,
            });
        }
        Ok(found)
    }

    #[inline]
    fn code<T>(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<T>,
        parse: impl FnOnce(&str) -> Result<T, CountryError>,
    ) -> Result<(), Malformed> {
        self.parsed(at, Expected::Text, slot, parse, |at, given, problem| InputError::Country {
            at,
            given,
            problem,
        })
    }
}
