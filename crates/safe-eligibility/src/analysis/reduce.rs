//! What can be taken away from a made-up procurement, until nothing more can.

use super::sketch::{Part, Sketch};
use crate::model::entity::{Controller, Entity};
use crate::model::figure::Share;
use crate::model::product::EndProduct;

/// A sketch from which nothing can be taken without `holds` failing.
///
/// Nothing that is left can be left out, and no figure can be told in fewer digits.
pub(super) fn minimised(sketch: &Sketch, mut holds: impl FnMut(&Sketch) -> bool) -> Sketch {
    let mut smallest = sketch.clone();
    loop {
        let mut is_smaller = false;
        let mut at = 0usize;
        // What a removal leaves is looked at from the same place on, then again from the start.
        while let Some(less) = reductions(&smallest).into_iter().nth(at) {
            if holds(&less) {
                smallest = less;
                is_smaller = true;
            } else {
                at = at.saturating_add(1);
            }
        }
        if !is_smaller {
            return smallest;
        }
    }
}

/// Everything that is a little less than a sketch, what takes most away first.
pub(super) fn reductions(sketch: &Sketch) -> Vec<Sketch> {
    let mut found = Found { sketch, smaller: Vec::new() };
    found.lists();
    found.contract();
    found.parties();
    found.products();
    found.bills();
    found.smaller
}

struct Found<'s> {
    sketch: &'s Sketch,
    smaller: Vec<Sketch>,
}

