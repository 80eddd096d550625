//! Which column of a table of declarations holds what.

use super::OriginProblem;
use crate::fold::words_of;
use crate::mapping::{ColumnRef, OriginColumn};
use crate::nearest::nearest;
use crate::source::ColumnLetters;
use crate::table::{Row, Table};

impl OriginColumn {
    // Headers in English, German, French and Polish, as `words_of` makes them.
    fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Part => PART,
            Self::Supplier => SUPPLIER,
            Self::Origin => ORIGIN,
            Self::Evidence => EVIDENCE,
            Self::Document => DOCUMENT,
            Self::ValidFrom => VALID_FROM,
            Self::ValidUntil => VALID_UNTIL,
            Self::DeclaredBy => DECLARED_BY,
            Self::Replaces => REPLACES,
        }
    }

    fn of_header(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meaning| meaning.headers().contains(&words))
    }
}

/// Where each column stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    found: Vec<(OriginColumn, u32)>,
    /// Columns with a header that is not known.
    pub(super) unread: Vec<(u32, String)>,
}

/// One of the first rows of a table, which may be its header.
pub(super) struct HeaderRow {
    pub(super) row: u32,
    // With the texts as `words_of` makes them.
    cells: Vec<(u32, String, String)>,
}

impl HeaderRow {
    pub(super) fn of(row: &Row<'_>) -> Self {
        let cells = row.cells().filter_map(|(column, cell)| {
            let text = cell.text()?.into_owned();
            let words = words_of(&text);
            Some((column, text, words))
        });
        Self { row: row.number(), cells: cells.collect() }
    }

    fn headed<'r>(&'r self, words: &'r str) -> impl Iterator<Item = u32> + 'r {
        let cells = self.cells.iter().filter(move |(_, _, known)| known == words);
        cells.map(|(column, ..)| *column)
    }

    // What the mapping names goes before what a header looks like.
    fn known(&self, meaning: OriginColumn, named: &[(OriginColumn, ColumnRef)]) -> bool {
        match named.iter().find(|(known, _)| *known == meaning) {
            Some((_, column)) => self.place(column).is_some(),
            None => self.cells.iter().any(|(_, _, words)| of_meaning(words, meaning)),
        }
    }

    /// Where a column stands that the mapping names.
    fn place(&self, column: &ColumnRef) -> Option<u32> {
        match column {
            ColumnRef::Number(number) => Some(*number),
            ColumnRef::Named(name) => {
                self.headed(&words_of(name)).next().or_else(|| ColumnLetters::named(name))
            }
        }
    }

    // How many of its cells are headers.
    fn headers(&self, named: &[(OriginColumn, ColumnRef)]) -> usize {
        let is_named = |words: &str| {
            named.iter().any(|(_, column)| match column {
                ColumnRef::Named(name) => words_of(name) == words,
                ColumnRef::Number(_) => false,
            })
        };
        let cells = self.cells.iter().map(|(_, _, words)| words.as_str());
        cells.filter(|words| is_named(words) || OriginColumn::of_header(words).is_some()).count()
    }
}

fn of_meaning(words: &str, meaning: OriginColumn) -> bool {
    OriginColumn::of_header(words) == Some(meaning)
}

/// The header of a table and what it says.
pub(super) struct Header {
    /// Its row; 0 for none.
    pub(super) row: u32,
    /// How many rows above it hold something.
    pub(super) titles: usize,
    pub(super) columns: Columns,
}

/// The header among the first rows of a table: the first of those with the most headers, if it
/// names an origin and what it is that of.
///
/// A table without one can be read where the mapping names these columns by letter or number.
pub(super) fn find(
    table: &Table<'_>,
    rows: &[HeaderRow],
    named: &[(OriginColumn, ColumnRef)],
) -> Result<Header, Vec<OriginProblem>> {
    let most = rows.iter().map(|row| row.headers(named)).max().unwrap_or(0);
    let headless = HeaderRow { row: 0, cells: Vec::new() };
    let (titles, header) = match rows.iter().position(|row| row.headers(named) == most) {
        Some(titles) if most > 0 => (titles, rows.get(titles).unwrap_or(&headless)),
        _ => (0, &headless),
    };
    if most > 0 {
        let absent = absent(table, header, named);
        if !absent.is_empty() {
            return Err(absent);
        }
    }
    let known = |meaning| header.known(meaning, named);
    let names_what = known(OriginColumn::Part) || known(OriginColumn::Supplier);
    if rows.is_empty() || !known(OriginColumn::Origin) || !names_what {
        return Err(vec![OriginProblem::NoHeader { at: table.whole_source() }]);
    }
    let columns = Columns::of(table, header, named)?;
    Ok(Header { row: header.row, titles, columns })
}

/// What the mapping names and the header does not have.
fn absent(
    table: &Table<'_>,
    header: &HeaderRow,
    named: &[(OriginColumn, ColumnRef)],
) -> Vec<OriginProblem> {
    let absent = named.iter().filter(|(_, column)| header.place(column).is_none());
    let problems = absent.filter_map(|(meaning, column)| {
        let ColumnRef::Named(name) = column else { return None };
        let headers = header.cells.iter().map(|(_, text, _)| text.clone()).collect();
        let words = header.cells.iter().map(|(_, _, words)| words.as_str());
        let near = nearest(&words_of(name), words);
        let near = near.and_then(|near| header.cells.iter().find(|(_, _, words)| words == near));
        Some(OriginProblem::NoColumn {
            at: table.source(header.row, None),
            given: name.clone(),
            column: *meaning,
            headers,
            nearest: near.map(|(_, text, _)| text.clone()),
        })
    });
    problems.collect()
}

