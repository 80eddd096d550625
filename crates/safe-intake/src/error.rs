//! What can be wrong with a document, each kind with its message.

mod kind;

use std::fmt;

use safe_eligibility::model::bill::BillProblem;
use safe_eligibility::model::country::CountryError;
use safe_eligibility::model::day::DayError;
use safe_eligibility::model::figure::FigureError;
use safe_eligibility::model::given::shown;
use safe_eligibility::model::procurement::ProcurementProblem;

use crate::pointer::Pointer;

/// Something wrong with a document.
///
/// Displayed it is one line: the place, what is wrong with what was given, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// There is nothing to read.
    #[error("no document; write one as a JSON object")]
    NoDocument,
    /// The text is not UTF-8.
    #[error("line {line}, column {column}: not UTF-8; save the file with this encoding")]
    NotUtf8 {
        /// The line in the input, counted from 1.
        line: usize,
        /// The character in the line, counted from 1.
        column: usize,
    },
    /// The text is not JSON.
    #[error("line {line}, column {column}: not valid JSON; {why}")]
    Syntax {
        /// The line in the input, counted from 1.
        line: usize,
        /// The character in the line, counted from 1.
        column: usize,
        /// What belongs there.
        why: Malformed,
    },
    /// The document is written in another format or version.
    #[error("{at}: `{}` is not read here; write `safe-procurement/1`", shown(given))]
    Format {
        /// Where it is.
        at: Pointer,
        /// The format that was given.
        given: String,
    },
    /// A value of another kind than what belongs there.
    #[error("{}{given}; write {expected}", before(at))]
    Kind {
        /// Where it is.
        at: Pointer,
        /// What was given.
        given: Given,
        /// What belongs there.
        expected: Expected,
    },
    /// A JSON number where a decimal in quotes belongs.
    #[error("{at}: {}", number_message(given))]
    Number {
        /// Where it is.
        at: Pointer,
        /// The number as it is written.
        given: String,
    },
    /// A member that nothing is known of.
    #[error("{at}: unknown member; {}", match nearest {
        Some(name) => format!("perhaps `{name}` is meant"),
        None => "remove it".to_owned(),
    })]
    UnknownMember {
        /// Where it is.
        at: Pointer,
        /// The known member of that object which looks most like it.
        nearest: Option<&'static str>,
    },
    /// A member that the same object has already.
    #[error("{at}: stated twice in one object; state it once")]
    RepeatedMember {
        /// Where it is.
        at: Pointer,
    },
    /// A member that is required.
    #[error("{at}: not stated; add it, it is required")]
    MissingMember {
        /// Where it belongs.
        at: Pointer,
    },
    /// A line that states neither a quantity nor its uses.
    #[error("{at}: not stated; add it, it is required where there is no `used_in`")]
    MissingQuantity {
        /// Where it belongs.
        at: Pointer,
    },
    /// A cost without its currency.
    #[error("{at}: not stated; a cost needs a currency such as `EUR`")]
    MissingCurrency {
        /// Where it belongs.
        at: Pointer,
    },
    /// An id without a character.
    #[error("{at}: an empty id; write at least one character")]
    EmptyId {
        /// Where it is.
        at: Pointer,
    },
    /// A text that is not the code of a country.
    #[error("{at}: `{}` is {problem}", shown(given))]
    Country {
        /// Where it is.
        at: Pointer,
        /// The text that was given.
        given: String,
        /// What is wrong with it.
        problem: CountryError,
    },
    /// A text that is not a currency.
    #[error(
        "{at}: `{}` is not a currency; write three capital letters such as `EUR`",
        shown(given)
    )]
    Currency {
        /// Where it is.
        at: Pointer,
        /// The text that was given.
        given: String,
    },
    /// A text that is not a day.
    #[error("{at}: `{}` is {problem}", shown(given))]
    Day {
        /// Where it is.
        at: Pointer,
        /// The text that was given.
        given: String,
        /// What is wrong with it.
        problem: DayError,
    },
    /// A text that is not a quantity, amount, share or rate.
    #[error("{at}: `{}` is {problem}", shown(given))]
    Figure {
        /// Where it is.
        at: Pointer,
        /// The text that was given.
        given: String,
        /// What is wrong with it.
        problem: FigureError,
    },
    /// A commitment in the place of a figure.
    #[error("{at}: withheld; give the whole document, one with values withheld is for verifying")]
    Withheld {
        /// Where it is.
        at: Pointer,
    },
    /// A word that is not of the list.
    #[error("{at}: `{}` is unknown; {}", shown(given), words_message(*nearest, words))]
    Word {
        /// Where it is.
        at: Pointer,
        /// The word that was given.
        given: String,
        /// The word of the list that looks most like it.
        nearest: Option<&'static str>,
        /// Every word of the list.
        words: Vec<&'static str>,
    },
    /// A parent or a quantity beside a list of uses.
    #[error("{at}: stated beside `used_in`; state it within each use")]
    BesideUses {
        /// Where it is.
        at: Pointer,
    },
    /// Both a cost and a range of costs.
    #[error("{at}: stated beside `unit_cost`; state one of the two")]
    TwoCosts {
        /// Where the range is.
        at: Pointer,
    },
    /// A range that does not have two ends.
    #[error("{at}: a list of {count}; write two amounts, the least and the most")]
    RangeEnds {
        /// Where it is.
        at: Pointer,
        /// How many ends were given.
        count: usize,
    },
    /// Controllers that nest too deep.
    #[error("{at}: controllers nest more than 32 deep; name the ultimate ones by then")]
    TooDeep {
        /// The first list that is too deep.
        at: Pointer,
    },
    /// Something wrong with a bill of materials as a whole.
    #[error("{at}: {problem}")]
    Bill {
        /// Where it is.
        at: Pointer,
        /// What is wrong.
        problem: BillProblem,
    },
    /// Something wrong with the procurement as a whole.
    #[error("{at}: {problem}")]
    Procurement {
        /// Where it is.
        at: Pointer,
        /// What is wrong.
        problem: ProcurementProblem,
    },
}

