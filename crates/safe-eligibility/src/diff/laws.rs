//! Two laws, and laws between the two.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::frozen::{differing, edited, frozen, put};
use super::part::{LawDifference, LawPart, Said, SignedAs, Term};
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::rulebook::datum::{AgreementMember, Datum};
use crate::rulebook::law::{Governed, Law};
use crate::rulebook::pack::Pack;

/// Two laws between which an assessment may move: by the day asked about, the rule pack, readings
/// or the least evidence.
///
/// Laws between the two are made once and kept, so that one pair serves for any number of
/// procurements, on any number of threads.
#[derive(Debug)]
pub struct LawPair {
    from: Law,
    to: Law,
    is_same: bool,
    // What was made so far, by the stretch of days in which a contract is signed. There are as many
    // of these as the law knows changes, however many procurements are compared.
    stretches: Mutex<BTreeMap<Stretch, Arc<Frozen>>>,
    between: Mutex<Kept>,
}

/// Days of signature on which neither of the two laws changes, by their position in each.
type Stretch = [(usize, usize); 2];

/// Laws between two, by the parts that are those of the second; `None`: they do not go together.
type Kept = BTreeMap<(Stretch, Vec<LawPart>), Option<Law>>;

/// Both laws made timeless.
#[derive(Debug)]
struct Frozen {
    from: Pack,
    to: Pack,
    parts: BTreeSet<LawPart>,
}

/// So many laws between the two are kept; all are made anew when there are more.
const MOST_KEPT: usize = 512;

impl LawPair {
    /// From one law to another.
    #[must_use]
    pub fn new(from: Law, to: Law) -> Self {
        // Two packs with the same files may differ in what was known of them.
        let is_same = std::ptr::eq(from.pack(), to.pack())
            && from.as_of() == to.as_of()
            && from.readings() == to.readings()
            && from.least_evidence() == to.least_evidence();
        let (stretches, between) = (Mutex::default(), Mutex::default());
        Self { from, to, is_same, stretches, between }
    }

    /// One law for both sides.
    #[must_use]
    pub fn same(law: Law) -> Self {
        Self::new(law.clone(), law)
    }

    /// The law on the first side.
    #[must_use]
    pub fn from(&self) -> &Law {
        &self.from
    }

    /// The law on the second side.
    #[must_use]
    pub fn to(&self) -> &Law {
        &self.to
    }

    /// Whether both sides are one law.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.is_same
    }

    /// What differs for a contract signed on a day.
    pub(super) fn parts(&self, signed_on: Option<Day>) -> BTreeSet<LawPart> {
        if self.is_same { BTreeSet::new() } else { self.frozen(signed_on).parts.clone() }
    }

    /// The first law with some parts as in the second; `None`: they do not go together.
    pub(super) fn between(&self, signed_on: Option<Day>, parts: &[LawPart]) -> Option<Law> {
        if self.is_same {
            return Some(self.from.clone());
        }
        let key = (self.stretch(signed_on), parts.to_vec());
        let kept = self.between.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(law) = kept {
            return law;
        }
        let law = self.made(&self.frozen(signed_on), parts);
        let mut between = self.between.lock().unwrap_or_else(PoisonError::into_inner);
        if between.len() >= MOST_KEPT {
            between.clear();
        }
        between.insert(key, law.clone());
        law
    }

    fn stretch(&self, signed_on: Option<Day>) -> Stretch {
        [self.from.stretch(signed_on), self.to.stretch(signed_on)]
    }

    fn frozen(&self, signed_on: Option<Day>) -> Arc<Frozen> {
        let mut stretches = self.stretches.lock().unwrap_or_else(PoisonError::into_inner);
        let made = stretches.entry(self.stretch(signed_on)).or_insert_with(|| {
            let from = frozen(&self.from.governing(signed_on));
            let to = frozen(&self.to.governing(signed_on));
            let mut parts = differing(&from, &to);
            parts.extend(self.asked());
            Arc::new(Frozen { from, to, parts })
        });
        Arc::clone(made)
    }

    /// What differs in how the two laws are asked.
    fn asked(&self) -> Vec<LawPart> {
        let mut parts = Vec::new();
        if self.from.as_of() != self.to.as_of() {
            parts.push(LawPart::Day);
        }
        if self.from.least_evidence() != self.to.least_evidence() {
            parts.push(LawPart::LeastEvidence);
        }
        // What only one pack asks goes with the rules that ask it.
        for (id, answer) in self.from.readings().iter() {
            if self.to.readings().answer(id).is_some_and(|other| other != answer) {
                parts.push(LawPart::Reading(id.into()));
            }
        }
        parts
    }

    fn made(&self, frozen: &Frozen, parts: &[LawPart]) -> Option<Law> {
        let mut pack = frozen.from.clone();
        for (id, act) in &frozen.to.acts {
            pack.acts.entry(id.clone()).or_insert_with(|| act.clone());
        }
        for question in &frozen.to.questions {
            if pack.questions.iter().all(|own| own.id != question.id) {
                pack.questions.push(question.clone());
            }
        }
        // In the order of the second pack, so that each new rule finds the one before it.
        let position = |part: &LawPart| match part {
            LawPart::Rule(id) => frozen.to.rules.iter().position(|history| history.id == *id),
            LawPart::Day
            | LawPart::LeastEvidence
            | LawPart::Reading(_)
            | LawPart::Core(_)
            | LawPart::Accession(_)
            | LawPart::Partnership(_)
            | LawPart::Assistance(_)
            | LawPart::Territory(_)
            | LawPart::Agreement(_)
            | LawPart::Term(..) => None,
        };
        let mut in_order: Vec<&LawPart> = parts.iter().collect();
        in_order.sort_by_key(|part| position(part));
        for part in in_order {
            put(&mut pack, &frozen.to, part);
        }
        let side = |part: &LawPart| if parts.contains(part) { &self.to } else { &self.from };
        let mut readings = self.from.readings().clone();
        for (id, answer) in self.to.readings().iter() {
            let taken = parts.contains(&LawPart::Reading(id.into()));
            if taken || readings.answer(id).is_none() {
                readings.answer_as(id, answer);
            }
        }
        let as_of = side(&LawPart::Day).as_of();
        let least = side(&LawPart::LeastEvidence).least_evidence();
        let asked = pack.rules.iter().filter(|history| !history.versions.is_empty()).count();
        let law = Law::new(Arc::new(pack), as_of, readings, least);
        // A rule that does not know a reading of the other pack drops out.
        let kept = law.rules().iter().filter(|rule| !rule.versions.is_empty()).count();
        (kept == asked).then_some(law)
    }

    /// How the two laws differ in a part, for contracts signed on a day on either side.
    ///
    /// Where that is not the same for the two days, or not what each side rests on, it is told for
    /// one day, as it is tried.
    pub(super) fn difference(&self, part: &LawPart, signed_on: [Option<Day>; 2]) -> LawDifference {
        let [first, second] = signed_on;
        let on = |[from, to]: [Option<Day>; 2]| {
            [said(part, &self.from.governing(from)), said(part, &self.to.governing(to))]
        };
        let (one, signed_as) = if self.frozen(first).parts.contains(part) {
            (first, SignedAs::First)
        } else {
            (second, SignedAs::Second)
        };
        let told = on([one, one]);
        let signed_as = if told == on(signed_on) { SignedAs::Each } else { signed_as };
        let [mut before, mut after] = told;
        if let (LawPart::Rule(id), Some(before), Some(after)) = (part, &mut before, &mut after) {
            if before == after {
                self.tell_edited(id, one, [before, after]);
            }
        }
        LawDifference { part: part.clone(), before, after, signed_as }
    }

    /// What is different in a rule of which both laws have the same version.
    fn tell_edited(&self, id: &str, signed_on: Option<Day>, [old, new]: [&mut Said; 2]) {
        let frozen = self.frozen(signed_on);
        if let Some((place, [before, after])) = edited(&frozen.from, &frozen.to, id) {
            old.value = format!("{place}: {before}");
            new.value = format!("{place}: {after}");
        }
    }
}

