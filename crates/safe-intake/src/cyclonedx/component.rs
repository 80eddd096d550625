//! From components to parts.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::model::figure::Quantity;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::facts::{Facts, Property};
use super::locate::{Stated, called};
use super::problem::{CyclonedxFault, CyclonedxProblem};
use super::remark::{CyclonedxNote, CyclonedxRemark};
use super::text::Text;
use super::{Described, Document, Place, Row};
use crate::country_name::CountryReader;
use crate::parts::{PartIndex, Parts, RowId};

/// How deep components may stand within each other; assemblies are far less deep.
const MOST_DEEP: usize = 64;

/// A component by the members that are read.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Component<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    bom_ref: Option<Cow<'a, str>>,
    #[serde(borrow)]
    group: Option<Cow<'a, str>>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    version: Option<Cow<'a, str>>,
    #[serde(borrow)]
    description: Option<Cow<'a, str>>,
    #[serde(borrow)]
    scope: Option<Cow<'a, str>>,
    #[serde(borrow)]
    supplier: Option<Organisation<'a>>,
    #[serde(borrow)]
    components: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    properties: Option<Vec<Property<'a>>>,
}

#[derive(Deserialize)]
struct Organisation<'a> {
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
}

/// The way through a file.
pub(super) struct Walk<'t, 'a> {
    pub(super) text: &'t Text<'a>,
    pub(super) parts: Parts,
    rows: Vec<Row>,
    pub(super) problems: Vec<CyclonedxProblem>,
    pub(super) remarks: Vec<CyclonedxRemark>,
    /// Parts by their reference.
    pub(super) references: BTreeMap<String, PartIndex>,
    /// The reference of the described component.
    pub(super) root: Option<String>,
    /// Components of the upper level, in the order of the file.
    pub(super) upper: Vec<Upper>,
    /// Components that stand within another, each with that one.
    pub(super) nested: BTreeSet<(PartIndex, PartIndex)>,
    version: Version,
    countries: CountryReader,
    without_quantity: Option<(usize, Place)>,
}

/// A component of the upper level, whose place is for `dependencies` to tell.
pub(super) struct Upper {
    pub(super) part: PartIndex,
    pub(super) id: String,
    pub(super) row: RowId,
    pub(super) place: Place,
    pub(super) quantities: Quantities,
}

/// How many, and where it is said.
#[derive(Clone, Copy)]
pub(super) struct Counted {
    pub(super) quantity: Quantity,
    pub(super) at: Place,
}

/// How many of a component go into what it is used in.
pub(super) struct Quantities {
    /// Where nothing else is said.
    pub(super) any: Counted,
    /// In the component of a reference.
    pub(super) within: BTreeMap<String, Counted>,
}

impl Quantities {
    /// How many go into the component of a reference.
    pub(super) fn within(&self, reference: &str) -> Counted {
        self.within.get(reference).copied().unwrap_or(self.any)
    }
}

#[derive(Clone, Copy)]
struct Version {
    name: &'static str,
    /// How many of the types it has.
    types: usize,
}

/// The types of components, in the order in which versions brought them.
const TYPES: [&str; 13] = [
    "application",
    "framework",
    "library",
    "container",
    "operating-system",
    "device",
    "firmware",
    "file",
    "platform",
    "device-driver",
    "machine-learning-model",
    "data",
    "cryptographic-asset",
];

const VERSIONS: [Version; 4] = [
    Version { name: "1.7", types: 13 },
    Version { name: "1.6", types: 13 },
    Version { name: "1.5", types: 12 },
    Version { name: "1.4", types: 8 },
];

impl Version {
    fn has(self, kind: &str) -> bool {
        TYPES.iter().take(self.types).any(|known| *known == kind)
    }
}

impl<'t, 'a> Walk<'t, 'a> {
    pub(super) fn new(text: &'t Text<'a>) -> Self {
        let [newest, ..] = VERSIONS;
        Self {
            text,
            parts: Parts::default(),
            rows: Vec::new(),
            problems: Vec::new(),
            remarks: Vec::new(),
            references: BTreeMap::new(),
            root: None,
            upper: Vec::new(),
            nested: BTreeSet::new(),
            version: newest,
            countries: CountryReader::new(),
            without_quantity: None,
        }
    }

