//! The procurement as a whole.

use std::collections::BTreeMap;
use std::fmt;

use super::country::CountryCode;
use super::day::Day;
use super::entity::{Contractor, Entity, Subcontractor};
use super::figure::Amount;
use super::given::shown;
use super::place::{Member, Place};
use super::product::{CurrencyCode, EndProduct, ExchangeRates};

/// What a procurement states, before it is checked as a whole.
///
/// # Examples
///
/// ```
/// use safe_eligibility::model::procurement::{CommonProcurement, ProcurementDraft};
///
/// let mut draft = ProcurementDraft::new("PL-2026-0417");
/// assert!(CommonProcurement::new(draft.clone()).is_ok());
/// draft.contractors = Some(Vec::new());
/// assert!(CommonProcurement::new(draft).is_err());
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ProcurementDraft {
    /// Id of the document.
    pub id: Box<str>,
    /// Title; `None`: not stated.
    pub title: Option<Box<str>>,
    /// The contract.
    pub contract: Contract,
    /// Countries that take part; never empty; `None`: not stated.
    pub participating_states: Option<Vec<ParticipatingCountry>>,
    /// Whether a single State took the steps to extend the benefit; `None`: not stated.
    pub extension_steps_taken: Option<bool>,
    /// Contractors; never empty; `None`: not stated.
    pub contractors: Option<Vec<Contractor>>,
    /// Subcontractors, involved or not; empty: none; `None`: not stated.
    pub subcontractors: Option<Vec<Subcontractor>>,
    /// End products; never empty; `None`: not stated.
    pub end_products: Option<Vec<EndProduct>>,
    /// Exchange rates into euro.
    pub exchange_rates: ExchangeRates,
    /// SHA-256 of the document's own bytes; `None`: there was no document.
    pub digest: Option<Digest>,
}

impl ProcurementDraft {
    /// A draft of which nothing but its id is stated.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self {
            id: id.into(),
            title: None,
            contract: Contract::default(),
            participating_states: None,
            extension_steps_taken: None,
            contractors: None,
            subcontractors: None,
            end_products: None,
            exchange_rates: ExchangeRates::default(),
            digest: None,
        }
    }
}

/// A procurement in which every list, id and reference is in order.
#[derive(Clone, Debug)]
pub struct CommonProcurement {
    // INVARIANT: checked by `new`.
    draft: ProcurementDraft,
}

impl CommonProcurement {
    /// Checks a draft as a whole.
    ///
    /// # Errors
    ///
    /// Every [`ProcurementProblem`], in the order of the document: empty lists, ids that occur
    /// twice, a State that occurs twice, suppliers that are nobody.
    pub fn new(draft: ProcurementDraft) -> Result<Self, Vec<ProcurementProblem>> {
        let mut problems = Vec::new();
        check_lists(&draft, &mut problems);
        check_states(&draft, &mut problems);
        let entities = check_entities(&draft, &mut problems);
        check_products(&draft, &entities, &mut problems);
        if problems.is_empty() { Ok(Self { draft }) } else { Err(problems) }
    }

    /// Id of the document.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.draft.id
    }

    /// Everything it states.
    #[must_use]
    pub fn stated(&self) -> &ProcurementDraft {
        &self.draft
    }

    /// Everything it states, to be changed and checked again.
    #[must_use]
    pub fn into_stated(self) -> ProcurementDraft {
        self.draft
    }

    /// The same procurement, signed on a day.
    pub(crate) fn as_signed_on(&self, day: Day) -> Self {
        let mut signed = self.clone();
        signed.sign_on(day);
        signed
    }

    /// Signs it on a day; nothing that is checked as a whole rests on that.
    pub(crate) fn sign_on(&mut self, day: Day) {
        self.draft.contract.signed_on = Some(day);
    }

    /// The contractor or subcontractor of that id.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        let contractors =
            self.draft.contractors.iter().flatten().map(|contractor| &contractor.entity);
        let subcontractors = self.draft.subcontractors.iter().flatten().map(|one| &one.entity);
        contractors.chain(subcontractors).find(|entity| &*entity.id == id)
    }
}

/// The contract.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Contract {
    /// Day of signature, past or planned; `None`: not stated.
    pub signed_on: Option<Day>,
    /// Its value; `None`: not stated.
    pub value: Option<Amount>,
    /// The currency of its value; `None`: not stated.
    pub currency: Option<CurrencyCode>,
    /// Whether it includes the participation requirements; `None`: not stated.
    pub participation_requirements_included: Option<bool>,
    /// Whether it includes eligibility conditions of its own; `None`: not stated.
    pub own_eligibility_conditions_included: Option<bool>,
}

/// A State that takes part in the procurement.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ParticipatingCountry {
    /// Which.
    pub country: CountryCode,
    /// Whether it receives financial assistance; `None`: the register answers.
    pub receives_assistance: Option<bool>,
}

impl ParticipatingCountry {
    /// A State whose assistance is for the register to tell.
    #[must_use]
    pub fn new(country: CountryCode) -> Self {
        Self { country, receives_assistance: None }
    }
}

/// A SHA-256 digest; printed in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest {
    bytes: [u8; 32],
}

