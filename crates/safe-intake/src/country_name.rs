//! Countries as people write them: codes of several lists and names in many languages.

mod names;
mod remark;
mod stock_number;

use hashbrown::HashMap;
use safe_eligibility::model::country::{CountryCode, Origin};
use smallvec::SmallVec;

use crate::fold::{key_of, words_of};
use names::{Meaning, Names};

pub(crate) use names::Language;
pub(crate) use remark::CountryRemark;
pub(crate) use stock_number::{looks_like_bureau_codes, looks_like_stock_number};

/// What a text says about a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CountryReading {
    /// A code exactly as the document wants it.
    Plain(Origin),
    /// The same, written in another way, which is worth a remark.
    Read {
        /// What it means.
        origin: Origin,
        /// By which list.
        how: HowRead,
    },
    /// No country for certain; these may be meant.
    Near(Suggestions),
    /// A State that exists no more; nothing is guessed.
    Former,
    /// Nothing, or one of the ways in which people write that they do not know.
    NotStated,
    /// None of these.
    Unknown,
}

/// The few countries that a text may mean, never none.
pub(crate) type Suggestions = SmallVec<[Origin; 4]>;

/// By which list a text was read as a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HowRead {
    /// ISO 3166-1 alpha-2, not in capitals or easily taken for something else.
    Alpha2,
    /// ISO 3166-1 alpha-3.
    Alpha3,
    /// ISO 3166-1 numeric, perhaps without its zeros in front.
    Numeric,
    /// The codes of the institutions of the Union: `EL`, `UK`.
    EuCode,
    /// The codes of customs declarations, where they differ.
    CustomsCode,
    /// The short name in an official language of the Union.
    Name(Language),
    /// Another name for it.
    OtherName,
    /// Several of these beside each other, all for the same country.
    Together,
}

/// Whether a text means a country; what is near one is not looked for, which takes long.
pub(crate) fn is_country(text: &str) -> bool {
    matches!(read_any(text, false), CountryReading::Plain(_) | CountryReading::Read { .. })
}

/// Reads many cells, of which most repeat each other.
///
/// Each text is looked up once. Near misses are looked for among every name, which takes long, and
/// so no more than a thousand times.
#[derive(Debug)]
pub(crate) struct CountryReader {
    seen: HashMap<Box<str>, CountryReading>,
    searches_left: u32,
}

impl CountryReader {
    const MOST_SEEN: usize = 10_000;
    const MOST_SEARCHES: u32 = 1_000;

    /// One that has seen nothing.
    pub(crate) fn new() -> Self {
        Self { seen: HashMap::new(), searches_left: Self::MOST_SEARCHES }
    }

    /// Reads what a cell says.
    #[inline]
    pub(crate) fn read(&mut self, text: &str) -> CountryReading {
        match Origin::parse(text) {
            Ok(origin) if text != NAMIBIA => CountryReading::Plain(origin),
            _ => self.read_any(text),
        }
    }

    fn read_any(&mut self, text: &str) -> CountryReading {
        if let Some(reading) = self.seen.get(text) {
            return reading.clone();
        }
        let reading = read_any(text, self.searches_left > 0);
        if matches!(reading, CountryReading::Near(_) | CountryReading::Unknown) {
            self.searches_left = self.searches_left.saturating_sub(1);
        }
        if self.seen.len() < Self::MOST_SEEN && text.len() <= MOST_BYTES {
            self.seen.insert(text.into(), reading.clone());
        }
        reading
    }
}

// Beyond this a text is a sentence and not a country.
const MOST_BYTES: usize = 160;

// It is also what people write for "not available", so it is remarked upon.
const NAMIBIA: &str = "NA";

fn read_any(text: &str, search: bool) -> CountryReading {
    let text = text.trim();
    if text.len() > MOST_BYTES {
        return CountryReading::Unknown;
    }
    let reading = read_whole(text);
    if reading != CountryReading::Unknown {
        return reading;
    }
    let reading = read_together(text);
    if reading != CountryReading::Unknown || !search {
        return reading;
    }
    let near = Names::get().near(&key_of(text));
    if near.is_empty() { CountryReading::Unknown } else { CountryReading::Near(near) }
}

fn read_whole(text: &str) -> CountryReading {
    if let Ok(origin) = Origin::parse(text) {
        return if text == NAMIBIA {
            CountryReading::Read { origin, how: HowRead::Alpha2 }
        } else {
            CountryReading::Plain(origin)
        };
    }
    let words = words_of(text);
    if words.is_empty() {
        return match text.chars().find(|character| !is_mark(*character)) {
            Some(_) => CountryReading::Unknown,
            None => CountryReading::NotStated,
        };
    }
    let is_code = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let found = if is_code { read_code(text) } else { None };
    found
        .or_else(|| read_words(&words))
        .or_else(|| {
            let mut rests = PHRASES.iter().filter_map(|phrase| words.strip_prefix(phrase));
            rests.find_map(read_words)
        })
        .unwrap_or(CountryReading::Unknown)
}

