//! Two packs against each other: in what the law differs, and a procurement that shows it.

use std::collections::{BTreeMap, BTreeSet};

use super::focus::agreement_terms;
use super::reduce::minimised;
use super::search::{Effort, Lattice, Tried, on};
use super::sketch::Sketch;
use super::witness::Witness;
use crate::assessment::Verdict;
use crate::diff::AssumedOnSides;
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::outcome::Outcome;
use crate::rulebook::law::Law;
use crate::rulebook::node::Node;
use crate::rulebook::pack::{Answers, Pack, Question};
use crate::rulebook::readings::Reading;

/// What of the law differs on some days, as far as any verdict can rest on it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LawDifference {
    /// Where: `rules/component-cap`, `countries/core#HR`, `readings/component-tier`.
    pub at: Box<str>,
    /// First day on which it differs in this way; `None`: since ever.
    pub first_day: Option<Day>,
    /// Last day on which it differs in this way; `None`: for ever.
    pub last_day: Option<Day>,
    /// What the law says; `None`: nothing.
    pub one: Option<Box<str>>,
    /// What the other law says; `None`: nothing.
    pub other: Option<Box<str>>,
}

/// What was found out about two packs.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "proven alike, shown to differ, or neither")]
pub enum Compared {
    /// Proven: no procurement is judged differently on any day under any reading.
    Alike,
    /// A procurement that is: eligible under one and not eligible under the other where some
    /// such was found, else with two verdicts of which one is undetermined.
    Differ(Box<Witness>),
    /// The law differs, and none of the procurements that were tried shows it.
    NotFound {
        /// How many were tried.
        tries: usize,
    },
}

/// Two packs, compared.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// The two laws.
    pub laws: [Law; 2],
    /// How far was searched.
    pub effort: Effort,
    /// In what they differ, by place and day.
    pub differences: Vec<LawDifference>,
    /// The days that procurements were asked about on.
    pub days: Vec<Day>,
    /// What was found out.
    pub found: Compared,
}

impl Comparison {
    /// Compares the packs of two laws with the readings of each and the least evidence of the first.
    ///
    /// That they are alike is proven from the law: every rule, standing, agreement and open question
    /// is the same on every day, whatever its words, sources and notes are. Where it is not, a
    /// procurement is looked for on the days on which something differs.
    ///
    /// # Examples
    ///
    /// ```
    /// use safe_eligibility::Rulebook;
    /// use safe_eligibility::analysis::{Compared, Comparison, Effort};
    /// use safe_eligibility::model::day::Day;
    ///
    /// let law = Rulebook::embedded()?.on(Day::parse("2026-11-22")?);
    /// let comparison = Comparison::of(&law, &law, Effort::default());
    /// assert!(matches!(comparison.found, Compared::Alike));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(one: &Law, other: &Law, effort: Effort) -> Self {
        let other = other.with_least_evidence(one.least_evidence());
        let laws = [one.clone(), on(&other, one.as_of())];
        let differences = differences([&laws[0], &laws[1]]);
        let days = days(&differences, &laws[0]);
        let found = if differences.is_empty() && chosen_alike(&laws) {
            Compared::Alike
        } else {
            searched(&laws, &days, effort)
        };
        Self { laws, effort, differences, days, found }
    }

    /// What is assumed of either law.
    #[must_use]
    pub fn assumed(&self) -> AssumedOnSides {
        AssumedOnSides::of(self.laws.each_ref())
    }
}

/// Whether the same is chosen where the questions are the same.
fn chosen_alike([one, other]: &[Law; 2]) -> bool {
    let said = |law: &Law| {
        let each = law.readings().iter().map(|(id, reading)| (id.to_owned(), text_of(reading)));
        each.collect::<Vec<_>>()
    };
    said(one) == said(other)
}

/// The answer, a list in the order of its codes.
fn text_of(reading: &Reading) -> String {
    match reading {
        Reading::Option(option) => option.to_string(),
        Reading::Countries(list) => listed(list),
    }
}

fn listed(list: &[CountryCode]) -> String {
    let codes: BTreeSet<&str> = list.iter().map(|country| country.as_str()).collect();
    codes.into_iter().collect::<Vec<_>>().join(",")
}

type Says = BTreeMap<String, String>;

