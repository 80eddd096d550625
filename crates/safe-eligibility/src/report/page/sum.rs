//! What a share rests on: its lines, its margins, and what would turn it.

use super::block::{
    Align, Block, Cell, OriginBar, Origins, Section, Table, Tone, Waterfall, WaterfallBar,
};
use super::figures::{self, Rounding};
use super::names::Names;
use super::{rules, verdict_words, words};
use crate::assessment::Assessment;
use crate::model::exact::{Exact, Fraction};
use crate::outcome::Outcome;
use crate::report::lines::{LineReport, LinesShown};
use crate::sums::{
    BoundSide, Growth, Interval, Margin, Reach, ShareMargin, ShareSums, ShareTest, Turning,
};
use crate::tally::CostRange;

/// Single lines that would turn the outcome are named up to so many.
const MOST_TURNING: usize = 5;

/// A section for each share of component cost that is asked for.
pub(super) fn sections(assessment: &Assessment<'_>, shown: LinesShown) -> Vec<Section> {
    let names = Names::of(assessment.procurement);
    let sums = assessment.sums(shown);
    let each = sums.iter().map(|sums| {
        let heading = format!("What the share rests on: {}", names.subject(&sums.subject));
        Section::new(heading, blocks(sums))
    });
    each.collect()
}

fn blocks(sums: &ShareSums<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Origins(origins(sums))];
    blocks.extend(waterfall(sums).map(Block::Waterfall));
    blocks.extend(margins(sums));
    blocks.extend(growth(sums));
    blocks.extend(turning(&sums.losing, "from outside", "lose"));
    blocks.extend(turning(&sums.winning, "from the core area", "win"));
    blocks
}

/// What each origin contributes, the most first.
fn origins(sums: &ShareSums<'_>) -> Origins {
    let mut bars: Vec<(&CostRange, OriginBar)> = Vec::new();
    for growth in &sums.growth {
        let Some(origin) = growth.origin else { continue };
        let share = figures::share_of(&growth.cost, &sums.total);
        let bar = OriginBar {
            name: format!("{} · {}", origin.as_str(), words::standing(growth.standing)),
            share: figures::share(&share, None),
            least: share.least.fraction(),
            most: share.most.fraction(),
            tone: tone_of(growth.standing),
        };
        bars.push((&growth.cost, bar));
    }
    bars.retain(|(cost, _)| **cost != CostRange::ZERO);
    bars.sort_by(|(one, _), (other, _)| {
        let limitless = |cost: &CostRange| cost.most.is_none();
        limitless(other).cmp(&limitless(one)).then_with(|| other.most.cmp(&one.most))
    });
    let bars = bars.into_iter().map(|(_, bar)| bar).collect();
    Origins { title: "Component cost by origin".to_owned(), bars }
}

fn tone_of(standing: &str) -> Tone {
    match standing {
        "outside" => Tone::NotMet,
        "not-known" | "unstated" => Tone::Undetermined,
        "partner" => Tone::Quiet,
        _ => Tone::Met,
    }
}

/// The outside share line by line, each at its most.
fn waterfall(sums: &ShareSums<'_>) -> Option<Waterfall> {
    let ceiling = sums.tests.first()?.shares.first()?;
    let most = &ceiling.share.as_ref()?.most;
    let whole = most.part.as_ref().zip(most.rest.as_ref()).map(|(part, rest)| part.plus(rest));
    let of_whole = |cost: &Exact| whole.as_ref().map(|whole| Fraction::of(cost, whole));
    let (mut bars, mut rows) = (Vec::new(), Vec::new());
    let mut so_far = Exact::ZERO;
    let mut add = |name: String, description: &str, from: Cell, cost: &CostRange, tone: Tone| {
        let start = of_whole(&so_far).unwrap_or(Fraction::integer(1));
        let own = cost.most.as_ref().and_then(of_whole);
        so_far.add(cost.most.as_ref().unwrap_or(&Exact::ZERO));
        let end = of_whole(&so_far).unwrap_or(Fraction::integer(1));
        let percent = |share: &Fraction| figures::percent_beside(share, None);
        let share = own.as_ref().map_or_else(|| "not known".to_owned(), percent);
        let together = own.as_ref().map_or_else(|| "not known".to_owned(), |_| percent(&end));
        rows.push(vec![
            Cell::plain(name.clone()),
            Cell::plain(description),
            from,
            Cell::plain(figures::cost(cost)),
            Cell::plain(share.clone()),
            Cell::plain(together),
        ]);
        let name = if description.is_empty() { name } else { format!("{name} {description}") };
        bars.push(WaterfallBar { name, share, start, end, tone });
    };
    for line in &sums.lines {
        let tone = tone_of(line.standing);
        let description = line.description.unwrap_or("");
        add(line.path.join(" › "), description, from(line), &line.cost, tone);
    }
    if sums.others > 0 {
        let name = format!("{} more lines", sums.others);
        add(name, "", Cell::plain(""), &sums.others_cost, Tone::Quiet);
    }
    let columns = vec![
        ("From outside", Align::Left),
        ("Description", Align::Left),
        ("Origin", Align::Left),
        ("Cost", Align::Right),
        ("Share at most", Align::Right),
        ("Together", Align::Right),
    ];
    (!rows.is_empty()).then(|| Waterfall {
        title: "Lines that are, or may be, from outside, one behind the other".to_owned(),
        bound_label: format!("{} allowed", figures::bound_percent(ceiling.bound)),
        bound: figures::fraction(ceiling.bound),
        bars,
        table: Table { columns, rows },
    })
}

