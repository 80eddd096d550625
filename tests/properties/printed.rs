//! What is printed reads back, and the same input is printed alike.

use num_rational::BigRational;
use proptest::test_runner::TestCaseError;
use proptest::{prop_assert, prop_assert_eq};
use safe_eligibility::Assessment;
use safe_eligibility::model::country::{CountryCode, Origin};
use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::{Amount, Figure, Share};
use safe_eligibility::report::{LinesShown, ReportOptions};
use safe_eligibility::tally::CostRange;
use serde_json::Value;

use super::samples::{self, Random};
use crate::support::asking::{Line, asked};
use crate::support::{self, decimal};

pub(crate) fn figures_read_back(text: &str, share: &str, days: u32) -> Result<(), TestCaseError> {
    let figure = Figure::parse(text).unwrap();
    prop_assert_eq!(Figure::parse(&figure.to_string()), Ok(figure));
    prop_assert_eq!(decimal::value(&figure.to_string()), decimal::value(text));
    prop_assert_eq!(decimal::value(&figure.exact().to_string()), decimal::value(text));
    prop_assert_eq!(Amount::parse(text).unwrap().to_string(), figure.to_string());
    prop_assert_eq!(Share::parse(share).unwrap().to_string(), share);
    let product = figure.exact().times(&figure.exact());
    prop_assert_eq!(
        decimal::value(&product.to_string()),
        decimal::value(text) * decimal::value(text)
    );
    let (year, month, day) = (1 + days / 372 % 9999, 1 + days / 31 % 12, 1 + days % 31);
    let text = format!("{year:04}-{month:02}-{day:02}");
    if let Ok(day) = Day::parse(&text) {
        prop_assert_eq!(day.to_string(), text);
        prop_assert_eq!(day.tomorrow().and_then(Day::yesterday).unwrap_or(day), day);
    }
    Ok(())
}

pub(crate) fn countries_read_back() {
    assert_eq!(CountryCode::all().count(), CountryCode::COUNT);
    for country in CountryCode::all() {
        assert_eq!(CountryCode::parse(country.as_str()), Ok(country));
        assert_eq!(country.to_string(), country.as_str());
        assert_eq!(Origin::parse(country.as_str()), Ok(Origin::Country(country)));
    }
    assert_eq!(Origin::parse(Origin::Union.as_str()), Ok(Origin::Union));
}

pub(crate) fn assessment_reads_back(seed: u64) -> Result<(), TestCaseError> {
    let sample = samples::any(&mut Random::seeded(seed));
    asked(&sample.document, &sample.law(), |assessment| {
        let compact: Value =
            serde_json::from_str(&assessment.to_json(ReportOptions::default())).unwrap();
        let mut options = ReportOptions::default();
        options.pretty = true;
        let pretty: Value = serde_json::from_str(&assessment.to_json(options)).unwrap();
        prop_assert!(compact == pretty);
        options.trace = false;
        let short: Value = serde_json::from_str(&assessment.to_json(options)).unwrap();
        prop_assert!(short["trace"].is_null() && short["findings"] == compact["findings"]);
        prop_assert_eq!(&compact["verdict"], assessment.verdict().as_str());
        prop_assert_eq!(&compact["evidence"], assessment.evidence().as_str());
        prop_assert_eq!(&compact["as_of"], &sample.setting.as_of);
        prop_assert_eq!(&compact["least_evidence"], sample.setting.least.as_str());
        for (id, option) in &sample.setting.readings {
            prop_assert_eq!(&compact["readings"][id], option);
        }
        findings_agree(assessment, &compact)?;
        contents_agree(assessment, &compact)
    })
}

