//! What can be wrong with how the rows of a bill hang together.

use safe_eligibility::model::bill::BillProblem;
use safe_eligibility::model::given::shown;

use crate::parts::Differing;
use crate::source::Source;

/// Why rows do not hang together as a bill.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TreeFault {
    /// A level that is none.
    #[error("`{}` is not a level", shown(.given))]
    Level {
        /// The text.
        given: String,
    },
    /// A level that does not follow from the row before.
    #[error("level {level} follows level {before}")]
    LevelJump {
        /// The level.
        level: u32,
        /// The level of the row before.
        before: u32,
    },
    /// A level above the first.
    #[error("level {level} stands below the top, which is level {top}")]
    AboveTop {
        /// The level.
        level: u32,
        /// The level of what goes into the end product.
        top: u32,
    },
    /// A second row that would be the end product itself.
    #[error("a second row of level 0, which is the end product itself")]
    SecondProduct,
    /// An indentation that no row above has.
    #[error("an indentation of {width} that no assembly above has")]
    Indentation {
        /// How many spaces.
        width: usize,
    },
    /// A dotted number that is none.
    #[error("`{}` is not a dotted number", shown(.given))]
    Dotted {
        /// The text.
        given: String,
    },
    /// A dotted number that another row has.
    #[error("the number `{}` stands in {first} as well", shown(.number))]
    DottedTwice {
        /// The number.
        number: String,
        /// The other row.
        first: Source,
    },
    /// A dotted number without the one above it.
    #[error("there is no row `{}` into which `{}` could go", shown(.parent), shown(.number))]
    DottedAlone {
        /// The number.
        number: String,
        /// The number that is missing.
        parent: String,
    },
    /// More products than one.
    #[error("{count} parts go into no other: {}", listed(.some, *.count))]
    SeveralRoots {
        /// How many.
        count: usize,
        /// The first of them.
        some: Vec<String>,
    },
    /// A root that no row names.
    #[error("no row names the root `{}`", shown(.root))]
    NoSuchRoot {
        /// The root of the mapping.
        root: String,
    },
    /// A part that goes, through others, into itself.
    #[error("a cycle: {}", cycle(.steps))]
    Cycle {
        /// Each part with the row that puts it into the next.
        steps: Vec<(String, Option<Source>)>,
    },
    /// A fact that two rows state differently.
    #[error("{differing} in {first}")]
    Conflict {
        /// What both state.
        differing: Box<Differing>,
        /// The other cell.
        first: Source,
    },
    /// An assembly that is listed twice with other parts.
    #[error("`{}` is made of other parts here than in {first}", shown(.id))]
    OtherChildren {
        /// The assembly.
        id: String,
        /// The other row.
        first: Source,
    },
    /// An assembly of which two rows state other quantities, or none does.
    #[error("how many of the assembly `{}` there are {}", shown(.id), match .first {
        Some(first) => format!("is another number than in {first}"),
        None => "is not stated".to_owned(),
    })]
    Multiplier {
        /// The assembly.
        id: String,
        /// The other cell.
        first: Option<Source>,
    },
    /// Something that only the bill as a whole shows.
    #[error("{0}")]
    Whole(BillProblem),
}

fn listed(some: &[String], count: usize) -> String {
    let names: Vec<String> = some.iter().map(|name| format!("`{}`", shown(name))).collect();
    let more = if count > some.len() { ", …" } else { "" };
    format!("{}{more}", names.join(", "))
}

fn cycle(steps: &[(String, Option<Source>)]) -> String {
    const MOST: usize = 6;
    let named = |(id, at): &(String, Option<Source>)| match at {
        Some(at) => format!("`{}` ({at})", shown(id)),
        None => format!("`{}`", shown(id)),
    };
    let mut words: Vec<String> = steps.iter().take(MOST).map(named).collect();
    if steps.len() > MOST {
        words.push("…".to_owned());
    }
    if let Some((id, _)) = steps.first() {
        words.push(format!("`{}`", shown(id)));
    }
    words.join(" goes into ")
}

impl TreeFault {
    /// The kind of problem, for programs.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Level { .. } => "not-a-level",
            Self::LevelJump { .. } => "level-jump",
            Self::AboveTop { .. } => "level-above-top",
            Self::SecondProduct => "second-product",
            Self::Indentation { .. } => "unknown-indentation",
            Self::Dotted { .. } => "not-a-dotted-number",
            Self::DottedTwice { .. } => "dotted-number-twice",
            Self::DottedAlone { .. } => "dotted-number-alone",
            Self::SeveralRoots { .. } => "several-roots",
            Self::NoSuchRoot { .. } => "no-such-root",
            Self::Cycle { .. } => "cycle",
            Self::Conflict { .. } => "contradicting-rows",
            Self::OtherChildren { .. } => "contradicting-assemblies",
            Self::Multiplier { .. } => "multiplier",
            Self::Whole(_) => "bill",
        }
    }

    /// The one thing to do about it.
    pub(super) fn help(&self) -> Option<String> {
        let help = match self {
            Self::Level { .. } => "write a whole number, perhaps with dots before it",
            Self::LevelJump { .. } => "add the assembly in between, or correct the level",
            Self::AboveTop { .. } => "state `top_level` in `[shape]` of the mapping",
            Self::SecondProduct => {
                "state `top_level = 0` in `[shape]` if these go into the end product"
            }
            Self::Indentation { .. } => "indent it as its assembly or as the parts beside it",
            Self::Dotted { .. } => "write numbers with points in between, such as `1.2.3`",
            Self::DottedTwice { .. } => {
                "show the column as text if a spreadsheet program made `1.1` of `1.10`"
            }
            Self::DottedAlone { .. } => {
                "add its row; a spreadsheet program may also have made `1.1` of `1.10`"
            }
            Self::SeveralRoots { .. } => {
                "name the end product as `root` in `[shape]` of the mapping"
            }
            Self::NoSuchRoot { .. } => "name a part of the table as `root`",
            Self::Cycle { .. } => "take out the row that closes the cycle",
            Self::Conflict { .. } | Self::Multiplier { .. } => {
                "state it once, or the same each time"
            }
            Self::OtherChildren { .. } => "list the parts once, or the same each time",
            Self::Whole(_) => return None,
        };
        Some(help.to_owned())
    }
}
