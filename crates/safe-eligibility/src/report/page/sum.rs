//! What a share rests on: its lines, its margins, and what would turn it.

mod margins;
mod waterfall;

use super::block::{Align, Block, Cell, OriginBar, Origins, Section, Table, Tone};
use super::figures;
use super::rules;
use super::told::Told;
use crate::assessment::Verdict;
use crate::model::country::Origin;
use crate::outcome::Outcome;
use crate::report::lines::LinesShown;
use crate::sums::{Growth, Interval, Reach, ShareSums, Turning, TurningLine};
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
    blocks.extend(barred(told, sums));
    blocks.extend(turning(told, sums, "losing", &sums.losing));
    blocks.extend(turning(told, sums, "winning", &sums.winning));
    blocks
}

/// Which origins are not looked at in what stands around it.
fn barred(told: &Told<'_, '_>, sums: &ShareSums<'_>) -> Option<Block> {
    let mut origins: Vec<&str> = sums.barred.iter().map(|(origin, _)| origin.as_str()).collect();
    let mut rules: Vec<&str> = sums.barred.iter().map(|(_, rule)| &*rule.id).collect();
    for list in [&mut origins, &mut rules] {
        list.sort_unstable();
        list.dedup();
    }
    let (origins, rules) = (origins.join(", "), rules.join(", "));
    let text = || told.say("sums/barred", &[("origins", &*origins), ("rules", &*rules)]);
    (!origins.is_empty()).then(|| Block::Paragraph(text()))
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
    let row = |growth: &Growth, name: String, standing: String| {
        vec![
            Cell::plain(name),
            Cell::toned(standing, tone_of(growth.standing)),
            Cell::plain(reach(told, &growth.added)),
            Cell::plain(replacing(told, growth)),
        ]
    };
    let core = sums
        .core_growth
        .iter()
        .map(|growth| row(growth, told.text("sums/any-core"), told.text("sums/core-area")));
    let each = sums.growth.iter().map(|growth| {
        let name = match growth.origin {
            Some(origin) => origin.as_str().to_owned(),
            None => told.text("sums/any-other"),
        };
        row(growth, name, told.standing(growth.standing))
    });
    let rows = core.chain(each);
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

/// Single lines that would turn what the condition on the share comes to.
fn turning(
    told: &Told<'_, '_>,
    sums: &ShareSums<'_>,
    name: &str,
    turning: &Turning<'_>,
) -> Vec<Block> {
    if turning.count == 0 {
        return Vec::new();
    }
    let heading = told.say(&format!("sums/{name}"), &[("count", &turning.count.to_string())]);
    let mut findings = told.assessment.findings.iter();
    let own =
        findings.find(|one| one.rule.position == sums.rule.position && one.subject == sums.subject);
    let now = own.and_then(|finding| finding.outcome);
    let shown = turning.lines.iter().take(MOST_TURNING);
    let more = turning.count.saturating_sub(shown.len());
    let items = shown.map(|one| {
        let tone = rules::tone(Some(one.finding));
        (Cell::toned(turned(told, now, one), tone), Vec::new())
    });
    let mut blocks = vec![Block::Paragraph(heading), Block::List(items.collect())];
    if more > 0 {
        let said = told.say("sums/turning/more", &[("count", &more.to_string())]);
        blocks.push(Block::Paragraph(said));
    }
    blocks
}

/// What a line would change, and what it would not.
fn turned(told: &Told<'_, '_>, now: Option<Outcome>, one: &TurningLine<'_>) -> String {
    let outcome = |outcome: Outcome| told.text(&format!("page/outcome/{}", outcome.as_str()));
    let finding = match now {
        Some(now) if now != one.finding => {
            let values = [("before", &*outcome(now)), ("after", &*outcome(one.finding))];
            told.say("sums/finding/changes", &values)
        }
        Some(_) | None => told.say("sums/finding/stays", &[("outcome", &*outcome(one.finding))]),
    };
    let verdict = |verdict: Verdict| told.text(&format!("verdict/{}", verdict.as_str()));
    let before = told.assessment.verdict();
    let verdict = if before == one.verdict {
        told.say("sums/verdict/stays", &[("verdict", &*verdict(before))])
    } else {
        let values = [("before", &*verdict(before)), ("after", &*verdict(one.verdict))];
        told.say("sums/verdict/changes", &values)
    };
    let line = &one.line;
    let description = line.description.map(|text| format!(" {text}")).unwrap_or_default();
    let values = [
        ("line", &*format!("{}{description}", line.path.join(" › "))),
        ("cost", &*figures::cost(told.words, &line.cost)),
        ("origin", &*origin_words(told, line.origin)),
        ("finding", &*finding),
        ("verdict", &*verdict),
    ];
    told.say("sums/turning", &values)
}
