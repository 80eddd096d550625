//! Lines of a bill of materials, each from its text to the builder.

use std::borrow::Cow;

use safe_eligibility::model::bill::{BillBuilder, BomLine, Position, UnitCost};
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::figure::{Amount, Quantity};
use safe_eligibility::model::place::Member;
use safe_eligibility::model::product::CurrencyCode;

use super::lexer::Piece;
use super::path::Path;
use super::reader::{Field, Reader};
use crate::error::{Expected, InputError, Malformed};

/// What a line states, as far as it could be read.
#[derive(Default)]
struct Line<'a> {
    // One bit for each fact that is stated, readable or not.
    stated: u16,
    id: Option<Cow<'a, str>>,
    parent: Option<Cow<'a, str>>,
    description: Option<Cow<'a, str>>,
    quantity: Option<Quantity>,
    used_in: Option<Vec<UseDraft>>,
    unit_cost: Option<Amount>,
    unit_cost_range: Option<(Amount, Amount)>,
    currency: Option<CurrencyCode>,
    origin: Option<Origin>,
    sourced_from: Option<Origin>,
    supplier: Option<Cow<'a, str>>,
}

macro_rules! facts {
    ($($variant:ident = $bit:literal,)*) => {
        /// A member of a line.
        #[derive(Clone, Copy, PartialEq, Eq)]
        enum Fact { $($variant,)* }

        impl Fact {
            const ALL: &[Self] = &[$(Self::$variant,)*];

            #[inline]
            fn bit(self) -> u16 {
                match self { $(Self::$variant => $bit,)* }
            }

            /// The position among all facts, from 1.
            #[inline]
            fn number(self) -> usize {
                usize::try_from(self.bit().trailing_zeros()).unwrap_or(0).wrapping_add(1)
            }

            #[inline]
            fn member(self) -> Member {
                match self { $(Self::$variant => Member::$variant,)* }
            }
        }
    };
}

facts! {
    Id = 1,
    Parent = 2,
    Description = 4,
    Quantity = 8,
    UsedIn = 16,
    UnitCost = 32,
    UnitCostRange = 64,
    Currency = 128,
    Origin = 256,
    SourcedFrom = 512,
    Supplier = 1024,
}

impl Fact {
    #[inline]
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "id" => Self::Id,
            "parent" => Self::Parent,
            "description" => Self::Description,
            "quantity" => Self::Quantity,
            "used_in" => Self::UsedIn,
            "unit_cost" => Self::UnitCost,
            "unit_cost_range" => Self::UnitCostRange,
            "currency" => Self::Currency,
            "origin" => Self::Origin,
            "sourced_from" => Self::SourcedFrom,
            "supplier" => Self::Supplier,
            _ => return None,
        })
    }
}

