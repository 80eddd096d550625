//! Spellings that differ in nothing that matters, made the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text: small letters and digits without accents, a space between words.
pub(crate) fn words_of(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let letters = text.nfkd().filter(|character| !is_combining_mark(*character));
    for character in letters.flat_map(char::to_lowercase) {
        match character {
            'ß' => words.push_str("ss"),
            'æ' => words.push_str("ae"),
            'œ' => words.push_str("oe"),
            'þ' => words.push_str("th"),
            'ø' => words.push('o'),
            'đ' | 'ð' => words.push('d'),
            'ł' => words.push('l'),
            'ħ' => words.push('h'),
            'ı' => words.push('i'),
            'ς' => words.push('σ'),
            '&' => words.push_str(" and "),
            // Abbreviations: `U.S.A.` is one word.
            '.' => {}
            letter if letter.is_alphanumeric() => words.push(letter),
            _ => words.push(' '),
        }
    }
    let words: Vec<&str> = words.split_ascii_whitespace().collect();
    in_one_script(words.join(" "))
}

/// The words of a text without what stands between them: what names are looked up by.
pub(crate) fn key_of(text: &str) -> String {
    words_of(text).replace(' ', "")
}

// Among Cyrillic letters, Latin ones that look the same are slips of the keyboard.
fn in_one_script(words: String) -> String {
    let is_cyrillic = |character| ('\u{400}'..='\u{4ff}').contains(&character);
    if !words.contains(is_cyrillic) {
        return words;
    }
    let cyrillic = |character| match character {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'h' => 'н',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        other => other,
    };
    words.chars().map(cyrillic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        for (one, other) in [
            ("Türkiye", "TURKIYE"),
            ("Côte d’Ivoire", "cote d'ivoire"),
            ("Ţările de Jos", "țările  de jos"),
            ("U.S.A.", "usa"),
            ("Bosnia & Herzegovina", "Bosnia and Herzegovina"),
            ("Guinea-Bissau", "Guinea Bissau"),
            ("Großbritannien", "GROSSBRITANNIEN"),
            ("Łotwa", "lotwa"),
            ("ΕΛΛΑΣ", "Ελλάς"),
            // The second has Latin letters in it.
            ("Турция", "Typция"),
        ] {
            assert_eq!(key_of(one), key_of(other), "{one} {other}");
        }
        assert_eq!(words_of("  Country of origin: São Tomé "), "country of origin sao tome");
    }
}
