//! Texts of a document within messages.

/// A given text as a message shows it: shortened, and without characters that change the line.
///
/// # Examples
///
/// ```
/// use safe_eligibility::model::given::shown;
///
/// assert_eq!(shown("L-1"), "L-1");
/// assert_eq!(shown("a\nb"), "a\\u{a}b");
/// assert_eq!(shown(&"x".repeat(1_000_000)).chars().count(), 61);
/// ```
#[must_use]
pub fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == MOST {
            shown.push('…');
            break;
        }
        let disrupts = character.is_control()
            || matches!(character, '`' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if disrupts {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}
