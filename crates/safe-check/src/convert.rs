//! `convert`: a procurement put together of several files, as one document.

use std::path::{Path, PathBuf};

use safe_intake::{Diagnostic, Documents, write_document};

use crate::arguments::ConvertArguments;
use crate::beside::{Asking, Beside, Together};
use crate::diagnostics::Telling;
use crate::failure::Failure;
use crate::input::{self, Body, Name};
use crate::{law, put, screen};

pub(crate) fn run(arguments: &ConvertArguments) -> Result<u8, Failure> {
    let telling = Telling::of(arguments.diagnostics, None);
    let asking = Asking {
        as_of: arguments.as_of.map_or_else(law::today, Ok)?,
        detailed: telling.shows_places(),
    };
    match convert(arguments, asking, telling)? {
        Ok(()) => Ok(0),
        Err(problems) => {
            telling.tell(&problems);
            Err(Failure::Said)
        }
    }
}

type Problems = Vec<Diagnostic>;

fn convert(
    arguments: &ConvertArguments,
    asking: Asking,
    telling: Telling,
) -> Result<Result<(), Problems>, Failure> {
    let beside = match Beside::read(&arguments.beside) {
        Ok(beside) => beside,
        Err(problems) => return Ok(Err(problems)),
    };
    if arguments.output != Path::new("-") {
        let read = arguments.beside.paths().map(PathBuf::as_path).chain(beside.part_paths());
        put::beside_inputs(&arguments.output, read.chain([arguments.file.as_path()]))?;
    }
    let (name, text) = match input::open(&arguments.file) {
        Ok((name, Body::Text(text))) => (name, text),
        Ok((name, Body::Lines(_))) => return Ok(Err(vec![several(&name)])),
        Err(problem) => return Ok(Err(vec![*problem])),
    };
    if input::is_bill(&arguments.file, &name, &text) {
        return written(beside.with_bill(name.as_str(), &text, asking), arguments, telling);
    }
    let mut documents = Documents::in_json(&text);
    match (documents.next(), documents.next()) {
        (Some(document), None) => {
            let together = beside.with_document(&document, name.as_str(), name.as_str(), asking);
            written(together, arguments, telling)
        }
        (None | Some(_), _) => Ok(Err(vec![several(&name)])),
    }
}

fn written(
    together: Result<Together<'_>, Problems>,
    arguments: &ConvertArguments,
    telling: Telling,
) -> Result<Result<(), Problems>, Failure> {
    let Together { gathered, said } = match together {
        Ok(together) => together,
        Err(problems) => return Ok(Err(problems)),
    };
    let mut text = Vec::new();
    write_document(&gathered.procurement, &mut text)?;
    if arguments.output == Path::new("-") {
        screen::print(&text)?;
    } else {
        put::file(&arguments.output, &text)?;
    }
    // A document has no room for what was remarked.
    telling.tell(&[&said, gathered.provenance.remarks()].concat());
    Ok(Ok(()))
}

fn several(name: &Name) -> Diagnostic {
    let message = "several documents, where one is written";
    Diagnostic::new("several-documents", name.as_str(), message)
        .with_help("convert them one by one")
}
