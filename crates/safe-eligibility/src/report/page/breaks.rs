//! What would end eligibility, laid out for reading.

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::figures;
use super::remedy::{MOST_ITEMS, changes, more, shown};
use super::told::Told;
use super::verdict_tone;
use crate::assessment::Verdict;
use crate::model::exact::Fraction;
use crate::model::place::Place;
use crate::next::Minimal;
use crate::remedy::breaks::{
    BarredBreak, Breaks, Broken, DayBreak, FactBreak, LineBreak, RateBreak,
};
use crate::report::assumptions::Assumptions;
use crate::report::words::Language;
use crate::timeline::Clock;

/// Everything that is told, under a head line.
pub(in crate::report) fn breaks(
    breaks: &Breaks<'_, '_>,
    assumptions: Option<&Assumptions<'_>>,
    language: Language,
) -> (Cell, Vec<Section>) {
    let told = Told::new(breaks.assessment, language).under(assumptions);
    let mut sections = Vec::new();
    if breaks.assessment.verdict() == Verdict::Eligible {
        sections.extend(breaks.barred.iter().map(|one| barred(one, &told)));
        sections.extend(breaks.lines.iter().flat_map(|one| lines(one, &told)));
        sections.extend(rates(&breaks.rates, &told));
        sections.push(days(&breaks.days, &told));
        sections.extend(facts(breaks, &told));
    } else {
        let text = vec![Block::Paragraph(told.text("break/not-eligible"))];
        sections.push(Section::new(told.text("break/heading"), text));
    }
    (told.head(), sections)
}

/// That one line is enough from where nothing may come, or the seat there of one supplier.
fn barred(one: &BarredBreak<'_>, told: &Told<'_, '_>) -> Section {
    let subject = told.names.subject(&one.subject);
    let countries = one.countries.iter().map(|country| country.as_str().to_owned());
    let countries = told.listing(countries);
    let mut blocks = Vec::new();
    if let Some(line) = &one.line {
        let values = [("count", &*one.lines.to_string()), ("countries", &countries)];
        let name = match line.cost {
            Some(_) => "break/barred/lines",
            None => "break/barred/lines-uncounted",
        };
        blocks.push(Block::Paragraph(told.say(name, &values)));
        blocks.push(Block::List(changes(std::slice::from_ref(line), Tone::NotMet, told)));
    }
    if !one.suppliers.is_empty() {
        let values = [("count", &*one.suppliers.len().to_string()), ("countries", &countries)];
        blocks.push(Block::Paragraph(told.say("break/barred/suppliers", &values)));
        let items = one.suppliers.iter().take(MOST_ITEMS).map(|place| {
            (Cell::toned(told.names.subject(place), Tone::NotMet), vec![place.to_string()])
        });
        blocks.push(Block::List(items.chain(more(one.suppliers.len(), told)).collect()));
    }
    let verdict = told.verdict(one.verdict);
    blocks.push(Block::Paragraph(told.say("break/barred/then", &[("verdict", &verdict)])));
    Section::new(told.say("break/barred", &[("subject", &subject)]), blocks)
}

fn lines(one: &LineBreak<'_>, told: &Told<'_, '_>) -> Vec<Section> {
    let subject = told.names.subject(&one.subject);
    let both = [("break/fewest", &one.fewest), ("break/least", &one.least)];
    let section = |(name, broken): (&str, &Option<Broken>)| {
        let heading = told.say(name, &[("subject", &subject)]);
        let Some(broken) = broken else {
            return Section::new(heading, vec![Block::Paragraph(told.text("break/no-lines"))]);
        };
        let mut blocks = vec![Block::List(changes(&broken.changes, Tone::NotMet, told))];
        if let Some(cost) = &broken.cost_moved {
            let cost = figures::euro(told.words, cost);
            blocks.push(Block::Paragraph(told.say("remedy/moved", &[("cost", &cost)])));
        }
        let verdict = told.verdict(broken.verdict);
        let values = [("verdict", &*verdict), ("count", &broken.changes.len().to_string())];
        blocks.push(Block::Paragraph(told.say("break/then", &values)));
        let proven = told.text(match broken.minimal {
            Minimal::Proven => "break/proven",
            Minimal::NotProven => "break/not-proven",
        });
        let proof = [proven, shown(&broken.proof, told)];
        let proof = told.say("break/proof", &[("proven", &proof[0]), ("shown", &proof[1])]);
        blocks.push(Block::Paragraph(proof));
        Section::new(heading, blocks)
    };
    // One and the same answer is told once.
    let places = |broken: &Option<Broken>| -> Option<Vec<Place>> {
        let changes = broken.as_ref().map(|broken| &broken.changes)?;
        Some(changes.iter().map(|change| change.at.clone()).collect())
    };
    let is_one = places(&one.fewest) == places(&one.least);
    both.into_iter().take(if is_one { 1 } else { 2 }).map(section).collect()
}

