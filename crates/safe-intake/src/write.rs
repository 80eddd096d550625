//! Writes a procurement as a document.

mod bill;
mod layout;
mod party;

use std::io::{self, Write};

use safe_eligibility::model::figure::ExchangeRate;
use safe_eligibility::model::place::Member;
use safe_eligibility::model::procurement::{
    CommonProcurement, Contract, ParticipatingCountry, ProcurementDraft,
};
use safe_eligibility::model::product::{
    Area, CurrencyCode, DesignAuthority, DesignAuthorityHolder, DesignRestriction, EndProduct,
    ExchangeRates, ProductKind, RestrictedMatter,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::json::FORMAT;
use layout::Layout;

/// Writes a procurement as a document of the format `safe-procurement/1`.
///
/// Every fact is written as it was stated, and what is not stated is left out: reading the
/// document again gives the same procurement. Members stand in the order of the format, each
/// line of a bill of materials on a line of its own, and the text ends with a line end.
///
/// # Errors
///
/// That of `out`.
///
/// # Examples
///
/// ```
/// use safe_intake::{read_document, write_document};
///
/// let text = br#"{"id":"A","subcontractors":[],"title":null,"format":"safe-procurement/1"}"#;
/// let mut written = Vec::new();
/// write_document(&read_document(text).unwrap(), &mut written).unwrap();
/// assert_eq!(
///     String::from_utf8(written).unwrap(),
///     r#"{
///   "format": "safe-procurement/1",
///   "id": "A",
///   "subcontractors": []
/// }
/// "#,
/// );
/// ```
pub fn write_document(procurement: &CommonProcurement, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Layout::default());
    Written(procurement.stated()).serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// A value of the model as it is written in a document.
struct Written<'a, T: ?Sized>(&'a T);

/// The members of an object; what is not stated is left out.
trait Members: SerializeMap {
    fn stated(
        &mut self,
        member: Member,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), Self::Error> {
        self.serialize_entry(member.as_str(), value)
    }

    fn maybe(&mut self, member: Member, value: Option<impl Serialize>) -> Result<(), Self::Error> {
        value.map_or(Ok(()), |value| self.stated(member, &value))
    }

    fn text(&mut self, member: Member, value: Option<&str>) -> Result<(), Self::Error> {
        self.maybe(member, value)
    }

    /// A value that has a text of its own: a code, a day or a figure.
    fn shown(
        &mut self,
        member: Member,
        value: Option<impl std::fmt::Display>,
    ) -> Result<(), Self::Error> {
        self.maybe(member, value.map(Shown))
    }

    fn list<'a, T>(&mut self, member: Member, items: Option<&'a [T]>) -> Result<(), Self::Error>
    where
        Written<'a, T>: Serialize,
        T: 'a,
    {
        self.maybe(member, items.map(Items))
    }
}

impl<M: SerializeMap> Members for M {}

struct Shown<T>(T);

impl<T: std::fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct Items<'a, T>(&'a [T]);

impl<'a, T> Serialize for Items<'a, T>
where
    Written<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Written))
    }
}

impl Serialize for Written<'_, ProcurementDraft> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stated = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.stated(Member::Format, FORMAT)?;
        map.stated(Member::Id, &*stated.id)?;
        map.text(Member::Title, stated.title.as_deref())?;
        map.maybe(Member::Contract, contract(&stated.contract))?;
        map.list(Member::ParticipatingStates, stated.participating_states.as_deref())?;
        map.maybe(Member::SingleState, stated.extension_steps_taken.map(Steps))?;
        map.list(Member::Contractors, stated.contractors.as_deref())?;
        map.list(Member::Subcontractors, stated.subcontractors.as_deref())?;
        map.list(Member::EndProducts, stated.end_products.as_deref())?;
        map.maybe(Member::ExchangeRates, exchange_rates(&stated.exchange_rates))?;
        map.end()
    }
}

/// A contract that states something.
fn contract(contract: &Contract) -> Option<Written<'_, Contract>> {
    let Contract { signed_on, value, currency, .. } = contract;
    let flags = [
        contract.participation_requirements_included,
        contract.own_eligibility_conditions_included,
    ];
    let stated = signed_on.is_some()
        || value.is_some()
        || currency.is_some()
        || flags.iter().any(Option::is_some);
    stated.then_some(Written(contract))
}

/// Exchange rates that state something.
fn exchange_rates(rates: &ExchangeRates) -> Option<Written<'_, ExchangeRates>> {
    (rates.as_of.is_some() || !rates.eur_per_unit.is_empty()).then_some(Written(rates))
}

impl Serialize for Written<'_, Contract> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let contract = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.shown(Member::SignedOn, contract.signed_on)?;
        map.shown(Member::Value, contract.value)?;
        map.shown(Member::Currency, contract.currency)?;
        map.maybe(
            Member::ParticipationRequirementsIncluded,
            contract.participation_requirements_included,
        )?;
        map.maybe(
            Member::OwnEligibilityConditionsIncluded,
            contract.own_eligibility_conditions_included,
        )?;
        map.end()
    }
}

struct Steps(bool);

impl Serialize for Steps {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.stated(Member::ExtensionStepsTaken, &self.0)?;
        map.end()
    }
}

impl Serialize for Written<'_, ParticipatingCountry> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.shown(Member::Country, Some(self.0.country))?;
        map.maybe(Member::ReceivesAssistance, self.0.receives_assistance)?;
        map.end()
    }
}

impl Serialize for Written<'_, EndProduct> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let product = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.stated(Member::Id, &*product.id)?;
        map.text(Member::Name, product.name.as_deref())?;
        map.text(Member::Kind, product.kind.map(ProductKind::as_str))?;
        map.list(Member::Areas, product.areas.as_deref())?;
        map.maybe(Member::DesignAuthority, product.design_authority.as_ref().map(Written))?;
        map.maybe(
            Member::NoComponentFromContraveningCountry,
            product.no_component_from_contravening_country,
        )?;
        map.maybe(Member::Components, product.components.as_ref().map(Written))?;
        map.end()
    }
}

impl Serialize for Written<'_, Area> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl Serialize for Written<'_, DesignAuthority> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.text(Member::HeldBy, self.0.held_by.map(DesignAuthorityHolder::as_str))?;
        map.list(Member::Restrictions, self.0.restrictions.as_deref())?;
        map.end()
    }
}

impl Serialize for Written<'_, DesignRestriction> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.shown(Member::ImposedBy, self.0.imposed_by)?;
        map.text(Member::On, self.0.on.map(RestrictedMatter::as_str))?;
        map.maybe(Member::MaySubstitute, self.0.may_substitute)?;
        map.end()
    }
}

impl Serialize for Written<'_, ExchangeRates> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.shown(Member::AsOf, self.0.as_of)?;
        map.stated(Member::EurPerUnit, &Rates(&self.0.eur_per_unit))?;
        map.end()
    }
}

struct Rates<'a>(&'a std::collections::BTreeMap<CurrencyCode, ExchangeRate>);

impl Serialize for Rates<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(currency, rate)| (Shown(currency), Shown(rate))))
    }
}
