//! `map`: guesses what the columns of a table mean, shows how it reads the first rows, says why.

mod preview;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use safe_intake::gather::{
    Files, GuessedMapping, MappingInput, ProductBill, ReadSoFar, guess_mapping, stem,
};
use safe_intake::{Diagnostic, InputFile, Severity};

use crate::arguments::MapArguments;
use crate::diagnostics::Telling;
use crate::failure::Failure;
use crate::input::{unreadable, whole};
use crate::watch::gather_watched;
use crate::{law, put, screen};

pub(crate) fn run(arguments: &MapArguments) -> Result<u8, Failure> {
    let telling = Telling::of(arguments.diagnostics, None);
    if let Some(output) = arguments.output.as_deref().filter(|path| *path != Path::new("-")) {
        put::beside_inputs(output, arguments.files.iter().map(PathBuf::as_path))?;
    }
    let names: Vec<String> =
        arguments.files.iter().map(|path| path.display().to_string()).collect();
    let mut problems = Vec::new();
    let mut all_bytes = Vec::new();
    for (path, name) in arguments.files.iter().zip(&names) {
        match whole(path) {
            Ok(bytes) => all_bytes.push(bytes),
            Err(error) => problems.push(unreadable(name, &error)),
        }
    }
    if !problems.is_empty() {
        telling.tell(&problems);
        return Err(Failure::Said);
    }
    let files: Vec<InputFile<'_>> =
        names.iter().zip(&all_bytes).map(|(name, bytes)| InputFile { name, bytes }).collect();
    match guess_mapping(&files) {
        Ok(guess) => written(&files, &guess, arguments, telling),
        Err(problems) => {
            telling.tell(&problems);
            Err(Failure::Said)
        }
    }
}

/// Writes the mapping, shows what it makes of the first rows, and tells what it cannot read.
fn written(
    files: &[InputFile<'_>],
    guess: &GuessedMapping,
    arguments: &MapArguments,
    telling: Telling,
) -> Result<u8, Failure> {
    let read = read_with(files, guess, telling)?;
    let Some(path) = arguments.output.as_deref().filter(|path| *path != Path::new("-")) else {
        screen::print(guess.text.as_bytes())?;
        return Ok(told(&read, "standard output", telling));
    };
    if arguments.force {
        put::file(path, guess.text.as_bytes())?;
    } else {
        put::new_file(path, guess.text.as_bytes())?;
    }
    let mut shown = format!("{} says what is guessed, and why:\n", path.display());
    for (key, reason) in &guess.reasons {
        // Writing to memory does not fail.
        let _written = writeln!(shown, "  {key}: {reason}");
    }
    if let Ok(first_rows) = &read {
        shown.push('\n');
        shown.push_str(&first_rows.text);
    }
    screen::print(shown.as_bytes())?;
    Ok(told(&read, &path.display().to_string(), telling))
}

/// How the first rows are read, and what was remarked.
struct FirstRows {
    text: String,
    remarks: Vec<Diagnostic>,
}

fn read_with(
    files: &[InputFile<'_>],
    guess: &GuessedMapping,
    telling: Telling,
) -> Result<Result<FirstRows, Vec<Diagnostic>>, Failure> {
    let mut all = Files::on(law::today()?);
    all.detailed = telling.shows_places();
    let product = files.first().map_or("", |file| stem(file.name));
    all.bills = vec![ProductBill { product, files: files.to_vec() }];
    let file = InputFile { name: "the guess", bytes: guess.text.as_bytes() };
    all.mapping = Some(MappingInput { file, mapping: &guess.mapping });
    let read = ReadSoFar::default();
    all.read = Some(&read);
    Ok(gather_watched(&all, &read).map(|gathered| FirstRows {
        text: preview::text(&gathered),
        remarks: gathered.provenance.remarks().to_vec(),
    }))
}

/// Tells what was remarked; or what is wrong, and that the mapping was written all the same, whole
/// and as a start: until one of the two is put right, the bill cannot be read with it.
fn told(read: &Result<FirstRows, Vec<Diagnostic>>, written: &str, telling: Telling) -> u8 {
    match read {
        Ok(first_rows) => {
            telling.tell(&first_rows.remarks);
            0
        }
        Err(problems) => {
            let message =
                "the mapping is written, but the bill cannot be read with it as it stands";
            let help = "mend the bill where it is wrong, or the mapping where it is";
            let mut note = Diagnostic::new("mapping-written", written, message).with_help(help);
            note.severity = Severity::Note;
            telling.tell(&[problems.as_slice(), &[note]].concat());
            crate::COULD_NOT_RUN
        }
    }
}
