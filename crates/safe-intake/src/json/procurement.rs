//! The document as a whole.

use std::collections::BTreeSet;

use safe_eligibility::model::country::CountryCode;
use safe_eligibility::model::entity::{Contractor, Entity, Subcontractor};
use safe_eligibility::model::figure::{Amount, ExchangeRate};
use safe_eligibility::model::place::{Member, Place};
use safe_eligibility::model::procurement::{
    CommonProcurement, Contract, Digest, ParticipatingCountry, ProcurementDraft, ProcurementProblem,
};
use safe_eligibility::model::product::{CurrencyCode, ExchangeRates};

use super::path::Path;
use super::product::ProductDraft;
use super::reader::{Field, Reader, clipped};
use crate::error::{Expected, InputError, Malformed};
use crate::pointer::Pointer;
use crate::problems::Problems;

pub(crate) const FORMAT: &str = "safe-procurement/1";

/// Where a text stops being JSON, and what belongs there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) why: Malformed,
}

/// Reads the text of one document; the fault is where it could not be read on.
pub(crate) fn read(text: &str) -> Result<CommonProcurement, (Problems, Option<Fault>)> {
    let mut reader = Reader::new(text);
    let mut draft = Draft::default();
    let whole = reader.object(&Path::ROOT, DOCUMENT, &mut draft);
    if let Err(why) = whole.and_then(|_| reader.lexer.end()) {
        let at = reader.lexer.at();
        return Err((reader.problems, Some(Fault { at, why })));
    }
    draft.check(text, reader.problems).map_err(|problems| (problems, None))
}

/// What a document states, as far as it could be read.
#[derive(Default)]
struct Draft {
    id: Box<str>,
    title: Option<Box<str>>,
    contract: Contract,
    participating_states: Option<Vec<StateDraft>>,
    extension_steps_taken: Option<bool>,
    contractors: Option<Vec<Contractor>>,
    subcontractors: Option<Vec<Subcontractor>>,
    // Set where somebody may be missing from the two lists above.
    entities_unread: bool,
    end_products: Option<Vec<ProductDraft>>,
    exchange_rates: ExchangeRates,
}

const DOCUMENT: &[Field<Draft>] = &[
    Field::required(Member::Format, |reader, at, _| reader.format(at)),
    Field::required(Member::Id, |reader, at, draft| {
        draft.id = reader.id(at)?.unwrap_or_default().into();
        Ok(())
    }),
    Field::optional(Member::Title, |reader, at, draft| reader.text(at, &mut draft.title)),
    Field::optional(Member::Contract, |reader, at, draft| {
        reader.object(at, CONTRACT, &mut draft.contract).map(drop)
    }),
    Field::optional(Member::ParticipatingStates, |reader, at, draft| {
        reader.objects(at, &mut draft.participating_states, Reader::participating_state)
    }),
    Field::optional(Member::SingleState, |reader, at, draft| {
        reader.object(at, SINGLE_STATE, &mut draft.extension_steps_taken).map(drop)
    }),
    Field::optional(Member::Contractors, |reader, at, draft| {
        reader.objects(at, &mut draft.contractors, Reader::contractor)?;
        draft.entities_unread |= draft.contractors.is_none();
        Ok(())
    }),
    Field::optional(Member::Subcontractors, |reader, at, draft| {
        reader.objects(at, &mut draft.subcontractors, Reader::subcontractor)?;
        draft.entities_unread |= draft.subcontractors.is_none();
        Ok(())
    }),
    Field::optional(Member::EndProducts, |reader, at, draft| {
        reader.objects(at, &mut draft.end_products, Reader::end_product)
    }),
    Field::optional(Member::ExchangeRates, |reader, at, draft| {
        reader.object(at, EXCHANGE_RATES, &mut draft.exchange_rates).map(drop)
    }),
];

const CONTRACT: &[Field<Contract>] = &[
    Field::optional(Member::SignedOn, |reader, at, one| reader.day(at, &mut one.signed_on)),
    Field::optional(Member::Value, |reader, at, one| {
        reader.figure(at, &mut one.value, Amount::parse)
    }),
    Field::optional(Member::Currency, |reader, at, one| reader.currency(at, &mut one.currency)),
    Field::optional(Member::ParticipationRequirementsIncluded, |reader, at, one| {
        reader.flag(at, &mut one.participation_requirements_included)
    }),
    Field::optional(Member::OwnEligibilityConditionsIncluded, |reader, at, one| {
        reader.flag(at, &mut one.own_eligibility_conditions_included)
    }),
];

#[derive(Default)]
struct StateDraft {
    country: Option<CountryCode>,
    receives_assistance: Option<bool>,
}

const PARTICIPATING_STATE: &[Field<StateDraft>] = &[
    Field::required(Member::Country, |reader, at, state| reader.country(at, &mut state.country)),
    Field::optional(Member::ReceivesAssistance, |reader, at, state| {
        reader.flag(at, &mut state.receives_assistance)
    }),
];

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method is not general enough over the lifetime of the text"
)]
const SINGLE_STATE: &[Field<Option<bool>>] =
    &[Field::optional(Member::ExtensionStepsTaken, |reader, at, taken| reader.flag(at, taken))];

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method is not general enough over the lifetime of the text"
)]
const EXCHANGE_RATES: &[Field<ExchangeRates>] = &[
    Field::optional(Member::AsOf, |reader, at, rates| reader.day(at, &mut rates.as_of)),
    Field::optional(Member::EurPerUnit, |reader, at, rates| reader.eur_per_unit(at, rates)),
];

