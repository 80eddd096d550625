//! One section of a mapping file: its keys are asked for one by one, and what nobody asked for is
//! an unknown key.

use std::ops::Range;
use std::sync::Arc;

use safe_eligibility::model::country::Origin;
use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::{Figure, FigureError};
use safe_eligibility::model::product::CurrencyCode;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ColumnRef;
use super::problem::{MappingFault, MappingProblem};
use crate::nearest::nearest;
use crate::source::{Source, Spot};

/// The text of a mapping file, and what was found wrong with it so far.
pub(super) struct Findings<'t> {
    pub(super) file: Arc<str>,
    pub(super) text: &'t str,
    pub(super) problems: Vec<MappingProblem>,
}

impl Findings<'_> {
    pub(super) fn note(&mut self, bytes: Range<usize>, fault: MappingFault) {
        let before = self.text.as_bytes().get(..bytes.start).unwrap_or(&[]);
        let lines = before.split(|byte| *byte == b'\n').count();
        let line = u32::try_from(lines).unwrap_or(u32::MAX);
        let at = Source::new(self.file.clone(), Spot::Text { line, bytes });
        self.problems.push(MappingProblem { at, fault });
    }
}

/// A table of a mapping file.
pub(super) struct Section<'s, 't, 'f> {
    pub(super) findings: &'f mut Findings<'t>,
    table: &'s DeTable<'s>,
    span: Range<usize>,
    path: String,
    asked: Vec<&'static str>,
    keys_are_free: bool,
}

impl<'s, 't, 'f> Section<'s, 't, 'f> {
    pub(super) fn new(
        findings: &'f mut Findings<'t>,
        table: &'s DeTable<'s>,
        span: Range<usize>,
        path: String,
    ) -> Self {
        Self { findings, table, span, path, asked: Vec::new(), keys_are_free: false }
    }

