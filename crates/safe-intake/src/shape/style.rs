//! How the columns of a table write their numbers and days, judged before they are read.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::layout::Layout;
use super::layout_fault::LayoutFault;
use super::problem::ShapeProblem;
use crate::calendar::{DateStyle, DateSystem};
use crate::country_name::{looks_like_bureau_codes, looks_like_stock_number};
use crate::mapping::{Meaning, TableRules};
use crate::number::{NumberStyle, StyleGuess};
use crate::table::{Cell, Table};

/// The style of one column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnStyle {
    /// Known.
    Fixed(NumberStyle),
    /// Not known, as no number so far has a point or a comma.
    Open,
    /// Not to be known, which is told as a problem; the column is read for what else is wrong.
    Unsettled,
}

/// The styles of all columns of numbers and days of a table.
#[derive(Clone, Debug)]
pub(crate) struct Styles {
    pub(crate) quantity: ColumnStyle,
    pub(crate) multiplier: ColumnStyle,
    pub(crate) unit_cost: ColumnStyle,
    pub(crate) unit_cost_least: ColumnStyle,
    pub(crate) unit_cost_most: ColumnStyle,
    pub(crate) pack_size: ColumnStyle,
    pub(crate) pack_price: ColumnStyle,
    /// `None`: not to be known, as for a column of numbers.
    pub(crate) dates: Option<DateStyle>,
    pub(crate) date_system: DateSystem,
    /// Whether the origins look like codification bureaus.
    pub(crate) has_bureau_codes: bool,
}

const NUMBERS: [Meaning; 7] = [
    Meaning::Quantity,
    Meaning::Multiplier,
    Meaning::UnitCost,
    Meaning::UnitCostLeast,
    Meaning::UnitCostMost,
    Meaning::PackSize,
    Meaning::PackPrice,
];

// So many rows say nearly always how a column is written; where they do not, all rows are asked.
const SAMPLE: usize = 1_000;

/// The texts of a column that say something about its style.
#[derive(Default)]
struct Sample {
    texts: BTreeSet<String>,
    // The first row of each text would cost memory; it is looked up where it is needed.
    column: u32,
}

impl Styles {
    /// Judges the styles over the first rows or, `over_all`, over every row.
    ///
    /// What cannot be settled is told beside them, so that the rows are still gone through for
    /// what else is wrong.
    pub(crate) fn judge(
        table: &Table<'_>,
        rules: &TableRules,
        layout: &Layout,
        over_all: bool,
    ) -> (Self, Vec<ShapeProblem>) {
        let most = if over_all { usize::MAX } else { SAMPLE };
        let samples = Samples::of(table, layout, most);
        let mut problems = Vec::new();
        let mut fixed = [ColumnStyle::Open; 7];
        for (slot, sample) in fixed.iter_mut().zip(&samples.numbers) {
            match rules.numbers {
                Some(numbers) => {
                    let (decimal, grouping) = (numbers.decimal, numbers.grouping);
                    *slot = ColumnStyle::Fixed(NumberStyle { decimal, grouping });
                }
                None => match samples.style_of(sample, over_all) {
                    Ok(style) => *slot = style,
                    Err(_) if !over_all => return Self::judge(table, rules, layout, true),
                    Err((text, fault)) => {
                        *slot = ColumnStyle::Unsettled;
                        problems.push(located(table, sample.column, &text, fault));
                    }
                },
            }
        }
        let dates = match rules.dates {
            Some(style) => Some(style),
            None => samples.date_style(table, layout, &mut problems),
        };
        let [
            quantity,
            multiplier,
            unit_cost,
            unit_cost_least,
            unit_cost_most,
            pack_size,
            pack_price,
        ] = fixed;
        let styles = Self {
            quantity,
            multiplier,
            unit_cost,
            unit_cost_least,
            unit_cost_most,
            pack_size,
            pack_price,
            dates,
            date_system: table.date_system(),
            has_bureau_codes: samples.has_bureau_codes(),
        };
        (styles, problems)
    }

    /// Whether a column of costs may mean another amount than it is read as.
    pub(crate) fn has_unsettled_costs(&self) -> bool {
        [self.unit_cost, self.unit_cost_least, self.unit_cost_most, self.pack_price, self.pack_size]
            .contains(&ColumnStyle::Unsettled)
    }
}

struct Samples {
    numbers: Vec<Sample>,
    days: BTreeSet<String>,
    origins: BTreeSet<String>,
}

