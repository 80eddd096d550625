//! Numbers as people write them, read without losing a digit.

mod guess;
mod problem;
mod strip;

use safe_eligibility::model::figure::{Figure, FigureError};

pub(crate) use guess::StyleGuess;
pub(crate) use problem::NumberProblem;
pub(crate) use strip::is_not_stated;

use crate::table::Cell;
use crate::table::problem::CellProblem;
use strip::{Stripped, strip};

/// How a column writes its numbers.
///
/// Spaces and apostrophes between thousands are read in every style, since they can mean nothing
/// else; `.` and `,` mean only what the style says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberStyle {
    /// What stands before the decimals: `.` or `,`.
    pub(crate) decimal: char,
    /// What may stand between thousands, beside spaces and apostrophes.
    pub(crate) grouping: Option<char>,
}

impl NumberStyle {
    /// `1,234.56`.
    pub(crate) const POINT: Self = Self { decimal: '.', grouping: Some(',') };
    /// `1.234,56`.
    pub(crate) const COMMA: Self = Self { decimal: ',', grouping: Some('.') };
    /// The styles in which people write numbers.
    pub(crate) const WRITTEN: [Self; 2] = [Self::POINT, Self::COMMA];

    /// Which of the two styles the numbers of a column fit; what is no number fits none and says
    /// nothing.
    pub(crate) fn guess<'t>(samples: impl IntoIterator<Item = &'t str>) -> StyleGuess<Self> {
        StyleGuess::over(&Self::WRITTEN, samples, |sample, style| {
            read_any(sample, style)
                .ok()
                .map(|read| read.number)
                .filter(|number| *number != Number::NotStated)
        })
    }
}

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// Nothing, a dash, or a word such as `n/a`.
    NotStated,
    /// The number.
    Exact(Figure),
    /// The neighbours with ten decimals of a number that has more: nothing rounded ever decides.
    Between(Figure, Figure),
}

impl Number {
    /// The number where it is exact.
    ///
    /// # Errors
    ///
    /// [`NumberProblem::TooFine`] where it lies between two.
    pub(crate) fn exact(self) -> Result<Option<Figure>, NumberProblem> {
        match self {
            Self::NotStated => Ok(None),
            Self::Exact(figure) => Ok(Some(figure)),
            Self::Between(_, _) => Err(NumberProblem::TooFine),
        }
    }
}

/// A number and the currency that stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberText<'a> {
    pub(crate) number: Number,
    /// The sign or code as it is written, such as `$` or `EUR`.
    pub(crate) currency: Option<&'a str>,
}

/// Reads a quantity or an amount, which may have a currency beside it.
///
/// # Errors
///
/// What is wrong with it; a percent is, since only a share may be one.
#[inline]
pub(crate) fn read(text: &str, style: NumberStyle) -> Result<NumberText<'_>, NumberProblem> {
    // Nearly every number is plain; without a point the style does not matter.
    if style.decimal == '.' || !text.contains('.') {
        if let Ok(figure) = Figure::parse(text) {
            return Ok(NumberText { number: Number::Exact(figure), currency: None });
        }
    }
    let read = read_any(text, style)?;
    if read.is_percent {
        return Err(NumberProblem::Percent);
    }
    Ok(NumberText { number: read.number, currency: read.currency })
}

