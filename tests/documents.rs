//! What the documentation says, held against the program and the files.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::disallowed_types,
    reason = "a test may fail"
)]

#[path = "documents/transcripts.rs"]
mod transcripts;
#[path = "documents/workbooks.rs"]
mod workbooks;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use transcripts::Session;

const GUIDE: &str = "docs/guide/from-a-spreadsheet.md";
const QUESTIONS: &str = "docs/guide/questions.md";
const TABLES: &str = "examples/tables";

const PAGES: [&str; 9] = [
    "README.md",
    "ARCHITECTURE.md",
    "GLOSSARY.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "examples/data/README.md",
    "examples/tables/README.md",
    GUIDE,
    QUESTIONS,
];

#[test]
fn transcripts_are_what_the_program_prints() {
    let session = Session { folder: top(), program: "cargo run --release -- ", colour: false };
    let readme = page("README.md");
    held("README.md", &session.render(&readme).page);
    assert!(readme.matches("\n$ cargo run --release -- ").count() >= 3);
}

#[test]
fn the_questions_are_answered_as_the_program_answers_them() {
    let questions = page(QUESTIONS);
    let session =
        Session { folder: top().join("examples/data"), program: "safe-check ", colour: false };
    held(QUESTIONS, &session.render(&questions).page);
    assert!(questions.matches("\n$ safe-check ").count() >= 4);
}

#[test]
fn the_guide_shows_what_the_program_prints() {
    let guide = page(GUIDE);
    let render = |colour| {
        let copy = transcripts::copy_of(&top().join(TABLES));
        let folder = copy.path().to_owned();
        Session { folder, program: "safe-check ", colour }.render(&guide)
    };
    held(GUIDE, &render(false).page);
    assert!(guide.matches("\n$ safe-check ").count() >= 10);
    let pictures = top().join(GUIDE).with_file_name("pictures");
    let mut drawn = Vec::new();
    for (name, shown) in render(true).pictures {
        held_at(&pictures.join(&name), &transcripts::drawn(&shown));
        drawn.push(name);
    }
    let mut there: Vec<String> = fs::read_dir(&pictures)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    drawn.sort();
    there.sort();
    assert_eq!(there, drawn, "pictures without a transcript, or the other way round");
}

#[test]
fn kinds_of_problems_in_the_guide_are_those_of_the_program() {
    let crates = ["safe-check", "safe-intake"];
    let sources =
        crates.iter().flat_map(|one| rust_files(&top().join("crates").join(one).join("src")));
    let code: String = sources.map(|path| fs::read_to_string(path).unwrap()).collect();
    let guide = page(GUIDE);
    let (_, table) = guide.split_once("| you see |").unwrap();
    let first_cells = table.lines().filter_map(|row| row.split('|').nth(1));
    let kinds: Vec<&str> = first_cells.flat_map(code_spans).collect();
    assert!(kinds.len() > 20);
    let unknown: Vec<_> =
        kinds.into_iter().filter(|kind| !code.contains(&format!("\"{kind}\""))).collect();
    assert_eq!(unknown, [""; 0]);
}

#[test]
fn workbooks_of_the_guide_are_what_their_tables_say() {
    workbooks::check(&top().join(TABLES), is_update());
}

#[test]
fn rust_in_the_readme_is_part_of_an_example() {
    let programs: Vec<String> = rust_files(&top().join("examples"))
        .iter()
        .map(|path| unindented(&fs::read_to_string(path).unwrap()))
        .collect();
    let readme = page("README.md");
    let snippets = blocks(&readme, "rust");
    assert!(!snippets.is_empty(), "the README shows no use as a library");
    for snippet in snippets {
        let plain = unindented(&snippet);
        assert!(
            programs.iter().any(|program| program.contains(&plain)),
            "no example has\n{snippet}"
        );
    }
}

#[test]
fn links_lead_to_files() {
    let mut broken = String::new();
    for (name, text) in every_page() {
        for target in links(&text) {
            let path = target.split('#').next().unwrap_or("");
            let folder = top().join(&name);
            let folder = folder.parent().unwrap();
            if !path.is_empty() && !folder.join(path).exists() {
                writeln!(broken, "{name}: {target}").unwrap();
            }
        }
    }
    assert!(broken.is_empty(), "{broken}");
}

