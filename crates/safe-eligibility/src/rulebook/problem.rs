//! What can be wrong with a rule pack, each problem with its place.

mod fault;
mod words;

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

pub use fault::PackFault;

/// Why there is no rulebook.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RulebookError {
    /// The folder of the pack, or something in it, could not be read.
    #[error("cannot read `{path}` ({reason}); name the folder of a rule pack", path = .path.display())]
    Unreadable {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        reason: std::io::ErrorKind,
    },
    /// The pack was read and is not in order.
    #[error("the rule pack has {}", problems_words(.problems.len()))]
    Broken {
        /// Every problem, by file.
        problems: Vec<PackProblem>,
    },
}

fn problems_words(count: usize) -> String {
    if count == 1 {
        "1 problem; correct it".to_owned()
    } else {
        format!("{count} problems; correct them all")
    }
}

/// A problem of a rule pack and where it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", one_line(&format!("{at}: {fault}")))]
#[non_exhaustive]
pub struct PackProblem {
    /// Where it is.
    pub at: PackPlace,
    /// What it is.
    pub fault: PackFault,
}

// A file can hold any character, also one that would start a line or steer the screen.
pub(crate) fn one_line(message: &str) -> String {
    let mut line = String::with_capacity(message.len());
    for letter in message.chars() {
        if letter.is_control()
            || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            line.extend(letter.escape_unicode());
        } else {
            line.push(letter);
        }
    }
    line
}

/// A place in a rule pack; printed as path, `#` and JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct PackPlace {
    /// Path of the file inside the pack, with `/`.
    pub file: Box<str>,
    /// JSON pointer; empty: the file as a whole.
    pub pointer: Box<str>,
}

impl PackPlace {
    /// A file as a whole.
    #[must_use]
    pub fn file(path: &str) -> Self {
        Self { file: path.into(), pointer: "".into() }
    }

    pub(crate) fn member(&self, name: &str) -> Self {
        // A pack has thousands of members, each with its place, and hardly a problem.
        let step = escaped(name);
        let pointer = [&*self.pointer, "/", &*step].concat();
        Self { file: self.file.clone(), pointer: pointer.into() }
    }

    pub(crate) fn item(&self, index: usize) -> Self {
        Self { file: self.file.clone(), pointer: format!("{}/{index}", self.pointer).into() }
    }
}

/// A name as it stands in a JSON pointer.
pub(crate) fn escaped(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
    }
}

impl fmt::Display for PackPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        if self.pointer.is_empty() { Ok(()) } else { write!(out, "#{}", self.pointer) }
    }
}
