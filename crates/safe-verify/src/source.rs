//! Where components may not come from.

use serde_json::Value;

use crate::asked::Asked;
use crate::json::{list, text};
use crate::logic::Outcome;
use crate::step::{Fact, Step};
use crate::withheld::is_commitment;

impl Asked<'_> {
    /// `no-component-from`: no line at any depth is from these countries, by origin, purchase or
    /// the seat of its supplier.
    pub(crate) fn no_component_from(&self, with: &Value, rule: &str, product: &str) -> Step {
        let at = format!("{product}/no_component_from_contravening_country");
        let declared = self.document.truth(&at);
        let components = format!("{product}/components");
        let lines = self.document.list(&components).unwrap_or(&[]);
        let written = self.written_step(rule, product, "no-component-from");
        let offending = self.first_barred(list(with, "countries"), &components, lines, written);
        let is_open = |line: &Value| line.get("origin").is_none_or(Value::is_null);
        let first_open = lines.iter().position(is_open);
        let outcome = if offending.is_some() || declared == Some(false) {
            Outcome::NotMet
        } else if declared == Some(true) || (!lines.is_empty() && first_open.is_none()) {
            Outcome::Met
        } else {
            Outcome::Undetermined
        };
        let mut step = Step::by_text("no-component-from", outcome);
        if declared.is_some() {
            step.facts.push(self.document.fact(at));
        }
        step.facts.extend(offending.into_iter().flatten());
        let list = self.document.fact(components.clone());
        if outcome != Outcome::Undetermined || lines.is_empty() {
            return step.fact(list);
        }
        let origin = |line: usize| format!("{components}/{line}/origin");
        step.facts.extend(first_open.map(|line| self.document.fact(origin(line))));
        step.facts.push(list);
        let missing = self.sums.bill(product).map(crate::bill::Bill::missing_origins);
        step.missing = missing.map(Into::into);
        step
    }

    /// The fact, line by line, that first names a barred country; of a supplier its seat too.
    fn first_barred(
        &self,
        countries: &[Value],
        components: &str,
        lines: &[Value],
        written: Option<&Value>,
    ) -> Option<Vec<Fact>> {
        let barred: Vec<&str> =
            countries.iter().filter_map(Value::as_str).map(|one| self.law.state(one)).collect();
        if barred.is_empty() {
            return None;
        }
        let is_barred = |country: &str| barred.contains(&self.law.state(country));
        let seats = self.barred_suppliers(&is_barred);
        let is_withheld = |line: &Value| is_commitment(text(line, "supplier"));
        if !seats.is_empty() && lines.iter().any(is_withheld) {
            self.trust();
        }
        let mut each = lines.iter().enumerate();
        each.find_map(|(index, line)| {
            let at = |member: &str| format!("{components}/{index}/{member}");
            for member in ["origin", "sourced_from"] {
                if is_barred(text(line, member)) {
                    return Some(vec![self.document.fact(at(member))]);
                }
            }
            let supplier = line.get("supplier").and_then(Value::as_str)?;
            let seat = if is_commitment(supplier) {
                written_seat(written, &at("supplier"), &seats)?
            } else {
                &seats.iter().find(|(id, _)| *id == supplier)?.1
            };
            Some(vec![self.document.fact(at("supplier")), self.document.fact(seat.clone())])
        })
    }

    /// Ids of contractors and subcontractors established in a barred country, with the address of
    /// their seat.
    fn barred_suppliers(&self, is_barred: &impl Fn(&str) -> bool) -> Vec<(&str, String)> {
        let entities =
            self.document.items("/contractors").chain(self.document.items("/subcontractors"));
        let seats = entities.filter_map(|at| {
            let seat = format!("{at}/established_in");
            let id = self.document.text(&format!("{at}/id"))?;
            is_barred(self.document.text(&seat)?).then_some((id, seat))
        });
        seats.collect()
    }
}

// Of a supplier that is withheld, the barred seat that the step says it has.
fn written_seat<'s>(
    written: Option<&Value>,
    supplier: &str,
    seats: &'s [(&str, String)],
) -> Option<&'s String> {
    let facts = list(written?, "facts");
    let at = facts.iter().position(|fact| text(fact, "at") == supplier)?;
    let seat = text(facts.get(at.checked_add(1)?)?, "at");
    seats.iter().map(|(_, own)| own).find(|own| *own == seat)
}
