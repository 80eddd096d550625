//! Takes from a number what people write around it: currencies, signs, percent.

use super::NumberProblem;

/// The digits of a number with their marks, and what stood around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stripped<'a> {
    pub(super) digits: &'a str,
    pub(super) currency: Option<&'a str>,
    pub(super) is_negative: bool,
    pub(super) is_percent: bool,
}

/// Signs and names of currencies; codes of three capital letters are currencies as well.
const CURRENCIES: [&str; 32] = [
    "$", "US$", "U$", "CA$", "C$", "A$", "R$", "HK$", "€", "£", "¥", "₴", "₽", "₺", "₩", "₪", "₣",
    "zł", "kr", "Kč", "Ft", "lei", "лв", "грн", "Fr", "SFr", "Rs", "₹", "euro", "Euro", "EURO",
    "р",
];

/// What people write where they do not state a number or a day.
const NOT_STATED: [&str; 14] =
    ["-", "--", "–", "—", "n/a", "n.a.", "na", "k.a.", "s/o", "tbd", "tbc", "t.b.d.", "?", "null"];

/// Whether a text, without white space around it, states nothing.
pub(crate) fn is_not_stated(text: &str) -> bool {
    text.is_empty()
        || (text.len() <= 6 && NOT_STATED.iter().any(|word| word.eq_ignore_ascii_case(text)))
}

/// Takes off what stands around a number; `None` where nothing is stated.
pub(super) fn strip(text: &str) -> Result<Option<Stripped<'_>>, NumberProblem> {
    let text = text.trim();
    if is_not_stated(text) {
        return Ok(None);
    }
    if text.starts_with('=') {
        return Err(NumberProblem::Formula);
    }
    let (text, in_brackets) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let (text, front_sign) = signed(text);
    let (front, text) = front_mark(text)?;
    let (text, middle_sign) = signed(text);
    let (text, back) = back_mark(text)?;
    let (text, back_sign) = match text.strip_suffix(['-', '−']) {
        // `100,-` is a hundred without cents.
        Some(rest) => match rest.strip_suffix([',', '.']) {
            Some(whole) => (whole, false),
            None => (rest.trim_end(), true),
        },
        None => (text, false),
    };
    if front.is_some() && back.is_some_and(|back| back != "%") {
        return Err(NumberProblem::Shape);
    }
    if let Some(problem) = wrong_digits(text) {
        return Err(problem);
    }
    Ok(Some(Stripped {
        digits: text,
        currency: front.or(back).filter(|mark| *mark != "%"),
        is_negative: in_brackets || front_sign || middle_sign || back_sign,
        is_percent: back == Some("%"),
    }))
}

fn signed(text: &str) -> (&str, bool) {
    match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (rest.trim_start(), true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    }
}

fn is_number_mark(one: char) -> bool {
    one.is_ascii_digit() || matches!(one, '.' | ',' | '-' | '−' | '–' | '+')
}

/// The currency before a number, and the rest.
fn front_mark(text: &str) -> Result<(Option<&str>, &str), NumberProblem> {
    let at = text.find(is_number_mark).ok_or(NumberProblem::Shape)?;
    let (mark, rest) = text.split_at(at);
    let mark = mark.trim_end();
    if mark.is_empty() {
        return Ok((None, rest));
    }
    if !is_currency(mark) {
        return Err(NumberProblem::Shape);
    }
    // `kr. 12`: the point belongs to the short form.
    let is_short = mark.chars().all(char::is_alphabetic);
    let rest = if is_short { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
    Ok((Some(mark), rest.trim_start()))
}

/// The rest, and the currency or percent sign behind a number.
fn back_mark(text: &str) -> Result<(&str, Option<&str>), NumberProblem> {
    let bare = text.strip_suffix('.').filter(|rest| rest.ends_with(char::is_alphabetic));
    let text = bare.unwrap_or(text);
    let length =
        text.chars().rev().take_while(|one| !is_number_mark(*one)).map(char::len_utf8).sum();
    let (number, mark) = text.split_at(text.len().saturating_sub(length));
    let mark = mark.trim();
    if mark.is_empty() {
        return Ok((number, None));
    }
    if mark == "%" || is_currency(mark) {
        return Ok((number, Some(mark)));
    }
    if wrong_digits(number.trim_end()).is_some() {
        return Err(NumberProblem::Shape);
    }
    Err(NumberProblem::Beside(mark.to_owned()))
}

fn is_currency(mark: &str) -> bool {
    let is_code = mark.len() == 3 && mark.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code || CURRENCIES.contains(&mark)
}

/// What is wrong where more than digits and marks are left.
fn wrong_digits(text: &str) -> Option<NumberProblem> {
    let is_inner = |one: char| {
        one.is_ascii_digit()
            || one.is_whitespace()
            || matches!(one, '.' | ',' | '\'' | '’' | '\u{2bc}')
    };
    if text.contains(|one: char| one.is_ascii_digit()) && text.chars().all(is_inner) {
        return None;
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or(("", ""));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_exponent = !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
        && !mantissa.is_empty()
        && mantissa.chars().all(is_inner);
    Some(if is_exponent { NumberProblem::Exponent } else { NumberProblem::Shape })
}
