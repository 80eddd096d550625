//! The law: a rule pack, read and checked once, and what it says on a day.

pub mod assumption;
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
use assumption::{AssumeError, overlaid};
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

    /// A pack in memory with assumptions laid over it, each written as in
    /// [`Assumption`](assumption::Assumption); without any it is the pack itself.
    ///
    /// # Errors
    ///
    /// [`AssumeError`] with every problem of the pack, or of all the assumptions.
    ///
    /// # Examples
    ///
    /// ```
    /// use safe_eligibility::Rulebook;
    ///
    /// let files = Rulebook::embedded_files();
    /// let assumed = Rulebook::assuming(&files, ["cap 0.30"])?;
    /// assert_eq!(assumed.pack().assumptions()[0].text, "cap 0.30");
    /// assert_ne!(assumed.pack().digest, Rulebook::embedded()?.pack().digest);
    /// assert!(Rulebook::assuming(&files, ["cap 30 %"]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assuming<'t>(
        files: &BTreeMap<String, Vec<u8>>,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<Self, AssumeError> {
        let plain = Self::from_files(files.clone())?;
        let laid = overlaid(files, texts).map_err(AssumeError::Assumptions)?;
        if laid == *files {
            return Ok(plain);
        }
        let mut assumed = Self::from_files(laid)?;
        // Just made, and held nowhere else.
        if let Some(pack) = Arc::get_mut(&mut assumed.pack) {
            pack.without_assumptions = Some(plain.pack);
        }
        Ok(assumed)
    }

    /// The files of the built-in pack, by path, as [`from_files`](Self::from_files) takes them.
    #[must_use]
    pub fn embedded_files() -> BTreeMap<String, Vec<u8>> {
        safe_rules::files().map(|(path, bytes)| (path, bytes.to_vec())).collect()
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