fn differences(laws: [&Law; 2]) -> Vec<LawDifference> {
    let mut starts: BTreeSet<Option<Day>> = BTreeSet::from([None]);
    for law in laws {
        starts.extend(law.change_days().map(Some));
    }
    let fixed = laws.map(|law| on_every_day(law.pack()));
    let mut found: BTreeMap<(String, usize), LawDifference> = BTreeMap::new();
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    for start in starts {
        let day = start.or_else(|| Day::parse("0001-01-01").ok()).unwrap_or(laws[0].as_of());
        let [one, other] = [0, 1].map(|at: usize| {
            let mut says = fixed.get(at).cloned().unwrap_or_default();
            says.extend(laws.get(at).map(|law| on_day(law, day)).unwrap_or_default());
            says
        });
        let places: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
        let mut differing = BTreeMap::new();
        for place in places {
            let says =
                [one.get(place), other.get(place)].map(|value| value.map(|text| (**text).into()));
            if says[0] != says[1] {
                differing.insert(place.clone(), says);
            }
        }
        // What differed until now in another way ends the day before.
        let ended: Vec<String> = open.keys().cloned().collect();
        for place in ended {
            let Some(number) = open.get(&place).copied() else { continue };
            let Some(last) = found.get_mut(&(place.clone(), number)) else { continue };
            let goes_on = differing
                .get(&place)
                .is_some_and(|[before, after]| (before, after) == (&last.one, &last.other));
            if goes_on {
                differing.remove(&place);
            } else {
                last.last_day = start.and_then(Day::yesterday);
                open.remove(&place);
            }
        }
        for (place, [before, after]) in differing {
            let number = found.len();
            let at = place.as_str().into();
            let (first_day, last_day) = (start, None);
            let one = LawDifference { at, first_day, last_day, one: before, other: after };
            found.insert((place.clone(), number), one);
            open.insert(place, number);
        }
    }
    found.into_values().collect()
}

/// What does not go by the day: when the act is in force, by which day standing goes, the questions.
fn on_every_day(pack: &Pack) -> Says {
    let mut says = Says::new();
    if let Some(act) = pack.acts.values().next() {
        says.insert("act#in_force_from".to_owned(), act.in_force_from.to_string());
        leaves("act#status_day", &act.status_day, &mut says);
    }
    for question in &pack.questions {
        says.insert(format!("readings/{}", question.id), answers(question));
    }
    says
}

fn answers(question: &Question) -> String {
    match &question.answers {
        Answers::Options { options, default } => {
            let options: BTreeSet<&str> = options.iter().map(|(option, _)| &**option).collect();
            let options: Vec<&str> = options.into_iter().collect();
            format!("{default} of {}", options.join(", "))
        }
        Answers::Countries { default, .. } => listed(default),
    }
}

/// What rules, registers and agreements come to on a day, where they say anything.
fn on_day(law: &Law, day: Day) -> Says {
    let law = on(law, day);
    let governed = law.governing(None);
    let mut says = Says::new();
    for rule in governed.rules() {
        let history = law.pack().rules.iter().find(|history| history.id == rule.id);
        let versions = history.into_iter().flat_map(|history| &history.versions);
        let mut bodies = versions.filter(|version| version.first_day == rule.first_day);
        if let Some(version) = bodies.next() {
            leaves(&format!("rules/{}#", rule.id), &version.body, &mut says);
        }
    }
    for country in CountryCode::all() {
        let core = governed.core(country);
        if let Some(class) = core.class {
            // As what it would be core is law too where it is not known whether it is.
            let known = core.judgement.outcome == Outcome::Met;
            let value = format!("{}{}", class.as_str(), if known { "" } else { " (not-known)" });
            says.insert(format!("countries/core#{country}"), value);
        }
        let [moving, any] =
            [false, true].map(|counts| governed.accession(country, counts).0.judgement.outcome);
        let answers = [
            ("partnerships", governed.partnership(country).judgement.outcome),
            ("assistance", governed.assistance(country).judgement.outcome),
            ("accession", any),
        ];
        for (register, outcome) in answers.into_iter().filter(|(_, one)| *one != Outcome::NotMet) {
            says.insert(format!("countries/{register}#{country}"), known(outcome));
        }
        if moving != any {
            says.insert(format!("countries/stalled#{country}"), known(moving.opposite()));
        }
        let state = governed.mapped(country);
        if state != country {
            says.insert(format!("countries/territories#{country}"), state.to_string());
        }
        for (member, value) in agreement_terms(&governed, law.least_evidence(), country) {
            says.insert(format!("agreements/{country}#{member}"), value);
        }
    }
    says
}

fn known(outcome: Outcome) -> String {
    match outcome {
        Outcome::Met => "yes".to_owned(),
        Outcome::NotMet => "no".to_owned(),
        Outcome::Undetermined => "not-known".to_owned(),
    }
}

/// Every value within a part of a rule, by its place; figures without the noughts at their end.
fn leaves(at: &str, node: &Node, says: &mut Says) {
    match node {
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber => {
            says.insert(at.to_owned(), node.to_string());
        }
        Node::Text(text) => {
            says.insert(at.to_owned(), plain(text).to_owned());
        }
        Node::List(items) => {
            says.insert(format!("{at}[]"), items.len().to_string());
            for (index, item) in items.iter().enumerate() {
                leaves(&format!("{at}/{index}"), item, says);
            }
        }
        Node::Object(members) if members.is_empty() => {
            says.insert(at.to_owned(), "{}".to_owned());
        }
        Node::Object(members) => {
            for (name, value) in members {
                leaves(&format!("{at}/{name}"), value, says);
            }
        }
    }
}

