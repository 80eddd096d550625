//! What has to change, for reading and for programs.

use super::ReportOptions;
use super::assumptions::Assumptions;
use super::json::{self, Json, MissingWritten, Word, WriteJson, Written, key};
use super::page::{Cell, Section, remedies};
use super::text::{TextOptions, of_answer};
use super::words::Language;
use crate::assessment::{Assessment, EvaluateError, assess};
use crate::model::country::CountryCode;
use crate::model::exact::Exact;
use crate::model::place::Place;
use crate::remedy::{
    Balance, BeyondChange, Certificate, Change, LinesProof, Offered, Remedies, Remedy, ShareProof,
    Shown, Taken,
};

impl Remedies<'_, '_> {
    /// What was found as text, with a line end at its end.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Remedies::of`].
    pub fn to_text(
        &self,
        language: Language,
        screen: TextOptions,
    ) -> Result<String, EvaluateError> {
        let assumptions = self.assumptions();
        let told = self.told(assumptions.as_ref(), language)?;
        Ok(of_answer(assumptions.as_ref(), &told, language, screen))
    }

    /// What was found as `safe-remedy/1`, laid out for reading, without a line end.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Remedies::of`].
    pub fn to_json(&self) -> Result<String, EvaluateError> {
        self.to_json_with(self.assumptions().as_ref())
    }

    pub(super) fn to_json_with(
        &self,
        assumptions: Option<&Assumptions<'_>>,
    ) -> Result<String, EvaluateError> {
        let assessed = self.each_assessed()?;
        let mut text = String::new();
        let written = RemediesWritten { remedies: self, assessed: &assessed, assumptions };
        json::append(&written, true, &mut text);
        Ok(text)
    }

    pub(super) fn told(
        &self,
        assumptions: Option<&Assumptions<'_>>,
        language: Language,
    ) -> Result<(Cell, Vec<Section>), EvaluateError> {
        Ok(remedies(self, &self.each_assessed()?, assumptions, language))
    }

    /// The procurement of each answer, assessed.
    fn each_assessed(&self) -> Result<Vec<Assessment<'_>>, EvaluateError> {
        let law = self.assessment.governed().law();
        self.answers.iter().map(|remedy| assess(&remedy.procurement, law)).collect()
    }
}

struct RemediesWritten<'r, 'a> {
    remedies: &'r Remedies<'r, 'a>,
    assessed: &'r [Assessment<'r>],
    assumptions: Option<&'r Assumptions<'r>>,
}

impl WriteJson for RemediesWritten<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { remedies, assessed, assumptions } = self;
        let answers = remedies.answers.iter().zip(*assessed);
        let answers: Vec<_> = answers
            .map(|(remedy, assessment)| Answer {
                remedy,
                assessment,
                assumptions: assumptions.and_then(|_| assessment.assumptions()),
            })
            .collect();
        json.object(|json| {
            json.member(key!("format"), &Word("safe-remedy/1"));
            json.assumptions(*assumptions);
            json.head(remedies.assessment);
            json.member(key!("keep"), &remedies.keep.ids().collect::<Vec<_>>());
            if let Some(offered) = &remedies.offered {
                json.member(key!("alternatives"), offered);
            }
            json.member(key!("answers"), &answers);
            json.member(key!("beyond_change"), &remedies.beyond);
            json.member(key!("missing_facts"), &MissingWritten(remedies.assessment));
        });
    }
}

struct Answer<'r> {
    remedy: &'r Remedy,
    assessment: &'r Assessment<'r>,
    assumptions: Option<Assumptions<'r>>,
}

impl WriteJson for Answer<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { remedy, assessment, assumptions } = self;
        let measures = remedy.measures.iter().map(|measure| Word(measure.as_str()));
        let options = ReportOptions::default();
        let assessment = Written { assessment, options, assumptions: assumptions.as_ref() };
        json.object(|json| {
            json.member(key!("measures"), &measures.collect::<Vec<_>>());
            json.member(key!("changes"), &remedy.changes);
            json.member(key!("cost_moved"), &remedy.cost_moved);
            if let Some(extra) = &remedy.extra_price {
                json.member(key!("extra_price"), extra);
            }
            json.member(key!("minimal"), &Word(remedy.minimal.as_str()));
            json.member(key!("certificate"), &remedy.certificate);
            json.member(key!("verdict"), &Word(remedy.verdict.as_str()));
            json.member(key!("assessment"), &assessment);
        });
    }
}