#[test]
fn paths_that_are_named_exist() {
    let mut unknown = String::new();
    for (name, text) in every_page() {
        for path in code_spans(&text).into_iter().filter(|span| is_path(span)) {
            if !top().join(path).exists() {
                writeln!(unknown, "{name}: {path}").unwrap();
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown}");
}

#[test]
fn decisions_are_numbered_and_have_every_part() {
    let parts =
        ["\n- Status: ", "\n- Date: ", "\n## Context\n", "\n## Decision\n", "\n## Consequences\n"];
    for (index, (name, text)) in decisions().into_iter().enumerate() {
        let number = format!("{:04}", index + 1);
        assert!(name.contains(&format!("/{number}-")), "{name} should be number {number}");
        assert!(text.starts_with(&format!("# {number}. ")), "{name} has another number in it");
        for part in parts {
            assert!(text.contains(part), "{name} has no `{}`", part.trim());
        }
        assert!(text.lines().count() <= 50, "{name} is longer than a page");
    }
}

#[test]
fn names_of_the_glossary_are_in_the_code() {
    let crates = ["safe-eligibility", "safe-intake", "safe-receipt", "safe-verify"];
    let sources =
        crates.iter().flat_map(|one| rust_files(&top().join("crates").join(one).join("src")));
    let code: String = sources.map(|path| fs::read_to_string(path).unwrap()).collect();
    let mut unknown = String::new();
    for row in page("GLOSSARY.md").lines().filter(|line| line.starts_with('|')) {
        let rust = row.split('|').nth(2).unwrap_or("");
        for name in code_spans(rust) {
            let last = name.rsplit("::").next().unwrap_or(name);
            if !has_word(&code, last) {
                writeln!(unknown, "{name}").unwrap();
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown}");
}

#[test]
fn readings_are_in_the_readme_and_not_in_the_code() {
    let pack: serde_json::Value = serde_json::from_str(&page("rules/readings.json")).unwrap();
    let readings: Vec<String> = pack["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| question["id"].as_str().unwrap().to_owned())
        .collect();
    let readme = page("README.md");
    for id in &readings {
        assert!(readme.contains(&format!("`{id}`")), "the README says nothing of {id}");
    }
    for path in rust_files(&top().join("crates/safe-eligibility/src")) {
        if path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let named = readings.iter().find(|id| line.contains(&format!("\"{id}\"")));
            assert!(named.is_none(), "{} knows the reading {named:?}", path.display());
        }
    }
}

#[test]
fn the_changelog_has_this_version() {
    let heading = concat!("\n## ", env!("CARGO_PKG_VERSION"), "\n");
    assert!(page("CHANGELOG.md").contains(heading), "{heading}");
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn is_update() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// Holds a page against what it should be, or writes it.
fn held(name: &str, rendered: &str) {
    held_at(&top().join(name), rendered);
}

fn held_at(path: &Path, rendered: &str) {
    if is_update() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, rendered).unwrap();
        return;
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    let differing = there.lines().zip(rendered.lines()).find(|(shown, printed)| shown != printed);
    let name = path.display();
    assert_eq!(differing, None, "{name} shows the left, the program prints the right");
    assert_eq!(there, rendered, "{name}");
}

fn page(name: &str) -> String {
    fs::read_to_string(top().join(name)).unwrap()
}

fn every_page() -> Vec<(String, String)> {
    let mut pages = decisions();
    pages.extend(PAGES.map(|name| (name.to_owned(), page(name))));
    pages
}

fn decisions() -> Vec<(String, String)> {
    let folder = "docs/decisions";
    let mut found: Vec<(String, String)> = fs::read_dir(top().join(folder))
        .unwrap()
        .map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy()))
        .map(|name| (name.clone(), page(&name)))
        .collect();
    found.sort();
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Fenced blocks of a language, without their fences.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    let mut wanted = false;
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(named), None) => {
                wanted = named == language;
                open = Some(String::new());
            }
            (Some(_), Some(_)) => found.extend(open.take().filter(|_| wanted)),
            (None, Some(block)) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

fn unindented(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Targets of links inside the project.
fn links(text: &str) -> Vec<&str> {
    let ends = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    ends.filter(|target| !target.contains("://")).collect()
}

/// What stands between single backticks.
fn code_spans(text: &str) -> Vec<&str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// Whether it is a path from the top of the project, without a word that stands for others.
fn is_path(span: &str) -> bool {
    let below = ["crates/", "docs/", "examples/", "rules/", "tests/", ".ci/"];
    let stands_for_others = |part: &str| {
        let stem = part.split('.').next().unwrap_or(part);
        stem.len() > 1 && stem.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    below.iter().any(|folder| span.starts_with(folder))
        && !span.contains([' ', '…', '*'])
        && !span.split('/').any(stands_for_others)
}

fn has_word(text: &str, word: &str) -> bool {
    let inside = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !before.ends_with(inside) && !after.starts_with(inside)
    })
}