fn from(line: &LineReport<'_>) -> Cell {
    let origin = line.origin.map_or("not stated", crate::model::country::Origin::as_str);
    Cell::toned(origin, tone_of(line.standing))
}

/// How far each share of each test is from its bound.
fn margins(sums: &ShareSums<'_>) -> Option<Block> {
    let rows: Vec<_> = sums.tests.iter().flat_map(margin_rows).collect();
    let columns = vec![
        ("Share", Align::Left),
        ("Now", Align::Right),
        ("Bound", Align::Left),
        ("Margin", Align::Left),
        ("In euro", Align::Left),
    ];
    (!rows.is_empty()).then_some(Block::Table(Table { columns, rows }))
}

fn margin_rows(test: &ShareTest) -> Vec<Vec<Cell>> {
    let rows = test.shares.iter().filter_map(|share| {
        let range = share.share.as_ref()?;
        let (least, most) = share.least.as_ref().zip(share.most.as_ref())?;
        let bound = figures::fraction(share.bound);
        let at_most = share.operator == "at-most";
        let kept = |margin: &Margin| match margin.side {
            BoundSide::At => true,
            BoundSide::Below => at_most,
            BoundSide::Above => !at_most,
        };
        let outcome = match (kept(least), kept(most)) {
            (true, true) => Outcome::Met,
            (false, false) => Outcome::NotMet,
            (true, false) | (false, true) => Outcome::Undetermined,
        };
        // What counts is the worse end where the bound is kept, and the better where it is not.
        let worse = if at_most { most } else { least };
        let better = if at_most { least } else { most };
        let (points, euro) = match outcome {
            Outcome::Met => said(worse, share),
            Outcome::NotMet => said(better, share),
            Outcome::Undetermined => {
                let ((one, kept), (other, lacking)) = (said(better, share), said(worse, share));
                (
                    format!("at best {one}, at worst {other}"),
                    format!("at best {kept}; at worst {lacking}"),
                )
            }
        };
        let operator = if at_most { "at most" } else { "at least" };
        Some(vec![
            Cell::toned(share_name(test, share), rules::tone(Some(outcome))),
            Cell::plain(figures::share(range, Some(&bound))),
            Cell::plain(format!("{operator} {}", figures::bound_percent(share.bound))),
            Cell::plain(points),
            Cell::plain(euro),
        ])
    });
    rows.collect()
}

fn share_name(test: &ShareTest, share: &ShareMargin) -> String {
    let party = test.agreement.map(|party| party.to_string()).unwrap_or_default();
    match share.name {
        "party-share" => format!("from {party}, under the agreement with it"),
        "other-share" => format!("from outside other than {party}"),
        "core-share" => format!("from the core area, under the agreement with {party}"),
        _ => "from outside, under the ceiling".to_owned(),
    }
}

