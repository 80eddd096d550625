//! Each rule for each of its subjects, examined by itself.

use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use crate::conditions::View;
use crate::model::place::{Member, Place};
use crate::model::procurement::CommonProcurement;
use crate::model::product::EndProduct;
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::body::{Application, Subjects, Weight};
use crate::rulebook::law::{Governed, Rule};
use crate::subjects::{self, Subject};
use crate::tally::Tallies;
use crate::trace::{Considered, Fact, FactValue, Key, Missing, Rejection, Step};

/// A rule for one subject.
pub(super) struct Case<'a> {
    pub(super) rule: &'a Rule,
    pub(super) place: Place,
    /// The subject; `None`: the subjects of the rule are not stated.
    pub(super) subject: Option<Subject<'a>>,
    /// Whether the rule is for what is procured.
    pub(super) applies: Outcome,
    /// Why, where it is not certain that it applies.
    pub(super) application: Option<Step<'a>>,
    /// What it comes to by itself; nothing was examined where it does not apply.
    pub(super) direct: Step<'a>,
    /// What may make the rule irrelevant for the subject: not for this product, not involved.
    pub(super) open_questions: Vec<Step<'a>>,
}

/// Every case that is not a derogation, with what is needed to examine those.
pub(super) struct Cases<'c, 'a> {
    pub(super) procurement: &'a CommonProcurement,
    pub(super) governed: Governed<'a>,
    pub(super) tallies: &'c Tallies,
    pub(super) involvement: &'c [Step<'a>],
    found: Vec<Case<'a>>,
    // End products whose kind is not stated: the facts that many cases wait for.
    unstated_kinds: Arc<[Place]>,
    // INVARIANT: every case of a stated subject, ascending by it, so that many subjects are found
    // as fast as few.
    by_subject: Vec<((u8, usize), usize)>,
}