impl Digest {
    /// The digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: <sha2::Sha256 as sha2::Digest>::digest(bytes).into() }
    }

    pub(crate) fn print(&self, out: &mut impl fmt::Write) -> fmt::Result {
        let mut digits = [0u8; 64];
        let halves = self.bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        for (digit, half) in digits.iter_mut().zip(halves) {
            *digit = if half < 10 { b'0' } else { b'a'.wrapping_sub(10) }.wrapping_add(half);
        }
        out.write_str(std::str::from_utf8(&digits).unwrap_or(""))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(out)
    }
}

/// What is wrong with a procurement as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProcurementProblem {
    /// A list that may be left out but not be empty.
    #[error("an empty list; leave it out, or list at least one")]
    EmptyList {
        /// Where the list is.
        at: Place,
    },
    /// An id that occurs twice.
    #[error("the id `{}` stands at `{first}` already; ids are unique there", shown(id))]
    DuplicateId {
        /// Where the later one is.
        at: Place,
        /// Where the earlier one is.
        first: Place,
        /// The id of both.
        id: String,
    },
    /// A State that occurs twice.
    #[error("`{country}` stands at `{first}` already; list each State once")]
    DuplicateState {
        /// Where the later one is.
        at: Place,
        /// Where the earlier one is.
        first: Place,
        /// Which State.
        country: CountryCode,
    },
    /// A supplier that is neither a contractor nor a subcontractor.
    #[error(
        "no contractor or subcontractor has the id `{}`; add it, or leave the supplier out",
        shown(supplier)
    )]
    UnknownSupplier {
        /// Where the first line that names it says so.
        at: Place,
        /// The id that nobody has.
        supplier: String,
    },
    /// A rate for the euro itself.
    #[error("the euro needs no rate; remove it")]
    EuroRate {
        /// Where the rate is.
        at: Place,
    },
}

impl ProcurementProblem {
    /// Where it is.
    #[must_use]
    pub fn at(&self) -> &Place {
        match self {
            Self::EmptyList { at }
            | Self::DuplicateId { at, .. }
            | Self::DuplicateState { at, .. }
            | Self::UnknownSupplier { at, .. }
            | Self::EuroRate { at } => at,
        }
    }
}

fn check_lists(draft: &ProcurementDraft, problems: &mut Vec<ProcurementProblem>) {
    let lists = [
        (Member::ParticipatingStates, draft.participating_states.as_ref().map(Vec::is_empty)),
        (Member::Contractors, draft.contractors.as_ref().map(Vec::is_empty)),
        (Member::EndProducts, draft.end_products.as_ref().map(Vec::is_empty)),
    ];
    for (member, empty) in lists {
        if empty == Some(true) {
            problems.push(ProcurementProblem::EmptyList { at: Place::root().member(member) });
        }
    }
    if draft.exchange_rates.eur_per_unit.contains_key(&CurrencyCode::EUR) {
        let rates = Place::root().member(Member::ExchangeRates).member(Member::EurPerUnit);
        problems.push(ProcurementProblem::EuroRate { at: rates.currency(CurrencyCode::EUR) });
    }
}

fn check_states(draft: &ProcurementDraft, problems: &mut Vec<ProcurementProblem>) {
    let mut seen: BTreeMap<CountryCode, Place> = BTreeMap::new();
    for (index, state) in draft.participating_states.iter().flatten().enumerate() {
        let at = Place::root().at(Member::ParticipatingStates, index).member(Member::Country);
        let country = state.country;
        match seen.get(&country) {
            Some(first) => problems.push(ProcurementProblem::DuplicateState {
                at,
                first: first.clone(),
                country,
            }),
            None => {
                seen.insert(country, at);
            }
        }
    }
}

type Ids<'a> = BTreeMap<&'a str, Place>;

fn check_entities<'a>(
    draft: &'a ProcurementDraft,
    problems: &mut Vec<ProcurementProblem>,
) -> Ids<'a> {
    let mut ids = Ids::new();
    for (index, contractor) in draft.contractors.iter().flatten().enumerate() {
        claim(
            &mut ids,
            &contractor.entity.id,
            &Place::root().at(Member::Contractors, index),
            problems,
        );
    }
    for (index, subcontractor) in draft.subcontractors.iter().flatten().enumerate() {
        claim(
            &mut ids,
            &subcontractor.entity.id,
            &Place::root().at(Member::Subcontractors, index),
            problems,
        );
    }
    ids
}

fn check_products(
    draft: &ProcurementDraft,
    entities: &Ids<'_>,
    problems: &mut Vec<ProcurementProblem>,
) {
    let mut ids = Ids::new();
    for (index, product) in draft.end_products.iter().flatten().enumerate() {
        let place = Place::root().at(Member::EndProducts, index);
        claim(&mut ids, &product.id, &place, problems);
        let Some(bill) = &product.components else { continue };
        let suppliers = bill.suppliers_by_line();
        for (line, supplier) in suppliers.filter(|(_, id)| !entities.contains_key(id)) {
            problems.push(ProcurementProblem::UnknownSupplier {
                at: place.at(Member::Components, line).member(Member::Supplier),
                supplier: supplier.to_owned(),
            });
        }
    }
}

fn claim<'a>(
    ids: &mut Ids<'a>,
    id: &'a str,
    owner: &Place,
    problems: &mut Vec<ProcurementProblem>,
) {
    let at = owner.member(Member::Id);
    match ids.get(id) {
        Some(first) => {
            problems.push(ProcurementProblem::DuplicateId {
                at,
                first: first.clone(),
                id: id.to_owned(),
            });
        }
        None => {
            ids.insert(id, at);
        }
    }
}
