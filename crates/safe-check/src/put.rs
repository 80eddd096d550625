//! Writes a file whole or not at all.

use std::fs;
use std::io;
use std::path::Path;

use crate::failure::Failure;

/// Writes `text` under a passing name beside the file, then gives it its own.
pub(crate) fn file(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let passing = passing(path);
    let written = fs::write(&passing, text).and_then(|()| fs::rename(&passing, path));
    written.map_err(|error| {
        // It may not be there at all.
        let _gone = fs::remove_file(&passing);
        Failure::Write { path: path.to_path_buf(), error }
    })
}

/// Writes a file that is not there yet.
pub(crate) fn new_file(path: &Path, text: &[u8]) -> Result<(), Failure> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(Failure::Exists(path.to_path_buf())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => file(path, text),
        Err(error) => Err(Failure::Write { path: path.to_path_buf(), error }),
    }
}

fn passing(path: &Path) -> std::path::PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    path.with_file_name(name)
}