impl Found<'_> {
    /// Keeps what a change makes of the sketch where it takes something away.
    fn without(&mut self, change: impl FnOnce(&mut Sketch) -> Option<()>) {
        let mut less = self.sketch.clone();
        if change(&mut less).is_some() {
            self.smaller.push(less);
        }
    }

    fn lists(&mut self) {
        self.without(|less| {
            less.bills.clear();
            less.draft.end_products.take().map(drop)
        });
        self.without(|less| less.draft.subcontractors.take().map(drop));
        self.without(|less| less.draft.contractors.take().map(drop));
        self.without(|less| less.draft.participating_states.take().map(drop));
        let draft = &self.sketch.draft;
        let [states, contractors, subcontractors, products] = [
            draft.participating_states.as_ref().map_or(0, Vec::len),
            draft.contractors.as_ref().map_or(0, Vec::len),
            draft.subcontractors.as_ref().map_or(0, Vec::len),
            draft.end_products.as_ref().map_or(0, Vec::len),
        ];
        for at in 0..products {
            self.without(|less| {
                (at < less.bills.len()).then(|| less.bills.remove(at))?;
                remove(less.draft.end_products.as_mut()?, at)
            });
        }
        for at in 0..subcontractors {
            self.without(|less| remove(less.draft.subcontractors.as_mut()?, at));
        }
        for at in 0..contractors {
            self.without(|less| remove(less.draft.contractors.as_mut()?, at));
        }
        for at in 0..states {
            self.without(|less| remove(less.draft.participating_states.as_mut()?, at));
            self.without(|less| {
                let state = less.draft.participating_states.as_mut()?.get_mut(at)?;
                state.receives_assistance.take().map(drop)
            });
        }
    }

    fn contract(&mut self) {
        self.without(|less| less.draft.contract.signed_on.take().map(drop));
        self.without(|less| {
            less.draft.contract.participation_requirements_included.take().map(drop)
        });
        self.without(|less| {
            less.draft.contract.own_eligibility_conditions_included.take().map(drop)
        });
        self.without(|less| less.draft.extension_steps_taken.take().map(drop));
    }

    fn parties(&mut self) {
        let contractors = self.sketch.draft.contractors.as_ref().map_or(0, Vec::len);
        for at in 0..contractors {
            self.entity(|less| Some(&mut less.draft.contractors.as_mut()?.get_mut(at)?.entity));
        }
        let subcontractors = self.sketch.draft.subcontractors.as_ref().map_or(0, Vec::len);
        for at in 0..subcontractors {
            self.entity(|less| Some(&mut less.subcontractor(at)?.entity));
            self.without(|less| {
                less.subcontractor(at)?.involvement.critical_unique_input.take().map(drop)
            });
            self.without(|less| {
                less.subcontractor(at)?.involvement.needs_classified_access.take().map(drop)
            });
            self.without(|less| {
                less.subcontractor(at)?.involvement.contract_share.take().map(drop)
            });
            self.without(|less| less.subcontractor(at)?.relationship_since.take().map(drop));
            self.without(|less| {
                less.subcontractor(at)?.replacement_study_committed.take().map(drop)
            });
            for is_up in [false, true] {
                self.without(|less| {
                    let share = &mut less.subcontractor(at)?.involvement.contract_share;
                    *share = Some(shorter(share.as_ref()?, is_up)?);
                    Some(())
                });
            }
        }
    }

    fn entity(&mut self, of: impl Fn(&mut Sketch) -> Option<&mut Entity>) {
        let takes: [fn(&mut Entity) -> Option<()>; 16] = [
            |one| one.facilities.take().map(drop),
            |one| one.controllers.take().map(drop),
            |one| one.guarantees.take().map(drop),
            |one| one.screening.take().map(drop),
            |one| one.cleared_before.take().map(drop),
            |one| one.commission_notified.take().map(drop),
            |one| one.established_in.take().map(drop),
            |one| one.executive_management_in.take().map(drop),
            |one| one.screening.as_mut()?.screened.take().map(drop),
            |one| one.screening.as_mut()?.mitigation_required.take().map(drop),
            |one| one.screening.as_mut()?.mitigation_in_place.take().map(drop),
            |one| one.guarantees.as_mut()?.verified_by.take().map(drop),
            |one| one.guarantees.as_mut()?.delivery_unrestrained.take().map(drop),
            |one| one.guarantees.as_mut()?.classified_access_prevented.take().map(drop),
            |one| one.guarantees.as_mut()?.interests_respected.take().map(drop),
            |one| {
                let controllers = one.controllers.as_mut()?;
                let first = controllers.first()?;
                let shorter = Controller::ultimate(first.country());
                (!first.controllers().is_empty()).then(|| *controllers = vec![shorter])
            },
        ];
        for take in takes {
            self.without(|less| take(of(less)?));
        }
        let mut copy = self.sketch.clone();
        let counts = of(&mut copy).map(|one| {
            [
                one.facilities.as_ref().map_or(0, Vec::len),
                one.controllers.as_ref().map_or(0, Vec::len),
                one.cleared_before.as_ref().map_or(0, Vec::len),
            ]
        });
        let [facilities, controllers, cleared] = counts.unwrap_or_default();
        for at in 0..facilities {
            self.without(|less| remove(of(less)?.facilities.as_mut()?, at));
            let takes: [fn(&mut crate::model::entity::Facility) -> Option<bool>; 3] = [
                |one| one.own.take(),
                |one| one.no_alternative.take(),
                |one| one.interests_respected.take(),
            ];
            for take in takes {
                self.without(|less| take(of(less)?.facilities.as_mut()?.get_mut(at)?).map(drop));
            }
        }
        for at in 0..controllers {
            self.without(|less| remove(of(less)?.controllers.as_mut()?, at));
        }
        for at in 0..cleared {
            self.without(|less| remove(of(less)?.cleared_before.as_mut()?, at));
            self.without(|less| {
                of(less)?.cleared_before.as_mut()?.get_mut(at)?.changed_since.take().map(drop)
            });
        }
    }

    fn products(&mut self) {
        let products = self.sketch.draft.end_products.as_ref().map_or(0, Vec::len);
        for at in 0..products {
            let of = |less: &mut Sketch, take: &dyn Fn(&mut EndProduct) -> Option<()>| {
                take(less.draft.end_products.as_mut()?.get_mut(at)?)
            };
            let takes: [fn(&mut EndProduct) -> Option<()>; 6] = [
                |one| one.design_authority.take().map(drop),
                |one| one.design_authority.as_mut()?.restrictions.take().map(drop),
                |one| one.design_authority.as_mut()?.held_by.take().map(drop),
                |one| one.areas.take().map(drop),
                |one| one.kind.take().map(drop),
                |one| one.no_component_from_contravening_country.take().map(drop),
            ];
            for take in takes {
                self.without(|less| of(less, &take));
            }
            // Nothing that is tried has more than two of either.
            for item in 0..2 {
                self.without(|less| of(less, &|one| remove(one.areas.as_mut()?, item)));
                self.without(|less| {
                    of(less, &|one| {
                        remove(one.design_authority.as_mut()?.restrictions.as_mut()?, item)
                    })
                });
            }
            self.restrictions(at);
        }
    }

    fn restrictions(&mut self, product: usize) {
        type Restriction = crate::model::product::DesignRestriction;
        let takes: [fn(&mut Restriction) -> Option<()>; 3] = [
            |one| one.imposed_by.take().map(drop),
            |one| one.on.take().map(drop),
            |one| one.may_substitute.take().map(drop),
        ];
        for item in 0..2 {
            for take in takes {
                self.without(|less| {
                    let product = less.draft.end_products.as_mut()?.get_mut(product)?;
                    let design = product.design_authority.as_mut()?;
                    take(design.restrictions.as_mut()?.get_mut(item)?)
                });
            }
        }
    }

    fn bills(&mut self) {
        for at in 0..self.sketch.bills.len() {
            let bill = |less: &mut Sketch, change: &dyn Fn(&mut Vec<Part>) -> Option<()>| {
                change(less.bills.get_mut(at)?.as_mut()?)
            };
            self.without(|less| less.bills.get_mut(at)?.take().map(drop));
            let lines = self.sketch.bills.get(at).and_then(Option::as_ref).map_or(0, Vec::len);
            for line in 0..lines {
                self.without(|less| bill(less, &|parts| remove(parts, line)));
                let takes: [fn(&mut Part) -> Option<()>; 4] = [
                    |part| part.parent.take().map(drop),
                    |part| part.cost.take().map(drop),
                    |part| part.origin.take().map(drop),
                    |part| part.sourced_from.take().map(drop),
                ];
                for take in takes {
                    self.without(|less| bill(less, &|parts| take(parts.get_mut(line)?)));
                }
                for is_up in [false, true] {
                    self.without(|less| {
                        bill(less, &|parts| {
                            let part = parts.get_mut(line)?;
                            part.cost = Some(rounder(part.cost?, is_up)?);
                            Some(())
                        })
                    });
                }
            }
            self.without(|less| bill(less, &|parts| tenth(parts)));
        }
    }
}

