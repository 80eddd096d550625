//! The lines behind a sum: one call away, never copied into the trace.

use super::content::standing;
use crate::assessment::Assessment;
use crate::model::bill::BillOfMaterials;
use crate::model::country::Origin;
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::tally::{CostRange, Costing, CountedLine, for_each_counted, largest_lines};

/// Which of the lines that count are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "some or all")]
pub enum LinesShown {
    /// That many: those that may be from outside first, then by cost.
    Largest(usize),
    /// All of them, in the order of the document.
    All,
}

/// A line that counts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LineReport<'a> {
    /// Where it is.
    pub at: Place,
    /// Ids from the line in the end product down to the line itself, along its first use.
    pub path: Vec<&'a str>,
    /// Its description; `None`: not stated.
    pub description: Option<&'a str>,
    /// Its origin; `None`: not stated.
    pub origin: Option<Origin>,
    /// The standing of its origin, in the words of the assessment.
    pub standing: &'static str,
    /// Its cost in the end product, in euro.
    pub cost: CostRange,
}

impl<'a> Assessment<'a> {
    /// The lines of an end product that count towards its component cost.
    ///
    /// Empty where the product, or its bill, has no line.
    #[must_use]
    pub fn lines(&self, product: usize, shown: LinesShown) -> Vec<LineReport<'a>> {
        let mut lines = Vec::new();
        self.for_each_line(product, shown, |line| lines.push(line));
        lines
    }

    /// The same one by one; all of them in the order of the document are nowhere held together.
    pub(crate) fn for_each_line(
        &self,
        product: usize,
        shown: LinesShown,
        mut look: impl FnMut(LineReport<'a>),
    ) {
        let stated = self.procurement.stated();
        let bill = stated
            .end_products
            .as_ref()
            .and_then(|products| products.get(product)?.components.as_ref());
        let Some(bill) = bill else { return };
        let list = Place::root().at(Member::EndProducts, product).member(Member::Components);
        // The assessment went through the same lines before, so that nothing is too long here.
        let Ok(costing) = Costing::new(bill, &stated.exchange_rates) else { return };
        let tier = self.content_tier;
        let mut look = |counted| look(self.line(bill, &list, counted));
        match shown {
            LinesShown::Largest(most) => {
                let core = self.core_codes();
                let is_core = |line: usize| {
                    core.get(usize::from(bill.origin_code(line))).copied().unwrap_or(false)
                };
                let lines = largest_lines(bill, &costing, tier, most, is_core);
                lines.unwrap_or_default().into_iter().for_each(look);
            }
            LinesShown::All => {
                _ = for_each_counted(bill, &costing, tier, |line, cost| {
                    look(CountedLine { line, cost: cost.range() });
                });
            }
        }
    }

    /// A line of a bill whose lines stand at `list`.
    pub(crate) fn line(
        &self,
        bill: &'a BillOfMaterials,
        list: &Place,
        counted: CountedLine,
    ) -> LineReport<'a> {
        LineReport {
            at: list.item(counted.line),
            path: path(bill, counted.line),
            description: bill.description(counted.line),
            origin: bill.origin(counted.line),
            standing: standing(&self.governed, bill.origin(counted.line)),
            cost: counted.cost,
        }
    }

    fn core_codes(&self) -> Vec<bool> {
        let codes = (0u8..).take(crate::model::bill::ORIGIN_CODES);
        let is_core = |origin| self.governed.origin(origin).judgement.outcome == Outcome::Met;
        codes.map(|code| crate::model::bill::origin_of(code).is_some_and(is_core)).collect()
    }
}

// A bill has no cycle, so that going up ends; the bound only keeps a chain of a million readable.
fn path(bill: &BillOfMaterials, line: usize) -> Vec<&str> {
    let mut path = vec![bill.id(line)];
    let mut at = line;
    while let Some(parent) = bill.uses(at).next().and_then(|using| using.parent) {
        path.push(bill.id(parent));
        at = parent;
        if path.len() >= MOST_STEPS {
            break;
        }
    }
    path.reverse();
    path
}

const MOST_STEPS: usize = 64;
