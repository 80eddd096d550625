//! How far each share of each test is from its bound.

use crate::model::exact::Exact;
use crate::outcome::Outcome;
use crate::report::page::block::{Align, Block, Cell, Table};
use crate::report::page::figures;
use crate::report::page::rules;
use crate::report::page::told::Told;
use crate::sums::{BoundSide, Margin, ShareMargin, ShareSums, ShareTest};

/// `None`: there is no share to take.
pub(super) fn of(told: &Told<'_, '_>, sums: &ShareSums<'_>) -> Option<Block> {
    let rows = sums.tests.iter().flat_map(|test| {
        let each = test.shares.iter().filter_map(move |share| row(told, test, share));
        each.collect::<Vec<_>>()
    });
    let columns = [
        ("page/column/share", Align::Left),
        ("sums/column/now", Align::Right),
        ("sums/column/bound", Align::Left),
        ("sums/column/margin", Align::Left),
        ("sums/column/euro", Align::Left),
    ];
    let columns = columns.map(|(name, align)| (told.text(name), align));
    let table = Table::new(columns, rows);
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

fn row(told: &Told<'_, '_>, test: &ShareTest, share: &ShareMargin) -> Option<Vec<Cell>> {
    let range = share.share.as_ref()?;
    let (least, most) = share.least.as_ref().zip(share.most.as_ref())?;
    let is_ceiling = share.operator == "at-most";
    let (better, worse) = if is_ceiling { (least, most) } else { (most, least) };
    let outcome = match (is_kept(better, is_ceiling), is_kept(worse, is_ceiling)) {
        (_, true) => Outcome::Met,
        (true, false) => Outcome::Undetermined,
        (false, false) => Outcome::NotMet,
    };
    let points = |margin: &Margin| points(told, margin);
    let euro = |margin: &Margin| Content { told, test, share }.euro(margin, is_ceiling);
    let both = |best: String, worst: String| {
        told.say("sums/both", &[("best", &*best), ("worst", &*worst)])
    };
    // Where the share is one figure there is neither best nor worst.
    let is_range = range.least.fraction() != range.most.fraction();
    let at = |end: &str, text: String| {
        if is_range { told.say(&format!("sums/{end}"), &[("margin", &text)]) } else { text }
    };
    // What counts is the worse end where the bound is kept, and the better where it is not.
    let (apart, amount) = match outcome {
        Outcome::Met => (at("at-worst", points(worse)), at("at-worst", euro(worse))),
        Outcome::NotMet => (at("at-best", points(better)), at("at-best", euro(better))),
        Outcome::Undetermined => {
            (both(points(better), points(worse)), both(euro(better), euro(worse)))
        }
    };
    let bound = figures::bound_percent(told.words, share.bound);
    let operator = told.text(&format!("figures/operator/{}", share.operator));
    Some(vec![
        Cell::toned(name(told, test, share), rules::tone(Some(outcome))),
        Cell::plain(figures::share(told.words, range, Some(&figures::fraction(share.bound)))),
        Cell::plain(told.say("sums/bound", &[("operator", &*operator), ("bound", &*bound)])),
        Cell::plain(apart),
        Cell::plain(amount),
    ])
}

fn is_kept(margin: &Margin, is_ceiling: bool) -> bool {
    match margin.side {
        BoundSide::At => true,
        BoundSide::Below => is_ceiling,
        BoundSide::Above => !is_ceiling,
    }
}

fn name(told: &Told<'_, '_>, test: &ShareTest, share: &ShareMargin) -> String {
    let Some(party) = test.agreement else { return told.text("sums/share/outside-share") };
    let what = format!("page/agreement/{}", share.name);
    let what = if told.words.takes(&what, "party") {
        told.say(&what, &[("party", party.as_str())])
    } else {
        told.text(&what)
    };
    told.say("sums/share/of-agreement", &[("what", &*what), ("party", party.as_str())])
}

fn points(told: &Told<'_, '_>, margin: &Margin) -> String {
    let points = figures::points(told.words, &margin.apart);
    match margin.side {
        BoundSide::At => told.text("sums/at"),
        BoundSide::Below => told.say("sums/below", &[("points", &points)]),
        BoundSide::Above => told.say("sums/above", &[("points", &points)]),
    }
}

/// What a share is a share of.
struct Content<'t, 'r, 'a> {
    told: &'t Told<'r, 'a>,
    test: &'t ShareTest,
    share: &'t ShareMargin,
}

impl Content<'_, '_, '_> {
    fn euro(&self, margin: &Margin, is_ceiling: bool) -> String {
        let told = self.told;
        if margin.side == BoundSide::At {
            return told.text("sums/no-room");
        }
        let Some((added, replaced)) = margin.added.as_ref().zip(margin.replaced.as_ref()) else {
            return told.text("sums/unlimited");
        };
        // What is below its bound gets there by more of itself, what is above by more of the rest.
        let (gained, lost) = match margin.side {
            BoundSide::Below => (self.side("part"), self.side("rest")),
            BoundSide::At | BoundSide::Above => (self.side("rest"), self.side("part")),
        };
        let name = if is_kept(margin, is_ceiling) { "sums/room" } else { "sums/need" };
        let euro = |amount: &Exact| figures::euro(told.words, amount);
        let values = [
            ("added", &*euro(added)),
            ("gained", &*gained),
            ("replaced", &*euro(replaced)),
            ("lost", &*lost),
        ];
        told.say(name, &values)
    }

    /// Where the part comes from, or the rest.
    fn side(&self, side: &str) -> String {
        let name = format!("sums/{side}/{}", self.share.name);
        match self.test.agreement {
            Some(party) if self.told.words.takes(&name, "party") => {
                self.told.say(&name, &[("party", party.as_str())])
            }
            Some(_) | None => self.told.text(&name),
        }
    }
}
