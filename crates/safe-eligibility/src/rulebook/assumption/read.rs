//! Reads assumptions; everything that is wrong with a text is told at once.

use super::problem::{AGREEMENT, AGREEMENT_ENDS, CAP, GAINS, LOSES, PARAMETER, STATUSES};
use super::{AssumedStatus, AssumedValue, Assumption, AssumptionFault, Target};
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::figure::Share;

impl Assumption {
    /// Reads an assumption; words are separated by spaces.
    ///
    /// # Errors
    ///
    /// Every [`AssumptionFault`] of its words.
    pub fn parse(text: &str) -> Result<Self, Vec<AssumptionFault>> {
        let all: Vec<&str> = text.split_whitespace().collect();
        let form = match (all.first().copied(), all.get(1).copied()) {
            (Some("agreement"), _) if all.get(2) == Some(&"ends") => AGREEMENT_ENDS,
            (Some("agreement"), _) => AGREEMENT,
            (_, Some("gains")) => GAINS,
            (_, Some("loses")) => LOSES,
            (Some("cap"), _) => CAP,
            (Some(target), _) if target.contains('.') => PARAMETER,
            (Some(_) | None, _) => return Err(vec![AssumptionFault::NotUnderstood]),
        };
        let mut words = Words { all, form, faults: Vec::new() };
        let read = match form {
            AGREEMENT => words.agreement(),
            AGREEMENT_ENDS => words.agreement_ends(),
            GAINS | LOSES => words.status(form == GAINS),
            _ => words.parameter(),
        };
        match read {
            Some(assumption) if words.faults.is_empty() => Ok(assumption),
            Some(_) | None => Err(words.faults),
        }
    }
}

/// The words of an assumption, and what is wrong with them.
struct Words<'t> {
    all: Vec<&'t str>,
    form: &'static str,
    faults: Vec<AssumptionFault>,
}

impl<'t> Words<'t> {
    fn agreement(&mut self) -> Option<Assumption> {
        let party = self.country(2);
        self.fixed(3, "from", "`from` or `ends`");
        let from = self.day(4);
        self.fixed(5, "like", "`like`");
        let like = self.country(6);
        self.end(7);
        Some(Assumption::Agreement { party: party?, from: from?, like: like? })
    }

    fn agreement_ends(&mut self) -> Option<Assumption> {
        let party = self.country(2);
        self.fixed(4, "on", "`on`");
        let last_day = self.day(5);
        self.end(6);
        Some(Assumption::AgreementEnds { party: party?, last_day: last_day? })
    }

    fn status(&mut self, gains: bool) -> Option<Assumption> {
        let country = self.country(1);
        let behind = self.all.iter().skip(2);
        // Without `on` the status ends where the day begins.
        let is_end =
            |word: &&str| *word == "on" || word.starts_with(|one: char| one.is_ascii_digit());
        let until = behind.take_while(|word| !is_end(word)).count().saturating_add(2);
        let status = self.named_status(until);
        let at = until.saturating_add(1);
        self.fixed(at, "on", "`on`");
        let from = self.day(at.saturating_add(1));
        self.end(at.saturating_add(2));
        let (country, status, from) = (country?, status?, from?);
        Some(if gains {
            Assumption::Gains { country, status, from }
        } else {
            Assumption::Loses { country, status, from }
        })
    }

    // From the third word up to that many; `potential candidate` may stand as two words.
    fn named_status(&mut self, until: usize) -> Option<AssumedStatus> {
        let given = self.all.get(2..until).unwrap_or(&[]).join(" ");
        if given.is_empty() {
            return self.missing(3, STATUSES);
        }
        let name = given.replace(' ', "-");
        let name = name.strip_suffix("-status").unwrap_or(&name);
        let known = AssumedStatus::ALL.into_iter().find(|status| status.as_str() == name);
        if known.is_none() {
            let (given, form) = (given.into(), self.form);
            self.faults.push(AssumptionFault::Word {
                position: 3,
                given,
                expected: STATUSES,
                form,
            });
        }
        known
    }

    fn parameter(&mut self) -> Option<Assumption> {
        let target = match self.all.first()?.split_once('.') {
            None => Some(Target::Cap),
            Some((rule, parameter)) if !rule.is_empty() && !parameter.is_empty() => {
                Some(Target::Parameter { rule: rule.into(), parameter: parameter.into() })
            }
            Some(_) => self.wrong(1, "a rule, a point and its parameter"),
        };
        let value = self.value();
        let from = if self.all.len() > 2 {
            self.fixed(3, "from", "`from`");
            let from = self.day(4);
            self.end(5);
            Some(from?)
        } else {
            None
        };
        Some(Assumption::Parameter { target: target?, value: value?, from })
    }

    fn value(&mut self) -> Option<AssumedValue> {
        let is_cap = self.form == CAP;
        let expected = if is_cap { "a share" } else { "a share or a day" };
        let given = self.word(2, expected)?;
        if given.contains('-') && !is_cap {
            return self.day(2).map(AssumedValue::Day);
        }
        match Share::parse(given) {
            Ok(share) => Some(AssumedValue::Share(share)),
            Err(reason) => {
                let (given, form) = (given.into(), self.form);
                self.faults.push(AssumptionFault::Share { position: 2, given, reason, form });
                None
            }
        }
    }

    fn country(&mut self, position: usize) -> Option<CountryCode> {
        let given = self.word(position, "a country")?;
        match CountryCode::parse(given) {
            Ok(country) => Some(country),
            Err(reason) => {
                let (given, form) = (given.into(), self.form);
                self.faults.push(AssumptionFault::Country { position, given, reason, form });
                None
            }
        }
    }

    fn day(&mut self, position: usize) -> Option<Day> {
        let given = self.word(position, "a day")?;
        match Day::parse(given) {
            Ok(day) => Some(day),
            Err(reason) => {
                let (given, form) = (given.into(), self.form);
                self.faults.push(AssumptionFault::Day { position, given, reason, form });
                None
            }
        }
    }

    fn fixed(&mut self, position: usize, word: &str, expected: &'static str) {
        if self.word(position, expected).is_some_and(|given| given != word) {
            self.wrong::<()>(position, expected);
        }
    }

    fn end(&mut self, position: usize) {
        if let Some(given) = self.at(position) {
            let (given, form) = (given.into(), self.form);
            self.faults.push(AssumptionFault::More { position, given, form });
        }
    }

    fn word(&mut self, position: usize, expected: &'static str) -> Option<&'t str> {
        match self.at(position) {
            Some(word) => Some(word),
            None => self.missing(position, expected),
        }
    }

    fn at(&self, position: usize) -> Option<&'t str> {
        self.all.get(position.saturating_sub(1)).copied()
    }

    fn missing<T>(&mut self, position: usize, expected: &'static str) -> Option<T> {
        let form = self.form;
        self.faults.push(AssumptionFault::Missing { position, expected, form });
        None
    }

    fn wrong<T>(&mut self, position: usize, expected: &'static str) -> Option<T> {
        let given = self.at(position).unwrap_or_default().into();
        let form = self.form;
        self.faults.push(AssumptionFault::Word { position, given, expected, form });
        None
    }
}
