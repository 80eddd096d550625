//! Bills whose rows stand for the places of a tree: levels, indentation, dotted numbers.

use toml::Table;

use super::bills::{Bill, Use};
use super::grids::{Cell, Grid, shuffle};
use super::random::Random;
use super::shapes::Sheet;

/// A row of a tree.
struct Place<'b> {
    one: &'b Use,
    /// How many rows it stands below, itself included.
    depth: usize,
    /// Its numbers among those beside it, from the top down.
    number: String,
}

/// The rows of a tree, each above what goes into it.
fn places<'b>(bill: &'b Bill, random: &mut Random) -> Vec<Place<'b>> {
    let mut walk = Walk {
        bill,
        // Where an assembly is listed once more, its parts may be left out.
        repeats: random.one_in(2),
        is_listed: vec![false; bill.parts.len()],
        places: Vec::new(),
    };
    walk.below(random, None, 1, "");
    walk.places
}

struct Walk<'b> {
    bill: &'b Bill,
    repeats: bool,
    is_listed: Vec<bool>,
    places: Vec<Place<'b>>,
}

impl Walk<'_> {
    fn below(&mut self, random: &mut Random, parent: Option<usize>, depth: usize, above: &str) {
        if let Some(part) = parent {
            if std::mem::replace(&mut self.is_listed[part], true) && !self.repeats {
                return;
            }
        }
        let mut uses: Vec<&Use> = self.bill.uses_in(parent).collect();
        shuffle(random, &mut uses);
        let mut last = 0;
        for one in uses {
            last += 1 + random.below(3) / 2;
            let number =
                if above.is_empty() { last.to_string() } else { format!("{above}.{last}") };
            self.places.push(Place { one, depth, number: number.clone() });
            self.below(random, Some(one.part), depth + 1, &number);
        }
    }
}

const PRODUCT: &str = "MIS-1000";

pub(crate) fn levels(sheet: &mut Sheet<'_>, random: &mut Random) -> Vec<(Grid, Table)> {
    let mut draft = sheet.draft(random, &["level"]);
    let style = random.below(4);
    let written = |level: usize| match style {
        0 => Cell::figure(&level.to_string()),
        1 => Cell::Text(format!("{}{level}", ".".repeat(level))),
        2 => Cell::Text(format!("L{level}")),
        _ => Cell::Text(level.to_string()),
    };
    let mut top = 1;
    if random.one_in(2) {
        let level = random.below(2);
        if level == 1 {
            sheet.shape.insert("root".to_owned(), PRODUCT.into());
        }
        draft.push(vec![
            ("id", Cell::text(PRODUCT)),
            ("quantity", Cell::figure("1")),
            ("level", written(level)),
        ]);
        top = level + 1;
    }
    for place in places(sheet.bill, random) {
        let mut row = sheet.row(random, place.one);
        row.push(("level", written(top + place.depth - 1)));
        draft.push(row);
    }
    sheet.shape.insert("kind".to_owned(), "levels".into());
    vec![draft.finish(random, "bom", false)]
}

pub(crate) fn indented(sheet: &mut Sheet<'_>, random: &mut Random) -> Vec<(Grid, Table)> {
    let is_apart = random.one_in(2);
    let more = if is_apart { &["level"][..] } else { &[] };
    let mut draft = sheet.draft(random, more);
    let space = random.pick(&[" ", "\u{a0}"]);
    let (first, step) = (random.below(3), 1 + random.below(3));
    for place in places(sheet.bill, random) {
        let indent = space.repeat(first + step * (place.depth - 1));
        let mut row = sheet.row(random, place.one);
        if is_apart {
            row.push(("level", Cell::Text(format!("{indent}assembly"))));
        } else {
            let Cell::Text(id) = sheet.id(place.one.part) else { unreachable!() };
            row[0] = ("id", Cell::Text(format!("{indent}{id}")));
        }
        draft.push(row);
    }
    sheet.shape.insert("kind".to_owned(), "indented".into());
    let (grid, mut columns) = draft.finish(random, "bom", false);
    if !is_apart {
        columns.insert("level".to_owned(), columns["id"].clone());
    }
    vec![(grid, columns)]
}

pub(crate) fn dotted(sheet: &mut Sheet<'_>, random: &mut Random) -> Vec<(Grid, Table)> {
    let mut draft = sheet.draft(random, &["level"]);
    if random.one_in(3) {
        let product = ("id", Cell::text(PRODUCT));
        draft.push(vec![product, ("quantity", Cell::figure("1")), ("level", Cell::text("0"))]);
    }
    let end = random.pick(&["", "", "."]);
    for place in places(sheet.bill, random) {
        let mut row = sheet.row(random, place.one);
        let end = if place.depth == 1 && random.one_in(4) { ".0" } else { end };
        row.push(("level", Cell::Text(format!("{}{end}", place.number))));
        draft.push(row);
    }
    sheet.shape.insert("kind".to_owned(), "dotted".into());
    vec![draft.finish(random, "bom", true)]
}