fn rates(rates: &[RateBreak<'_>], told: &Told<'_, '_>) -> Option<Section> {
    let end = |rate: &Option<Fraction>, is_up: bool| {
        let none = || told.text("break/no-end");
        rate.as_ref().map_or_else(none, |rate| rate.to_six_decimals(is_up))
    };
    let rows = rates.iter().take(MOST_ITEMS).map(|one| {
        vec![
            Cell::plain(told.names.subject(&one.subject)),
            Cell::plain(one.currency.as_str()),
            Cell::plain(one.rate.figure().to_string()),
            Cell::plain(end(&one.at_least, true)),
            Cell::plain(end(&one.at_most, false)),
        ]
    });
    let columns = [
        ("break/column/product", Align::Left),
        ("break/column/currency", Align::Left),
        ("break/column/rate", Align::Right),
        ("break/column/from", Align::Right),
        ("break/column/to", Align::Right),
    ];
    let columns = columns.map(|(name, align)| (told.text(name), align));
    let mut blocks = vec![Block::Table(Table::new(columns, rows))];
    blocks.extend(more(rates.len(), told).map(|item| Block::List(vec![item])));
    (!rates.is_empty()).then(|| Section::new(told.text("break/rates"), blocks))
}

fn days(days: &[DayBreak], told: &Told<'_, '_>) -> Section {
    let items = days.iter().map(|one| {
        let name = match one.clock {
            Clock::GoverningDay => "break/day/governing-day",
            Clock::AsOf => "break/day/as-of",
        };
        let verdict = told.verdict(one.verdict);
        let values = [("day", &*one.first_day.to_string()), ("verdict", &*verdict)];
        let text = Cell::toned(told.say(name, &values), verdict_tone(one.verdict));
        (text, lost(&one.lost, told))
    });
    let items: Vec<_> = items.collect();
    let block = if items.is_empty() {
        Block::Paragraph(told.text("break/no-day"))
    } else {
        Block::List(items)
    };
    Section::new(told.text("break/days"), vec![block])
}

fn lost(lost: &[(Box<str>, Place)], told: &Told<'_, '_>) -> Vec<String> {
    let each = lost.iter().map(|(rule, subject)| {
        let subject = told.names.subject(subject);
        told.say("remedy/condition", &[("rule", rule), ("subject", &subject)])
    });
    each.collect()
}

fn facts(breaks: &Breaks<'_, '_>, told: &Told<'_, '_>) -> Option<Section> {
    let items = breaks.facts.iter().take(MOST_ITEMS).map(|one| {
        let text = Cell::toned(fact(one, told), verdict_tone(one.verdict));
        (text, lost(&one.lost, told))
    });
    let items: Vec<_> = items.chain(more(breaks.facts.len(), told)).collect();
    let looked_at = told.text(if breaks.facts_left_out == 0 {
        "break/facts/kinds"
    } else {
        "break/facts/kinds-of-some"
    });
    let blocks = vec![Block::List(items), Block::Paragraph(looked_at)];
    (!breaks.facts.is_empty()).then(|| Section::new(told.text("break/facts"), blocks))
}

fn fact(one: &FactBreak, told: &Told<'_, '_>) -> String {
    let verdict = told.verdict(one.verdict);
    let Some(to) = &one.to else {
        return told.say("break/without", &[("what", &one.from), ("verdict", &verdict)]);
    };
    let fact = told.names.fact(&one.at);
    let from = match &*one.from {
        "true" => told.text("break/yes"),
        "false" => told.text("break/no"),
        other => {
            let word = |word: &str| match word {
                "" => told.text("break/nobody"),
                word => word.to_owned(),
            };
            let (from, to) = (word(other), word(to));
            let values = [("fact", &*fact), ("from", &from), ("to", &to), ("verdict", &verdict)];
            return told.say("break/were-it", &values);
        }
    };
    told.say("break/otherwise", &[("fact", &fact), ("from", &from), ("verdict", &verdict)])
}
