//! Days as people and spreadsheet programs write them.

use jiff::Span;
use jiff::civil::Date;
use safe_eligibility::model::day::{Day, DayError};

use crate::number::{StyleGuess, is_not_stated};
use crate::table::Cell;
use crate::table::problem::CellProblem;

/// From which day a workbook counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DateSystem {
    /// 1 is 1900-01-01.
    #[default]
    From1900,
    /// 0 is 1904-01-01.
    From1904,
}

/// How a column writes its days.
///
/// Days written from the year to the day, and those with an English name for the month, are read
/// in every style but the last, since they can mean nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateStyle {
    /// `2026-05-30`, perhaps with a time behind it, or `20260530`.
    YearFirst,
    /// `30.05.2026`, `30/5/2026`.
    DayFirst,
    /// `05/30/2026`.
    MonthFirst,
    /// A number of days, as spreadsheet programs keep them.
    Serial(DateSystem),
}

impl DateStyle {
    /// The styles in which people write days.
    pub(crate) const WRITTEN: [Self; 3] = [Self::YearFirst, Self::DayFirst, Self::MonthFirst];

    /// Which styles the days of a column fit; what is no day fits none and says nothing.
    pub(crate) fn guess<'t>(samples: impl IntoIterator<Item = &'t str>) -> StyleGuess<Self> {
        StyleGuess::over(&Self::WRITTEN, samples, |sample, style| {
            read(sample, style).ok().flatten()
        })
    }
}

/// Why a text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DayProblem {
    /// Not written in the style of the column.
    #[error("is not a day as the others of its column")]
    Shape,
    /// No such day.
    #[error("is not a day of the calendar")]
    Calendar,
    /// A year without its century.
    #[error("is a day whose year has two digits")]
    Century,
    /// A number that no day has.
    #[error("is not the number of a day")]
    Serial,
}

impl DayProblem {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Shape => "not-a-day",
            Self::Calendar => "no-such-day",
            Self::Century => "two-digit-year",
            Self::Serial => "no-day-number",
        }
    }

    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Shape => {
                "write it as `2026-05-30`, or name the style of the column in the mapping"
            }
            Self::Calendar => "write a day that exists, as `2026-05-30`",
            Self::Century => "write the year with four digits, as `2026-05-30`",
            Self::Serial => "show the column as days and save the table again",
        }
    }
}

/// Reads a day; `None` where none is stated. A time behind it is left out.
///
/// # Errors
///
/// What is wrong with it.
pub(crate) fn read(text: &str, style: DateStyle) -> Result<Option<Day>, DayProblem> {
    let text = text.trim();
    if is_not_stated(text) {
        return Ok(None);
    }
    if let DateStyle::Serial(system) = style {
        return of_serial(text, system).map(Some);
    }
    let (date, time) = without_time(text);
    if !is_time(time) {
        return Err(DayProblem::Shape);
    }
    if style == DateStyle::YearFirst && date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit())
    {
        let (year, rest) = date.split_at_checked(4).ok_or(DayProblem::Shape)?;
        let (month, day) = rest.split_at_checked(2).ok_or(DayProblem::Shape)?;
        return civil(year, month, day).map(Some);
    }
    let mut parts = date.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty());
    let (Some(one), Some(two), Some(three), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(DayProblem::Shape);
    };
    let (year, month, day) = match (month_named(one), month_named(two)) {
        (Some(month), None) => (three, month, two),
        (None, Some(month)) => (three, month, one),
        (Some(_), Some(_)) => return Err(DayProblem::Shape),
        (None, None) if one.len() == 4 => (one, two, three),
        (None, None) => match style {
            DateStyle::DayFirst => (three, two, one),
            DateStyle::MonthFirst => (three, one, two),
            DateStyle::YearFirst | DateStyle::Serial(_) => return Err(DayProblem::Shape),
        },
    };
    civil(year, month, day).map(Some)
}

