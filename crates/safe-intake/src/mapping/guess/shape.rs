//! Guesses how the rows hang together, and in which currency costs are.

use safe_eligibility::model::given::shown;
use safe_eligibility::model::product::CurrencyCode;

use super::Guessing;
use super::evidence::ColumnEvidence;
use crate::mapping::{EmptyParent, Meaning, ShapeKind};
use crate::source::ColumnLetters;

impl Guessing<'_, '_> {
    pub(super) fn shape(&mut self, files: usize) {
        let columns = &self.mapping.columns;
        let has = |meaning: Meaning| columns.get(meaning).is_some();
        if has(Meaning::Parent) && has(Meaning::Multiplier) {
            let why = "there are columns of assemblies and of how many of each there are";
            return self.kind(ShapeKind::Multiplier, why.to_owned());
        }
        if has(Meaning::Parent) && files == 1 {
            self.edges();
        } else if has(Meaning::Level) {
            self.levels();
        } else if let Some(number) = self.column_of(|column| {
            column.deep > 0
                && column.share(column.dotted) == 100
                && column.is_unique
                && column.gaps == 0
                && (column.is_item_number() || column.meanings.is_empty())
                // Amounts are dotted numbers too.
                && column.share(column.hung) == column.share(column.deep)
        }) {
            let letters = ColumnLetters(number);
            let why = format!("column {letters} has dotted numbers, each once");
            self.take(Meaning::Level, number, why.clone());
            self.kind(ShapeKind::Dotted, why);
        } else if let Some(number) = self.column_of(|column| {
            column.indented >= 2
                && column
                    .meanings
                    .iter()
                    .any(|(meaning, _)| matches!(meaning, Meaning::Id | Meaning::Description))
        }) {
            let letters = ColumnLetters(number);
            let why = format!("column {letters} has texts that begin with spaces");
            self.take(Meaning::Level, number, why.clone());
            self.doubts = self.doubts.saturating_add(1);
            self.kind(ShapeKind::Indented, why);
        } else {
            let why = if files > 1 {
                "no column says how rows hang together; each file is an assembly"
            } else {
                "no column says how rows hang together; all go into the end product"
            };
            self.kind(ShapeKind::Flat, why.to_owned());
        }
    }

    fn kind(&mut self, kind: ShapeKind, why: String) {
        self.mapping.shape.kind = kind;
        self.because("shape.kind", why);
    }

    fn column_of(&self, fits: impl Fn(&ColumnEvidence) -> bool) -> Option<u32> {
        self.evidence.iter().find(|column| fits(column)).map(|column| column.number)
    }

    /// The evidence of the column that was given a meaning.
    fn mapped(&self, meaning: Meaning) -> Option<&ColumnEvidence> {
        let column = self.mapping.columns.get(meaning)?;
        self.evidence.iter().find(|evidence| self.column_ref(evidence.number) == *column)
    }

    fn edges(&mut self) {
        let gaps = self.mapped(Meaning::Parent).map_or(0, |column| column.gaps);
        self.kind(ShapeKind::Edges, "a column names the assembly of each row".to_owned());
        if gaps > 0 {
            self.mapping.shape.empty_parent = EmptyParent::EndProduct;
            let why = format!(
                "the assembly is empty in {gaps} of the first rows, which then go into the end product"
            );
            self.because("shape.empty_parent", why);
        }
    }

    fn levels(&mut self) {
        let Some(column) = self.mapped(Meaning::Level) else { return };
        let (levels, dotted, deep) = (column.levels, column.dotted, column.deep);
        let is_dotted = deep > 0 && dotted > levels;
        let header = shown(&column.header);
        if is_dotted {
            self.kind(ShapeKind::Dotted, format!("`{header}` has dotted numbers"));
        } else {
            self.kind(ShapeKind::Levels, format!("`{header}` says how deep each row is"));
        }
    }

    /// A currency that the header of the costs names.
    pub(super) fn currency(&mut self) {
        if self.mapping.columns.currency.is_some() {
            return;
        }
        let costs = [Meaning::UnitCost, Meaning::PackPrice];
        let header = costs.iter().find_map(|meaning| self.mapped(*meaning));
        let Some(header) = header.map(|column| column.header.clone()) else { return };
        let words = header.split(|one: char| !(one.is_alphanumeric() || "€£$".contains(one)));
        let mut named = words.filter_map(|word| match word {
            "€" | "Euro" | "euro" | "EURO" => Some(CurrencyCode::EUR),
            code if ISO.contains(&code.to_uppercase().as_str()) => {
                CurrencyCode::parse(&code.to_uppercase())
            }
            _ => None,
        });
        if let Some(currency) = named.next() {
            self.mapping.constants.currency = Some(currency);
            self.because("constants.currency", format!("the header `{}` names it", shown(&header)));
        }
    }
}

/// Codes that are taken for currencies in headers; others may be any three letters.
const ISO: [&str; 18] = [
    "EUR", "USD", "GBP", "CHF", "PLN", "CZK", "SEK", "NOK", "DKK", "HUF", "RON", "BGN", "UAH",
    "CAD", "AUD", "JPY", "KRW", "TRY",
];
