//! Rules with every choice of readings made.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::conditions::Tier;
use crate::model::day::Day;
use crate::rulebook::assumption::AssumedParameter;
use crate::rulebook::body::RuleBody;
use crate::rulebook::node::Node;
use crate::rulebook::pack::{Act, Pack, Provision, RuleVersion, RuleWords, Translated};
use crate::rulebook::read_body::read_body;
use crate::rulebook::readings::Readings;
use crate::rulebook::resolve::resolve;

/// A rule in one version, every choice of readings made.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Rule id.
    pub id: Box<str>,
    /// Its position in the order of findings.
    pub position: usize,
    /// Act id.
    pub act: Box<str>,
    /// First day of this version, which is its name.
    pub first_day: Day,
    /// Last day; `None`: until further notice.
    pub last_day: Option<Day>,
    /// The provision in parts.
    pub provision: Provision,
    /// The citation, act included.
    pub citation: Box<str>,
    /// What it is about, in a few words.
    pub title: Box<str>,
    /// What the provision says, in our words.
    pub paraphrase: Box<str>,
    /// What is said of it in other languages; `None`: as in English.
    pub words: Option<Arc<Translated<RuleWords>>>,
    /// Id of the source.
    pub source: Box<str>,
    /// Its parameters that are assumed, and not what the source says.
    pub assumed: Vec<AssumedParameter>,
    /// What it asks, of whom, and to what effect.
    pub body: RuleBody,
    /// Readings that shape what it asks.
    pub readings: Vec<Box<str>>,
    /// Readings that decide for which products it is.
    pub application_readings: Vec<Box<str>>,
    /// The tiers whose lines it counts.
    pub tiers: Vec<Tier>,
}

/// All versions of a rule.
#[derive(Debug)]
#[non_exhaustive]
pub struct RuleVersions {
    /// Rule id.
    pub id: Box<str>,
    /// Versions, by first day.
    pub versions: Vec<Rule>,
}

impl RuleVersions {
    /// The version that applies on a day; `None`: the rule does not apply yet, or no longer.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&Rule> {
        let applies =
            |rule: &&Rule| rule.first_day <= day && rule.last_day.is_none_or(|last| day <= last);
        self.versions.iter().find(applies)
    }
}

/// Every rule under the readings chosen, and whether standing goes by the day asked about.
pub(super) fn resolve_all(pack: &Pack, readings: &Readings) -> (Vec<RuleVersions>, bool) {
    let rules = pack.rules.iter().enumerate().map(|(position, history)| {
        let versions = history.versions.iter();
        let versions = versions
            .filter_map(|version| resolve_one(pack, &history.id, position, version, readings));
        RuleVersions { id: history.id.clone(), versions: versions.collect() }
    });
    let by_as_of = pack.acts.values().next().is_some_and(|act| goes_by_as_of(act, readings));
    (rules.collect(), by_as_of)
}

// The loader has read every rule under every option, so that none drops out here.
fn resolve_one(
    pack: &Pack,
    id: &str,
    position: usize,
    version: &RuleVersion,
    readings: &Readings,
) -> Option<Rule> {
    let (body, used) = resolve(&version.body, readings);
    let application = version.body.member("applies_to").map(|part| resolve(part, readings).1);
    let application = application.unwrap_or_default();
    let act = pack.acts.get(&version.act)?;
    let body = read_body(&body).ok()?;
    Some(Rule {
        tiers: body.condition.tiers(),
        id: id.into(),
        position,
        act: version.act.clone(),
        first_day: version.first_day,
        last_day: version.last_day,
        provision: version.provision.clone(),
        citation: format!("{}, {}", act.short_title, version.pinpoint).into(),
        title: version.title.clone(),
        paraphrase: version.paraphrase.clone(),
        words: version.words.clone(),
        source: version.attested.source.clone(),
        assumed: version.assumed.clone(),
        body,
        readings: names(used.difference(&application)),
        application_readings: names(application.iter()),
    })
}

fn names<'s>(ids: impl Iterator<Item = &'s Box<str>>) -> Vec<Box<str>> {
    ids.cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

fn goes_by_as_of(act: &Act, readings: &Readings) -> bool {
    let (status_day, _) = resolve(&act.status_day, readings);
    matches!(status_day, Node::Text(word) if &*word == "as-of")
}
