//! What has to change, laid out for reading.

use super::block::{Block, Cell, Section, Tone};
use super::figures;
use super::rules::tone;
use super::told::Told;
use crate::assessment::{Assessment, Verdict};
use crate::next::Minimal;
use crate::remedy::ChangeKind as Kind;
use crate::remedy::{Balance, Change, Remedies, Remedy, ShareProof, Shown, Taken};
use crate::report::assumptions::Assumptions;
use crate::report::words::Language;

/// So many items of a list are told; the JSON has them all.
pub(super) const MOST_ITEMS: usize = 12;

/// Everything that is told, under a head line.
pub(in crate::report) fn remedies(
    remedies: &Remedies<'_, '_>,
    assessed: &[Assessment<'_>],
    assumptions: Option<&Assumptions<'_>>,
    language: Language,
) -> (Cell, Vec<Section>) {
    let told = Told::new(remedies.assessment, language).under(assumptions);
    let mut sections = Vec::new();
    for (remedy, assessment) in remedies.answers.iter().zip(assessed) {
        let after = Told::new(assessment, language).under(assumptions);
        sections.push(answer(remedy, &after, &told));
    }
    sections.extend(without_choice(remedies, &told));
    if remedies.answers.is_empty() {
        let name = match remedies.assessment.verdict() {
            Verdict::Eligible => "remedy/none/eligible",
            Verdict::Undetermined => "remedy/none/undetermined",
            Verdict::NotEligible => "remedy/none/not-eligible",
        };
        let text = vec![Block::Paragraph(told.text(name))];
        sections.push(Section::new(told.text("remedy/heading"), text));
    }
    sections.extend(beyond(remedies, &told));
    sections.extend(missing(remedies, &told));
    (told.head(), sections)
}

/// That no choice of the alternatives was found, and what was passed over.
fn without_choice(remedies: &Remedies<'_, '_>, told: &Told<'_, '_>) -> Option<Section> {
    let offered = remedies.offered.as_ref()?;
    let mut blocks = Vec::new();
    match offered.is_enough {
        Some(true) => {}
        Some(false) => blocks.push(Block::Paragraph(told.text("remedy/alternatives/none"))),
        None => blocks.push(Block::Paragraph(told.text("remedy/alternatives/not-found"))),
    }
    if offered.passed_over > 0 {
        let values =
            [("count", &*offered.passed_over.to_string()), ("all", &*offered.given.to_string())];
        blocks.push(Block::Paragraph(told.say("remedy/alternatives/passed-over", &values)));
    }
    let heading = told.text("remedy/alternatives/heading");
    (!blocks.is_empty()).then(|| Section::new(heading, blocks))
}

fn answer(remedy: &Remedy, then: &Told<'_, '_>, told: &Told<'_, '_>) -> Section {
    let measures = remedy.measures.iter();
    let measures = measures.map(|one| told.text(&format!("remedy/measure/{}", one.as_str())));
    let measures = told.listing(measures);
    let count = remedy.changes.len().to_string();
    let heading = match remedy.verdict {
        Verdict::Eligible => "remedy/answer",
        Verdict::Undetermined | Verdict::NotEligible => "remedy/answer-open",
    };
    let heading = told.say(heading, &[("measures", &measures), ("count", &count)]);
    let mut blocks = vec![Block::List(changes(&remedy.changes, Tone::Met, told))];
    if let Some(cost) = remedy.cost_moved.as_ref().filter(|cost| !cost.is_zero()) {
        let cost = figures::euro(told.words, cost);
        blocks.push(Block::Paragraph(told.say("remedy/moved", &[("cost", &cost)])));
    }
    if let Some(extra) = &remedy.extra_price {
        let extra = balance(extra, told);
        blocks.push(Block::Paragraph(told.say("remedy/extra-price", &[("extra", &extra)])));
    }
    let verdict = then.verdict_and_why();
    blocks.push(Block::Paragraph(told.say("remedy/then", &[("verdict", &verdict)])));
    if remedy.verdict == Verdict::Undetermined {
        blocks.push(Block::Paragraph(told.text("remedy/open")));
    }
    blocks.push(Block::Paragraph(proven(remedy.minimal, told)));
    blocks.push(Block::List(certificate(remedy, told)));
    Section::new(heading, blocks)
}

/// Changes as items, those of which too many are told as a number.
pub(super) fn changes(
    changes: &[Change],
    tone: Tone,
    told: &Told<'_, '_>,
) -> Vec<(Cell, Vec<String>)> {
    let each = changes.iter().take(MOST_ITEMS);
    let each = each.map(|one| (Cell::toned(change(one, told), tone), vec![one.at.to_string()]));
    each.chain(more(changes.len(), told)).collect()
}

pub(super) fn more(count: usize, told: &Told<'_, '_>) -> Option<(Cell, Vec<String>)> {
    let more = count.saturating_sub(MOST_ITEMS);
    let text = told.say("questions/more", &[("count", &more.to_string())]);
    (more > 0).then(|| (Cell::toned(text, Tone::Quiet), Vec::new()))
}

fn change(one: &Change, told: &Told<'_, '_>) -> String {
    let none = || told.text("remedy/not-stated");
    let from = one.from.as_deref().map_or_else(none, str::to_owned);
    let to = one.to.as_deref().unwrap_or_default();
    let thing = told.names.owner(&one.at);
    let (mut name, mut values) =
        (format!("remedy/change/{}", one.kind.as_str()), Vec::<(&str, &str)>::new());
    let cost = one.cost.as_ref().map(|cost| figures::cost(told.words, cost));
    if let Some(taken) = &one.taken {
        return alternative(one, taken, told);
    }
    let or = told.listing(one.or.iter().map(|country| country.as_str().to_owned()));
    match one.kind {
        Kind::SignOn => return signed(one, &from, told),
        Kind::AddState => {
            values.push(("to", to));
            if !or.is_empty() {
                name.push_str("-or");
                values.push(("or", &or));
            }
        }
        Kind::RemoveState => values.push(("from", &from)),
        Kind::Guarantee => values.extend([("thing", &*thing), ("to", to)]),
        Kind::MoveFacility | Kind::ReplaceSubcontractor => {
            values.extend([("thing", &*thing), ("from", &*from), ("to", to)]);
        }
        Kind::Screen
        | Kind::CommitToStudy
        | Kind::HoldDesignAuthority
        | Kind::ObtainSubstitution => values.push(("thing", &thing)),
        Kind::ReSource | Kind::TakeAlternative => {
            values.extend([("thing", &*thing), ("from", &*from), ("to", to)]);
            if let Some(cost) = &cost {
                name.push_str("-cost");
                values.push(("cost", cost));
            }
        }
        Kind::IncludeRequirements | Kind::IncludeConditions | Kind::TakeExtensionSteps => {}
    }
    told.say(&name, &values)
}

/// From when to when the contract may be signed.
fn signed(one: &Change, from: &str, told: &Told<'_, '_>) -> String {
    let window = one.window.map(|window| (window.first_day, window.last_day));
    let (name, first, last) = match window {
        Some((first, Some(last))) if first < last => {
            let is_first = first <= told.assessment.governed().law().as_of();
            let name = if is_first { "by" } else { "between" };
            (name, (!is_first).then_some(first), Some(last))
        }
        Some((first, None)) => ("from", Some(first), None),
        Some((_, Some(_))) | None => {
            let to = one.to.as_deref().unwrap_or_default();
            return told.say("remedy/change/sign-on", &[("from", from), ("to", to)]);
        }
    };
    let [first, last] = [first, last].map(|day| day.map(|day| day.to_string()));
    let mut values = vec![("from", from)];
    values.extend(first.as_deref().map(|first| ("first", first)));
    values.extend(last.as_deref().map(|last| ("last", last)));
    told.say(&format!("remedy/change/sign-on-{name}"), &values)
}

fn alternative(one: &Change, taken: &Taken, told: &Told<'_, '_>) -> String {
    let from = one.from.as_deref();
    let from = from.map_or_else(|| told.text("remedy/not-stated"), str::to_owned);
    let thing = told.names.owner(&one.at);
    let price = format!("{} {}", taken.offer.unit_cost, taken.offer.currency.as_str());
    let (cost, extra) = (figures::euro(told.words, &taken.cost), balance(&taken.extra, told));
    let mut values = vec![
        ("thing", &*thing),
        ("from", &*from),
        ("to", one.to.as_deref().unwrap_or_default()),
        ("price", &*price),
        ("cost", &*cost),
        ("extra", &*extra),
    ];
    let Some(supplier) = taken.offer.supplier.as_deref() else {
        return told.say("remedy/change/take-alternative", &values);
    };
    values.push(("supplier", supplier));
    told.say("remedy/change/take-alternative-of", &values)
}

fn balance(extra: &Balance, told: &Told<'_, '_>) -> String {
    signed_balance(extra, &figures::euro(told.words, &extra.amount), told)
}

/// An amount, as it is written, that is more or less.
fn signed_balance(extra: &Balance, amount: &str, told: &Told<'_, '_>) -> String {
    told.say(if extra.is_less { "remedy/less" } else { "remedy/more" }, &[("amount", amount)])
}

fn proven(minimal: Minimal, told: &Told<'_, '_>) -> String {
    told.text(match minimal {
        Minimal::Proven => "remedy/proven",
        Minimal::NotProven => "remedy/not-proven",
    })
}

fn certificate(remedy: &Remedy, told: &Told<'_, '_>) -> Vec<(Cell, Vec<String>)> {
    let mut said = Vec::new();
    let sets = remedy.certificate.sets_assessed.to_string();
    said.push(told.say("remedy/sets", &[("count", &sets)]));
    for lines in &remedy.certificate.lines {
        let subject = told.names.subject(&lines.subject);
        if lines.forced > 0 {
            let values = [("subject", &*subject), ("count", &lines.forced.to_string())];
            said.push(told.say("remedy/forced", &values));
        }
        for test in &lines.tests {
            let shown = shown(test, told);
            let name = test_name(test, told);
            let values = [("subject", &*subject), ("test", &name), ("shown", &shown)];
            said.push(told.say("remedy/test", &values));
        }
    }
    said.into_iter().map(|text| (Cell::toned(text, Tone::Quiet), Vec::new())).collect()
}

fn test_name(test: &ShareProof, told: &Told<'_, '_>) -> String {
    test.agreement.map_or_else(
        || told.text("remedy/ceiling"),
        |party| told.say("verdict/agreement", &[("party", party.as_str())]),
    )
}

pub(super) fn shown(test: &ShareProof, told: &Told<'_, '_>) -> String {
    match &test.shown {
        Shown::NotEnough => told.text("remedy/shown/not-enough"),
        Shown::NoneNeeded => told.text("remedy/shown/none-needed"),
        Shown::TooFew { lines, reach, need, .. } => {
            let [reach, need] = [reach, need].map(|amount| figures::exact_euro(told.words, amount));
            let values = [("count", &*lines.to_string()), ("reach", &reach), ("need", &need)];
            told.say("remedy/shown/too-few", &values)
        }
        Shown::Tried { combinations } => {
            told.say("remedy/shown/tried", &[("count", &combinations.to_string())])
        }
        Shown::Searched { at_least, steps, .. } => {
            let cost = figures::exact_euro(told.words, at_least);
            let values = [("count", &*steps.to_string()), ("cost", &*cost)];
            told.say("remedy/shown/searched", &values)
        }
        Shown::Priced { at_least, steps, is_of_solver, .. } => {
            let amount = figures::exact_euro(told.words, &at_least.amount);
            let extra = signed_balance(at_least, &amount, told);
            let values = [("count", &*steps.to_string()), ("extra", &*extra)];
            let name = if *is_of_solver { "remedy/shown/solver" } else { "remedy/shown/priced" };
            told.say(name, &values)
        }
    }
}

fn beyond(remedies: &Remedies<'_, '_>, told: &Told<'_, '_>) -> Option<Section> {
    let items = remedies.beyond.iter().take(MOST_ITEMS).map(|one| {
        let subject = told.names.subject(&one.subject);
        let values = [("rule", &*one.rule.id), ("subject", &*subject)];
        let tone = tone(Some(one.outcome));
        (Cell::toned(told.say("remedy/condition", &values), tone), Vec::new())
    });
    let items: Vec<_> = items.chain(more(remedies.beyond.len(), told)).collect();
    (!items.is_empty()).then(|| Section::new(told.text("remedy/beyond"), vec![Block::List(items)]))
}

fn missing(remedies: &Remedies<'_, '_>, told: &Told<'_, '_>) -> Option<Section> {
    let facts = remedies.assessment.missing_facts();
    let items = facts.iter().take(MOST_ITEMS).map(|fact| {
        (Cell::toned(told.names.fact(&fact.at), Tone::Undetermined), vec![fact.at.to_string()])
    });
    let items: Vec<_> = items.chain(more(facts.len(), told)).collect();
    let heading = told.text("remedy/missing");
    let note = Block::Paragraph(told.text("remedy/see-next"));
    (!items.is_empty()).then(|| Section::new(heading, vec![Block::List(items), note]))
}
