//! `diff`: what moved between two documents or two laws, of one procurement or of many.

mod row;
mod sink;

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use safe_eligibility::diff::LawPair;
use safe_eligibility::model::procurement::CommonProcurement;
use safe_intake::{Diagnostic, DocumentText, Documents, JsonLines};

use crate::arguments::{DiffArguments, DiffFormat, Format};
use crate::assess::batch::Batches;
use crate::assess::progress::Progress;
use crate::assess::work::{Work, work};
use crate::beside::{Asking, Beside};
use crate::diagnostics::Telling;
use crate::failure::Failure;
use crate::input::{self, Body, Form, Name};
use crate::{law, screen, single};
use row::{Row, Writing};
use sink::Sink;

pub(crate) fn run(arguments: &DiffArguments) -> Result<u8, Failure> {
    // Who reads and writes is one of those who compare.
    rayon::scope(|_| run_in_pool(arguments))
}

fn run_in_pool(arguments: &DiffArguments) -> Result<u8, Failure> {
    let pair = operands(arguments)?;
    let laws = law::pair(arguments)?;
    let format = format(arguments, pair.is_some())?;
    let told = (arguments.format == Some(DiffFormat::Json)).then_some(Format::Json);
    let telling = Telling::of(arguments.diagnostics, told);
    let beside = match Beside::read(&arguments.beside) {
        Ok(beside) => beside,
        Err(problems) => {
            telling.tell(&problems);
            return Err(Failure::Said);
        }
    };
    let comparing = Comparing {
        laws: &laws,
        beside: &beside,
        telling,
        writing: Writing {
            format,
            language: arguments.language,
            screen: screen::options(),
            writes_all: arguments.all || pair.is_some(),
        },
    };
    if let Some((from, to)) = pair {
        let mut sink = Sink::new(comparing.writing, telling, &laws, None);
        sink.take(vec![comparing.two(from, to)])?;
        return Ok(sink.finish()?);
    }
    let files = files(&arguments.paths, telling)?;
    let progress = Progress::of(&files, &arguments.beside);
    let mut sink = Sink::new(comparing.writing, telling, &laws, Some(progress));
    for work in work(&files) {
        match work {
            Work::Files(files) => sink.take(comparing.each_file(&files, sink.is_empty()))?,
            Work::Stream(path) => comparing.stream(&path, &mut sink)?,
        }
    }
    Ok(sink.finish()?)
}

/// The two documents that are compared; `None`: each is compared with itself under another law.
fn operands(arguments: &DiffArguments) -> Result<Option<(&Path, &Path)>, Failure> {
    let given = arguments.paths.len();
    match (arguments.paths.as_slice(), &arguments.with) {
        ([from], Some(to)) => Ok(Some((from, to))),
        (_, Some(_)) => Err(Failure::With { given }),
        (_, None) if arguments.to.is_given() => Ok(None),
        ([from, to], None) => Ok(Some((from, to))),
        (_, None) => Err(Failure::Operands { given }),
    }
}

fn format(arguments: &DiffArguments, is_pair: bool) -> Result<DiffFormat, Failure> {
    let default = match (screen::is_terminal(), is_pair) {
        (true, _) => DiffFormat::Text,
        (false, true) => DiffFormat::Json,
        (false, false) => DiffFormat::Jsonl,
    };
    let format = arguments.format.unwrap_or(default);
    let is_report = matches!(format, DiffFormat::Markdown | DiffFormat::Html);
    if is_report && !is_pair { Err(Failure::NoPair) } else { Ok(format) }
}

/// Every input, folders replaced by the documents in them, in the order of their names.
fn files(paths: &[PathBuf], telling: Telling) -> Result<Vec<PathBuf>, Failure> {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            add_folder(path, &mut files, &mut problems);
        } else {
            files.push(path.clone());
        }
    }
    if problems.is_empty() {
        return Ok(files);
    }
    telling.tell(&problems);
    Err(Failure::Said)
}

fn add_folder(folder: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<Diagnostic>) {
    let read = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect());
    let mut entries: Vec<PathBuf> = match read {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(input::unreadable(&folder.display().to_string(), &error));
            return;
        }
    };
    entries.sort();
    for entry in entries {
        // A link to a folder may lead back to where it lies.
        let is_link = entry.is_symlink();
        if entry.is_dir() {
            if !is_link {
                add_folder(&entry, files, problems);
            }
        } else if matches!(input::form(&entry), Some(Form::Json | Form::Lines)) {
            files.push(entry);
        }
    }
}

/// With what procurements are compared, and how that is written.
struct Comparing<'c> {
    laws: &'c LawPair,
    beside: &'c Beside,
    telling: Telling,
    writing: Writing,
}

