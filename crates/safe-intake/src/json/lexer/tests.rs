use super::*;

#[test]
fn finds_a_piece_of_any_length_and_nothing_else() {
    let text = ",\"description\" : \"Component number 1\",\"quantity\"";
    for start in 0..text.len() {
        for end in start..=text.len() {
            let piece = Piece::new(text.get(start..end).unwrap());
            let mut lexer = Lexer { text, at: start, depth: 0 };
            assert!(lexer.piece(&piece));
            assert_eq!(lexer.at, end);
            let mut other = text.as_bytes().to_vec();
            for at in start..end {
                other[at] ^= 1;
                let text = std::str::from_utf8(&other).unwrap();
                assert!(!Lexer { text, at: start, depth: 0 }.piece(&piece));
                other[at] ^= 1;
            }
        }
    }
}

fn fault(text: &str) -> Option<Malformed> {
    let mut lexer = Lexer::new(text);
    lexer.skip().and_then(|()| lexer.end()).err()
}

#[test]
fn takes_json_and_nothing_else() {
    for text in [
        "null",
        " true ",
        "-0.5e+10",
        "0",
        "1E400",
        "\"\\ud83d\\ude00\\n\"",
        "[]",
        "{}",
        "[1, [2], {\"a\": \"b\"}]",
        "{\"a\":{\"a\":[]},\"a\":\"\u{e9}\"}\n",
    ] {
        assert_eq!(fault(text), None, "{text}");
    }
    for (text, why) in [
        ("", Malformed::Value),
        ("nul", Malformed::Value),
        ("01", Malformed::Trailing),
        ("-", Malformed::Digit),
        ("1.", Malformed::Digit),
        ("1e", Malformed::Digit),
        (".5", Malformed::Value),
        ("+1", Malformed::Value),
        ("NaN", Malformed::Value),
        ("\"a", Malformed::Quote),
        ("\"\\", Malformed::Quote),
        ("\"\\\"", Malformed::Quote),
        ("\"\\x\"", Malformed::Escape),
        ("\"\\ud83d\"", Malformed::Escape),
        ("\"\n\"", Malformed::ControlCharacter),
        ("\"\\\n\"", Malformed::Escape),
        ("[1,]", Malformed::Value),
        ("[1 2]", Malformed::ItemEnd),
        ("[1}", Malformed::ItemEnd),
        ("{\"a\" 1}", Malformed::Colon),
        ("{\"a\":1,}", Malformed::Member),
        ("{a:1}", Malformed::Member),
        ("{\"a\":1 \"b\":2}", Malformed::MemberEnd),
        ("{} {}", Malformed::Trailing),
        ("\u{feff}{}", Malformed::Value),
    ] {
        assert_eq!(fault(text), Some(why), "{text}");
    }
}

#[test]
fn stops_at_depth_128() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(fault(&nested(128)), None);
    assert_eq!(fault(&nested(129)), Some(Malformed::TooNested));
    assert_eq!(fault(&"[{\"a\":".repeat(1_000_000)), Some(Malformed::TooNested));
}

#[test]
fn strings_without_escapes_are_not_copied() {
    let mut lexer = Lexer::new("\"plain \u{e9}\"");
    assert!(matches!(lexer.string(), Ok(Cow::Borrowed("plain \u{e9}"))));
    let mut lexer = Lexer::new("\"\\u0041\\\\\\\"\" ");
    assert!(matches!(lexer.string(), Ok(Cow::Owned(text)) if text == "A\\\""));
}
