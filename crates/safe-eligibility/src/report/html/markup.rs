//! Texts as markup.

use crate::report::page::{Cell, Tone};
use crate::report::words::Words;

/// How the texts of a page become markup.
pub(super) struct Markup<'p> {
    pub(super) words: &'static Words,
    /// What is English in a page that is not, the longest first.
    pub(super) english: &'p [String],
}

impl Markup<'_> {
    /// A text with the symbol of its tone before it; only the symbol is in its colour.
    ///
    /// Whoever does not see the symbol is told its word.
    pub(super) fn toned(&self, cell: &Cell) -> String {
        let text = self.breakable(&cell.text);
        let tone = class(cell.tone);
        if cell.tone == Tone::Plain || cell.text.is_empty() {
            return text;
        }
        let word = escaped(&self.words.text(&format!("report/tone/{tone}")));
        let symbol = cell.tone.symbol();
        format!(
            "<span class=\"{tone}\" aria-hidden=\"true\">{symbol}</span>\
             <span class=\"unseen\">{word}:</span>\u{a0}{text}"
        )
    }

    /// The text, in which what is English is said to be.
    pub(super) fn text(&self, text: &str) -> String {
        self.marked(text, escaped)
    }

    /// The same, which may be broken within a long address.
    fn breakable(&self, text: &str) -> String {
        if text.split(' ').any(|word| word.starts_with('/') || word.len() > LONG_WORD) {
            return self.marked(text, |piece| {
                escaped(piece).replace('/', "<wbr>/").replace('_', "_<wbr>")
            });
        }
        self.text(text)
    }

    fn marked(&self, text: &str, escaped: impl Fn(&str) -> String) -> String {
        let mut marked = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, english, after)) = self.next_english(rest) {
            marked.push_str(&escaped(before));
            marked.push_str("<span lang=\"en\">");
            marked.push_str(&escaped(english));
            marked.push_str("</span>");
            rest = after;
        }
        marked.push_str(&escaped(rest));
        marked
    }

    /// What comes first of all that is English, with what stands around it.
    fn next_english<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str, &'t str)> {
        let found = self.english.iter().filter_map(|phrase| {
            let mut at = text.match_indices(&**phrase).map(|(at, _)| at);
            at.find(|at| is_whole(text, *at, phrase.len())).map(|at| (at, phrase.len()))
        });
        // Of two at the same place the longer one is first in the list.
        let (at, length) = found.min_by_key(|(at, _)| *at)?;
        let (before, rest) = text.split_at_checked(at)?;
        let (english, after) = rest.split_at_checked(length)?;
        Some((before, english, after))
    }
}

/// Whether what stands at a place is not the part of a longer word, id or address.
fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '/' | '_');
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let end = at.saturating_add(length);
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(is_part) && !after.is_some_and(is_part)
}

const LONG_WORD: usize = 30;

// Only what the rule pack gives as a link is one; a document cannot smuggle in another scheme.
pub(super) fn linked(text: &str) -> String {
    let is_link = text.starts_with("https://") || text.starts_with("http://");
    let text = escaped(text);
    if is_link && !text.contains(' ') { format!("<a href=\"{text}\">{text}</a>") } else { text }
}

pub(super) fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Met => "met",
        Tone::NotMet => "not-met",
        Tone::Undetermined => "open",
        Tone::Quiet => "quiet",
    }
}

/// The text with everything that HTML would take for its own set apart.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::words::Language;

    #[test]
    fn nothing_of_a_document_is_markup() {
        assert_eq!(escaped("<a href='x'>&\"\n"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot; ");
        assert_eq!(linked("javascript:alert(1)"), "javascript:alert(1)");
    }

    #[test]
    fn what_is_english_is_said_to_be() {
        let english = ["tier/parts".to_owned(), "tier".to_owned()];
        let markup = Markup { words: Words::of(Language::German), english: &english };
        assert_eq!(
            markup.text("<tier> in tier/parts"),
            "&lt;<span lang=\"en\">tier</span>&gt; in <span lang=\"en\">tier/parts</span>"
        );
        assert_eq!(markup.text("Frontier, tier-1"), "Frontier, tier-1");
    }

    #[test]
    fn a_symbol_has_its_word() {
        let markup = Markup { words: Words::of(Language::French), english: &[] };
        let said = markup.toned(&Cell::toned("x", Tone::NotMet));
        assert!(said.contains("aria-hidden=\"true\">✘<") && said.contains("défavorable"), "{said}");
    }
}
