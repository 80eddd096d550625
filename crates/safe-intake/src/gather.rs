//! Puts a procurement together out of its document, its bills and what is laid over them.

mod bills;
mod excerpts;
mod overlay;
mod rates;
mod suppliers;

use safe_eligibility::model::day::Day;
use safe_eligibility::model::given::shown;
use safe_eligibility::model::procurement::{CommonProcurement, ProcurementDraft};
use safe_eligibility::model::product::EndProduct;
use safe_eligibility::report::InputRead;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::DocumentText;
use crate::mapping::{ColumnRef, Guess, Header, Meaning};
use crate::provenance::Provenance;
use crate::source::{ColumnLetters, SourceFile};
use crate::table::{InputFile, SheetChoice, TableForm};

pub use crate::cyclonedx::is_cyclonedx;
pub use crate::mapping::Mapping;
pub use crate::read_so_far::ReadSoFar;
use bills::Bills;
use overlay::Declared;
use suppliers::Suppliers;

/// The files that a procurement is put together of, all in memory.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Files<'a> {
    /// The procurement document; `None`: the end products of the bills are all that is stated.
    pub document: Option<DocumentInput<'a>>,
    /// Bills of materials, one entry an end product.
    pub bills: Vec<ProductBill<'a>>,
    /// What the columns of the bills mean, and how declarations are read. Where it says nothing
    /// about bills, or there is none, their columns are guessed, and the guess is handed out.
    pub mapping: Option<MappingInput<'a>>,
    /// Further files, among which the mapping may name a table of parts.
    pub parts: Vec<InputFile<'a>>,
    /// Declarations of origin, laid over what the bills state.
    pub origins: Vec<InputFile<'a>>,
    /// Exchange rates.
    pub rates: Vec<InputFile<'a>>,
    /// The day asked about.
    pub as_of: Day,
    /// Whether what is said comes with the lines or rows it is about.
    pub detailed: bool,
    /// Where it is told how far the reading of bills has come; `None`: nowhere.
    pub read: Option<&'a ReadSoFar>,
}

impl Files<'_> {
    /// No file at all.
    #[must_use]
    pub fn on(as_of: Day) -> Self {
        Self {
            document: None,
            bills: Vec::new(),
            mapping: None,
            parts: Vec::new(),
            origins: Vec::new(),
            rates: Vec::new(),
            as_of,
            detailed: false,
            read: None,
        }
    }
}

/// A procurement document among the files.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a document is its text and what it is called")]
pub struct DocumentInput<'a> {
    /// Its text.
    pub text: &'a DocumentText<'a>,
    /// The file it stands in.
    pub file: &'a str,
    /// What messages call it, such as `list.json, document 2`.
    pub input: &'a str,
}

/// The bill of materials of an end product.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a bill is of one product and in some files")]
pub struct ProductBill<'a> {
    /// The end product by its id.
    pub product: &'a str,
    /// Its tables, which are read together.
    pub files: Vec<InputFile<'a>>,
}

/// A mapping and the file it was read from.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a mapping has one file")]
pub struct MappingInput<'a> {
    /// The file.
    pub file: InputFile<'a>,
    /// What it says.
    pub mapping: &'a Mapping,
}

/// A procurement, and where everything in it comes from.
#[derive(Debug)]
#[non_exhaustive]
pub struct Gathered<'a> {
    /// The procurement.
    pub procurement: CommonProcurement,
    /// The file and place of every fact, and what was remarked.
    pub provenance: Provenance<'a>,
    /// The mappings that were guessed because none was given for a bill.
    pub guessed: Vec<Guessed>,
}

/// A mapping that was guessed, with the reasons.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GuessedMapping {
    /// The mapping.
    pub mapping: Mapping,
    /// The mapping as a file, a reason above each key.
    pub text: String,
    /// The reasons: the key with its section, such as `columns.id`, and why.
    pub reasons: Vec<(String, String)>,
}

/// Guesses what the columns of the tables of one bill mean.
///
/// # Errors
///
/// What keeps the tables from being looked at.
pub fn guess_mapping(files: &[InputFile<'_>]) -> Result<GuessedMapping, Vec<Diagnostic>> {
    let guess = Mapping::guess(files);
    let guess = guess.map_err(|problems| problems.iter().map(Diagnostic::from).collect::<Vec<_>>());
    let Guess { mapping, reasons, .. } = guess?;
    let text = mapping.to_toml(&reasons);
    Ok(GuessedMapping { mapping, text, reasons })
}

/// A mapping that was guessed for a bill.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Guessed {
    /// The first file of the bill.
    pub file: String,
    /// The guess.
    pub mapping: Mapping,
    /// What it leaves unread, and why where that is not plain.
    pub unread: Vec<String>,
}

