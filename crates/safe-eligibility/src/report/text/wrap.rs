//! Lines of a certain width, in colour or not.

use anstyle::{AnsiColor, Effects, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::page::Tone;

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// The text without anything that would move the cursor, change colours or turn the line around.
pub(super) fn clean(text: &str) -> String {
    let disrupts = |letter: char| {
        letter.is_control() || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if disrupts(letter) { '\u{fffd}' } else { letter }).collect()
}

/// The text in lines of at most `width` columns, those after the first set in by `hang`.
///
/// It is broken at spaces. A word that is longer than a line is broken behind a hyphen, a slash or
/// an underscore, and anywhere where it has none in reach.
pub(super) fn wrapped(text: &str, width: usize, hang: usize) -> Vec<String> {
    let width = width.max(hang.saturating_add(1));
    let mut lines = Lines { width, hang, done: Vec::new(), line: String::new(), used: 0 };
    for (index, word) in clean(text).split(' ').enumerate() {
        let space = usize::from(index > 0);
        if columns(word) <= width.saturating_sub(hang) {
            lines.add(word, space);
            continue;
        }
        for (piece_index, piece) in word.split_inclusive(['-', '/', '_']).enumerate() {
            lines.add(piece, if piece_index == 0 { space } else { 0 });
        }
    }
    lines.done.push(lines.line);
    lines.done
}

struct Lines {
    width: usize,
    hang: usize,
    done: Vec<String>,
    line: String,
    used: usize,
}

impl Lines {
    fn add(&mut self, piece: &str, space: usize) {
        let needed = self.used.saturating_add(space).saturating_add(columns(piece));
        if needed > self.width && !self.line.trim().is_empty() {
            self.end();
        } else if space > 0 {
            self.line.push(' ');
            self.used = self.used.saturating_add(1);
        }
        for letter in piece.chars() {
            let size = UnicodeWidthChar::width(letter).unwrap_or(0);
            if self.used.saturating_add(size) > self.width {
                self.end();
            }
            self.line.push(letter);
            self.used = self.used.saturating_add(size);
        }
    }

    fn end(&mut self) {
        self.done.push(std::mem::replace(&mut self.line, " ".repeat(self.hang)));
        self.used = self.hang;
    }
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
        assert_eq!(wrapped("at /end_products/0", 8, 0), ["at /end_", "products", "/0"]);
        assert_eq!(wrapped("", 10, 0), [""]);
    }

    #[test]
    fn counts_columns_and_not_letters() {
        assert_eq!(wrapped("ミサイル ミサイル", 10, 0), ["ミサイル", "ミサイル"]);
    }

    #[test]
    fn a_document_cannot_steer_the_screen() {
        assert_eq!(wrapped("a\u{1b}[31mb\u{202e}", 20, 0), ["a\u{fffd}[31mb\u{fffd}"]);
    }

    #[test]
    fn has_no_escapes_without_colour() {
        assert_eq!(Ink::new(false).strong("x", Tone::Met), "x");
        assert_eq!(Ink::new(true).toned("x", Tone::Met), "\u{1b}[32mx\u{1b}[0m");
    }
}