/// A margin in points and in euro.
fn said(margin: &Margin, share: &ShareMargin) -> (String, String) {
    let points = figures::points(&margin.apart, &Fraction::integer(0));
    let euro = |amount: &Option<Exact>| {
        let amount = amount.as_ref()?;
        let whole = Fraction::of(amount, &Exact::new(1, 0));
        Some(figures::euro_of(&whole, Rounding::Nearest))
    };
    let (added, replaced) = (euro(&margin.added), euro(&margin.replaced));
    let points = match margin.side {
        BoundSide::Below => format!("{points} below"),
        BoundSide::At => "exactly at it".to_owned(),
        BoundSide::Above => format!("{points} above"),
    };
    let part = match share.name {
        "party-share" => "from there",
        "core-share" => "from the core area",
        _ => "from outside",
    };
    let (kept, phrase) = match (share.operator, margin.side) {
        (_, BoundSide::At) => return (points, "nothing to spare".to_owned()),
        ("at-most", BoundSide::Below) => (true, format!("more {part}")),
        ("at-most", BoundSide::Above) => (false, format!("more from elsewhere than {part}")),
        (_, BoundSide::Above) => (true, "more from elsewhere".to_owned()),
        (_, BoundSide::Below) => (false, format!("more {part}")),
    };
    let word = if kept { "up to" } else { "at least" };
    let added = added.map(|amount| format!("{word} {amount} {phrase}"));
    let replaced = replaced.map(|amount| format!("{word} {amount} replaced"));
    let parts: Vec<String> = added.into_iter().chain(replaced).collect();
    let euro = if parts.is_empty() { "not known".to_owned() } else { parts.join(", or ") };
    (points, euro)
}

/// How far each origin could grow.
fn growth(sums: &ShareSums<'_>) -> Option<Block> {
    let rows = sums.growth.iter().map(|growth| {
        let name = growth.origin.map_or("any other", crate::model::country::Origin::as_str);
        vec![
            Cell::plain(name),
            Cell::toned(words::standing(growth.standing), tone_of(growth.standing)),
            Cell::plain(reach(&growth.added)),
            Cell::plain(replacing(growth)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let columns = vec![
        ("Origin", Align::Left),
        ("Standing", Align::Left),
        ("Met with this much more from there", Align::Left),
        ("Or in the place of core content", Align::Left),
    ];
    (!rows.is_empty()).then_some(Block::Table(Table { columns, rows }))
}

fn replacing(growth: &Growth) -> String {
    growth.replacing.as_ref().map_or_else(|| "is core content".to_owned(), reach)
}

fn reach(reach: &Reach) -> String {
    let met = amounts(&reach.met);
    match (met, amounts(&reach.possible)) {
        (Some(met), _) => met,
        (None, Some(possible)) => format!("open; at best {possible}"),
        (None, None) => "not met with any amount".to_owned(),
    }
}

/// `None`: with no amount.
fn amounts(intervals: &[Interval]) -> Option<String> {
    let each = intervals.iter().map(|interval| match (&interval.least, &interval.most) {
        (least, None) if least.is_zero() => "any amount".to_owned(),
        (least, None) => format!("{} or more", figures::euro(least)),
        (least, Some(most)) if least.is_zero() && most.is_zero() => "nothing".to_owned(),
        (least, Some(most)) if least.is_zero() => format!("up to {}", figures::euro(most)),
        (least, Some(most)) => {
            figures::cost(&CostRange { least: least.clone(), most: Some(most.clone()) })
        }
    });
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| each.join(", or "))
}

/// Single lines that would turn the outcome.
fn turning(turning: &Turning<'_>, from: &str, to: &str) -> Vec<Block> {
    if turning.count == 0 {
        return Vec::new();
    }
    let lines = if turning.count == 1 { "One single line" } else { "Single lines" };
    let count = turning.count;
    let said = format!("{lines} that would {to} it by coming {from}: {count}.");
    let items = turning.lines.iter().take(MOST_TURNING).map(|one| {
        let line = &one.line;
        let description = line.description.map(|text| format!(" {text}")).unwrap_or_default();
        let text = format!(
            "{}{description}, {}, from {}: the finding would be {}, the verdict {}",
            line.path.join(" › "),
            figures::cost(&line.cost),
            line.origin.map_or("an origin not stated", crate::model::country::Origin::as_str),
            one.finding.as_str().replace('-', " "),
            verdict_words(one.verdict).to_lowercase(),
        );
        (Cell::toned(text, rules::tone(Some(one.finding))), Vec::new())
    });
    vec![Block::Paragraph(said), Block::List(items.collect())]
}
