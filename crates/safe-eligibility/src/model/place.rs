//! Places in a procurement document.

use std::fmt;

use smallvec::SmallVec;

use super::number::print_number;
use super::product::CurrencyCode;

/// A place in the document: printed as a JSON pointer, ordered as the document is written.
///
/// The order of members is that of contract section 1, whatever order a file has them in, so
/// that two files which say the same are answered alike.
///
/// # Examples
///
/// ```
/// use safe_eligibility::model::place::{Member, Place};
///
/// let origin = Place::root().at(Member::EndProducts, 0).at(Member::Components, 6).member(Member::Origin);
/// assert_eq!(origin.to_string(), "/end_products/0/components/6/origin");
/// assert!(Place::root() < origin);
/// ```
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    steps: SmallVec<[Step; 7]>,
}

/// One step of a place, from the whole inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Step {
    Member(Member),
    Index(u32),
    Currency(CurrencyCode),
}

impl Step {
    fn index(index: usize) -> Self {
        Self::Index(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

impl Clone for Place {
    /// A copy of all its steps at once.
    fn clone(&self) -> Self {
        Self { steps: SmallVec::from_slice(&self.steps) }
    }
}

impl Place {
    /// The document as a whole.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// A member of the object here.
    #[must_use]
    pub fn member(&self, member: Member) -> Self {
        self.with(Step::Member(member))
    }

    /// An item of the list in `member`, counted from 0.
    #[must_use]
    pub fn at(&self, member: Member, index: usize) -> Self {
        let mut place = self.member(member);
        place.steps.push(Step::index(index));
        place
    }

    /// An item of the list here, counted from 0.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.with(Step::index(index))
    }

    /// The rate of a currency.
    #[must_use]
    pub fn currency(&self, currency: CurrencyCode) -> Self {
        self.with(Step::Currency(currency))
    }

    /// Its steps, from the whole inwards.
    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// As it is displayed, straight into any text.
    pub(crate) fn print(&self, out: &mut impl fmt::Write) -> fmt::Result {
        for step in &self.steps {
            match step {
                Step::Member(member) => out.write_str(member.slashed())?,
                Step::Index(index) => {
                    out.write_char('/')?;
                    print_number(u64::from(*index), out)?;
                }
                Step::Currency(currency) => {
                    out.write_char('/')?;
                    out.write_str(currency.as_str())?;
                }
            }
        }
        Ok(())
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = SmallVec::from_slice(&self.steps);
        steps.push(step);
        Self { steps }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(out)
    }
}

macro_rules! members {
    ($($variant:ident = $name:literal,)*) => {
        /// A member of the document, in the order of contract section 1.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Member {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Member {
            /// Every member, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name as it is written.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            fn slashed(self) -> &'static str {
                match self { $(Self::$variant => concat!("/", $name),)* }
            }

            /// The member of that name.
            #[must_use]
            #[inline]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

members! {
    Format = "format",
    Id = "id",
    Parent = "parent",
    Name = "name",
    Title = "title",
    Contract = "contract",
    ParticipatingStates = "participating_states",
    SingleState = "single_state",
    Contractors = "contractors",
    Subcontractors = "subcontractors",
    EndProducts = "end_products",
    ExchangeRates = "exchange_rates",
    SignedOn = "signed_on",
    Value = "value",
    Description = "description",
    Quantity = "quantity",
    UsedIn = "used_in",
    UnitCost = "unit_cost",
    UnitCostRange = "unit_cost_range",
    Currency = "currency",
    Origin = "origin",
    SourcedFrom = "sourced_from",
    Supplier = "supplier",
    ParticipationRequirementsIncluded = "participation_requirements_included",
    OwnEligibilityConditionsIncluded = "own_eligibility_conditions_included",
    ExtensionStepsTaken = "extension_steps_taken",
    EstablishedIn = "established_in",
    ExecutiveManagementIn = "executive_management_in",
    Country = "country",
    ReceivesAssistance = "receives_assistance",
    Controllers = "controllers",
    Screening = "screening",
    Screened = "screened",
    MitigationRequired = "mitigation_required",
    MitigationInPlace = "mitigation_in_place",
    Guarantees = "guarantees",
    CommissionNotified = "commission_notified",
    ClearedBefore = "cleared_before",
    Regulation = "regulation",
    ChangedSince = "changed_since",
    ContractShare = "contract_share",
    CriticalUniqueInput = "critical_unique_input",
    NeedsClassifiedAccess = "needs_classified_access",
    RelationshipSince = "relationship_since",
    ReplacementStudyCommitted = "replacement_study_committed",
    Facilities = "facilities",
    VerifiedBy = "verified_by",
    Own = "own",
    NoAlternative = "no_alternative",
    DeliveryUnrestrained = "delivery_unrestrained",
    ClassifiedAccessPrevented = "classified_access_prevented",
    InterestsRespected = "interests_respected",
    Kind = "kind",
    Areas = "areas",
    DesignAuthority = "design_authority",
    HeldBy = "held_by",
    Restrictions = "restrictions",
    ImposedBy = "imposed_by",
    On = "on",
    MaySubstitute = "may_substitute",
    NoComponentFromContraveningCountry = "no_component_from_contravening_country",
    Components = "components",
    AsOf = "as_of",
    EurPerUnit = "eur_per_unit",
}
