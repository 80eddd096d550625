//! What the law lets hold for every document: properties of the engine, not cases.

mod oracle;
mod support;

#[path = "properties/addresses.rs"]
mod addresses;
#[path = "properties/bills.rs"]
mod bills;
#[path = "properties/completions.rs"]
mod completions;
#[path = "properties/facts.rs"]
mod facts;
#[path = "properties/order.rs"]
mod order;
#[path = "properties/printed.rs"]
mod printed;
#[path = "properties/samples.rs"]
mod samples;
#[path = "properties/standing.rs"]
mod standing;
#[path = "properties/sums.rs"]
mod sums;
#[path = "properties/time.rs"]
mod time;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// That many seeds; a seed that fails is kept beside this file.
fn seeds(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        // A smaller seed is no simpler document.
        max_shrink_iters: 0,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            // Wherever the test is started from.
            concat!(env!("CARGO_MANIFEST_DIR"), "/properties.proptest-regressions"),
        ))),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(seeds(1500))]

    #[test]
    fn the_order_of_lists_does_not_matter(seed: u64) {
        order::does_not_matter(seed)?;
    }

    #[test]
    fn splitting_a_line_changes_nothing(seed: u64) {
        bills::splitting_changes_nothing(seed)?;
    }

    #[test]
    fn writing_out_a_subassembly_changes_nothing_among_leaves(seed: u64) {
        bills::writing_out_changes_nothing(seed)?;
    }

    #[test]
    fn another_unit_of_currency_changes_nothing(seed: u64) {
        bills::another_unit_changes_nothing(seed)?;
    }

    #[test]
    fn a_component_from_inside_never_makes_it_worse(seed: u64) {
        standing::component_from_inside_is_no_worse(seed)?;
    }

    #[test]
    fn a_country_that_gains_core_standing_never_makes_it_worse(seed: u64) {
        standing::gaining_core_is_no_worse(seed)?;
    }

    #[test]
    fn a_country_that_becomes_a_partner_never_makes_it_worse(seed: u64) {
        standing::gaining_partnership_is_no_worse(seed)?;
    }

    #[test]
    fn stating_a_missing_fact_overturns_nothing_settled(seed: u64) {
        facts::stating_overturns_nothing(seed)?;
    }

    #[test]
    fn the_address_of_a_step_changes_only_with_its_own_facts(seed: u64) {
        addresses::stay(seed)?;
    }
}

proptest! {
    #![proptest_config(seeds(600))]

    #[test]
    fn no_completion_goes_beyond_the_bounds_and_some_reach_them(bill in completions::bill()) {
        completions::bounds_hold(&bill)?;
    }

    #[test]
    fn single_lines_turn_the_outcome_that_are_said_to(seed: u64) {
        sums::single_lines_turn_it(seed)?;
    }

    #[test]
    fn added_cost_reaches_as_far_as_is_said(seed: u64) {
        sums::added_cost_reaches_as_far(seed)?;
    }

    #[test]
    fn replaced_cost_reaches_as_far_as_is_said(seed: u64) {
        sums::replaced_cost_reaches_as_far(seed)?;
    }

    #[test]
    fn figures_read_back(
        text in "[0-9]{1,15}(\\.[0-9]{1,10})?",
        share in "0(\\.[0-9]{1,10})?",
        days in 0u32..3_000_000,
    ) {
        printed::figures_read_back(&text, &share, days)?;
    }

    #[test]
    fn an_assessment_reads_back(seed: u64) {
        printed::assessment_reads_back(seed)?;
    }

}

proptest! {
    #![proptest_config(seeds(100))]

    #[test]
    fn the_same_input_gives_the_same_bytes(seed: u64) {
        printed::same_bytes(seed)?;
    }
}

#[test]
fn countries_read_back() {
    printed::countries_read_back();
}

#[test]
fn a_verdict_changes_on_the_days_listed_only() {
    time::changes_on_listed_days_only();
}
