//! Declarations, laid over the parts of bills one after the other.

use hashbrown::HashMap;
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::day::Day;
use smallvec::SmallVec;

use super::settle::{Settled, settle};
use super::{About, Declaration, Declarations, OriginChoices, OriginRemark, StatedAt};
use crate::source::Source;

/// A part as a bill states it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StatedPart<'p> {
    /// Its id, as `plain_id` makes it.
    pub(crate) id: &'p str,
    /// The id of its supplier; `None`: not stated, as below.
    pub(crate) supplier: Option<&'p str>,
    /// Its origin.
    pub(crate) origin: Option<Origin>,
}

/// What declarations make of the origin of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartOrigin {
    /// The origin that counts; `None` where it is contradicted or not clear, and so not stated.
    pub(crate) origin: Option<Origin>,
    /// The declarations it comes from, by their places in the list; never none.
    pub(crate) declarations: SmallVec<[usize; 2]>,
}

/// The declarations that count on a day.
#[derive(Debug)]
pub(crate) struct OriginOverlay<'d> {
    list: &'d [Declaration],
    settled: Vec<Seen<'d>>,
    of_parts_of_suppliers: HashMap<(&'d str, &'d str), usize>,
    of_parts: HashMap<&'d str, usize>,
    of_suppliers: HashMap<&'d str, usize>,
    declarations_win: bool,
    remarks: Vec<OriginRemark>,
    more: usize,
}

#[derive(Debug)]
struct Seen<'d> {
    settled: Settled<'d>,
    is_in_bill: bool,
    is_told: bool,
}

// Beyond these, remarks on single parts are only counted.
const MOST_REMARKS: usize = 1_000;

impl<'d> OriginOverlay<'d> {
    /// Weighs the declarations against each other on a day: the governing day.
    pub(crate) fn new(declarations: &'d Declarations, day: Day, choices: &OriginChoices) -> Self {
        let mut remarks = Vec::new();
        let settled = settle(&declarations.list, day, choices, &mut remarks);
        let mut overlay = Self {
            list: &declarations.list,
            settled: Vec::with_capacity(settled.len()),
            of_parts_of_suppliers: HashMap::new(),
            of_parts: HashMap::new(),
            of_suppliers: HashMap::new(),
            declarations_win: choices.declarations_win,
            remarks,
            more: 0,
        };
        for (at, settled) in settled.into_iter().enumerate() {
            match settled.about {
                About::PartOfSupplier { part, supplier } => {
                    overlay.of_parts_of_suppliers.insert((part, supplier), at);
                }
                About::Part(part) => {
                    overlay.of_parts.insert(part, at);
                }
                About::Supplier(supplier) => {
                    overlay.of_suppliers.insert(supplier, at);
                }
            }
            overlay.settled.push(Seen { settled, is_in_bill: false, is_told: false });
        }
        overlay
    }

    /// What is declared of a part; `None` where nothing that counts is.
    ///
    /// A declaration about the part as its supplier delivers it goes before one about the part,
    /// and that before one about the supplier; where they differ, a remark says so. `place` is
    /// asked for where the bill states its own origin where a remark needs it.
    pub(crate) fn part(
        &mut self,
        part: StatedPart<'_>,
        place: impl FnOnce() -> Option<StatedAt>,
    ) -> Option<PartOrigin> {
        let counting = self.about(part);
        let (first, rest) = counting.split_first()?;
        let (origin, rows) = self
            .settled
            .get(*first)
            .map(|seen| (seen.settled.origin, SmallVec::from_slice(&seen.settled.rows)))?;
        self.tell_contradiction(*first);
        for other in rest {
            self.tell_overruled(*first, *other, part.id);
        }
        let stands = part.origin.is_none() || origin.is_some() && origin == part.origin;
        if !stands {
            let declared_at = self.source(*first);
            if let (Some(at), Some(stated)) = (declared_at, part.origin) {
                let (part, bill) = (part.id.to_owned(), place());
                let wins = self.declarations_win;
                self.remark(OriginRemark::Bill { at, part, declared: origin, stated, bill, wins });
            }
        }
        let origin = origin.filter(|_| stands || self.declarations_win);
        Some(PartOrigin { origin, declarations: rows })
    }

    /// Everything there is to say, once all parts of all bills have been asked for.
    pub(crate) fn finish(mut self) -> Vec<OriginRemark> {
        for at in 0..self.settled.len() {
            let Some(seen) = self.settled.get(at).filter(|seen| !seen.is_in_bill) else { continue };
            let about = seen.settled.about;
            let row = self.list.iter().find(|one| one.about == *about).map(|one| one.row.clone());
            if let Some(at) = row {
                self.remark(OriginRemark::NotInBill { at, about: about.clone() });
            }
        }
        if self.more > 0 {
            self.remarks.push(OriginRemark::More { count: self.more });
        }
        self.remarks
    }

    // Those that count and are about the part, the most specific first.
    fn about(&mut self, part: StatedPart<'_>) -> SmallVec<[usize; 3]> {
        let both = part
            .supplier
            .and_then(|supplier| self.of_parts_of_suppliers.get(&(part.id, supplier)).copied());
        let one = self.of_parts.get(part.id).copied();
        let supplier = part.supplier.and_then(|supplier| self.of_suppliers.get(supplier)).copied();
        let mut counting = SmallVec::new();
        for at in [both, one, supplier].into_iter().flatten() {
            if let Some(seen) = self.settled.get_mut(at) {
                seen.is_in_bill = true;
                if !seen.settled.rows.is_empty() {
                    counting.push(at);
                }
            }
        }
        counting
    }

    fn tell_contradiction(&mut self, at: usize) {
        let list = self.list;
        let Some(seen) = self.settled.get_mut(at) else { return };
        let is_contradiction = seen.settled.origin.is_none() && seen.settled.rows.len() > 1;
        if !is_contradiction || std::mem::replace(&mut seen.is_told, true) {
            return;
        }
        let rows = seen.settled.rows.iter().filter_map(|row| list.get(*row));
        let declared: Vec<(Option<Origin>, Source)> =
            rows.map(|one| (one.origin, one.source.clone())).collect();
        let about = seen.settled.about.clone();
        if let Some((_, at)) = declared.first() {
            self.remark(OriginRemark::Contradiction { at: at.clone(), about, declared });
        }
    }

    fn tell_overruled(&mut self, first: usize, other: usize, part: &str) {
        let origin = |at: usize| self.settled.get(at).and_then(|seen| seen.settled.origin);
        let (used, overruled) = (origin(first), origin(other));
        if used == overruled && used.is_some() {
            return;
        }
        if let (Some(at), Some(other)) = (self.source(first), self.source(other)) {
            let part = part.to_owned();
            self.remark(OriginRemark::Overruled { at, part, used, other, overruled });
        }
    }

    fn source(&self, at: usize) -> Option<Source> {
        let row = *self.settled.get(at)?.settled.rows.first()?;
        self.list.get(row).map(|one| one.source.clone())
    }

    fn remark(&mut self, remark: OriginRemark) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(remark);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }
}
