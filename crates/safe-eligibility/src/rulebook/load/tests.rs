//! Each problem of a pack once, in full: the built-in pack with one thing spoilt.

mod files;
mod law;
mod registers;
mod used;

use super::*;

type Pieces = BTreeMap<String, Vec<u8>>;

const CAP: &str = "acts/reg-2025-1106/component-cap/2025-05-29.json";
const OUTSIDE: &str = "acts/reg-2025-1106/outside-subcontractor/2025-05-29.json";
const CANADA: &str = "agreements/CA/provisional-application.json";

fn built_in_files() -> Pieces {
    safe_rules::files().map(|(path, bytes)| (path, bytes.to_vec())).collect()
}

fn told(files: Pieces) -> Vec<String> {
    load(files).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// What is told once the first `from` in a file reads `to`.
fn edited(path: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = built_in_files();
    edit(&mut files, path, from, to);
    told(files)
}

fn edit(files: &mut Pieces, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    files.insert(path.into(), text.replacen(from, to, 1).into_bytes());
}

#[test]
fn the_built_in_pack_is_in_order() {
    assert_eq!(told(built_in_files()), Vec::<String>::new());
}

#[test]
fn every_problem_is_told_at_once() {
    let mut files = built_in_files();
    edit(&mut files, "pack.json", "\"safe\"", "\"Safe\"");
    edit(&mut files, "sources.json", "\"kind\": \"act\"", "\"kind\": \"law\"");
    files.remove("conflicts.json");
    assert_eq!(
        told(files),
        [
            "conflicts.json: the file is missing; add it",
            "pack.json#/id: `Safe` is not an id of lower-case letters, digits and single hyphens",
            "sources.json#/sources/0/kind: `law` is none of `act`, `treaty`, `institution`, \
             `analysis`, `press`, `assumption`, `likeness`",
        ]
    );
}

#[test]
fn a_broken_pack_says_how_many_problems_it_has() {
    let problems = load([("pack.json".to_owned(), b"{}")]).unwrap_err();
    let broken = |count| {
        let problems = problems.iter().take(count).cloned().collect();
        RulebookError::Broken { problems }.to_string()
    };
    assert_eq!(broken(2), "the rule pack has 2 problems; correct them all");
    assert_eq!(broken(1), "the rule pack has 1 problem; correct it");
}

#[test]
fn digests_tell_packs_apart() {
    let digest = |pieces: &[(&str, &str)]| {
        let pieces = pieces.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes()));
        super::digest(&pieces.collect())
    };
    assert_ne!(digest(&[("a", "b"), ("c", "")]), digest(&[("a", "bc")]));
    assert_ne!(digest(&[("a", "b")]), digest(&[("ab", "")]));
    assert_eq!(digest(&[("a", "b"), ("c", "")]), digest(&[("c", ""), ("a", "b")]));
}
