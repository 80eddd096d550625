//! What data of law say.

use super::figures;
use super::told::Told;
use crate::model::country::CountryCode;
use crate::outcome::EvidenceGrade;
use crate::rulebook::datum::{Address, AgreementMember, Datum, LawValue, Register};
use crate::trace::Step;

impl Told<'_, '_> {
    /// What a datum says: "PL is a Member State, from 2004-05-01".
    pub(super) fn datum(&self, datum: &Datum<'_>) -> String {
        let value = match datum.value {
            LawValue::Word(word) => word,
            LawValue::Share(share) => return self.share_set(datum, share),
        };
        match datum.address {
            Address::Row(register, country, first_day) => {
                self.from(self.row(register, country.as_str(), value), first_day)
            }
            Address::NoRow(register, country) => self.row(register, country.as_str(), value),
            Address::Stalled(country) => self.row(Register::Accession, country.as_str(), value),
            Address::NoAgreement(party) => self.no_agreement(party),
            Address::Agreement(party, member) => {
                let party = party.as_str();
                match member {
                    AgreementMember::Applied(mode, first_day) => {
                        let mode = self.text(&format!("law/mode/{}", mode.as_str()));
                        let values = [("party", party), ("mode", &*mode)];
                        let said = self.say(&format!("law/applied/{value}"), &values);
                        // What is not known is not so from a day on.
                        self.from(said, first_day.filter(|_| value != "not-known"))
                    }
                    AgreementMember::Topic(topic) => {
                        let topic = self.text(&format!("law/topic/{}", topic.as_str()));
                        let values = [("party", party), ("topic", &*topic)];
                        self.say(&format!("law/topics/{value}"), &values)
                    }
                    AgreementMember::ControlTerms => {
                        self.say(&format!("law/control_terms/{value}"), &[("party", party)])
                    }
                    AgreementMember::MaxPartyShare
                    | AgreementMember::MaxOtherShare
                    | AgreementMember::MinCoreShare => self.as_it_stands(datum),
                }
            }
        }
    }

    /// That no agreement applies on the day, and from when one does that the pack has.
    fn no_agreement(&self, party: CountryCode) -> String {
        let governed = self.governed;
        let day = governed.standing_day();
        let stages = governed.law().pack().agreements.iter();
        let stages = stages.filter(|stage| stage.party == party);
        let first_days = stages.map(|stage| stage.period.first_day);
        let later = first_days.flatten().filter(|first| *first > day).min();
        let (party, day) = (party.as_str(), day.to_string());
        let mut values = vec![("party", party), ("day", &*day)];
        let from = later.map(|first| first.to_string());
        let Some(from) = &from else { return self.say("law/agreement/none", &values) };
        values.push(("from", from));
        self.say("law/agreement/none-yet", &values)
    }

    fn row(&self, register: Register, country: &str, value: &str) -> String {
        let register = match (register, value) {
            (Register::MemberStates | Register::EeaEftaStates | Register::Ukraine, "not-known") => {
                "core"
            }
            (register, _) => register.as_str(),
        };
        let own = format!("law/{register}/{value}");
        let name = if self.words.has(&own) { own } else { format!("law/{register}") };
        self.say(&name, &[("country", country)])
    }

    fn from(&self, statement: String, day: Option<crate::model::day::Day>) -> String {
        let Some(day) = day else { return statement };
        self.say("law/from", &[("statement", &statement), ("day", &day.to_string())])
    }

    fn share_set(&self, datum: &Datum<'_>, share: crate::model::figure::Share) -> String {
        let Address::Agreement(party, member) = datum.address else {
            return self.as_it_stands(datum);
        };
        let name = match member {
            AgreementMember::MaxPartyShare => "law/max_party_share",
            AgreementMember::MaxOtherShare => "law/max_other_share",
            AgreementMember::MinCoreShare => "law/min_core_share",
            AgreementMember::Applied(..)
            | AgreementMember::Topic(_)
            | AgreementMember::ControlTerms => return self.as_it_stands(datum),
        };
        let share = figures::bound_percent(self.words, share);
        self.say(name, &[("party", party.as_str()), ("share", &share)])
    }

    fn as_it_stands(&self, datum: &Datum<'_>) -> String {
        let (address, value) = (datum.address.to_string(), datum.value.to_string());
        self.say("law/other", &[("address", &address), ("value", &value)])
    }

    /// What a datum says, who says so and how well that is documented.
    pub(super) fn attested(&self, datum: &Datum<'_>) -> String {
        let (statement, grade) = (self.datum(datum), self.grade(datum.evidence));
        let mut values = vec![("statement", &*statement), ("grade", &*grade)];
        let Some(source) = datum.source else { return self.say("law/searched", &values) };
        values.push(("source", source));
        self.say(if datum.set_aside { "law/set-aside" } else { "law/attested" }, &values)
    }

    /// The assumption that set the bound of a step; `None`: the law did.
    pub(super) fn assumed_bound(&self, step: &Step<'_>) -> Option<String> {
        let source = step.assumed_bound()?;
        let known = &self.assessment.governed.law().pack().sources;
        let text = known.get(source).map_or("", |source| &*source.title);
        let grade = self.grade(EvidenceGrade::Assumed);
        Some(self.say("assume/bound", &[("text", text), ("source", source), ("grade", &grade)]))
    }

    /// A grade of evidence in words.
    pub(super) fn grade(&self, grade: EvidenceGrade) -> String {
        self.text(&format!("law/grade/{}", grade.as_str()))
    }

    /// A standing in words.
    pub(super) fn standing(&self, standing: &str) -> String {
        self.text(&format!("law/standing/{standing}"))
    }

    /// What a step that rests on law alone says.
    pub(super) fn law(&self, step: &Step<'_>) -> String {
        self.together(settling(step).map(|datum| self.datum(datum)))
    }

    /// A datum of law that leaves a step open: not known, or documented too weakly.
    pub(super) fn open_law(&self, step: &Step<'_>) -> Option<String> {
        let unknown =
            settling(step).find(|datum| matches!(datum.value, LawValue::Word("not-known")));
        let datum = unknown.or_else(|| settling(step).find(|datum| datum.set_aside))?;
        Some(self.open_datum(datum))
    }

    /// What a datum says that leaves something open: that it is not known, or how weakly it is
    /// documented.
    pub(super) fn open_datum(&self, datum: &Datum<'_>) -> String {
        let statement = self.datum(datum);
        if matches!(datum.value, LawValue::Word("not-known")) {
            return statement;
        }
        let grade = self.grade(datum.evidence);
        self.say("law/too-weak", &[("statement", &statement), ("grade", &grade)])
    }
}

/// The data of law without rows beside one that settles the same question at least as well.
fn settling<'s, 'a>(step: &'s Step<'a>) -> impl Iterator<Item = &'s Datum<'a>> {
    let is_row = |datum: &Datum<'_>| {
        matches!(datum.address, Address::Agreement(_, AgreementMember::Applied(..)))
    };
    let first = step.law.iter().position(is_row);
    let all = step.law.iter().enumerate();
    all.filter(move |(at, datum)| !is_row(datum) || Some(*at) == first).map(|(_, datum)| datum)
}