impl<'c, 'a> Cases<'c, 'a> {
    pub(super) fn of_all(
        procurement: &'a CommonProcurement,
        governed: Governed<'a>,
        tallies: &'c Tallies,
        involvement: &'c [Step<'a>],
    ) -> Self {
        let mut cases = Self {
            procurement,
            governed,
            tallies,
            involvement,
            found: Vec::with_capacity(32),
            unstated_kinds: unstated_kinds(procurement),
            by_subject: Vec::with_capacity(32),
        };
        for rule in governed.rules() {
            match rule.body.weight {
                Weight::Condition | Weight::Duty => cases.add(rule),
                Weight::Derogation | Weight::Definition => {}
            }
        }
        let found = cases.found.iter().enumerate();
        cases.by_subject.extend(
            found.filter_map(|(index, case)| Some((case.subject.as_ref()?.order(), index))),
        );
        cases.by_subject.sort_unstable();
        cases
    }

    pub(super) fn into_found(self) -> Vec<Case<'a>> {
        self.found
    }

    /// The cases of one subject.
    pub(super) fn of(&self, subject: &Subject<'a>) -> impl Iterator<Item = &Case<'a>> {
        let order = subject.order();
        let start = self.by_subject.partition_point(|(other, _)| *other < order);
        let from = self.by_subject.get(start..).unwrap_or(&[]).iter();
        let indices = from.take_while(move |(other, _)| *other == order);
        indices.filter_map(|(_, index)| self.found.get(*index))
    }

    pub(super) fn view(&self, rule: &'a Rule, subject: Subject<'a>) -> View<'c, 'a> {
        View {
            assumed: &rule.assumed,
            procurement: self.procurement,
            governed: self.governed,
            subject,
            tallies: self.tallies,
        }
    }

    /// The subjects of a rule that are stated and concerned, in the order of the document.
    pub(super) fn subjects_of(&self, rule: &Rule) -> SmallVec<[Subject<'a>; 4]> {
        let involved = || {
            subjects::subcontractors(self.procurement)
                .filter(|subject| self.may_be_involved(subject))
        };
        match rule.body.subjects {
            Subjects::Whole => smallvec![Subject::Whole],
            Subjects::ParticipatingStates => subjects::states(self.procurement).collect(),
            Subjects::Entities => {
                subjects::contractors(self.procurement).chain(involved()).collect()
            }
            Subjects::InvolvedSubcontractors => involved().collect(),
            Subjects::Subcontractors => subjects::subcontractors(self.procurement).collect(),
            Subjects::EndProducts => subjects::products(self.procurement).collect(),
        }
    }

    /// The involvement of a subcontractor; `None`: the subject is none.
    pub(super) fn involvement_of(&self, subject: &Subject<'a>) -> Option<&'c Step<'a>> {
        match subject {
            Subject::Subcontractor(index, _) => self.involvement.get(*index),
            Subject::Whole
            | Subject::State(..)
            | Subject::Contractor(..)
            | Subject::Product(..) => None,
        }
    }

    fn may_be_involved(&self, subject: &Subject<'a>) -> bool {
        self.involvement_of(subject).is_none_or(|step| step.outcome() != Outcome::NotMet)
    }

    fn add(&mut self, rule: &'a Rule) {
        for subject in self.subjects_of(rule) {
            let case = self.case(rule, subject);
            self.found.push(case);
        }
        if rule.body.asks_for_subjects {
            self.add_unstated(rule);
        }
    }

    fn case(&self, rule: &'a Rule, subject: Subject<'a>) -> Case<'a> {
        let application = self.application(rule, &subject);
        let applies = application.as_ref().map_or(Outcome::Met, Step::outcome);
        let direct = if applies == Outcome::NotMet {
            Step::new("applies-to", Judgement::of_text(Outcome::NotMet))
        } else {
            rule.body.condition.examine(&self.view(rule, subject))
        };
        let mut open_questions = Vec::new();
        if applies == Outcome::Undetermined {
            open_questions.extend(application.as_ref().map(not_for_this));
        }
        let involved =
            self.involvement_of(&subject).filter(|step| step.outcome() == Outcome::Undetermined);
        if rule.body.follows.is_none() {
            open_questions.extend(involved.map(not_involved));
        }
        let place = subject.place();
        Case { rule, place, subject: Some(subject), applies, application, direct, open_questions }
    }

    /// Where the subjects of a rule are not stated, one open finding stands for them.
    fn add_unstated(&mut self, rule: &'a Rule) {
        let stated = self.procurement.stated();
        let lists: &[(Member, bool)] = match rule.body.subjects {
            Subjects::Entities => &[
                (Member::Contractors, stated.contractors.is_none()),
                (Member::Subcontractors, stated.subcontractors.is_none()),
            ],
            Subjects::EndProducts => &[(Member::EndProducts, stated.end_products.is_none())],
            Subjects::InvolvedSubcontractors | Subjects::Subcontractors => {
                &[(Member::Subcontractors, stated.subcontractors.is_none())]
            }
            Subjects::ParticipatingStates => {
                &[(Member::ParticipatingStates, stated.participating_states.is_none())]
            }
            Subjects::Whole => &[],
        };
        for (member, _) in lists.iter().filter(|(_, missing)| *missing) {
            let list = Place::root().member(*member);
            let place =
                if *member == Member::Subcontractors { list.clone() } else { Place::root() };
            let application = self.application(rule, &Subject::Whole);
            let applies = application.as_ref().map_or(Outcome::Met, Step::outcome);
            let direct = Step::new("subjects-stated", Judgement::of_text(Outcome::Undetermined))
                .fact(list, FactValue::NotStated);
            let mut open_questions = Vec::new();
            if applies == Outcome::Undetermined {
                open_questions.extend(application.as_ref().map(not_for_this));
            }
            let case =
                Case { rule, place, subject: None, applies, application, direct, open_questions };
            let at = self.position_for(rule, *member);
            self.found.insert(at, case);
        }
    }

    // Contractors come before subcontractors, and either list may be the one that is missing.
    fn position_for(&self, rule: &Rule, member: Member) -> usize {
        let of_rule = |case: &Case<'a>| case.rule.position == rule.position;
        let first = self.found.iter().position(of_rule).filter(|_| member == Member::Contractors);
        first.unwrap_or(self.found.len())
    }

    /// Whether a rule is for what is procured; `None`: it is, certainly.
    pub(super) fn application(&self, rule: &Rule, subject: &Subject<'a>) -> Option<Step<'a>> {
        let application = rule.body.applies_to.as_ref()?;
        if self.certainly_applies(application, subject) {
            return None;
        }
        let step = match subject.product() {
            Some((index, product)) => product_applies(application, index, product),
            None => self.some_product_applies(application),
        };
        (step.outcome() != Outcome::Met).then_some(step)
    }

    /// Whether a rule is for some end product; the same for everybody it is asked about.
    fn some_product_applies(&self, application: &Application) -> Step<'a> {
        let list = Place::root().member(Member::EndProducts);
        let Some(products) = &self.procurement.stated().end_products else {
            let open = Judgement::of_text(Outcome::Undetermined);
            return Step::new("applies-to", open).fact(list, FactValue::NotStated);
        };
        let kind = |product: &EndProduct| {
            Outcome::of(product.kind.map(|kind| kind == application.product_kind))
        };
        let outcome = products.iter().map(kind).max().unwrap_or(Outcome::Undetermined);
        let mut step = Step::new("applies-to", Judgement::of_text(outcome));
        // Those whose kind is not stated come first: they are what leaves the question open.
        let unstated = products.iter().enumerate().filter(|(_, product)| product.kind.is_none());
        let stated = products.iter().enumerate().filter(|(_, product)| product.kind.is_some());
        for (index, product) in unstated.chain(stated).take(MOST_PRODUCTS_NAMED) {
            let at = list.item(index).member(Member::Kind);
            step.add_fact(Fact { at, value: kind_value(product) });
        }
        if outcome == Outcome::Undetermined {
            step.missing = Missing::Shared(Arc::clone(&self.unstated_kinds));
        }
        step
    }

    // The usual case, told without making a step for it.
    fn certainly_applies(&self, application: &Application, subject: &Subject<'a>) -> bool {
        if application.areas.is_some() {
            return false;
        }
        let is_kind = |product: &EndProduct| product.kind == Some(application.product_kind);
        match subject.product() {
            Some((_, product)) => is_kind(product),
            None => self.procurement.stated().end_products.iter().flatten().any(is_kind),
        }
    }
}

