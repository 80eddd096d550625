//! Days, written `YYYY-MM-DD`.

use std::fmt;

use jiff::civil::Date;

use super::number::print_padded;

/// A calendar day between 0001-01-01 and 9999-12-31.
///
/// # Examples
///
/// ```
/// use safe_eligibility::model::day::Day;
///
/// let last = Day::parse("2026-05-30").unwrap();
/// assert!(Day::parse("2026-05-31").unwrap() > last);
/// assert!(Day::parse("2026-02-30").is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    date: Date,
}

impl Day {
    /// Reads a day written `YYYY-MM-DD`.
    ///
    /// # Errors
    ///
    /// [`DayError::Shape`] where the text is not of that form, [`DayError::Calendar`] where the
    /// calendar has no such day.
    pub fn parse(text: &str) -> Result<Self, DayError> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
            return Err(DayError::Shape);
        };
        let year = number(&[y1, y2, y3, y4]).ok_or(DayError::Shape)?;
        let month = number(&[m1, m2]).ok_or(DayError::Shape)?;
        let day = number(&[d1, d2]).ok_or(DayError::Shape)?;
        Self::new(year, month, day).ok_or(DayError::Calendar)
    }

    /// The day before, `None` before 0001-01-01.
    #[must_use]
    pub fn yesterday(self) -> Option<Self> {
        self.date.yesterday().ok().filter(|date| date.year() >= 1).map(|date| Self { date })
    }

    /// The day after, `None` after 9999-12-31.
    #[must_use]
    pub fn tomorrow(self) -> Option<Self> {
        self.date.tomorrow().ok().map(|date| Self { date })
    }

    /// The same day of the next year, 28 February for a leap day; the last day at the very end.
    #[must_use]
    pub(crate) fn a_year_later(self) -> Self {
        let later = self.date.checked_add(jiff::Span::new().years(1));
        later.map_or(Self { date: Date::MAX }, |date| Self { date })
    }

    /// As it is displayed, straight into any text.
    pub(crate) fn print(self, out: &mut impl fmt::Write) -> fmt::Result {
        let part = |value: u16| u64::from(value);
        print_padded(part(self.date.year().unsigned_abs()), 4, out)?;
        out.write_char('-')?;
        print_padded(part(self.date.month().unsigned_abs().into()), 2, out)?;
        out.write_char('-')?;
        print_padded(part(self.date.day().unsigned_abs().into()), 2, out)
    }

    fn new(year: i16, month: i16, day: i16) -> Option<Self> {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let date = Date::new(year, month, day).ok()?;
        (year >= 1).then_some(Self { date })
    }
}

fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0i16, |value, digit| {
        let digit = digit.is_ascii_digit().then(|| digit.wrapping_sub(b'0'))?;
        value.checked_mul(10)?.checked_add(i16::from(digit))
    })
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(out)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// Why a text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DayError {
    /// Not four, two and two digits joined by hyphens.
    #[error("not a day written `YYYY-MM-DD`")]
    Shape,
    /// No such day in the calendar.
    #[error("not a day of the calendar; correct it")]
    Calendar,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints() {
        for text in ["0001-01-01", "2024-02-29", "2025-05-29", "9999-12-31"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_other_forms_and_days_that_do_not_exist() {
        for text in ["", "2026-5-29", "20260529", "2026-05-29T00:00", "+026-05-29", "2026-05-2x"] {
            assert_eq!(Day::parse(text), Err(DayError::Shape), "{text}");
        }
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01"] {
            assert_eq!(Day::parse(text), Err(DayError::Calendar), "{text}");
        }
    }

    #[test]
    fn neighbours_stop_at_the_ends() {
        let first = Day::parse("0001-01-01").unwrap();
        let last = Day::parse("9999-12-31").unwrap();
        assert_eq!((first.yesterday(), last.tomorrow()), (None, None));
    }
}
