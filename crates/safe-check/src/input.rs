//! Where documents come from.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use safe_intake::gather::{is_cyclonedx, is_table_name};
use safe_intake::{Diagnostic, Documents, InputFile};

/// What an input is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A document or a list of them.
    Json,
    /// One document a line.
    Lines,
    /// Standard input, which may be either.
    Standard,
    /// A bill of materials by itself.
    Bill,
}

/// Whether an input is a bill of materials by itself: by its name, or JSON that says so.
pub(crate) fn is_bill(path: &Path, name: &Name, bytes: &[u8]) -> bool {
    match form(path) {
        Some(Form::Bill) => true,
        Some(Form::Json) => is_cyclonedx(&InputFile { name: name.as_str(), bytes }),
        Some(Form::Lines | Form::Standard) | None => false,
    }
}

/// The form of an input by its name; `None`: it is not read.
pub(crate) fn form(path: &Path) -> Option<Form> {
    if path == Path::new("-") {
        return Some(Form::Standard);
    }
    let ends_in = |path: &Path, extension: &str| {
        path.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension))
    };
    // A bill in CycloneDX ends in `.json` as well.
    let inner = Path::new(path.file_stem()?);
    if ends_in(path, "json") {
        return Some(if ends_in(inner, "cdx") { Form::Bill } else { Form::Json });
    }
    if ends_in(path, "jsonl") {
        return Some(Form::Lines);
    }
    is_table_name(path.to_str()?).then_some(Form::Bill)
}

/// What messages call an input.
#[derive(Debug)]
pub(crate) struct Name {
    text: String,
    // Messages say which document of a list they are about.
    is_list: bool,
}

/// An input that could be opened.
pub(crate) enum Body {
    /// A document or a list of them.
    Text(Vec<u8>),
    /// One document a line.
    Lines(Box<dyn Read>),
}

/// Reads a file that holds a document or a list of them.
pub(crate) fn read(path: &Path) -> Result<(Name, Vec<u8>), Box<Diagnostic>> {
    let name = Name::of(path);
    match form(path) {
        Some(Form::Json | Form::Bill) => match whole(path) {
            Ok(text) => Ok((name.of_text(&text), text)),
            Err(error) => Err(Box::new(name.unreadable(&error))),
        },
        Some(Form::Lines | Form::Standard) | None => Err(Box::new(name.of_unknown_form())),
    }
}

/// Opens an input of any form.
pub(crate) fn open(path: &Path) -> Result<(Name, Body), Box<Diagnostic>> {
    let name = Name::of(path);
    let body = match form(path) {
        Some(Form::Json | Form::Bill) => whole(path).map(Body::Text),
        Some(Form::Lines) => File::open(path).map(|file| Body::Lines(Box::new(file))),
        Some(Form::Standard) => told_apart(BufReader::with_capacity(BUFFER, io::stdin())),
        None => return Err(Box::new(name.of_unknown_form())),
    };
    match body {
        Ok(Body::Text(text)) => Ok((name.of_text(&text), Body::Text(text))),
        Ok(Body::Lines(lines)) => Ok((name, Body::Lines(lines))),
        Err(error) => Err(Box::new(name.unreadable(&error))),
    }
}

const BUFFER: usize = 1 << 18;

pub(crate) fn whole(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(path)?.read_to_end(&mut text)?;
    Ok(text)
}

impl Name {
    fn of(path: &Path) -> Self {
        Self { text: path.display().to_string(), is_list: false }
    }

    fn of_text(self, text: &[u8]) -> Self {
        Self { is_list: without_mark(text).trim_ascii_start().starts_with(b"["), ..self }
    }

    /// The input as a whole.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// One of its documents.
    pub(crate) fn document(&self, index: usize, line: Option<usize>) -> String {
        let Self { text, is_list } = self;
        match line {
            Some(line) => format!("{text}, line {line}"),
            None if *is_list => format!("{text}, document {}", index.saturating_add(1)),
            None => text.clone(),
        }
    }

    /// That the system does not give out the input, or the rest of it.
    pub(crate) fn unreadable(&self, error: &io::Error) -> Diagnostic {
        unreadable(&self.text, error)
    }

    fn of_unknown_form(&self) -> Diagnostic {
        let problem = Diagnostic::new("unknown-form", &self.text, "not a form this version reads");
        problem.with_help("give `.json`, `.jsonl`, `-` for either, or a table such as `.xlsx`")
    }
}

/// That the system does not give out a file.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    let problem =
        Diagnostic::new("unreadable", name, &format!("cannot be read ({})", error.kind()));
    let kind = error.kind();
    problem.with_help(if kind == io::ErrorKind::NotFound {
        "look how it is spelt, and in which folder it is"
    } else if kind == io::ErrorKind::PermissionDenied {
        "ask whoever owns it for leave to read it"
    } else if kind == io::ErrorKind::IsADirectory {
        "name the files in it one by one"
    } else {
        "copy it to another place and try that"
    })
}

/// Standard input as text, or as lines that go on behind what had to be read to see that.
fn told_apart(mut input: impl BufRead + 'static) -> io::Result<Body> {
    let (mut text, mut lines) = (Vec::new(), 0u8);
    while lines < 2 {
        let start = text.len();
        if input.read_until(b'\n', &mut text)? == 0 {
            return Ok(Body::Text(text));
        }
        let line = text.get(start..).unwrap_or(&[]);
        let line = if start == 0 { without_mark(line) } else { line };
        lines = lines.saturating_add(u8::from(!line.trim_ascii().is_empty()));
    }
    let is_one_a_line = Documents::in_any(&text).next().is_some_and(|first| first.line().is_some());
    if is_one_a_line {
        return Ok(Body::Lines(Box::new(io::Cursor::new(text).chain(input))));
    }
    input.read_to_end(&mut text)?;
    Ok(Body::Text(text))
}

fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}
