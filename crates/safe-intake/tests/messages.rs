//! Every message once, in full, and the convention they follow.
//!
//! In `messages.golden` each line that is not indented is an input: `T` a whole text, `D` further
//! members of a document, `L` lines of a bill. What is indented is what is said about it.

#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test may fail")]

use std::fmt::Write as _;
use std::path::Path;

use safe_intake::{InputErrors, read_document};

fn errors(text: &[u8]) -> InputErrors {
    read_document(text).expect_err(&String::from_utf8_lossy(text))
}

fn document(case: &str) -> String {
    let start = r#"{"format":"safe-procurement/1","id":"A""#;
    match case.split_once(' ') {
        Some(("D", members)) => format!("{start},{members}}}"),
        Some(("L", lines)) => {
            format!(r#"{start},"end_products":[{{"id":"P","components":[{lines}]}}]}}"#)
        }
        Some((_, text)) => text.to_owned(),
        None => String::new(),
    }
}

#[test]
fn messages_are_as_recorded() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages.golden");
    let recorded = std::fs::read_to_string(&path).unwrap();
    let mut now = String::new();
    for case in recorded.lines().filter(|line| !line.starts_with("    ")) {
        writeln!(now, "{case}").unwrap();
        for problem in errors(document(case).as_bytes()).problems() {
            writeln!(now, "    {problem}").unwrap();
        }
    }
    if option_env!("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    assert!(now == recorded, "messages differ from {}; they are now:\n{now}", path.display());
}

#[test]
fn messages_follow_the_convention() {
    let recorded = include_str!("messages.golden");
    for message in recorded.lines().filter_map(|line| line.strip_prefix("    ")) {
        let text = match message.split_once(": ") {
            Some((place, text)) if place.starts_with('/') || place.starts_with("line ") => text,
            _ => message,
        };
        assert!(text.starts_with(|first: char| first.is_lowercase() || first == '`'), "{message}");
        assert!(!text.ends_with(['.', '!', '?', ' ']), "{message}");
        assert!(!text.chars().any(char::is_control), "{message}");
        assert_eq!(text.matches('`').count() % 2, 0, "{message}");
        assert!(!text.contains("::") && !text.contains("Some("), "{message}");
    }
}

#[test]
fn text_that_is_not_utf_8_is_placed_by_line_and_character() {
    let problems = errors(b"\xef\xbb\xbf{\n  \"id\": \"\xc3\xa9\xff\"}");
    assert_eq!(
        problems.problems()[0].to_string(),
        "line 2, column 11: not UTF-8; save the file with this encoding"
    );
    assert_eq!(problems.problems()[0].position(), Some((2, 11)));
    assert_eq!(problems.problems()[0].at(), None);
}

#[test]
fn given_text_never_breaks_the_line_nor_floods_it() {
    let long = "x".repeat(1_000_000);
    for given in [&long, "a\\nb", "a\\u0000b", "\\u202e", "a`b", "\\u2028"] {
        let text = format!(
            r#"{{"format":"{given}","id":"{given}","{given}":1,"contract":{{"signed_on":"{given}"}},
                "contractors":[{{"id":"{given}"}},{{"id":"{given}"}}],
                "end_products":[{{"id":"{given}","components":[
                    {{"id":"{given}","quantity":"1","parent":"9{given}","supplier":"9{given}"}},
                    {{"id":"{given}","quantity":"1"}}]}}]}}"#
        );
        for problem in errors(text.as_bytes()).problems() {
            let shown = problem.to_string();
            assert!(shown.len() < 300, "{shown}");
            assert!(!shown.contains(['\n', '\0', '\u{202e}', '\u{2028}']), "{shown:?}");
        }
    }
}

#[test]
fn very_many_problems_are_counted_but_not_kept() {
    let lines = vec![r#"{"id":"1","quantity":"0"}"#; 20_000].join(",");
    let errors = errors(document(&format!("L {lines}")).as_bytes());
    assert_eq!(errors.problems().len(), 1_000);
    assert_eq!(errors.problems().len() + errors.more(), 30_000, "10,000 twins are looked for");
    assert_eq!(errors.to_string(), "30000 problems in document 1");
}
