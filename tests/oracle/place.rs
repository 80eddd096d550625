//! A place in the document: its value, and the JSON pointer to it.

use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use serde_json::Value;

use super::judged::Judged;

#[derive(Clone, Debug)]
pub struct Place<'a> {
    value: &'a Value,
    pub at: String,
}

impl<'a> Place<'a> {
    pub fn whole(document: &'a Value) -> Place<'a> {
        Place { value: document, at: String::new() }
    }

    /// What is left out is there as `null`, so that its place can still be named.
    pub fn member(&self, name: &str) -> Place<'a> {
        let value = self.value.get(name).unwrap_or(&Value::Null);
        Place { value, at: format!("{}/{name}", self.at) }
    }

    pub fn is_stated(&self) -> bool {
        !self.value.is_null()
    }

    pub fn items(&self) -> Option<Vec<Place<'a>>> {
        let items = self.value.as_array()?;
        Some(
            items
                .iter()
                .enumerate()
                .map(|(index, value)| Place { value, at: format!("{}/{index}", self.at) })
                .collect(),
        )
    }

    pub fn text(&self) -> Option<&'a str> {
        self.value.as_str()
    }

    pub fn flag(&self) -> Option<bool> {
        self.value.as_bool()
    }

    pub fn number(&self) -> Option<BigRational> {
        self.text().map(decimal)
    }

    /// Undetermined, and this place missing, where nothing is stated.
    pub fn judged<T>(&self, stated: Option<T>, holds: impl FnOnce(T) -> Judged) -> Judged {
        match stated {
            Some(value) => holds(value),
            None => Judged::open_for_want_of([self.at.clone()]),
        }
    }

    pub fn is_true(&self) -> Judged {
        self.judged(self.flag(), Judged::by_act)
    }

    pub fn is_false(&self) -> Judged {
        self.is_true().negated()
    }
}

/// A plain decimal, exactly. The document is valid, so anything else is a mistake of the test.
pub fn decimal(text: &str) -> BigRational {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = BigInt::from_str(&format!("{whole}{fraction}")).expect("a plain decimal");
    let scale = fraction.chars().fold(BigInt::one(), |scale, _| scale * 10);
    BigRational::new(digits, scale)
}

/// Four decimals, rounded half even.
pub fn four_decimals(share: &BigRational) -> String {
    let scaled = share * BigRational::from_integer(BigInt::from(10_000));
    let floor = scaled.floor().to_integer();
    let rest = scaled - BigRational::from_integer(floor.clone());
    let half = BigRational::new(BigInt::one(), BigInt::from(2));
    let is_odd = !(&floor % 2i32).is_zero();
    let rounded = if rest > half || (rest == half && is_odd) { floor + 1 } else { floor };
    format!("{}.{:0>4}", &rounded / 10_000, (&rounded % 10_000i32).to_string())
}
