//! Where documents come from.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use safe_intake::Documents;

use super::batch::MOST_BYTES;
use super::one::Done;

/// How many small files are read at the same time.
const MOST_FILES: usize = 256;

/// What is done in one go.
#[derive(Debug)]
pub(super) enum Work {
    /// Files small enough to be held in memory together.
    Files(Vec<PathBuf>),
    /// An input that is read bit by bit, or is large.
    Stream(PathBuf),
}

/// The work that some files are, in their order.
pub(super) fn work(paths: &[PathBuf]) -> Vec<Work> {
    let mut list: Vec<Work> = Vec::new();
    let mut bytes = 0u64;
    let most_bytes = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    for path in paths {
        let size = match form(path) {
            Some(Form::Json) => fs::metadata(path).map_or(0, |data| data.len()),
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

#[derive(Clone, Copy)]
enum Form {
    Json,
    Lines,
    Standard,
}

/// The form of an input by its name; `None`: it is not read.
fn form(path: &Path) -> Option<Form> {
    if path == Path::new("-") {
        return Some(Form::Standard);
    }
    let ends_in = |path: &Path, extension: &str| {
        path.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension))
    };
    // A bill in CycloneDX ends in `.json` as well, and is none of ours.
    let inner = Path::new(path.file_stem()?);
    if ends_in(path, "json") && !ends_in(inner, "cdx") {
        Some(Form::Json)
    } else {
        ends_in(path, "jsonl").then_some(Form::Lines)
    }
}

/// What messages call an input.
#[derive(Debug)]
pub(super) struct Name {
    text: String,
    // Messages say which document of a list they are about.
    is_list: bool,
}

/// An input that could be opened.
pub(super) enum Body {
    /// A document or a list of them.
    Text(Vec<u8>),
    /// One document a line.
    Lines(Box<dyn Read>),
}

/// Reads a file that holds a document or a list of them.
pub(super) fn read(path: &Path) -> Result<(Name, Vec<u8>), Done> {
    let name = Name::of(path);
    match form(path) {
        Some(Form::Json) => match whole(path) {
            Ok(text) => Ok((name.of_text(&text), text)),
            Err(error) => Err(name.unreadable(&error)),
        },
        Some(Form::Lines | Form::Standard) | None => Err(name.of_unknown_form()),
    }
}

/// Opens an input of any form.
pub(super) fn open(path: &Path) -> Result<(Name, Body), Done> {
    let name = Name::of(path);
    let body = match form(path) {
        Some(Form::Json) => whole(path).map(Body::Text),
        Some(Form::Lines) => File::open(path).map(|file| Body::Lines(Box::new(file))),
        Some(Form::Standard) => told_apart(BufReader::with_capacity(BUFFER, io::stdin())),
        None => return Err(name.of_unknown_form()),
    };
    match body {
        Ok(Body::Text(text)) => Ok((name.of_text(&text), Body::Text(text))),
        Ok(Body::Lines(lines)) => Ok((name, Body::Lines(lines))),
        Err(error) => Err(name.unreadable(&error)),
    }
}

const BUFFER: usize = 1 << 18;

fn whole(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(path)?.read_to_end(&mut text)?;
    Ok(text)
}

impl Name {
    fn of(path: &Path) -> Self {
        Self { text: path.display().to_string(), is_list: false }
    }

    fn of_text(self, text: &[u8]) -> Self {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        Self { is_list: text.trim_ascii_start().starts_with(b"["), ..self }
    }

    /// The input as a whole.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// One of its documents.
    pub(super) fn document(&self, index: usize, line: Option<usize>) -> String {
        let Self { text, is_list } = self;
        match line {
            Some(line) => format!("{text}, line {line}"),
            None if *is_list => format!("{text}, document {}", index.saturating_add(1)),
            None => text.clone(),
        }
    }

    /// That the system does not give out the input, or the rest of it.
    pub(super) fn unreadable(&self, error: &io::Error) -> Done {
        Done::failed(format!("{}: cannot be read ({})\n", self.text, error.kind()))
    }

    fn of_unknown_form(&self) -> Done {
        Done::failed(format!(
            "{}: not a form this version reads; give `.json`, `.jsonl`, or `-` for either\n",
            self.text
        ))
    }
}

/// Standard input as text, or as lines that go on behind what had to be read to see that.
fn told_apart(mut input: impl BufRead + 'static) -> io::Result<Body> {
    let mut text = Vec::new();
    while text.trim_ascii().is_empty() {
        if input.read_until(b'\n', &mut text)? == 0 {
            return Ok(Body::Text(text));
        }
    }
    // Blank lines, then the first character of what follows.
    let ahead = loop {
        let buffer = input.fill_buf()?;
        let blank = buffer.len().saturating_sub(buffer.trim_ascii_start().len());
        let (blanks, rest) = buffer.split_at(blank);
        text.extend_from_slice(blanks);
        let (next, ended) = (rest.first().copied(), buffer.is_empty());
        input.consume(blank);
        if next.is_some() || ended {
            break next;
        }
    };
    let mut start = text.clone();
    start.extend(ahead);
    let lines = Documents::in_any(&start).next().is_some_and(|first| first.line().is_some());
    if lines {
        return Ok(Body::Lines(Box::new(io::Cursor::new(text).chain(input))));
    }
    input.read_to_end(&mut text)?;
    Ok(Body::Text(text))
}
