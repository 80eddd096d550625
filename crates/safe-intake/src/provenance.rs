//! For every fact of a procurement, the file and the cell it was read from.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use safe_eligibility::model::given::shown;
use safe_eligibility::model::place::{Member, Place};
use safe_eligibility::model::product::CurrencyCode;
use safe_eligibility::report::{FactSource, FactSources, InputRead, RemarkMade};

use crate::cyclonedx::{CyclonedxBill, Stated};
use crate::diagnostic::Diagnostic;
use crate::document::DocumentIndex;
use crate::gather::DocumentInput;
use crate::parts::{BillRows, Fact, RowId};
use crate::shape::BillSources;
use crate::source::{ColumnLetters, Source, Spot, TextSpot};

/// Where every fact of a procurement was read from.
///
/// Of a bill it keeps the number of a row or two a line; the place of a fact of the document is
/// looked for in its text when it is asked for, which is gone through once for all of them.
#[derive(Debug)]
pub struct Provenance<'a> {
    document: Option<DocumentInput<'a>>,
    index: OnceLock<Option<DocumentIndex>>,
    // By the index of the end product.
    bills: BTreeMap<usize, BillOrigin<'a>>,
    declarations: Vec<Source>,
    // Lines of bills of the document whose origin is declared: product, line, which declaration.
    declared: BTreeMap<(usize, usize), usize>,
    rates: BTreeMap<CurrencyCode, Source>,
    // The first line whose cost is in a currency without a rate: product and line.
    unrated: BTreeMap<CurrencyCode, (usize, usize)>,
    inputs: Vec<InputRead>,
    remarks: Vec<Diagnostic>,
}

