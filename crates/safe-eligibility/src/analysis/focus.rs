//! Where a law may turn: a country of each standing, shares and days just on either side.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::entries;
use crate::conditions::Condition;
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::figure::Share;
use crate::outcome::{EvidenceGrade, Outcome};
use crate::rulebook::datum::AgreementMember;
use crate::rulebook::law::{CoreClass, Governed, Law};
use crate::rulebook::pack::Topic;

/// The values that are tried under some laws.
#[derive(Clone, Debug)]
pub(super) struct Focus {
    /// Two Member States of which nothing else is said.
    pub(super) homes: [CountryCode; 2],
    /// The first country of each standing that a country has under all of these laws.
    pub(super) countries: Vec<CountryCode>,
    /// Parties of agreements among them.
    pub(super) parties: Vec<CountryCode>,
    /// A country of which the laws say nothing.
    pub(super) outside: CountryCode,
    /// Of how many the shares are.
    pub(super) whole: u64,
    /// Shares at, just under and just over each that the laws have, and halfway between two.
    pub(super) portions: Vec<u64>,
    /// Days of signature: on, and the day after, each deadline.
    pub(super) signed: Vec<Day>,
    /// Days since when somebody may have been related: on, and the day before, each such day.
    pub(super) related: Vec<Day>,
    /// Countries that stand differently on a day than on the day before, each with that day.
    pub(super) turning: Vec<(Day, CountryCode)>,
}

impl Focus {
    /// What is tried under these laws, each asked about on its day; `None`: they have no two Member
    /// States, and nothing can be eligible.
    pub(super) fn of(laws: &[&Law]) -> Option<Self> {
        let mut by_profile: BTreeMap<Vec<String>, CountryCode> = BTreeMap::new();
        let mut homes = Vec::new();
        let mut outside = None;
        let lists: Vec<BTreeSet<CountryCode>> = laws.iter().map(|law| listed(law)).collect();
        for country in CountryCode::all() {
            let each = laws.iter().zip(&lists);
            let profile: Vec<String> =
                each.map(|(law, listed)| profile(law, country, listed)).collect();
            by_profile.entry(profile).or_insert(country);
            if laws.iter().all(|law| is_home(law, country)) {
                homes.push(country);
            }
            let is_nobody = laws.iter().all(|law| is_nobody(law, country));
            if outside.is_none() && is_nobody && !lists.iter().any(|list| list.contains(&country)) {
                outside = Some(country);
            }
        }
        let (home, other) = (homes.first()?, homes.get(1)?);
        let countries: BTreeSet<CountryCode> = by_profile.into_values().collect();
        let parties = laws.iter().flat_map(|law| law.pack().agreements.iter());
        let parties: BTreeSet<CountryCode> = parties.map(|stage| stage.party).collect();
        let (whole, portions) = portions(laws);
        let [signed, related] = days(laws);
        Some(Self {
            homes: [*home, *other],
            countries: countries.union(&parties).copied().collect(),
            parties: parties.into_iter().collect(),
            outside: outside?,
            whole,
            portions,
            signed,
            related,
            turning: turning(laws),
        })
    }

    /// The same shares as shares of a contract.
    pub(super) fn contract_shares(&self) -> impl Iterator<Item = Share> + '_ {
        let digits = self.whole.to_string().len().saturating_sub(1);
        self.portions.iter().filter_map(move |portion| {
            let text = if *portion == self.whole {
                "1".to_owned()
            } else {
                format!("0.{portion:0digits$}")
            };
            Share::parse(&text).ok()
        })
    }
}

/// Where something about a country begins or has ended, from the entry into force on.
fn turning(laws: &[&Law]) -> Vec<(Day, CountryCode)> {
    let mut found = BTreeSet::new();
    // Of many laws only readings differ.
    for law in laws.iter().take(2) {
        let from = law.pack().acts.values().map(|act| act.in_force_from).next();
        for entry in entries(law) {
            let after = entry.period.last_day.and_then(Day::tomorrow);
            let days = [entry.period.first_day, after].into_iter().flatten();
            let days = days.filter(|day| Some(*day) > from);
            found.extend(days.filter_map(|day| Some((day, entry.country?))));
        }
    }
    found.into_iter().collect()
}

fn is_home(law: &Law, country: CountryCode) -> bool {
    let governed = law.governing(None);
    let entry = governed.core(country);
    entry.class == Some(CoreClass::MemberState)
        && entry.judgement.outcome == Outcome::Met
        && governed.mapped(country) == country
}

fn is_nobody(law: &Law, country: CountryCode) -> bool {
    let governed = law.governing(None);
    governed.core(country).class.is_none()
        && governed.accession(country, true).0.judgement.outcome == Outcome::NotMet
        && governed.partnership(country).judgement.outcome == Outcome::NotMet
        && governed.agreement(country).is_none()
}

/// Everything that a law says of a country on its day, so that alike means told alike.
fn profile(law: &Law, country: CountryCode, listed: &BTreeSet<CountryCode>) -> String {
    let governed = law.governing(None);
    let mut said = words(&governed, law, country);
    // A territory is another country to a document, and no other one to the law.
    said.push_str(if governed.mapped(country) == country { "" } else { " territory" });
    said.push_str(if listed.contains(&country) { " listed" } else { "" });
    said
}