/// Reads a day out of a cell; a bare number counts days as its workbook does.
///
/// # Errors
///
/// What is wrong with the cell or with the day in it.
pub(crate) fn read_cell(
    cell: Cell<'_>,
    style: DateStyle,
    system: DateSystem,
) -> Result<Option<Day>, CellProblem> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Day(day) => Ok(Some(day)),
        Cell::Text(text) => read(text, style).map_err(CellProblem::Day),
        Cell::Number(number) => of_serial(number, system).map(Some).map_err(CellProblem::Day),
        Cell::Flag(_) => Err(CellProblem::Day(DayProblem::Shape)),
        Cell::Error(_) => Err(CellProblem::Failed),
        Cell::Unsaved => Err(CellProblem::Unsaved),
    }
}

/// The day that a spreadsheet program shows for a number; decimals are its time.
///
/// # Errors
///
/// [`DayProblem::Serial`] before the first day, after 9999-12-31, and for 1900-02-29, which
/// spreadsheet programs count although it never was.
pub(crate) fn of_serial(number: &str, system: DateSystem) -> Result<Day, DayProblem> {
    let (days, time) = number.split_once('.').unwrap_or((number, "0"));
    let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if days.is_empty() || days.len() > 7 || !is_plain(days) || !is_plain(time) {
        return Err(DayProblem::Serial);
    }
    let days: i64 = days.parse().map_err(|_| DayProblem::Serial)?;
    let zero = match (system, days) {
        (DateSystem::From1904, _) => Date::new(1904, 1, 1),
        (DateSystem::From1900, 1..=59) => Date::new(1899, 12, 31),
        (DateSystem::From1900, 61..) => Date::new(1899, 12, 30),
        (DateSystem::From1900, _) => return Err(DayProblem::Serial),
    };
    let span = Span::new().try_days(days).map_err(|_| DayProblem::Serial)?;
    let date = zero.and_then(|zero| zero.checked_add(span)).map_err(|_| DayProblem::Serial)?;
    Day::parse(&date.to_string()).map_err(|_| DayProblem::Serial)
}

/// A day and the time behind it: behind a `T` or a space that a time such as `12:30` follows.
fn without_time(text: &str) -> (&str, &str) {
    let Some(colon) = text.find(':') else {
        return (text.strip_suffix(['T', 'Z']).unwrap_or(text), "");
    };
    let before = text.get(..colon).unwrap_or("");
    match before.rfind(['T', ' ']) {
        Some(at) => {
            let (date, time) = text.split_at(at);
            (date.trim_end().trim_end_matches(','), time)
        }
        None => (text, ""),
    }
}

fn is_time(time: &str) -> bool {
    time.chars().all(|one| {
        one.is_ascii_digit()
            || matches!(
                one,
                'T' | 'Z' | ' ' | ':' | '.' | ',' | '+' | '-' | 'A' | 'P' | 'M' | 'a' | 'p' | 'm'
            )
    })
}

fn month_named(part: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "01"),
        ("february", "02"),
        ("march", "03"),
        ("april", "04"),
        ("may", "05"),
        ("june", "06"),
        ("july", "07"),
        ("august", "08"),
        ("september", "09"),
        ("october", "10"),
        ("november", "11"),
        ("december", "12"),
    ];
    let part = part.to_ascii_lowercase();
    if part.len() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .find(|(name, _)| name.starts_with(&part) || part == "sept")
        .map(|(_, month)| *month)
}