impl WriteJson for Change {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("kind"), &Word(self.kind.as_str()));
            json.member(key!("at"), &self.at);
            json.member(key!("id"), &self.id);
            json.member(key!("from"), &self.from);
            json.member(key!("to"), &self.to);
            let countries = self.or.iter().map(|country| country.as_str());
            json.member(key!("or"), &countries.collect::<Vec<_>>());
            json.member(key!("cost"), &self.cost);
            if let Some(taken) = &self.taken {
                json.member(key!("alternative"), &**taken);
            }
            if let Some(window) = &self.window {
                json.member(key!("first_day"), &window.first_day);
                json.member(key!("last_day"), &window.last_day);
            }
        });
    }
}

impl WriteJson for Taken {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("unit_cost"), &*self.offer.unit_cost.to_string());
            json.member(key!("currency"), self.offer.currency.as_str());
            json.member(key!("supplier"), &self.offer.supplier);
            json.member(key!("description"), &self.offer.description);
            json.member(key!("cost"), &self.cost);
            json.member(key!("extra_price"), &self.extra);
        });
    }
}

impl WriteJson for Offered {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("file"), &self.file.as_ref().map(|file| &*file.name));
            json.member(key!("sha256"), &self.file.as_ref().map(|file| file.digest));
            json.member(key!("given"), &self.given);
            json.member(key!("passed_over"), &self.passed_over);
            json.member(key!("enough"), &self.is_enough);
        });
    }
}

impl WriteJson for Balance {
    fn write(&self, json: &mut Json<'_>) {
        (*self.to_string()).write(json);
    }
}

impl WriteJson for Certificate {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("sets_assessed"), &self.sets_assessed);
            json.member(key!("lines"), &self.lines);
        });
    }
}

impl WriteJson for LinesProof {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("subject"), &self.subject);
            json.member(key!("forced"), &self.forced);
            json.member(key!("tests"), &self.tests);
        });
    }
}

impl WriteJson for ShareProof {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("agreement"), &self.agreement.map(CountryCode::as_str));
            json.member(key!("lines"), &self.lines);
            json.member(key!("shown"), &Word(self.shown.as_str()));
            match &self.shown {
                Shown::NotEnough | Shown::NoneNeeded => {}
                Shown::TooFew { share, lines, reach, need } => {
                    json.member(key!("share"), &Word(share));
                    json.member(key!("fewer"), lines);
                    json.member(key!("reach"), reach);
                    json.member(key!("need"), need);
                }
                Shown::Tried { combinations } => {
                    json.member(key!("combinations"), combinations);
                }
                Shown::Searched { cost, at_least, steps } => {
                    json.member::<Option<Exact>>(key!("cost"), cost);
                    json.member(key!("at_least"), at_least);
                    json.member(key!("steps"), steps);
                }
                Shown::Priced { extra, at_least, steps, is_of_solver } => {
                    json.member(key!("extra_price"), extra);
                    json.member(key!("extra_at_least"), at_least);
                    json.member(key!("steps"), steps);
                    json.member(key!("by_solver"), is_of_solver);
                }
            }
        });
    }
}

impl WriteJson for BeyondChange<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("rule"), &*self.rule.id);
            json.member(key!("subject"), &self.subject);
            json.member(key!("outcome"), &Word(self.outcome.as_str()));
        });
    }
}

/// A condition that is no longer met.
pub(super) struct Lost<'r>(pub(super) &'r (Box<str>, Place));

impl WriteJson for Lost<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let (rule, subject) = self.0;
        json.object(|json| {
            json.member(key!("rule"), rule);
            json.member(key!("subject"), subject);
        });
    }
}