impl Columns {
    fn of(
        table: &Table<'_>,
        header: &HeaderRow,
        named: &[(OriginColumn, ColumnRef)],
    ) -> Result<Self, Vec<OriginProblem>> {
        let mut columns = Self::default();
        let mut problems = Vec::new();
        let mut second = |column: OriginColumn, first: u32, at: u32, given: &str| {
            problems.push(OriginProblem::TwoColumns {
                at: table.source(header.row, Some(at)),
                given: given.to_owned(),
                first: table.source(header.row, Some(first)),
                column,
            });
        };
        for (meaning, column) in named {
            let Some(at) = header.place(column) else { continue };
            columns.found.push((*meaning, at));
            if let ColumnRef::Named(name) = column {
                for other in header.headed(&words_of(name)).filter(|other| *other != at) {
                    second(*meaning, at, other, name);
                }
            }
        }
        for (column, text, words) in &header.cells {
            if columns.found.iter().any(|(_, known)| known == column) {
                continue;
            }
            let meaning = OriginColumn::of_header(words)
                .filter(|meaning| !named.iter().any(|(known, _)| known == meaning));
            match meaning.map(|meaning| (meaning, columns.column(meaning))) {
                Some((meaning, Some(first))) => second(meaning, first, *column, text),
                Some((meaning, None)) => columns.found.push((meaning, *column)),
                None => columns.unread.push((*column, text.clone())),
            }
        }
        if problems.is_empty() { Ok(columns) } else { Err(problems) }
    }

    /// Each column with its place.
    pub(super) fn found(&self) -> impl Iterator<Item = (OriginColumn, u32)> {
        self.found.iter().copied()
    }

    /// Where a column stands.
    pub(super) fn column(&self, meaning: OriginColumn) -> Option<u32> {
        self.found.iter().find(|(known, _)| *known == meaning).map(|(_, column)| *column)
    }
}

const PART: &[&str] = &[
    "part",
    "part id",
    "part no",
    "part nr",
    "part number",
    "partno",
    "item",
    "item id",
    "item no",
    "item number",
    "component",
    "component id",
    "material",
    "material no",
    "material number",
    "article",
    "article no",
    "article number",
    "id",
    "teil",
    "teilenr",
    "teilenummer",
    "artikel",
    "artikelnr",
    "artikelnummer",
    "materialnummer",
    "sachnummer",
    "komponente",
    "piece",
    "numero de piece",
    "reference",
    "composant",
    "czesc",
    "numer czesci",
    "nr czesci",
    "indeks",
    "element",
];
const SUPPLIER: &[&str] = &[
    "supplier",
    "supplier id",
    "supplier no",
    "supplier number",
    "vendor",
    "vendor id",
    "vendor no",
    "vendor number",
    "lieferant",
    "lieferantennr",
    "lieferantennummer",
    "kreditor",
    "fournisseur",
    "dostawca",
    "numer dostawcy",
];
const ORIGIN: &[&str] = &[
    "origin",
    "country of origin",
    "origin country",
    "coo",
    "ursprung",
    "ursprungsland",
    "origine",
    "pays d origine",
    "pays dorigine",
    "pochodzenie",
    "kraj pochodzenia",
];
const EVIDENCE: &[&str] = &[
    "evidence",
    "evidence kind",
    "kind of evidence",
    "evidence type",
    "kind",
    "proof",
    "nachweis",
    "nachweisart",
    "art des nachweises",
    "preuve",
    "type de preuve",
    "dowod",
    "rodzaj dowodu",
];
const DOCUMENT: &[&str] = &[
    "document",
    "document no",
    "document number",
    "certificate",
    "certificate no",
    "certificate number",
    "dokument",
    "dokumentnr",
    "dokumentnummer",
    "beleg",
    "zertifikat",
    "certificat",
    "numero de certificat",
    "nr dokumentu",
    "numer dokumentu",
    "swiadectwo",
];
const VALID_FROM: &[&str] = &[
    "valid from",
    "from",
    "valid since",
    "gultig ab",
    "gultig von",
    "gueltig ab",
    "gueltig von",
    "valable du",
    "valable a partir du",
    "valide a partir du",
    "wazne od",
    "wazny od",
];
const VALID_UNTIL: &[&str] = &[
    "valid until",
    "valid to",
    "until",
    "valid till",
    "expires",
    "expiry",
    "expiry date",
    "gultig bis",
    "gueltig bis",
    "valable jusqu au",
    "valable au",
    "valide jusqu au",
    "wazne do",
    "wazny do",
];
const DECLARED_BY: &[&str] = &[
    "declared by",
    "declarant",
    "issued by",
    "issuer",
    "signed by",
    "erklart von",
    "erklaert von",
    "aussteller",
    "ausgestellt von",
    "declare par",
    "declarant par",
    "emetteur",
    "emis par",
    "oswiadczajacy",
    "wystawca",
    "zadeklarowal",
];
const REPLACES: &[&str] =
    &["replaces", "supersedes", "ersetzt", "remplace", "annule et remplace", "zastepuje"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_folded_and_mean_one_column() {
        let mut seen: Vec<&str> = Vec::new();
        for header in OriginColumn::ALL.into_iter().flat_map(OriginColumn::headers) {
            assert_eq!(words_of(header), *header);
            assert!(!seen.contains(header), "{header}");
            seen.push(header);
        }
    }

    #[test]
    fn keys_of_a_mapping_are_headers_too() {
        for column in OriginColumn::ALL {
            assert!(column.headers().contains(&words_of(column.as_str()).as_str()), "{column:?}");
        }
    }
}