fn plain(text: &str) -> &str {
    let is_figure = text.contains('.') && text.bytes().all(|byte| b".0123456789".contains(&byte));
    if is_figure { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// The days to ask about: that of the law where something differs on it, else one on which it does.
fn days(differences: &[LawDifference], law: &Law) -> Vec<Day> {
    let from = law.pack().acts.values().map(|act| act.in_force_from).next();
    let from = from.unwrap_or(law.as_of());
    let mut days: BTreeSet<Day> = BTreeSet::new();
    for difference in differences {
        let first = difference.first_day.unwrap_or(from).max(from);
        let day = law.as_of().max(first);
        days.insert(difference.last_day.map_or(day, |last| day.min(last)).max(from));
    }
    let mut days: Vec<Day> = days.into_iter().collect();
    days.sort_by_key(|day| *day != law.as_of());
    if days.is_empty() { vec![law.as_of()] } else { days }
}

/// Tries procurements, first under the readings chosen, then each under another one.
fn searched(laws: &[Law; 2], days: &[Day], effort: Effort) -> Compared {
    let [one, other] = laws;
    let mut settings = vec![(one.clone(), other.clone())];
    let half = effort.tries.div_ceil(2);
    let mut weaker = None;
    let mut tries = 0usize;
    for most in [half, effort.tries] {
        let here: Vec<Place> = settings
            .iter()
            .flat_map(|(one, other)| {
                days.iter().map(|day| Place::of([on(one, *day), on(other, *day)]))
            })
            .flatten()
            .collect();
        let mut position = 0usize;
        while tries < most && !here.is_empty() {
            for place in &here {
                if tries == most {
                    break;
                }
                tries = tries.saturating_add(1);
                let Some((sketch, is_clear)) = place.tried(position, effort) else { continue };
                if is_clear {
                    weaker = place.witness(&sketch);
                    return weaker.map_or(Compared::NotFound { tries }, Compared::Differ);
                }
                weaker = weaker.or_else(|| place.witness(&sketch));
            }
            position = position.saturating_add(1);
        }
        settings = otherwise(laws);
    }
    weaker.map_or(Compared::NotFound { tries }, Compared::Differ)
}

/// Both laws with one question answered otherwise, where both have that answer.
fn otherwise([one, other]: &[Law; 2]) -> Vec<(Law, Law)> {
    let mut settings = Vec::new();
    for question in &one.pack().questions {
        let Answers::Options { options, .. } = &question.answers else { continue };
        for (option, _) in options {
            let choice = format!("{}={option}", question.id);
            let [here, there] = [one, other].map(|law| {
                let mut readings = law.readings().clone();
                let is_known = law.with_readings([&*choice]).is_ok();
                readings.set(&question.id, option);
                is_known.then(|| law.under(readings))
            });
            settings.extend(here.zip(there));
        }
    }
    settings
}

/// Two laws on one day, and what is tried under them.
struct Place {
    laws: [Law; 2],
    lattice: Lattice,
}

impl Place {
    fn of(laws: [Law; 2]) -> Option<Self> {
        let lattice = Lattice::of(&[&laws[0], &laws[1]])?;
        Some(Self { laws, lattice })
    }

    /// The sketch at a position where it differs, and whether clearly; `None`: it does not.
    fn tried(&self, position: usize, effort: Effort) -> Option<(Sketch, bool)> {
        let sketch = self.lattice.at(position, effort)?;
        let verdicts = self.verdicts(&sketch)?;
        (verdicts[0] != verdicts[1]).then(|| (sketch, is_clear(verdicts)))
    }

    fn verdicts(&self, sketch: &Sketch) -> Option<[Verdict; 2]> {
        let tried = Tried::of(sketch)?;
        Some([tried.verdict(&self.laws[0]), tried.verdict(&self.laws[1])])
    }

    /// What of a sketch is needed for the difference it shows.
    fn witness(&self, sketch: &Sketch) -> Option<Box<Witness>> {
        let first = self.verdicts(sketch)?;
        // The verdicts stay what they are, so that it remains the same difference.
        let smallest = minimised(sketch, |less| self.verdicts(less) == Some(first));
        let tried = Tried::of(&smallest)?;
        Some(Box::new(Witness::of(&tried, [&self.laws[0], &self.laws[1]])))
    }
}

fn is_clear(verdicts: [Verdict; 2]) -> bool {
    !verdicts.contains(&Verdict::Undetermined)
}
