//! The law: a rule pack, read and checked once, and what it says on a day.

pub mod body;
pub mod datum;
pub mod known;
pub mod law;
pub(crate) mod load;
pub mod node;
pub mod pack;
pub mod problem;
mod read_body;
mod read_condition;
mod reader;
pub mod readings;
pub(crate) mod resolve;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::model::day::Day;
use crate::outcome::EvidenceGrade;
use law::Law;
use pack::Pack;
use problem::RulebookError;
use readings::Readings;

/// A rule pack, read and checked.
///
/// Cheap to clone, `Send` and `Sync`.
///
/// # Examples
///
/// ```
/// use safe_eligibility::Rulebook;
/// use safe_eligibility::model::day::Day;
///
/// let rulebook = Rulebook::embedded()?;
/// let law = rulebook.on(Day::parse("2026-11-22")?);
/// assert!(law.with_readings(["component-tier=leaves"]).is_ok());
/// assert!(law.with_readings(["component-tier=roots"]).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rulebook {
    pack: Arc<Pack>,
}

impl Rulebook {
    /// The built-in pack.
    ///
    /// # Errors
    ///
    /// [`RulebookError::Broken`] with every problem of the pack.
    pub fn embedded() -> Result<Self, RulebookError> {
        load::built_in().map(Self::of)
    }

    /// A pack in a directory.
    ///
    /// # Errors
    ///
    /// [`RulebookError`] where a file cannot be read, or with every problem of the pack.
    pub fn from_dir(directory: &Path) -> Result<Self, RulebookError> {
        load::from_dir(directory).map(Self::of)
    }

    /// A pack in memory: the bytes of each file, by its path with `/` between the parts.
    ///
    /// # Errors
    ///
    /// [`RulebookError::Broken`] with every problem of the pack.
    pub fn from_files(files: BTreeMap<String, Vec<u8>>) -> Result<Self, RulebookError> {
        load::load(files).map(Self::of).map_err(|problems| RulebookError::Broken { problems })
    }

    /// The files of a pack in a directory, by path, as [`from_files`](Self::from_files) takes them.
    ///
    /// # Errors
    ///
    /// [`RulebookError::Unreadable`] where the system does not give out a file.
    pub fn files_in(directory: &Path) -> Result<BTreeMap<String, Vec<u8>>, RulebookError> {
        load::files_in(directory)
    }

    /// The law as it answers on a day, with default readings and secondary evidence at least.
    #[must_use]
    pub fn on(&self, as_of: Day) -> Law {
        let readings = Readings::defaults(&self.pack.questions);
        Law::new(Arc::clone(&self.pack), as_of, readings, EvidenceGrade::Secondary)
    }

    /// Everything the pack says.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    fn of(pack: Pack) -> Self {
        Self { pack: Arc::new(pack) }
    }
}
