//! Writes a file whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Refuses a file that is read in the same run, under whatever name.
pub(crate) fn beside_inputs<'p>(
    path: &Path,
    inputs: impl IntoIterator<Item = &'p Path>,
) -> Result<(), Failure> {
    // What is not there yet is none of those that were read.
    let Ok(own) = fs::canonicalize(path) else { return Ok(()) };
    let is_read = |input: &Path| fs::canonicalize(input).is_ok_and(|input| input == own);
    if inputs.into_iter().any(is_read) {
        return Err(Failure::OntoInput(path.to_path_buf()));
    }
    Ok(())
}

/// Whether two paths name the same file, whether or not it is there.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let full = |path: &Path| {
        fs::canonicalize(path).or_else(|_| {
            let folder = path.parent().filter(|folder| *folder != Path::new(""));
            let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")))?;
            io::Result::Ok(folder.join(path.file_name().unwrap_or_default()))
        })
    };
    one == other || matches!((full(one), full(other)), (Ok(one), Ok(other)) if one == other)
}

/// Writes `text` under a passing name beside the file, then gives it its own.
///
/// Where a link leads to a file, that file is written. What is no file, such as a pipe, is written
/// to and stays what it is.
pub(crate) fn file(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let written = match target(path) {
        Ok(Target::File(target)) => replace(&target, text),
        Ok(Target::Other) => fs::write(path, text),
        Err(error) => Err(error),
    };
    written.map_err(|error| Failure::Write { path: path.to_path_buf(), error })
}

/// Writes a file that is not there yet, or to what is no file.
pub(crate) fn new_file(path: &Path, text: &[u8]) -> Result<(), Failure> {
    match target(path) {
        Ok(Target::File(_)) if fs::symlink_metadata(path).is_ok() => {
            Err(Failure::Exists(path.to_path_buf()))
        }
        Ok(Target::File(_) | Target::Other) => file(path, text),
        Err(error) => Err(Failure::Write { path: path.to_path_buf(), error }),
    }
}

enum Target {
    /// A file of this name, which need not be there yet.
    File(PathBuf),
    /// A pipe, a device or a folder; or a link to what is not there, which writing makes.
    Other,
}

fn target(path: &Path) -> io::Result<Target> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Target::File(fs::canonicalize(path)?)),
        Ok(_) => Ok(Target::Other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let is_link = fs::symlink_metadata(path).is_ok();
            Ok(if is_link { Target::Other } else { Target::File(path.to_path_buf()) })
        }
        Err(error) => Err(error),
    }
}

fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let passing = passing(path);
    let written = fs::write(&passing, text).and_then(|()| fs::rename(&passing, path));
    if written.is_err() {
        // It may not be there at all.
        let _gone = fs::remove_file(&passing);
    }
    written
}

fn passing(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    path.with_file_name(name)
}
