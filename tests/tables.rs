//! What is written as a table and read again is the same bill.
//!
//! A document is written as tables in each shape and each form and gathered again: the document
//! that comes out is the one that went in, its lines in the order of decision 0018, and so is its
//! assessment. A table does not state which lines stand before which, a range of one figure, nor,
//! in a workbook, zeros at the end of decimals; everything else is compared.
//!
//! The writers of binary workbooks here are as small as they can be; those of office programs are
//! read, and held against another reader, in `safe-intake`.

#[allow(dead_code, reason = "days of the register are for other tests")]
#[path = "oracle/random.rs"]
mod random;
mod support;

#[path = "tables/bills.rs"]
mod bills;
#[path = "tables/cyclonedx.rs"]
mod cyclonedx;
#[path = "tables/delimited.rs"]
mod delimited;
#[path = "tables/facts.rs"]
mod facts;
#[path = "tables/forms.rs"]
mod forms;
#[path = "tables/gathered.rs"]
mod gathered;
#[path = "tables/grids.rs"]
mod grids;
#[path = "tables/json.rs"]
mod json;
#[path = "tables/ods.rs"]
mod ods;
#[path = "tables/shapes.rs"]
mod shapes;
#[path = "tables/trees.rs"]
mod trees;
#[path = "tables/xls.rs"]
mod xls;
#[path = "tables/xlsb.rs"]
mod xlsb;
#[path = "tables/xlsx.rs"]
mod xlsx;

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestCaseError};
use safe_eligibility::Law;
use serde_json::Value;

use bills::{Bill, Depth};
use forms::{Form, Written};
use gathered::{Outcome, of_cyclonedx, of_document, of_files, without_zeros};
use random::Random;
use shapes::Shape;

static LAW: LazyLock<Law> = LazyLock::new(|| support::rulebook().on(support::day("2026-11-22")));

/// That many seeds; a seed that fails is kept beside this file.
fn seeds(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        // A smaller seed is no simpler bill, but fewer parts are.
        max_shrink_iters: 200,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            // Wherever the test is started from.
            concat!(env!("CARGO_MANIFEST_DIR"), "/tables.proptest-regressions"),
        ))),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(seeds(600))]

    #[test]
    fn a_bill_in_text_is_the_same_bill(seed: u64, parts in 1usize..14) {
        is_the_same(Form::Text, seed, parts)?;
    }
}

proptest! {
    #![proptest_config(seeds(200))]

    #[test]
    fn a_bill_in_xlsx_is_the_same_bill(seed: u64, parts in 1usize..14) {
        is_the_same(Form::Xlsx, seed, parts)?;
    }

    #[test]
    fn a_bill_in_xlsb_is_the_same_bill(seed: u64, parts in 1usize..14) {
        is_the_same(Form::Xlsb, seed, parts)?;
    }

    #[test]
    fn a_bill_in_xls_is_the_same_bill(seed: u64, parts in 1usize..14) {
        is_the_same(Form::Xls, seed, parts)?;
    }

    #[test]
    fn a_bill_in_ods_is_the_same_bill(seed: u64, parts in 1usize..14) {
        is_the_same(Form::Ods, seed, parts)?;
    }

    #[test]
    fn a_bill_in_json_is_the_same_bill(seed: u64, parts in 1usize..14) {
        is_the_same(Form::Json, seed, parts)?;
    }

    #[test]
    fn a_bill_in_cyclonedx_is_the_same_bill(seed: u64, parts in 1usize..14) {
        is_the_same_in_cyclonedx(seed, parts)?;
    }

    #[test]
    fn rows_in_another_order_give_the_same_assessment(seed: u64, parts in 1usize..14) {
        does_not_go_by_order(seed, parts)?;
    }
}

