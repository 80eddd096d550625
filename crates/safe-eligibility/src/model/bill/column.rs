//! Columns: one fact of all lines, in as few bytes as it needs.

use crate::model::country::{CountryCode, Origin};
use crate::model::figure::Figure;

/// Texts end to end in one piece of memory; an entry that was left out is empty.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    text: String,
    ends: Vec<u32>,
    // Set once the text is longer than 32 bits can say: the low halves of `ends` then repeat.
    wide_ends: Vec<u64>,
}

impl TextColumn {
    /// Makes room for that many further texts, as long on average as those so far.
    pub(super) fn reserve(&mut self, texts: usize) {
        const USUAL_LENGTH: usize = 16;
        let average = self.text.len().div_ceil(self.ends.len().max(1));
        let average = if self.ends.is_empty() { USUAL_LENGTH } else { average };
        self.text.reserve(average.saturating_mul(texts));
        self.ends.reserve(texts);
    }

    /// Adds a text.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        match u32::try_from(self.text.len()) {
            Ok(end) if self.wide_ends.is_empty() => self.ends.push(end),
            Ok(_) | Err(_) => self.push_wide(),
        }
    }

    #[cold]
    fn push_wide(&mut self) {
        if self.wide_ends.is_empty() {
            self.wide_ends = self.ends.iter().copied().map(u64::from).collect();
            self.ends = Vec::new();
        }
        self.wide_ends.push(u64::try_from(self.text.len()).unwrap_or(u64::MAX));
    }

    /// How many texts there are.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        if self.wide_ends.is_empty() { self.ends.len() } else { self.wide_ends.len() }
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A text; empty beyond the last.
    #[must_use]
    #[inline]
    pub fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.end(before));
        let span = start.zip(self.end(at)).and_then(|(start, end)| self.text.get(start..end));
        span.unwrap_or("")
    }

    #[inline]
    fn end(&self, at: usize) -> Option<usize> {
        if self.wide_ends.is_empty() {
            usize::try_from(*self.ends.get(at)?).ok()
        } else {
            usize::try_from(*self.wide_ends.get(at)?).ok()
        }
    }
}

/// Figures of eight bytes each; those that need more stand aside.
#[derive(Clone, Debug, Default)]
pub struct FigureColumn {
    // INVARIANT: digits << 4 | decimals, with `ABSENT` for no figure, and with `ASIDE` in the
    // low four bits for an index into `long` instead of digits.
    words: Vec<u64>,
    long: Vec<Figure>,
}

const ABSENT: u64 = u64::MAX;
const ASIDE: u64 = 14;

impl FigureColumn {
    pub(super) fn reserve(&mut self, figures: usize) {
        self.words.reserve(figures);
    }

    /// Adds a figure; `None`: not stated.
    #[inline]
    pub fn push(&mut self, figure: Option<Figure>) {
        let word = self.word(figure);
        self.words.push(word);
    }

    /// Puts a figure in the place of another; nothing happens beyond the last.
    #[inline]
    pub fn set(&mut self, at: usize, figure: Option<Figure>) {
        let word = self.word(figure);
        if let Some(slot) = self.words.get_mut(at) {
            *slot = word;
        }
    }

    #[inline]
    fn word(&mut self, figure: Option<Figure>) -> u64 {
        let Some(figure) = figure else { return ABSENT };
        figure.packed().unwrap_or_else(|| {
            let index = u64::try_from(self.long.len()).unwrap_or(0);
            self.long.push(figure);
            index << 4 | ASIDE
        })
    }

    /// How many figures there are, those not stated included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no figure.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a figure is not stated, or lies beyond the last.
    #[must_use]
    #[inline]
    pub fn is_absent(&self, at: usize) -> bool {
        self.words.get(at).is_none_or(|word| *word == ABSENT)
    }

    /// A figure; `None`: not stated, or beyond the last.
    #[must_use]
    #[inline]
    pub fn get(&self, at: usize) -> Option<Figure> {
        let word = *self.words.get(at)?;
        if word == ABSENT {
            return None;
        }
        if word & 15 == ASIDE {
            return self.long.get(usize::try_from(word >> 4).ok()?).copied();
        }
        Figure::unpacked(word)
    }
}

/// A fact that few lines have.
#[derive(Clone, Debug)]
pub(super) struct Sparse<T> {
    // INVARIANT: ascending by line, each line at most once.
    entries: Vec<(u32, T)>,
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T: Copy> Sparse<T> {
    pub(super) fn push(&mut self, line: usize, value: T) {
        self.entries.push((u32::try_from(line).unwrap_or(u32::MAX), value));
    }

    #[inline]
    pub(super) fn get(&self, line: usize) -> Option<T> {
        if self.entries.is_empty() {
            return None;
        }
        let line = u32::try_from(line).ok()?;
        let found = self.entries.binary_search_by_key(&line, |(at, _)| *at).ok()?;
        self.entries.get(found).map(|(_, value)| *value)
    }

    /// Puts a value in the place of another; a line that has none stays without.
    pub(super) fn replace(&mut self, line: usize, value: T) {
        let found = u32::try_from(line)
            .ok()
            .and_then(|line| self.entries.binary_search_by_key(&line, |(at, _)| *at).ok());
        if let Some((_, slot)) = found.and_then(|found| self.entries.get_mut(found)) {
            *slot = value;
        }
    }

    /// A line that had a value has none any more.
    pub(super) fn remove(&mut self, line: usize) {
        let line = u32::try_from(line).ok();
        self.entries.retain(|(at, _)| Some(*at) != line);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, T)> + '_ {
        self.entries.iter().filter_map(|(line, value)| Some((usize::try_from(*line).ok()?, *value)))
    }
}

pub(super) const NOT_STATED: u8 = 0;
const UNION: u8 = 1;

/// The code of an origin in its column.
#[inline]
pub(crate) fn code_of(origin: Option<Origin>) -> u8 {
    match origin {
        None => NOT_STATED,
        Some(Origin::Union) => UNION,
        Some(Origin::Country(country)) => {
            u8::try_from(country.index()).unwrap_or(0).saturating_add(2)
        }
    }
}

/// The origin of a code in its column; `None`: not stated.
#[inline]
pub(crate) fn origin_of(code: u8) -> Option<Origin> {
    match code {
        NOT_STATED => None,
        UNION => Some(Origin::Union),
        _ => CountryCode::from_index(code.checked_sub(2)?).map(Origin::Country),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_back_as_they_went_in() {
        let given =
            ["0", "12.50", "999999999999999.9999999999", "999999999999999.999", "0.0000000001"];
        let mut column = FigureColumn::default();
        for text in given {
            column.push(Figure::parse(text).ok());
        }
        column.push(None);
        for (at, text) in given.iter().enumerate() {
            assert_eq!(column.get(at).unwrap().to_string(), *text);
        }
        assert_eq!(column.get(given.len()), None);
    }

    #[test]
    fn every_origin_has_a_code_of_its_own() {
        let origins = CountryCode::all().map(Origin::Country).chain([Origin::Union]);
        for origin in origins.map(Some).chain([None]) {
            assert_eq!(origin_of(code_of(origin)), origin);
        }
    }
}
