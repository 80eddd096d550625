//! What is withheld and what is shown, as tables.

/// What becomes of a value.
pub(super) enum Treatment {
    /// It stays.
    Show,
    /// Every text and number in it is withheld.
    Withhold,
    /// Each item of a list is treated so.
    Each(&'static Treatment),
    /// Members by name, and those that are not named.
    Members { named: &'static [(&'static str, Treatment)], others: &'static Treatment },
    /// A fact of the trace, which is withheld where the document withholds it.
    Fact,
}

use Treatment::{Each, Fact, Members, Show, Withhold};

/// Of a document, whose format is closed, what is withheld is named.
const DOCUMENT: Treatment = Members {
    named: &[
        ("contract", Members { named: &[("value", Withhold)], others: &Show }),
        ("subcontractors", Each(&SUBCONTRACTOR)),
        ("end_products", Each(&Members { named: &[("components", Each(&LINE))], others: &Show })),
    ],
    others: &Show,
};

const SUBCONTRACTOR: Treatment =
    Members { named: &[("id", Withhold), ("name", Withhold)], others: &Show };

const LINE: Treatment = Members {
    named: &[
        ("description", Withhold),
        ("unit_cost", Withhold),
        ("unit_cost_range", Withhold),
        ("supplier", Withhold),
    ],
    others: &Show,
};

/// Of an assessment, to which members may be added, what is shown is named.
static OF_ASSESSMENT: Treatment = shown_only(&[
    ("format", Show),
    ("assumptions", Show),
    ("procurement", PROCUREMENT),
    ("rules", Show),
    ("as_of", Show),
    ("governing_day", Show),
    ("least_evidence", Show),
    ("readings", Show),
    ("verdict", Show),
    ("evidence", Show),
    ("findings", Show),
    ("content", Each(&CONTENT)),
    ("missing_facts", Show),
    ("reservations", Show),
    ("remarks", Each(&REMARK)),
    ("sums", Each(&SUMS)),
    ("trace", shown_only(&[("steps", Each(&STEP)), ("involvement", Each(&STEP))])),
]);

const PROCUREMENT: Treatment = shown_only(&[
    ("id", Show),
    ("title", Show),
    ("sha256", Show),
    ("inputs", Each(&shown_only(&[("role", Show), ("name", Show)]))),
]);

const CONTENT: Treatment = shown_only(&[
    ("subject", Show),
    ("currency", Show),
    ("by_country", Each(&shown_only(&[("country", Show), ("standing", Show)]))),
]);

const REMARK: Treatment = shown_only(&[("code", Show), ("at", Show), ("source", Show)]);

const SUMS: Treatment = shown_only(&[
    ("rule", Show),
    ("subject", Show),
    ("outcome", Show),
    ("tests", Each(&SHARE_TEST)),
    ("lines", Each(&SHOWN_LINE)),
    ("other_lines", shown_only(&[("count", Show)])),
    ("growth", Each(&GROWTH)),
    ("would_lose", TURNING),
    ("would_win", TURNING),
]);

const SHARE_TEST: Treatment =
    shown_only(&[("agreement", Show), ("outcome", Show), ("shares", Each(&SHARE_MARGIN))]);

const SHARE_MARGIN: Treatment = shown_only(&[
    ("name", Show),
    ("operator", Show),
    ("bound", Show),
    ("least", Show),
    ("most", Show),
    ("margin_at_least", MARGIN),
    ("margin_at_most", MARGIN),
]);

// In points it follows from the share that is shown; in euro it would tell the cost.
const MARGIN: Treatment = shown_only(&[("side", Show), ("apart", Show)]);

const GROWTH: Treatment = shown_only(&[("country", Show), ("standing", Show)]);

const TURNING: Treatment =
    shown_only(&[("from", Show), ("count", Show), ("lines", Each(&TURNING_LINE))]);

const TURNING_LINE: Treatment = shown_only(&[
    ("at", Show),
    ("path", Show),
    ("standing", Show),
    ("condition", Show),
    ("finding", Show),
    ("verdict", Show),
    ("source", Show),
]);

static STEP: Treatment = shown_only(&[
    ("at", Show),
    ("rule", Show),
    ("version", Show),
    ("provision", Show),
    ("kind", Show),
    ("outcome", Show),
    ("evidence", Show),
    ("compares", COMPARISON),
    ("facts", Each(&Fact)),
    ("law", Show),
    ("readings", Show),
    ("lines", shown_only(&[("count", Show), ("shown", Each(&SHOWN_LINE))])),
    ("rejected", Show),
    ("because", Each(&STEP)),
]);

// The share itself has four decimals; `exact` holds sums of costs.
const COMPARISON: Treatment = shown_only(&[
    ("left", shown_only(&[("name", Show), ("least", Show), ("most", Show), ("value", Show)])),
    ("operator", Show),
    ("right", Show),
]);

const SHOWN_LINE: Treatment =
    shown_only(&[("at", Show), ("path", Show), ("standing", Show), ("source", Show)]);

const fn shown_only(named: &'static [(&'static str, Treatment)]) -> Treatment {
    Members { named, others: &Withhold }
}

pub(super) fn treatment_of_document() -> &'static Treatment {
    const { &DOCUMENT }
}

pub(super) fn treatment_of_assessment() -> &'static Treatment {
    &OF_ASSESSMENT
}

/// Whether the value at a JSON pointer of a document is withheld, if there is one.
///
/// # Examples
///
/// ```
/// use safe_receipt::redaction::is_withheld_in_document;
///
/// assert!(is_withheld_in_document("/end_products/0/components/12/unit_cost"));
/// assert!(is_withheld_in_document("/end_products/0/components/12/unit_cost_range/1"));
/// assert!(!is_withheld_in_document("/end_products/0/components/12/origin"));
/// assert!(!is_withheld_in_document("/contract"));
/// ```
#[must_use]
pub fn is_withheld_in_document(pointer: &str) -> bool {
    let mut how = treatment_of_document();
    for part in pointer.split('/').skip(1) {
        how = match how {
            Members { named, others } => {
                named.iter().find(|(name, _)| *name == part).map_or(*others, |(_, how)| how)
            }
            Each(inner) => inner,
            Show | Withhold | Fact => how,
        };
    }
    matches!(how, Withhold)
}
