//! Where a part goes: each kind of shape finds the assembly of a row in its own way.

use safe_eligibility::model::figure::Quantity;

use super::dotted::Dotted;
use super::tree_fault::TreeFault;
use crate::parts::{PartIndex, Parts, RowId};

/// The rows of a tree so far: every row is a node, and a use of its part in the node above it.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    // INVARIANT: one entry a use, in the order of the uses; `NO_NODE` for the end product.
    parents: Vec<u32>,
    /// Whether a part was met twice, so that an assembly may be listed twice.
    has_repeats: bool,
}

pub(super) const NO_NODE: u32 = u32::MAX;

impl Nodes {
    /// Adds a row below a node; returns its own.
    pub(super) fn add(
        &mut self,
        parts: &mut Parts,
        part: PartIndex,
        above: Option<Above>,
        quantity: Quantity,
        row: RowId,
    ) -> Above {
        let number = u32::try_from(self.parents.len()).unwrap_or(NO_NODE);
        self.has_repeats |= parts.row(part) != row;
        self.parents.push(above.map_or(NO_NODE, |above| above.node));
        parts.use_in(part, above.map(|above| above.part), quantity, row);
        Above { node: number, part }
    }

    pub(super) fn parents(&self) -> &[u32] {
        &self.parents
    }

    pub(super) fn has_repeats(&self) -> bool {
        self.has_repeats
    }
}

/// A node under which others go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Above {
    pub(super) node: u32,
    pub(super) part: PartIndex,
}

/// What decides where a row goes.
#[derive(Debug)]
pub(super) enum Tree {
    /// All rows of a table go into one assembly or into the end product.
    Flat(Option<PartIndex>),
    Levels(Levels),
    Indented(Indents),
    Dotted(Dotted),
    Edges,
    Multiplier,
}

impl Tree {
    /// Whether days of validity choose its rows: where rows stand under others, one that is left
    /// out would leave those below it without a place.
    pub(super) fn takes_days(&self) -> bool {
        matches!(self, Self::Flat(_) | Self::Edges | Self::Multiplier)
    }
}

/// Where a row goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hook {
    /// Under as many of the assemblies above as the number says.
    Depth(usize),
    /// It is the end product itself.
    Product,
}

/// Levels: the assemblies that are open above a row.
#[derive(Debug, Default)]
pub(super) struct Levels {
    /// The level of what goes into the end product; found from the first row.
    pub(super) top: Option<u32>,
    pub(super) open: Vec<Above>,
    has_product: bool,
}

impl Levels {
    pub(super) fn new(top: Option<u32>) -> Self {
        Self { top, ..Self::default() }
    }

    /// Where a row of a level goes. `is_root`: the row has the id of the end product.
    pub(super) fn hook(&mut self, level: u32, is_root: bool) -> Result<Hook, TreeFault> {
        let Some(top) = self.top else {
            // The first row says which level is the top one. Level 0 is the end product itself.
            let is_product = is_root || level == 0;
            self.top = Some(if is_product { level.saturating_add(1) } else { level });
            self.has_product = is_product;
            return Ok(if is_product { Hook::Product } else { Hook::Depth(0) });
        };
        let Some(depth) = level.checked_sub(top).and_then(|depth| usize::try_from(depth).ok())
        else {
            return Err(if self.has_product && level.saturating_add(1) == top {
                TreeFault::SecondProduct
            } else {
                TreeFault::AboveTop { level, top }
            });
        };
        if depth > self.open.len() {
            let before = u32::try_from(self.open.len()).unwrap_or(u32::MAX);
            let before = before.saturating_add(top).saturating_sub(1);
            return Err(TreeFault::LevelJump { level, before });
        }
        Ok(Hook::Depth(depth))
    }
}

/// Reads a level: `2`, `.2`, `..2`, `L2`, `2.0`.
pub(super) fn level_of(text: &str) -> Option<u32> {
    let text = text.trim().trim_start_matches(['.', '-', '+', '>', '*', ' ', '\u{a0}']);
    let text = text.strip_prefix(['L', 'l']).unwrap_or(text).trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    let is_plain = !text.is_empty() && text.len() <= 6;
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (is_plain && digits).then(|| text.parse().ok()).flatten()
}

/// Indentations: how far each open assembly is indented.
#[derive(Debug, Default)]
pub(super) struct Indents {
    widths: Vec<usize>,
    pub(super) open: Vec<Above>,
}

impl Indents {
    pub(super) fn hook(&mut self, text: &str) -> Result<Hook, TreeFault> {
        let width = text.chars().take_while(|one| one.is_whitespace()).count();
        let depth = self.widths.iter().filter(|above| **above < width).count();
        let is_known = self.widths.get(depth).is_none_or(|known| *known == width);
        if !is_known || (depth == 0 && self.widths.first().is_some_and(|first| *first != width)) {
            return Err(TreeFault::Indentation { width });
        }
        self.widths.truncate(depth);
        self.widths.push(width);
        Ok(Hook::Depth(depth))
    }
}

/// Puts a row under the assembly at a depth, and opens it for the rows below.
pub(super) fn hang(open: &mut Vec<Above>, depth: usize, add: impl FnOnce(Option<Above>) -> Above) {
    open.truncate(depth);
    let above = open.last().copied();
    open.push(add(above));
}
