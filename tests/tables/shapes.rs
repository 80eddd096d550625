//! A bill as tables, in each shape in which bills are written.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::bills::{Bill, Cost, Depth, Part, Use};
use super::facts;
use super::grids::{Cell, Draft, Grid, Tables};
use super::random::Random;
use super::trees;

/// How the rows of a bill hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Flat,
    /// `1`, `2`, or `.1`, `..2`.
    Levels,
    Indented,
    Dotted,
    Edges,
    Multiplier,
    /// A table for each assembly, named as it.
    Files,
}

impl Shape {
    pub(crate) const ALL: [Shape; 7] = [
        Shape::Flat,
        Shape::Levels,
        Shape::Indented,
        Shape::Dotted,
        Shape::Edges,
        Shape::Multiplier,
        Shape::Files,
    ];

    /// Shapes in which the order of the rows says nothing.
    pub(crate) const LOOSE: [Shape; 5] =
        [Shape::Flat, Shape::Dotted, Shape::Edges, Shape::Multiplier, Shape::Files];

    pub(crate) fn depth(self) -> Depth {
        match self {
            Shape::Flat => Depth::One,
            Shape::Multiplier => Depth::Two,
            Shape::Levels | Shape::Indented | Shape::Dotted | Shape::Edges | Shape::Files => {
                Depth::Any
            }
        }
    }

    /// Writes a bill in this shape.
    pub(crate) fn tables(self, bill: &Bill, random: &mut Random) -> Tables {
        let apart = match self {
            Shape::Multiplier => true,
            Shape::Edges => random.one_in(2),
            _ => false,
        };
        let mut sheet = Sheet::new(bill, random, apart);
        let grids = match self {
            Shape::Flat => flat(&mut sheet, random),
            Shape::Levels => trees::levels(&mut sheet, random),
            Shape::Indented => trees::indented(&mut sheet, random),
            Shape::Dotted => trees::dotted(&mut sheet, random),
            Shape::Edges => edges(&mut sheet, random),
            Shape::Multiplier => multiplier(&mut sheet, random),
            Shape::Files => files(&mut sheet, random),
        };
        let (bills, columns): (Vec<_>, Vec<_>) = grids.into_iter().unzip();
        // Several tables of one bill have the same columns.
        let columns = columns.into_iter().next().unwrap();
        sheet.mapping.insert("columns".to_owned(), Value::Table(columns));
        let parts = sheet.has_part_table.then(|| sheet.part_table(random));
        let parts = parts.map(|(grid, columns)| {
            let rules = Table::from_iter([("columns".to_owned(), Value::Table(columns))]);
            sheet.mapping.insert("parts".to_owned(), Value::Table(rules));
            grid
        });
        sheet.mapping.insert("format".to_owned(), "safe-mapping/1".into());
        sheet.mapping.insert("shape".to_owned(), Value::Table(sheet.shape));
        sheet.mapping.insert("constants".to_owned(), Value::Table(sheet.constants));
        Tables { bills, parts, mapping: sheet.mapping }
    }
}

const FACTS: [&str; 8] = [
    "description",
    "unit_cost",
    "unit_cost_least",
    "unit_cost_most",
    "currency",
    "origin",
    "sourced_from",
    "supplier",
];

/// Tables that are being written.
pub(crate) struct Sheet<'b> {
    pub(crate) bill: &'b Bill,
    pub(crate) shape: Table,
    mapping: Table,
    constants: Table,
    has_part_table: bool,
    /// How each part names its supplier and its countries.
    suppliers: Vec<Option<&'static str>>,
    stated: BTreeSet<usize>,
}

