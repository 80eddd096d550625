//! The figures in an explanation, and those of the assessment it tells.

use num_rational::BigRational;
use safe_eligibility::report::Language;
use serde_json::Value;

use super::support::decimal;

/// A figure as it is said: in per cent, in percentage points, or in euro.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    Percent(String),
    Points(String),
    Euro(String),
}

/// A text of another language with its figures as English has them.
pub fn as_in_english(text: &str, language: Language) -> String {
    if language == Language::English {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let each = letters.iter().enumerate().filter_map(|(at, letter)| {
        let between = is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
        match letter {
            '\u{a0}' if between => None,
            ',' if between => Some('.'),
            other => Some(*other),
        }
    });
    each.collect()
}

/// Every figure of a text, which has them as English has them; `EUR` stands before amounts in
/// English alone.
pub fn said(text: &str, language: Language) -> Vec<Figure> {
    let euro_first = language == Language::English;
    let text = text.replace('\u{a0}', " ").replace(['–', '(', ')', ';'], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let figure = |number: &str| match (words.get(at + 1), words.get(at + 2)) {
            (Some(&unit), _) if unit.starts_with('%') => Some(Figure::Percent(number.to_owned())),
            _ if is_points(words.get(at + 1)) => Some(Figure::Points(number.to_owned())),
            (Some(&unit), _) if !euro_first && unit.starts_with("EUR") => {
                Some(Figure::Euro(number.to_owned()))
            }
            _ => None,
        };
        let number = word.replace(',', "");
        let number = number.trim_end_matches('.');
        if !is_number(number) {
            continue;
        }
        if euro_first && at > 0 && words[at - 1] == "EUR" {
            found.push(Figure::Euro(number.to_owned()));
            continue;
        }
        // The lower end of a range has its unit behind the upper one, or before itself.
        let upper = words.get(at + 2).map(|word| word.replace(',', ""));
        let has_upper = upper.as_deref().is_some_and(is_number)
            && matches!(words.get(at + 1), Some(&"to" | &"bis" | &"à"));
        let adjacent = words.get(at + 1).is_some_and(|next| is_number(&next.replace(',', "")));
        let from = at.checked_sub(2).and_then(|at| words.get(at).copied());
        if at > 1
            && words[at - 1] == "to"
            && at > 2
            && words[at - 3] == "EUR"
            && from.is_some_and(|from| is_number(&from.replace(',', "")))
        {
            found.push(Figure::Euro(number.to_owned()));
        } else if let Some(figure) = figure(number) {
            found.push(figure);
        } else if has_upper || adjacent {
            let unit_at = if has_upper { at + 3 } else { at + 2 };
            match words.get(unit_at) {
                Some(unit) if unit.starts_with('%') => {
                    found.push(Figure::Percent(number.to_owned()));
                }
                Some(unit) if !euro_first && unit.starts_with("EUR") => {
                    found.push(Figure::Euro(number.to_owned()));
                }
                _ => {}
            }
        }
    }
    found
}

fn is_points(word: Option<&&str>) -> bool {
    let starts = ["percentage", "point", "Prozentpunkte", "pkt"];
    word.is_some_and(|word| starts.iter().any(|start| word.starts_with(start)))
}

fn is_number(word: &str) -> bool {
    let (whole, decimals) = word.split_once('.').unwrap_or((word, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(decimals)
}

/// The same figures, in an order that does not depend on the language.
pub fn sorted(figures: &[Figure]) -> Vec<Figure> {
    let mut figures = figures.to_vec();
    figures.sort();
    figures
}

/// The figures of an assessment.
#[derive(Default)]
pub struct Known {
    shares: Vec<BigRational>,
    amounts: Vec<BigRational>,
}

impl Known {
    pub fn of(assessment: &Value) -> Known {
        let mut known = Known::default();
        // The ends of the scale that shares are drawn on.
        known.shares.extend([0, 1].map(|end: i64| BigRational::from_integer(end.into())));
        known.collect(assessment);
        for content in assessment["content"].as_array().unwrap() {
            known.content(content);
            let sums = assessment["sums"].as_array().into_iter().flatten();
            for sums in sums.filter(|sums| sums["subject"] == content["subject"]) {
                known.lines(sums, content);
            }
        }
        known
    }

    /// The shares of lines from outside, by themselves and together, where they are most.
    fn lines(&mut self, sums: &Value, content: &Value) {
        let amount = |of: &Value, end: &str| of[end].as_str().map(decimal::value);
        let outside = amount(&content["outside"], "most");
        let open = outside.zip(amount(&content["unstated"], "most"));
        let rest = amount(&content["core"], "least").unwrap();
        let Some((outside, open)) = open else { return };
        let whole = outside + open + rest;
        let mut together = BigRational::from_integer(0.into());
        for line in sums["lines"].as_array().unwrap().iter().chain([&sums["other_lines"]]) {
            let Some(most) = amount(line, "most") else { continue };
            together += &most;
            self.share(&most, &whole);
            self.share(&together.clone(), &whole);
        }
    }

    fn collect(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                // Of a margin it is one fraction.
                if let Some([part, whole]) =
                    members.get("exact").and_then(Value::as_array).map(Vec::as_slice)
                {
                    let [part, whole] = [part, whole].map(|one| one.as_str().unwrap());
                    self.shares.push(decimal::fraction(part, whole));
                }
                if let Some(exact) = members.get("exact").filter(|exact| exact.is_object()) {
                    for end in ["least", "most"] {
                        let part = |at: usize| exact[end][at].as_str().unwrap();
                        let nothing = part(1) == "0";
                        let share = if nothing { ("1", "1") } else { (part(0), part(1)) };
                        self.shares.push(decimal::fraction(share.0, share.1));
                    }
                }
                members.values().for_each(|member| self.collect(member));
            }
            Value::Array(items) => items.iter().for_each(|item| self.collect(item)),
            Value::String(text) if is_number(text) => {
                self.shares.push(decimal::value(text));
                self.amounts.push(decimal::value(text));
            }
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Shares of countries, and what is said of the margin.
    fn content(&mut self, content: &Value) {
        let amount = |of: &Value, end: &str| of[end].as_str().map(decimal::value);
        let (total, core) = (&content["total"], &content["core"]);
        let (outside, unstated) = (&content["outside"], &content["unstated"]);
        let mut parts: Vec<&Value> = content["by_country"].as_array().unwrap().iter().collect();
        parts.push(unstated);
        for part in parts {
            let (Some(least), whole) = (amount(part, "least"), amount(total, "most")) else {
                continue;
            };
            if let (Some(most), Some(whole_least)) = (amount(part, "most"), amount(total, "least"))
            {
                let rest = &whole_least - &least;
                self.share(&most, &(&most + rest));
                if let Some(whole) = whole {
                    self.share(&least, &(&least + whole - &most));
                }
            }
        }
        let worst = amount(outside, "most").zip(amount(unstated, "most")).map(|(a, b)| a + b);
        self.amounts.extend(worst.clone());
        let bounds: Vec<BigRational> = vec![decimal::value("0.35")];
        for ceiling in bounds {
            let other = BigRational::from_integer(1.into()) - &ceiling;
            let rests = [amount(core, "least"), amount(core, "most")];
            let best = amount(outside, "least");
            let unknown = amount(unstated, "most");
            let more = unknown.zip(rests[1].clone()).map(|(unknown, core)| unknown + core);
            for part in [worst.clone(), best].into_iter().flatten() {
                for rest in rests.iter().cloned().chain([more.clone()]).flatten() {
                    let room = &ceiling * &rest - &other * &part;
                    self.amounts.push(&room / &other);
                    self.amounts.push(-room);
                }
            }
        }
    }

    fn share(&mut self, part: &BigRational, whole: &BigRational) {
        if *whole != BigRational::from_integer(0.into()) {
            self.shares.push(part / whole);
        }
    }

    pub fn has(&self, figure: &Figure) -> bool {
        let hundred = BigRational::from_integer(100.into());
        let near = |number: &str, exact: &BigRational, units: i64| {
            let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let unit =
                BigRational::new(units.into(), 10i64.pow(decimals.try_into().unwrap()).into());
            let apart = decimal::value(number) - exact;
            let apart = if apart < BigRational::from_integer(0.into()) { -apart } else { apart };
            apart * BigRational::from_integer(2.into()) <= unit
        };
        match figure {
            Figure::Percent(number) => {
                self.shares.iter().any(|share| near(number, &(share * &hundred), 1))
            }
            Figure::Points(number) => self.shares.iter().any(|one| {
                self.shares.iter().any(|other| near(number, &((one - other) * &hundred), 1))
            }),
            // What could be added is rounded down, what must go is rounded up.
            Figure::Euro(number) => self.amounts.iter().any(|amount| near(number, amount, 2)),
        }
    }
}
