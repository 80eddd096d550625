//! Texts as markup.

use crate::report::page::{Cell, Tone};

/// A text with the symbol of its tone before it; only the symbol is in its colour.
pub(super) fn toned(cell: &Cell) -> String {
    let text = breakable(&cell.text);
    if cell.tone == Tone::Plain || cell.text.is_empty() {
        return text;
    }
    format!("<span class=\"{}\">{}</span>\u{a0}{text}", class(cell.tone), cell.tone.symbol())
}

/// The text, which may be broken within a long address.
fn breakable(text: &str) -> String {
    let escaped = escaped(text);
    if text.split(' ').any(|word| word.starts_with('/') || word.len() > LONG_WORD) {
        return escaped.replace('/', "<wbr>/").replace('_', "_<wbr>");
    }
    escaped
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

    #[test]
    fn nothing_of_a_document_is_markup() {
        assert_eq!(escaped("<a href='x'>&\"\n"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot; ");
        assert_eq!(linked("javascript:alert(1)"), "javascript:alert(1)");
    }
}
