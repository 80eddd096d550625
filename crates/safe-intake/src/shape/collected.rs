//! What is found while rows are read: problems up to a limit, and remarks that count alike ones.

use std::collections::BTreeMap;

use super::layout_fault::LayoutFault;
use super::problem::ShapeProblem;
use super::remark::BillRemark;
use super::row_fault::RowFault;
use super::tree_fault::TreeFault;
use crate::country_name::{CountryReading, CountryRemark};
use crate::source::Source;
use crate::table::TableProblem;
use crate::table::problem::CellProblem;

/// Problems and remarks of one bill.
#[derive(Debug, Default)]
pub(super) struct Collected {
    problems: Vec<ShapeProblem>,
    more_problems: usize,
    // Missing currencies are one problem of the mapping and not one of each row.
    without_currency: Option<(Source, usize)>,
    counters: BTreeMap<Counted, (usize, Source)>,
    single: Vec<(Source, BillRemark)>,
    more_single: usize,
    // By text, so that a country is remarked upon once and not for each row.
    countries: BTreeMap<String, (CountryRemark, usize)>,
}

/// A remark of which the cases are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counted {
    TitleRows,
    SkippedRows,
    HiddenRowsRead,
    HiddenRowsSkipped,
    RepeatedHeader,
    Superseded,
    NotYetEffective,
    NeverEffective,
    OtherProducts,
    UnusedParts,
    PartsWithoutFacts,
    FreeLeaves,
    OwnCostsKept,
    OwnCostsDropped,
    RepeatedAssembly,
    LevelsDisagree,
    UnknownSuppliers,
    CostRanges,
    ConvertedQuantities,
    ConvertedCosts,
    DottedAsNumbers,
    IdsWithoutZeros,
}

/// A remark with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowRemark {
    /// About rows of the bill.
    Bill(Source, BillRemark),
    /// About a country, with how many cells hold the same text.
    Country(CountryRemark, usize),
}

// A list of problems that nobody reads to its end must not outgrow the table.
const MOST_PROBLEMS: usize = 1_000;
const MOST_REMARKS: usize = 1_000;

impl Collected {
    pub(super) fn has_problems(&self) -> bool {
        !self.problems.is_empty() || self.without_currency.is_some()
    }

    pub(super) fn problems(&self) -> &[ShapeProblem] {
        &self.problems
    }

    #[inline]
    pub(super) fn count_of_problems(&self) -> usize {
        self.problems.len().saturating_add(self.more_problems)
    }

