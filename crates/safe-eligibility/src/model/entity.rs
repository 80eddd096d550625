//! Contractors and subcontractors, who controls them, and where they work.

use super::country::CountryCode;
use super::day::Day;
use super::figure::Share;

/// A legal entity that takes part: what is asked of a contractor and an involved subcontractor.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(3) to (9).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Entity {
    /// Id, unique among contractors and subcontractors together.
    pub id: Box<str>,
    /// Name; `None`: not stated.
    pub name: Option<Box<str>>,
    /// Where it is established; `None`: not stated.
    pub established_in: Option<CountryCode>,
    /// Where its executive management structures are; `None`: not stated.
    pub executive_management_in: Option<CountryCode>,
    /// Who has decisive influence over it; empty: nobody; `None`: not stated.
    pub controllers: Option<Vec<Controller>>,
    /// Screening under Regulation (EU) 2019/452 or its successor; `None`: there was none.
    pub screening: Option<Screening>,
    /// Guarantees verified by a Member State; `None`: there are none.
    pub guarantees: Option<Guarantees>,
    /// Whether the Commission was notified of mitigation measures or guarantees; `None`: not stated.
    pub commission_notified: Option<bool>,
    /// Equivalent conditions fulfilled under earlier instruments; `None`: none.
    pub cleared_before: Option<Vec<Clearance>>,
    /// Sites used for this procurement; empty: none; `None`: not stated.
    pub facilities: Option<Vec<Facility>>,
}

impl Entity {
    /// An entity of which nothing but its id is stated.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self {
            id: id.into(),
            name: None,
            established_in: None,
            executive_management_in: None,
            controllers: None,
            screening: None,
            guarantees: None,
            commission_notified: None,
            cleared_before: None,
            facilities: None,
        }
    }
}

/// A contractor of the common procurement.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Contractor {
    /// The legal entity.
    pub entity: Entity,
}

impl Contractor {
    /// A contractor that is this entity.
    #[must_use]
    pub fn new(entity: Entity) -> Self {
        Self { entity }
    }
}

/// A subcontractor; whether it is *involved* follows from its [`Involvement`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Subcontractor {
    /// The legal entity.
    pub entity: Entity,
    /// What decides whether it is involved in the common procurement.
    pub involvement: Involvement,
    /// First day of a direct contractual relationship with the contractor related to this defence
    /// product; `None`: not stated.
    pub relationship_since: Option<Day>,
    /// Whether the contractor commits to studying a replacement; `None`: not stated.
    pub replacement_study_committed: Option<bool>,
}

impl Subcontractor {
    /// A subcontractor that is this entity, nothing else being stated.
    #[must_use]
    pub fn new(entity: Entity) -> Self {
        Self {
            entity,
            involvement: Involvement::default(),
            relationship_since: None,
            replacement_study_committed: None,
        }
    }
}

/// The three limbs of involvement.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(12).
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Involvement {
    /// Whether it provides critical inputs with unique attributes; `None`: not stated.
    pub critical_unique_input: Option<bool>,
    /// Its share of the value of the contract; `None`: not stated.
    pub contract_share: Option<Share>,
    /// Whether it needs access to classified information; `None`: not stated.
    pub needs_classified_access: Option<bool>,
}

/// Somebody with decisive influence, direct or through others.
#[derive(Clone, Debug)]
pub struct Controller {
    country: CountryCode,
    controllers: Vec<Controller>,
    // INVARIANT: at most `MOST_LEVELS`; the number of controllers down to the ultimate one.
    levels: u8,
}

impl Controller {
    /// How deep controllers may nest, an entity's own being at depth 1.
    pub const MOST_LEVELS: u8 = 32;

    /// An ultimate controller of that country.
    #[must_use]
    pub fn ultimate(country: CountryCode) -> Self {
        Self { country, controllers: Vec::new(), levels: 1 }
    }

