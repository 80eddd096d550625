//! What the reports say, in every language they say it in.
//!
//! Each sentence stands in `words/*.json`, once a language, with its values by name in braces.
//! Code chooses the sentence and gives the values; it joins no words of its own to them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A language in which reports are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Language {
    /// English, which the JSON of an assessment speaks too.
    #[default]
    English,
    /// French.
    French,
    /// German.
    German,
    /// Polish.
    Polish,
}

impl Language {
    /// All of them, in the order in which the words stand in their files.
    pub const ALL: [Self; 4] = [Self::English, Self::French, Self::German, Self::Polish];

    /// Its code in ISO 639-1.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Polish => "pl",
        }
    }

    /// The language of a code; `None`: no report is written in it.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.as_str() == code)
    }
}

/// The files, each a list of [`Entry`].
pub(super) const FILES: [(&str, &str); 15] = [
    ("steps", include_str!("words/steps.json")),
    ("facts", include_str!("words/facts.json")),
    ("law", include_str!("words/law.json")),
    ("figures", include_str!("words/figures.json")),
    ("verdict", include_str!("words/verdict.json")),
    ("page", include_str!("words/page.json")),
    ("sums", include_str!("words/sums.json")),
    ("report", include_str!("words/report.json")),
    ("questions", include_str!("words/questions.json")),
    ("next", include_str!("words/next.json")),
    ("assume", include_str!("words/assume.json")),
    ("diff", include_str!("words/diff.json")),
    ("analysis", include_str!("words/analysis.json")),
    ("remedy", include_str!("words/remedy.json")),
    ("break", include_str!("words/break.json")),
];

/// A sentence in every language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) say: String,
    pub(super) en: String,
    pub(super) fr: String,
    pub(super) de: String,
    pub(super) pl: String,
}

impl Entry {
    pub(super) fn into_text(self, language: Language) -> String {
        match language {
            Language::English => self.en,
            Language::French => self.fr,
            Language::German => self.de,
            Language::Polish => self.pl,
        }
    }
}

/// What is said in one language.
#[derive(Debug)]
pub(super) struct Words {
    sentences: BTreeMap<String, String>,
}

// The words are part of the program; those of a language are read when its first report is written.
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::read(Language::English));
static FRENCH: LazyLock<Words> = LazyLock::new(|| Words::read(Language::French));
static GERMAN: LazyLock<Words> = LazyLock::new(|| Words::read(Language::German));
static POLISH: LazyLock<Words> = LazyLock::new(|| Words::read(Language::Polish));

impl Words {
    /// What is said in a language.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::French => &FRENCH,
            Language::German => &GERMAN,
            Language::Polish => &POLISH,
        }
    }

    fn read(language: Language) -> Self {
        let mut sentences = BTreeMap::new();
        for (_, text) in FILES {
            // A file that cannot be read says nothing, which the tests see.
            let entries: Vec<Entry> = serde_json::from_str(text).unwrap_or_default();
            let said = entries.into_iter();
            sentences.extend(said.map(|entry| (entry.say.clone(), entry.into_text(language))));
        }
        Self { sentences }
    }

    /// Whether there is a sentence of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.sentences.contains_key(name)
    }

    /// Whether a sentence takes a value of that name.
    pub(super) fn takes(&self, name: &str, value: &str) -> bool {
        let sentence = self.sentences.get(name);
        sentence.is_some_and(|sentence| pieces(sentence).contains(&Piece::Slot(value)))
    }

    /// A sentence that takes no values.
    pub(super) fn text(&self, name: &str) -> String {
        self.say(name, &[])
    }

    /// A sentence with its values, each of which it takes.
    ///
    /// What does not fit stands in double brackets, so that no value is lost in silence: a name
    /// that there is not, a value that the sentence does not take, a place without a value.
    pub(super) fn say(&self, name: &str, values: &[(&str, &str)]) -> String {
        let Some(sentence) = self.sentences.get(name) else { return format!("⟦{name}⟧") };
        let mut said = String::with_capacity(sentence.len().saturating_mul(2));
        let mut taken = 0usize;
        for piece in pieces(sentence) {
            match piece {
                Piece::Text(text) => said.push_str(text),
                Piece::Slot(slot) => {
                    let value = values.iter().find(|(name, _)| *name == slot);
                    taken = taken.saturating_add(usize::from(value.is_some()));
                    match value {
                        Some((_, value)) => said.push_str(value),
                        None => said.extend(["⟦", slot, "⟧"]),
                    }
                }
            }
        }
        if taken < values.len() {
            said.extend(["⟦", name, " takes fewer values⟧"]);
        }
        said
    }
}

/// A piece of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'s> {
    Text(&'s str),
    Slot(&'s str),
}

/// A sentence taken apart at its braces.
pub(super) fn pieces(sentence: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, behind)) = after.split_once('}') else { break };
        pieces.push(Piece::Text(before));
        pieces.push(Piece::Slot(slot));
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn entries() -> Vec<(&'static str, Entry)> {
        let files = FILES.into_iter().flat_map(|(file, text)| {
            let entries: Vec<Entry> = serde_json::from_str(text).unwrap();
            entries.into_iter().map(move |entry| (file, entry))
        });
        files.collect()
    }

    fn slots(sentence: &str) -> Vec<&str> {
        let slots = pieces(sentence).into_iter().filter_map(|piece| match piece {
            Piece::Slot(slot) => Some(slot),
            Piece::Text(_) => None,
        });
        let mut slots: Vec<_> = slots.collect();
        slots.sort_unstable();
        slots
    }

    #[test]
    fn every_sentence_is_complete_in_every_language() {
        let mut names = BTreeSet::new();
        let mut faults = Vec::new();
        for (file, Entry { say, en, fr, de, pl }) in entries() {
            if !say.starts_with(&format!("{file}/")) {
                faults.push(format!("{say} stands in {file}.json"));
            }
            for (language, text) in [("en", &en), ("fr", &fr), ("de", &de), ("pl", &pl)] {
                // A no-break space is what stands between groups of digits.
                if text.trim_matches(' ') != text || text.is_empty() {
                    faults.push(format!("{say} in {language} is empty or has space around it"));
                }
                if slots(text) != slots(&en) || slots(text).windows(2).any(|two| two[0] == two[1]) {
                    faults.push(format!("{say} in {language} takes {:?}", slots(text)));
                }
            }
            if !names.insert(say.clone()) {
                faults.push(format!("{say} stands there twice"));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn what_does_not_fit_is_seen() {
        let words = Words::of(Language::English);
        assert_eq!(words.say("page/no-such", &[]), "⟦page/no-such⟧");
        assert!(words.say("figures/percent", &[]).contains("⟦number⟧"));
        let more = words.say("figures/percent", &[("number", "1"), ("other", "2")]);
        assert!(more.contains("takes fewer values"), "{more}");
    }

    #[test]
    fn a_sentence_is_taken_apart_at_its_braces() {
        let expected = [Piece::Text("a "), Piece::Slot("b"), Piece::Text(" {")];
        assert_eq!(pieces("a {b} {"), expected);
    }
}
