//! What an end product is made of, against what is allowed.

use super::block::{Align, Block, Cell, Gauge, Section, Table, Tone};
use super::figures;
use super::told::Told;
use super::{rules, sources};
use crate::conditions::Limit;
use crate::model::exact::Exact;
use crate::model::figure::Share;
use crate::outcome::Outcome;
use crate::report::content::Content;
use crate::report::lines::LinesShown;
use crate::sums::{BoundSide, Margin};
use crate::tally::CostRange;
use crate::trace::{BoundValue, Comparison, Key, ShareRange, Side, Step};

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
    let margins = Margins::of(share, ceiling);
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
        tone: rules::tone(Some(margins.outcome())),
    }));
    // Nothing of nothing is at no distance from a bound.
    if !share.least.is_nothing() && !share.most.is_nothing() {
        blocks.push(Block::Paragraph(margins.say(told)));
    }
    let agreements = step.because.iter().filter_map(|step| agreement(told, step));
    blocks.extend(agreements.flatten());
}

// Where every origin is known, least and most are the same amount.
fn outside(share: &ShareRange) -> CostRange {
    let least = share.least.part.clone().unwrap_or(Exact::ZERO);
    CostRange { least, most: share.most.part.clone() }
}

/// How far a share is from the ceiling, at its least and at its most.
struct Margins {
    least: Margin,
    most: Margin,
    is_known: bool,
}

impl Margins {
    fn of(share: &ShareRange, ceiling: Share) -> Self {
        let of = |end| Margin::of(end, ceiling, Limit::AtMost);
        let is_known = share.least.fraction() == share.most.fraction();
        Self { least: of(&share.least), most: of(&share.most), is_known }
    }

    /// What the ceiling itself comes to, agreements aside.
    fn outcome(&self) -> Outcome {
        let is_kept = |margin: &Margin| margin.side != BoundSide::Above;
        match (is_kept(&self.least), is_kept(&self.most)) {
            (_, true) => Outcome::Met,
            (true, false) => Outcome::Undetermined,
            (false, false) => Outcome::NotMet,
        }
    }

    /// In points and in euro.
    fn say(&self, told: &Told<'_, '_>) -> String {
        let points = |margin: &Margin| figures::points(told.words, &margin.apart);
        let at = |end: &'static str| if self.is_known { "" } else { end };
        let (name, mut values, in_euro, amount) = match self.outcome() {
            Outcome::Met if self.most.side == BoundSide::At => {
                return told.text(&format!("page/margin/exact{}", at("-at-worst")));
            }
            Outcome::Met => {
                let name = format!("page/margin/below{}", at("-at-worst"));
                (name, vec![("points", points(&self.most))], "room", &self.most.added)
            }
            Outcome::NotMet => {
                let name = format!("page/margin/above{}", at("-at-best"));
                (name, vec![("points", points(&self.least))], "excess", &self.least.replaced)
            }
            Outcome::Undetermined => {
                let values = vec![("below", points(&self.least)), ("above", points(&self.most))];
                ("page/margin/open".to_owned(), values, "excess", &self.most.replaced)
            }
        };
        let amount = amount.as_ref().map(|amount| figures::euro(told.words, amount));
        let name = if amount.is_some() { format!("{name}-{in_euro}") } else { name };
        values.extend(amount.map(|amount| (in_euro, amount)));
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, &**value)).collect();
        told.say(&name, &values)
    }
}

/// Whether a share is certainly within the ceiling, agreements aside.
pub(super) fn is_within(share: &ShareRange, ceiling: Share) -> bool {
    Margins::of(share, ceiling).outcome() == Outcome::Met
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
