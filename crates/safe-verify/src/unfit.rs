//! Why an assessment cannot be reckoned again at all.

use serde_json::Value;

use crate::compare::short;
use crate::document;
use crate::json::{list, text};
use crate::logic::Grade;
use crate::pack::Pack;
use crate::submitted::Fault;

/// Why nothing can be reckoned at all.
pub(crate) fn unfit(document: &Value, pack: &Pack, given: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    if given.get("format").and_then(Value::as_str) != Some("safe-assessment/1") {
        faults.push(Fault::new("/format", "it is no `safe-assessment/1`"));
        return faults;
    }
    if given.get("trace").is_none_or(|trace| !trace.is_object()) {
        faults.push(Fault::new(
            "/trace",
            "the assessment has no trace, without which nothing can be verified; write it with \
             `--trace full`",
        ));
    }
    let day = given.get("as_of").unwrap_or(&Value::Null);
    if !day.as_str().is_some_and(is_day) {
        faults.push(Fault::new("/as_of", format!("{} is no day", short(day))));
    }
    let least = text(given, "least_evidence");
    if Grade::named(least).word() != least {
        faults.push(Fault::new("/least_evidence", format!("`{least}` is no grade of evidence")));
    }
    faults.extend(unfit_readings(pack, given.get("readings").unwrap_or(&Value::Null)));
    let document_fault = |problem: String| Fault::new("document", problem);
    faults.extend(document::problem(document).map(document_fault));
    if list(pack.file("pack.json"), "rules").is_empty() {
        faults.push(Fault::new("pack pack.json", "it lists no rules"));
    }
    faults
}

/// Every open question has one answer, which it allows.
fn unfit_readings(pack: &Pack, readings: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known = Vec::new();
    for question in pack.questions() {
        let id = text(question, "id");
        known.push(id);
        let answer = readings.get(id).and_then(Value::as_str);
        let options = list(question, "options");
        let is_allowed = answer.is_some_and(|answer| {
            if options.is_empty() {
                is_list_of_countries(answer)
            } else {
                options.iter().any(|option| text(option, "option") == answer)
            }
        });
        if !is_allowed {
            let answer = short(readings.get(id).unwrap_or(&Value::Null));
            let problem = format!("{answer} is no answer that the pack allows");
            faults.push(Fault::new(format!("/readings/{id}"), problem));
        }
    }
    for id in readings.as_object().into_iter().flat_map(|readings| readings.keys()) {
        if !known.contains(&&**id) {
            let problem = "the pack has no such question";
            faults.push(Fault::new(format!("/readings/{id}"), problem));
        }
    }
    faults
}

fn is_list_of_countries(answer: &str) -> bool {
    let mut seen = Vec::new();
    answer.is_empty()
        || answer.split(',').all(|country| {
            let is_code = country.len() == 2 && country.bytes().all(|one| one.is_ascii_uppercase());
            let is_new = !seen.contains(&country);
            seen.push(country);
            is_code && is_new
        })
}

/// Whether a text is a day of the calendar, written `YYYY-MM-DD`.
pub(crate) fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digits = |from: usize, to: usize| {
        bytes.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let shape = bytes.len() == 10
        && is_digits(0, 4)
        && is_digits(5, 7)
        && is_digits(8, 10)
        && [4, 7].iter().all(|at| bytes.get(*at) == Some(&b'-'));
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse().ok());
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else {
        return false;
    };
    let year: u16 = year;
    let is_divided = |by: u16| year.checked_rem(by) == Some(0);
    let is_leap = is_divided(4) && (!is_divided(100) || is_divided(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    shape && year > 0 && (1..=last).contains(&day)
}
