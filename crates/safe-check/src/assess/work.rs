//! What is done in one go.

use std::fs;
use std::path::PathBuf;

use super::batch::MOST_BYTES;
use crate::input::{Form, form};

/// How many small files are read at the same time.
const MOST_FILES: usize = 256;

/// What is done in one go.
#[derive(Debug)]
pub(crate) enum Work {
    /// Files small enough to be held in memory together.
    Files(Vec<PathBuf>),
    /// An input that is read bit by bit, or is large.
    Stream(PathBuf),
}

/// The work that some files are, in their order.
pub(crate) fn work(paths: &[PathBuf]) -> Vec<Work> {
    let mut list: Vec<Work> = Vec::new();
    let mut bytes = 0u64;
    let most_bytes = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    for path in paths {
        let size = match form(path) {
            Some(Form::Json | Form::Bill) => fs::metadata(path).map_or(0, |data| data.len()),
            Some(Form::Lines | Form::Standard) => {
                list.push(Work::Stream(path.clone()));
                continue;
            }
            // To be told in its turn.
            None => 0,
        };
        if size > most_bytes {
            list.push(Work::Stream(path.clone()));
            continue;
        }
        bytes = bytes.saturating_add(size);
        match list.last_mut() {
            Some(Work::Files(files)) if bytes <= most_bytes && files.len() < MOST_FILES => {
                files.push(path.clone());
            }
            Some(Work::Files(_) | Work::Stream(_)) | None => {
                bytes = size;
                list.push(Work::Files(vec![path.clone()]));
            }
        }
    }
    list
}
