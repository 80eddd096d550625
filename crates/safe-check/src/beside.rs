//! The files that are read beside a document, and what is put together of them.

use std::fs;
use std::path::{Path, PathBuf};

use safe_eligibility::model::day::Day;
use safe_eligibility::model::given::shown;
use safe_intake::gather::{
    DocumentInput, Files, Gathered, Guessed, Mapping, MappingInput, ProductBill, ReadSoFar,
    read_mapping, stem,
};
use safe_intake::{Diagnostic, DocumentText, InputFile};

use crate::arguments::{BillFile, FileArguments};
use crate::input::{unreadable, whole};
use crate::watch::gather_watched;

/// Bills, mapping, declarations and rates as they were given, all in memory.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    // By the end product, in the order in which they were named.
    bills: Vec<(String, Vec<Held>)>,
    mapping: Option<(Held, Mapping)>,
    parts: Vec<Held>,
    origins: Vec<Held>,
    rates: Vec<Held>,
    read: ReadSoFar,
}

/// A file in memory.
#[derive(Debug)]
struct Held {
    name: String,
    bytes: Vec<u8>,
}

/// For which day files are put together, and whether what is said comes with excerpts.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    pub(crate) as_of: Day,
    pub(crate) detailed: bool,
}

/// A procurement that was put together, and what is said about that.
pub(crate) struct Together<'a> {
    pub(crate) gathered: Gathered<'a>,
    pub(crate) said: Vec<Diagnostic>,
}

impl Beside {
    /// Reads every file that the arguments name.
    pub(crate) fn read(arguments: &FileArguments) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut beside = Self::default();
        for (at, bill) in arguments.bills.iter().enumerate() {
            if is_repeated(bill, arguments.bills.get(..at).unwrap_or(&[])) {
                problems.push(given_twice(bill));
                continue;
            }
            let Some(held) = held(&bill.path, &mut problems) else { continue };
            match beside.bills.iter_mut().find(|(product, _)| *product == bill.product) {
                Some((_, files)) => files.push(held),
                None => beside.bills.push((bill.product.clone(), vec![held])),
            }
        }
        if let Some(path) = &arguments.map {
            beside.read_mapping(path, &mut problems);
        }
        beside.origins = all_held(&arguments.origins, &mut problems);
        beside.rates = all_held(&arguments.rates, &mut problems);
        if problems.is_empty() { Ok(beside) } else { Err(problems) }
    }

    /// Whether there is nothing to be put together with a document.
    pub(crate) fn is_empty(&self) -> bool {
        self.bills.is_empty()
            && self.mapping.is_none()
            && self.origins.is_empty()
            && self.rates.is_empty()
    }

    /// The tables of parts that the mapping names.
    pub(crate) fn part_paths(&self) -> impl Iterator<Item = &Path> {
        self.parts.iter().map(|held| Path::new(&held.name))
    }

    /// A document with everything that goes into it or over it.
    pub(crate) fn with_document<'a>(
        &'a self,
        text: &'a DocumentText<'a>,
        file: &'a str,
        input: &'a str,
        asking: Asking,
    ) -> Result<Together<'a>, Vec<Diagnostic>> {
        let mut files = self.files(asking);
        files.document = Some(DocumentInput { text, file, input });
        together(&files, &self.read)
    }

    /// A bill by itself, with everything that goes over it.
    pub(crate) fn with_bill<'a>(
        &'a self,
        name: &'a str,
        bytes: &'a [u8],
        asking: Asking,
    ) -> Result<Together<'a>, Vec<Diagnostic>> {
        let product = stem(name);
        if self.bills.iter().any(|(other, _)| other == product) {
            return Err(vec![given_beside(name, product)]);
        }
        let mut files = self.files(asking);
        files.bills.insert(0, ProductBill { product, files: vec![InputFile { name, bytes }] });
        together(&files, &self.read)
    }

    fn files(&self, asking: Asking) -> Files<'_> {
        let mut files = Files::on(asking.as_of);
        files.detailed = asking.detailed;
        files.read = Some(&self.read);
        let bills = self.bills.iter();
        files.bills =
            bills.map(|(product, held)| ProductBill { product, files: inputs(held) }).collect();
        files.mapping = self
            .mapping
            .as_ref()
            .map(|(held, mapping)| MappingInput { file: held.input(), mapping });
        files.parts = inputs(&self.parts);
        files.origins = inputs(&self.origins);
        files.rates = inputs(&self.rates);
        files
    }

    fn read_mapping(&mut self, path: &Path, problems: &mut Vec<Diagnostic>) {
        let Some(held) = held(path, problems) else { return };
        match read_mapping(&held.input()) {
            Ok(mapping) => {
                // The table of parts lies where the mapping does, unless its name says other.
                if let Some(name) = mapping.part_file() {
                    let beside = path.parent().unwrap_or(Path::new("")).join(name);
                    self.parts.extend(self::held(&beside, problems));
                }
                self.mapping = Some((held, mapping));
            }
            Err(found) => problems.extend(found),
        }
    }
}

impl Held {
    fn input(&self) -> InputFile<'_> {
        InputFile { name: &self.name, bytes: &self.bytes }
    }
}

/// Whether a file is there already for the same end product, under whatever name.
fn is_repeated(bill: &BillFile, before: &[BillFile]) -> bool {
    let own = fs::canonicalize(&bill.path);
    let is_same = |other: &BillFile| match (&own, fs::canonicalize(&other.path)) {
        (Ok(own), Ok(other)) => *own == other,
        (Ok(_) | Err(_), Ok(_) | Err(_)) => false,
    };
    before.iter().any(|other| other.product == bill.product && is_same(other))
}

fn given_beside(file: &str, product: &str) -> Diagnostic {
    let product = shown(product);
    let message =
        format!("it is the bill of the end product `{product}`, and `--bill` gives one too");
    Diagnostic::new("bill-twice", file, &message)
        .with_help("give it once; for another end product, name that in `--bill`")
}

fn given_twice(bill: &BillFile) -> Diagnostic {
    let name = bill.path.display().to_string();
    let message = format!("given twice for the end product `{}`", shown(&bill.product));
    Diagnostic::new("file-twice", &name, &message)
        .with_help("give it once: each time, all of its quantities are added")
}

fn together<'a>(files: &Files<'a>, read: &'a ReadSoFar) -> Result<Together<'a>, Vec<Diagnostic>> {
    match gather_watched(files, read) {
        Ok(gathered) => {
            let said = gathered.guessed.iter().map(|guessed| pinned(guessed.said())).collect();
            Ok(Together { gathered, said })
        }
        Err(problems) => Err(problems.into_iter().map(pinned).collect()),
    }
}

/// A guess with how to pin it; anything else as it is.
fn pinned(said: Diagnostic) -> Diagnostic {
    if said.code != Guessed::CODE {
        return said;
    }
    let (file, map) = (said.input.clone(), format!("{}.map.toml", stem(&said.input)));
    said.with_help(&format!(
        "check it, and pin it with `safe-check map {file} -o {map}` and `--map {map}`"
    ))
}

fn inputs(held: &[Held]) -> Vec<InputFile<'_>> {
    held.iter().map(Held::input).collect()
}

fn all_held(paths: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<Held> {
    paths.iter().filter_map(|path| held(path, problems)).collect()
}

fn held(path: &Path, problems: &mut Vec<Diagnostic>) -> Option<Held> {
    let name = path.display().to_string();
    match whole(path) {
        Ok(bytes) => Some(Held { name, bytes }),
        Err(error) => {
            problems.push(unreadable(&name, &error));
            None
        }
    }
}