fn is_the_same(form: Form, seed: u64, parts: usize) -> Result<(), TestCaseError> {
    let mut random = Random::seeded(seed);
    let shape = Shape::ALL[random.below(Shape::ALL.len())];
    let bill = Bill::any(&mut random, shape.depth(), parts);
    let written = form.write(&shape.tables(&bill, &mut random), &mut random);
    let expected = of_document(&bill.document(), &LAW);
    let read = of_files(&written, &LAW).map_err(|problems| failed(&problems, &written))?;
    if form.keeps_zeros() {
        prop_assert_eq!(&read.document, &expected.document, "{:?}: {}", shape, shown(&written));
    } else {
        let [read, expected] = [&read, &expected].map(|one| without_zeros(&one.document));
        prop_assert_eq!(read, expected, "{:?}: {}", shape, shown(&written));
    }
    same_assessment(form.keeps_zeros(), &read, &expected)
}

fn is_the_same_in_cyclonedx(seed: u64, parts: usize) -> Result<(), TestCaseError> {
    let mut random = Random::seeded(seed);
    let bill = Bill::any(&mut random, Depth::Any, parts);
    let file = cyclonedx::written(&bill, &mut random);
    let text = String::from_utf8_lossy(&file);
    let expected = of_document(&bill.document(), &LAW);
    let read = of_cyclonedx(&file, &LAW);
    let read = read.map_err(|problems| TestCaseError::fail(format!("{problems}{text}")))?;
    prop_assert_eq!(&read.document, &expected.document, "{}", text);
    same_assessment(true, &read, &expected)
}

fn does_not_go_by_order(seed: u64, parts: usize) -> Result<(), TestCaseError> {
    let mut random = Random::seeded(seed);
    let shape = Shape::LOOSE[random.below(Shape::LOOSE.len())];
    let bill = Bill::any(&mut random, shape.depth(), parts);
    let tables = shape.tables(&bill, &mut random).with_variants(&mut random);
    let shuffled = tables.shuffled(&mut random);
    let form = Form::ALL[random.below(Form::ALL.len())];
    // Both are written in the same way.
    let way = u64::try_from(random.below(1 << 30)).unwrap();
    let [written, permuted] =
        [tables, shuffled].map(|tables| form.write(&tables, &mut Random::seeded(way)));
    let files = || format!("{}{}", shown(&written), shown(&permuted));
    let one = of_files(&written, &LAW).map_err(|problems| failed(&problems, &written))?;
    let other = of_files(&permuted, &LAW).map_err(|problems| failed(&problems, &permuted))?;
    prop_assert_eq!(&one.assessment, &other.assessment, "{}", files());
    prop_assert_eq!(&one.sourced, &other.sourced, "{}", files());
    // Of figures with and without a zero more, the one that is read first is kept.
    let [one, other] = [&one, &other].map(|outcome| without_zeros(&outcome.document));
    prop_assert_eq!(one, other, "{}", files());
    Ok(())
}

/// Compares the assessments of a document and of a table. A workbook leaves zeros out that say
/// nothing, and the trace shows figures as they are stated.
fn same_assessment(
    has_zeros: bool,
    read: &Outcome,
    expected: &Outcome,
) -> Result<(), TestCaseError> {
    let [read, expected] = [read, expected].map(|one| {
        let json = one.assessment.as_ref().map_err(String::clone)?;
        let mut assessment: Value = serde_json::from_str(json).unwrap();
        // The document without the bill has another digest.
        assessment["procurement"]["sha256"] = Value::Null;
        if !has_zeros {
            assessment["trace"] = Value::Null;
        }
        Ok::<Value, String>(assessment)
    });
    prop_assert_eq!(read, expected);
    Ok(())
}

fn failed(problems: &str, written: &Written) -> TestCaseError {
    TestCaseError::fail(format!("{problems}{}", shown(written)))
}

fn shown(written: &Written) -> String {
    let file = |(name, bytes): &(String, Vec<u8>)| {
        let is_archive = bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf");
        let text = if is_archive { "".into() } else { String::from_utf8_lossy(bytes) };
        format!("--- {name}\n{text}\n")
    };
    let files: String = written.bills.iter().chain(&written.parts).map(file).collect();
    format!("{files}--- mapping\n{}", written.mapping)
}
