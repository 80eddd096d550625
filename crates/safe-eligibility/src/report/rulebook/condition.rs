//! A condition with its parameters, line by line.

use crate::conditions::{Area, Condition, Seat, StatedFact, Tier};
use crate::rulebook::pack::Topic;

/// The condition in lines, the parts of a combination set in under it.
pub(super) fn lines(condition: &Condition) -> impl Iterator<Item = String> + use<> {
    let mut lines = Vec::new();
    add(condition, 0, &mut lines);
    lines.into_iter()
}

// Rule files nest no deeper than JSON is read.
fn add(condition: &Condition, depth: usize, lines: &mut Vec<String>) {
    let before = "\u{a0}\u{a0}".repeat(depth);
    lines.push(format!("{before}{}", one(condition)));
    if let Condition::All(parts) | Condition::Any(parts) = condition {
        for part in parts {
            add(part, depth.saturating_add(1), lines);
        }
    }
}

fn one(condition: &Condition) -> String {
    match condition {
        Condition::All(_) => "all of:".to_owned(),
        Condition::Any(_) => "any of:".to_owned(),
        Condition::Never => "never".to_owned(),
        Condition::Stated { fact, is } => format!("stated: fact {}, is {is}", stated(*fact)),
        Condition::WithinAreas => "within-areas".to_owned(),
        Condition::MinimumParticipants => "minimum-participants".to_owned(),
        Condition::SoleParticipant { joiners_allowed } => {
            format!("sole-participant: joiners allowed {joiners_allowed}")
        }
        Condition::SignedBy { last_day } => format!("signed-by: last day {last_day}"),
        Condition::MayParticipate { stalled_counts } => {
            format!("may-participate: stalled counts {stalled_counts}")
        }
        Condition::LocatedIn { seat, topic } => located("located-in", *seat, *topic),
        Condition::LocatedOutside { seat, topic } => located("located-outside", *seat, *topic),
        Condition::FreeOfOutsideControl { topic } => {
            format!("free-of-outside-control: topic {}", topic.as_str())
        }
        Condition::ContractShare { least, most, inclusive } => {
            let most = most.map(|most| format!(", most {most}")).unwrap_or_default();
            format!("contract-share: least {least}{most}, inclusive {inclusive}")
        }
        Condition::RelatedBefore { day } => format!("related-before: day {day}"),
        Condition::EstablishedWithin { area } => {
            let area = match area {
                Area::Union => "union",
                Area::Core => "core",
            };
            format!("established-within: area {area}")
        }
        Condition::VerifiedBySeat => "verified-by-seat".to_owned(),
        Condition::FacilitiesWithin { topic } => {
            format!("facilities-within: topic {}", topic.as_str())
        }
        Condition::ClearedBefore { regulations } => {
            let words: Vec<&str> = regulations.iter().map(|one| one.as_str()).collect();
            format!("cleared-before: regulations {}", words.join(", "))
        }
        Condition::ShareAtMost { ceiling, tier, topic } => {
            let tier = match tier {
                Tier::FirstTier => "first-tier",
                Tier::Leaves => "leaves",
            };
            format!("share-at-most: ceiling {ceiling}, tier {tier}, topic {}", topic.as_str())
        }
        Condition::NoComponentFrom { countries } => {
            let codes: Vec<&str> = countries.iter().map(|one| one.as_str()).collect();
            format!("no-component-from: countries {}", codes.join(", "))
        }
        Condition::DesignUnrestricted { topic, core_restrictions_count } => format!(
            "design-unrestricted: topic {}, core restrictions count {core_restrictions_count}",
            topic.as_str()
        ),
    }
}

fn located(kind: &str, seat: Seat, topic: Topic) -> String {
    let seat = match seat {
        Seat::Establishment => "establishment",
        Seat::ExecutiveManagement => "executive-management",
    };
    format!("{kind}: seat {seat}, topic {}", topic.as_str())
}

fn stated(fact: StatedFact) -> &'static str {
    match fact {
        StatedFact::ParticipationRequirementsIncluded => "participation-requirements-included",
        StatedFact::OwnEligibilityConditionsIncluded => "own-eligibility-conditions-included",
        StatedFact::ExtensionStepsTaken => "extension-steps-taken",
        StatedFact::Screened => "screened",
        StatedFact::MitigationRequired => "mitigation-required",
        StatedFact::MitigationInPlace => "mitigation-in-place",
        StatedFact::DeliveryUnrestrained => "delivery-unrestrained",
        StatedFact::ClassifiedAccessPrevented => "classified-access-prevented",
        StatedFact::InterestsRespected => "interests-respected",
        StatedFact::CommissionNotified => "commission-notified",
        StatedFact::CriticalUniqueInput => "critical-unique-input",
        StatedFact::NeedsClassifiedAccess => "needs-classified-access",
        StatedFact::ReplacementStudyCommitted => "replacement-study-committed",
    }
}