impl Reader<'_> {
    fn format(&mut self, at: &Path<'_>) -> Result<(), Malformed> {
        let format = self.any_text(at, Expected::Text)?;
        if let Some(given) = format.filter(|format| format != FORMAT) {
            let (at, given) = (at.place().into(), clipped(&given));
            self.problems.push(InputError::Format { at, given });
        }
        Ok(())
    }

    fn participating_state(&mut self, at: &Path<'_>) -> Result<Option<StateDraft>, Malformed> {
        let mut state = StateDraft::default();
        self.object(at, PARTICIPATING_STATE, &mut state)?;
        Ok(Some(state))
    }

    fn eur_per_unit(&mut self, at: &Path<'_>, rates: &mut ExchangeRates) -> Result<(), Malformed> {
        if !self.opens(at, Expected::Object)? {
            return Ok(());
        }
        let (mut seen, mut first) = (BTreeSet::new(), true);
        while let Some(name) = self.lexer.member(&mut first)? {
            let Some(currency) = CurrencyCode::parse(&name) else {
                let given = clipped(&name);
                let at = Pointer::unknown(at.place(), &given);
                self.problems.push(InputError::Currency { at, given });
                self.lexer.skip()?;
                continue;
            };
            let here = at.currency(currency);
            if !seen.insert(currency) {
                self.repeated_member(&here)?;
            } else if currency == CurrencyCode::EUR {
                let problem = ProcurementProblem::EuroRate { at: here.place() };
                self.problems.push(whole(problem));
                self.lexer.skip()?;
            } else if !self.lexer.null()? {
                let mut rate = None;
                self.figure(&here, &mut rate, ExchangeRate::parse)?;
                rates.eur_per_unit.extend(rate.map(|rate| (currency, rate)));
            }
        }
        Ok(())
    }
}

impl Draft {
    /// Checks lists, ids and references, and takes the digest where all is in order.
    fn check(self, text: &str, mut problems: Problems) -> Result<CommonProcurement, Problems> {
        let mut procurement = ProcurementDraft::new(&self.id);
        procurement.title = self.title;
        procurement.contract = self.contract;
        procurement.participating_states = self.participating_states.map(with_stand_ins);
        procurement.extension_steps_taken = self.extension_steps_taken;
        procurement.contractors = self.contractors;
        procurement.subcontractors = self.subcontractors;
        procurement.exchange_rates = self.exchange_rates;
        let unread = self.entities_unread || entities(&procurement).any(|one| one.id.is_empty());
        if problems.count() > 0 && !unread {
            let known: BTreeSet<&str> = entities(&procurement).map(|one| &*one.id).collect();
            for problem in unknown_suppliers(self.end_products.as_deref().unwrap_or(&[]), &known) {
                problems.push(whole(problem));
            }
        }
        procurement.end_products =
            self.end_products.map(|drafts| drafts.into_iter().map(|draft| draft.product).collect());
        if problems.count() == 0 {
            procurement.digest = Some(Digest::of(text.as_bytes()));
        }
        match CommonProcurement::new(procurement) {
            Ok(procurement) if problems.count() == 0 => return Ok(procurement),
            Ok(_) => {}
            Err(found) => {
                let found = found.into_iter().filter(|problem| is_certain(problem, unread));
                found.for_each(|problem| problems.push(whole(problem)));
            }
        }
        Err(problems)
    }
}

// Each State that could not be read becomes one that is not in the list, so that the others
// keep their places and none of them looks like a second one.
fn with_stand_ins(drafts: Vec<StateDraft>) -> Vec<ParticipatingCountry> {
    let listed: BTreeSet<CountryCode> = drafts.iter().filter_map(|state| state.country).collect();
    let mut others = CountryCode::all().filter(|country| !listed.contains(country));
    let states = drafts.into_iter().filter_map(|draft| {
        let mut state = ParticipatingCountry::new(draft.country.or_else(|| others.next())?);
        state.receives_assistance = draft.receives_assistance;
        Some(state)
    });
    states.collect()
}

fn entities(draft: &ProcurementDraft) -> impl Iterator<Item = &Entity> {
    let contractors = draft.contractors.iter().flatten().map(|one| &one.entity);
    contractors.chain(draft.subcontractors.iter().flatten().map(|one| &one.entity))
}

// The model checks the suppliers of bills; those of a bill that is not in order never reach it.
fn unknown_suppliers(
    drafts: &[ProductDraft],
    known: &BTreeSet<&str>,
) -> impl Iterator<Item = ProcurementProblem> {
    drafts.iter().enumerate().flat_map(move |(product, draft)| {
        let unknown = draft.suppliers.iter().filter(|(_, id)| !known.contains(&**id));
        unknown.map(move |(line, supplier)| {
            let bill = Place::root().at(Member::EndProducts, product).member(Member::Components);
            let at = bill.item(*line).member(Member::Supplier);
            ProcurementProblem::UnknownSupplier { at, supplier: supplier.to_string() }
        })
    })
}

// An id that could not be read is empty, and may be the one that seems to be missing.
fn is_certain(problem: &ProcurementProblem, entities_unread: bool) -> bool {
    if let ProcurementProblem::DuplicateId { id, .. } = problem {
        return !id.is_empty();
    }
    !entities_unread || !matches!(problem, ProcurementProblem::UnknownSupplier { .. })
}

fn whole(problem: ProcurementProblem) -> InputError {
    InputError::Procurement { at: problem.at().clone().into(), problem }
}
