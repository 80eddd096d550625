//! The law as a whole: one standing on each day, one version of each rule, no figure against
//! another, and no rule, outcome or reading that nothing reaches.

mod support;

#[path = "rule_consistency/reach.rs"]
mod reach;
#[path = "rule_consistency/standings.rs"]
mod standings;
#[path = "rule_consistency/thresholds.rs"]
mod thresholds;

#[test]
fn every_country_has_one_standing_on_every_day_for_every_topic() {
    standings::each_has_one();
}

#[test]
fn findings_follow_the_standing_of_a_country() {
    standings::findings_follow();
}

#[test]
fn every_rule_has_one_version_on_every_day() {
    thresholds::one_version_on_every_day();
}

#[test]
fn no_figure_of_the_law_contradicts_another() {
    thresholds::none_contradicts_another();
}

#[test]
fn every_rule_is_reached_with_every_outcome_it_can_have() {
    reach::every_outcome_of_every_rule();
}

#[test]
fn every_option_of_every_reading_turns_some_finding() {
    reach::every_option_turns_something();
}
