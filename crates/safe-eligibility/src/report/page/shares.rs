//! What an end product is made of, against what is allowed.

use super::block::{Align, Block, Cell, Gauge, Section, Table, Tone};
use super::figures::{self, Rounding};
use super::names::Names;
use super::{rules, sources, words};
use crate::assessment::Assessment;
use crate::model::exact::{Exact, Fraction};
use crate::model::figure::Share;
use crate::outcome::Outcome;
use crate::report::content::Content;
use crate::report::lines::LinesShown;
use crate::tally::CostRange;
use crate::trace::{BoundValue, Comparison, Key, Portion, ShareRange, Side, Step};

/// A section for each end product that has components, or should have some.
pub(super) fn sections(assessment: &Assessment<'_>) -> Vec<Section> {
    let names = Names::of(assessment.procurement);
    let content = assessment.content();
    let sections = content.iter().enumerate().filter_map(|(index, content)| {
        let finding = assessment.findings.iter().filter(|one| one.subject == content.subject);
        let step = finding.clone().find_map(|finding| share_step(&finding.step));
        let mut blocks = Vec::new();
        match step.and_then(|step| Some((step, step.compares.as_deref()?))) {
            Some((step, comparison)) => against_ceiling(&mut blocks, step, comparison, content),
            None if content.by_country.is_empty() => return None,
            None => blocks.push(Block::Paragraph(
                "No ceiling on components applies to this end product.".to_owned(),
            )),
        }
        blocks.extend(by_country(assessment, index, content));
        Some(Section::new(format!("Components of {}", names.subject(&content.subject)), blocks))
    });
    sections.collect()
}

/// The step that compares the outside share, wherever below a finding it is.
pub(super) fn share_step<'s, 'a>(step: &'s Step<'a>) -> Option<&'s Step<'a>> {
    if step.kind == "share-at-most" {
        return Some(step);
    }
    step.because.iter().find_map(share_step)
}

/// Both sides of a comparison of a share with a bound; `None`: there is no share.
pub(super) fn sides<'c>(comparison: &'c Comparison<'_>) -> (Option<&'c ShareRange>, Option<Share>) {
    let share = match &comparison.left {
        Side::Range { share, .. } => share.as_ref(),
        Side::Sum { .. } | Side::Share { .. } | Side::Day { .. } => None,
    };
    let bound = match comparison.right.value {
        BoundValue::Share(bound) => Some(bound),
        BoundValue::Shares(..) | BoundValue::Day(_) => None,
    };
    (share, bound)
}

fn against_ceiling(
    blocks: &mut Vec<Block>,
    step: &Step<'_>,
    comparison: &Comparison<'_>,
    content: &Content,
) {
    let (share, Some(ceiling)) = sides(comparison) else { return };
    let Some(share) = share else {
        let what = if content.by_country.is_empty() { "component" } else { "cost" };
        blocks.push(Block::Paragraph(format!(
            "There is no share to take, as no {what} is stated; at most {} from outside is allowed.",
            figures::bound_percent(ceiling)
        )));
        return;
    };
    let bound = figures::fraction(ceiling);
    let (least, most) = (share.least.fraction(), share.most.fraction());
    let own = standard(&least, &most, &bound);
    blocks.push(Block::Paragraph(format!(
        "From outside: {} of component cost ({} of {}), at most {} allowed.",
        figures::share(share, Some(&bound)),
        figures::cost(&outside(share)),
        figures::cost(&content.total),
        figures::bound_percent(ceiling),
    )));
    blocks.push(Block::Gauge(Gauge {
        least,
        most,
        bound,
        bound_label: format!("{} allowed", figures::bound_percent(ceiling)),
        tone: rules::tone(Some(own)),
    }));
    blocks.push(Block::Paragraph(margin(share, ceiling, own)));
    let agreements = step.because.iter().filter_map(agreement);
    blocks.extend(agreements.flatten());
}

// Where every origin is known, least and most are the same amount.
fn outside(share: &ShareRange) -> CostRange {
    let least = share.least.part.clone().unwrap_or(Exact::ZERO);
    CostRange { least, most: share.most.part.clone() }
}