fn remove<T>(list: &mut Vec<T>, at: usize) -> Option<()> {
    (at < list.len()).then(|| drop(list.remove(at)))
}

/// A cost with a digit less that is not nought; `None`: it has only one.
fn rounder(cost: u64, is_up: bool) -> Option<u64> {
    let zeros = cost.to_string().bytes().rev().take_while(|digit| *digit == b'0').count();
    let unit = 10u64.checked_pow(u32::try_from(zeros).ok()?.checked_add(1)?)?;
    let down = cost.checked_sub(cost.checked_rem(unit)?)?;
    let rounded = if is_up { down.checked_add(unit)? } else { down };
    (cost >= unit && rounded != cost).then_some(rounded)
}

/// Every cost a tenth; `None`: some has no nought at its end.
fn tenth(parts: &mut [Part]) -> Option<()> {
    if parts.iter().filter_map(|part| part.cost).all(|cost| cost == 0) {
        return None;
    }
    for part in parts {
        let Some(cost) = part.cost else { continue };
        part.cost = Some((cost.checked_rem(10) == Some(0)).then_some(cost / 10)?);
    }
    Some(())
}

/// A share with a decimal less; `None`: it has none.
fn shorter(share: &Share, is_up: bool) -> Option<Share> {
    let (digits, decimals) = share.figure().parts();
    let decimals = usize::from(decimals).checked_sub(1)?;
    let digits = (digits / 10).checked_add(u128::from(is_up))?;
    let text = format!("{digits:0width$}", width = decimals.checked_add(1)?);
    let (whole, rest) = text.split_at_checked(text.len().checked_sub(decimals)?)?;
    let text = if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") };
    Share::parse(&text).ok()
}
