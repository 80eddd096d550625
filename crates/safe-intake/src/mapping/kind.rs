//! What each kind of shape reads.

use super::read::KINDS;
use super::{Meaning, ShapeKind};

impl ShapeKind {
    /// How a mapping names it.
    pub(crate) fn as_str(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// How the rows hang together.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Flat => "no column says how the rows hang together",
            Self::Levels => "the rows hang together by their levels",
            Self::Dotted => "the rows hang together by dotted numbers",
            Self::Indented => "the rows hang together by the blanks before a text",
            Self::Edges => "each row says into which part another goes",
            Self::Multiplier => "each row says into which assembly a part goes",
        }
    }

    /// Whether it reads a column that says how rows hang together; every kind reads all others.
    ///
    /// An edge list compares a column of levels with its edges.
    pub(crate) fn reads(self, meaning: Meaning) -> bool {
        let reads_parents = matches!(self, Self::Edges | Self::Multiplier);
        let reads_levels = !matches!(self, Self::Flat | Self::Multiplier);
        (meaning != Meaning::Parent || reads_parents)
            && (meaning != Meaning::Level || reads_levels)
            && (meaning != Meaning::Multiplier || self == Self::Multiplier)
    }

    /// The columns that say how rows hang together.
    pub(crate) const COLUMNS: [Meaning; 3] = [Meaning::Parent, Meaning::Level, Meaning::Multiplier];
}