/// Where the facts of one bill stand.
#[derive(Debug)]
pub(crate) enum BillOrigin<'a> {
    Table(Box<BillSources<'a>>),
    Cyclonedx(Box<(BillRows, CyclonedxBill<'a>)>),
}

impl BillOrigin<'_> {
    fn whole(&self) -> Source {
        match self {
            Self::Table(sources) => sources.whole(),
            Self::Cyclonedx(read) => read.1.source(RowId::NONE, Stated::Whole),
        }
    }

    // Without a member, the line as a whole.
    fn of(&self, line: usize, member: Option<Member>) -> Option<Source> {
        match self {
            Self::Table(sources) => sources.of(line, member.unwrap_or(Member::Id)),
            Self::Cyclonedx(read) => {
                let (rows, file) = &**read;
                let stated = member.map_or(Stated::Whole, Stated::of);
                let row = match member.and_then(Fact::of) {
                    Some(fact) => rows.fact(line, fact),
                    None if matches!(stated, Stated::Parent | Stated::Quantity) => {
                        rows.use_of(line, 0)
                    }
                    None => rows.row(line),
                };
                Some(file.source(row?, stated))
            }
        }
    }

    fn of_use(&self, line: usize, index: usize, member: Member) -> Option<Source> {
        match self {
            Self::Table(sources) => sources.of_use(line, index, member),
            Self::Cyclonedx(read) => {
                let (rows, file) = &**read;
                rows.use_of(line, index).map(|row| file.source(row, Stated::of(member)))
            }
        }
    }

    fn declaration(&self, line: usize) -> Option<u32> {
        match self {
            Self::Table(sources) => sources.declaration(line),
            Self::Cyclonedx(read) => read.0.declaration(line),
        }
    }
}

/// A place that may stand in a table.
enum Spotted {
    Product(usize),
    Line(usize, usize, Option<Member>),
    Use(usize, usize, usize, Member),
    Rate(CurrencyCode),
    RateDay,
}

impl<'a> Provenance<'a> {
    /// Where the fact at `place` stands, or would stand; `None`: nowhere.
    ///
    /// That is a cell, or the line and the bytes of the procurement document.
    #[must_use]
    pub fn of(&self, place: &Place) -> Option<Source> {
        self.of_table(place).or_else(|| self.of_document(place))
    }

    /// What was understood otherwise than it is written, and what was left out.
    #[must_use]
    pub fn remarks(&self) -> &[Diagnostic] {
        &self.remarks
    }

    pub(crate) fn new(document: Option<DocumentInput<'a>>) -> Self {
        Self {
            document,
            index: OnceLock::new(),
            bills: BTreeMap::new(),
            declarations: Vec::new(),
            declared: BTreeMap::new(),
            rates: BTreeMap::new(),
            unrated: BTreeMap::new(),
            inputs: Vec::new(),
            remarks: Vec::new(),
        }
    }

    pub(crate) fn add_bill(&mut self, product: usize, origin: BillOrigin<'a>) {
        self.bills.insert(product, origin);
    }

    pub(crate) fn has_bill(&self, product: usize) -> bool {
        self.bills.contains_key(&product)
    }

    pub(crate) fn add_declarations(&mut self, sources: Vec<Source>) {
        self.declarations = sources;
    }

    pub(crate) fn add_declared(&mut self, product: usize, line: usize, declaration: usize) {
        self.declared.insert((product, line), declaration);
    }

    pub(crate) fn add_rate(&mut self, currency: CurrencyCode, source: Source) {
        self.rates.insert(currency, source);
    }

    /// Notes a line whose cost is in a currency without a rate; the first of each counts.
    pub(crate) fn add_unrated(&mut self, currency: CurrencyCode, product: usize, line: usize) {
        self.unrated.entry(currency).or_insert((product, line));
    }

    pub(crate) fn finish(&mut self, inputs: Vec<InputRead>, remarks: Vec<Diagnostic>) {
        self.inputs = inputs;
        self.remarks = remarks;
    }

    fn of_document(&self, place: &Place) -> Option<Source> {
        let document = self.document?;
        let index = self.index.get_or_init(|| DocumentIndex::of(document.text));
        index.as_ref()?.find(document.text, document.file, place)
    }

    // What a missing rate is missing for.
    fn of_unrated(&self, currency: CurrencyCode) -> Option<Source> {
        let (product, line) = *self.unrated.get(&currency)?;
        let line = Place::root().at(Member::EndProducts, product).at(Member::Components, line);
        self.of(&line.member(Member::Currency))
    }

    fn of_table(&self, place: &Place) -> Option<Source> {
        match spotted(place)? {
            Spotted::Product(product) => Some(self.bills.get(&product)?.whole()),
            Spotted::Line(product, line, Some(Member::Origin)) => self
                .declaration(product, line)
                .or_else(|| self.bills.get(&product)?.of(line, Some(Member::Origin))),
            Spotted::Line(product, line, member) => self.bills.get(&product)?.of(line, member),
            Spotted::Use(product, line, index, member) => {
                self.bills.get(&product)?.of_use(line, index, member)
            }
            Spotted::Rate(currency) => {
                self.rates.get(&currency).cloned().or_else(|| self.of_unrated(currency))
            }
            Spotted::RateDay => self.rates.values().next().cloned(),
        }
    }

    fn declaration(&self, product: usize, line: usize) -> Option<Source> {
        let of_table = || self.bills.get(&product)?.declaration(line);
        let number = match self.declared.get(&(product, line)) {
            Some(number) => *number,
            None => usize::try_from(of_table()?).ok()?,
        };
        self.declarations.get(number).cloned()
    }
}

fn spotted(place: &Place) -> Option<Spotted> {
    let text = place.to_string();
    let mut steps = text.split('/').skip(1);
    match steps.next()? {
        "exchange_rates" => match (steps.next()?, steps.next()) {
            ("eur_per_unit", Some(currency)) => Some(Spotted::Rate(CurrencyCode::parse(currency)?)),
            ("as_of", None) => Some(Spotted::RateDay),
            _ => None,
        },
        "end_products" => {
            let product = steps.next()?.parse().ok()?;
            match (steps.next(), steps.next()) {
                (None | Some("components"), None) => Some(Spotted::Product(product)),
                (Some("components"), Some(line)) => {
                    let line = line.parse().ok()?;
                    let Some(member) = steps.next() else {
                        return Some(Spotted::Line(product, line, None));
                    };
                    let member = Some(Member::named(member)?);
                    let Some(index) = steps.next().filter(|_| member == Some(Member::UsedIn))
                    else {
                        return Some(Spotted::Line(product, line, member));
                    };
                    let within = steps.next().and_then(Member::named).unwrap_or(Member::Quantity);
                    Some(Spotted::Use(product, line, index.parse().ok()?, within))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

impl FactSources for Provenance<'_> {
    fn source_of(&self, place: &Place) -> Option<FactSource> {
        // The document as a whole is no place to look at.
        let of_document = || self.of_document(place).filter(|_| *place != Place::root());
        self.of_table(place).or_else(of_document).map(|source| source.to_report())
    }

    fn inputs(&self) -> Vec<InputRead> {
        self.inputs.clone()
    }

    fn remarks(&self) -> Vec<RemarkMade> {
        let each = self.remarks.iter().map(|diagnostic| {
            let mut remark = RemarkMade::new(diagnostic.code, &diagnostic.message);
            remark.at = diagnostic.pointer.as_ref().map(|at| at.to_string().into());
            remark.source = diagnostic.source.as_ref().map(Source::to_report);
            remark.help.clone_from(&diagnostic.help);
            remark
        });
        each.collect()
    }
}

impl Source {
    /// The cell as a spreadsheet program calls it, such as `G117`; `None`: it is no single cell.
    #[must_use]
    pub fn cell(&self) -> Option<String> {
        match self.spot() {
            Spot::Cell { row, column: Some(column), .. } => {
                Some(format!("{}{row}", ColumnLetters(*column)))
            }
            Spot::Whole
            | Spot::Sheet { .. }
            | Spot::Column { .. }
            | Spot::Cell { column: None, .. }
            | Spot::Text { .. } => None,
        }
    }

    fn to_report(&self) -> FactSource {
        let mut report = FactSource::new(self.file(), &self.to_string());
        match self.spot() {
            Spot::Whole => {}
            Spot::Sheet { sheet } => report.sheet = Some((&**sheet).into()),
            Spot::Column { sheet, .. } => report.sheet = sheet.as_deref().map(Into::into),
            Spot::Cell { sheet, row, line, .. } => {
                report.sheet = sheet.as_deref().map(Into::into);
                (report.row, report.line) = (Some(*row), *line);
                report.cell = self.cell().map(Into::into);
            }
            Spot::Text { line, bytes } => {
                (report.line, report.bytes) = (Some(*line), Some(bytes.clone()));
                let spot = TextSpot { line: *line, start: bytes.start };
                report.text = format!("{}, {spot}", shown(self.file())).into();
            }
        }
        report
    }
}
