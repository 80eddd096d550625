//! The outside share line by line, each at its most.

use super::{origin_words, tone_of};
use crate::model::exact::{Exact, Fraction};
use crate::report::page::block::{Align, Cell, Table, Tone, Waterfall, WaterfallBar};
use crate::report::page::figures;
use crate::report::page::told::Told;
use crate::sums::ShareSums;
use crate::tally::CostRange;

/// `None`: no line is, or may be, from outside.
pub(super) fn of(told: &Told<'_, '_>, sums: &ShareSums<'_>) -> Option<Waterfall> {
    let ceiling = sums.tests.first()?.shares.first()?;
    let most = &ceiling.share.as_ref()?.most;
    let whole = most.part.as_ref().zip(most.rest.as_ref()).map(|(part, rest)| part.plus(rest));
    let mut steps = Steps { told, whole, so_far: Exact::ZERO, bars: Vec::new(), rows: Vec::new() };
    for line in &sums.lines {
        let tone = tone_of(line.standing);
        let origin = Cell::toned(origin_words(told, line.origin), tone);
        let description = line.description.unwrap_or("");
        steps.add(line.path.join(" › "), description, origin, &line.cost, tone);
    }
    if sums.others > 0 {
        let name = told.say("sums/more-lines", &[("count", &sums.others.to_string())]);
        steps.add(name, "", Cell::plain(""), &sums.others_cost, Tone::Quiet);
    }
    let Steps { bars, rows, .. } = steps;
    let columns = [
        ("sums/column/from-outside", Align::Left),
        ("page/column/description", Align::Left),
        ("page/column/origin", Align::Left),
        ("page/column/cost", Align::Right),
        ("sums/column/share-at-most", Align::Right),
        ("sums/column/together", Align::Right),
    ];
    let columns = columns.map(|(name, align)| (told.text(name), align));
    let title = told.text("sums/waterfall");
    let allowed = figures::bound_percent(told.words, ceiling.bound);
    let allowed = told.say("page/allowed", &[("bound", &allowed)]);
    let caption = told.say("sums/waterfall/caption", &[("title", &title), ("bound", &allowed)]);
    (!rows.is_empty()).then(|| Waterfall {
        title,
        caption,
        bound: figures::fraction(ceiling.bound),
        bars,
        table: Table::new(columns, rows),
    })
}

/// Lines on their way up.
struct Steps<'t, 'r, 'a> {
    told: &'t Told<'r, 'a>,
    // Where the share is most; `None`: without limit.
    whole: Option<Exact>,
    so_far: Exact,
    bars: Vec<WaterfallBar>,
    rows: Vec<Vec<Cell>>,
}

impl Steps<'_, '_, '_> {
    fn add(&mut self, name: String, description: &str, origin: Cell, cost: &CostRange, tone: Tone) {
        let words = self.told.words;
        let start = self.of_whole(&self.so_far);
        let own = cost.most.as_ref().and_then(|most| self.of_whole(most));
        self.so_far.add(cost.most.as_ref().unwrap_or(&Exact::ZERO));
        let end = self.of_whole(&self.so_far);
        let percent = |share: Option<&Fraction>| match share {
            Some(share) => figures::percent_beside(words, share, None),
            None => words.text("figures/not-known"),
        };
        let share = percent(own.as_ref());
        self.rows.push(vec![
            Cell::plain(name.clone()),
            Cell::plain(description),
            origin,
            Cell::plain(figures::cost(words, cost)),
            Cell::plain(share.clone()),
            Cell::plain(percent(end.as_ref().filter(|_| own.is_some()))),
        ]);
        let name = if description.is_empty() { name } else { format!("{name} {description}") };
        // What is without limit may be all there is.
        let (start, end) = match (start, end) {
            (Some(start), Some(end)) => (start, end),
            (_, _) => (Fraction::integer(0), Fraction::integer(1)),
        };
        let tone = if own.is_some() { tone } else { Tone::Undetermined };
        self.bars.push(WaterfallBar { name, share, start, end, tone });
    }

    fn of_whole(&self, cost: &Exact) -> Option<Fraction> {
        self.whole.as_ref().map(|whole| Fraction::of(cost, whole))
    }
}
