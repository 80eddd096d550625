//! End products: what they are, who decides on their design, and what they are made of.

use std::fmt;

use super::bill::BillOfMaterials;
use super::country::CountryCode;
use super::day::Day;
use super::figure::ExchangeRate;

/// An end product of the procurement.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EndProduct {
    /// Id, unique among end products.
    pub id: Box<str>,
    /// Name; `None`: not stated.
    pub name: Option<Box<str>>,
    /// Defence product or other product for defence purposes; `None`: not stated.
    pub kind: Option<ProductKind>,
    /// Areas of Article 1 it belongs to; empty: none; `None`: not stated.
    pub areas: Option<Vec<Area>>,
    /// Who decides on its design; `None`: not stated.
    pub design_authority: Option<DesignAuthority>,
    /// Whether it is known as a whole that no component comes from a contravening country;
    /// `None`: only the bill of materials speaks.
    pub no_component_from_contravening_country: Option<bool>,
    /// The bill of materials, which may be empty; `None`: not stated.
    pub components: Option<BillOfMaterials>,
}

impl EndProduct {
    /// An end product of which nothing but its id is stated.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self {
            id: id.into(),
            name: None,
            kind: None,
            areas: None,
            design_authority: None,
            no_component_from_contravening_country: None,
            components: None,
        }
    }
}

/// What an end product is.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 2(1) and (2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "Article 2 knows these two")]
pub enum ProductKind {
    /// Within the scope of Directive 2009/81/EC.
    DefenceProduct,
    /// Other product for defence purposes.
    OtherProduct,
}

impl ProductKind {
    /// Both kinds, in the order of the act.
    pub const ALL: &[Self] = &[Self::DefenceProduct, Self::OtherProduct];

    /// The word of the document.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DefenceProduct => "defence-product",
            Self::OtherProduct => "other-product",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

macro_rules! areas {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// An area of the two product categories; which category it is in is law, not model.
        ///
        /// # Law
        ///
        /// Regulation (EU) 2025/1106, Article 1, second subparagraph.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Area { $($(#[$doc])* $variant,)* }

        impl Area {
            /// Every area, in the order of the act.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word of the document.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The area of that word.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

areas! {
    /// Ammunition and missiles.
    AmmunitionAndMissiles = "ammunition-and-missiles",
    /// Artillery systems.
    Artillery = "artillery",
    /// Ground combat capabilities.
    GroundCombat = "ground-combat",
    /// Small drones, NATO class 1.
    SmallDrones = "small-drones",
    /// Critical infrastructure protection.
    CriticalInfrastructureProtection = "critical-infrastructure-protection",
    /// Cyber.
    Cyber = "cyber",
    /// Military mobility.
    MilitaryMobility = "military-mobility",
    /// Air and missile defence.
    AirAndMissileDefence = "air-and-missile-defence",
    /// Maritime surface and underwater capabilities.
    Maritime = "maritime",
    /// Drones other than small ones.
    Drones = "drones",
    /// Strategic enablers.
    StrategicEnablers = "strategic-enablers",
    /// Space assets protection.
    SpaceAssetsProtection = "space-assets-protection",
    /// Artificial intelligence and electronic warfare.
    AiAndElectronicWarfare = "ai-and-electronic-warfare",
}

/// Who decides on definition, adaptation and evolution of the design, and what restricts it.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(11).
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DesignAuthority {
    /// Who holds it; `None`: not stated.
    pub held_by: Option<DesignAuthorityHolder>,
    /// Restrictions on it; empty: none; `None`: not stated.
    pub restrictions: Option<Vec<DesignRestriction>>,
}

/// Who holds the design authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DesignAuthorityHolder {
    /// The contractor.
    Contractor,
    /// The consortium of contractors.
    Consortium,
    /// Somebody else.
    Other,
}

impl DesignAuthorityHolder {
    /// Every holder, in order.
    pub const ALL: &[Self] = &[Self::Contractor, Self::Consortium, Self::Other];

    /// The word of the document.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contractor => "contractor",
            Self::Consortium => "consortium",
            Self::Other => "other",
        }
    }
}

/// A restriction on the design.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DesignRestriction {
    /// Which country, or a country of whose entities, imposes it; `None`: not stated.
    pub imposed_by: Option<CountryCode>,
    /// What it is on; `None`: not stated.
    pub on: Option<RestrictedMatter>,
    /// Whether there is legal authority to substitute or remove what is restricted; `None`: not
    /// stated.
    pub may_substitute: Option<bool>,
}

/// What a restriction is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RestrictedMatter {
    /// The design itself.
    Design,
    /// A component.
    Component,
}

impl RestrictedMatter {
    /// Every matter, in order.
    pub const ALL: &[Self] = &[Self::Design, Self::Component];

    /// The word of the document.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Component => "component",
        }
    }
}

/// A currency by three capital letters; which letters are in use is not checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CurrencyCode {
    // INVARIANT: three ASCII capital letters.
    letters: [u8; 3],
}

impl CurrencyCode {
    /// The euro, in which every cost is compared.
    pub const EUR: Self = Self { letters: *b"EUR" };

    /// Reads a code; `None` where it is not three capital letters.
    #[must_use]
    #[inline]
    pub fn parse(text: &str) -> Option<Self> {
        let letters = <[u8; 3]>::try_from(text.as_bytes()).ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self { letters })
    }

    /// The code, upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters).unwrap_or("")
    }
}

impl fmt::Display for CurrencyCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for CurrencyCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// Exchange rates into euro.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ExchangeRates {
    /// Day of the rates; `None`: not stated.
    pub as_of: Option<Day>,
    /// Euro for one unit, by currency, without the euro itself.
    pub eur_per_unit: std::collections::BTreeMap<CurrencyCode, ExchangeRate>,
}