fn unstated_kinds(procurement: &CommonProcurement) -> Arc<[Place]> {
    let products = procurement.stated().end_products.iter().flatten().enumerate();
    let unstated = products.filter(|(_, product)| product.kind.is_none());
    unstated
        .map(|(index, _)| Place::root().at(Member::EndProducts, index).member(Member::Kind))
        .collect()
}

// A step names that many products; the rest have the same say and are in the document.
const MOST_PRODUCTS_NAMED: usize = 20;

fn product_applies<'a>(
    application: &Application,
    index: usize,
    product: &'a EndProduct,
) -> Step<'a> {
    let place = Place::root().at(Member::EndProducts, index);
    let kind = Outcome::of(product.kind.map(|kind| kind == application.product_kind));
    let kind = Step::new("applies-to", Judgement::of_text(kind))
        .fact(place.member(Member::Kind), kind_value(product));
    let Some(listed) = &application.areas else { return kind };
    let within = product.areas.as_ref().map(|areas| {
        let counted = if application.first_area_decides { 1 } else { areas.len() };
        areas.iter().take(counted).any(|area| listed.contains(area))
    });
    let value = product.areas.as_deref().map_or(FactValue::NotStated, FactValue::Areas);
    let areas = Step::new("within-category", Judgement::of_text(Outcome::of(within)))
        .fact(place.member(Member::Areas), value);
    Step::all("all", vec![kind, areas]).keyed(Key::Word("applies-to"))
}

fn kind_value<'a>(product: &EndProduct) -> FactValue<'a> {
    product.kind.map_or(FactValue::NotStated, |kind| FactValue::Word(kind.as_str()))
}

/// The open question whether a rule is for what is procured: if not, nothing stands in the way.
pub(super) fn not_for_this<'a>(application: &Step<'a>) -> Step<'a> {
    negated("not-for-this-product", application)
}

// Versions of the definition for other days are named where it is the step itself.
fn not_involved<'a>(involvement: &Step<'a>) -> Step<'a> {
    let mut negated = negated("not-involved", involvement);
    let is_version = |one: &Rejection| matches!(one.what, Considered::Version(_));
    if involvement.rejected.iter().any(is_version) {
        for step in &mut negated.because {
            step.rejected.retain(|one| !is_version(one));
        }
    }
    negated
}

fn negated<'a>(kind: &'static str, step: &Step<'a>) -> Step<'a> {
    Step::opposite_of(kind, step.clone())
}