fn civil(year: &str, month: &str, day: &str) -> Result<Day, DayProblem> {
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let shaped = [year, month, day].iter().all(|part| is_plain(part));
    if !shaped || month.len() > 2 || day.len() > 2 {
        return Err(DayProblem::Shape);
    }
    match year.len() {
        4 => {}
        2 => return Err(DayProblem::Century),
        _ => return Err(DayProblem::Shape),
    }
    Day::parse(&format!("{year}-{month:0>2}-{day:0>2}")).map_err(|problem| match problem {
        DayError::Calendar => DayProblem::Calendar,
        DayError::Shape | _ => DayProblem::Shape,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, style: DateStyle) -> String {
        match read(text, style) {
            Ok(day) => day.map_or("not stated".to_owned(), |day| day.to_string()),
            Err(problem) => format!("`{text}` {problem}"),
        }
    }

    #[test]
    fn days_are_read_in_the_style_of_their_column() {
        use DateStyle::{DayFirst, MonthFirst, Serial, YearFirst};
        let cases = [
            ("2026-05-30", YearFirst, "2026-05-30"),
            ("2010-05-26 00:00:00", YearFirst, "2010-05-26"),
            ("2010-05-26T12:30:00.000Z", DayFirst, "2010-05-26"),
            ("20260530", YearFirst, "2026-05-30"),
            ("2026/5/3", MonthFirst, "2026-05-03"),
            ("30.05.2026", DayFirst, "2026-05-30"),
            ("30. 5. 2026", DayFirst, "2026-05-30"),
            ("3/4/2026 1:05 PM", DayFirst, "2026-04-03"),
            ("3/4/2026 13:05", MonthFirst, "2026-03-04"),
            ("26-May-2010", YearFirst, "2010-05-26"),
            ("May 26, 2010", DayFirst, "2010-05-26"),
            ("46172", Serial(DateSystem::From1900), "2026-05-30"),
            ("44710.75", Serial(DateSystem::From1904), "2026-05-30"),
            ("59", Serial(DateSystem::From1900), "1900-02-28"),
            ("61", Serial(DateSystem::From1900), "1900-03-01"),
            ("-", DayFirst, "not stated"),
            ("30.05.26", DayFirst, "`30.05.26` is a day whose year has two digits"),
            ("31.02.2026", DayFirst, "`31.02.2026` is not a day of the calendar"),
            ("05/30/2026", DayFirst, "`05/30/2026` is not a day of the calendar"),
            ("05/30/2026", YearFirst, "`05/30/2026` is not a day as the others of its column"),
            ("soon", DayFirst, "`soon` is not a day as the others of its column"),
            ("60", Serial(DateSystem::From1900), "`60` is not the number of a day"),
            ("0.5", Serial(DateSystem::From1900), "`0.5` is not the number of a day"),
            ("9999999", Serial(DateSystem::From1900), "`9999999` is not the number of a day"),
        ];
        for (text, style, expected) in cases {
            assert_eq!(shown(text, style), expected, "{text}");
        }
    }

    #[test]
    fn a_cell_holds_a_day_in_more_than_one_way() {
        let day = Day::parse("2026-05-30").unwrap();
        let cells = [Cell::Day(day), Cell::Number("46172"), Cell::Text("30.5.2026")];
        for cell in cells {
            assert_eq!(read_cell(cell, DateStyle::DayFirst, DateSystem::From1900), Ok(Some(day)));
        }
        assert_eq!(read_cell(Cell::Empty, DateStyle::DayFirst, DateSystem::From1900), Ok(None));
    }

    #[test]
    fn the_column_decides_the_style() {
        let guess = DateStyle::guess(["03/04/2026", "05/30/2026"]);
        assert_eq!(guess.settled(), Some(DateStyle::MonthFirst));
        let guess = DateStyle::guess(["03/04/2026", "05/06/2026"]);
        assert_eq!(guess.candidates, [DateStyle::DayFirst, DateStyle::MonthFirst]);
        assert_eq!(guess.differs_at.as_deref(), Some("03/04/2026"));
        let guess = DateStyle::guess(["2010-05-26 00:00:00", ""]);
        assert_eq!(guess.settled(), Some(DateStyle::YearFirst));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,24}|[0-9./: -]{0,20}") {
            for style in [
                DateStyle::YearFirst, DateStyle::DayFirst, DateStyle::MonthFirst,
                DateStyle::Serial(DateSystem::From1900), DateStyle::Serial(DateSystem::From1904),
            ] {
                let _ = read(&text, style);
            }
        }
    }
}