impl<'b> Sheet<'b> {
    /// `apart`: facts stand in a table of parts.
    fn new(bill: &'b Bill, random: &mut Random, apart: bool) -> Sheet<'b> {
        let supplier =
            |part: &Part| part.supplier.map(|(id, name)| if random.one_in(3) { name } else { id });
        let suppliers = bill.parts.iter().map(supplier).collect();
        let mut constants = Table::new();
        if let Some(currency) = bill.only_currency().filter(|_| random.one_in(2)) {
            constants.insert("currency".to_owned(), currency.into());
        }
        if random.one_in(4) {
            constants.insert("quantity".to_owned(), "1".into());
        }
        Sheet {
            bill,
            shape: Table::new(),
            mapping: Table::new(),
            constants,
            has_part_table: apart,
            suppliers,
            stated: BTreeSet::new(),
        }
    }

    /// A table of uses with these columns beside id, quantity and, unless they stand apart, facts.
    pub(crate) fn draft(&self, random: &mut Random, more: &[&'static str]) -> Draft {
        let facts = if self.has_part_table { &[][..] } else { &FACTS };
        let columns: Vec<&'static str> =
            ["id", "quantity"].iter().chain(more).chain(facts).copied().collect();
        Draft::new(random, &columns)
    }

    /// The cells of a use; facts stand at least in the first row of a part.
    pub(crate) fn row(&mut self, random: &mut Random, one: &Use) -> Vec<(&'static str, Cell)> {
        let mut row = vec![("id", self.id(one.part)), ("quantity", self.quantity(one))];
        if !self.has_part_table && (self.stated.insert(one.part) || random.one_in(2)) {
            row.extend(self.facts(random, one.part));
        }
        row
    }

    pub(crate) fn id(&self, part: usize) -> Cell {
        Cell::text(&self.bill.parts[part].id)
    }

    fn quantity(&self, one: &Use) -> Cell {
        let is_constant = one.quantity == "1" && self.constants.contains_key("quantity");
        if is_constant { Cell::Empty } else { Cell::figure(&one.quantity) }
    }

    fn facts(&self, random: &mut Random, part: usize) -> Vec<(&'static str, Cell)> {
        let Part { description, cost, origin, sourced_from, .. } = &self.bill.parts[part];
        let mut row = Vec::new();
        row.extend(description.as_ref().map(|text| ("description", Cell::text(text))));
        row.extend(cost.iter().flat_map(|cost| self.cost(random, cost)));
        for (meaning, country) in [("origin", origin), ("sourced_from", sourced_from)] {
            let written = country.map(|code| facts::written_country(random, code));
            row.extend(written.map(|country| (meaning, Cell::text(country))));
        }
        row.extend(self.suppliers[part].map(|supplier| ("supplier", Cell::text(supplier))));
        row
    }

    fn cost(&self, random: &mut Random, cost: &Cost) -> Vec<(&'static str, Cell)> {
        let stands_beside = random.one_in(4);
        let mark = stands_beside.then_some(cost.currency);
        let figure = |figure: &String| Cell::Figure(figure.clone(), mark);
        let mut row = match &cost.most {
            None => vec![("unit_cost", figure(&cost.least))],
            Some(most) => {
                vec![("unit_cost_least", figure(&cost.least)), ("unit_cost_most", figure(most))]
            }
        };
        if !stands_beside && !self.constants.contains_key("currency") {
            row.push(("currency", Cell::text(cost.currency)));
        }
        row
    }

    fn part_table(&self, random: &mut Random) -> (Grid, Table) {
        let columns: Vec<&'static str> = std::iter::once("id").chain(FACTS).collect();
        let mut draft = Draft::new(random, &columns);
        for part in 0..self.bill.parts.len() {
            let mut row = vec![("id", self.id(part))];
            row.extend(self.facts(random, part));
            draft.push(row);
        }
        if random.one_in(3) {
            draft.push(vec![("id", Cell::text("unused-1")), ("origin", Cell::text("FR"))]);
        }
        draft.finish(random, "parts", true)
    }
}

fn flat(sheet: &mut Sheet<'_>, random: &mut Random) -> Vec<(Grid, Table)> {
    let mut draft = sheet.draft(random, &[]);
    for one in &sheet.bill.uses {
        draft.push(sheet.row(random, one));
    }
    vec![draft.finish(random, "bom", true)]
}

const PRODUCT: &str = "MIS-1000";

fn edges(sheet: &mut Sheet<'_>, random: &mut Random) -> Vec<(Grid, Table)> {
    let has_root = random.one_in(2);
    let has_days = random.one_in(2);
    let days = if has_days { &["valid_from", "valid_until"][..] } else { &[] };
    let columns: Vec<&'static str> =
        std::iter::once("parent").chain(days.iter().copied()).collect();
    let mut draft = sheet.draft(random, &columns);
    let parent = |one: &Use| match one.parent {
        Some(parent) => sheet.bill.parts[parent].id.clone(),
        None => {
            if has_root {
                PRODUCT.to_owned()
            } else {
                String::new()
            }
        }
    };
    let parents: Vec<String> = sheet.bill.uses.iter().map(parent).collect();
    for (one, parent) in sheet.bill.uses.iter().zip(parents) {
        let parent = if parent.is_empty() { Cell::Empty } else { Cell::Text(parent) };
        let mut row = sheet.row(random, one);
        row.push(("parent", parent.clone()));
        if has_days {
            row.extend(effective(random));
            if random.one_in(3) {
                let old = vec![
                    ("id", sheet.id(one.part)),
                    ("quantity", Cell::figure("77")),
                    ("parent", parent),
                ];
                draft.push(old.into_iter().chain([superseded(random)]).collect());
            }
        }
        draft.push(row);
    }
    if !has_root {
        sheet.shape.insert("empty_parent".to_owned(), "end-product".into());
    } else if random.one_in(2) {
        draft.push(vec![("id", Cell::text(PRODUCT))]);
    } else if random.one_in(2) {
        sheet.shape.insert("root".to_owned(), PRODUCT.into());
    }
    sheet.shape.insert("kind".to_owned(), "edges".into());
    vec![draft.finish(random, "bom", true)]
}

/// Days between which the day asked about lies.
fn effective(random: &mut Random) -> Vec<(&'static str, Cell)> {
    let from = ("valid_from", Cell::Day("2024-02-29"));
    let until =
        ("valid_until", Cell::Day(if random.one_in(2) { "2026-11-22" } else { "2031-12-31" }));
    [from, until].into_iter().filter(|_| !random.one_in(3)).collect()
}

fn superseded(random: &mut Random) -> (&'static str, Cell) {
    if random.one_in(2) {
        ("valid_until", Cell::Day("2026-11-21"))
    } else {
        ("valid_from", Cell::Day("2026-11-23"))
    }
}

fn multiplier(sheet: &mut Sheet<'_>, random: &mut Random) -> Vec<(Grid, Table)> {
    let mut draft = sheet.draft(random, &["parent", "multiplier"]);
    let bill = sheet.bill;
    for one in bill.uses.iter().filter(|one| !bill.has_children(one.part)) {
        let mut row = sheet.row(random, one);
        if let Some(parent) = one.parent {
            let above = bill.uses.iter().find(|above| above.part == parent).unwrap();
            row.push(("parent", sheet.id(parent)));
            row.push(("multiplier", Cell::figure(&above.quantity)));
        }
        draft.push(row);
    }
    sheet.shape.insert("kind".to_owned(), "multiplier".into());
    vec![draft.finish(random, "bom", true)]
}

fn files(sheet: &mut Sheet<'_>, random: &mut Random) -> Vec<(Grid, Table)> {
    let draft = sheet.draft(random, &[]);
    let bill = sheet.bill;
    let assemblies = (0..bill.parts.len()).filter(|part| bill.has_children(*part));
    let tables: Vec<Option<usize>> = std::iter::once(None).chain(assemblies.map(Some)).collect();
    if tables.len() > 1 && random.one_in(2) {
        sheet.shape.insert("root".to_owned(), PRODUCT.into());
    }
    let mut grids = Vec::new();
    for assembly in tables {
        let mut table = draft.clone();
        for one in bill.uses_in(assembly) {
            table.push(sheet.row(random, one));
        }
        let name = assembly.map_or(PRODUCT, |part| &bill.parts[part].id);
        grids.push(table.finish(random, name, true));
    }
    grids
}
