//! What a share rests on: its lines, its margins, and what would turn it.

mod margins;
mod waterfall;

use super::block::{Align, Block, Cell, OriginBar, Origins, Section, Table, Tone};
use super::figures;
use super::rules;
use super::told::Told;
use crate::model::country::Origin;
use crate::report::lines::LinesShown;
use crate::sums::{Growth, Interval, Reach, ShareSums, Turning};
use crate::tally::CostRange;

/// Single lines that would turn the outcome are named up to so many.
const MOST_TURNING: usize = 5;

/// A section for each share of component cost that is asked for.
pub(super) fn sections(told: &Told<'_, '_>, shown: LinesShown) -> Vec<Section> {
    let sums = told.assessment.sums(shown);
    let each = sums.iter().map(|sums| {
        let subject = told.names.subject(&sums.subject);
        Section::new(told.say("sums/heading", &[("subject", &subject)]), blocks(told, sums))
    });
    each.collect()
}

fn blocks(told: &Told<'_, '_>, sums: &ShareSums<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Origins(origins(told, sums))];
    blocks.extend(waterfall::of(told, sums).map(Block::Waterfall));
    let titled = |title: &str, block: Option<Block>| {
        block.map(|block| [Block::Paragraph(told.text(title)), block])
    };
    blocks.extend(titled("sums/margins", margins::of(told, sums)).into_iter().flatten());
    blocks.extend(titled("sums/growth", growth(told, sums)).into_iter().flatten());
    blocks.extend(turning(told, "sums/losing", &sums.losing));
    blocks.extend(turning(told, "sums/winning", &sums.winning));
    blocks
}

/// What each origin contributes, the most first, and what has none.
fn origins(told: &Told<'_, '_>, sums: &ShareSums<'_>) -> Origins {
    let assessment = told.assessment;
    let contents = assessment.content();
    let found = contents.iter().enumerate().find(|(_, content)| content.subject == sums.subject);
    let mut bars: Vec<(CostRange, OriginBar)> = Vec::new();
    if let Some((index, content)) = found {
        for share in &content.by_country {
            let standing = told.standing(share.standing);
            let values = [("origin", share.origin.as_str()), ("standing", &*standing)];
            let name = told.say("sums/bar/origin", &values);
            bars.push(bar(told, sums, name, &share.cost, tone_of(share.standing)));
        }
        let tally = assessment.tallies.of(index, assessment.content_tier);
        if let Some(tally) = tally {
            let name = told.text("page/not-stated");
            bars.push(bar(told, sums, name, &tally.unstated, Tone::Undetermined));
        }
    }
    bars.retain(|(cost, _)| *cost != CostRange::ZERO);
    bars.sort_by(|(one, _), (other, _)| {
        let limitless = |cost: &CostRange| cost.most.is_none();
        limitless(other).cmp(&limitless(one)).then_with(|| other.most.cmp(&one.most))
    });
    let bars = bars.into_iter().map(|(_, bar)| bar).collect();
    Origins { title: told.text("sums/origins"), bars }
}

fn bar(
    told: &Told<'_, '_>,
    sums: &ShareSums<'_>,
    name: String,
    cost: &CostRange,
    tone: Tone,
) -> (CostRange, OriginBar) {
    let share = figures::share_of(cost, &sums.total);
    let bar = OriginBar {
        name,
        share: figures::share(told.words, &share, None),
        least: share.least.fraction(),
        most: share.most.fraction(),
        tone,
    };
    (cost.clone(), bar)
}

fn tone_of(standing: &str) -> Tone {
    match standing {
        "outside" => Tone::NotMet,
        "not-known" | "unstated" => Tone::Undetermined,
        "partner" => Tone::Quiet,
        _ => Tone::Met,
    }
}

fn origin_words(told: &Told<'_, '_>, origin: Option<Origin>) -> String {
    match origin {
        Some(origin) => origin.as_str().to_owned(),
        None => told.text("page/not-stated"),
    }
}

/// How far each origin could grow.
fn growth(told: &Told<'_, '_>, sums: &ShareSums<'_>) -> Option<Block> {
    let rows = sums.growth.iter().map(|growth| {
        let name = match growth.origin {
            Some(origin) => origin.as_str().to_owned(),
            None => told.text("sums/any-other"),
        };
        vec![
            Cell::plain(name),
            Cell::toned(told.standing(growth.standing), tone_of(growth.standing)),
            Cell::plain(reach(told, &growth.added)),
            Cell::plain(replacing(told, growth)),
        ]
    });
    let columns = [
        "page/column/origin",
        "page/column/standing",
        "sums/column/added",
        "sums/column/replacing",
    ];
    let columns = columns.map(|name| (told.text(name), Align::Left));
    let table = Table::new(columns, rows);
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

fn replacing(told: &Told<'_, '_>, growth: &Growth) -> String {
    match &growth.replacing {
        Some(replacing) => reach(told, replacing),
        None => told.text("sums/is-core"),
    }
}

fn reach(told: &Told<'_, '_>, reach: &Reach) -> String {
    match (amounts(told, &reach.met), amounts(told, &reach.possible)) {
        (Some(met), _) => met,
        (None, Some(possible)) => told.say("sums/reach/open", &[("amounts", &possible)]),
        (None, None) => told.text("sums/reach/never"),
    }
}

/// `None`: with no amount.
fn amounts(told: &Told<'_, '_>, intervals: &[Interval]) -> Option<String> {
    let euro = |amount| figures::euro(told.words, amount);
    let each = intervals.iter().map(|interval| match (&interval.least, &interval.most) {
        (least, None) if least.is_zero() => told.text("sums/reach/any"),
        (least, None) => told.say("sums/reach/from", &[("least", &euro(least))]),
        (least, Some(most)) if least.is_zero() && most.is_zero() => told.text("sums/reach/nothing"),
        (least, Some(most)) if least.is_zero() => {
            told.say("sums/reach/up-to", &[("most", &euro(most))])
        }
        (least, Some(most)) => {
            let cost = CostRange { least: least.clone(), most: Some(most.clone()) };
            figures::cost(told.words, &cost)
        }
    });
    each.reduce(|one, other| told.say("sums/reach/or", &[("one", &one), ("other", &other)]))
}

/// Single lines that would turn the outcome.
fn turning(told: &Told<'_, '_>, name: &str, turning: &Turning<'_>) -> Vec<Block> {
    if turning.count == 0 {
        return Vec::new();
    }
    let said = told.say(name, &[("count", &turning.count.to_string())]);
    let items = turning.lines.iter().take(MOST_TURNING).map(|one| {
        let line = &one.line;
        let description = line.description.map(|text| format!(" {text}")).unwrap_or_default();
        let values = [
            ("line", &*format!("{}{description}", line.path.join(" › "))),
            ("cost", &*figures::cost(told.words, &line.cost)),
            ("origin", &*origin_words(told, line.origin)),
            ("finding", &*told.text(&format!("page/outcome/{}", one.finding.as_str()))),
            ("verdict", &*told.text(&format!("verdict/{}", one.verdict.as_str()))),
        ];
        (Cell::toned(told.say("sums/turning", &values), rules::tone(Some(one.finding))), Vec::new())
    });
    vec![Block::Paragraph(said), Block::List(items.collect())]
}