fn findings_agree(assessment: &Assessment<'_>, written: &Value) -> Result<(), TestCaseError> {
    let written = written["findings"].as_array().unwrap();
    prop_assert_eq!(written.len(), assessment.findings().len());
    for (written, finding) in written.iter().zip(assessment.findings()) {
        let line = Line::of(finding);
        prop_assert_eq!(&written["rule"], &line.rule);
        prop_assert_eq!(&written["subject"], &line.subject);
        prop_assert_eq!(&written["outcome"], line.outcome);
        prop_assert_eq!(written["via"].as_str(), line.via.as_deref());
        prop_assert_eq!(&written["evidence"], line.evidence);
        prop_assert_eq!(&written["weight"], line.weight);
        let Some([least, of_least, most, of_most]) = &line.share else {
            prop_assert!(written.get("share_outside").is_none());
            continue;
        };
        let four =
            |part: &str, whole: &str| decimal::four_decimals(&decimal::fraction(part, whole));
        prop_assert_eq!(&written["share_outside"]["least"], &four(least, of_least));
        prop_assert_eq!(&written["share_outside"]["most"], &four(most, of_most));
    }
    Ok(())
}

fn contents_agree(assessment: &Assessment<'_>, written: &Value) -> Result<(), TestCaseError> {
    let written = written["content"].as_array().unwrap();
    let contents = assessment.content();
    prop_assert_eq!(written.len(), contents.len());
    for (written, content) in written.iter().zip(contents) {
        for (name, range) in [
            ("total", &content.total),
            ("core", &content.core),
            ("outside", &content.outside),
            ("unstated", &content.unstated),
        ] {
            prop_assert!(is_range(&written[name], range), "{name}: {written} {range:?}");
        }
        let countries = written["by_country"].as_array().unwrap();
        prop_assert_eq!(countries.len(), content.by_country.len());
        for (written, share) in countries.iter().zip(&content.by_country) {
            prop_assert!(is_range(written, &share.cost), "{written} {share:?}");
            prop_assert_eq!(Origin::parse(written["country"].as_str().unwrap()), Ok(share.origin));
        }
        prop_assert_eq!(parts_of(written), value_of(&written["total"]["least"]));
    }
    Ok(())
}

// Every line is core, outside or neither is known.
fn parts_of(written: &Value) -> Option<BigRational> {
    let parts = ["core", "outside", "unstated"].map(|part| value_of(&written[part]["least"]));
    parts.into_iter().reduce(|one, other| Some(one? + other?))?
}

fn is_range(written: &Value, range: &CostRange) -> bool {
    let exact =
        |amount: &safe_eligibility::model::exact::Exact| decimal::value(&amount.to_string());
    value_of(&written["least"]) == Some(exact(&range.least))
        && value_of(&written["most"]) == range.most.as_ref().map(exact)
}

fn value_of(written: &Value) -> Option<BigRational> {
    written.as_str().map(decimal::value)
}

pub(crate) fn same_bytes(seed: u64) -> Result<(), TestCaseError> {
    let mut random = Random::seeded(seed);
    let samples: Vec<_> = (0..4).map(|_| samples::any(&mut random)).collect();
    let written = |sample: &samples::Sample, law: &safe_eligibility::Law| {
        let mut options = ReportOptions::default();
        options.lines = LinesShown::All;
        asked(&sample.document, law, |assessment| assessment.to_json(options))
    };
    // A law that was never asked before, one that several threads ask first, and a fresh pack.
    let alone: Vec<String> = samples.iter().map(|sample| written(sample, &sample.law())).collect();
    let laws: Vec<_> = samples.iter().map(samples::Sample::law).collect();
    let of_threads: Vec<Vec<String>> = std::thread::scope(|scope| {
        let thread =
            || samples.iter().zip(&laws).map(|(sample, law)| written(sample, law)).collect();
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(thread)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    prop_assert!(of_threads.iter().all(|written| *written == alone));
    if seed % 64 == 0 {
        let fresh = samples[0].setting.law(&support::rulebook());
        prop_assert_eq!(
            written(&samples[0], &fresh),
            written(&samples[0], &samples[0].setting.law(&support::rulebook()))
        );
    }
    Ok(())
}
