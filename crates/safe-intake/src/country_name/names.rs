//! The table of names and codes, ready to be looked up.

use std::fmt;
use std::sync::OnceLock;

use safe_eligibility::model::country::{CountryCode, Origin};

use super::{HowRead, MOST_SUGGESTIONS, Suggestions};
use crate::fold::key_of;
use crate::nearest::distance;

const NAMES: &str = include_str!("../../data/country-names.tsv");
const VARIANTS: &str = include_str!("../../data/country-variants.tsv");

/// An official language of the Union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    name: &'static str,
}

impl fmt::Display for Language {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name)
    }
}

// In the order of the columns of the table.
const LANGUAGES: [&str; 24] = [
    "Bulgarian",
    "Czech",
    "Danish",
    "German",
    "Greek",
    "English",
    "Spanish",
    "Estonian",
    "Finnish",
    "French",
    "Irish",
    "Croatian",
    "Hungarian",
    "Italian",
    "Lithuanian",
    "Latvian",
    "Maltese",
    "Dutch",
    "Polish",
    "Portuguese",
    "Romanian",
    "Slovak",
    "Slovenian",
    "Swedish",
];

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// One country.
    Country(Origin, HowRead),
    /// One of these.
    Unclear(Suggestions),
    /// A State that exists no more.
    Former,
    /// That nothing is stated.
    Absent,
}

/// Every name and code that is known.
#[derive(Debug)]
pub(super) struct Names {
    // INVARIANT: each sorted by its first member, in which no two are equal.
    meanings: Vec<(Box<str>, Meaning)>,
    alpha3: Vec<(&'static str, CountryCode)>,
    numeric: Vec<(u16, CountryCode)>,
}

impl Names {
    /// The table, made when it is first asked for: most bills never do.
    pub(super) fn get() -> &'static Self {
        static TABLE: OnceLock<Names> = OnceLock::new();
        TABLE.get_or_init(Self::read)
    }

    /// What a key means.
    pub(super) fn find(&self, key: &str) -> Option<&Meaning> {
        let at = self.meanings.binary_search_by(|(known, _)| (**known).cmp(key)).ok()?;
        self.meanings.get(at).map(|(_, meaning)| meaning)
    }

    /// The country of an alpha-3 code in capitals.
    pub(super) fn alpha3(&self, code: &str) -> Option<CountryCode> {
        let at = self.alpha3.binary_search_by_key(&code, |(known, _)| known).ok()?;
        self.alpha3.get(at).map(|(_, country)| *country)
    }

    /// The country of a numeric code.
    pub(super) fn numeric(&self, code: u16) -> Option<CountryCode> {
        let at = self.numeric.binary_search_by_key(&code, |(known, _)| *known).ok()?;
        self.numeric.get(at).map(|(_, country)| *country)
    }

    /// The countries whose names differ from a key in the fewest letters, if in few enough.
    pub(super) fn near(&self, key: &str) -> Suggestions {
        let letters = key.chars().count();
        let most = match letters {
            // Nearly every short text is one letter away from some name.
            0..=3 => return Suggestions::new(),
            4..=5 => 1,
            _ => 2,
        };
        let mut nearest = Suggestions::new();
        let mut least = most;
        for (known, meaning) in &self.meanings {
            // What differs in length by more, in bytes as well, cannot be near.
            if known.len().abs_diff(key.len()) > MOST_BYTES_APART {
                continue;
            }
            let origins = match meaning {
                Meaning::Country(origin, _) => std::slice::from_ref(origin),
                Meaning::Unclear(suggestions) => suggestions.as_slice(),
                Meaning::Former | Meaning::Absent => continue,
            };
            let away = distance(key, known);
            if away > least {
                continue;
            }
            if away < least {
                least = away;
                nearest.clear();
            }
            for origin in origins {
                if !nearest.contains(origin) && nearest.len() < MOST_SUGGESTIONS {
                    nearest.push(*origin);
                }
            }
        }
        nearest
    }