impl Samples {
    fn of(table: &Table<'_>, layout: &Layout, most: usize) -> Self {
        let columns = &layout.columns;
        let number = |meaning: &Meaning| columns.get(*meaning).unwrap_or(0);
        let mut samples = Self {
            numbers: NUMBERS
                .iter()
                .map(|meaning| Sample { column: number(meaning), texts: BTreeSet::new() })
                .collect(),
            days: BTreeSet::new(),
            origins: BTreeSet::new(),
        };
        let days = [columns.valid_from, columns.valid_until];
        let has_days = days != [0, 0];
        let mut count = 0usize;
        // What is wrong with the text is told when it is read.
        let _faults = table.rows(|row| {
            if row.number() <= layout.header {
                return ControlFlow::Continue(());
            }
            for sample in &mut samples.numbers {
                if let Cell::Text(text) = row.cell(sample.column) {
                    if text.contains(['.', ',']) && !sample.texts.contains(text) {
                        sample.texts.insert(text.to_owned());
                    }
                }
            }
            for day in days.iter().filter(|_| has_days) {
                if let Cell::Text(text) = row.cell(*day) {
                    if !samples.days.contains(text) {
                        samples.days.insert(text.to_owned());
                    }
                }
            }
            if count < SAMPLE {
                let text = row.cell(columns.origin).text();
                samples.origins.extend(text.map(std::borrow::Cow::into_owned));
            }
            count = count.saturating_add(1);
            // A day is written in one way for all rows only if all of them are seen.
            if count < most || has_days {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        samples
    }

    fn style_of(
        &self,
        sample: &Sample,
        over_all: bool,
    ) -> Result<ColumnStyle, (String, LayoutFault)> {
        if sample.texts.is_empty() {
            return Ok(if over_all {
                ColumnStyle::Fixed(NumberStyle::POINT)
            } else {
                ColumnStyle::Open
            });
        }
        let guess = NumberStyle::guess(sample.texts.iter().map(String::as_str));
        if let Some(given) = guess.contradicted_by {
            let fault = LayoutFault::MixedNumbers { given: given.clone() };
            return Err((given, fault));
        }
        if let Some(style) = guess.settled() {
            return Ok(ColumnStyle::Fixed(style));
        }
        // A column of nothing but `1.250` is told by the other columns of its table.
        let all = self.numbers.iter().flat_map(|sample| &sample.texts).map(String::as_str);
        let given = guess.differs_at.unwrap_or_default();
        NumberStyle::guess(all).settled().map(ColumnStyle::Fixed).ok_or_else(|| {
            let fault = LayoutFault::AmbiguousNumbers { given: given.clone() };
            (given, fault)
        })
    }

    fn date_style(
        &self,
        table: &Table<'_>,
        layout: &Layout,
        problems: &mut Vec<ShapeProblem>,
    ) -> Option<DateStyle> {
        let guess: StyleGuess<DateStyle> = DateStyle::guess(self.days.iter().map(String::as_str));
        if let Some(style) = guess.settled() {
            return Some(style);
        }
        let Some(given) = guess.contradicted_by.or(guess.differs_at) else {
            return Some(DateStyle::YearFirst);
        };
        let columns = [layout.columns.valid_from, layout.columns.valid_until];
        let found = columns.iter().find_map(|at| row_of(table, *at, &given).map(|row| (row, *at)));
        let at = found
            .map_or_else(|| table.whole_source(), |(row, column)| table.source(row, Some(column)));
        problems.push(ShapeProblem::Layout { at, fault: LayoutFault::AmbiguousDays { given } });
        None
    }

    fn has_bureau_codes(&self) -> bool {
        let texts = || self.origins.iter().map(String::as_str);
        looks_like_bureau_codes(texts())
            || (!self.origins.is_empty() && texts().all(looks_like_stock_number))
    }
}

fn located(table: &Table<'_>, column: u32, text: &str, fault: LayoutFault) -> ShapeProblem {
    let at = match row_of(table, column, text) {
        Some(row) => table.source(row, Some(column)),
        None => table.column_source(column),
    };
    ShapeProblem::Layout { at, fault }
}

/// The first row in which a text stands in a column.
fn row_of(table: &Table<'_>, column: u32, given: &str) -> Option<u32> {
    let mut found = None;
    let _faults = table.rows(|row| {
        if row.cell(column) == Cell::Text(given) {
            found = Some(row.number());
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    found
}
