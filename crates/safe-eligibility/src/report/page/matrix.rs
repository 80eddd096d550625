//! One row a fact: what is claimed, where it stands, who says so, which law it meets.

use std::collections::BTreeMap;

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::names::Names;
use super::words;
use crate::assessment::Assessment;
use crate::model::country::Origin;
use crate::model::place::{Member, Place};
use crate::report::lines::LinesShown;
use crate::rulebook::datum::Datum;
use crate::trace::{FactValue, Step};

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
pub(super) fn section(assessment: &Assessment<'_>, shown: LinesShown) -> Option<Section> {
    let mut claims: BTreeMap<Place, Claim> = BTreeMap::new();
    for finding in assessment.findings.iter().filter(|finding| finding.outcome.is_some()) {
        collect(&finding.step, &finding.rule.id, &mut claims);
    }
    for step in &assessment.involvement {
        collect(step, "involvement", &mut claims);
    }
    origins(assessment, shown, &mut claims);
    let names = Names::of(assessment.procurement);
    let count = claims.len();
    let rows = claims.into_iter().take(MOST_FACTS).map(|(place, claim)| {
        let source = assessment.source_of(&place);
        let tone = if claim.is_stated { Tone::Plain } else { Tone::Undetermined };
        vec![
            Cell::plain(names.fact(&place)),
            Cell::toned(claim.value, tone),
            Cell::plain(source.map_or_else(|| "the document".to_owned(), |one| one.to_string())),
            Cell::plain(place.to_string()),
            Cell::plain(claim.rules.join(", ")),
            Cell::plain(claim.law.join("; ")),
        ]
    });
    let rows = rows.collect();
    let columns = vec![
        ("Fact", Align::Left),
        ("As stated", Align::Left),
        ("Who says so", Align::Left),
        ("Place in the document", Align::Left),
        ("Rules", Align::Left),
        ("Law it meets, and how well documented", Align::Left),
    ];
    let mut blocks = vec![Block::Table(Table { columns, rows })];
    let more = count.saturating_sub(MOST_FACTS);
    if more > 0 {
        blocks.push(Block::Paragraph(format!(
            "{more} more facts are not shown here; the JSON of the assessment has them."
        )));
    }
    (count > 0).then(|| Section::new("Evidence", blocks))
}

fn collect(step: &Step<'_>, rule: &str, claims: &mut BTreeMap<Place, Claim>) {
    // A share looks at every line, and its law is that of their origins.
    let is_sum = step.lines.is_some();
    for fact in &step.facts {
        let text = words::fact(fact);
        let value = text.split_once(": ").map_or("", |(_, value)| value);
        let is_stated = !matches!(fact.value, FactValue::NotStated);
        let claim = claim(claims, &fact.at, value, is_stated);
        add(&mut claim.rules, rule.to_owned());
        if !is_sum {
            step.law.iter().for_each(|datum| add(&mut claim.law, law(datum)));
        }
    }
    step.because.iter().for_each(|part| collect(part, rule, claims));
}

/// The origins of the lines that weigh most.
fn origins(assessment: &Assessment<'_>, shown: LinesShown, claims: &mut BTreeMap<Place, Claim>) {
    for sums in assessment.sums(shown) {
        let weighty = sums.lines.iter();
        let turning = sums.losing.lines.iter().chain(&sums.winning.lines).map(|one| &one.line);
        for line in weighty.chain(turning) {
            let at = line.at.member(Member::Origin);
            let value = line.origin.map_or("not stated", Origin::as_str);
            let claim = claim(claims, &at, value, line.origin.is_some());
            add(&mut claim.rules, sums.rule.id.to_string());
            if let Some(Origin::Country(country)) = line.origin {
                add(&mut claim.law, law(&assessment.governed.core_datum(country)));
            }
        }
    }
}

fn claim<'c>(
    claims: &'c mut BTreeMap<Place, Claim>,
    at: &Place,
    value: &str,
    is_stated: bool,
) -> &'c mut Claim {
    claims.entry(at.clone()).or_insert_with(|| Claim {
        value: value.to_owned(),
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

fn law(datum: &Datum<'_>) -> String {
    let aside = if datum.set_aside { ", set aside" } else { "" };
    format!("{}: {} ({}{aside})", datum.address, datum.value, datum.evidence)
}
