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
    let lines = vec![r#"{"id":"1","quantity":"0"}"#; 100_000].join(",");
    let errors = errors(document(&format!("L {lines}")).as_bytes());
    assert_eq!(errors.problems().len(), 100_000);
    // Each quantity, and each line but the first for its id.
    assert_eq!(errors.problems().len() + errors.more(), 199_999);
    assert_eq!(errors.to_string(), "199999 problems in document 1");
}

#[test]
fn all_problems_of_a_long_bill_are_kept() {
    let line = |at: usize| {
        format!(
            r#"{{"id":"{at}","description":"Part {at}","quantity":4,"unit_cost":15.0,"currency":"EUR","origin":"UK"}}"#
        )
    };
    let lines: Vec<String> = (0..20_000).map(line).collect();
    let errors = errors(document(&format!("L {}", lines.join(","))).as_bytes());
    // Two figures and the country of each line.
    assert_eq!((errors.problems().len(), errors.more()), (60_000, 0));
}

#[test]
fn every_cycle_of_a_bill_is_told_beside_its_other_problems() {
    let text = document(
        r#"L {"id":"1","parent":"2","quantity":"1"},{"id":"2","parent":"1","quantity":"1"},
            {"id":"3","parent":"3","quantity":"1"},{"id":"4","parent":"1","quantity":"1"},
            {"id":"5","parent":"x","quantity":"1"}"#,
    );
    let told: Vec<String> =
        errors(text.as_bytes()).problems().iter().map(ToString::to_string).collect();
    let at = "/end_products/0/components";
    let cycle = |line: usize, id: u8| {
        format!(
            "{at}/{line}: the line `{id}` is a part of itself; a bill of materials has no cycle"
        )
    };
    assert_eq!(
        told,
        [
            cycle(0, 1),
            cycle(2, 3),
            format!("{at}/4/parent: no line has the id `x`; name a line of this end product"),
        ]
    );
}