    /// A controller that is itself controlled by others; by nobody where `controllers` is empty.
    ///
    /// # Errors
    ///
    /// [`TooDeep`] where the chain would have more than [`Self::MOST_LEVELS`] levels.
    pub fn controlled_by(country: CountryCode, controllers: Vec<Self>) -> Result<Self, TooDeep> {
        let deepest = controllers.iter().map(|controller| controller.levels).max().unwrap_or(0);
        match deepest.checked_add(1) {
            Some(levels) if levels <= Self::MOST_LEVELS => {
                Ok(Self { country, controllers, levels })
            }
            Some(_) | None => Err(TooDeep),
        }
    }

    /// Its country.
    #[must_use]
    pub fn country(&self) -> CountryCode {
        self.country
    }

    /// Who controls it in turn; empty for an ultimate controller.
    #[must_use]
    pub fn controllers(&self) -> &[Self] {
        &self.controllers
    }
}

/// A chain of control with more levels than [`Controller::MOST_LEVELS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("controllers nest more than 32 deep")]
#[non_exhaustive]
pub struct TooDeep;

/// Screening of a foreign direct investment.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(5); Regulation (EU) 2019/452.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Screening {
    /// Whether the entity was screened; `None`: not stated.
    pub screened: Option<bool>,
    /// Whether mitigation measures were found necessary; `None`: not stated.
    pub mitigation_required: Option<bool>,
    /// Whether they are in place; `None`: not stated.
    pub mitigation_in_place: Option<bool>,
}

/// Guarantees verified by a Member State.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(5) and (6).
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Guarantees {
    /// Who verified them; `None`: not stated.
    pub verified_by: Option<CountryCode>,
    /// Point (a): control does not restrain delivery; `None`: not stated.
    pub delivery_unrestrained: Option<bool>,
    /// Point (b), both halves, clearances included; `None`: not stated.
    pub classified_access_prevented: Option<bool>,
    /// Whether the security and defence interests are respected; `None`: not stated.
    pub interests_respected: Option<bool>,
}

/// Equivalent conditions fulfilled under an earlier instrument.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(9).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Clearance {
    /// Under which instrument.
    pub regulation: EarlierInstrument,
    /// Whether a later change calls it into question; `None`: not stated.
    pub changed_since: Option<bool>,
}

impl Clearance {
    /// A clearance under that instrument, later changes not being stated.
    #[must_use]
    pub fn new(regulation: EarlierInstrument) -> Self {
        Self { regulation, changed_since: None }
    }
}

/// An instrument whose conditions are equivalent to those of Article 16(3) to (7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EarlierInstrument {
    /// Regulation (EU) 2018/1092.
    Edidp,
    /// Regulation (EU) 2021/697.
    Edf,
    /// Regulation (EU) 2023/1525.
    Asap,
    /// Regulation (EU) 2023/2418.
    Edirpa,
}

impl EarlierInstrument {
    /// Every instrument, in order.
    pub const ALL: &[Self] = &[Self::Edidp, Self::Edf, Self::Asap, Self::Edirpa];

    /// The word of the document.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Edidp => "edidp",
            Self::Edf => "edf",
            Self::Asap => "asap",
            Self::Edirpa => "edirpa",
        }
    }
}

/// Infrastructure, facilities, assets or resources used for the procurement.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(8).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Facility {
    /// Where it is.
    pub country: CountryCode,
    /// Whether it is the entity's own; `None`: not stated.
    pub own: Option<bool>,
    /// Whether no alternative is readily available in the core area; `None`: not stated.
    pub no_alternative: Option<bool>,
    /// Whether its use respects the security and defence interests; `None`: not stated.
    pub interests_respected: Option<bool>,
}

impl Facility {
    /// A facility in that country, nothing else being stated.
    #[must_use]
    pub fn new(country: CountryCode) -> Self {
        Self { country, own: None, no_alternative: None, interests_respected: None }
    }
}