fn standard(least: &Fraction, most: &Fraction, bound: &Fraction) -> Outcome {
    if is_at_most(most, bound) {
        Outcome::Met
    } else if is_at_most(least, bound) {
        Outcome::Undetermined
    } else {
        Outcome::NotMet
    }
}

fn is_at_most(one: &Fraction, other: &Fraction) -> bool {
    one.numerator() * other.denominator() <= other.numerator() * one.denominator()
}

/// How far from the ceiling, in points and in euro.
fn margin(share: &ShareRange, ceiling: Share, own: Outcome) -> String {
    let bound = figures::fraction(ceiling);
    let (least, most) = (share.least.fraction(), share.most.fraction());
    let known = least == most;
    match own {
        Outcome::Met if most == bound => {
            let before = if known { "Exactly" } else { "At worst exactly" };
            format!("{before} the ceiling, which is allowed: nothing from outside can be added.")
        }
        Outcome::Met => {
            let before = if known { "" } else { "at worst " };
            let points = figures::points(&most, &bound);
            let room = room(&share.most, ceiling);
            sentence(&format!("{before}{points} below the ceiling{room}."))
        }
        Outcome::NotMet => {
            let before = if known { "" } else { "at best " };
            let points = figures::points(&least, &bound);
            let excess = excess(&share.least, ceiling);
            sentence(&format!("{before}{points} above the ceiling{excess}."))
        }
        Outcome::Undetermined => format!(
            "At best {} below the ceiling, at worst {} above it{}.",
            figures::points(&least, &bound),
            figures::points(&most, &bound),
            excess(&share.most, ceiling)
        ),
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// What could be added from outside, the whole growing with it: `(c·r − (1−c)·p) / (1−c)`.
fn room(portion: &Portion, ceiling: Share) -> String {
    let (Some(part), Some(rest)) = (&portion.part, &portion.rest) else { return String::new() };
    let other = Exact::new(1, 0).less(&ceiling.exact());
    if other.is_zero() {
        return String::new();
    }
    let room = ceiling.exact().times(rest).less(&other.times(part));
    let room = figures::euro_of(&Fraction::of(&room, &other), Rounding::Down);
    format!("; components from outside for up to {room} more could be added")
}

/// What would have to come from inside, the whole staying as it is: `(1−c)·p − c·r`.
fn excess(portion: &Portion, ceiling: Share) -> String {
    let (Some(part), Some(rest)) = (&portion.part, &portion.rest) else { return String::new() };
    let other = Exact::new(1, 0).less(&ceiling.exact());
    let excess = other.times(part).less(&ceiling.exact().times(rest));
    let excess = figures::euro_of(&Fraction::of(&excess, &Exact::new(1, 0)), Rounding::Up);
    format!("; components for at least {excess} would have to come from inside instead")
}

/// The shares that an agreement sets, where it may be applied.
fn agreement(step: &Step<'_>) -> Option<Vec<Block>> {
    let Key::Country(_, party) = step.key else { return None };
    let shares: Vec<_> = step.because.iter().filter(|part| part.compares.is_some()).collect();
    let rows = shares.iter().filter_map(|part| {
        let comparison = part.compares.as_deref()?;
        let (share, bound) = sides(comparison);
        let (share, bound) = share.zip(bound)?;
        let exact = figures::fraction(bound);
        let operator = if comparison.operator == "at-least" { "at least" } else { "at most" };
        let what = match part.key {
            Key::Word("party-share") => format!("from {party}"),
            Key::Word("other-share") => "from outside, but not from there".to_owned(),
            Key::Word("core-share") => "from the core area".to_owned(),
            other @ (Key::Word(_) | Key::Indexed(..) | Key::Country(..)) => other.to_string(),
        };
        Some(vec![
            Cell::toned(what, rules::tone(Some(part.outcome()))),
            Cell::plain(figures::share(share, Some(&exact))),
            Cell::plain(format!("{operator} {}", figures::bound_percent(bound))),
        ])
    });
    let rows: Vec<_> = rows.collect();
    let outcome = match step.outcome() {
        Outcome::Met => "carries the condition all the same",
        Outcome::NotMet => "does not carry the condition",
        Outcome::Undetermined => "may carry the condition, which is open",
    };
    let mut blocks = vec![Block::Paragraph(format!("The agreement with {party} {outcome}."))];
    if !rows.is_empty() {
        let columns = vec![
            ("Components", Align::Left),
            ("Share", Align::Right),
            ("The agreement allows", Align::Left),
        ];
        blocks.push(Block::Table(Table { columns, rows }));
    }
    Some(blocks)
}

/// Who contributes what, the most first.
fn by_country(assessment: &Assessment<'_>, product: usize, content: &Content) -> Option<Block> {
    let mut shares: Vec<_> = content.by_country.iter().collect();
    // The sort keeps the order of the codes among equals.
    shares.sort_by(|one, other| most_first(&one.cost, &other.cost));
    let row = |name: &str, standing: &str, cost: &CostRange, tone: Tone| {
        vec![
            Cell::plain(name),
            Cell::toned(words::standing(standing), tone),
            Cell::plain(figures::cost(cost)),
            Cell::plain(figures::share(&figures::share_of(cost, &content.total), None)),
        ]
    };
    let mut rows: Vec<_> = shares
        .iter()
        .map(|share| {
            row(share.origin.as_str(), share.standing, &share.cost, of_standing(share.standing))
        })
        .collect();
    let tally = assessment.tallies.of(product, assessment.content_tier)?;
    if tally.unstated != CostRange::ZERO {
        rows.push(row("not stated", "", &tally.unstated, Tone::Plain));
    }
    rows.push(vec![
        Cell::plain("total"),
        Cell::plain(""),
        Cell::plain(figures::cost(&content.total)),
        Cell::plain(""),
    ]);
    let columns = vec![
        ("Origin", Align::Left),
        ("Standing", Align::Left),
        ("Cost", Align::Right),
        ("Share", Align::Right),
    ];
    Some(Block::Table(Table { columns, rows }))
}

fn most_first(one: &CostRange, other: &CostRange) -> std::cmp::Ordering {
    let limitless = |cost: &CostRange| cost.most.is_none();
    limitless(other)
        .cmp(&limitless(one))
        .then_with(|| other.most.cmp(&one.most))
        .then_with(|| other.least.cmp(&one.least))
}

fn of_standing(standing: &str) -> Tone {
    match standing {
        "outside" => Tone::NotMet,
        "not-known" | "unstated" => Tone::Undetermined,
        "partner" => Tone::Quiet,
        _ => Tone::Met,
    }
}

/// The lines that weigh most, or all of them.
pub(super) fn largest_lines(assessment: &Assessment<'_>, shown: LinesShown) -> Vec<Section> {
    let names = Names::of(assessment.procurement);
    let content = assessment.content();
    let sections = content.iter().enumerate().filter_map(|(index, content)| {
        let count = assessment.tallies.of(index, assessment.content_tier)?.count;
        let lines = assessment.lines(index, shown);
        let rows = lines.iter().map(|line| {
            let mut row = vec![
                Cell::plain(line.path.join(" › ")),
                Cell::plain(line.description.unwrap_or("")),
                Cell::toned(
                    line.origin.map_or("not stated", crate::model::country::Origin::as_str),
                    of_standing(line.standing),
                ),
                Cell::plain(figures::cost(&line.cost)),
            ];
            row.extend(sources::cell(assessment, &line.at));
            row
        });
        let mut columns = vec![
            ("Line", Align::Left),
            ("Description", Align::Left),
            ("Origin", Align::Left),
            ("Cost", Align::Right),
        ];
        columns.extend(sources::column(assessment));
        let table = Table { columns, rows: rows.collect() };
        let which = if lines.len() < count {
            format!("the {} of {count} that weigh most, outside first", lines.len())
        } else {
            format!("{count} in all")
        };
        let subject = names.subject(&content.subject);
        Some(Section::new(
            format!("Lines that count, {subject}: {which}"),
            vec![Block::Table(table)],
        ))
    });
    sections.collect()
}