impl InputError {
    /// Where it is; `None` where the text could not be read that far.
    #[must_use]
    pub fn at(&self) -> Option<&Pointer> {
        match self {
            Self::NoDocument | Self::NotUtf8 { .. } | Self::Syntax { .. } => None,
            Self::Format { at, .. }
            | Self::Kind { at, .. }
            | Self::Number { at, .. }
            | Self::UnknownMember { at, .. }
            | Self::RepeatedMember { at }
            | Self::MissingMember { at }
            | Self::MissingQuantity { at }
            | Self::MissingCurrency { at }
            | Self::EmptyId { at }
            | Self::Country { at, .. }
            | Self::Currency { at, .. }
            | Self::Day { at, .. }
            | Self::Figure { at, .. }
            | Self::Withheld { at }
            | Self::Word { at, .. }
            | Self::BesideUses { at }
            | Self::TwoCosts { at }
            | Self::RangeEnds { at, .. }
            | Self::TooDeep { at }
            | Self::Bill { at, .. }
            | Self::Procurement { at, .. } => Some(at),
        }
    }

    /// Line and character in the line, both counted from 1, where the text itself is broken.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        if let Self::NotUtf8 { line, column } | Self::Syntax { line, column, .. } = self {
            Some((*line, *column))
        } else {
            None
        }
    }
}

/// What belongs where a text stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// A value.
    #[error("a value belongs here")]
    Value,
    /// The name of a member.
    #[error("the name of a member belongs here, in quotes")]
    Member,
    /// What stands between a name and its value.
    #[error("a `:` belongs here")]
    Colon,
    /// What comes after a member.
    #[error("a `,` or `}}` belongs here")]
    MemberEnd,
    /// What comes after an item of a list.
    #[error("a `,` or `]` belongs here")]
    ItemEnd,
    /// The end of a text in quotes.
    #[error("a text is not closed; end it with a quote")]
    Quote,
    /// A control character within quotes.
    #[error("a text holds a control character; write it as an escape such as `\\n`")]
    ControlCharacter,
    /// A backslash that starts no escape, or half of a surrogate pair.
    #[error("a text holds an escape that means nothing; write a backslash as `\\\\`")]
    Escape,
    /// A digit.
    #[error("a digit belongs here")]
    Digit,
    /// Nothing.
    #[error("the document ends before this; remove what follows")]
    Trailing,
    /// Too many lists and objects within each other.
    #[error("lists and objects nest more than 128 deep; nest them less deep")]
    TooNested,
}

/// A value that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Given {
    /// What kind of value it is.
    pub kind: Kind,
    /// A text without its quotes, anything else as it is written; empty for lists and objects.
    pub text: String,
}

impl fmt::Display for Given {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = shown(&self.text);
        match self.kind {
            Kind::Object => out.write_str("an object"),
            Kind::List => out.write_str("a list"),
            Kind::Text => write!(out, "`{text}` is a text"),
            Kind::Number => write!(out, "`{text}` is a JSON number"),
            Kind::Flag => write!(out, "`{text}` is a JSON boolean"),
            Kind::Null => out.write_str("`null` states nothing"),
        }
    }
}

/// The kinds of values that JSON has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "RFC 8259 closes the list")]
pub enum Kind {
    /// Members in braces.
    Object,
    /// Items in brackets.
    List,
    /// A text in quotes.
    Text,
    /// A number without quotes.
    Number,
    /// `true` or `false`.
    Flag,
    /// `null`.
    Null,
}

/// What belongs at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Expected {
    /// Members in braces.
    #[error("an object in braces")]
    Object,
    /// Items in brackets.
    #[error("a list in brackets")]
    List,
    /// A text.
    #[error("a text in quotes")]
    Text,
    /// A plain decimal.
    #[error("a plain decimal in quotes, such as `\"1250.00\"`")]
    Decimal,
    /// `true` or `false`.
    #[error("`true` or `false` without quotes")]
    Flag,
}

fn before(at: &Pointer) -> String {
    if at.is_whole() { String::new() } else { format!("{at}: ") }
}

fn number_message(given: &str) -> String {
    let shown = shown(given);
    if given.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        format!("`{shown}` is a JSON number; write it as a string `\"{shown}\"`")
    } else {
        format!("`{shown}` is a JSON number; write {}", Expected::Decimal)
    }
}

fn words_message(nearest: Option<&str>, words: &[&str]) -> String {
    match nearest {
        Some(word) => format!("perhaps `{word}` is meant"),
        None => format!("write one of `{}`", words.join("`, `")),
    }
}