// What people write before a country; each ends where a word ends.
const PHRASES: &[&str] = &[
    "country of origin ",
    "origin ",
    "made in the ",
    "made in ",
    "product of the ",
    "product of ",
    "the ",
    "ursprungsland ",
    "ursprung ",
    "hergestellt in ",
    "pays d origine ",
    "origine ",
    "fabrique en ",
    "kraj pochodzenia ",
];

// Dashes, points and question marks are how people fill a cell that states nothing.
fn is_mark(character: char) -> bool {
    character.is_whitespace() || "-–—−_.?*/".contains(character)
}

fn read_words(words: &str) -> Option<CountryReading> {
    let key: String = words.chars().filter(|character| *character != ' ').collect();
    let named = Names::get().find(&key).map(|meaning| match meaning {
        Meaning::Country(origin, how) => CountryReading::Read { origin: *origin, how: *how },
        Meaning::Unclear(suggestions) => CountryReading::Near(suggestions.clone()),
        Meaning::Former => CountryReading::Former,
        Meaning::Absent => CountryReading::NotStated,
    });
    named.or_else(|| read_code(&key.to_ascii_uppercase()))
}

// A code in capitals, of whatever list.
fn read_code(code: &str) -> Option<CountryReading> {
    let read = |origin, how| Some(CountryReading::Read { origin, how });
    if let Some((_, country, how)) = CODES_OF_THE_UNION.iter().find(|(known, ..)| *known == code) {
        return read(Origin::parse(country).ok()?, *how);
    }
    if let Ok(origin) = Origin::parse(code) {
        return read(origin, HowRead::Alpha2);
    }
    if let Some(country) = Names::get().alpha3(code) {
        return read(Origin::Country(country), HowRead::Alpha3);
    }
    read(Origin::Country(numeric(code)?), HowRead::Numeric)
}

fn numeric(code: &str) -> Option<CountryCode> {
    let is_number = (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Names::get().numeric(code.parse().ok()?) } else { None }
}

const CODES_OF_THE_UNION: &[(&str, &str, HowRead)] = &[
    ("EL", "GR", HowRead::EuCode),
    ("UK", "GB", HowRead::EuCode),
    ("XC", "ES", HowRead::CustomsCode),
    ("XI", "GB", HowRead::CustomsCode),
    ("XL", "ES", HowRead::CustomsCode),
    ("XS", "RS", HowRead::CustomsCode),
];

// `DE (Germany)`, `US/USA`, `DE - Deutschland`: read where all that stands together agrees, else
// whatever could be read is only suggested.
fn read_together(text: &str) -> CountryReading {
    let mut found = Suggestions::new();
    let (mut pieces, mut unread) = (0u32, 0u32);
    for piece in pieces_of(text) {
        pieces = pieces.saturating_add(1);
        let origins = match read_whole(piece) {
            CountryReading::Plain(origin) | CountryReading::Read { origin, .. } => {
                Suggestions::from_slice(&[origin])
            }
            CountryReading::Near(suggestions) => {
                unread = unread.saturating_add(1);
                suggestions
            }
            CountryReading::Former | CountryReading::NotStated | CountryReading::Unknown => {
                unread = unread.saturating_add(1);
                Suggestions::new()
            }
        };
        for origin in origins {
            if !found.contains(&origin) && found.len() < MOST_SUGGESTIONS {
                found.push(origin);
            }
        }
    }
    match found.as_slice() {
        [] => CountryReading::Unknown,
        [origin] if unread == 0 && pieces > 1 => {
            CountryReading::Read { origin: *origin, how: HowRead::Together }
        }
        _ => CountryReading::Near(found),
    }
}

const MOST_SUGGESTIONS: usize = 4;

fn pieces_of(text: &str) -> impl Iterator<Item = &str> {
    // A hyphen is part of many names and divides only behind a code.
    let (head, tail) = match text.find([' ', '-']).and_then(|at| text.split_at_checked(at)) {
        Some((head, tail)) if is_short_code(head) => (head, tail),
        _ => ("", text),
    };
    let between = ['(', ')', '[', ']', '/', ';', ',', '|', ':', '+', '–', '—'];
    let tail = tail.strip_prefix([' ', '-']).unwrap_or(tail);
    std::iter::once(head)
        .chain(tail.split(between).flat_map(|piece| piece.split(" - ")))
        .map(|piece| piece.trim_matches([' ', '-']))
        .filter(|piece| !piece.is_empty())
}

fn is_short_code(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests;
