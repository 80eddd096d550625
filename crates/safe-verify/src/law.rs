//! What the pack says of a country or an agreement on the day, datum by datum.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::json::{list, text};
use crate::logic::{Grade, Judged, Outcome};
use crate::pack::{Pack, Readings, Rule, includes};
use crate::step::{Datum, Order};

/// The law that governs the procurement.
#[derive(Debug)]
pub(crate) struct Law<'p> {
    pub(crate) pack: &'p Pack,
    pub(crate) as_of: &'p str,
    pub(crate) governing_day: &'p str,
    /// The day on which standing of countries and agreements is taken.
    pub(crate) standing_day: &'p str,
    /// The day up to which the registers were searched.
    pub(crate) register_day: &'p str,
    pub(crate) least: Grade,
    pub(crate) rules: Vec<Rule<'p>>,
}

/// Whether a country is core, and as what.
#[derive(Clone, Debug)]
pub(crate) struct Core {
    /// As what; `None`: it is not.
    pub(crate) class: Option<&'static str>,
    pub(crate) judged: Judged,
    pub(crate) datum: Datum,
}

/// Registers in the order of reservations, those of the core area with what their rows say.
const REGISTERS: [&str; 7] = [
    "member-states",
    "eea-efta-states",
    "ukraine",
    "core",
    "accession",
    "partnerships",
    "assistance",
];
const CORE_REGISTERS: [(&str, &str); 3] = [
    ("member-states", "member-state"),
    ("eea-efta-states", "eea-efta-state"),
    ("ukraine", "ukraine"),
];
const TOPICS: [&str; 6] = [
    "establishment",
    "executive-management",
    "control",
    "facilities",
    "components",
    "design-authority",
];

impl<'p> Law<'p> {
    pub(crate) fn of(
        pack: &'p Pack,
        as_of: &'p str,
        signed_on: Option<&'p str>,
        least: Grade,
        readings: Readings<'_>,
    ) -> Self {
        let act = pack.act();
        let governing_day = signed_on.unwrap_or(as_of);
        let in_force = text(act, "in_force_from");
        let status_day = act.get("status_day").unwrap_or(&Value::Null);
        let by_as_of = readings.resolve(status_day, &mut BTreeSet::default()) == "as-of";
        let by = if by_as_of { as_of } else { governing_day };
        Self {
            pack,
            as_of,
            governing_day,
            standing_day: by.max(in_force),
            register_day: text(pack.file("pack.json"), "register_day"),
            least,
            rules: pack.rules(governing_day.max(in_force), readings),
        }
    }

    pub(crate) fn of_weight(&self, weight: &'static str) -> impl Iterator<Item = &Rule<'p>> {
        self.rules.iter().filter(move |rule| rule.word("weight") == weight)
    }

    fn row(&self, register: &str, country: &str, day: &str) -> Option<&'p Value> {
        let mut rows = self.pack.rows(register).iter();
        rows.find(|row| text(row, "country") == country && includes(row, day))
    }

