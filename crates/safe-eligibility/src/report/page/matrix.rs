//! One row a fact: what is claimed, where it stands, who says so, which law it meets.

use std::collections::BTreeMap;

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::told::Told;
use crate::model::country::Origin;
use crate::model::place::{Member, Place};
use crate::report::lines::LinesShown;
use crate::rulebook::body::Weight;
use crate::trace::Step;

/// Facts are shown up to so many.
const MOST_FACTS: usize = 400;

/// What is known of a fact.
struct Claim {
    value: String,
    is_stated: bool,
    rules: Vec<String>,
    law: Vec<String>,
}

/// Every fact that some finding looked at, in the order of the document.
pub(super) fn section(told: &Told<'_, '_>, shown: LinesShown) -> Option<Section> {
    let assessment = told.assessment;
    let mut claims: BTreeMap<Place, Claim> = BTreeMap::new();
    for finding in assessment.findings.iter().filter(|finding| finding.outcome.is_some()) {
        collect(told, &finding.step, &finding.rule.id, &mut claims);
    }
    let mut rules = assessment.governed.rules();
    let definition = rules.find(|rule| rule.body.weight == Weight::Definition);
    for step in &assessment.involvement {
        collect(told, step, definition.map_or("", |rule| &*rule.id), &mut claims);
    }
    origins(told, shown, &mut claims);
    let count = claims.len();
    let rows = claims.into_iter().take(MOST_FACTS).map(|(place, claim)| {
        let tone = if claim.is_stated { Tone::Plain } else { Tone::Undetermined };
        let source = assessment.source_of(&place);
        let source = source.map_or_else(|| told.text("report/document"), |one| one.to_string());
        vec![
            Cell::plain(told.names.fact(&place)),
            Cell::toned(claim.value, tone),
            Cell::plain(format!("{source}\u{a0}· {place}")),
            Cell::plain(claim.rules.join(", ")),
            Cell::plain(claim.law.join("; ")),
        ]
    });
    let columns = [
        "report/column/fact",
        "page/column/as-stated",
        "report/column/who",
        "page/rules",
        "report/column/law",
    ];
    let columns = columns.map(|name| (told.text(name), Align::Left));
    let mut blocks = vec![Block::Table(Table::new(columns, rows))];
    let more = count.saturating_sub(MOST_FACTS);
    if more > 0 {
        let text = told.say("report/more-facts", &[("count", &more.to_string())]);
        blocks.push(Block::Paragraph(text));
    }
    (count > 0).then(|| Section::new(told.text("report/facts"), blocks))
}

fn collect(told: &Told<'_, '_>, step: &Step<'_>, rule: &str, claims: &mut BTreeMap<Place, Claim>) {
    // A share looks at every line, and its law is that of their origins.
    let is_sum = step.lines.is_some();
    for fact in &step.facts {
        let is_stated = fact.value.is_stated();
        let claim = claim(claims, &fact.at, || told.value(&fact.value), is_stated);
        add(&mut claim.rules, rule.to_owned());
        told.assumed_bound(step).into_iter().for_each(|law| add(&mut claim.law, law));
        if !is_sum {
            step.law.iter().for_each(|datum| add(&mut claim.law, told.attested(datum)));
        }
    }
    step.because.iter().for_each(|part| collect(told, part, rule, claims));
}

/// The origins of the lines that weigh most.
fn origins(told: &Told<'_, '_>, shown: LinesShown, claims: &mut BTreeMap<Place, Claim>) {
    for sums in told.assessment.sums(shown) {
        let turning = sums.losing.lines.iter().chain(&sums.winning.lines).map(|one| &one.line);
        for line in sums.lines.iter().chain(turning) {
            let at = line.at.member(Member::Origin);
            let value = || match line.origin {
                Some(origin) => origin.as_str().to_owned(),
                None => told.text("page/not-stated"),
            };
            let claim = claim(claims, &at, value, line.origin.is_some());
            add(&mut claim.rules, sums.rule.id.to_string());
            if let Some(Origin::Country(country)) = line.origin {
                let datum = told.assessment.governed.core_datum(country);
                add(&mut claim.law, told.attested(&datum));
            }
        }
    }
}

fn claim<'c>(
    claims: &'c mut BTreeMap<Place, Claim>,
    at: &Place,
    value: impl FnOnce() -> String,
    is_stated: bool,
) -> &'c mut Claim {
    claims.entry(at.clone()).or_insert_with(|| Claim {
        value: value(),
        is_stated,
        rules: Vec::new(),
        law: Vec::new(),
    })
}

fn add(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}
