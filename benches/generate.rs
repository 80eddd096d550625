//! Documents to measure with, of any size, the same for the same seed.

use std::fmt::Write;

/// The seed of everything that is measured.
pub(crate) const SEED: u64 = 2_025_1106;

/// A bill of `lines` lines on one level.
pub(crate) fn flat(lines: usize, seed: u64) -> String {
    let mut random = Random(seed);
    let mut text = head("flat", lines);
    for number in 0..lines {
        line(&mut text, number, None, true, &mut random);
    }
    text.push_str(END);
    text
}

/// A bill of `lines` lines on eight levels, each line below the first level with its parent.
///
/// Only the lowest level states costs; the lines above it come to what they are made of.
pub(crate) fn deep(lines: usize, seed: u64) -> String {
    const LEVELS: usize = 8;
    const PARTS: usize = 6;
    let mut random = Random(seed);
    let mut text = head("deep", lines);
    // For each level above the next line, its number and how many parts it has so far.
    let mut above: Vec<(usize, usize)> = Vec::new();
    for number in 0..lines {
        while above.last().is_some_and(|(_, parts)| *parts == PARTS) {
            above.pop();
        }
        if let Some((_, parts)) = above.last_mut() {
            *parts = parts.saturating_add(1);
        }
        let parent = above.last().map(|(parent, _)| *parent);
        let is_lowest = above.len().saturating_add(1) == LEVELS;
        // The last lines of all have no parts any more, and have to state their own cost.
        let is_last = number.saturating_add(LEVELS) >= lines;
        line(&mut text, number, parent, is_lowest || is_last, &mut random);
        if !is_lowest && !is_last {
            above.push((number, 0));
        }
    }
    text.push_str(END);
    text
}

/// `documents` bills of `lines` lines each, one document a line.
pub(crate) fn many(documents: usize, lines: usize, seed: u64) -> String {
    let mut text = String::new();
    for (_, number) in (0..documents).zip(seed..) {
        text.push_str(&flat(lines, number));
        text.push('\n');
    }
    text
}

/// The same document without a bill.
pub(crate) fn without_bill() -> String {
    let head = head("flat", 0);
    let bill = head.rfind(r#","components":["#).unwrap_or(head.len());
    format!("{}}}]}}", head.get(..bill).unwrap_or(""))
}

/// A table with the lines of [`flat`], the header first.
pub(crate) fn table(lines: usize, seed: u64) -> String {
    let mut random = Random(seed);
    let mut text = String::from("id,description,quantity,unit_cost,currency,origin\n");
    for number in 0..lines {
        let Drawn { quantity, origin, euro, cents } = Drawn::new(true, &mut random);
        // Writing to memory does not fail.
        let _written = writeln!(
            text,
            "L{number:07},Component number {number},{quantity},{euro}.{cents:02},EUR,{origin}"
        );
    }
    text
}

const END: &str = "]}]}";

fn head(id: &str, lines: usize) -> String {
    let mut text = String::with_capacity(lines.saturating_mul(170).saturating_add(1024));
    text.push_str(r#"{"format":"safe-procurement/1","id":""#);
    text.push_str(id);
    text.push_str(concat!(
        r#"","contract":{"signed_on":"2026-09-01","value":"120000000.00","currency":"EUR","#,
        r#""participation_requirements_included":true},"#,
        r#""participating_states":[{"country":"PL","receives_assistance":true},{"country":"NO"}],"#,
        r#""contractors":[{"id":"prime","established_in":"PL","executive_management_in":"PL","#,
        r#""controllers":[],"facilities":[{"country":"PL"}]}],"subcontractors":[],"#,
        r#""exchange_rates":{"as_of":"2026-09-01","eur_per_unit":{"GBP":"1.1534"}},"#,
        r#""end_products":[{"id":"p","kind":"defence-product","areas":["ground-combat"],"components":["#,
    ));
    text
}

fn line(text: &mut String, number: usize, parent: Option<usize>, cost: bool, random: &mut Random) {
    if number > 0 {
        text.push(',');
    }
    let Drawn { quantity, origin, euro, cents } = Drawn::new(cost, random);
    // Writing to memory does not fail.
    let _written = write!(text, r#"{{"id":"L{number:07}","#);
    if let Some(parent) = parent {
        let _written = write!(text, r#""parent":"L{parent:07}","#);
    }
    let _written =
        write!(text, r#""description":"Component number {number}","quantity":"{quantity}","#);
    if cost {
        let _written = write!(text, r#""unit_cost":"{euro}.{cents:02}","currency":"EUR","#);
    }
    let _written = write!(text, r#""origin":"{origin}"}}"#);
}

/// What a line states.
struct Drawn {
    quantity: usize,
    origin: &'static str,
    euro: usize,
    cents: usize,
}

impl Drawn {
    fn new(cost: bool, random: &mut Random) -> Self {
        const ORIGINS: [&str; 14] =
            ["PL", "PL", "PL", "PL", "PL", "PL", "PL", "PL", "DE", "FR", "GB", "CA", "US", "KR"];
        let quantity = random.below(9).saturating_add(1);
        let origin = ORIGINS.get(random.below(ORIGINS.len())).copied().unwrap_or("PL");
        // A line without a cost draws none, so that bills stay as they are.
        let (euro, cents) = if cost { (random.below(9_999), random.below(100)) } else { (0, 0) };
        Self { quantity, origin, euro: euro.saturating_add(1), cents }
    }
}

/// `SplitMix64`.
struct Random(u64);

impl Random {
    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let drawn = usize::try_from(mixed >> 33).unwrap_or(0);
        drawn.checked_rem(end).unwrap_or(0)
    }
}
