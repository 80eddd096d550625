//! What moved and because of what, laid out for reading.

mod causes;

use serde_json::Value;

use super::block::{Block, Cell, Section, Tone};
use super::rules::tone as outcome_tone;
use super::told::Told;
use super::verdict_tone;
use crate::assessment::Assessment;
use crate::diff::{
    Came, Diff, DiffSubject, Difference, FactDifference, LawDifference, LawPart, MovedFinding,
    Said, SignedAs, datum,
};
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::report::words::Language;

/// Both sides with the words they are told in.
pub(super) struct Sides<'r, 'a> {
    pub(super) diff: &'r Diff<'a>,
    before: Told<'r, 'r>,
    after: Told<'r, 'r>,
}

/// Everything that is told, under a head line.
pub(in crate::report) fn diff(
    diff: &Diff<'_>,
    [before, after]: [&Assessment<'_>; 2],
    language: Language,
) -> (Cell, Vec<Section>) {
    let sides = Sides::new(diff, [before, after], language);
    let mut sections = vec![sides.compared()];
    sections.extend(sides.verdict());
    sections.push(sides.moved());
    sections.extend(sides.only_with_others());
    sections.extend(sides.others());
    (sides.head(), sections)
}

impl<'r, 'a> Sides<'r, 'a> {
    pub(super) fn new(
        diff: &'r Diff<'a>,
        [before, after]: [&'r Assessment<'r>; 2],
        language: Language,
    ) -> Self {
        Self { diff, before: Told::new(before, language), after: Told::new(after, language) }
    }
}

impl Sides<'_, '_> {
    pub(super) fn say(&self, name: &str, values: &[(&str, &str)]) -> String {
        self.after.say(name, values)
    }

    fn text(&self, name: &str) -> String {
        self.after.text(name)
    }

    pub(super) fn head(&self) -> Cell {
        let (from, to) = (self.diff.from().id(), self.diff.to().id());
        let ids = if from == to { to.to_owned() } else { format!("{from} → {to}") };
        let (before, after) = self.diff.verdicts();
        let [old, new] =
            [before, after].map(|verdict| self.text(&format!("verdict/{}", verdict.as_str())));
        let said = if before == after {
            self.say("diff/head/same", &[("id", &ids), ("verdict", &new)])
        } else {
            self.say("diff/head/moved", &[("id", &ids), ("before", &old), ("after", &new)])
        };
        Cell::toned(said, verdict_tone(after))
    }

    fn compared(&self) -> Section {
        let sides = [("before", &self.before), ("after", &self.after)];
        let said = sides.map(|(side, told)| {
            let law = told.assessment.governed.law();
            let values = [
                ("id", told.assessment.procurement.id()),
                ("day", &*law.as_of().to_string()),
                ("version", &*law.pack().version),
            ];
            (Cell::plain(self.say(&format!("diff/side/{side}"), &values)), Vec::new())
        });
        Section::new(self.text("diff/compared"), vec![Block::List(said.into())])
    }

    fn verdict(&self) -> Option<Section> {
        let causes = self.diff.verdict_causes()?;
        let items = self.causes(causes).into_iter().map(|(how, which)| (Cell::plain(how), which));
        Some(Section::new(self.text("diff/verdict"), vec![Block::List(items.collect())]))
    }

    fn moved(&self) -> Section {
        let heading = self.text("diff/moved");
        if self.diff.moved().is_empty() {
            return Section::new(heading, vec![Block::Paragraph(self.text("diff/none-moved"))]);
        }
        let items = self.diff.moved().iter().map(|one| {
            let verdict = self.diff.verdict_causes();
            let is_same = verdict.is_some_and(|verdict| verdict.names_the_same(&one.causes));
            let causes = if is_same {
                vec![self.text("diff/as-the-verdict")]
            } else {
                let causes = self.causes(&one.causes).into_iter();
                causes.flat_map(|(how, which)| std::iter::once(how).chain(which)).collect()
            };
            (self.finding(one), causes)
        });
        Section::new(heading, vec![Block::List(items.collect())])
    }

    pub(super) fn finding(&self, moved: &MovedFinding) -> Cell {
        let subject = self.subject(moved);
        let [before, after] = [&moved.before, &moved.after]
            .map(|side| side.as_ref().map(|(_, came)| self.came(came)));
        let mut values = vec![("rule", &*moved.rule), ("subject", &*subject)];
        values.extend(before.as_deref().map(|before| ("before", before)));
        values.extend(after.as_deref().map(|after| ("after", after)));
        let name = match (&before, &after) {
            (Some(_), Some(_)) => "diff/finding/moved",
            (None, _) => "diff/finding/new",
            (Some(_), None) => "diff/finding/gone",
        };
        let outcome = moved.after.as_ref().map(|(_, came)| came.outcome);
        let tone = match outcome {
            Some("met") => outcome_tone(Some(Outcome::Met)),
            Some("not-met") => outcome_tone(Some(Outcome::NotMet)),
            Some("undetermined") => outcome_tone(Some(Outcome::Undetermined)),
            Some(_) | None => Tone::Quiet,
        };
        Cell::toned(self.say(name, &values), tone)
    }

    fn subject(&self, moved: &MovedFinding) -> String {
        if let DiffSubject::List(member) = &moved.subject {
            return self.after.names.subject(&Place::root().member(*member));
        }
        match (&moved.before, &moved.after) {
            (_, Some((at, _))) => self.after.names.subject(at),
            (Some((at, _)), None) => self.before.names.subject(at),
            (None, None) => String::new(),
        }
    }

    fn came(&self, came: &Came) -> String {
        let outcome = self.text(&format!("diff/outcome/{}", came.outcome));
        match &came.via {
            Some(via) => self.say("diff/by", &[("outcome", &outcome), ("via", via)]),
            None => outcome,
        }
    }

    fn weighs(&self, at: usize) -> bool {
        match self.diff.differences().get(at) {
            Some(Difference::Fact(fact)) => fact.weighs,
            Some(Difference::Law(_)) => true,
            None => false,
        }
    }

    fn difference(&self, at: usize) -> String {
        match self.diff.differences().get(at) {
            Some(Difference::Fact(fact)) => self.fact(fact),
            Some(Difference::Law(law)) => self.law(law),
            None => String::new(),
        }
    }

    fn fact(&self, fact: &FactDifference) -> String {
        let [before, after] = [&fact.before, &fact.after].map(|side| self.stated(side.as_deref()));
        match (&fact.before_at, &fact.after_at, fact.member) {
            (Some(at), None, _) => {
                let owner = self.before.names.owner(at);
                self.say("diff/fact/removed", &[("owner", &owner), ("content", &before)])
            }
            (_, Some(at), None) => {
                let owner = self.after.names.owner(at);
                self.say("diff/fact/added", &[("owner", &owner), ("content", &after)])
            }
            (_, Some(at), Some(member)) => {
                // A rate and a list stand at their place already.
                let stands =
                    member == Member::EurPerUnit || at.to_string().ends_with(member.as_str());
                let at = if stands { at.clone() } else { at.member(member) };
                let fact = self.after.names.fact(&at);
                let values = [("fact", &*fact), ("before", &*before), ("after", &*after)];
                self.say("diff/fact/changed", &values)
            }
            (None, None, _) => String::new(),
        }
    }

    /// A value of the document in words.
    fn stated(&self, json: Option<&str>) -> String {
        let value = json.and_then(|json| serde_json::from_str(json).ok());
        value.map_or_else(|| self.text("diff/value/not-stated"), |value| self.value(&value))
    }

    // Nests as deep as the model lets controllers nest.
    fn value(&self, value: &Value) -> String {
        match value {
            Value::Null => self.text("diff/value/not-stated"),
            Value::Bool(yes) => self.text(if *yes { "diff/value/yes" } else { "diff/value/no" }),
            Value::Number(number) => number.to_string(),
            Value::String(text) => crate::model::given::shown(text),
            Value::Array(items) if items.is_empty() => self.text("diff/value/none"),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.value(item)).collect();
                items.join("; ")
            }
            Value::Object(members) if members.is_empty() => self.text("diff/value/nothing-of-it"),
            Value::Object(members) => {
                let cost = members.get("unit_cost").or(members.get("unit_cost_range"));
                if let (Some(cost), Some(currency)) = (cost, members.get("currency")) {
                    return format!("{} {}", self.value(cost), self.value(currency));
                }
                let members = members.iter();
                let members: Vec<String> =
                    members.map(|(name, value)| format!("{name} {}", self.value(value))).collect();
                members.join(", ")
            }
        }
    }

    fn law(&self, law: &LawDifference) -> String {
        let said = self.law_says(law);
        match law.signed_as {
            SignedAs::Each => said,
            SignedAs::First => self.say("diff/law/first", &[("said", &said)]),
            SignedAs::Second => self.say("diff/law/second", &[("said", &said)]),
        }
    }

    fn law_says(&self, law: &LawDifference) -> String {
        let [first, second] =
            [self.diff.from(), self.diff.to()].map(|one| one.stated().contract.signed_on);
        let [from, to] = match law.signed_as {
            SignedAs::Each => [first, second],
            SignedAs::First => [first; 2],
            SignedAs::Second => [second; 2],
        };
        let laws = self.diff.laws();
        let governed = [laws.from().governing(from), laws.to().governing(to)];
        let [old, new] = governed.each_ref().map(|governed| datum(&law.part, governed));
        let nothing = || self.text("diff/law/nothing");
        if old.is_some() || new.is_some() {
            let [before, after] = governed;
            let [before, after] = [self.before.under_law(before), self.after.under_law(after)];
            let before = old.map_or_else(nothing, |datum| before.attested(&datum));
            let after = new.map_or_else(nothing, |datum| after.attested(&datum));
            return self.say("diff/law/datum", &[("before", &before), ("after", &after)]);
        }
        let value = |side: &Option<Said>| {
            side.as_ref().map_or_else(nothing, |said| match &*said.value {
                "" => self.text("diff/value/none"),
                value => value.to_owned(),
            })
        };
        let (before, after) = (value(&law.before), value(&law.after));
        let mut values = vec![("before", &*before), ("after", &*after)];
        let country;
        let name = match &law.part {
            LawPart::Day => "diff/law/day",
            LawPart::LeastEvidence => "diff/law/least-evidence",
            LawPart::Reading(id) => {
                values.push(("id", id));
                "diff/law/reading"
            }
            LawPart::Rule(id) => {
                values.push(("id", id));
                let at = |side: &Option<Said>| side.as_ref().and_then(|said| said.at.clone());
                let is_edited = at(&law.before) == at(&law.after);
                if is_edited { "diff/law/rule-edited" } else { "diff/law/rule" }
            }
            LawPart::Core(one)
            | LawPart::Accession(one)
            | LawPart::Partnership(one)
            | LawPart::Assistance(one)
            | LawPart::Territory(one)
            | LawPart::Agreement(one)
            | LawPart::Term(one, _) => {
                country = one.to_string();
                values.push(("country", &country));
                "diff/law/territory"
            }
        };
        self.say(name, &values)
    }
}