impl Guessed {
    /// The code of what is said about a guess.
    pub const CODE: &'static str = "guessed-mapping";

    /// That there was a guess, and which.
    #[must_use]
    pub fn said(&self) -> Diagnostic {
        let columns = Meaning::ALL.iter().filter_map(|meaning| {
            let column = match self.mapping.columns.get(*meaning)? {
                ColumnRef::Named(name) => format!("`{}`", shown(name)),
                ColumnRef::Number(number) => format!("column {}", ColumnLetters(*number)),
            };
            Some(format!("{} from {column}", meaning.key()))
        });
        let mut told = vec![columns.collect::<Vec<_>>().join(", ")];
        told.push(self.mapping.shape.kind.meaning().to_owned());
        let table = &self.mapping.table;
        if let Header::Row(row) = table.header {
            told.push(format!("the header is row {row}"));
        }
        if let Some(SheetChoice::Name(sheet)) = &table.sheet {
            told.push(format!("the sheet is `{}`", shown(sheet)));
        }
        told.extend_from_slice(&self.unread);
        let told = told.join("; ");
        let message = format!("no mapping of its columns is given, and they are guessed: {told}");
        let mut said = Diagnostic::new(Self::CODE, &self.file, &message);
        said.severity = Severity::Note;
        said
    }
}

/// Reads a mapping file, `safe-mapping/1`.
///
/// # Errors
///
/// Every problem of the file.
pub fn read_mapping(file: &InputFile<'_>) -> Result<Mapping, Vec<Diagnostic>> {
    Mapping::read(file).map_err(|problems| problems.iter().map(Diagnostic::from).collect())
}

impl Mapping {
    /// The table of parts that it names beside the bill; `None`: it names no file.
    #[must_use]
    pub fn part_file(&self) -> Option<&str> {
        self.parts.as_ref()?.file.as_deref()
    }
}

/// Whether a file of that name is looked at as a table by itself; JSON is a document first.
#[must_use]
pub fn is_table_name(name: &str) -> bool {
    TableForm::of_name(name).is_some_and(|form| form != TableForm::Json)
}

/// The name of a file without folders and endings: what its bill is called by itself.
#[must_use]
pub fn stem(name: &str) -> &str {
    let stem = crate::shape::stem(name);
    stem.strip_suffix(".cdx").filter(|rest| !rest.is_empty()).unwrap_or(stem)
}

/// Puts a procurement together.
///
/// A bill goes into the end product of its id, which has no components of its own in the document.
/// Declared origins are laid over the lines, rates go where the document states none.
///
/// # Errors
///
/// Every problem of every file, in the order in which the files were named.
///
/// # Examples
///
/// ```
/// use safe_eligibility::model::day::Day;
/// use safe_intake::gather::{Files, MappingInput, ProductBill, read_mapping};
/// use safe_intake::{InputFile, gather};
///
/// let file = |name, bytes| InputFile { name, bytes };
/// let bill = file("bom.csv", b"part;quantity;from\nseeker;1;Deutschland\nmotor;;PL\n");
/// let map = file("bom.map.toml", br#"
///     format = "safe-mapping/1"
///     [columns]
///     id = "part"
///     quantity = "quantity"
///     origin = "from"
/// "#);
/// let mapping = read_mapping(&map).unwrap();
/// let mut files = Files::on(Day::parse("2026-11-22").unwrap());
/// files.bills = vec![ProductBill { product: "missile", files: vec![bill] }];
/// files.mapping = Some(MappingInput { file: map, mapping: &mapping });
///
/// let problems = gather(&files).unwrap_err();
/// assert_eq!(problems[0].source.as_ref().unwrap().to_string(), "bom.csv, B3");
///
/// let mended = file("bom.csv", b"part;quantity;from\nseeker;1;Deutschland\nmotor;2;PL\n");
/// files.bills = vec![ProductBill { product: "missile", files: vec![mended] }];
/// let gathered = gather(&files).unwrap();
/// assert_eq!(gathered.procurement.id(), "missile");
/// assert_eq!(
///     gathered.provenance.remarks()[0].to_string(),
///     "bom.csv, C2: `Deutschland` is read as `DE`, by its name in German",
/// );
/// ```
pub fn gather<'a>(files: &Files<'a>) -> Result<Gathered<'a>, Vec<Diagnostic>> {
    let mut gathering = Gathering::of(files);
    let draft = gathering.draft();
    let declared = gathering.declared();
    let rates = gathering.rate_table();
    let bills = gathering.bills(draft.as_ref());
    match (draft, declared, rates, bills) {
        (Some(draft), Some(declared), Some(rates), Some(bills))
            if gathering.problems.is_empty() =>
        {
            gathering.whole(draft, declared, &rates, bills)
        }
        _ => Err(gathering.into_problems()),
    }
}