    /// The State that a territory is read as, else the country itself.
    pub(crate) fn state<'c>(&self, country: &'c str) -> &'c str
    where
        'p: 'c,
    {
        let row = self.row("territories", country, self.standing_day);
        row.map_or(country, |row| text(row, "read_as"))
    }

    pub(crate) fn same_state(&self, one: &str, other: &str) -> bool {
        self.state(one) == self.state(other)
    }

    /// Whether a country, or somewhere in the Union, is core.
    pub(crate) fn core(&self, country: &str) -> Core {
        if country == "EU" {
            let judged = Judged::by_text(Outcome::Met);
            let datum = Self::none(3, country, Grade::Text);
            return Core { class: Some("member-state"), judged, datum };
        }
        let state = self.state(country);
        let mut found: Option<Core> = None;
        for (register, class) in CORE_REGISTERS {
            let Some(row) = self.row(register, state, self.standing_day) else { continue };
            let datum = self.of_row(register, row, class, Outcome::Met);
            let core = Core { class: Some(class), judged: datum.judged, datum };
            let is_better = |found: &Core| found.judged.outcome == Outcome::Met;
            if !found.as_ref().is_some_and(is_better) {
                found = Some(core);
            }
        }
        found.unwrap_or_else(|| {
            let datum = Self::none(3, country, Grade::Text);
            Core { class: None, judged: datum.judged, datum }
        })
    }

    /// The status of accession and, where a stalled process does not count, the mark that it is.
    pub(crate) fn accession(&self, country: &str, stalled_counts: bool) -> (Judged, Vec<Datum>) {
        let row = self.row("accession", self.state(country), self.standing_day);
        let Some(row) = row else {
            let none = Self::none(4, country, self.absence(self.governing_day));
            return (none.judged, vec![none]);
        };
        let word = text(row, "status");
        let has_one = if word == "none" { Outcome::NotMet } else { Outcome::Met };
        let status = self.of_row("accession", row, word, has_one);
        let stalled = row.get("stalled").filter(|mark| !mark.is_null() && !stalled_counts);
        let Some(stalled) = stalled else { return (status.judged, vec![status]) };
        let country = text(row, "country");
        let at = format!("countries/accession#{country}/stalled");
        let order = (1, 0, country.to_owned(), 0, 0, String::new());
        let stalled = self.datum(at, "stalled", stalled, Outcome::NotMet, order);
        let judged = Judged::all(&[status.judged, stalled.judged]);
        (judged, vec![status.within(judged), stalled.within(judged)])
    }

    pub(crate) fn partnership(&self, country: &str) -> Datum {
        match self.row("partnerships", self.state(country), self.standing_day) {
            Some(row) => self.of_answer("partnerships", row),
            None => Self::none(5, country, self.absence(self.governing_day)),
        }
    }

    /// Financial assistance goes by the day asked about.
    pub(crate) fn assistance(&self, country: &str) -> Datum {
        match self.row("assistance", self.state(country), self.as_of) {
            Some(row) => self.of_answer("assistance", row),
            None => Self::none(6, country, self.absence(self.as_of)),
        }
    }

    /// The parties of the agreements of the pack, applied on the day or not.
    pub(crate) fn parties(&self) -> Vec<&'p str> {
        let stages = self.pack.below("agreements/").map(|(_, stage)| text(stage, "party"));
        let mut parties: Vec<&str> = stages.collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    fn stage(&self, party: &str) -> Option<&'p Value> {
        let mut stages = self.pack.below("agreements/").map(|(_, stage)| stage);
        stages.find(|stage| text(stage, "party") == party && includes(stage, self.standing_day))
    }

    /// Every row on whether an agreement is applied, the one that settles it best first, and what
    /// they come to together.
    pub(crate) fn applied(&self, party: &str) -> (Judged, Vec<Datum>) {
        let rows = self.stage(party).map_or(&[][..], |stage| list(stage, "applied")).iter();
        let on_day = rows.filter(|row| includes(row, self.standing_day));
        let mut data: Vec<Datum> = on_day.map(|row| self.of_application(party, row)).collect();
        data.sort_by_key(|datum| std::cmp::Reverse((datum.judged.outcome, datum.judged.grade)));
        if data.is_empty() {
            data.push(self.no_agreement(party));
        }
        let judged: Vec<Judged> = data.iter().map(|datum| datum.judged).collect();
        (Judged::any(&judged), data)
    }

    fn of_application(&self, party: &str, row: &Value) -> Datum {
        let (mode, first_day) = (text(row, "mode"), text(row, "first_day"));
        let since = if first_day.is_empty() { String::new() } else { format!("@{first_day}") };
        let at = format!("agreements/{party}#applied/{mode}{since}");
        let order =
            (3, 0, party.to_owned(), 0, usize::from(mode != "provisional"), first_day.to_owned());
        let answer = text(row, "answer");
        self.datum(at, answer, row, Outcome::of_answer(answer), order)
    }

    /// Whether an agreement opens a topic.
    pub(crate) fn opens(&self, party: &str, topic: &str) -> Datum {
        let topics = self.stage(party).map_or(&[][..], |stage| list(stage, "topics"));
        let row = topics.iter().find(|row| text(row, "topic") == topic).unwrap_or(&Value::Null);
        let position = TOPICS.iter().position(|known| *known == topic).unwrap_or(TOPICS.len());
        let order = (3, 0, party.to_owned(), 1, position, String::new());
        let (at, answer) = (format!("agreements/{party}#topics/{topic}"), text(row, "answer"));
        self.datum(at, answer, row, Outcome::of_answer(answer), order)
    }

    /// One of the shares that an agreement sets; `None`: it sets none.
    pub(crate) fn share(&self, party: &str, member: &str) -> Option<Datum> {
        let row = self.stage(party)?.get(member).filter(|row| !row.is_null())?;
        let position = match member {
            "max_party_share" => 2,
            "max_other_share" => 3,
            _ => 4,
        };
        let order = (3, 0, party.to_owned(), position, 0, String::new());
        let share = crate::document::plain(text(row, "share"));
        Some(self.datum(format!("agreements/{party}#{member}"), &share, row, Outcome::Met, order))
    }

    /// What an agreement says on control; `None`: none holds on the day.
    pub(crate) fn control_terms(&self, party: &str) -> Option<Datum> {
        let row = self.stage(party)?.get("control_terms")?;
        let order = (3, 0, party.to_owned(), 5, 0, String::new());
        let (at, answer) = (format!("agreements/{party}#control_terms"), text(row, "answer"));
        Some(self.datum(at, answer, row, Outcome::of_answer(answer), order))
    }

    /// That there is no agreement with a country.
    pub(crate) fn no_agreement(&self, country: &str) -> Datum {
        let order = (4, 0, country.to_owned(), 0, 0, String::new());
        absent(format!("agreements/{country}"), self.absence(self.governing_day), order)
    }

    fn none(register: usize, country: &str, grade: Grade) -> Datum {
        let name = REGISTERS.get(register).copied().unwrap_or("");
        let order = (2, register, country.to_owned(), 0, 0, String::new());
        absent(format!("countries/{name}#{country}"), grade, order)
    }

    fn of_answer(&self, register: &str, row: &Value) -> Datum {
        let answer = text(row, "answer");
        self.of_row(register, row, answer, Outcome::of_answer(answer))
    }

    fn of_row(&self, register: &str, row: &Value, value: &str, outcome: Outcome) -> Datum {
        let (country, first_day) = (text(row, "country"), text(row, "first_day"));
        let since = if first_day.is_empty() { String::new() } else { format!("@{first_day}") };
        let at = format!("countries/{register}#{country}{since}");
        let position = REGISTERS.iter().position(|known| *known == register).unwrap_or(0);
        let order = (0, position, country.to_owned(), 0, 0, first_day.to_owned());
        self.datum(at, value, row, outcome, order)
    }

    // What is documented more weakly than asked for counts as not known, unless it is assumed.
    fn datum(&self, at: String, value: &str, row: &Value, outcome: Outcome, order: Order) -> Datum {
        let grade = Grade::named(text(row, "evidence"));
        let set_aside = grade < self.least && !self.pack.is_assumption(text(row, "source"));
        let outcome = if set_aside { Outcome::Undetermined } else { outcome };
        Datum {
            at,
            value: value.to_owned(),
            source: row.get("source").and_then(Value::as_str).map(str::to_owned),
            judged: Judged { outcome, grade },
            set_aside,
            carries: true,
            order,
        }
    }

    // On a day beyond those that were searched, an absence is assumed.
    fn absence(&self, day: &str) -> Grade {
        if day > self.register_day { Grade::Assumed } else { Grade::Secondary }
    }
}

fn absent(at: String, grade: Grade, order: Order) -> Datum {
    Datum {
        at,
        value: "none".to_owned(),
        source: None,
        judged: Judged { outcome: Outcome::NotMet, grade },
        set_aside: false,
        carries: true,
        order,
    }
}
