//! What a page is made of.

use crate::model::exact::Fraction;

/// A heading with what stands under it.
#[derive(Clone, Debug)]
pub(in crate::report) struct Section {
    pub(in crate::report) heading: String,
    pub(in crate::report) blocks: Vec<Block>,
}

impl Section {
    pub(in crate::report) fn new(heading: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { heading: heading.into(), blocks }
    }
}

/// A piece of a page.
#[derive(Clone, Debug)]
pub(in crate::report) enum Block {
    /// A text.
    Paragraph(String),
    /// Items, each with those under it.
    List(Vec<(Cell, Vec<String>)>),
    /// Rows and columns.
    Table(Table),
    /// A share against what is allowed.
    Gauge(Gauge),
    /// Sentences, each with those it rests on.
    Reasons(Vec<Reason>),
    /// Who contributes what, for drawing only: a table beside it has the figures.
    Origins(Origins),
    /// Lines that add up to a share.
    Waterfall(Waterfall),
}

/// Contributions side by side, the most first.
#[derive(Clone, Debug)]
pub(in crate::report) struct Origins {
    /// What it shows.
    pub(in crate::report) title: String,
    pub(in crate::report) bars: Vec<OriginBar>,
}

/// What one origin contributes.
#[derive(Clone, Debug)]
pub(in crate::report) struct OriginBar {
    pub(in crate::report) name: String,
    /// Its share in words.
    pub(in crate::report) share: String,
    pub(in crate::report) least: Fraction,
    pub(in crate::report) most: Fraction,
    pub(in crate::report) tone: Tone,
}

/// Lines whose shares add up, each beginning where the one before it ends.
#[derive(Clone, Debug)]
pub(in crate::report) struct Waterfall {
    /// What it shows.
    pub(in crate::report) title: String,
    /// The same with what its bound is.
    pub(in crate::report) caption: String,
    pub(in crate::report) bound: Fraction,
    pub(in crate::report) bars: Vec<WaterfallBar>,
    /// The same as rows and columns.
    pub(in crate::report) table: Table,
}

/// One line of a waterfall.
#[derive(Clone, Debug)]
pub(in crate::report) struct WaterfallBar {
    pub(in crate::report) name: String,
    /// Its share in words.
    pub(in crate::report) share: String,
    pub(in crate::report) start: Fraction,
    pub(in crate::report) end: Fraction,
    pub(in crate::report) tone: Tone,
}

/// A sentence with those it rests on.
#[derive(Clone, Debug)]
pub(in crate::report) struct Reason {
    pub(in crate::report) cell: Cell,
    pub(in crate::report) under: Vec<Reason>,
}

/// Rows under column names.
#[derive(Clone, Debug)]
pub(in crate::report) struct Table {
    pub(in crate::report) columns: Vec<(String, Align)>,
    pub(in crate::report) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Rows under column names.
    pub(in crate::report) fn new<N: Into<String>>(
        columns: impl IntoIterator<Item = (N, Align)>,
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Self {
        let columns = columns.into_iter().map(|(name, align)| (name.into(), align));
        Self { columns: columns.collect(), rows: rows.into_iter().collect() }
    }
}

/// To which side of its column a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Align {
    Left,
    Right,
}

/// A text with its tone.
#[derive(Clone, Debug)]
pub(in crate::report) struct Cell {
    pub(in crate::report) text: String,
    pub(in crate::report) tone: Tone,
}

impl Cell {
    pub(in crate::report) fn plain(text: impl Into<String>) -> Self {
        Self::toned(text, Tone::Plain)
    }

    pub(in crate::report) fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

/// What a text conveys beside its words; each has a symbol, so that colour is never needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Tone {
    Plain,
    Met,
    NotMet,
    Undetermined,
    /// What does not count here.
    Quiet,
}

impl Tone {
    /// Its symbol; empty for a plain text.
    pub(in crate::report) fn symbol(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Met => "✔",
            Self::NotMet => "✘",
            Self::Undetermined => "?",
            Self::Quiet => "–",
        }
    }
}

/// A share that lies between two fractions, on a scale from nothing to all.
#[derive(Clone, Debug)]
pub(in crate::report) struct Gauge {
    /// What it shows.
    pub(in crate::report) title: String,
    pub(in crate::report) least: Fraction,
    pub(in crate::report) most: Fraction,
    pub(in crate::report) bound: Fraction,
    /// What the bound is, such as "35 % allowed".
    pub(in crate::report) bound_label: String,
    /// The share itself in words.
    pub(in crate::report) said: String,
    pub(in crate::report) tone: Tone,
}
