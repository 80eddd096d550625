//! Lines of a certain width, in colour or not.

use anstyle::{AnsiColor, Effects, Style};
use unicode_width::UnicodeWidthStr;

use crate::report::page::Tone;

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// The text in lines of at most `width` columns, those after the first set in by `hang`.
///
/// It is broken at spaces; only a word that is longer than a whole line is broken within.
pub(super) fn wrapped(text: &str, width: usize, hang: usize) -> Vec<String> {
    let width = width.max(hang.saturating_add(1));
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0usize;
    for (index, word) in text.split(' ').enumerate() {
        let size = columns(word);
        let space = usize::from(index > 0);
        if used.saturating_add(space).saturating_add(size) > width && !line.trim().is_empty() {
            lines.push(std::mem::replace(&mut line, " ".repeat(hang)));
            used = hang;
        } else if index > 0 {
            line.push(' ');
            used = used.saturating_add(1);
        }
        for letter in word.chars() {
            let size = unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
            if used.saturating_add(size) > width {
                lines.push(std::mem::replace(&mut line, " ".repeat(hang)));
                used = hang;
            }
            line.push(letter);
            used = used.saturating_add(size);
        }
    }
    lines.push(line);
    lines
}

/// Puts tones into colours, where colours are wanted.
pub(super) struct Ink {
    colour: bool,
}

impl Ink {
    pub(super) fn new(colour: bool) -> Self {
        Self { colour }
    }

    pub(super) fn toned(&self, text: &str, tone: Tone) -> String {
        self.styled(text, style(tone))
    }

    pub(super) fn strong(&self, text: &str, tone: Tone) -> String {
        self.styled(text, style(tone).effects(Effects::BOLD))
    }

    pub(super) fn bold(&self, text: &str) -> String {
        self.styled(text, Style::new().bold())
    }

    fn styled(&self, text: &str, style: Style) -> String {
        if self.colour && !style.is_plain() && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Met => AnsiColor::Green.on_default(),
        Tone::NotMet => AnsiColor::Red.on_default(),
        Tone::Undetermined => AnsiColor::Yellow.on_default(),
        Tone::Quiet => Style::new().dimmed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_at_spaces_and_within_words_only_where_it_must() {
        assert_eq!(wrapped("one two three four", 13, 2), ["one two three", "  four"]);
        assert_eq!(wrapped("abcdefghijklmnop", 10, 0), ["abcdefghij", "klmnop"]);
        assert_eq!(wrapped("", 10, 0), [""]);
    }

    #[test]
    fn counts_columns_and_not_letters() {
        assert_eq!(wrapped("ミサイル ミサイル", 10, 0), ["ミサイル", "ミサイル"]);
    }

    #[test]
    fn has_no_escapes_without_colour() {
        assert_eq!(Ink::new(false).strong("x", Tone::Met), "x");
        assert_eq!(Ink::new(true).toned("x", Tone::Met), "\u{1b}[32mx\u{1b}[0m");
    }
}
