//! What bills state: ids, descriptions, figures, countries, each also as people write it.

use super::random::Random;

/// Contractors and subcontractors, by id and by name.
pub(crate) const SUPPLIERS: [(&str, &str); 3] = [
    ("prime", "Example Missiles S.A."),
    ("sub 2", "Île & Fils \"Optique\""),
    ("7", "Приклад, ТОВ"),
];

pub(crate) const CURRENCIES: [&str; 4] = ["EUR", "GBP", "USD", "UAH"];

/// Origins, each with other ways to write it.
const COUNTRIES: [(&str, &[&str]); 10] = [
    ("PL", &["POL", "Polska", "poland"]),
    ("DE", &["DEU", "276", "Deutschland"]),
    ("GB", &["UK", "GBR", "United Kingdom"]),
    ("GR", &["EL", "GRC", "Ελλάδα"]),
    ("UA", &["UKR", "Україна"]),
    ("NO", &["NOR", "Norwegen"]),
    ("CA", &["CAN", "Canada"]),
    ("US", &["USA", "840"]),
    ("XK", &["Kosovo"]),
    ("EU", &["eu"]),
];

pub(crate) fn country(random: &mut Random) -> &'static str {
    COUNTRIES[random.below(COUNTRIES.len())].0
}

/// A country as the contract writes it, or as people do.
pub(crate) fn written_country(random: &mut Random, code: &'static str) -> &'static str {
    let (_, others) = COUNTRIES.into_iter().find(|(known, _)| *known == code).unwrap();
    if random.one_in(3) { others[random.below(others.len())] } else { code }
}

/// An id that is no whole number with decimals, which two programs write in two ways.
pub(crate) fn id(random: &mut Random) -> String {
    let number = random.below(2000) + 1;
    match random.below(12) {
        0 => format!("0{number}"),
        1 => format!("AB-{number}.2"),
        2 => format!("{number}.10"),
        3 => format!("Größe {number}, links"),
        4 => format!("ы;{number}"),
        5 => format!("#{number} \"M\""),
        6 => format!("{number}\u{a0}x"),
        7 => random.pick(&["Seeker", "motor case", "Grain", "sum of 2", "Überdruck"]).to_owned(),
        8 => format!("{number}e5"),
        _ => number.to_string(),
    }
}

const PIECES: [&str; 22] = [
    "Case",
    "motor",
    "Ø 7",
    "żółw",
    "двигун",
    "κώδικας",
    "a",
    "12",
    "1.5",
    ", ",
    ";",
    "\"",
    "'",
    "&",
    "<b>",
    "  ",
    "\n",
    "\t",
    "_x0041_",
    "🚀",
    "=",
    "]]>",
];

/// A text in which anything may stand that a cell can hold, without white space around it.
pub(crate) fn description(random: &mut Random) -> String {
    let pieces = (0..=random.below(5)).map(|_| random.pick(&PIECES));
    let text = pieces.collect::<String>();
    let text = text.trim();
    // What begins so means something else to programs than a text.
    if text.is_empty() || text.starts_with(['=', '#']) {
        format!("n{text}")
    } else {
        text.to_owned()
    }
}

/// More than nothing, with up to ten decimals.
pub(crate) fn quantity(random: &mut Random) -> String {
    match random.below(8) {
        0 => format!("0.{}1", digits(random, 9)),
        1 => format!("{}.5", random.below(40)),
        2 => format!("{}.{}0", random.below(3000) + 1, digits(random, 3)),
        3 => (random.below(9_000) + 1_000).to_string(),
        _ => (random.below(12) + 1).to_string(),
    }
}

pub(crate) fn amount(random: &mut Random) -> String {
    match random.below(10) {
        0 => "0".to_owned(),
        1 => format!("{}.{}", random.below(100), digits(random, 9) + "7"),
        2 => format!("{}{}.{}", random.below(9) + 1, digits(random, 9), digits(random, 2)),
        3 => (random.below(90_000_000) + 1).to_string(),
        _ => format!("{}.{}", random.below(50_000), digits(random, 2)),
    }
}

fn digits(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| char::from(b"0123456789"[random.below(10)])).collect()
}

/// A figure in units of its tenth decimal.
pub(crate) fn value(figure: &str) -> u128 {
    let (whole, decimals) = figure.split_once('.').unwrap_or((figure, ""));
    format!("{whole}{decimals:0<10}").parse().unwrap()
}

/// A figure without zeros that say nothing.
pub(crate) fn plain(figure: &str) -> &str {
    match figure.split_once('.') {
        Some(_) => figure.trim_end_matches('0').trim_end_matches('.'),
        None => figure,
    }
}
