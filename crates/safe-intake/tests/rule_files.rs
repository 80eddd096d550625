//! What fuzzing of rule files found; `fuzz/README.md` says how.

#![expect(clippy::panic, reason = "a test may fail")]

use std::collections::BTreeMap;

use safe_eligibility::Rulebook;
use safe_eligibility::rulebook::problem::{PackProblem, RulebookError};

fn problems(path: &str, content: &[u8]) -> Vec<PackProblem> {
    let mut files: BTreeMap<String, Vec<u8>> =
        safe_rules::files().map(|(path, content)| (path, content.to_vec())).collect();
    files.insert(path.to_owned(), content.to_vec());
    match Rulebook::from_files(files) {
        Err(RulebookError::Broken { problems }) => problems,
        other => panic!("{path} passes: {other:?}"),
    }
}

#[test]
fn a_file_that_is_null_is_told_and_not_passed_over() {
    for (path, _) in safe_rules::files() {
        let told = problems(&path, b"null").into_iter().any(|problem| *problem.at.file == *path);
        assert!(told, "{path}");
    }
}

#[test]
fn a_problem_of_a_rule_pack_is_one_line_whatever_the_file_holds() {
    let path = "acts/reg-2025-1106/act.json";
    for content in [&br#""a\nb""#[..], br#"{"\u001b[2J":1}"#, "\"\u{85}\"".as_bytes()] {
        for problem in problems(path, content) {
            assert!(!problem.to_string().chars().any(char::is_control), "{problem:?}");
        }
    }
}
