//! What a reader must know about the law behind an assessment.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};

use crate::assessment::Assessment;
use crate::model::day::Day;
use crate::outcome::EvidenceGrade;
use crate::rulebook::datum::{Address, Datum, LawValue};
use crate::trace::Step;

impl Assessment<'_> {
    /// Each datum that a finding rests on and that is documented more weakly than by an act, law
    /// that is missing or set aside, and a day beyond what is known.
    ///
    /// A finding rests on the branches with its own outcome; where one of them was enough, on the
    /// best documented. What is set aside is named wherever it was looked at. An absence is no
    /// datum.
    #[must_use]
    pub fn reservations(&self) -> Vec<String> {
        self.each_reservation().iter().map(ToString::to_string).collect()
    }

    pub(super) fn each_reservation(&self) -> Vec<Reservation<'_>> {
        let mut reservations = self.about_days();
        let mut data: BTreeMap<Address, Datum<'_>> = BTreeMap::new();
        for finding in &self.findings {
            collect(&finding.step, true, &mut data);
        }
        let least = self.governed.law().least_evidence();
        let about = data.into_values().map(|datum| Reservation::Datum { datum, least });
        reservations.extend(about);
        let mut bounds: BTreeSet<(usize, &str)> = BTreeSet::new();
        for finding in &self.findings {
            assumed_bounds(&finding.step, &mut bounds);
        }
        let sources = &self.governed.law().pack().sources;
        let bounds = bounds.into_iter().map(|(_, source)| {
            let text = sources.get(source).map_or("", |source| &*source.title);
            Reservation::Bound { source, text }
        });
        reservations.extend(bounds);
        reservations
    }

    fn about_days(&self) -> Vec<Reservation<'_>> {
        let governing = self.governed.governing_day();
        let as_of = self.governed.law().as_of();
        let searched = self.governed.law().pack().register_day;
        let mut reservations = Vec::new();
        if governing > as_of {
            reservations.push(Reservation::GoverningAfterAsked { governing, as_of });
        }
        if governing > searched {
            reservations.push(Reservation::GoverningAfterSearch { governing, searched });
        }
        if as_of > searched && governing != as_of {
            reservations.push(Reservation::AskedAfterSearch { as_of, searched });
        }
        reservations
    }
}

/// What a reader must know about the law behind an assessment.
pub(super) enum Reservation<'a> {
    GoverningAfterAsked {
        governing: Day,
        as_of: Day,
    },
    GoverningAfterSearch {
        governing: Day,
        searched: Day,
    },
    AskedAfterSearch {
        as_of: Day,
        searched: Day,
    },
    Datum {
        datum: Datum<'a>,
        least: EvidenceGrade,
    },
    /// A parameter of a rule that is assumed, wherever it was looked at.
    Bound {
        source: &'a str,
        text: &'a str,
    },
}

impl Reservation<'_> {
    /// Its name among the words.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::GoverningAfterAsked { .. } => "governing-after-asked",
            Self::GoverningAfterSearch { .. } => "governing-after-search",
            Self::AskedAfterSearch { .. } => "asked-after-search",
            Self::Bound { .. } => "bound",
            Self::Datum { datum, .. } => {
                match (datum.carries && is_missing(datum), datum.set_aside) {
                    (true, true) => "missing-aside",
                    (true, false) => "missing",
                    (false, true) => "aside",
                    (false, false) => "rests",
                }
            }
        }
    }
}

/// As the JSON has it, written for each assessment of a portfolio.
impl Display for Reservation<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::GoverningAfterAsked { governing, as_of } => write!(
                out,
                "the governing day {governing} is after the day asked about, {as_of}: what is known today is used"
            ),
            Self::GoverningAfterSearch { governing, searched } => write!(
                out,
                "the governing day {governing} is after {searched}, up to which the register was searched: \
                 what it knows is used, and absences are assumed"
            ),
            Self::AskedAfterSearch { as_of, searched } => write!(
                out,
                "the day asked about, {as_of}, is after {searched}, up to which the register was searched: \
                 what it knows is used"
            ),
            Self::Datum { datum, least } => about(datum, *least, out),
            Self::Bound { source, text } => {
                write!(out, "{source} is not the law and was looked at: {text}")
            }
        }
    }
}

fn about(datum: &Datum<'_>, least: EvidenceGrade, out: &mut Formatter<'_>) -> fmt::Result {
    let Datum { address, value, evidence, .. } = datum;
    let source = datum.source.unwrap_or("none");
    if datum.carries && is_missing(datum) && datum.set_aside {
        write!(
            out,
            "{address} is missing law, and set aside: `{value}` is {evidence} (source {source}), \
             weaker than {least}"
        )
    } else if datum.carries && is_missing(datum) {
        write!(out, "{address} is missing law: `{value}` is {evidence} (source {source})")
    } else if datum.set_aside {
        write!(
            out,
            "{address} is set aside and counts as not known: `{value}` is {evidence} (source {source}), \
             weaker than {least}"
        )
    } else {
        address.print(out)?;
        out.write_str(" rests on ")?;
        out.write_str(evidence.as_str())?;
        out.write_str(" evidence: `")?;
        write!(out, "{value}")?;
        out.write_str("` (source ")?;
        out.write_str(source)?;
        out.write_str(")")
    }
}

// `carries`: whether a finding rests on the step.
fn collect<'a>(step: &Step<'a>, carries: bool, data: &mut BTreeMap<Address, Datum<'a>>) {
    for datum in &step.law {
        let is_weak = datum.evidence < EvidenceGrade::Text && datum.source.is_some();
        if datum.set_aside || (carries && datum.carries && (is_weak || is_missing(datum))) {
            let carries = carries && datum.carries;
            let named = data.entry(datum.address).or_insert(Datum { carries, ..*datum });
            named.carries |= carries;
        }
    }
    for (part, decides) in step.branches() {
        collect(part, carries && decides, data);
    }
}

// The tenth assumption comes behind the second.
fn assumed_bounds<'a>(step: &Step<'a>, bounds: &mut BTreeSet<(usize, &'a str)>) {
    if let Some(source) = step.assumed_bound() {
        bounds.insert((source.len(), source));
    }
    step.because.iter().for_each(|part| assumed_bounds(part, bounds));
}

// A recorded "not known", however well that is documented.
fn is_missing(datum: &Datum<'_>) -> bool {
    matches!(datum.value, LawValue::Word("not-known"))
}
