//! What would end eligibility, for reading and for programs.

use super::assumptions::Assumptions;
use super::json::{self, Json, Word, WriteJson, key};
use super::page::breaks;
use super::remedy::Lost;
use super::text::{TextOptions, of_answer};
use super::words::Language;
use crate::model::exact::Fraction;
use crate::remedy::breaks::{
    BarredBreak, Breaks, Broken, DayBreak, FactBreak, LineBreak, RateBreak,
};
use crate::timeline::Clock;

impl Breaks<'_, '_> {
    /// What was found as text, with a line end at its end.
    #[must_use]
    pub fn to_text(&self, language: Language, screen: TextOptions) -> String {
        let assumptions = self.assumptions();
        let told = breaks(self, assumptions.as_ref(), language);
        of_answer(assumptions.as_ref(), &told, language, screen)
    }

    /// What was found as `safe-break/1`, laid out for reading, without a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_json_with(self.assumptions().as_ref())
    }

    pub(super) fn to_json_with(&self, assumptions: Option<&Assumptions<'_>>) -> String {
        let mut text = String::new();
        json::append(&Written { breaks: self, assumptions }, true, &mut text);
        text
    }
}

struct Written<'w, 'r, 'a> {
    breaks: &'w Breaks<'r, 'a>,
    assumptions: Option<&'w Assumptions<'w>>,
}

impl WriteJson for Written<'_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { breaks, assumptions } = self;
        json.object(|json| {
            json.member(key!("format"), &Word("safe-break/1"));
            json.assumptions(*assumptions);
            json.head(breaks.assessment);
            json.member(key!("keep"), &breaks.keep.ids().collect::<Vec<_>>());
            json.member(key!("lines"), &breaks.lines);
            json.member(key!("barred"), &breaks.barred);
            json.member(key!("rates"), &breaks.rates);
            json.member(key!("days"), &breaks.days);
            json.member(key!("facts"), &breaks.facts);
            json.member(key!("facts_left_out"), &breaks.facts_left_out);
        });
    }
}

impl WriteJson for LineBreak<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("rule"), &*self.rule.id);
            json.member(key!("subject"), &self.subject);
            json.member(key!("among"), &Word("outside-without-agreement-not-barred"));
            json.member(key!("fewest"), &self.fewest);
            json.member(key!("least"), &self.least);
        });
    }
}

impl WriteJson for BarredBreak<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let countries = self.countries.iter().map(|country| country.as_str());
        json.object(|json| {
            json.member(key!("rule"), &*self.rule.id);
            json.member(key!("subject"), &self.subject);
            json.member(key!("countries"), &countries.collect::<Vec<_>>());
            json.member(key!("lines"), &self.lines);
            json.member(key!("line"), &self.line);
            json.member(key!("suppliers"), &self.suppliers);
            json.member(key!("verdict"), &Word(self.verdict.as_str()));
        });
    }
}

impl WriteJson for Broken {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("changes"), &self.changes);
            json.member(key!("cost_moved"), &self.cost_moved);
            json.member(key!("minimal"), &Word(self.minimal.as_str()));
            json.member(key!("proof"), &self.proof);
            json.member(key!("verdict"), &Word(self.verdict.as_str()));
        });
    }
}

impl WriteJson for RateBreak<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let end = |end: &Option<Fraction>, is_up: bool| {
            end.as_ref().map(|rate| End { rate: rate.clone(), is_up })
        };
        json.object(|json| {
            json.member(key!("rule"), &*self.rule.id);
            json.member(key!("subject"), &self.subject);
            json.member(key!("currency"), self.currency.as_str());
            json.member(key!("rate"), &self.rate.figure().to_string());
            json.member(key!("at_least"), &end(&self.at_least, true));
            json.member(key!("at_most"), &end(&self.at_most, false));
        });
    }
}

/// A rate as a fraction, and with six decimals on the side on which the share holds.
struct End {
    rate: Fraction,
    is_up: bool,
}

impl WriteJson for End {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("numerator"), &self.rate.numerator().to_string());
            json.member(key!("denominator"), &self.rate.denominator().to_string());
            json.member(key!("decimal"), &self.rate.to_six_decimals(self.is_up));
        });
    }
}

impl WriteJson for DayBreak {
    fn write(&self, json: &mut Json<'_>) {
        let clock = match self.clock {
            Clock::GoverningDay => "governing-day",
            Clock::AsOf => "as-of",
        };
        json.object(|json| {
            json.member(key!("clock"), &Word(clock));
            json.member(key!("first_day"), &self.first_day);
            json.member(key!("verdict"), &Word(self.verdict.as_str()));
            json.member(key!("lost"), &self.lost.iter().map(Lost).collect::<Vec<_>>());
        });
    }
}

impl WriteJson for FactBreak {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("from"), &self.from);
            json.member(key!("to"), &self.to);
            json.member(key!("verdict"), &Word(self.verdict.as_str()));
            json.member(key!("lost"), &self.lost.iter().map(Lost).collect::<Vec<_>>());
        });
    }
}
