//! Writes a mapping as its file, with a comment for each guess saying why.

use std::fmt::Write;

use super::origins::{DECLARATIONS, LATER};
use super::read::{DATES, FORMAT, KINDS};
use super::{
    AssemblyCosts, CellTest, ColumnRef, Columns, CostColumn, Effective, EmptyParent, Header,
    Hidden, Mapping, Meaning, OriginChoices, ShapeRules, TableRules, Together,
};
use crate::table::SheetChoice;

/// Why a key has its value: the key with its section, such as `columns.id`, and the reason.
pub(crate) type Reasons = [(String, String)];

impl Mapping {
    /// The mapping as a file; a reason stands as a comment above the key that it is for.
    pub(crate) fn to_toml(&self, reasons: &Reasons) -> String {
        let mut out = Writer { out: String::new(), reasons };
        out.line("format", &quoted(FORMAT));
        if self.is_about_bills() {
            out.table("table", &self.table);
            out.shape(&self.shape);
            out.columns("columns", &self.columns);
            out.constants(self);
            out.units(self);
        }
        if let Some(parts) = &self.parts {
            out.section("parts");
            out.optional("parts", "file", parts.file.as_deref().map(quoted));
            out.table("parts.table", &parts.table);
            out.columns("parts.columns", &parts.columns);
        }
        out.origins(&self.origins);
        out.out
    }
}

struct Writer<'r> {
    out: String,
    reasons: &'r Reasons,
}