/// What registers and agreements come to for a country on the day asked about.
fn words(governed: &Governed<'_>, law: &Law, country: CountryCode) -> String {
    let core = governed.core(country);
    let [moving, any] = [false, true].map(|counts| governed.accession(country, counts).0);
    let mut said = format!(
        "{} {} {} {} {} {}",
        core.class.map_or("outside", CoreClass::as_str),
        core.judgement.outcome.as_str(),
        moving.judgement.outcome.as_str(),
        any.judgement.outcome.as_str(),
        governed.partnership(country).judgement.outcome.as_str(),
        governed.assistance(country).judgement.outcome.as_str(),
    );
    for (_, value) in agreement_terms(governed, law.least_evidence(), country) {
        said.push(' ');
        said.push_str(&value);
    }
    said
}

/// What the agreement with a country comes to on the day asked about, member by member; nothing
/// where there is none.
pub(super) fn agreement_terms(
    governed: &Governed<'_>,
    least: EvidenceGrade,
    country: CountryCode,
) -> Vec<(String, String)> {
    let Some(agreement) = governed.agreement(country) else { return Vec::new() };
    let Some(terms) = agreement.control_terms() else { return Vec::new() };
    let word = |outcome: Outcome| outcome.as_str().to_owned();
    let mut said = vec![("applied".to_owned(), word(agreement.applied().judgement.outcome))];
    for topic in Topic::ALL {
        let outcome = agreement.opens(topic).judgement.outcome;
        said.push((format!("topics/{}", topic.as_str()), word(outcome)));
    }
    for (member, name) in SHARES {
        let Some(share) = agreement.share(member) else { continue };
        let is_aside = share.evidence < least;
        let aside = if is_aside { " (not-known)" } else { "" };
        said.push((name.to_owned(), format!("{}{aside}", share.share.exact())));
    }
    said.push(("control_terms".to_owned(), word(terms.judgement.outcome)));
    said
}

const SHARES: [(AgreementMember, &str); 3] = [
    (AgreementMember::MaxPartyShare, "max_party_share"),
    (AgreementMember::MaxOtherShare, "max_other_share"),
    (AgreementMember::MinCoreShare, "min_core_share"),
];

/// Every condition of every version of every rule.
fn conditions<'l>(laws: &[&'l Law]) -> Vec<&'l Condition> {
    let versions = laws.iter().flat_map(|law| law.rules()).flat_map(|rule| &rule.versions);
    let bodies = versions.map(|version| &version.body);
    let conditions = bodies.flat_map(|body| {
        let follows = body.follows.iter().flat_map(|one| [&one.silent_where, &one.unless]);
        let others = follows.flatten().chain(&body.further_limb);
        std::iter::once(&body.condition).chain(others)
    });
    conditions.flat_map(Condition::flattened).collect()
}

/// The countries that no component may come from, whatever the version of the rule.
fn listed(law: &Law) -> BTreeSet<CountryCode> {
    let all = conditions(&[law]).into_iter();
    let lists = all.filter_map(|condition| {
        if let Condition::NoComponentFrom { countries } = condition {
            Some(countries)
        } else {
            None
        }
    });
    lists.flatten().copied().collect()
}

/// How fine the shares are told, and the shares.
fn portions(laws: &[&Law]) -> (u64, Vec<u64>) {
    let mut shares: Vec<Share> = Vec::new();
    for condition in conditions(laws) {
        if let Condition::ShareAtMost { ceiling, .. } = condition {
            shares.push(*ceiling);
        }
        if let Condition::ContractShare { least, most, .. } = condition {
            shares.push(*least);
            shares.extend(*most);
        }
    }
    let versions = laws.iter().flat_map(|law| law.rules()).flat_map(|rule| &rule.versions);
    shares.extend(versions.filter_map(|version| version.body.sum_ceiling));
    for stage in laws.iter().flat_map(|law| &law.pack().agreements) {
        let own = [&stage.max_party_share, &stage.max_other_share, &stage.min_core_share];
        shares.extend(own.into_iter().flatten().map(|(share, _)| *share));
    }
    let parts = shares.iter().map(|share| share.figure().parts());
    let decimals = parts.clone().map(|(_, decimals)| decimals).max().unwrap_or(0).clamp(1, 9);
    let decimals = u32::from(decimals).saturating_add(1);
    let whole = 10u64.saturating_pow(decimals);
    let mut found: BTreeSet<u64> = parts
        .filter_map(|(digits, own)| {
            let finer = 10u64.saturating_pow(decimals.saturating_sub(u32::from(own)));
            u64::try_from(digits).ok()?.checked_mul(finer)
        })
        .collect();
    let between: Vec<u64> = found
        .iter()
        .zip(found.iter().skip(1))
        .map(|(low, high)| low.saturating_add(high.saturating_sub(*low) / 2))
        .collect();
    let beside: Vec<u64> =
        found.iter().flat_map(|share| [share.saturating_sub(1), share.saturating_add(1)]).collect();
    found.extend(between.into_iter().chain(beside).chain([1, whole]));
    (whole, found.into_iter().filter(|share| (1..=whole).contains(share)).collect())
}

/// Days on either side of each deadline, and of each day before which something must have begun.
fn days(laws: &[&Law]) -> [Vec<Day>; 2] {
    let [mut signed, mut related] = [BTreeSet::new(), BTreeSet::new()];
    for condition in conditions(laws) {
        if let Condition::SignedBy { last_day } = condition {
            signed.insert(*last_day);
            signed.extend(last_day.tomorrow());
        }
        if let Condition::RelatedBefore { day } = condition {
            related.insert(*day);
            related.extend(day.yesterday());
        }
    }
    [signed, related].map(|days| days.into_iter().collect())
}
