//! Runs the built program as its users do.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail"
)]

mod analyse;
mod answers;
mod assess;
mod assume;
mod bills;
mod declarations;
mod diagnostics;
mod diff;
mod errors;
mod forged;
mod law;
mod output;
mod questions;
mod receipt;
mod redact;
mod report;
mod rows;
mod schema;
mod sources;
mod verify;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run of the program came to.
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    /// Everything a user sees, for a golden file.
    fn all(&self) -> String {
        format!(
            "status {}\n--- standard output\n{}--- standard error\n{}",
            self.status, self.stdout, self.stderr
        )
    }
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_safe-check"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the program in the folder of the samples.
fn run(arguments: &[&str]) -> Run {
    run_in(&samples(), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    run_with(folder, arguments, b"")
}

fn run_with(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut child = program(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut standard = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || standard.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // A program that refuses its arguments does not read.
    let _written = writer.join().unwrap();
    Run {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn samples() -> PathBuf {
    workspace().join("examples/data")
}

fn sample(name: &str) -> String {
    fs::read_to_string(samples().join(name)).unwrap()
}

/// A fresh folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _gone = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Compares with a golden file, or writes it where `UPDATE_GOLDEN` is set.
fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == text,
        "{} differs; `UPDATE_GOLDEN=1 cargo test` rewrites it:\n{text}",
        path.display()
    );
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}
