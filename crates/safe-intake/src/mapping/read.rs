//! Reads a mapping file, with every problem at once.

use std::collections::BTreeMap;

use safe_eligibility::model::figure::{Figure, FigureError, Quantity};
use toml::de::{DeTable, DeValue};

use super::origins::origin_choices;
use super::problem::{MappingFault, MappingProblem};
use super::section::{Findings, Section};
use super::{
    AssemblyCosts, CellTest, Columns, Constants, CostColumn, Effective, EmptyParent, Header,
    Hidden, Mapping, Meaning, NumberRules, PackRules, PartTable, ShapeKind, ShapeRules, SkipRule,
    TableRules, Together,
};
use crate::calendar::{DateStyle, DateSystem};
use crate::source::Spot;
use crate::table::{InputFile, SheetChoice};

/// What a mapping file says it is.
pub(crate) const FORMAT: &str = "safe-mapping/1";

/// The sections that are about bills.
const ABOUT_BILLS: [&str; 7] =
    ["table", "shape", "columns", "constants", "units", "packs", "parts"];

const MOST_BYTES: usize = 1 << 20;

pub(super) const KINDS: &[(&str, ShapeKind)] = &[
    ("flat", ShapeKind::Flat),
    ("levels", ShapeKind::Levels),
    ("dotted", ShapeKind::Dotted),
    ("indented", ShapeKind::Indented),
    ("edges", ShapeKind::Edges),
    ("multiplier", ShapeKind::Multiplier),
];

pub(super) const DATES: &[(&str, DateStyle)] = &[
    ("day-month-year", DateStyle::DayFirst),
    ("month-day-year", DateStyle::MonthFirst),
    ("year-month-day", DateStyle::YearFirst),
    ("serial-1900", DateStyle::Serial(DateSystem::From1900)),
    ("serial-1904", DateStyle::Serial(DateSystem::From1904)),
];

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    ///
    /// Every problem of the file.
    pub(crate) fn read(file: &InputFile<'_>) -> Result<Self, Vec<MappingProblem>> {
        let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file.bytes);
        let text = String::from_utf8_lossy(bytes);
        let mut findings = Findings { file: file.name.into(), text: &text, problems: Vec::new() };
        if bytes.len() > MOST_BYTES {
            findings.note(0..0, MappingFault::TooLong);
            return Err(findings.problems);
        }
        let (document, errors) = DeTable::parse_recoverable(&text);
        for error in &errors {
            let message = error.message().trim().replace('\n', " ");
            findings.note(error.span().unwrap_or(0..0), MappingFault::Syntax { message });
        }
        let start = 0..0;
        let mut root = Section::new(&mut findings, document.get_ref(), start, String::new());
        let mapping = mapping(&mut root);
        // Where the text is broken, what seems to be missing or unknown may only be unread.
        if errors.is_empty() {
            root.finish();
        } else {
            findings.problems.truncate(errors.len());
        }
        let Findings { mut problems, .. } = findings;
        if problems.is_empty() {
            return Ok(mapping);
        }
        problems.sort_by_key(|problem| {
            if let Spot::Text { bytes, .. } = problem.at.spot() { bytes.start } else { 0 }
        });
        Err(problems)
    }
}

fn mapping(root: &mut Section<'_, '_, '_>) -> Mapping {
    match root.text("format") {
        Some((given, span)) if given != FORMAT => {
            root.note_at(span, MappingFault::Format { given });
        }
        Some(_) => {}
        None if root.states("format") => {}
        None => {
            root.missing("format", Some("write `format = \"safe-mapping/1\"` in the first line"));
        }
    }
    let mapping = Mapping {
        table: root.section("table", table_rules).unwrap_or_default(),
        shape: root.section("shape", shape_rules).unwrap_or_default(),
        columns: root.section("columns", columns).unwrap_or_default(),
        constants: root.section("constants", constants).unwrap_or_default(),
        units: root.section("units", units).unwrap_or_default(),
        packs: root.section("packs", pack_rules).unwrap_or_default(),
        parts: root.section("parts", part_table),
        origins: root.section("origins", origin_choices).unwrap_or_default(),
    };
    // One that is about declarations alone needs no columns of a bill.
    if !root.states("origins") || ABOUT_BILLS.iter().any(|section| root.states(section)) {
        check_columns(root, &mapping);
    }
    mapping
}

fn table_rules(section: &mut Section<'_, '_, '_>) -> TableRules {
    let (skip_rows, skip_where) = (skip_rows(section), section.sections("skip_where", skip_rule));
    TableRules {
        sheet: sheet(section),
        header: header(section),
        separator: separator(section),
        encoding: encoding(section),
        numbers: number_rules(section),
        dates: section.choice("dates", DATES),
        skip_rows,
        skip_where,
        fill_down: section
            .list("fill_down")
            .iter()
            .filter_map(|column| section.column_of("fill_down", column))
            .collect(),
        hidden: section
            .choice("hidden", &[("read", Hidden::Read), ("skip", Hidden::Skip)])
            .unwrap_or_default(),
        repeat_merged: section
            .choice("merged", &[("first", false), ("repeat", true)])
            .unwrap_or_default(),
    }
}

