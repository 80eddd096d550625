//! The shares that an agreement sets, and which agreements do not carry.

use std::rc::Rc;

use serde_json::Value;

use crate::amount::Amount;
use crate::asked::Asked;
use crate::logic::{Judged, Outcome};
use crate::share::{OF_AGREEMENT, Split, Tally, comparison, side_of};
use crate::step::{Datum, Step};
use crate::withheld;

impl Asked<'_> {
    /// Whether components from a country are opened by an agreement.
    pub(crate) fn is_partner(&self, country: &str) -> bool {
        self.law.parties().contains(&country)
            && self.law.applied(country).0.outcome == Outcome::Met
            && self.law.opens(country, "components").judged.outcome == Outcome::Met
    }

    /// The test of an agreement from whose party some line comes.
    pub(crate) fn agreement(
        &self,
        party: &str,
        topic: &str,
        tally: &Tally<'_>,
        missing: &Rc<[String]>,
        written: Option<&Value>,
    ) -> Step {
        let written = withheld::below(written, &format!("agreement-{party}"));
        let (applied, _) = self.law.applied(party);
        let mut opened = Step::new("applied", applied);
        self.name_rows(&mut opened, party);
        let mut branches = vec![opened];
        if applied.outcome != Outcome::NotMet {
            let opens = self.law.opens(party, topic);
            branches.push(Step::new("opens", opens.judged).law(opens));
            for (name, member, operator) in OF_AGREEMENT {
                let split =
                    tally.split(|origin| side_of(name, party, Some(origin), self.side(origin)));
                let Some(datum) = self.law.share(party, member) else { continue };
                branches.push(self.of_share(name, &split, operator, datum, missing, written));
            }
        }
        let mut step = Step::all("agreement", branches).named(format!("agreement-{party}"));
        step.carried_by = step.is_met().then(|| party.to_owned());
        step
    }

    /// Agreements that do not carry; where there is nothing to take a share of, none is tested.
    pub(crate) fn reject_agreements(
        &self,
        step: &mut Step,
        tested: &[Step],
        tally: &Tally<'_>,
        standard: Outcome,
    ) {
        let mut carried = standard == Outcome::Met;
        for party in self.law.parties() {
            let name = format!("agreement-{party}");
            let test = tested.iter().find(|test| test.name == name);
            let why = match test.map(|test| test.judged.outcome) {
                None if tally.has(party) => "undetermined",
                None => "no-line-from-the-party",
                Some(Outcome::Met) if carried => "not-needed",
                Some(Outcome::Met) => {
                    carried = true;
                    continue;
                }
                Some(Outcome::Undetermined) => "undetermined",
                Some(Outcome::NotMet) if self.law.applied(party).0.outcome == Outcome::NotMet => {
                    "not-applied-on-the-day"
                }
                Some(Outcome::NotMet) => "not-met",
            };
            step.reject(format!("agreement:{party}"), why);
        }
    }

    fn of_share(
        &self,
        name: &'static str,
        split: &Split,
        operator: &str,
        datum: Datum,
        missing: &Rc<[String]>,
        written: Option<&Value>,
    ) -> Step {
        let written = withheld::below(written, name);
        let bound = Amount::parse(&datum.value).unwrap_or_default();
        // Where the share itself is not known, no fact of the bill would settle the test.
        let judged = |outcome: Outcome| Judged {
            outcome: if datum.set_aside { Outcome::Undetermined } else { outcome },
            grade: datum.judged.grade,
        };
        let possible = split.against(operator, &bound, written);
        let outcome = withheld::as_written(&possible, written, judged);
        let mut step = Step::new("agreement-share", judged(outcome)).named(name);
        if outcome == Outcome::Undetermined && !datum.set_aside {
            step.missing = Some(Rc::clone(missing));
        }
        let ends = split.ends().map(|end| end.fraction());
        step.compares = Some(comparison(name, Some(ends), operator, &datum.value, &datum.at));
        if split.is_withheld() {
            self.trust();
            withheld::take_decimals(&mut step, written);
        }
        step.law(datum)
    }
}
