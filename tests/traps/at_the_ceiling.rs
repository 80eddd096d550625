//! Bills whose outside share is exactly the ceiling, and the same a cent over.

use serde_json::{Value, json};

use crate::oracle::generate::Random;
use crate::support::asking::{Setting, Summary};
use crate::support::{self, packs};

const CORE: [&str; 8] = ["PL", "DE", "NO", "UA", "EU", "IS", "GP", "FR"];
const OUTSIDE: [&str; 8] = ["US", "GB", "KR", "TR", "CH", "JP", "GL", "IN"];

/// A currency with how many of its hundredths make a whole number of cents, and how many cents.
const CURRENCIES: [(&str, usize, usize); 5] =
    [("EUR", 1, 1), ("GBP", 4, 5), ("USD", 5, 4), ("JPY", 200, 1), ("UAH", 50, 1)];

pub(crate) fn exactly_and_a_cent_over(bills: usize) {
    let law = Setting::today().law(&support::rulebook());
    let mut random = Random::seeded(65);
    for _ in 0..bills {
        let outside = lines(&mut random, &OUTSIDE);
        // 13 × outside = 7 × core, in whole cents.
        let missing = (7 - total(&outside) % 7) % 7 + 7;
        let outside = [outside, vec![cents("eke", missing, "US")]].concat();
        let core = filled(&mut random, total(&outside) / 7 * 13);
        let document = document(&mut random, [outside, core].concat());
        let summary = Summary::asked(&document, &law);
        let line = summary.line("component-cap", "/end_products/0").unwrap();
        assert_eq!((line.outcome, &line.via), ("met", &None), "{document}");
        assert_eq!(line.share, Some(["7", "20", "7", "20"].map(String::from)), "{document}");

        let mut over = document;
        let lines = over["end_products"][0]["components"].as_array_mut().unwrap();
        lines.push(packs::line("over", "0.01", "US"));
        let summary = Summary::asked(&over, &law);
        assert_eq!(summary.outcome("component-cap", "/end_products/0"), Some("not-met"), "{over}");
    }
}

/// A line of the bill with what it costs in cents.
#[derive(Clone)]
struct Part {
    line: Value,
    cents: usize,
}

fn total(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.cents).sum()
}

fn cents(id: &str, cents: usize, origin: &str) -> Part {
    let mut line = packs::line(id, &hundredths(cents), origin);
    line["description"] = "Makes the sum come out".into();
    Part { line, cents }
}

fn hundredths(amount: usize) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

fn lines(random: &mut Random, origins: &[&str]) -> Vec<Part> {
    let count = 1 + random.below(6);
    (0..count).map(|_| part(random, origins, 50_000)).collect()
}

/// Any lines that cost this much, the last of them whatever is left.
fn filled(random: &mut Random, cents_in_all: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for _ in 0..random.below(6) {
        let left = cents_in_all - total(&parts);
        let part = part(random, &CORE, 1 + left / 60);
        if total(&parts) + part.cents < cents_in_all {
            parts.push(part);
        }
    }
    let left = cents_in_all - total(&parts);
    parts.push(cents("rest", left, random.pick(&CORE)));
    parts
}

/// So many of a cost in some currency; half of an even cost now and then.
fn part(random: &mut Random, origins: &[&str], most_steps: usize) -> Part {
    let (currency, step, cents_a_step) = CURRENCIES[random.below(CURRENCIES.len())];
    let steps = 1 + random.below(most_steps.div_ceil(cents_a_step));
    let (quantity, times, unit) = match random.below(4) {
        0 => ("0.5", 1, 2 * steps * step),
        1 => ("2.5", 5, 2 * steps * step),
        2 => ("3", 3, steps * step),
        _ => ("1", 1, steps * step),
    };
    let line = json!({
        "quantity": quantity, "unit_cost": hundredths(unit), "currency": currency,
        "origin": random.pick(origins)
    });
    Part { line, cents: times * steps * cents_a_step }
}

fn document(random: &mut Random, parts: Vec<Part>) -> Value {
    let mut lines: Vec<Value> = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let mut line = part.line;
        line["id"] = index.to_string().into();
        lines.insert(random.below(lines.len() + 1), line);
    }
    packs::vehicle(lines.into())
}
