//! Every sample input and every case is read without a problem.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may fail")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use safe_intake::{Documents, JsonLines};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn samples_and_cases_are_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    files(&root.join("examples/data"), &mut found);
    files(&root.join("tests/cases"), &mut found);
    let mut documents = 0;
    let mut complaints = String::new();
    for path in found {
        let bytes = fs::read(&path).unwrap();
        let texts: Vec<_> = match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Documents::in_json(&bytes).collect(),
            Some("jsonl") => JsonLines::new(bytes.as_slice()).map(Result::unwrap).collect(),
            _ => continue,
        };
        for text in texts {
            documents += 1;
            if let Err(errors) = text.read() {
                for problem in errors.problems() {
                    writeln!(complaints, "{}: {problem}", path.display()).unwrap();
                }
            }
        }
    }
    assert_eq!(complaints, "");
    assert!(documents > 100, "only {documents} documents were found");
}
