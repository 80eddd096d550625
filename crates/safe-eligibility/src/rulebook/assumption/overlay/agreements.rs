//! An agreement that is concluded, or that ends.

use super::{
    AssumptionFault, CountryCode, Day, Laid, Node, attested, begins_from, day, end_on, includes,
    is_of, items_mut, member_mut, object, of_day, of_text, reaches, set, text,
};
use crate::rulebook::pack::ApplicationMode;

/// The terms of an agreement beside its topics.
const TERMS: [&str; 4] = ["max_party_share", "max_other_share", "min_core_share", "control_terms"];

impl Laid {
    pub(super) fn agreement(
        &mut self,
        party: CountryCode,
        from: Day,
        like: CountryCode,
        source: &str,
    ) -> Result<(), AssumptionFault> {
        self.check_territory(party)?;
        if party == like {
            return Err(AssumptionFault::LikeItself { party });
        }
        let is_member = |row: &Node| is_of(row, party) && reaches(row, from);
        if self.rows("member-states").iter().any(is_member) {
            return Err(AssumptionFault::PartyIsMemberState { party, from });
        }
        let Some(mut stage) = self.pattern(like, from).cloned() else {
            return Err(self.no_agreement(like));
        };
        self.cut_stages(party, from);
        let title = format!("Assumed agreement with {party}, like that with {like}");
        for (name, value) in [
            ("party", of_text(party.as_str())),
            ("stage", of_text(source)),
            ("title", of_text(&title)),
            ("citation", of_text("assumed and published nowhere")),
            ("first_day", of_day(from)),
            ("last_day", Node::Null),
            ("signed", datum(vec![("day", of_day(from))], source)),
            ("applied", Node::List(vec![row(ApplicationMode::InForce, from, "yes", source)])),
            ("contribution", Node::Null),
        ] {
            set(&mut stage, name, value);
        }
        self.take_over(items_mut(&mut stage, "topics").into_iter().flatten(), like, source);
        for name in TERMS {
            self.take_over(member_mut(&mut stage, name), like, source);
        }
        self.add(format!("agreements/{party}/{source}.json"), stage);
        Ok(())
    }

    /// Terms of an agreement as those of another one that is assumed.
    fn take_over<'n>(
        &mut self,
        terms: impl IntoIterator<Item = &'n mut Node>,
        like: CountryCode,
        source: &str,
    ) {
        for term in terms.into_iter().filter(|term| **term != Node::Null) {
            // What nobody has said of the pattern is no better known of what is like it.
            let is_weak = text(term, "evidence") == Some("assumed");
            let own = if is_weak { self.alike(source, like) } else { source.to_owned() };
            for (name, value) in attested(&own) {
                set(term, name, value);
            }
            set(term, "note", of_text(&format!("As in the agreement with {like}.")));
        }
    }

    pub(super) fn agreement_ends(
        &mut self,
        party: CountryCode,
        last_day: Day,
        source: &str,
    ) -> Result<(), AssumptionFault> {
        let paths = self.stages_of(party);
        if paths.is_empty() {
            return Err(self.no_agreement(party));
        }
        let Some(next) = last_day.tomorrow() else {
            return Err(AssumptionFault::NotApplied { party, last_day });
        };
        let goes_on = |stage: &Node| {
            let rows = stage.member("applied").map_or(&[][..], Node::items).iter();
            reaches(stage, next)
                && rows
                    .filter(|row| reaches(row, next))
                    .any(|row| text(row, "answer") != Some("no"))
        };
        if !paths.iter().filter_map(|path| self.nodes.get(path)).any(goes_on) {
            return Err(AssumptionFault::NotApplied { party, last_day });
        }
        for path in paths {
            let Some(stage) = self.nodes.get(&path).filter(|stage| reaches(stage, next)) else {
                continue;
            };
            let first = day(stage, "first_day").map_or(next, |first| first.max(next));
            if let Some(rows) = self.changed(&path).and_then(|stage| items_mut(stage, "applied")) {
                end_rows(rows, last_day, first, source);
            }
        }
        Ok(())
    }

    /// The stage on a day, else the last before it, else the first.
    fn pattern(&self, like: CountryCode, on: Day) -> Option<&Node> {
        let paths = self.stages_of(like);
        let mut stages: Vec<&Node> = paths.iter().filter_map(|path| self.nodes.get(path)).collect();
        stages.sort_by_key(|stage| day(stage, "first_day"));
        let begun = |stage: &&&Node| !begins_from(stage, on) || includes(stage, on);
        stages.iter().rev().find(begun).or_else(|| stages.first()).copied()
    }

    fn stages_of(&self, party: CountryCode) -> Vec<String> {
        let folder = format!("agreements/{party}/");
        self.nodes.keys().filter(|path| path.starts_with(&folder)).cloned().collect()
    }

    fn no_agreement(&self, party: CountryCode) -> AssumptionFault {
        let stages = self.nodes.iter().filter(|(path, _)| path.starts_with("agreements/"));
        let parties =
            stages.filter_map(|(_, stage)| CountryCode::parse(text(stage, "party")?).ok());
        let mut known: Vec<CountryCode> = parties.collect();
        known.dedup();
        AssumptionFault::NoAgreement { party, known }
    }

    /// Takes away what there was with a party from a day on.
    fn cut_stages(&mut self, party: CountryCode, from: Day) {
        for path in self.stages_of(party) {
            let Some(stage) = self.nodes.get(&path).filter(|stage| reaches(stage, from)) else {
                continue;
            };
            let before = from.yesterday().filter(|_| !begins_from(stage, from));
            let kept = before.and_then(|before| {
                let stage = self.changed(&path)?;
                end_on(stage, before);
                let rows = items_mut(stage, "applied")?;
                rows.retain(|row| !begins_from(row, from));
                let later = rows.iter_mut().filter(|row| day(row, "last_day").is_some());
                later.for_each(|row| end_on(row, before));
                (!rows.is_empty()).then_some(())
            });
            if kept.is_none() {
                self.nodes.remove(&path);
            }
        }
    }
}

/// Ends the rows that go on, each followed by one that says no from `first` on.
fn end_rows(rows: &mut Vec<Node>, last_day: Day, first: Day, source: &str) {
    let goes_on = |row: &Node| reaches(row, first);
    let mut modes: Vec<ApplicationMode> = Vec::new();
    for mode in ApplicationMode::ALL {
        if rows.iter().any(|row| text(row, "mode") == Some(mode.as_str()) && goes_on(row)) {
            modes.push(mode);
        }
    }
    rows.retain(|row| !begins_from(row, first));
    if last_day.tomorrow() < Some(first) {
        // The stage as a whole lies behind the end.
        rows.clear();
    }
    for row in rows.iter_mut() {
        end_on(row, last_day);
    }
    rows.extend(modes.into_iter().map(|mode| self::row(mode, first, "no", source)));
}

fn row(mode: ApplicationMode, first_day: Day, answer: &str, source: &str) -> Node {
    datum(
        vec![
            ("mode", of_text(mode.as_str())),
            ("first_day", of_day(first_day)),
            ("last_day", Node::Null),
            ("answer", of_text(answer)),
        ],
        source,
    )
}

fn datum(mut members: Vec<(&'static str, Node)>, source: &str) -> Node {
    members.extend(attested(source));
    object(members)
}