    #[cold]
    pub(super) fn problem(&mut self, problem: ShapeProblem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.more_problems = self.more_problems.saturating_add(1);
        }
    }

    #[cold]
    pub(super) fn cell(&mut self, at: Source, given: String, problem: CellProblem) {
        self.problem(ShapeProblem::Table(TableProblem::Cell { at, given, problem }));
    }

    #[cold]
    pub(super) fn row(&mut self, at: Source, given: Option<String>, fault: RowFault) {
        self.problem(ShapeProblem::Row { at, given, fault });
    }

    #[cold]
    pub(super) fn tree(&mut self, at: Source, given: Option<String>, fault: TreeFault) {
        self.problem(ShapeProblem::Tree { at, given, fault });
    }

    #[cold]
    pub(super) fn layout(&mut self, at: Source, fault: LayoutFault) {
        self.problem(ShapeProblem::Layout { at, fault });
    }

    #[cold]
    pub(super) fn no_currency(&mut self, at: Source) {
        let (_, others) = self.without_currency.get_or_insert((at, 0));
        *others = others.saturating_add(1);
    }

    pub(super) fn count(&mut self, counted: Counted, at: impl FnOnce() -> Source) {
        self.count_many(counted, 1, at);
    }

    pub(super) fn count_many(
        &mut self,
        counted: Counted,
        many: usize,
        at: impl FnOnce() -> Source,
    ) {
        if many > 0 {
            let (count, _) = self.counters.entry(counted).or_insert_with(|| (0, at()));
            *count = count.saturating_add(many);
        }
    }

    #[cold]
    pub(super) fn remark(&mut self, at: Source, remark: BillRemark) {
        if self.single.len() < MOST_REMARKS {
            self.single.push((at, remark));
        } else {
            self.more_single = self.more_single.saturating_add(1);
        }
    }

    #[cold]
    pub(super) fn country(
        &mut self,
        reading: &CountryReading,
        given: &str,
        at: impl FnOnce() -> Source,
    ) {
        if let Some((_, count)) = self.countries.get_mut(given) {
            *count = count.saturating_add(1);
        } else if let Some(remark) = CountryRemark::of(reading, given, at()) {
            self.countries.insert(given.to_owned(), (remark, 1));
        }
    }

    /// Every problem, in the order in which they were found.
    pub(super) fn into_problems(mut self) -> Vec<ShapeProblem> {
        if let Some((at, count)) = self.without_currency {
            let fault = RowFault::NoCurrency { others: count.saturating_sub(1) };
            self.problems.push(ShapeProblem::Row { at, given: None, fault });
        }
        if let Some(last) = self.problems.last().filter(|_| self.more_problems > 0) {
            let fault = LayoutFault::More { count: self.more_problems };
            let at = last.source().clone();
            self.problems.push(ShapeProblem::Layout { at, fault });
        }
        self.problems
    }

    /// Every remark: first those that count, then those about one row, then countries.
    pub(super) fn take_remarks(&mut self) -> Vec<RowRemark> {
        let counters = std::mem::take(&mut self.counters);
        let counted = counters
            .into_iter()
            .map(|(counted, (count, at))| RowRemark::Bill(at, counted.remark(count)));
        let single = std::mem::take(&mut self.single);
        let mut remarks: Vec<RowRemark> = counted
            .chain(single.into_iter().map(|(at, remark)| RowRemark::Bill(at, remark)))
            .collect();
        if self.more_single > 0 {
            if let Some(RowRemark::Bill(at, _)) = remarks.last().cloned() {
                remarks.push(RowRemark::Bill(at, BillRemark::More(self.more_single)));
            }
        }
        let countries = std::mem::take(&mut self.countries).into_values();
        remarks.extend(countries.map(|(remark, count)| RowRemark::Country(remark, count)));
        remarks
    }
}

impl Counted {
    fn remark(self, count: usize) -> BillRemark {
        match self {
            Self::TitleRows => BillRemark::TitleRows(count),
            Self::SkippedRows => BillRemark::SkippedRows(count),
            Self::HiddenRowsRead => BillRemark::HiddenRowsRead(count),
            Self::HiddenRowsSkipped => BillRemark::HiddenRowsSkipped(count),
            Self::RepeatedHeader => BillRemark::RepeatedHeader(count),
            Self::Superseded => BillRemark::Superseded(count),
            Self::NotYetEffective => BillRemark::NotYetEffective(count),
            Self::NeverEffective => BillRemark::NeverEffective(count),
            Self::OtherProducts => BillRemark::OtherProducts(count),
            Self::UnusedParts => BillRemark::UnusedParts(count),
            Self::PartsWithoutFacts => BillRemark::PartsWithoutFacts(count),
            Self::FreeLeaves => BillRemark::FreeLeaves(count),
            Self::OwnCostsKept => BillRemark::OwnCostsKept(count),
            Self::OwnCostsDropped => BillRemark::OwnCostsDropped(count),
            Self::RepeatedAssembly => BillRemark::RepeatedAssembly(count),
            Self::LevelsDisagree => BillRemark::LevelsDisagree(count),
            Self::UnknownSuppliers => BillRemark::UnknownSuppliers(count),
            Self::CostRanges => BillRemark::CostRanges(count),
            Self::ConvertedQuantities => BillRemark::ConvertedQuantities(count),
            Self::ConvertedCosts => BillRemark::ConvertedCosts(count),
            Self::DottedAsNumbers => BillRemark::DottedAsNumbers(count),
            Self::IdsWithoutZeros => BillRemark::IdsWithoutZeros(count),
        }
    }
}
