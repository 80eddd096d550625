//! The law of the SAFE instrument as data: the files of the built-in rule pack.
//!
//! The format of the files is in `README.md` beside them; nothing here knows it.

use include_dir::{Dir, include_dir};

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR");

// What is part of the pack, and of its digest: not the schemas, this file or the manifest.
const FILES: [&str; 4] = ["pack.json", "sources.json", "readings.json", "conflicts.json"];
const FOLDERS: [&str; 3] = ["acts", "agreements", "countries"];

/// Every file of the built-in rule pack with its path, in the order of the paths.
///
/// Paths are relative to the pack, with `/` on every system.
///
/// # Examples
///
/// ```
/// assert!(safe_rules::files().any(|(path, _)| path == "pack.json"));
/// assert!(safe_rules::files().is_sorted_by_key(|(path, _)| path));
/// ```
pub fn files() -> impl Iterator<Item = (String, &'static [u8])> {
    let mut found = Vec::new();
    collect(&FOLDER, &mut found);
    found.sort_unstable();
    found.into_iter()
}

fn collect(folder: &'static Dir<'static>, found: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        let path = with_slashes(file.path());
        if is_of_pack(&path) {
            found.push((path, file.contents()));
        }
    }
    for inner in folder.dirs() {
        collect(inner, found);
    }
}

fn with_slashes(path: &std::path::Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

fn is_of_pack(path: &str) -> bool {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    FILES.contains(&path) || folder.is_some_and(|folder| FOLDERS.contains(&folder))
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_json_is_exposed() {
        assert!(super::files().all(|(path, _)| path.rsplit('.').next() == Some("json")));
    }
}
