//! Reads the bodies of rules under every option, and checks what they say of one another.

use std::collections::BTreeMap;

use super::super::body::{RuleBody, Subjects, Weight};
use super::super::pack::Question;
use super::super::problem::{PackFault, PackPlace};
use super::super::read_body::read_body;
use super::super::reader::{Problems, Reader};
use super::super::resolve::resolve_placed;
use super::choices;

/// The bodies of every version of every rule, under every option of the readings they mention.
#[derive(Default)]
pub(super) struct Bodies {
    by_rule: BTreeMap<Box<str>, Vec<(PackPlace, RuleBody)>>,
}

impl Bodies {
    /// There is a rule of that id, whether or not a body of it can be read.
    pub(super) fn announce(&mut self, rule: &str) {
        self.by_rule.entry(rule.into()).or_default();
    }

    /// Reads the body of a version under every option; gives the readings it mentions.
    pub(super) fn add(
        &mut self,
        rule: &str,
        reader: &Reader<'_>,
        questions: &[Question],
    ) -> Vec<Box<str>> {
        let own = self.by_rule.entry(rule.into()).or_default();
        let Some((node, mentioned)) = reader.node().zip(choices::check(reader, questions)) else {
            return Vec::new();
        };
        for readings in choices::combinations(reader, &mentioned, questions) {
            let resolved = resolve_placed(node, &readings);
            match read_body(&resolved.node) {
                Ok(body) => own.push((reader.at().clone(), body)),
                Err(problems) => {
                    for problem in problems {
                        let pointer = resolved.pointer_in_file(&problem.at.pointer);
                        let file = reader.at().file.clone();
                        let at = PackPlace { file, pointer: pointer.into() };
                        reader.problems().add(at, problem.fault);
                    }
                }
            }
        }
        mentioned.ids().map(Into::into).collect()
    }
}

/// Checks every rule against those it names, and that there is one definition.
pub(super) fn check_together(bodies: &Bodies, problems: &Problems) {
    for (at, body) in bodies.by_rule.values().flatten() {
        check_cures(at, body, bodies, problems);
        check_follows(at, body, bodies, problems);
    }
    check_usable(bodies, problems);
    let is_definition = |own: &&Vec<(PackPlace, RuleBody)>| {
        own.iter().any(|(_, body)| body.weight == Weight::Definition)
    };
    let found = bodies.by_rule.values().filter(is_definition).count();
    let complete = bodies.by_rule.values().all(|own| !own.is_empty());
    if found > 1 || (found == 0 && complete) {
        let at = PackPlace::file("pack.json").member("rules");
        problems.add(at, PackFault::Definitions { found });
    }
}

fn check_cures(at: &PackPlace, body: &RuleBody, bodies: &Bodies, problems: &Problems) {
    let at = at.member("derogates_from");
    for (index, cure) in body.derogates_from.iter().enumerate() {
        let tell = |fault| problems.add(at.clone(), fault);
        if body.derogates_from.iter().take(index).any(|earlier| earlier.rule == cure.rule) {
            tell(PackFault::Duplicate { id: cure.rule.clone(), first: at.clone() });
        }
        let Some(named) = bodies.by_rule.get(&cure.rule) else {
            tell(PackFault::UnknownRule { rule: cure.rule.clone() });
            continue;
        };
        let conditions: Vec<&RuleBody> = named
            .iter()
            .map(|(_, named)| named)
            .filter(|named| named.weight == Weight::Condition)
            .collect();
        if let (Some((_, named)), true) = (named.first(), conditions.is_empty()) {
            let (rule, weight) = (cure.rule.clone(), named.weight.as_str());
            tell(PackFault::DerogatesFrom { rule, weight });
        }
        for asked in conditions.iter().map(|named| named.subjects) {
            if !are_among(body.subjects, asked) {
                let (asked, here) = (asked.as_str(), body.subjects.as_str());
                tell(PackFault::OtherSubjects { rule: cure.rule.clone(), asked, here });
            }
        }
    }
}

// A reading may switch a derogation off; one that is off under every option is of no use.
fn check_usable(bodies: &Bodies, problems: &Problems) {
    let mut versions: BTreeMap<&PackPlace, Vec<&RuleBody>> = BTreeMap::new();
    for (at, body) in bodies.by_rule.values().flatten() {
        versions.entry(at).or_default().push(body);
    }
    for (at, under_each) in versions {
        let cures = || under_each.iter().flat_map(|body| &body.derogates_from);
        if cures().next().is_none() {
            continue;
        }
        for (member, used) in
            [("cures", cures().any(|cure| cure.cures)), ("opens", cures().any(|cure| cure.opens))]
        {
            if !used {
                let at = at.member("derogates_from");
                problems.add(at, PackFault::DerogationUnused { member });
            }
        }
    }
}

fn are_among(here: Subjects, asked: Subjects) -> bool {
    here == asked || (here == Subjects::InvolvedSubcontractors && asked == Subjects::Entities)
}

fn check_follows(at: &PackPlace, body: &RuleBody, bodies: &Bodies, problems: &Problems) {
    let Some(follows) = &body.follows else { return };
    let at = at.member("follows").member("derogation");
    let rule = follows.derogation.clone();
    match bodies.by_rule.get(&rule).map(Vec::as_slice) {
        None => problems.add(at, PackFault::UnknownRule { rule }),
        Some([]) => {}
        Some(named) => {
            if named.iter().all(|(_, named)| named.weight != Weight::Derogation) {
                problems.add(at, PackFault::FollowsNoDerogation { rule });
            }
        }
    }
}
