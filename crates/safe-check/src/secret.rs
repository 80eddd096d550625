//! The secret that opens what is withheld, in a file of its own.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use safe_receipt::Secret;
use safe_receipt::commitment::LEAST_BYTES;

use crate::failure::Failure;
use crate::input::whole;

/// The secret in a file; where there is no such file it is made, and that is said.
pub(crate) fn read_or_make(path: &Path) -> Result<Secret, Failure> {
    match read(path) {
        Err(Failure::Read { error, .. }) if error.kind() == io::ErrorKind::NotFound => {
            make(path)?;
            // Where standard error is closed there is nobody left to tell.
            let _told = writeln!(
                io::stderr().lock(),
                "{}: made at random; keep it, and to yourself: it opens everything that is withheld",
                path.display()
            );
            read(path)
        }
        read => read,
    }
}

/// The secret in a file.
pub(crate) fn read(path: &Path) -> Result<Secret, Failure> {
    let bytes = whole(path).map_err(|error| Failure::read(path, error))?;
    Secret::new(&bytes).map_err(|error| Failure::unfit(path, error))
}

fn make(path: &Path) -> Result<(), Failure> {
    let written = || {
        let mut bytes = [0; LEAST_BYTES];
        getrandom::fill(&mut bytes)?;
        for_the_owner(path)?.write_all(&bytes)
    };
    written().map_err(|error| Failure::Write { path: path.to_path_buf(), error })
}

/// A new file that nobody else may read, from its first moment on.
fn for_the_owner(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
