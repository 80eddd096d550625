//! `safe-check`: assesses SAFE eligibility from the command line.
//!
//! Exit status: 0 eligible, 1 not eligible, 3 undetermined, 2 could not run.

mod analyse;
mod arguments;
mod assess;
mod beside;
mod convert;
mod diagnostics;
mod diff;
mod failure;
mod input;
mod law;
mod map;
mod next;
mod openings;
mod put;
mod question;
mod readings;
mod remedy;
mod rules;
mod schema;
mod screen;
mod secret;
mod single;
mod status;
mod timeline;
mod verify;
mod watch;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;

/// What the status of the process is when something could not be done.
const COULD_NOT_RUN: u8 = 2;
/// What receipts call the program that has assessed.
const ENGINE: &str = "safe-eligibility";

fn main() -> ExitCode {
    // The parser itself ends the process for `--help`, `--version` and usage it cannot make out.
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Assess(arguments) => assess::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Openings(arguments) => openings::run(&arguments),
        Command::Map(arguments) => map::run(&arguments),
        Command::Next(arguments) => next::run(&arguments),
        Command::Readings(arguments) => readings::run(&arguments),
        Command::Remedy(arguments) => remedy::run(&arguments),
        Command::Timeline(arguments) => timeline::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Status(arguments) => status::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Schema { of } => schema::run(of),
        Command::Completions { shell } => completions(shell),
    };
    ExitCode::from(done.unwrap_or_else(|failure| report(&failure)))
}

fn completions(shell: clap_complete::Shell) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "safe-check", &mut script);
    screen::print(&script)?;
    Ok(0)
}

/// Says on standard error what went wrong; a reader who left early is told nothing.
fn report(failure: &Failure) -> u8 {
    if !failure.is_broken_pipe() && !matches!(failure, Failure::Said) {
        // Where standard error is closed there is nobody left to tell.
        let _told = writeln!(io::stderr().lock(), "{failure}");
    }
    COULD_NOT_RUN
}
