//! What kind of table a file is: by its content, which its name need not tell.

use std::sync::Arc;

use encoding_rs::UTF_8;

use super::delimited::DelimitedText;
use super::encoding::{Decoded, NoText, decode};
use super::json_rows::{JsonRows, RowsProblem, RowsText, looks_like_json};
use super::problem::{FileProblem, TableProblem};
use super::workbook::{self, Archive, Compound, Ods, Xls, Xlsb, Xlsx};
use super::{Body, InputFile, Table, TableChoices};
use crate::calendar::DateSystem;
use crate::json::Content;
use crate::remark::{Remark, TableRemark};
use crate::source::Source;

/// The kinds of tables that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableForm {
    /// Text with a separator between its cells.
    Text,
    /// A workbook of Excel since 2007, with or without macros.
    Xlsx,
    /// A binary workbook of Excel since 2007.
    Xlsb,
    /// A workbook of Excel up to 2003.
    Xls,
    /// A spreadsheet of the Open Document Format.
    Ods,
    /// Objects in a list, or one a line.
    Json,
}

impl TableForm {
    /// The form that the ending of a name stands for; `None` where it stands for no table.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let form = match ending.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "tab" | "txt" => Self::Text,
            "xlsx" | "xlsm" | "xltx" | "xltm" => Self::Xlsx,
            "xlsb" => Self::Xlsb,
            "xls" | "xlt" => Self::Xls,
            "ods" => Self::Ods,
            "json" | "jsonl" => Self::Json,
            _ => return None,
        };
        Some(form)
    }

    fn described(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Xlsx => "an Excel workbook (`.xlsx`)",
            Self::Xlsb => "a binary Excel workbook (`.xlsb`)",
            Self::Xls => "an old Excel workbook (`.xls`)",
            Self::Ods => "an Open Document spreadsheet (`.ods`)",
            Self::Json => "JSON",
        }
    }
}

/// Opens a file as what its content is.
pub(super) fn open<'a>(
    file: &InputFile<'a>,
    choices: &TableChoices,
) -> Result<Table<'a>, TableProblem> {
    let problem = |problem: FileProblem| {
        let at = Source::new(file.name.into(), problem.spot());
        TableProblem::File { at, problem }
    };
    let form = sniff(file.bytes).map_err(problem)?;
    let (form, mut table) = match form {
        TableForm::Text | TableForm::Json => {
            if let Some(problem) = other_json(file.bytes) {
                return Err(TableProblem::Rows { at: Source::whole(file.name), problem });
            }
            open_text(file, choices)
        }
        TableForm::Xlsx | TableForm::Xlsb | TableForm::Xls | TableForm::Ods => {
            open_workbook(file, form, choices).map(|table| (form, table))
        }
    }
    .map_err(problem)?;
    if let Some(named) = TableForm::of_name(file.name).filter(|named| *named != form) {
        let what = TableRemark::OtherForm { named: named.described(), found: form.described() };
        table.remarks.insert(0, Remark::Table { at: Source::whole(file.name), what });
    }
    Ok(table)
}

fn sniff(bytes: &[u8]) -> Result<TableForm, FileProblem> {
    const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if bytes.starts_with(b"PK\x03\x04") {
        let archive = Archive::open(bytes)?;
        let parts = [
            (Xlsx::MAIN_PART, TableForm::Xlsx),
            (Xlsb::MAIN_PART, TableForm::Xlsb),
            (Ods::MAIN_PART, TableForm::Ods),
        ];
        let found = parts.into_iter().find(|(part, _)| archive.has(part));
        return found.map(|(_, form)| form).ok_or(FileProblem::Other("an archive"));
    }
    if bytes.starts_with(COMPOUND) {
        let document = Compound::open(bytes)?;
        if document.has("EncryptedPackage") {
            return Err(FileProblem::Encrypted);
        }
        let is_workbook = Xls::STREAMS.iter().any(|name| document.has(name));
        return if is_workbook {
            Ok(TableForm::Xls)
        } else {
            Err(FileProblem::Other("an Office document without sheets"))
        };
    }
    if bytes.starts_with(b"%PDF") {
        return Err(FileProblem::Other("a PDF document"));
    }
    Ok(TableForm::Text)
}