impl Writer<'_> {
    fn section(&mut self, name: &str) {
        self.reason(name);
        let _never_fails = write!(self.out, "\n[{name}]\n");
    }

    fn reason(&mut self, path: &str) {
        for (_, why) in self.reasons.iter().filter(|(of, _)| of == path) {
            for line in why.lines() {
                let _never_fails = writeln!(self.out, "# {line}");
            }
        }
    }

    fn line(&mut self, key: &str, value: &str) {
        let _never_fails = writeln!(self.out, "{key} = {value}");
    }

    fn optional(&mut self, section: &str, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.reason(&format!("{section}.{key}"));
            self.line(key, &value);
        }
    }

    fn table(&mut self, section: &str, rules: &TableRules) {
        if *rules == TableRules::default() {
            return;
        }
        self.section(section);
        let sheet = rules.sheet.as_ref().map(|sheet| match sheet {
            SheetChoice::Name(name) => quoted(name),
            SheetChoice::Number(number) => number.to_string(),
        });
        self.optional(section, "sheet", sheet);
        match rules.header {
            Header::Found => {}
            Header::Row(row) => self.optional(section, "header_row", Some(row.to_string())),
            Header::Absent => self.optional(section, "header", Some("false".to_owned())),
        }
        let separator = rules.separator.map(|one| quoted(&one.to_string()));
        self.optional(section, "separator", separator);
        self.optional(section, "encoding", rules.encoding.as_deref().map(quoted));
        if let Some(numbers) = rules.numbers {
            let (decimal, thousands) = (numbers.decimal, numbers.grouping);
            self.optional(section, "decimal_mark", Some(quoted(&decimal.to_string())));
            let thousands = thousands.map(|one| quoted(&one.to_string()));
            self.optional(section, "thousands_mark", thousands);
        }
        self.optional(section, "dates", rules.dates.and_then(|dates| word_of(DATES, &dates)));
        self.skips(section, rules);
        let fill = rules.fill_down.iter().map(column).collect::<Vec<_>>();
        self.optional(section, "fill_down", listed(&fill));
        let hidden = (rules.hidden == Hidden::Skip).then(|| quoted("skip"));
        self.optional(section, "hidden", hidden);
        self.optional(section, "merged", rules.repeat_merged.then(|| quoted("repeat")));
    }

    fn skips(&mut self, section: &str, rules: &TableRules) {
        let rows = rules.skip_rows.iter().map(|(first, last)| {
            if first == last { first.to_string() } else { quoted(&format!("{first}-{last}")) }
        });
        self.optional(section, "skip_rows", listed(&rows.collect::<Vec<_>>()));
        let tests = rules.skip_where.iter().map(|rule| {
            let holds = match &rule.holds {
                CellTest::Empty => "empty = true".to_owned(),
                CellTest::Equals(text) => format!("equals = {}", quoted(text)),
                CellTest::StartsWith(text) => format!("starts_with = {}", quoted(text)),
                CellTest::Contains(text) => format!("contains = {}", quoted(text)),
            };
            format!("{{ column = {}, {holds} }}", column(&rule.column))
        });
        self.optional(section, "skip_where", listed(&tests.collect::<Vec<_>>()));
    }

    fn shape(&mut self, shape: &ShapeRules) {
        self.section("shape");
        self.optional("shape", "kind", word_of(KINDS, &shape.kind));
        self.optional("shape", "root", shape.root.as_deref().map(quoted));
        self.optional("shape", "top_level", shape.top_level.map(|level| level.to_string()));
        let empty = (shape.empty_parent == EmptyParent::EndProduct).then(|| quoted("end-product"));
        self.optional("shape", "empty_parent", empty);
        let files = shape.files.map(|files| match files {
            Together::Assemblies => quoted("assemblies"),
            Together::OneTable => quoted("one-table"),
        });
        self.optional("shape", "files", files);
        let effective = match shape.effective {
            Effective::Governing => None,
            Effective::AsOf => Some(quoted("as-of")),
            Effective::On(day) => Some(quoted(&day.to_string())),
            Effective::Open => Some(quoted("open")),
        };
        self.optional("shape", "effective", effective);
        let costs = (shape.assembly_costs == AssemblyCosts::Children).then(|| quoted("children"));
        self.optional("shape", "assembly_costs", costs);
    }

    fn columns(&mut self, section: &str, columns: &Columns) {
        self.section(section);
        for meaning in Meaning::ALL {
            self.optional(section, meaning.key(), columns.get(*meaning).map(column));
        }
    }

    fn constants(&mut self, mapping: &Mapping) {
        let constants = &mapping.constants;
        if *constants != super::Constants::default() {
            self.section("constants");
            let section = "constants";
            self.optional(section, "currency", constants.currency.map(|one| quoted(one.as_str())));
            self.optional(section, "origin", constants.origin.map(|one| quoted(one.as_str())));
            let source = constants.sourced_from.map(|one| quoted(one.as_str()));
            self.optional(section, "sourced_from", source);
            let quantity = constants.quantity.map(|one| quoted(&one.to_string()));
            self.optional(section, "quantity", quantity);
            self.optional(section, "unit", constants.unit.as_deref().map(quoted));
            self.optional(section, "cost_unit", constants.cost_unit.as_deref().map(quoted));
            let size = constants.pack_size.map(|one| quoted(&one.to_string()));
            self.optional(section, "pack_size", size);
        }
    }

    fn origins(&mut self, choices: &OriginChoices) {
        if *choices == OriginChoices::default() {
            return;
        }
        self.section("origins");
        let later = choices.later_wins.then(|| word_of(LATER, &true)).flatten();
        self.optional("origins", "later", later);
        let declarations = choices.declarations_win.then(|| word_of(DECLARATIONS, &true)).flatten();
        self.optional("origins", "declarations", declarations);
        self.optional("origins", "dates", choices.dates.and_then(|dates| word_of(DATES, &dates)));
        if !choices.columns.is_empty() {
            self.section("origins.columns");
            for (meaning, named) in &choices.columns {
                self.optional("origins.columns", meaning.as_str(), Some(column(named)));
            }
        }
    }

    fn units(&mut self, mapping: &Mapping) {
        if !mapping.units.is_empty() {
            self.section("units");
            for (name, factor) in &mapping.units {
                self.line(&quoted(name), &quoted(&factor.to_string()));
            }
        }
        let packs = mapping.packs;
        if packs != super::PackRules::default() {
            self.section("packs");
            let counts = packs.quantity_counts_packs;
            let counts = counts.map(|packs| quoted(if packs { "packs" } else { "pieces" }));
            self.optional("packs", "quantity_in", counts);
            let wins = packs.wins.map(|wins| match wins {
                CostColumn::UnitCost => quoted("unit_cost"),
                CostColumn::PackPrice => quoted("pack_price"),
            });
            self.optional("packs", "cost_from", wins);
        }
    }
}

fn word_of<T: PartialEq>(words: &[(&str, T)], value: &T) -> Option<String> {
    words.iter().find(|(_, known)| known == value).map(|(word, _)| quoted(word))
}

fn listed(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| format!("[{}]", values.join(", ")))
}

fn column(column: &ColumnRef) -> String {
    match column {
        ColumnRef::Named(name) => quoted(name),
        ColumnRef::Number(number) => number.to_string(),
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_control() => {
                let _never_fails = write!(quoted, "\\u{:04X}", u32::from(other));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
