//! What several tests need: places of files, and packs that differ from the built-in one.

#![allow(dead_code, reason = "each test uses its own part")]

pub mod asking;
pub mod decimal;
pub mod packs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use safe_eligibility::Rulebook;
use safe_eligibility::model::day::Day;

/// The top of the workspace.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file below a folder with that ending, in order.
pub fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A day that is known to be one.
pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The built-in pack.
pub fn rulebook() -> Rulebook {
    Rulebook::embedded().unwrap()
}

/// The files of the built-in pack as JSON.
pub fn pack_files() -> BTreeMap<String, serde_json::Value> {
    safe_rules::files()
        .map(|(path, bytes)| (path, serde_json::from_slice(bytes).unwrap()))
        .collect()
}

/// A pack of these files.
pub fn rulebook_of(files: &BTreeMap<String, serde_json::Value>) -> Rulebook {
    let files =
        files.iter().map(|(path, file)| (path.clone(), serde_json::to_vec_pretty(file).unwrap()));
    Rulebook::from_files(files.collect()).unwrap()
}

/// Compares with a golden file byte for byte; `UPDATE_GOLDEN=1` writes it instead.
pub fn matches_golden(path: &Path, text: &str) -> Result<(), String> {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, text).unwrap();
        return Ok(());
    }
    let Ok(golden) = std::fs::read_to_string(path) else {
        return Err(format!("{} is missing; UPDATE_GOLDEN=1 writes it", path.display()));
    };
    let lines = golden.lines().zip(text.lines()).enumerate();
    let differing = lines.into_iter().find(|(_, (golden, line))| golden != line);
    match differing {
        _ if golden == text => Ok(()),
        Some((at, (golden, line))) => {
            Err(format!("line {}: `{line}` instead of `{golden}`", at + 1))
        }
        None => Err("longer or shorter".to_owned()),
    }
}