    /// Checks what the file says about itself.
    pub(super) fn check_head(&mut self, document: &Document<'_>) {
        // The file as a whole is told by its first line.
        let start = self.text.start();
        if document.bom_format.as_deref() != Some("CycloneDX") {
            self.problem(start, CyclonedxFault::Format, None);
        }
        let given = document.spec_version.as_deref();
        if let Some(version) = VERSIONS.into_iter().find(|version| Some(version.name) == given) {
            self.version = version;
        } else {
            let fault = match given {
                Some(given) => CyclonedxFault::Version(given.to_owned()),
                None => CyclonedxFault::Missing("specVersion"),
            };
            self.problem(start, fault, None);
        }
    }

    /// Reads the component that the file describes, and what stands within it.
    pub(super) fn described(&mut self, raw: &'a RawValue) -> Option<Described> {
        let component = self.component(raw, false)?;
        let name = component.name.clone().unwrap_or_default().into_owned();
        let id = component.bom_ref.as_deref().unwrap_or(&name).to_owned();
        self.root = component.bom_ref.map(Cow::into_owned);
        self.components(component.components.as_deref().unwrap_or(&[]));
        Some(Described { id, name })
    }

    /// Reads the components of the upper level, and what stands within them.
    pub(super) fn components(&mut self, list: &[&'a RawValue]) {
        for raw in list {
            self.part(raw, None, 1);
        }
    }

    /// Hands out what was read, if there is no problem.
    pub(super) fn finish(
        mut self,
    ) -> Result<(Parts, Vec<CyclonedxRemark>, Vec<Row>), Vec<CyclonedxProblem>> {
        self.note_conflicts();
        if !self.problems.is_empty() {
            self.problems.sort_by_key(CyclonedxProblem::start);
            return Err(self.problems);
        }
        if self.parts.len() == 0 {
            self.remark(self.text.start(), CyclonedxNote::NoPart, None);
        }
        if let Some((count, place)) = self.without_quantity {
            self.remark(place, CyclonedxNote::Quantity { count }, None);
        }
        Ok((self.parts, self.remarks, self.rows))
    }

    // Components without a reference are one part where group, name and version are the same.
    fn note_conflicts(&mut self) {
        for conflict in self.parts.conflicts().to_vec() {
            let stated = Stated::of_fact(conflict.fact);
            let place = |row: RowId| Some(self.text.stated(Row::of(&self.rows, row)?, stated));
            let (Some(first), Some(second)) = (place(conflict.first), place(conflict.second))
            else {
                continue;
            };
            let differing = Box::new(conflict.differing(&self.parts));
            // The message names the component by itself.
            self.problem(second, CyclonedxFault::Conflict { differing, other: first }, None);
        }
    }

    fn part(&mut self, raw: &'a RawValue, parent: Option<(PartIndex, &str)>, depth: usize) {
        let place = self.text.place(raw);
        if depth > MOST_DEEP {
            self.problem(place, CyclonedxFault::TooDeep(MOST_DEEP), called(raw).as_deref());
            return;
        }
        let Some(component) = self.component(raw, true) else { return };
        let id = component.id();
        if component.scope.as_deref() == Some("excluded") {
            self.remark(place, CyclonedxNote::Excluded(id), None);
            return;
        }
        let part = self.parts.part(&id);
        if component.bom_ref.is_some() && self.references.insert(id.clone(), part).is_some() {
            let at = self.text.stated_in(place, Stated::Id);
            self.problem(at, CyclonedxFault::RepeatedReference(id), None);
            return;
        }
        let (quantities, row) = self.state(&component, part, place, parent.map(|(_, id)| id));
        match parent {
            Some((parent, reference)) => {
                let quantity = quantities.within(reference).quantity;
                self.parts.use_in(part, Some(parent), quantity, row);
                self.nested.insert((part, parent));
                self.check_quantities(&quantities, &[reference], &id);
            }
            None => self.upper.push(Upper { part, id: id.clone(), row, place, quantities }),
        }
        for raw in component.components.unwrap_or_default() {
            self.part(raw, Some((part, &id)), depth.saturating_add(1));
        }
    }

    /// Adds what is to be found of a use of a component.
    pub(super) fn add_row(&mut self, component: Place, parent: Place, quantity: Place) -> RowId {
        self.rows.push(Row { component, parent, quantity });
        RowId { number: u32::try_from(self.rows.len()).unwrap_or(u32::MAX) }
    }

    // Reads one component; of the types, only those of a part are checked.
    fn component(&mut self, raw: &'a RawValue, is_part: bool) -> Option<Component<'a>> {
        let place = self.text.place(raw);
        let component: Component<'a> = match self.text.piece(raw) {
            Ok(component) => component,
            Err(problem) => {
                self.problems.push(problem.of(called(raw)));
                return None;
            }
        };
        let id = component.id();
        match component.kind.as_deref() {
            None => self.problem(place, CyclonedxFault::Missing("type"), Some(&id)),
            Some(given) if is_part && !self.version.has(given) => {
                let at = self.text.stated_in(place, Stated::Type);
                let (given, version) = (given.to_owned(), self.version.name);
                self.problem(at, CyclonedxFault::Type { given, version }, Some(&id));
            }
            Some(_) => {}
        }
        if component.name.as_deref().is_none_or(str::is_empty) {
            self.problem(place, CyclonedxFault::Missing("name"), Some(&id));
            return None;
        }
        Some(component)
    }

    // States what a component says about its part, and tells how many of it there are.
    fn state(
        &mut self,
        component: &Component<'a>,
        part: PartIndex,
        place: Place,
        parent: Option<&str>,
    ) -> (Quantities, RowId) {
        let id = component.id();
        let mut facts = Facts::default();
        for property in component.properties.as_deref().unwrap_or(&[]) {
            if let Err(problem) = facts.take(property, self.text) {
                self.problems.push(problem.of(Some(id.clone())));
            }
        }
        let supplier = component.supplier.as_ref().and_then(|supplier| supplier.name.as_deref());
        let (stated, quantities) =
            facts.finish(component.description.as_deref(), supplier, &mut self.countries);
        let quantities = quantities.unwrap_or_else(|within| {
            let (count, first) = self.without_quantity.unwrap_or((0, place));
            self.without_quantity = Some((count.saturating_add(1), first));
            Quantities { any: Counted { quantity: Quantity::ONE, at: place }, within }
        });
        let counted = parent.map_or(quantities.any, |parent| quantities.within(parent));
        let row = self.add_row(place, place, counted.at);
        self.parts.state(part, &stated, row);
        for (at, fault) in facts.faults {
            self.problem(at, fault, Some(&id));
        }
        for (at, note) in facts.notes {
            self.remark(at, note, Some(&id));
        }
        (quantities, row)
    }

    /// Reports each quantity that is stated for a component into which this one does not go.
    pub(super) fn check_quantities(&mut self, stated: &Quantities, used_in: &[&str], id: &str) {
        let unused = stated.within.iter().filter(|(one, _)| !used_in.contains(&one.as_str()));
        for (reference, counted) in unused {
            let fault = CyclonedxFault::UnusedQuantity(reference.clone());
            self.problem(counted.at, fault, Some(id));
        }
    }

    /// Reports a problem; `component` is what the component calls itself whose it is.
    pub(super) fn problem(&mut self, at: Place, fault: CyclonedxFault, component: Option<&str>) {
        let problem = CyclonedxProblem::new(at.source(self.text.file()), fault);
        self.problems.push(problem.of(component.map(str::to_owned)));
    }

    /// Remarks upon something; `component` is what the component calls itself whose it is.
    pub(super) fn remark(&mut self, at: Place, note: CyclonedxNote, component: Option<&str>) {
        let component = component.map(Into::into);
        self.remarks.push(CyclonedxRemark::new(at.source(self.text.file()), component, note));
    }
}

impl Component<'_> {
    /// Its reference or, where it has none, its group, name and version.
    fn id(&self) -> String {
        if let Some(reference) = self.bom_ref.as_deref().filter(|one| !one.is_empty()) {
            return reference.to_owned();
        }
        let name = self.name.as_deref().unwrap_or("");
        let group = self.group.as_deref().map(|group| format!("{group}/")).unwrap_or_default();
        let version = self.version.as_deref().map(|version| format!("@{version}"));
        format!("{group}{name}{}", version.unwrap_or_default())
    }
}
