//! Which files a pack has, and how they are read from a folder.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::problem::RulebookError;

/// What stands beside the pack in its source folder and is no part of it.
const BESIDE: [&str; 5] = ["README.md", "Cargo.toml", "build.rs", "schema", "src"];

/// The forms that paths inside a pack have; `*` stands for one name.
const FORMS: [&str; 8] = [
    "pack.json",
    "sources.json",
    "readings.json",
    "conflicts.json",
    "countries/*.json",
    "agreements/*/*.json",
    "acts/*/act.json",
    "acts/*/*/*.json",
];

pub(super) fn is_known(path: &str) -> bool {
    FORMS.iter().any(|form| match parts(path, form).as_deref() {
        Some([register]) if form.starts_with("countries") => {
            super::registers::NAMES.contains(register) || *register == super::approaches::NAME
        }
        Some(_) => true,
        None => false,
    })
}

/// The names for which `*` stands, where the path has that form.
pub(super) fn parts<'p>(path: &'p str, form: &str) -> Option<Vec<&'p str>> {
    let (mut path, mut form) = (path.split('/'), form.split('/'));
    let mut parts = Vec::new();
    loop {
        match (path.next(), form.next()) {
            (None, None) => return Some(parts),
            (Some(name), Some("*")) => parts.push(name),
            (Some(name), Some("*.json")) => parts.push(name.strip_suffix(".json")?),
            (Some(name), Some(fixed)) if name == fixed => {}
            (Some(_) | None, Some(_) | None) => return None,
        }
    }
}

pub(super) fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, RulebookError> {
    let mut files = BTreeMap::new();
    read_into(folder, "", &mut files)?;
    Ok(files)
}

#[expect(clippy::disallowed_methods, reason = "a pack other than the built-in one is files")]
fn read_into(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), RulebookError> {
    let unreadable = |path: &Path, error: &std::io::Error| RulebookError::Unreadable {
        path: path.to_owned(),
        reason: error.kind(),
    };
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
        if prefix.is_empty() && BESIDE.contains(&name.as_str()) {
            continue;
        }
        let kind = entry.file_type().map_err(|error| unreadable(&path, &error))?;
        if kind.is_dir() {
            read_into(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
            files.insert(format!("{prefix}{name}"), bytes);
        }
    }
    Ok(())
}