fn sheet(section: &mut Section<'_, '_, '_>) -> Option<SheetChoice> {
    let value = section.value("sheet")?;
    if matches!(value.get_ref(), DeValue::Integer(_)) {
        return section.whole("sheet", 1).map(SheetChoice::Number);
    }
    section.text("sheet").map(|(name, _)| SheetChoice::Name(name))
}

fn header(section: &mut Section<'_, '_, '_>) -> Header {
    let row = section.whole("header_row", 1);
    let stated = section.flag("header");
    match (row, stated) {
        (Some(_), Some(false)) => {
            let span = section.value("header").map_or(0..0, toml::Spanned::span);
            let key = section.key_path("header");
            section.note_at(span, MappingFault::Beside { key, other: "header_row" });
            Header::Absent
        }
        (None, Some(false)) => Header::Absent,
        (Some(row), None | Some(true)) => Header::Row(row),
        (None, None | Some(true)) => Header::Found,
    }
}

fn separator(section: &mut Section<'_, '_, '_>) -> Option<char> {
    let value = section.value("separator")?;
    let mut characters = value.get_ref().as_str().unwrap_or("").chars();
    let separator = characters.next().filter(|one| one.is_ascii() && !"\"\r\n".contains(*one));
    let separator = separator.filter(|_| characters.next().is_none());
    if separator.is_none() {
        let fault = MappingFault::Kind {
            key: section.key_path("separator"),
            given: "not a single character",
            expected: "one character in quotes, such as `\";\"` or `\"\\t\"`",
        };
        section.note_at(value.span(), fault);
    }
    separator
}

fn encoding(section: &mut Section<'_, '_, '_>) -> Option<String> {
    let (given, span) = section.text("encoding")?;
    if encoding_rs::Encoding::for_label(given.as_bytes()).is_none() {
        section.note_at(span, MappingFault::Encoding { given });
        return None;
    }
    Some(given)
}

fn number_rules(section: &mut Section<'_, '_, '_>) -> Option<NumberRules> {
    let decimal = section.choice("decimal_mark", &[(".", '.'), (",", ',')]);
    let marks = [(",", ','), (".", '.'), (" ", ' '), ("'", '\'')];
    // A space is a mark here, and `text` takes a blank text for none.
    let grouping = match section.value("thousands_mark") {
        Some(value) if value.get_ref().as_str() == Some(" ") => Some(' '),
        Some(_) => section.choice("thousands_mark", &marks),
        None => None,
    };
    if grouping.is_some() && (grouping == decimal || decimal.is_none()) {
        let span = section.value("thousands_mark").map_or(0..0, toml::Spanned::span);
        let key = section.key_path("thousands_mark");
        let fault = if decimal.is_none() {
            let why = Some("it is needed beside `thousands_mark`");
            MappingFault::Missing { key: section.key_path("decimal_mark"), why }
        } else {
            MappingFault::Beside { key, other: "decimal_mark" }
        };
        section.note_at(span, fault);
    }
    decimal.map(|decimal| NumberRules { decimal, grouping })
}

fn skip_rows(section: &mut Section<'_, '_, '_>) -> Vec<(u32, u32)> {
    let mut rows = Vec::new();
    for value in section.list("skip_rows") {
        let given = match value.get_ref() {
            DeValue::Integer(number) => number.to_string(),
            DeValue::String(text) => text.to_string(),
            DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => String::new(),
        };
        let (first, last) = given.split_once('-').unwrap_or((&given, &given));
        match (first.trim().parse::<u32>(), last.trim().parse::<u32>()) {
            (Ok(first), Ok(last)) if first > 0 && first <= last => rows.push((first, last)),
            _ => section.note_at(value.span(), MappingFault::Rows { given }),
        }
    }
    rows.sort_unstable();
    rows
}

fn skip_rule(section: &mut Section<'_, '_, '_>) -> Option<SkipRule> {
    let column = section.column("column");
    if column.is_none() && !section.states("column") {
        section.missing("column", None);
    }
    let empty = section.flag("empty").filter(|empty| *empty).map(|_| CellTest::Empty);
    let tests = [
        empty,
        section.text("equals").map(|(text, _)| CellTest::Equals(text)),
        section.text("starts_with").map(|(text, _)| CellTest::StartsWith(text)),
        section.text("contains").map(|(text, _)| CellTest::Contains(text)),
    ];
    let mut tests = tests.into_iter().flatten();
    let holds = tests.next();
    if tests.next().is_some() {
        let span = section.value("column").map_or(0..0, toml::Spanned::span);
        let fault = MappingFault::Beside { key: section.key_path("equals"), other: "another test" };
        section.note_at(span, fault);
    }
    if holds.is_none() {
        let why = "state `equals`, `starts_with`, `contains`, or `empty = true`";
        section.missing("equals", Some(why));
    }
    Some(SkipRule { column: column?, holds: holds? })
}

