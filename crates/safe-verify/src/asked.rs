//! What each kind of condition has to say of its subject.

use std::cell::Cell;

use serde_json::{Value, json};

use crate::amount::Amount;
use crate::document::{Document, plain};
use crate::json::{is_true, text};
use crate::law::Law;
use crate::logic::{Judged, Outcome};
use crate::share::Sums;
use crate::step::Step;

/// What conditions are asked of: the document, under the law of the day.
#[derive(Debug)]
pub(crate) struct Asked<'v> {
    pub(crate) document: Document<'v>,
    pub(crate) law: &'v Law<'v>,
    pub(crate) sums: Sums<'v>,
    /// Whether sums are to be explained.
    pub(crate) explains_sums: bool,
    /// The assessment as it is written, for what follows from values that the document withholds;
    /// `null` where it withholds none.
    pub(crate) given: &'v Value,
    pub(crate) trusted: Cell<usize>,
    /// What a condition on a share is taken to come to; `None`: it is asked.
    pub(crate) assumed: Option<Assumed<'v>>,
}

/// An outcome of the condition of a rule on the share of an end product.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Assumed<'v> {
    pub(crate) rule: &'v str,
    pub(crate) product: &'v str,
    pub(crate) outcome: Outcome,
}

/// Facts that a rule may ask to be stated: their word, whose they are, and where they stand.
const FACTS: [(&str, Owner, &str); 13] = [
    (
        "participation-requirements-included",
        Owner::Whole,
        "/contract/participation_requirements_included",
    ),
    (
        "own-eligibility-conditions-included",
        Owner::Whole,
        "/contract/own_eligibility_conditions_included",
    ),
    ("extension-steps-taken", Owner::Whole, "/single_state/extension_steps_taken"),
    ("screened", Owner::Obtained, "/screening/screened"),
    ("mitigation-required", Owner::Obtained, "/screening/mitigation_required"),
    ("mitigation-in-place", Owner::Obtained, "/screening/mitigation_in_place"),
    ("delivery-unrestrained", Owner::Obtained, "/guarantees/delivery_unrestrained"),
    ("classified-access-prevented", Owner::Obtained, "/guarantees/classified_access_prevented"),
    ("interests-respected", Owner::Obtained, "/guarantees/interests_respected"),
    ("commission-notified", Owner::Subject, "/commission_notified"),
    ("critical-unique-input", Owner::Subject, "/critical_unique_input"),
    ("needs-classified-access", Owner::Subject, "/needs_classified_access"),
    ("replacement-study-committed", Owner::Subject, "/replacement_study_committed"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Whole,
    Subject,
    /// Of what the subject obtained; where nothing was obtained, it is not so.
    Obtained,
}

impl Asked<'_> {
    pub(crate) fn assumed(&self, rule: &str, product: &str) -> Option<Outcome> {
        let assumed = self.assumed.filter(|one| one.rule == rule && one.product == product);
        assumed.map(|one| one.outcome)
    }

    /// What a condition of a rule comes to for the subject at an address of the document.
    pub(crate) fn condition(&self, condition: &Value, rule: &str, subject: &str) -> Step {
        let parts = condition.as_object().and_then(|parts| parts.iter().next());
        let Some((kind, with)) = parts else {
            return Step::by_text("unknown", Outcome::Undetermined);
        };
        match kind.as_str() {
            "all" => Step::all("all", self.each_condition(with, rule, subject)),
            "any" => Step::any("any", self.each_condition(with, rule, subject)),
            "never" => Step::by_text("never", Outcome::NotMet),
            "stated" => self.stated(with, subject),
            "within-areas" => self.within_areas(subject),
            "minimum-participants" => self.minimum_participants(),
            "sole-participant" => self.sole_participant(with),
            "signed-by" => self.signed_by(with, rule),
            "may-participate" => self.may_participate(with, subject),
            "located-in" => self.located(with, subject),
            "located-outside" => self.located_outside(with, subject),
            "free-of-outside-control" => self.control(with, subject),
            "contract-share" => self.contract_share(with, rule, subject),
            "related-before" => self.related_before(with, rule, subject),
            "established-within" => self.established_within(with, subject),
            "verified-by-seat" => self.verified_by_seat(subject),
            "facilities-within" => self.facilities(with, subject),
            "cleared-before" => self.cleared_before(with, subject),
            "share-at-most" => self.share_at_most(with, rule, subject),
            "no-component-from" => self.no_component_from(with, rule, subject),
            "design-unrestricted" => self.design(with, subject),
            _ => Step::by_text("unknown", Outcome::Undetermined),
        }
    }

    fn each_condition(&self, parts: &Value, rule: &str, subject: &str) -> Vec<Step> {
        let parts = parts.as_array().map_or(&[][..], Vec::as_slice).iter().enumerate();
        let each = parts.map(|(index, part)| {
            let step = self.condition(part, rule, subject);
            let name = format!("{}-{index}", step.kind);
            step.named(name)
        });
        each.collect()
    }

    /// All of what is asked of each item of a list; not stated leaves it open, and the list itself
    /// is the fact where it has no item.
    pub(crate) fn each_of(
        &self,
        kind: &'static str,
        list: &str,
        ask: impl Fn(usize, &str) -> Step,
    ) -> Step {
        let fact = || self.document.fact(list.to_owned());
        let Some(items) = self.document.list(list) else {
            return Step::by_text(kind, Outcome::Undetermined).fact(fact());
        };
        let each = (0..items.len()).map(|index| ask(index, &format!("{list}/{index}")));
        let step = Step::all(kind, each.collect());
        if items.is_empty() { step.fact(fact()) } else { step }
    }

    fn stated(&self, with: &Value, subject: &str) -> Step {
        let known = FACTS.iter().find(|(word, ..)| *word == text(with, "fact"));
        let Some((_, owner, at)) = known else {
            return Step::by_text("unknown", Outcome::Undetermined);
        };
        let at = if *owner == Owner::Whole { (*at).to_owned() } else { format!("{subject}{at}") };
        let holder = at.rsplit_once('/').map_or("", |(holder, _)| holder);
        let nothing = *owner == Owner::Obtained && self.document.stated(holder).is_none();
        let is = self.document.truth(&at).map(|stated| stated == is_true(with, "is"));
        let outcome = if nothing { Outcome::NotMet } else { Outcome::of(is) };
        Step::by_text("stated", outcome).fact(self.document.fact(at))
    }

    fn within_areas(&self, subject: &str) -> Step {
        let at = format!("{subject}/areas");
        let stated = self.document.list(&at).map(|areas| !areas.is_empty());
        Step::by_text("within-areas", Outcome::of(stated)).fact(self.document.fact(at))
    }

    fn minimum_participants(&self) -> Step {
        self.each_state("minimum-participants", |index, others| {
            let cores = others.iter().map(|other| self.core_state(*other));
            let another = Step::any("any", cores.collect()).named("another-core-state");
            let is_alone = another.because.is_empty();
            let list = || self.document.fact(STATES.to_owned());
            let another = if is_alone { another.fact(list()) } else { another };
            vec![self.assisted(index), another]
        })
    }

    fn sole_participant(&self, with: &Value) -> Step {
        self.each_state("sole-participant", |index, others| {
            let joiners = others.iter().map(|other| {
                let step = if is_true(with, "joiners_allowed") {
                    Step::opposite_of("not-core", self.core_state(*other).named("core"))
                } else {
                    let alone = Step::by_text("alone", Outcome::NotMet);
                    alone.fact(self.document.fact(format!("{STATES}/{other}/country")))
                };
                step.named(format!("joiner-{other}"))
            });
            std::iter::once(self.assisted(index)).chain(joiners).collect()
        })
    }

    /// Any participating State of which all limbs hold; `ask` is told which others take part that
    /// are not the same State.
    fn each_state(&self, kind: &'static str, ask: impl Fn(usize, &[usize]) -> Vec<Step>) -> Step {
        let Some(states) = self.document.list(STATES) else {
            let open = Step::by_text(kind, Outcome::Undetermined);
            return open.fact(self.document.fact(STATES.to_owned()));
        };
        let same = |one: usize, other: usize| {
            self.law.same_state(self.state_country(one), self.state_country(other))
        };
        let each = (0..states.len()).map(|index| {
            let others: Vec<usize> =
                (0..states.len()).filter(|other| !same(index, *other)).collect();
            Step::all("all", ask(index, &others)).named(format!("state-{index}"))
        });
        Step::any(kind, each.collect())
    }

    fn state_country(&self, index: usize) -> &str {
        self.document.text(&format!("{STATES}/{index}/country")).unwrap_or("")
    }

    fn core_state(&self, index: usize) -> Step {
        let core = self.law.core(self.state_country(index));
        Step::new("core", core.judged)
            .named(format!("core-{index}"))
            .fact(self.document.fact(format!("{STATES}/{index}/country")))
            .law(core.datum)
    }

    fn assisted(&self, index: usize) -> Step {
        let country = self.state_country(index);
        let core = self.law.core(country);
        let is_other = core.class.is_some_and(|class| class != "member-state");
        let judged = if is_other { Judged::by_text(Outcome::NotMet) } else { core.judged };
        let member = Step::new("member-state", judged)
            .fact(self.document.fact(format!("{STATES}/{index}/country")))
            .law(core.datum);
        let at = format!("{STATES}/{index}/receives_assistance");
        // What the document says wins over the register.
        let stated = self.document.truth(&at);
        let known = stated.is_none().then(|| self.law.assistance(country));
        let judged = known.as_ref().map_or(Judged::by_text(Outcome::of(stated)), |it| it.judged);
        let mut receives = Step::new("receives-assistance", judged).fact(self.document.fact(at));
        receives.law.extend(known);
        Step::all("all", vec![member, receives]).named("assisted-member-state")
    }

    fn may_participate(&self, with: &Value, subject: &str) -> Step {
        let at = format!("{subject}/country");
        let country = self.document.text(&at).unwrap_or("");
        let core = self.law.core(country);
        let core = Step::new("core", core.judged).fact(self.document.fact(at)).law(core.datum);
        if core.is_met() {
            return Step::any("may-participate", vec![core]);
        }
        let (judged, law) = self.law.accession(country, is_true(with, "stalled_counts"));
        let accession = Step { law, ..Step::new("accession", judged) };
        let partnership = self.law.partnership(country);
        let partnership = Step::new("partnership", partnership.judged).law(partnership);
        Step::any("may-participate", vec![core, accession, partnership])
    }

    fn signed_by(&self, with: &Value, rule: &str) -> Step {
        let at = "/contract/signed_on";
        let last_day = text(with, "last_day");
        let outcome = match self.document.text(at) {
            Some(day) if day <= last_day => Outcome::Met,
            None if self.law.as_of <= last_day => Outcome::Undetermined,
            Some(_) | None => Outcome::NotMet,
        };
        let mut step = Step::by_text("signed-by", outcome);
        step.compares = Some(json!({
            "left": { "name": "day of signature", "value": self.document.text(at) },
            "operator": "on-or-before",
            "right": { "name": "last day", "value": last_day, "from": format!("{rule}#last_day") },
        }));
        self.bounded(step, rule, &["last_day"]).fact(self.document.fact(at.to_owned()))
    }

    fn related_before(&self, with: &Value, rule: &str, subject: &str) -> Step {
        let at = format!("{subject}/relationship_since");
        let (since, day) = (self.document.text(&at), text(with, "day"));
        let outcome = Outcome::of(since.map(|since| since < day));
        let mut step = Step::by_text("related-before", outcome);
        step.compares = Some(json!({
            "left": { "name": "relationship since", "value": since },
            "operator": "before",
            "right": { "name": "entry into force", "value": day, "from": format!("{rule}#day") },
        }));
        self.bounded(step, rule, &["day"]).fact(self.document.fact(at))
    }

    fn contract_share(&self, with: &Value, rule: &str, subject: &str) -> Step {
        let at = format!("{subject}/contract_share");
        let stated = self.document.text(&at);
        let (least, most) = (text(with, "least"), with.get("most").and_then(Value::as_str));
        let inclusive = is_true(with, "inclusive");
        let within = stated.and_then(Amount::parse).map(|share| {
            let least = Amount::parse(least).unwrap_or_default();
            let below = most
                .and_then(Amount::parse)
                .is_none_or(|most| share < most || (inclusive && share == most));
            below && (least < share || (inclusive && share == least))
        });
        let mut right = json!({ "name": "bounds", "from": format!("{rule}#least") });
        if let Some(right) = right.as_object_mut() {
            let name = if most.is_some() { "least" } else { "value" };
            right.insert(name.into(), plain(least).into());
            right.extend(most.map(|most| ("most".to_owned(), plain(most).into())));
        }
        let operator = match (most.is_some(), inclusive) {
            (true, true) => "between",
            (true, false) => "strictly-between",
            (false, true) => "at-least",
            (false, false) => "more-than",
        };
        let mut step = Step::by_text("contract-share", Outcome::of(within));
        step.compares = Some(json!({
            "left": { "name": "contract share", "value": stated.map(plain) },
            "operator": operator,
            "right": right,
        }));
        self.bounded(step, rule, &["least", "most"]).fact(self.document.fact(at))
    }

    fn cleared_before(&self, with: &Value, subject: &str) -> Step {
        let list = format!("{subject}/cleared_before");
        let regulations = crate::json::list(with, "regulations");
        let entries = self.document.items(&list).enumerate().map(|(index, at)| {
            let (changed, regulation) = (format!("{at}/changed_since"), format!("{at}/regulation"));
            let counts = self.document.stated(&regulation);
            let counts = counts.is_some_and(|regulation| regulations.contains(regulation));
            let unchanged = Outcome::of(self.document.truth(&changed).map(|changed| !changed));
            let outcome = if counts { unchanged } else { Outcome::NotMet };
            Step::by_text("clearance", outcome)
                .named(format!("clearance-{index}"))
                .fact(self.document.fact(changed))
                .fact(self.document.fact(regulation))
        });
        let mut step = Step::any("cleared-before", entries.collect());
        step.facts.push(self.document.fact(list));
        step
    }
}

const STATES: &str = "/participating_states";
