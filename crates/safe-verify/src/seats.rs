//! Where somebody sits, and what an agreement opens there.

use serde_json::Value;

use crate::asked::Asked;
use crate::json::text;
use crate::logic::{Judged, Outcome};
use crate::step::Step;

impl Asked<'_> {
    /// Whether a country is core, or partner for a topic.
    pub(crate) fn country(&self, country: &str, topic: &str) -> Step {
        let core = self.law.core(country);
        let mut step = Step::new("core-or-partner", core.judged);
        if step.is_met() {
            return step.law(core.datum);
        }
        let partner = self.partner(country, topic);
        step.judged = Judged::any(&[core.judged, partner.judged]);
        let carries = partner.judged.carries(step.judged);
        step.law.push(core.datum.within(step.judged));
        step.law.extend(partner.law.into_iter().map(|mut datum| {
            datum.carries &= carries;
            datum
        }));
        step.carried_by = partner.carried_by;
        step.rejected = partner.rejected;
        step
    }

    /// Whether a country is partner for a topic, be it core or not.
    fn partner(&self, country: &str, topic: &str) -> Step {
        if !self.law.parties().contains(&country) {
            let none = self.law.no_agreement(country);
            return Step::new("partner", none.judged).law(none);
        }
        let (applied, _) = self.law.applied(country);
        let opens = (applied.outcome != Outcome::NotMet).then(|| self.law.opens(country, topic));
        let judged = opens.as_ref().map_or(applied, |opens| Judged::all(&[applied, opens.judged]));
        let mut step = Step::new("partner", judged);
        self.name_rows(&mut step, country);
        step.law.extend(opens.map(|opens| opens.within(judged)));
        match judged.outcome {
            Outcome::Met => step.carried_by = Some(country.to_owned()),
            Outcome::NotMet | Outcome::Undetermined => {
                let why = if applied.outcome == Outcome::NotMet {
                    "not-applied-on-the-day"
                } else {
                    judged.outcome.word()
                };
                step.reject(format!("agreement:{country}"), why);
            }
        }
        step
    }

    /// Names each row on whether an agreement is applied, and why those that do not carry do not.
    pub(crate) fn name_rows(&self, step: &mut Step, party: &str) {
        let (applied, rows) = self.law.applied(party);
        let mut carried = false;
        for mut row in rows {
            row.carries = !carried && row.judged.carries(applied) && applied.carries(step.judged);
            let is_absence = row.source.is_none();
            let why = match row.judged.outcome {
                Outcome::Met if carried => Some("not-needed"),
                Outcome::Met => None,
                Outcome::NotMet | Outcome::Undetermined if is_absence => None,
                Outcome::NotMet | Outcome::Undetermined if row.set_aside => {
                    Some("documented-too-weakly")
                }
                outcome @ (Outcome::NotMet | Outcome::Undetermined) => Some(outcome.word()),
            };
            carried |= why.is_none();
            if let Some(why) = why {
                step.reject(row.at.clone(), why);
            }
            step.law.push(row);
        }
    }

    /// `located-in`: a seat is core or opened by an agreement.
    pub(crate) fn located(&self, with: &Value, subject: &str) -> Step {
        let member = match text(with, "seat") {
            "establishment" => "established_in",
            _ => "executive_management_in",
        };
        let at = format!("{subject}/{member}");
        let mut step = match self.document.text(&at) {
            None => Step::by_text("located-in", Outcome::Undetermined),
            Some(country) => self.country(country, text(with, "topic")),
        };
        step.kind = "located-in";
        step.fact(self.document.fact(at))
    }

    /// `located-outside`: the opposite.
    pub(crate) fn located_outside(&self, with: &Value, subject: &str) -> Step {
        let mut step = self.located(with, subject);
        step.carried_by = None;
        Step::opposite_of("located-outside", step)
    }

    pub(crate) fn established_within(&self, with: &Value, subject: &str) -> Step {
        let at = format!("{subject}/established_in");
        let step = match self.document.text(&at) {
            None => Step::by_text("established-within", Outcome::Undetermined),
            Some(country) => {
                let core = self.law.core(country);
                let is_other = core.class.is_some_and(|class| class != "member-state");
                let judged = if text(with, "area") == "union" && is_other {
                    Judged::by_text(Outcome::NotMet)
                } else {
                    core.judged
                };
                Step::new("established-within", judged).law(core.datum)
            }
        };
        step.fact(self.document.fact(at))
    }

    pub(crate) fn verified_by_seat(&self, subject: &str) -> Step {
        let verified_by = format!("{subject}/guarantees/verified_by");
        if self.document.stated(&format!("{subject}/guarantees")).is_none() {
            let step = Step::by_text("verified-by-seat", Outcome::NotMet);
            return step.fact(self.document.fact(verified_by));
        }
        let seat = format!("{subject}/established_in");
        let both = self.document.text(&verified_by).zip(self.document.text(&seat));
        let same = both.map(|(verifier, seat)| self.law.same_state(verifier, seat));
        Step::by_text("verified-by-seat", Outcome::of(same))
            .fact(self.document.fact(verified_by))
            .fact(self.document.fact(seat))
    }

    /// `facilities-within`: each is core, opened by an agreement, or without alternative.
    pub(crate) fn facilities(&self, with: &Value, subject: &str) -> Step {
        self.each_of("facilities-within", &format!("{subject}/facilities"), |index, at| {
            let country = format!("{at}/country");
            let seat =
                self.country(self.document.text(&country).unwrap_or(""), text(with, "topic"));
            let seat = seat.fact(self.document.fact(country));
            let name = format!("facility-{index}");
            if seat.is_met() && seat.carried_by.is_none() {
                return seat.named(name);
            }
            let limbs = ["own", "no_alternative", "interests_respected"].map(|member| {
                let at = format!("{at}/{member}");
                let outcome = Outcome::of(self.document.truth(&at));
                Step::by_text("stated", outcome).named(member).fact(self.document.fact(at))
            });
            let alternative = Step::all("all", limbs.into()).named("without-alternative");
            Step::any("any", vec![seat, alternative]).named(name)
        })
    }

    /// `design-unrestricted`: contractor or consortium decide, without restriction from outside.
    pub(crate) fn design(&self, with: &Value, subject: &str) -> Step {
        let at = format!("{subject}/design_authority/held_by");
        let holder = self.document.text(&at);
        let decides = holder.map(|holder| matches!(holder, "contractor" | "consortium"));
        let holder = Step::by_text("held-by", Outcome::of(decides)).fact(self.document.fact(at));
        let list = format!("{subject}/design_authority/restrictions");
        let restrictions = self.each_of("restrictions", &list, |index, at| {
            let inside = self.imposed_inside(with, at);
            let on = format!("{at}/on");
            let on_component = self.document.text(&on).map(|on| on == "component");
            let on = Step::by_text("on-component", Outcome::of(on_component))
                .fact(self.document.fact(on));
            let may = format!("{at}/may_substitute");
            let may = Step::by_text("stated", Outcome::of(self.document.truth(&may)))
                .named("may-substitute")
                .fact(self.document.fact(may));
            let substitutable = Step::all("all", vec![on, may]).named("substitutable");
            Step::any("any", vec![inside, substitutable]).named(format!("restriction-{index}"))
        });
        Step::all("design-unrestricted", vec![holder, restrictions])
    }

    fn imposed_inside(&self, with: &Value, at: &str) -> Step {
        let at = format!("{at}/imposed_by");
        let topic = text(with, "topic");
        let mut step = match self.document.text(&at) {
            None => Step::by_text("imposed-inside", Outcome::Undetermined),
            Some(country) => {
                let class = self.law.core(country).class;
                let counts = crate::json::is_true(with, "core_restrictions_count");
                match class {
                    Some("eea-efta-state" | "ukraine") if counts => self.partner(country, topic),
                    Some(_) | None => self.country(country, topic),
                }
            }
        };
        step.kind = "imposed-inside";
        step.named("imposed-inside").fact(self.document.fact(at))
    }

    /// `free-of-outside-control`: every controller, up to the ultimate ones, is inside.
    pub(crate) fn control(&self, with: &Value, subject: &str) -> Step {
        let terms = self.unknown_terms(subject);
        let list = format!("{subject}/controllers");
        self.free("free-of-outside-control", &list, text(with, "topic"), &terms)
    }

    // The depth of a document is bounded where it is read.
    fn free(&self, kind: &'static str, list: &str, topic: &str, terms: &[Step]) -> Step {
        self.each_of(kind, list, |index, at| {
            let name = format!("controller-{index}");
            let country = format!("{at}/country");
            let seat = self.country(self.document.text(&country).unwrap_or(""), topic);
            let mut seat = seat.fact(self.document.fact(country));
            if !seat.is_met() && !terms.is_empty() {
                seat = Step::any("any", [&[seat], terms].concat());
            }
            let above = format!("{at}/controllers");
            if self.document.list(&above).is_none_or(<[Value]>::is_empty) {
                return seat.named(name);
            }
            let above = self.free("all", &above, topic, terms).named("controlled-by");
            Step::all("all", vec![seat, above]).named(name)
        })
    }

    /// Agreements that are, or may be, applied to the entity and whose terms on control are not
    /// known: they leave open what would else be a no.
    fn unknown_terms(&self, subject: &str) -> Vec<Step> {
        let at = format!("{subject}/established_in");
        let seat = self.document.text(&at).map(|seat| self.law.state(seat));
        let mut parties = self.law.parties();
        parties.retain(|party| seat.is_none_or(|seat| seat == *party));
        let each = parties.into_iter().filter_map(|party| {
            let (applied, _) = self.law.applied(party);
            let terms = self.law.control_terms(party)?;
            let is_known = terms.judged.outcome != Outcome::Undetermined;
            if applied.outcome == Outcome::NotMet || is_known {
                return None;
            }
            let judged = Judged::all(&[applied, terms.judged]);
            let mut step = Step::new("control-terms", judged);
            self.name_rows(&mut step, party);
            step.law.push(terms.within(judged));
            step.reject(format!("agreement:{party}"), "undetermined");
            let step = step.named(format!("control-terms-{party}"));
            Some(step.fact(self.document.fact(at.clone())))
        });
        each.collect()
    }
}