fn open_workbook<'a>(
    file: &InputFile<'a>,
    form: TableForm,
    choices: &TableChoices,
) -> Result<Table<'a>, FileProblem> {
    let archive = || Archive::open(file.bytes);
    match form {
        TableForm::Xlsx => workbook::open(file, &mut Xlsx::open(archive()?)?, choices),
        TableForm::Xlsb => workbook::open(file, &mut Xlsb::open(archive()?)?, choices),
        TableForm::Ods => workbook::open(file, &mut Ods::open(archive()?)?, choices),
        TableForm::Xls | TableForm::Text | TableForm::Json => {
            workbook::open(file, &mut Xls::open(&Compound::open(file.bytes)?)?, choices)
        }
    }
}

/// What else a JSON text is than a table.
fn other_json(bytes: &[u8]) -> Option<RowsProblem> {
    match Content::of(bytes) {
        Content::Cyclonedx => Some(RowsProblem::Cyclonedx),
        Content::Procurement => Some(RowsProblem::Procurement),
        Content::Other => None,
    }
}

/// Opens a text, which is JSON if it looks like that or is called so.
fn open_text<'a>(
    file: &InputFile<'a>,
    choices: &TableChoices,
) -> Result<(TableForm, Table<'a>), FileProblem> {
    let decoded = decode(file.bytes, choices.encoding).map_err(|problem| match problem {
        NoText::Not(encoding) => FileProblem::Encoding { encoding },
        NoText::Binary => FileProblem::Other("binary"),
    })?;
    if let Some(other) = other_text(&decoded.text) {
        return Err(FileProblem::Other(other));
    }
    if decoded.text.trim().is_empty() {
        return Err(FileProblem::Empty);
    }
    if TableForm::of_name(file.name) == Some(TableForm::Json) || looks_like_json(&decoded.text) {
        return open_json(file, &decoded).map(|table| (TableForm::Json, table));
    }
    let name: Arc<str> = file.name.into();
    let mut remarks = Vec::new();
    if decoded.is_assumed {
        let what = TableRemark::Encoding { encoding: decoded.encoding.name() };
        remarks.push(Remark::Table { at: Source::whole(file.name), what });
    }
    let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_tabbed = ["tsv", "tab"].iter().any(|tabbed| ending.eq_ignore_ascii_case(tabbed));
    let text = DelimitedText::new(decoded.text, choices.separator, is_tabbed);
    let body = Body::Delimited(text);
    let date_system = DateSystem::From1900;
    let table = Table { name, sheet: None, sheets: Vec::new(), date_system, remarks, body };
    Ok((TableForm::Text, table))
}

fn open_json<'a>(file: &InputFile<'a>, decoded: &Decoded<'_>) -> Result<Table<'a>, FileProblem> {
    // JSON is UTF-8 unless something says otherwise; nothing is assumed.
    if decoded.is_assumed {
        return Err(FileProblem::Encoding { encoding: UTF_8.name() });
    }
    let name: Arc<str> = file.name.into();
    let start = file.bytes.len().checked_sub(decoded.text.len());
    let start = start.filter(|_| decoded.encoding == UTF_8);
    let rows = JsonRows::read(&RowsText { file: name.clone(), text: &decoded.text, start })?;
    let date_system = DateSystem::From1900;
    let (remarks, body) = (Vec::new(), Body::Json(rows));
    Ok(Table { name, sheet: None, sheets: Vec::new(), date_system, remarks, body })
}

/// What a text is that begins as no table does.
fn other_text(text: &str) -> Option<&'static str> {
    const LOOKED_AT: usize = 2048;
    let start: String = text.trim_start().chars().take(LOOKED_AT).collect();
    let start = start.to_ascii_lowercase();
    if start.starts_with("mime-version:") {
        return Some("a web page");
    }
    if !start.starts_with('<') {
        return None;
    }
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Some("an XML spreadsheet of Excel 2003");
    }
    let is_page = ["<!doctype html", "<html", "<table", "<head", "<meta"]
        .iter()
        .any(|tag| start.contains(tag));
    if is_page {
        return Some("a web page");
    }
    start.starts_with("<?xml").then_some("an XML document")
}