impl Comparing<'_> {
    fn asking(&self) -> Asking {
        Asking { as_of: self.laws.from().as_of(), detailed: self.telling.shows_places() }
    }

    /// Two documents.
    fn two(&self, from: &Path, to: &Path) -> Row {
        let input = format!("{} → {}", from.display(), to.display());
        match (self.only(from), self.only(to)) {
            (Ok(Only { procurement: from, mut said, is_bill }), Ok(other)) => {
                said.extend(other.said);
                let to = other.procurement;
                let to = if is_bill && other.is_bill { of_one_product(&from, to) } else { to };
                let mut row = self.writing.compared(&input, (&from, &to), self.laws, true);
                row.said.splice(0..0, said);
                row
            }
            (from, to) => {
                let problems = [from.err(), to.err()];
                Row::failed(input, problems.into_iter().flatten().flatten().collect())
            }
        }
    }

    /// The only procurement of a file.
    fn only(&self, path: &Path) -> Result<Only, Vec<Diagnostic>> {
        let (name, text) = single::text(path)?;
        if input::is_bill(path, &name, &text) {
            let together = self.beside.with_bill(name.as_str(), &text, self.asking())?;
            let (procurement, said) = (together.gathered.procurement, together.said);
            return Ok(Only { procurement, said, is_bill: true });
        }
        let document = single::document(&name, &text)?;
        let (procurement, said) = self.read(&name, &document, name.as_str())?;
        Ok(Only { procurement, said, is_bill: false })
    }

    fn read(
        &self,
        name: &Name,
        document: &DocumentText<'_>,
        input: &str,
    ) -> Result<(CommonProcurement, Vec<Diagnostic>), Vec<Diagnostic>> {
        if self.beside.is_empty() {
            let read = document.read().map_err(|errors| {
                document.diagnose(&errors, name.as_str(), input, self.telling.shows_places())
            });
            return Ok((read?, Vec::new()));
        }
        let together = self.beside.with_document(document, name.as_str(), input, self.asking())?;
        Ok((together.gathered.procurement, together.said))
    }

    /// One document of many, under both laws.
    fn document(&self, name: &Name, document: &DocumentText<'_>, is_first: bool) -> Row {
        let input = name.document(document.index(), document.line());
        let bytes = document.bytes().len();
        let row = match self.read(name, document, &input) {
            Ok((procurement, said)) => {
                let both = (&procurement, &procurement);
                let row = self.writing.compared(&input, both, self.laws, is_first);
                Row { said: [said, row.said].concat(), ..row }
            }
            Err(problems) => Row::failed(input, problems),
        };
        Row { bytes, ..row }
    }

    fn bill(&self, name: &Name, text: &[u8], is_first: bool) -> Row {
        let row = match self.beside.with_bill(name.as_str(), text, self.asking()) {
            Ok(together) => {
                let both = (&together.gathered.procurement, &together.gathered.procurement);
                let row = self.writing.compared(name.as_str(), both, self.laws, is_first);
                Row { said: [together.said, row.said].concat(), ..row }
            }
            Err(problems) => Row::failed(name.as_str().to_owned(), problems),
        };
        Row { bytes: text.len(), ..row }
    }

    /// Small files, each read and compared on whatever core is free.
    fn each_file(&self, files: &[PathBuf], is_start: bool) -> Vec<Row> {
        let each = files.par_iter().enumerate().map(|(at, path)| match input::read(path) {
            Ok((name, text)) if input::is_bill(path, &name, &text) => {
                vec![self.bill(&name, &text, is_start && at == 0)]
            }
            Ok((name, text)) => {
                let documents: Vec<_> = Documents::in_json(&text).collect();
                self.all(&documents, &name, is_start && at == 0)
            }
            Err(problem) => vec![unreadable(path, *problem)],
        });
        each.collect::<Vec<Vec<Row>>>().into_iter().flatten().collect()
    }

    fn all(&self, documents: &[DocumentText<'_>], name: &Name, is_start: bool) -> Vec<Row> {
        let each = documents.par_iter().enumerate();
        each.map(|(at, document)| self.document(name, document, is_start && at == 0)).collect()
    }

    /// One input, of which a batch of documents at a time is compared on all cores.
    fn stream(&self, path: &Path, sink: &mut Sink) -> io::Result<()> {
        match input::open(path) {
            Ok((name, Body::Text(text))) if input::is_bill(path, &name, &text) => {
                sink.take(vec![self.bill(&name, &text, sink.is_empty())])
            }
            Ok((name, Body::Text(text))) => {
                self.in_batches(&mut Documents::in_json(&text), &name, sink)
            }
            Ok((name, Body::Lines(lines))) => {
                self.in_batches(&mut JsonLines::new(lines), &name, sink)
            }
            Err(problem) => sink.take(vec![unreadable(path, *problem)]),
        }
    }

    fn in_batches(
        &self,
        documents: &mut impl Batches,
        name: &Name,
        sink: &mut Sink,
    ) -> io::Result<()> {
        loop {
            let (texts, error) = documents.next_batch();
            if texts.is_empty() && error.is_none() {
                return Ok(());
            }
            sink.take(self.all(&texts, name, sink.is_empty()))?;
            if let Some(error) = error {
                let problem = name.unreadable(&error);
                sink.take(vec![Row::failed(name.as_str().to_owned(), vec![problem])])?;
            }
        }
    }
}

/// The only procurement of a file.
struct Only {
    procurement: CommonProcurement,
    /// What is said about it.
    said: Vec<Diagnostic>,
    /// Whether it is a bill by itself, of an end product that is called like the file.
    is_bill: bool,
}

/// Two bills by themselves are of one end product, whatever their files are called.
fn of_one_product(from: &CommonProcurement, to: CommonProcurement) -> CommonProcurement {
    let mut stated = to.clone().into_stated();
    let own = from.stated().end_products.as_deref();
    if let (Some([own]), Some([other])) = (own, stated.end_products.as_deref_mut()) {
        other.id.clone_from(&own.id);
        other.name.clone_from(&own.name);
    }
    CommonProcurement::new(stated).unwrap_or(to)
}

fn unreadable(path: &Path, problem: Diagnostic) -> Row {
    Row::failed(path.display().to_string(), vec![problem])
}