/// Reads a quantity or an amount out of a cell.
///
/// # Errors
///
/// What is wrong with the cell or with the number in it.
#[inline]
pub(crate) fn read_cell(cell: Cell<'_>, style: NumberStyle) -> Result<NumberText<'_>, CellProblem> {
    match cell {
        Cell::Text(text) => read(text, style).map_err(CellProblem::Number),
        Cell::Empty => Ok(NumberText { number: Number::NotStated, currency: None }),
        // A workbook keeps a number in one form, whatever the style of its texts.
        Cell::Number(text) => read(text, NumberStyle::POINT).map_err(CellProblem::Number),
        Cell::Day(_) => Err(CellProblem::Number(NumberProblem::Day)),
        Cell::Flag(_) => Err(CellProblem::Number(NumberProblem::Shape)),
        Cell::Error(_) => Err(CellProblem::Failed),
        Cell::Unsaved => Err(CellProblem::Unsaved),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct AnyNumber<'a> {
    number: Number,
    currency: Option<&'a str>,
    is_percent: bool,
}

fn read_any(text: &str, style: NumberStyle) -> Result<AnyNumber<'_>, NumberProblem> {
    let Some(stripped) = strip(text)? else {
        let number = Number::NotStated;
        return Ok(AnyNumber { number, currency: None, is_percent: false });
    };
    let Stripped { digits, currency, is_negative, is_percent } = stripped;
    let (whole, decimals) = match digits.split_once(style.decimal) {
        Some((_, decimals)) if decimals.contains(style.decimal) => {
            return Err(NumberProblem::TwoMarks(style.decimal));
        }
        Some(parts) => parts,
        None => (digits, ""),
    };
    if whole.is_empty() && decimals.is_empty() {
        return Err(NumberProblem::Shape);
    }
    let mut plain = ungrouped(whole, style)?;
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(decimals
            .chars()
            .find(|mark| !mark.is_ascii_digit())
            .map_or(NumberProblem::Shape, NumberProblem::Grouping));
    }
    let mut decimals = decimals.to_owned();
    if is_percent {
        // A hundredth: the last two digits before the mark go behind it.
        let padded = format!("{plain:0>3}");
        let (front, moved) = padded.split_at(padded.len().saturating_sub(2));
        decimals.insert_str(0, moved);
        front.clone_into(&mut plain);
    }
    let number = figure(&plain, &decimals)?;
    let is_nothing = matches!(number, Number::Exact(figure) if figure.is_zero());
    if is_negative && !is_nothing {
        return Err(NumberProblem::Negative);
    }
    Ok(AnyNumber { number, currency, is_percent })
}

/// The digits before the decimals, without what stands between thousands.
fn ungrouped(whole: &str, style: NumberStyle) -> Result<String, NumberProblem> {
    let Some(mark) = whole.chars().find(|one| !one.is_ascii_digit()) else {
        return Ok(whole.to_owned());
    };
    let is_neutral = mark.is_whitespace() || matches!(mark, '\'' | '’' | '\u{2bc}');
    if !is_neutral && style.grouping != Some(mark) {
        return Err(NumberProblem::Grouping(mark));
    }
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or("");
    let is_group = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=3).contains(&first.len())
        && is_group(first)
        && groups.all(|group| group.len() == 3 && is_group(group));
    if !fits {
        return Err(NumberProblem::Grouping(mark));
    }
    Ok(whole.split(mark).collect())
}

/// The figure of digits and decimals, or the two it lies between.
fn figure(whole: &str, decimals: &str) -> Result<Number, NumberProblem> {
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest if whole.len() > Figure::MOST_DIGITS => rest,
        _ => whole,
    };
    let parse = |decimals: &str| {
        let text =
            if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") };
        Figure::parse(&text).map_err(|problem| match problem {
            FigureError::TooLong => NumberProblem::TooLong,
            FigureError::Shape
            | FigureError::AboveOne
            | FigureError::Zero
            | FigureError::Backwards
            | _ => NumberProblem::Shape,
        })
    };
    if decimals.len() <= Figure::MOST_DECIMALS {
        return parse(decimals).map(Number::Exact);
    }
    let decimals = decimals.trim_end_matches('0');
    let Some((kept, _)) = decimals.split_at_checked(Figure::MOST_DECIMALS) else {
        return parse(decimals).map(Number::Exact);
    };
    if kept.len() == decimals.len() {
        return parse(decimals).map(Number::Exact);
    }
    let lower = parse(kept)?;
    let above =
        format!("{whole}{kept}").parse::<u128>().ok().and_then(|digits| digits.checked_add(1));
    let above = above.map(|digits| format!("{digits:0>11}")).unwrap_or_default();
    let (whole, kept) = above.split_at(above.len().saturating_sub(Figure::MOST_DECIMALS));
    let upper = Figure::parse(&format!("{whole}.{kept}")).map_err(|_| NumberProblem::TooLong)?;
    Ok(Number::Between(lower, upper))
}

#[cfg(test)]
mod tests;
