//! Bills as CycloneDX: as a tree without references, or as a graph of dependencies.

use serde_json::{Value, json};

use super::bills::{Bill, Cost, Part, Use};
use super::facts;
use super::random::Random;

/// A bill as a file.
pub(crate) fn written(bill: &Bill, random: &mut Random) -> Vec<u8> {
    // A graph says once that one part goes into another.
    let is_tree = bill.has_twins() || random.one_in(2);
    let mut writer = Writer { bill, is_stated: vec![false; bill.parts.len()] };
    let (components, dependencies) =
        if is_tree { (writer.tree(random, None), Vec::new()) } else { writer.graph(random) };
    let version = random.pick(&["1.4", "1.5", "1.6", "1.7"]);
    let file = json!({
        "bomFormat": "CycloneDX",
        "specVersion": version,
        "metadata": { "component": { "type": "device", "bom-ref": PRODUCT, "name": "Missile" } },
        "components": components,
        "dependencies": dependencies,
    });
    if random.one_in(2) { serde_json::to_vec(&file) } else { serde_json::to_vec_pretty(&file) }
        .unwrap()
}

const PRODUCT: &str = "MIS-1000";

struct Writer<'b> {
    bill: &'b Bill,
    is_stated: Vec<bool>,
}

impl Writer<'_> {
    // A component without a reference is its name, wherever it stands; what goes into it stands
    // where it does for the first time.
    fn tree(&mut self, random: &mut Random, parent: Option<usize>) -> Vec<Value> {
        let uses: Vec<&Use> = self.bill.uses_in(parent).collect();
        let mut components = Vec::new();
        for one in uses {
            let is_first = !std::mem::replace(&mut self.is_stated[one.part], true);
            let id = &self.bill.parts[one.part].id;
            let mut component = json!({ "type": "device", "name": id });
            let mut properties = vec![property("safe:quantity", &one.quantity)];
            if is_first || random.one_in(3) {
                self.state(&mut component, &mut properties, one.part, random);
            }
            component["properties"] = properties.into();
            if is_first {
                component["components"] = self.tree(random, Some(one.part)).into();
            }
            components.push(component);
        }
        components
    }

    // Each component once: within the only one it goes into, or on the upper level.
    fn graph(&mut self, random: &mut Random) -> (Vec<Value>, Vec<Value>) {
        let bill = self.bill;
        let uses_of = |part: usize| bill.uses.iter().filter(move |one| one.part == part);
        let is_within: Vec<bool> = (0..bill.parts.len())
            .map(|part| {
                let mut uses = uses_of(part);
                let is_only = uses.next().is_some_and(|one| one.parent.is_some());
                is_only && uses.next().is_none() && random.one_in(2)
            })
            .collect();
        let mut within: Vec<Vec<Value>> = vec![Vec::new(); bill.parts.len()];
        let mut upper = Vec::new();
        let mut dependencies = vec![json!({ "ref": PRODUCT, "dependsOn": [] })];
        dependencies
            .extend(bill.parts.iter().map(|part| json!({ "ref": part.id, "dependsOn": [] })));
        // What goes into a part stands behind it.
        for part in (0..bill.parts.len()).rev() {
            let id = &bill.parts[part].id;
            let mut component = json!({ "type": "device", "bom-ref": id, "name": "part" });
            let mut properties = Vec::new();
            self.state(&mut component, &mut properties, part, random);
            for one in uses_of(part) {
                let reference = one.parent.map_or(PRODUCT, |parent| &bill.parts[parent].id);
                properties.push(property(&format!("safe:quantity-in:{reference}"), &one.quantity));
                if !is_within[part] {
                    let at = one.parent.map_or(0, |parent| parent + 1);
                    dependencies[at]["dependsOn"].as_array_mut().unwrap().push(json!(id));
                }
            }
            component["properties"] = properties.into();
            component["components"] = std::mem::take(&mut within[part]).into();
            match uses_of(part).find_map(|one| one.parent).filter(|_| is_within[part]) {
                Some(parent) => within[parent].push(component),
                None => upper.push(component),
            }
        }
        (upper, dependencies)
    }

    fn state(
        &self,
        component: &mut Value,
        properties: &mut Vec<Value>,
        part: usize,
        random: &mut Random,
    ) {
        let Part { description, cost, origin, sourced_from, supplier, .. } = &self.bill.parts[part];
        if let Some(description) = description {
            component["description"] = json!(description);
        }
        let mut state = |name: &str, value: &str| properties.push(property(name, value));
        if let Some(Cost { least, most, currency }) = cost {
            match most {
                None => state("safe:unit-cost", least),
                Some(most) => {
                    state("safe:unit-cost-most", most);
                    state("safe:unit-cost-least", least);
                }
            }
            state("safe:currency", currency);
        }
        for (name, country) in [("safe:origin", origin), ("safe:sourced-from", sourced_from)] {
            if let Some(code) = country {
                state(name, facts::written_country(random, code));
            }
        }
        if let Some((id, name)) = supplier {
            // In the same form wherever the part is stated: two forms contradict each other.
            if part % 2 == 0 {
                component["supplier"] = json!({ "name": name });
            } else {
                state("safe:supplier", id);
            }
        }
    }
}

fn property(name: &str, value: &str) -> Value {
    json!({ "name": name, "value": value })
}