fn shape_rules(section: &mut Section<'_, '_, '_>) -> ShapeRules {
    ShapeRules {
        kind: section.choice("kind", KINDS).unwrap_or_default(),
        root: section.text("root").map(|(root, _)| root),
        top_level: section.whole("top_level", 0),
        empty_parent: section
            .choice(
                "empty_parent",
                &[("root", EmptyParent::Root), ("end-product", EmptyParent::EndProduct)],
            )
            .unwrap_or_default(),
        files: section.choice(
            "files",
            &[("assemblies", Together::Assemblies), ("one-table", Together::OneTable)],
        ),
        effective: effective(section),
        assembly_costs: section
            .choice(
                "assembly_costs",
                &[("own", AssemblyCosts::Own), ("children", AssemblyCosts::Children)],
            )
            .unwrap_or_default(),
    }
}

fn effective(section: &mut Section<'_, '_, '_>) -> Effective {
    match section.text("effective") {
        None => Effective::Governing,
        Some((word, _)) if word == "governing" => Effective::Governing,
        Some((word, _)) if word == "as-of" => Effective::AsOf,
        Some((word, _)) if word == "open" => Effective::Open,
        Some((day, span)) => section.day(day, span).map_or(Effective::Governing, Effective::On),
    }
}

fn columns(section: &mut Section<'_, '_, '_>) -> Columns {
    let mut columns = Columns::default();
    for meaning in Meaning::ALL {
        let column = section.column(meaning.key());
        columns.set(*meaning, column);
    }
    columns
}

fn constants(section: &mut Section<'_, '_, '_>) -> Constants {
    Constants {
        currency: section.currency("currency"),
        origin: section.country("origin"),
        sourced_from: section.country("sourced_from"),
        quantity: section.figure("quantity", Quantity::new),
        unit: section.text("unit").map(|(unit, _)| unit),
        cost_unit: section.text("cost_unit").map(|(unit, _)| unit),
        pack_size: section.figure("pack_size", more_than_nothing),
    }
}

fn more_than_nothing(figure: Figure) -> Result<Figure, FigureError> {
    Quantity::new(figure).map(Quantity::figure)
}

fn units(section: &mut Section<'_, '_, '_>) -> BTreeMap<String, Quantity> {
    let mut units = BTreeMap::new();
    for (name, given, span) in section.entries() {
        match Quantity::parse(&given) {
            Ok(factor) => {
                units.insert(name, factor);
            }
            Err(problem) => section.note_at(span, MappingFault::Figure { given, problem }),
        }
    }
    units
}

fn pack_rules(section: &mut Section<'_, '_, '_>) -> PackRules {
    let counts = [("pieces", false), ("packs", true)];
    let costs = [("unit_cost", CostColumn::UnitCost), ("pack_price", CostColumn::PackPrice)];
    PackRules {
        quantity_counts_packs: section.choice("quantity_in", &counts),
        wins: section.choice("cost_from", &costs),
    }
}

fn part_table(section: &mut Section<'_, '_, '_>) -> PartTable {
    PartTable {
        file: section.text("file").map(|(file, _)| file),
        table: section.section("table", table_rules).unwrap_or_default(),
        columns: section.section("columns", columns).unwrap_or_default(),
    }
}

/// Checks that what a shape cannot do without is there.
fn check_columns(root: &mut Section<'_, '_, '_>, mapping: &Mapping) {
    let columns = &mapping.columns;
    // A column that is stated but cannot be read is told as that.
    let stated =
        |root: &Section<'_, '_, '_>, meaning: Meaning| root.states_within("columns", meaning.key());
    let mut need = |meaning: Meaning, why: &'static str| {
        if columns.get(meaning).is_none() && !stated(root, meaning) {
            root.missing(&format!("columns.{}", meaning.key()), Some(why));
        }
    };
    need(Meaning::Id, "it says which part a row is about");
    if mapping.constants.quantity.is_none() {
        need(Meaning::Quantity, "it says how many of a part are used");
    }
    match mapping.shape.kind {
        ShapeKind::Flat => {}
        ShapeKind::Levels => need(Meaning::Level, "`levels` needs the column of levels"),
        ShapeKind::Dotted => need(Meaning::Level, "`dotted` needs the column of dotted numbers"),
        ShapeKind::Indented => {
            need(Meaning::Level, "`indented` needs the column of indented texts");
        }
        ShapeKind::Edges => need(Meaning::Parent, "`edges` needs the column of assemblies"),
        ShapeKind::Multiplier => {
            need(Meaning::Parent, "`multiplier` needs the column of assemblies");
            need(Meaning::Multiplier, "`multiplier` needs the column of their quantities");
        }
    }
    let kind = mapping.shape.kind;
    for meaning in ShapeKind::COLUMNS {
        if columns.get(meaning).is_some() && !kind.reads(meaning) {
            root.unread(&format!("columns.{}", meaning.key()), kind.as_str());
        }
    }
    if let Some(parts) = &mapping.parts {
        if parts.columns.id.is_none() {
            root.missing("parts.columns.id", Some("it says which part a row is about"));
        }
    }
}