    fn read() -> Self {
        let mut names: Vec<(Box<str>, Origin, HowRead)> = Vec::new();
        let mut alpha3 = Vec::new();
        let mut numeric = Vec::new();
        for line in NAMES.lines().skip(1) {
            let mut cells = line.split('\t');
            let Some(Ok(origin)) = cells.next().map(Origin::parse) else { continue };
            let codes = (cells.next(), cells.next());
            if let (Origin::Country(country), (Some(code), Some(number))) = (origin, codes) {
                alpha3.push((code, country));
                numeric.extend(number.parse().ok().map(|number: u16| (number, country)));
            }
            for (name, language) in cells.zip(LANGUAGES).filter(|(name, _)| !name.is_empty()) {
                let how = HowRead::Name(Language { name: language });
                names.push((key_of(name).into(), origin, how));
                if language == "German" {
                    names.push((key_of(&without_umlauts(name)).into(), origin, how));
                }
            }
        }
        alpha3.sort_unstable();
        numeric.sort_unstable();
        Self { meanings: meanings(names), alpha3, numeric }
    }
}

// Two letters, of two bytes each in every script of the table but the Chinese one.
const MOST_BYTES_APART: usize = 4;

// Where umlauts cannot be typed, German writes two letters.
fn without_umlauts(name: &str) -> String {
    name.replace('ä', "ae").replace(['ö', 'Ö'], "oe").replace('ü', "ue").replace('Ä', "ae")
}

fn meanings(names: Vec<(Box<str>, Origin, HowRead)>) -> Vec<(Box<str>, Meaning)> {
    let mut meanings: Vec<(Box<str>, Meaning)> =
        VARIANTS.lines().skip(1).filter_map(variant).collect();
    // The sorting is stable, so that variants stay before the names that they take the place of.
    let variants = meanings.len();
    meanings
        .extend(names.into_iter().map(|(key, origin, how)| (key, Meaning::Country(origin, how))));
    let mut numbered: Vec<(usize, (Box<str>, Meaning))> =
        meanings.into_iter().enumerate().collect();
    numbered.sort_by(|(_, (left, _)), (_, (right, _))| left.cmp(right));
    let mut merged: Vec<(bool, (Box<str>, Meaning))> = Vec::with_capacity(numbered.len());
    for (at, (key, meaning)) in numbered {
        match merged.last_mut() {
            Some((is_variant, (last, first))) if *last == key => {
                if !*is_variant {
                    merge(first, &meaning);
                }
            }
            _ => merged.push((at < variants, (key, meaning))),
        }
    }
    merged.into_iter().map(|(_, entry)| entry).collect()
}

// A name in two languages is read by English if that is one of them, else by the first.
fn merge(first: &mut Meaning, second: &Meaning) {
    let Meaning::Country(other, how) = second else { return };
    match first {
        Meaning::Country(origin, read) if origin == other => {
            if *how == HowRead::Name(Language { name: "English" }) {
                *read = *how;
            }
        }
        Meaning::Country(origin, _) => {
            *first = Meaning::Unclear(Suggestions::from_slice(&[*origin, *other]));
        }
        Meaning::Unclear(suggestions) => {
            if !suggestions.contains(other) {
                suggestions.push(*other);
            }
        }
        Meaning::Former | Meaning::Absent => {}
    }
}

fn variant(line: &str) -> Option<(Box<str>, Meaning)> {
    let mut cells = line.split('\t');
    let (kind, name, codes) = (cells.next()?, cells.next()?, cells.next()?);
    let mut origins = codes.split_ascii_whitespace().filter_map(|code| Origin::parse(code).ok());
    let meaning = match kind {
        "other" => Meaning::Country(origins.next()?, HowRead::OtherName),
        "unclear" => Meaning::Unclear(origins.collect()),
        "former" => Meaning::Former,
        "absent" => Meaning::Absent,
        _ => return None,
    };
    Some((key_of(name).into(), meaning))
}

#[cfg(test)]
mod tests;
