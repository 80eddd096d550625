//! What one unit costs, as a row states it: in one of several columns, in some currency, for a
//! piece, a pack or another unit.

use safe_eligibility::model::bill::UnitCost;
use safe_eligibility::model::figure::{Amount, Figure, Quantity};
use safe_eligibility::model::product::CurrencyCode;

use super::collected::Counted;
use super::currency;
use super::exact::{Span, divided, times};
use super::facts::CellReader;
use super::row_fault::RowFault;
use super::style::ColumnStyle;
use crate::mapping::CostColumn;
use crate::number::Number;
use crate::table::Row;

/// An amount, and the sign of a currency beside it.
#[derive(Clone, Copy)]
struct Money<'r> {
    span: Span,
    sign: Option<&'r str>,
    column: u32,
}

impl CellReader<'_, '_> {
    #[inline]
    fn money<'r>(&mut self, row: &Row<'r>, column: u32, style: ColumnStyle) -> Option<Money<'r>> {
        let read = self.number(row, column, style)?;
        let span = match read.number {
            Number::NotStated => return None,
            Number::Exact(figure) => Span::exact(figure),
            Number::Between(least, most) => {
                let (table, number) = (self.table, row.number());
                self.collected.count(Counted::CostRanges, || table.source(number, Some(column)));
                Span { least, most }
            }
        };
        Some(Money { span, sign: read.currency, column })
    }

    /// Cost of one base unit.
    #[inline]
    pub(super) fn unit_cost(&mut self, row: &Row<'_>) -> Option<UnitCost> {
        let columns = self.layout.columns;
        let money = if columns.pack_price == 0 && columns.unit_cost_least == 0 {
            self.money(row, columns.unit_cost, self.styles.unit_cost)?
        } else {
            self.money_of_any_column(row)?
        };
        let currency = self.currency(row, money)?;
        if self.styles.has_unsettled_costs() {
            return None;
        }
        let span = self.per_base_unit(row, money)?;
        let least = Amount::new(span.least).ok()?;
        if span.is_exact() {
            return Some(UnitCost::Exact(least, currency));
        }
        Some(UnitCost::Range(least, Amount::new(span.most).ok()?, currency))
    }

    fn money_of_any_column<'r>(&mut self, row: &Row<'r>) -> Option<Money<'r>> {
        let columns = self.layout.columns;
        let unit = self.money(row, columns.unit_cost, self.styles.unit_cost);
        let least = self.money(row, columns.unit_cost_least, self.styles.unit_cost_least);
        let most = self.money(row, columns.unit_cost_most, self.styles.unit_cost_most);
        let price = self.money(row, columns.pack_price, self.styles.pack_price);
        if self.styles.has_unsettled_costs() {
            // Amounts are not compared with each other while one may mean another.
            return unit.or(price).or(least).or(most);
        }
        let wins = self.mapping.packs.wins;
        match (unit, price) {
            (Some(unit), Some(price)) => match wins {
                Some(CostColumn::UnitCost) => Some(unit),
                Some(CostColumn::PackPrice) => self.per_piece(row, price),
                None => self.same_cost(row, unit, price),
            },
            (None, Some(price)) => self.per_piece(row, price),
            (Some(unit), None) => Some(unit),
            (None, None) => self.range(row, least, most),
        }
    }

    fn range<'r>(
        &mut self,
        row: &Row<'r>,
        least: Option<Money<'r>>,
        most: Option<Money<'r>>,
    ) -> Option<Money<'r>> {
        let columns = self.layout.columns;
        let (low, high) = match (least, most) {
            (Some(low), Some(high)) => (low, high),
            (None, None) => return None,
            (Some(_), None) | (None, Some(_)) => {
                let column =
                    if least.is_none() { columns.unit_cost_least } else { columns.unit_cost_most };
                self.collected.row(self.at(row, column), None, RowFault::HalfRange);
                return None;
            }
        };
        let span = Span { least: low.span.least, most: high.span.most };
        if span.least.exact() > span.most.exact() {
            let fault =
                RowFault::Backwards { least: span.least.to_string(), most: span.most.to_string() };
            self.collected.row(self.at(row, low.column), None, fault);
            return None;
        }
        Some(Money { span, ..low })
    }

    fn per_piece<'r>(&mut self, row: &Row<'r>, price: Money<'r>) -> Option<Money<'r>> {
        let size = self.pack_size(row)?;
        let span = self.quotient(row, price, size)?;
        Some(Money { span, ..price })
    }

    fn quotient(&mut self, row: &Row<'_>, money: Money<'_>, by: Figure) -> Option<Span> {
        let (least, most) = (divided(money.span.least, by)?, divided(money.span.most, by)?);
        let span = Span { least: least.least, most: most.most };
        if !span.is_exact() && money.span.is_exact() {
            let (table, number) = (self.table, row.number());
            let at = || table.source(number, Some(money.column));
            self.collected.count(Counted::CostRanges, at);
        }
        Some(span)
    }

    fn same_cost<'r>(
        &mut self,
        row: &Row<'r>,
        unit: Money<'r>,
        price: Money<'r>,
    ) -> Option<Money<'r>> {
        let size = self.pack_size(row)?;
        let is_same = |unit: Figure, price: Figure| {
            times(unit, size).is_some_and(|product| product.exact() == price.exact())
        };
        if is_same(unit.span.least, price.span.least) && is_same(unit.span.most, price.span.most) {
            return Some(unit);
        }
        let fault = RowFault::TwoCosts {
            unit_cost: unit.span.least.to_string(),
            pack_price: price.span.least.to_string(),
            pack_size: size.to_string(),
        };
        let given = row.cell(unit.column).given();
        self.collected.row(self.at(row, unit.column), Some(given), fault);
        None
    }

    fn per_base_unit(&mut self, row: &Row<'_>, money: Money<'_>) -> Option<Span> {
        let mapping = self.mapping;
        if mapping.units.is_empty() {
            return Some(money.span);
        }
        let constant = mapping.constants.cost_unit.as_deref();
        let factor = self.factor(row, self.layout.columns.cost_unit, constant)?;
        if factor.exact() == Quantity::ONE.exact() {
            return Some(money.span);
        }
        let (table, number) = (self.table, row.number());
        self.collected.count(Counted::ConvertedCosts, || table.source(number, Some(money.column)));
        self.quotient(row, money, factor)
    }

    /// The currency of an amount: as the row states it, else as the sign beside it says.
    fn currency(&mut self, row: &Row<'_>, money: Money<'_>) -> Option<CurrencyCode> {
        let column = self.layout.columns.currency;
        let text = self.text(row, column);
        let stated = match text.as_deref() {
            Some(given) => {
                let read = currency::read(given);
                if read.is_none() {
                    let fault = RowFault::Currency { given: given.to_owned() };
                    self.collected.row(self.at(row, column), Some(given.to_owned()), fault);
                    return None;
                }
                read
            }
            None => self.mapping.constants.currency,
        };
        match (stated, money.sign) {
            (Some(stated), Some(sign)) if !currency::may_be(sign, stated) => {
                let fault =
                    RowFault::OtherCurrency { sign: sign.to_owned(), currency: stated.to_string() };
                let given = row.cell(money.column).given();
                self.collected.row(self.at(row, money.column), Some(given), fault);
                None
            }
            (Some(stated), _) => Some(stated),
            (None, sign) => {
                let read = sign.and_then(currency::read);
                if read.is_none() {
                    self.collected.no_currency(self.at(row, money.column));
                }
                read
            }
        }
    }
}