/// What stood before each fact of earlier lines: bills are written by programs, in which the same
/// fact follows with the same bytes in between nearly always.
///
/// The first entry is for the start of a line, the others for what follows each fact.
#[derive(Default)]
pub(super) struct Habits<'a> {
    after: [(Piece<'a>, Option<Fact>); 12],
}

impl<'a> Reader<'a> {
    /// Reads a line into the builder; `false` for a line without an id that can be read.
    ///
    /// A line with a problem is added as far as it could be read, so that others find it.
    pub(super) fn line(
        &mut self,
        at: &Path<'_>,
        builder: &mut BillBuilder,
        habits: &mut Habits<'a>,
    ) -> Result<bool, Malformed> {
        if !self.opens(at, Expected::Object)? {
            return Ok(false);
        }
        let mut line = Line::default();
        let (mut seen, mut last) = (0u16, 0usize);
        while let Some(fact) = self.next_fact(at, last, habits)? {
            last = fact.number();
            if seen & fact.bit() != 0 {
                self.repeated_member(&at.member(fact.member()))?;
                continue;
            }
            seen |= fact.bit();
            if !self.lexer.null()? {
                line.stated |= fact.bit();
                self.fact(at, fact, &mut line)?;
            }
        }
        self.check(at, &line);
        Ok(line.push(builder))
    }

    /// Reads up to the value of the next fact; `None` at the end of the line.
    #[inline]
    fn next_fact(
        &mut self,
        at: &Path<'_>,
        last: usize,
        habits: &mut Habits<'a>,
    ) -> Result<Option<Fact>, Malformed> {
        if let Some((before, Some(fact))) = habits.after.get(last) {
            if self.lexer.piece(before) {
                return Ok(Some(*fact));
            }
        }
        let mut first = last == 0;
        let mut start = Some(self.lexer.at());
        loop {
            let Some(name) = self.lexer.member(&mut first)? else { return Ok(None) };
            if let Some(fact) = Fact::named(&name) {
                if let (Some(start), Some(habit)) = (start, habits.after.get_mut(last)) {
                    *habit = (Piece::new(self.lexer.since(start)), Some(fact));
                }
                return Ok(Some(fact));
            }
            let known = Fact::ALL.iter().map(|fact| fact.member().as_str());
            self.unknown_member(at, &name, known)?;
            start = None;
        }
    }

    #[inline]
    fn fact(&mut self, at: &Path<'_>, fact: Fact, line: &mut Line<'a>) -> Result<(), Malformed> {
        let here = &at.member(fact.member());
        match fact {
            Fact::Id => self.id_in(here, &mut line.id)?,
            Fact::Parent => self.id_in(here, &mut line.parent)?,
            Fact::Description => self.text_in(here, &mut line.description)?,
            Fact::Quantity => self.figure(here, &mut line.quantity, Quantity::parse)?,
            Fact::UsedIn => self.used_in(here, line)?,
            Fact::UnitCost => self.figure(here, &mut line.unit_cost, Amount::parse)?,
            Fact::UnitCostRange => self.cost_range(here, &mut line.unit_cost_range)?,
            Fact::Currency => self.currency(here, &mut line.currency)?,
            Fact::Origin => self.origin(here, &mut line.origin)?,
            Fact::SourcedFrom => self.origin(here, &mut line.sourced_from)?,
            Fact::Supplier => self.id_in(here, &mut line.supplier)?,
        }
        Ok(())
    }

    /// Checks which facts stand beside which.
    #[inline]
    fn check(&mut self, at: &Path<'_>, line: &Line<'_>) {
        const COSTS: u16 = 32 | 64;
        let place = |fact: Fact| at.member(fact.member()).place().into();
        if !line.states(Fact::Id) {
            self.problems.push(InputError::MissingMember { at: place(Fact::Id) });
        }
        if line.states(Fact::UsedIn) {
            for fact in [Fact::Parent, Fact::Quantity] {
                if line.states(fact) {
                    self.problems.push(InputError::BesideUses { at: place(fact) });
                }
            }
        } else if !line.states(Fact::Quantity) {
            self.problems.push(InputError::MissingQuantity { at: place(Fact::Quantity) });
        }
        if line.stated & COSTS == COSTS {
            self.problems.push(InputError::TwoCosts { at: place(Fact::UnitCostRange) });
        }
        if line.stated & COSTS != 0 && !line.states(Fact::Currency) {
            self.problems.push(InputError::MissingCurrency { at: place(Fact::Currency) });
        }
    }

    #[cold]
    fn used_in(&mut self, at: &Path<'_>, line: &mut Line<'a>) -> Result<(), Malformed> {
        self.objects(at, &mut line.used_in, |reader, here| reader.one_use(here).map(Some))
    }

    fn one_use(&mut self, at: &Path<'_>) -> Result<UseDraft, Malformed> {
        let mut draft = UseDraft::default();
        self.object(at, USE, &mut draft)?;
        Ok(draft)
    }

    #[cold]
    fn cost_range(
        &mut self,
        at: &Path<'_>,
        slot: &mut Option<(Amount, Amount)>,
    ) -> Result<(), Malformed> {
        let (mut ends, mut count) = ([None, None], 0usize);
        let list = self.list(at, |reader, here| {
            let mut beyond = None;
            let end = ends.get_mut(count).unwrap_or(&mut beyond);
            count = count.saturating_add(1);
            reader.figure(here, end, Amount::parse)
        })?;
        if list && count != 2 {
            self.problems.push(InputError::RangeEnds { at: at.place().into(), count });
        }
        if let [Some(least), Some(most)] = ends {
            *slot = Some((least, most));
        }
        Ok(())
    }
}

impl Line<'_> {
    #[inline]
    fn states(&self, fact: Fact) -> bool {
        self.stated & fact.bit() != 0
    }

    #[inline]
    fn push(&self, builder: &mut BillBuilder) -> bool {
        let Some(id) = self.id.as_deref() else { return false };
        if let Some(uses) = &self.used_in {
            self.push_shared(id, uses, builder);
            return true;
        }
        let quantity = self.quantity.unwrap_or(Quantity::ONE);
        let position = match self.parent.as_deref() {
            None => Position::EndProduct(quantity),
            Some(parent) => Position::Parent(parent, quantity),
        };
        builder.push(self.at(id, position));
        true
    }

    #[cold]
    fn push_shared(&self, id: &str, uses: &[UseDraft], builder: &mut BillBuilder) {
        let uses: Vec<(Option<&str>, Quantity)> = uses
            .iter()
            .map(|one| (one.parent.as_deref(), one.quantity.unwrap_or(Quantity::ONE)))
            .collect();
        builder.push(self.at(id, Position::Shared(&uses)));
    }

    #[inline]
    fn at<'l>(&'l self, id: &'l str, position: Position<'l>) -> BomLine<'l> {
        let mut line = BomLine::new(id, position);
        line.description = self.description.as_deref();
        // Without a currency, or with both costs, the line is refused in any case; a range that
        // runs backwards is told all the same.
        let currency = self.currency.unwrap_or(CurrencyCode::EUR);
        let range =
            self.unit_cost_range.map(|(least, most)| UnitCost::Range(least, most, currency));
        line.unit_cost =
            range.or_else(|| self.unit_cost.map(|cost| UnitCost::Exact(cost, currency)));
        line.origin = self.origin;
        line.sourced_from = self.sourced_from;
        line.supplier = self.supplier.as_deref();
        line
    }
}

#[derive(Default)]
struct UseDraft {
    parent: Option<Box<str>>,
    quantity: Option<Quantity>,
}

const USE: &[Field<UseDraft>] = &[
    Field::optional(Member::Parent, |reader, at, one| {
        one.parent = reader.id(at)?.map(Into::into);
        Ok(())
    }),
    Field::required(Member::Quantity, |reader, at, one| {
        reader.figure(at, &mut one.quantity, Quantity::parse)
    }),
];