    pub(super) fn value(&mut self, key: &'static str) -> Option<&'s Spanned<DeValue<'s>>> {
        self.asked.push(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    pub(super) fn states(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref() == key)
    }

    pub(super) fn states_within(&self, section: &str, key: &str) -> bool {
        let section = self.table.iter().find(|(name, _)| name.get_ref() == section);
        let table = section.and_then(|(_, value)| value.get_ref().as_table());
        table.is_some_and(|table| table.keys().any(|name| name.get_ref() == key))
    }

    pub(super) fn key_path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn note_at(&mut self, bytes: Range<usize>, fault: MappingFault) {
        self.findings.note(bytes, fault);
    }

    pub(super) fn missing(&mut self, key: &str, why: Option<&'static str>) {
        let fault = MappingFault::Missing { key: self.key_path(key), why };
        self.findings.note(self.span.clone(), fault);
    }

    /// Notes a key that is not read in a bill of that kind.
    pub(super) fn unread(&mut self, key: &str, kind: &'static str) {
        let fault = MappingFault::Unread { key: self.key_path(key), kind };
        self.findings.note(self.span.clone(), fault);
    }

    fn kind(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &'static str) {
        let given = kind_of(value.get_ref());
        let fault = MappingFault::Kind { key: self.key_path(key), given, expected };
        self.findings.note(value.span(), fault);
    }

    /// A section within this one; what is wrong with its keys is noted once `read` is done.
    pub(super) fn section<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Section<'_, 't, '_>) -> T,
    ) -> Option<T> {
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.kind(key, value, "a section of its own");
            return None;
        };
        let path = self.key_path(key);
        let mut inner = Section::new(self.findings, table, value.span(), path);
        let result = read(&mut inner);
        inner.finish();
        Some(result)
    }

    /// The same for each table of a list.
    pub(super) fn sections<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Section<'_, 't, '_>) -> Option<T>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        let Some(value) = self.value(key) else { return found };
        let Some(list) = value.get_ref().as_array() else {
            self.kind(key, value, "a list of tables in braces");
            return found;
        };
        for one in list {
            let Some(table) = one.get_ref().as_table() else {
                self.kind(key, one, "a table in braces");
                continue;
            };
            let path = self.key_path(key);
            let mut inner = Section::new(self.findings, table, one.span(), path);
            found.extend(read(&mut inner));
            inner.finish();
        }
        found
    }

    pub(super) fn list(&mut self, key: &'static str) -> &'s [Spanned<DeValue<'s>>] {
        let Some(value) = self.value(key) else { return &[] };
        match value.get_ref() {
            DeValue::Array(list) => list,
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => {
                self.kind(key, value, "a list");
                &[]
            }
        }
    }

    /// The keys and texts of a section of which the keys are free.
    pub(super) fn entries(&mut self) -> Vec<(String, String, Range<usize>)> {
        let mut entries = Vec::new();
        self.keys_are_free = true;
        for (name, value) in self.table {
            if let Some(text) = value.get_ref().as_str() {
                entries.push((name.get_ref().to_string(), text.to_owned(), value.span()));
            } else {
                let fault = MappingFault::Kind {
                    key: self.key_path(name.get_ref()),
                    given: kind_of(value.get_ref()),
                    expected: "a decimal in quotes, such as `\"0.001\"`",
                };
                self.findings.note(value.span(), fault);
            }
        }
        entries
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<(String, Range<usize>)> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str();
        if text.is_none_or(|text| text.trim().is_empty()) {
            self.kind(key, value, "a text in quotes");
            return None;
        }
        text.map(|text| (text.to_owned(), value.span()))
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.kind(key, value, "`true` or `false`");
        }
        flag
    }

    pub(super) fn whole(&mut self, key: &'static str, least: u32) -> Option<u32> {
        let value = self.value(key)?;
        let number = whole_number(value.get_ref()).filter(|number| *number >= least);
        if number.is_none() {
            let expected = if least == 0 { "a whole number" } else { "a whole number from 1" };
            self.kind(key, value, expected);
        }
        number
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        options: &[(&'static str, T)],
    ) -> Option<T> {
        let (given, span) = self.text(key)?;
        let found = options.iter().find(|(name, _)| *name == given);
        if found.is_none() {
            let key = self.key_path(key);
            let options = options.iter().map(|(name, _)| *name).collect();
            self.note_at(span, MappingFault::Choice { key, given, options });
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn figure<T>(
        &mut self,
        key: &'static str,
        check: impl FnOnce(Figure) -> Result<T, FigureError>,
    ) -> Option<T> {
        let (given, span) = self.text(key)?;
        self.parsed(span, Figure::parse(&given).and_then(check), |problem| MappingFault::Figure {
            given,
            problem,
        })
    }

    pub(super) fn currency(&mut self, key: &'static str) -> Option<CurrencyCode> {
        let (given, span) = self.text(key)?;
        let parsed = CurrencyCode::parse(&given).ok_or(());
        self.parsed(span, parsed, |()| MappingFault::Currency { given })
    }

    pub(super) fn country(&mut self, key: &'static str) -> Option<Origin> {
        let (given, span) = self.text(key)?;
        let fault = |problem| MappingFault::Country { given: given.clone(), problem };
        self.parsed(span, Origin::parse(&given), fault)
    }

    pub(super) fn day(&mut self, given: String, span: Range<usize>) -> Option<Day> {
        let parsed = Day::parse(&given);
        self.parsed(span, parsed, |problem| MappingFault::Day { given, problem })
    }

    fn parsed<T, E>(
        &mut self,
        span: Range<usize>,
        parsed: Result<T, E>,
        fault: impl FnOnce(E) -> MappingFault,
    ) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(problem) => {
                self.note_at(span, fault(problem));
                None
            }
        }
    }

    pub(super) fn column(&mut self, key: &'static str) -> Option<ColumnRef> {
        let value = self.value(key)?;
        self.column_of(key, value)
    }

    pub(super) fn column_of(
        &mut self,
        key: &'static str,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<ColumnRef> {
        let named = value.get_ref().as_str().filter(|text| !text.trim().is_empty());
        let number = whole_number(value.get_ref()).filter(|number| *number > 0);
        let column = named
            .map(|text| ColumnRef::Named(text.to_owned()))
            .or_else(|| number.map(ColumnRef::Number));
        if column.is_none() {
            self.kind(key, value, "the text of a header, a letter in quotes, or a number from 1");
        }
        column
    }

    /// Notes every key that nobody asked for.
    pub(super) fn finish(self) {
        let Self { findings, table, path, asked, keys_are_free, .. } = self;
        if keys_are_free {
            return;
        }
        for name in table.keys().filter(|name| !asked.contains(&name.get_ref().as_ref())) {
            let given = name.get_ref();
            let key = if path.is_empty() { given.to_string() } else { format!("{path}.{given}") };
            let nearest = nearest(given, asked.iter().copied());
            findings.note(name.span(), MappingFault::UnknownKey { key, nearest });
        }
    }
}

fn whole_number(value: &DeValue<'_>) -> Option<u32> {
    let integer = value.as_integer()?;
    u32::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(text) if text.trim().is_empty() => "an empty text",
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with decimals",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a day without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
