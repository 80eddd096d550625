//! Which column of a table of declarations holds what.

use crate::fold::words_of;
use crate::source::ColumnLetters;
use crate::table::{Row, Table};

use super::OriginProblem;

/// What a column of a table of declarations holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OriginColumn {
    /// The id of a part.
    Part,
    /// The id of a supplier.
    Supplier,
    /// The origin that is declared.
    Origin,
    /// The kind of evidence.
    Evidence,
    /// The document, or its number.
    Document,
    /// The first day of validity.
    ValidFrom,
    /// The last day of validity.
    ValidUntil,
    /// Who declares it.
    DeclaredBy,
    /// Which earlier declaration it takes the place of.
    Replaces,
}

impl OriginColumn {
    /// Every column, in order.
    pub(crate) const ALL: [Self; 9] = [
        Self::Part,
        Self::Supplier,
        Self::Origin,
        Self::Evidence,
        Self::Document,
        Self::ValidFrom,
        Self::ValidUntil,
        Self::DeclaredBy,
        Self::Replaces,
    ];

    /// Its key in a mapping.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Supplier => "supplier",
            Self::Origin => "origin",
            Self::Evidence => "evidence",
            Self::Document => "document",
            Self::ValidFrom => "valid_from",
            Self::ValidUntil => "valid_until",
            Self::DeclaredBy => "declared_by",
            Self::Replaces => "replaces",
        }
    }

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
}

/// Where each column stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    found: Vec<(OriginColumn, u32)>,
    /// Columns with a header that is not known.
    pub(super) unread: Vec<(u32, String)>,
}

impl Columns {
    /// The columns that a row names if it is a header: it names an origin and what it is that of.
    pub(super) fn of(
        table: &Table<'_>,
        row: &Row<'_>,
        named: &[(OriginColumn, String)],
    ) -> Result<Option<Self>, Box<OriginProblem>> {
        let cells: Vec<(u32, String)> = row
            .cells()
            .filter_map(|(column, cell)| Some((column, cell.text()?.into_owned())))
            .collect();
        let mut columns = Self::default();
        for (meaning, name) in named {
            let words = words_of(name);
            let by_header = cells.iter().find(|(_, text)| words_of(text) == words);
            let at = by_header.map(|(column, _)| *column);
            if let Some(at) = at.or_else(|| ColumnLetters::parse(name).map(|letters| letters.0)) {
                columns.found.push((*meaning, at));
            }
        }
        for (column, text) in cells {
            if columns.found.iter().any(|(_, known)| *known == column) {
                continue;
            }
            let words = words_of(&text);
            let meaning = OriginColumn::ALL
                .into_iter()
                .find(|meaning| meaning.headers().contains(&words.as_str()));
            match meaning {
                // What the mapping names goes before what a header looks like.
                Some(meaning) if named.iter().any(|(known, _)| *known == meaning) => {
                    columns.unread.push((column, text));
                }
                Some(meaning) => {
                    if let Some(first) = columns.column(meaning) {
                        return Err(Box::new(OriginProblem::TwoColumns {
                            at: table.source(row.number(), Some(column)),
                            given: text,
                            first: table.source(row.number(), Some(first)),
                            column: meaning,
                        }));
                    }
                    columns.found.push((meaning, column));
                }
                None => columns.unread.push((column, text)),
            }
        }
        let is_header = columns.column(OriginColumn::Origin).is_some()
            && (columns.column(OriginColumn::Part).is_some()
                || columns.column(OriginColumn::Supplier).is_some());
        Ok(is_header.then_some(columns))
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