/// A procurement that is being put together.
struct Gathering<'f, 'a> {
    files: &'f Files<'a>,
    problems: Vec<Diagnostic>,
    remarks: Vec<Diagnostic>,
    inputs: Vec<InputRead>,
    guessed: Vec<Guessed>,
}

impl<'f, 'a> Gathering<'f, 'a> {
    fn of(files: &'f Files<'a>) -> Self {
        let mut gathering = Self {
            files,
            problems: Vec::new(),
            remarks: Vec::new(),
            inputs: Vec::new(),
            guessed: Vec::new(),
        };
        for bill in &files.bills {
            gathering.note("bill", &bill.files);
        }
        gathering.note("parts", &files.parts);
        gathering.note(
            "mapping",
            files.mapping.as_ref().map_or(&[], |one| std::slice::from_ref(&one.file)),
        );
        gathering.note("origins", &files.origins);
        gathering.note("rates", &files.rates);
        gathering
    }

    fn note(&mut self, role: &'static str, files: &[InputFile<'_>]) {
        let read = files.iter().map(SourceFile::of);
        self.inputs.extend(read.map(|file| InputRead::new(role, &file.name, file.digest)));
    }

    /// What the document states; without one, the end products that the bills are of.
    fn draft(&mut self) -> Option<ProcurementDraft> {
        let Some(document) = self.files.document else {
            let products = self.files.bills.iter().map(|bill| bill.product);
            let mut draft = ProcurementDraft::new(products.clone().next().unwrap_or_default());
            let products: Vec<EndProduct> = products.map(EndProduct::new).collect();
            draft.end_products = (!products.is_empty()).then_some(products);
            return Some(draft);
        };
        match document.text.read() {
            Ok(procurement) => Some(procurement.into_stated()),
            Err(errors) => {
                let DocumentInput { text, file, input } = document;
                self.problems.extend(text.diagnose(&errors, file, input, self.files.detailed));
                None
            }
        }
    }

    fn whole(
        mut self,
        mut draft: ProcurementDraft,
        mut declared: Declared,
        rates: &rates::Rates,
        bills: Bills<'a>,
    ) -> Result<Gathered<'a>, Vec<Diagnostic>> {
        let suppliers = Suppliers::of(&draft);
        declared.take_names_for(&suppliers);
        let governing = draft.contract.signed_on.unwrap_or(self.files.as_of);
        let mut provenance = Provenance::new(self.files.document);
        let laid = self.lay(&mut draft, bills, &declared, governing, &suppliers, &mut provenance);
        self.remarks.extend(suppliers.remarks());
        if laid.is_some() {
            self.exchange(&mut draft, rates, governing, &mut provenance);
        }
        if !self.problems.is_empty() {
            return Err(self.into_problems());
        }
        let input = self.files.document.map_or("", |document| document.input);
        let procurement = match CommonProcurement::new(draft) {
            Ok(procurement) => procurement,
            Err(problems) => {
                let each = problems.into_iter();
                self.problems.extend(each.map(|one| Diagnostic::of_procurement(input, one)));
                return Err(self.into_problems());
            }
        };
        provenance.finish(self.inputs, self.remarks);
        Ok(Gathered { procurement, provenance, guessed: self.guessed })
    }

    /// What is wrong, what was remarked that deserves a check, and what was guessed.
    fn into_problems(mut self) -> Vec<Diagnostic> {
        let doubtful = self.remarks.into_iter().filter(|one| one.severity == Severity::Warning);
        self.problems.extend(doubtful);
        // What is wrong may be the guess alone.
        self.problems.extend(self.guessed.iter().map(Guessed::said));
        if self.files.detailed {
            excerpts::add(&mut self.problems, self.files);
            if let Some(DocumentInput { text, file, .. }) = self.files.document {
                text.add_places(&mut self.problems, file);
            }
        }
        self.problems
    }
}
