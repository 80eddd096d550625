//! Law that counts as known on a day though nobody states when it became public.

use std::collections::BTreeMap;

use super::{Clock, Timeline};
use crate::assessment::{Assessment, EvaluateError};
use crate::model::country::{CountryCode, Origin};
use crate::model::day::Day;
use crate::rulebook::assumption::{KIND, LIKENESS};
use crate::rulebook::datum::{Address, Datum};
use crate::rulebook::known::LeftOutAddress;
use crate::rulebook::pack::{Attestation, Pack};
use crate::trace::{BoundOrigin, FactValue, Step};

/// Law that is looked at, and of which it is not known since when it is public.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Undated {
    /// What it is.
    pub address: LeftOutAddress,
    /// Id of the source.
    pub source: Box<str>,
    /// The day of the source; `None`: it states none.
    ///
    /// A source may tell what was public long before it.
    pub source_day: Option<Day>,
}

/// What the assessments of the days of a timeline look at, by address; what is assumed is no law.
pub(super) fn of(timeline: &Timeline<'_>) -> Result<Vec<Undated>, EvaluateError> {
    let mut found = Found { pack: timeline.law().pack(), undated: BTreeMap::new() };
    for clock in Clock::ALL {
        for day in timeline.days() {
            timeline.on(clock, day, |assessment| found.look_at(assessment))?;
        }
    }
    Ok(found.undated.into_values().collect())
}

struct Found<'p> {
    pack: &'p Pack,
    // By the address as it is displayed.
    undated: BTreeMap<String, Undated>,
}

impl Found<'_> {
    fn look_at(&mut self, assessment: &Assessment<'_>) {
        let day = assessment.governed().standing_day();
        let findings = assessment.findings().iter().map(|finding| &finding.step);
        for step in findings.chain(assessment.involvement()) {
            self.look_at_step(step, day);
        }
        for origin in assessment.tallies.origins() {
            self.look_at_origin(origin, day);
        }
        for rule in assessment.governed().rules() {
            let versions = self.pack.rules.iter().filter(|history| history.id == rule.id);
            let mut versions = versions.flat_map(|history| &history.versions);
            let version = versions.find(|version| version.first_day == rule.first_day);
            if let Some(version) = version {
                let address = LeftOutAddress::Version(rule.id.clone(), rule.first_day);
                self.attested(&address, &version.attested);
            }
        }
    }

    fn look_at_step(&mut self, step: &Step<'_>, day: Day) {
        for datum in &step.law {
            self.look_at_datum(datum, day);
        }
        if let Some(BoundOrigin::Datum(datum)) = step.compares.as_ref().map(|one| &one.right.from) {
            self.look_at_datum(datum, day);
        }
        for fact in &step.facts {
            match fact.value {
                FactValue::Country(country) => self.look_at_country(country, day),
                FactValue::Origin(origin) => self.look_at_origin(origin, day),
                FactValue::NotStated
                | FactValue::Truth(_)
                | FactValue::Day(_)
                | FactValue::Share(_)
                | FactValue::Rate(_)
                | FactValue::Word(_)
                | FactValue::Text(_)
                | FactValue::Areas(_)
                | FactValue::Items(_) => {}
            }
        }
        step.because.iter().for_each(|part| self.look_at_step(part, day));
    }

    fn look_at_datum(&mut self, datum: &Datum<'_>, day: Day) {
        if let (Some(source), None) = (datum.source, datum.known_from) {
            self.add(&LeftOutAddress::Datum(datum.address), source);
        }
        let Address::Agreement(party, _) = datum.address else { return };
        let stages = self.pack.agreements.iter().filter(|stage| stage.party == party);
        for stage in stages.filter(|stage| stage.period.includes(day)) {
            self.attested(&LeftOutAddress::Stage(party), &stage.signed.1);
        }
    }

    fn look_at_origin(&mut self, origin: Origin, day: Day) {
        match origin {
            Origin::Country(country) => self.look_at_country(country, day),
            Origin::Union => {}
        }
    }

    /// That a territory is read as a State is told by no step.
    fn look_at_country(&mut self, country: CountryCode, day: Day) {
        let rows = self.pack.countries.territories.iter().map(|(row, _)| row);
        let of_day = rows.filter(|row| row.country == country && row.period.includes(day));
        for row in of_day {
            let address = LeftOutAddress::Territory(country, row.period.first_day);
            self.attested(&address, &row.attested);
        }
    }

    fn attested(&mut self, address: &LeftOutAddress, attested: &Attestation) {
        if attested.known_from.is_none() {
            self.add(address, &attested.source);
        }
    }

    fn add(&mut self, address: &LeftOutAddress, source: &str) {
        let known = self.pack.sources.get(source);
        if known.is_some_and(|known| [KIND, LIKENESS].contains(&&*known.kind)) {
            return;
        }
        let source_day = known.and_then(|known| known.day);
        let undated = || Undated { address: address.clone(), source: source.into(), source_day };
        self.undated.entry(address.to_string()).or_insert_with(undated);
    }
}