/// What a law says of a part; `None`: nothing.
fn said(part: &LawPart, governed: &Governed<'_>) -> Option<Said> {
    let law = governed.law();
    match part {
        LawPart::Day => Some(Said::chosen(law.as_of().to_string())),
        LawPart::LeastEvidence => Some(Said::chosen(law.least_evidence().as_str())),
        LawPart::Reading(id) => {
            law.readings().answer(id).map(|answer| Said::chosen(answer.to_text()))
        }
        LawPart::Rule(id) => {
            let rule = governed.rules().find(|rule| rule.id == *id)?;
            Some(Said::version(id, rule.first_day, &rule.source))
        }
        LawPart::Territory(country) => {
            let state = governed.mapped(*country);
            (state != *country).then(|| Said::chosen(state.as_str()))
        }
        LawPart::Core(_)
        | LawPart::Accession(_)
        | LawPart::Partnership(_)
        | LawPart::Assistance(_)
        | LawPart::Agreement(_)
        | LawPart::Term(..) => {
            let datum = datum(part, governed)?;
            Some(Said {
                at: Some(datum.address.to_string()),
                value: datum.value.to_string(),
                source: datum.source.map(str::to_owned),
                evidence: Some(datum.evidence.as_str()),
            })
        }
    }
}

/// The datum of a part that registers and agreements have; `None`: it is none, or there is none.
pub(crate) fn datum<'a>(part: &LawPart, governed: &Governed<'a>) -> Option<Datum<'a>> {
    let agreement = |party: CountryCode| governed.agreement(party);
    match part {
        LawPart::Core(country) => Some(governed.core_datum(*country)),
        LawPart::Accession(country) => {
            // That it is stalled says more than that it is a candidate.
            let (status, stalled) = governed.accession(*country, false);
            Some(stalled.unwrap_or(status.datum))
        }
        LawPart::Partnership(country) => Some(governed.partnership(*country).datum),
        LawPart::Assistance(country) => Some(governed.assistance(*country).datum),
        LawPart::Agreement(party) | LawPart::Term(party, Term::Applied) => {
            Some(agreement(*party)?.applied().datum)
        }
        LawPart::Term(party, Term::Says(member)) => {
            let agreement = agreement(*party)?;
            match member {
                AgreementMember::Applied(..) => Some(agreement.applied().datum),
                AgreementMember::Topic(topic) => Some(agreement.opens(*topic).datum),
                AgreementMember::ControlTerms => agreement.control_terms().map(|known| known.datum),
                AgreementMember::MaxPartyShare
                | AgreementMember::MaxOtherShare
                | AgreementMember::MinCoreShare => {
                    agreement.share(*member).map(|share| share.datum)
                }
            }
        }
        LawPart::Day
        | LawPart::LeastEvidence
        | LawPart::Reading(_)
        | LawPart::Rule(_)
        | LawPart::Territory(_) => None,
    }
}
