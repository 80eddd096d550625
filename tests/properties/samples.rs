//! Random documents with what they are asked about.

use std::sync::OnceLock;

use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::{Law, Rulebook};
use serde_json::Value;

pub(crate) use crate::oracle::generate::Random;
use crate::oracle::{Grade, generate};
use crate::support::asking::Setting;
use crate::support::{self, packs};

/// A document, what it is asked about, and under which pack.
pub(crate) struct Sample {
    pub(crate) document: Value,
    pub(crate) setting: Setting,
    pub(crate) rulebook: Rulebook,
}

impl Sample {
    pub(crate) fn law(&self) -> Law {
        self.setting.law(&self.rulebook)
    }
}

/// Any document and setting, under the built-in pack or one with other agreements.
pub(crate) fn any(random: &mut Random) -> Sample {
    let document = generate::document(random);
    let pack = random.below(3);
    Sample { document, setting: setting(random), rulebook: rulebooks()[pack].clone() }
}

/// The same under the built-in pack.
pub(crate) fn built_in(random: &mut Random) -> Sample {
    let document = generate::document(random);
    Sample { document, setting: setting(random), rulebook: rulebooks()[0].clone() }
}

fn setting(random: &mut Random) -> Setting {
    let drawn = generate::setting(random);
    let least = match drawn.least_evidence {
        Grade::Assumed => EvidenceGrade::Assumed,
        Grade::Secondary => EvidenceGrade::Secondary,
        Grade::Official => EvidenceGrade::Official,
        Grade::Text => EvidenceGrade::Text,
    };
    Setting { as_of: drawn.as_of, readings: drawn.readings, least }
}

/// Draws until there is something to draw: not every document has what a property is about.
pub(crate) fn drawn<T>(seed: u64, draw: impl Fn(&mut Random) -> Option<T>) -> T {
    let mut random = Random::seeded(seed);
    loop {
        if let Some(found) = draw(&mut random) {
            return found;
        }
    }
}

/// The built-in pack, one whose agreement has other shares, and one with a second agreement.
fn rulebooks() -> &'static [Rulebook; 3] {
    static RULEBOOKS: OnceLock<[Rulebook; 3]> = OnceLock::new();
    RULEBOOKS.get_or_init(|| {
        let mut files = support::pack_files();
        let built_in = support::rulebook_of(&files);
        let canada = files.get_mut(&packs::agreement_path("CA")).unwrap();
        for (member, share) in
            [("max_party_share", "0.50"), ("min_core_share", "0.40"), ("max_other_share", "0.10")]
        {
            canada[member]["share"] = share.into();
        }
        let other_shares = support::rulebook_of(&files);
        let korea = packs::agreement("KR", "2026-03-01", ["0.50", "0.40", "0.10"]);
        files.insert(packs::agreement_path("KR"), korea);
        [built_in, other_shares, support::rulebook_of(&files)]
    })
}
