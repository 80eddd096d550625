//! Documents that lead a careless engine astray.

mod oracle;
mod support;

#[path = "traps/at_the_ceiling.rs"]
mod at_the_ceiling;
#[path = "traps/long_figures.rs"]
mod long_figures;

use safe_eligibility::Verdict;
use serde_json::{Value, json};
use support::asking::{Setting, Summary, asked};
use support::packs::{line, vehicle};

#[test]
fn ten_thousand_bills_at_exactly_sixty_five_per_cent() {
    at_the_ceiling::exactly_and_a_cent_over(10_000);
}

#[test]
fn amounts_of_twenty_five_digits_lose_none() {
    long_figures::no_digit_is_lost();
}

#[test]
fn a_tree_five_hundred_deep_is_exact() {
    long_figures::deep_tree_is_exact();
}

#[test]
fn a_chain_of_two_hundred_thousand_levels_ends() {
    long_figures::endless_chain_ends();
}

fn summary(document: &Value) -> Summary {
    Summary::asked(document, &Setting::today().law(&support::rulebook()))
}

fn cap(document: &Value) -> &'static str {
    summary(document).outcome("component-cap", "/end_products/0").unwrap()
}

/// The messages for a document that cannot be read.
fn refused(document: &Value) -> Vec<String> {
    let errors = safe_intake::read_document(&serde_json::to_vec(document).unwrap()).unwrap_err();
    errors.problems().iter().map(ToString::to_string).collect()
}

#[test]
fn an_empty_bill_settles_nothing() {
    let full = vehicle(json!([line("1", "100.00", "PL")]));
    assert_eq!(summary(&full).verdict, Verdict::Eligible);
    let mut left_out = full.clone();
    left_out["end_products"][0].as_object_mut().unwrap().remove("components");
    for document in [left_out, vehicle(json!([])), vehicle(Value::Null)] {
        assert_eq!(cap(&document), "undetermined", "{document}");
        assert_eq!(summary(&document).verdict, Verdict::Undetermined, "{document}");
    }
}

#[test]
fn a_bill_that_costs_nothing_settles_nothing() {
    let document = vehicle(json!([line("1", "0.00", "PL"), line("2", "0", "PL")]));
    assert_eq!(cap(&document), "undetermined");
    assert_eq!(summary(&document).verdict, Verdict::Undetermined);
}

#[test]
fn nine_tenths_without_origin_settle_nothing() {
    let mut open = line("2", "90.00", "PL");
    open.as_object_mut().unwrap().remove("origin");
    let document = vehicle(json!([line("1", "10.00", "PL"), open]));
    assert_eq!(cap(&document), "undetermined");
    assert_eq!(summary(&document).verdict, Verdict::Undetermined);
}

#[test]
fn nine_hundredths_without_origin_settle_it_either_way() {
    for (core, outside, expected) in [("70.00", "21.00", "met"), ("51.00", "40.00", "not-met")] {
        let mut open = line("3", "9.00", "PL");
        open["origin"] = Value::Null;
        let lines = json!([line("1", core, "PL"), line("2", outside, "US"), open]);
        assert_eq!(cap(&vehicle(lines)), expected, "{core} and {outside}");
    }
}

#[test]
fn equal_lines_are_summed_and_not_a_set() {
    let lines = [line("1", "65.00", "PL"), line("2", "20.00", "US"), line("3", "20.00", "US")];
    let document = vehicle(json!(lines));
    assert_eq!(cap(&document), "not-met");
    let law = Setting::today().law(&support::rulebook());
    asked(&document, &law, |assessment| {
        assert_eq!(assessment.content()[0].outside.least.to_string(), "40.00");
    });
    let mut uses = line("2", "20.00", "US");
    uses.as_object_mut().unwrap().remove("quantity");
    uses["used_in"] = json!([{ "quantity": "1" }, { "quantity": "1" }]);
    assert_eq!(cap(&vehicle(json!([line("1", "65.00", "PL"), uses]))), "not-met");
}

#[test]
fn a_misspelt_member_is_named_with_what_was_meant() {
    let mut misspelt = line("1", "10.00", "PL");
    misspelt["orgin"] = "US".into();
    assert_eq!(
        refused(&vehicle(json!([misspelt]))),
        ["/end_products/0/components/0/orgin: unknown member; perhaps `origin` is meant"]
    );
}

#[test]
fn a_negative_cost_is_refused() {
    assert_eq!(
        refused(&vehicle(json!([line("1", "100.00", "US"), line("2", "-60.00", "US")]))),
        ["/end_products/0/components/1/unit_cost: `-60.00` is not a plain decimal; \
          write digits, and a point before decimals, such as `1250.00`"]
    );
}

#[test]
fn a_number_where_a_text_belongs_is_refused() {
    let mut number = line("1", "10.00", "PL");
    number["unit_cost"] = json!(0.1);
    assert_eq!(
        refused(&vehicle(json!([number]))),
        [
            "/end_products/0/components/0/unit_cost: `0.1` is a JSON number; write it as a string `\"0.1\"`"
        ]
    );
}
