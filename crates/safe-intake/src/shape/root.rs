//! What is done once all rows are read: the end product is found, and rows are held against
//! each other.

use safe_eligibility::model::figure::Quantity;

use super::collected::Counted;
use super::places::meaning_of;
use super::tree::Tree;
use super::tree_fault::TreeFault;
use super::{BillRemark, Reading};
use crate::mapping::{EmptyParent, Meaning, ShapeKind};
use crate::parts::{PartIndex, RowId};
use crate::source::Source;

// So many of several roots are named.
const MOST_NAMED: usize = 5;

impl Reading<'_, '_> {
    fn source(&self, row: RowId, meaning: Meaning) -> Source {
        let first = self.files.bills.first().map_or("", |file| file.name);
        self.places.source(row, meaning).unwrap_or_else(|| Source::whole(first))
    }

    pub(super) fn hang_dotted(&mut self, tree: Option<Tree>) {
        if let Some(Tree::Dotted(dotted)) = tree {
            for misfit in dotted.hang(&mut self.parts, &mut self.nodes) {
                let first = self.files.bills.first().map_or("", |file| file.name);
                let places = &self.places;
                misfit.note(&mut self.collected, |row| {
                    places.source(row, Meaning::Level).unwrap_or_else(|| Source::whole(first))
                });
            }
        }
    }

    /// Each assembly goes into the end product as often as its rows say.
    pub(super) fn hang_multipliers(&mut self) {
        for (part, (multiplier, row)) in std::mem::take(&mut self.multipliers) {
            if multiplier.is_none() {
                let id = self.parts.id(part).to_owned();
                let at = self.source(row, Meaning::Multiplier);
                self.collected.tree(at, None, TreeFault::Multiplier { id, first: None });
            }
            self.parts.use_in(part, None, multiplier.unwrap_or(Quantity::ONE), row);
        }
    }

    /// A column of levels beside edges decides nothing; where it says something else, that is told.
    pub(super) fn compare_levels(&mut self) {
        let (count, row) = self.levels.disagreements();
        let at = self.source(row, Meaning::Level);
        self.collected.count_many(Counted::LevelsDisagree, count, || at);
    }

    /// Assemblies that are listed several times are read once.
    pub(super) fn merge_repeated(&mut self) {
        if !self.nodes.has_repeats() || self.collected.has_problems() {
            return;
        }
        let merged = self.parts.merge_repeated(self.nodes.parents());
        let (count, row) = merged.repeated;
        let at = self.source(row, Meaning::Id);
        self.collected.count_many(Counted::RepeatedAssembly, count, || at);
        for difference in merged.differences {
            let id = self.parts.id(difference.part).to_owned();
            let first = self.source(difference.first, Meaning::Id);
            let at = self.source(difference.second, Meaning::Id);
            self.collected.tree(at, Some(id.clone()), TreeFault::OtherChildren { id, first });
        }
    }

    pub(super) fn note_conflicts(&mut self) {
        for conflict in self.parts.conflicts().to_vec() {
            let meaning = meaning_of(conflict.fact);
            let first = self.source(conflict.first, meaning);
            let at = self.source(conflict.second, meaning);
            let differing = Box::new(conflict.differing(&self.parts));
            let given = Some(differing.given().to_owned());
            self.collected.tree(at, given, TreeFault::Conflict { differing, first });
        }
    }

    /// The part that is the end product itself, and whether parts beside it are other products.
    pub(super) fn root(&mut self) -> (Option<PartIndex>, bool) {
        let shape = &self.files.mapping.shape;
        let at = Source::whole(self.files.bills.first().map_or("", |file| file.name));
        if let Some(root) = shape.root.as_ref().filter(|_| !self.is_root_taken) {
            let found = self.parts.find(root);
            if found.is_none() {
                let fault = TreeFault::NoSuchRoot { root: root.clone() };
                self.collected.tree(at, Some(root.clone()), fault);
            }
            return (found, true);
        }
        let names_assemblies = match shape.kind {
            ShapeKind::Edges => shape.empty_parent == EmptyParent::Root,
            ShapeKind::Flat => self.parts.has_assemblies(),
            ShapeKind::Levels | ShapeKind::Dotted | ShapeKind::Indented | ShapeKind::Multiplier => {
                false
            }
        };
        if !names_assemblies || self.parts.len() == 0 || self.collected.has_problems() {
            return (None, false);
        }
        let roots = self.parts.roots();
        match roots.as_slice() {
            [root] => {
                let id = self.parts.id(*root).to_owned();
                self.collected.remark(at, BillRemark::OnlyRoot(id));
                (Some(*root), false)
            }
            // Whatever is left goes round in a cycle, which is told when the bill is made.
            [] => (None, false),
            several => {
                let some = several.iter().take(MOST_NAMED);
                let some = some.map(|part| self.parts.id(*part).to_owned()).collect();
                let fault = TreeFault::SeveralRoots { count: several.len(), some };
                self.collected.tree(at, None, fault);
                (None, false)
            }
        }
    }
}
