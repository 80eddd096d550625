//! What an end product is made of, against what is allowed.

use super::block::{Align, Block, Cell, Gauge, Section, Table, Tone};
use super::figures::{self, Rounding};
use super::told::Told;
use super::{rules, sources};
use crate::model::exact::{Exact, Fraction};
use crate::model::figure::Share;
use crate::outcome::Outcome;
use crate::report::content::Content;
use crate::report::lines::LinesShown;
use crate::tally::CostRange;
use crate::trace::{BoundValue, Comparison, Key, Portion, ShareRange, Side, Step};

/// A section for each end product that has components, or should have some.
pub(super) fn sections(told: &Told<'_, '_>) -> Vec<Section> {
    let content = told.assessment.content();
    let sections = content.iter().enumerate().filter_map(|(index, content)| {
        let findings = told.assessment.findings.iter();
        let mut findings = findings.filter(|one| one.subject == content.subject);
        let step = findings.find_map(|finding| share_step(&finding.step));
        let mut blocks = Vec::new();
        match step.and_then(|step| Some((step, step.compares.as_deref()?))) {
            Some((step, comparison)) => {
                against_ceiling(told, &mut blocks, step, comparison, content);
            }
            None if content.by_country.is_empty() => return None,
            None => blocks.push(Block::Paragraph(told.text("page/no-ceiling"))),
        }
        blocks.extend(by_country(told, index, content));
        let subject = told.names.subject(&content.subject);
        Some(Section::new(told.say("page/components-of", &[("subject", &subject)]), blocks))
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
    told: &Told<'_, '_>,
    blocks: &mut Vec<Block>,
    step: &Step<'_>,
    comparison: &Comparison<'_>,
    content: &Content,
) {
    let (share, Some(ceiling)) = sides(comparison) else { return };
    let allowed = figures::bound_percent(told.words, ceiling);
    let Some(share) = share else {
        let what = if content.by_country.is_empty() { "component" } else { "cost" };
        let text = told.say(&format!("page/no-share/{what}"), &[("bound", &allowed)]);
        blocks.push(Block::Paragraph(text));
        return;
    };
    let bound = figures::fraction(ceiling);
    let (least, most) = (share.least.fraction(), share.most.fraction());
    let own = standard(&least, &most, &bound);
    let values = [
        ("share", &*figures::share(told.words, share, Some(&bound))),
        ("outside", &*figures::cost(told.words, &outside(share))),
        ("total", &*figures::cost(told.words, &content.total)),
        ("bound", &*allowed),
    ];
    blocks.push(Block::Paragraph(told.say("page/from-outside", &values)));
    blocks.push(Block::Gauge(Gauge {
        title: told.text("report/gauge"),
        said: figures::share(told.words, share, Some(&bound)),
        least,
        most,
        bound,
        bound_label: told.say("page/allowed", &[("bound", &allowed)]),
        tone: rules::tone(Some(own)),
    }));
    // Nothing of nothing is at no distance from a bound.
    if !share.least.is_nothing() && !share.most.is_nothing() {
        blocks.push(Block::Paragraph(margin(told, share, ceiling, own)));
    }
    let agreements = step.because.iter().filter_map(|step| agreement(told, step));
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

pub(super) fn is_at_most(one: &Fraction, other: &Fraction) -> bool {
    one.numerator() * other.denominator() <= other.numerator() * one.denominator()
}

/// How far from the ceiling, in points and in euro.
fn margin(told: &Told<'_, '_>, share: &ShareRange, ceiling: Share, own: Outcome) -> String {
    let bound = figures::fraction(ceiling);
    let (least, most) = (share.least.fraction(), share.most.fraction());
    let known = least == most;
    let points = |share: &Fraction| figures::points(told.words, share, &bound);
    let (name, mut values) = match own {
        Outcome::Met if most == bound => {
            let at_worst = if known { "" } else { "-at-worst" };
            return told.text(&format!("page/margin/exact{at_worst}"));
        }
        Outcome::Met => {
            let at_worst = if known { "" } else { "-at-worst" };
            (format!("page/margin/below{at_worst}"), vec![("points", points(&most))])
        }
        Outcome::NotMet => {
            let at_best = if known { "" } else { "-at-best" };
            (format!("page/margin/above{at_best}"), vec![("points", points(&least))])
        }
        Outcome::Undetermined => {
            let values = vec![("below", points(&least)), ("above", points(&most))];
            ("page/margin/open".to_owned(), values)
        }
    };
    let (in_euro, amount) = match own {
        Outcome::Met => ("room", room(&share.most, ceiling)),
        Outcome::NotMet => ("excess", excess(&share.least, ceiling)),
        Outcome::Undetermined => ("excess", excess(&share.most, ceiling)),
    };
    let rounding = if in_euro == "room" { Rounding::Down } else { Rounding::Up };
    let amount = amount.map(|amount| figures::euro_of(told.words, &amount, rounding));
    let name = if amount.is_some() { format!("{name}-{in_euro}") } else { name };
    values.extend(amount.map(|amount| (in_euro, amount)));
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, &**value)).collect();
    told.say(&name, &values)
}

/// What could be added from outside, the whole growing with it: `(c·r − (1−c)·p) / (1−c)`.
fn room(portion: &Portion, ceiling: Share) -> Option<Fraction> {
    let (part, rest) = portion.part.as_ref().zip(portion.rest.as_ref())?;
    let other = Exact::new(1, 0).less(&ceiling.exact());
    let room = ceiling.exact().times(rest).less(&other.times(part));
    (!other.is_zero()).then(|| Fraction::of(&room, &other))
}

/// What would have to come from inside, the whole staying as it is: `(1−c)·p − c·r`.
fn excess(portion: &Portion, ceiling: Share) -> Option<Fraction> {
    let (part, rest) = portion.part.as_ref().zip(portion.rest.as_ref())?;
    let other = Exact::new(1, 0).less(&ceiling.exact());
    let excess = other.times(part).less(&ceiling.exact().times(rest));
    Some(Fraction::of(&excess, &Exact::new(1, 0)))
}

/// The shares that an agreement sets, where it may be applied.
fn agreement(told: &Told<'_, '_>, step: &Step<'_>) -> Option<Vec<Block>> {
    let Key::Country(_, party) = step.key else { return None };
    let party = ("party", party.as_str());
    let shares: Vec<_> = step.because.iter().filter(|part| part.compares.is_some()).collect();
    let rows = shares.iter().filter_map(|part| {
        let comparison = part.compares.as_deref()?;
        let (share, bound) = sides(comparison);
        let (share, bound) = share.zip(bound)?;
        let exact = figures::fraction(bound);
        let name = format!("page/agreement/{}", part.key);
        let takes_party = told.words.takes(&name, "party");
        let what = told.say(&name, if takes_party { std::slice::from_ref(&party) } else { &[] });
        let asked = [
            ("operator", &*told.operator(comparison)),
            ("bound", &*figures::bound_percent(told.words, bound)),
        ];
        Some(vec![
            Cell::toned(what, rules::tone(Some(part.outcome()))),
            Cell::plain(figures::share(told.words, share, Some(&exact))),
            Cell::plain(told.say("page/agreement/bound", &asked)),
        ])
    });
    let rows: Vec<_> = rows.collect();
    let carries = format!("page/agreement/{}", step.outcome().as_str());
    let mut blocks = vec![Block::Paragraph(told.say(&carries, &[party]))];
    if !rows.is_empty() {
        let columns = vec![
            (told.text("page/column/components"), Align::Left),
            (told.text("page/column/share"), Align::Right),
            (told.text("page/column/agreement-allows"), Align::Left),
        ];
        blocks.push(Block::Table(Table { columns, rows }));
    }
    Some(blocks)
}

/// Who contributes what, the most first.
fn by_country(told: &Told<'_, '_>, product: usize, content: &Content) -> Option<Block> {
    let mut shares: Vec<_> = content.by_country.iter().collect();
    // The sort keeps the order of the codes among equals.
    shares.sort_by(|one, other| most_first(&one.cost, &other.cost));
    let row = |name: &str, standing: Cell, cost: &CostRange| {
        let share = figures::share_of(cost, &content.total);
        vec![
            Cell::plain(name),
            standing,
            Cell::plain(figures::cost(told.words, cost)),
            Cell::plain(figures::share(told.words, &share, None)),
        ]
    };
    let mut rows: Vec<_> = shares
        .iter()
        .map(|share| {
            let standing = Cell::toned(told.standing(share.standing), of_standing(share.standing));
            row(share.origin.as_str(), standing, &share.cost)
        })
        .collect();
    let tally = told.assessment.tallies.of(product, told.assessment.content_tier)?;
    if tally.unstated != CostRange::ZERO {
        rows.push(row(&told.text("page/not-stated"), Cell::plain(""), &tally.unstated));
    }
    rows.push(vec![
        Cell::plain(told.text("page/total")),
        Cell::plain(""),
        Cell::plain(figures::cost(told.words, &content.total)),
        Cell::plain(""),
    ]);
    let columns = vec![
        (told.text("page/column/origin"), Align::Left),
        (told.text("page/column/standing"), Align::Left),
        (told.text("page/column/cost"), Align::Right),
        (told.text("page/column/share"), Align::Right),
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
pub(super) fn largest_lines(told: &Told<'_, '_>, shown: LinesShown) -> Vec<Section> {
    let content = told.assessment.content();
    let sections = content.iter().enumerate().filter_map(|(index, content)| {
        let count = told.assessment.tallies.of(index, told.assessment.content_tier)?.count;
        let lines = told.assessment.lines(index, shown);
        let rows = lines.iter().map(|line| {
            let origin = match line.origin {
                Some(origin) => origin.as_str().to_owned(),
                None => told.text("page/not-stated"),
            };
            let mut row = vec![
                Cell::plain(line.path.join(" › ")),
                Cell::plain(line.description.unwrap_or("")),
                Cell::toned(origin, of_standing(line.standing)),
                Cell::plain(figures::cost(told.words, &line.cost)),
            ];
            row.extend(sources::cell(told, &line.at));
            row
        });
        let mut columns = vec![
            (told.text("page/column/line"), Align::Left),
            (told.text("page/column/description"), Align::Left),
            (told.text("page/column/origin"), Align::Left),
            (told.text("page/column/cost"), Align::Right),
        ];
        columns.extend(sources::column(told));
        let table = Table { columns, rows: rows.collect() };
        let subject = told.names.subject(&content.subject);
        let (shown, count) = (lines.len().to_string(), count.to_string());
        let mut values = vec![("subject", &*subject), ("count", &*count)];
        let heading = if shown == count {
            told.say("page/lines/all", &values)
        } else {
            values.push(("shown", &*shown));
            told.say("page/lines/largest", &values)
        };
        Some(Section::new(heading, vec![Block::Table(table)]))
    });
    sections.collect()
}
