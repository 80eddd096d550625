//! Explanations in words: complete in every language and depth, and no figure without its source.

mod support;

#[path = "words/figures.rs"]
mod figures;

use std::collections::BTreeSet;
use std::path::PathBuf;

use safe_eligibility::Assessment;
use safe_eligibility::report::{Depth, Language, ReportOptions, TextOptions};
use serde_json::Value;
use support::packs;

fn options(depth: Depth, language: Language) -> ReportOptions {
    let mut options = ReportOptions::default();
    options.depth = depth;
    options.language = language;
    options
}

/// A case by its folder and name: `component-cap/a-cent-over`.
fn short_name(case: &packs::Case) -> String {
    let name = case.name();
    let name = name.rsplit_once("tests/cases/").map_or(&*name, |(_, name)| name);
    name.strip_suffix(".toml").unwrap_or(name).to_owned()
}

fn text(assessment: &Assessment<'_>, depth: Depth, language: Language) -> String {
    assessment.to_text(options(depth, language), TextOptions::default())
}

/// The same on a screen so wide that no cell of a table is broken.
fn wide_text(assessment: &Assessment<'_>, language: Language) -> String {
    let mut screen = TextOptions::default();
    screen.width = 2000;
    assessment.to_text(options(Depth::Lines, language), screen)
}

fn each_case(mut look: impl FnMut(&packs::Case, &Assessment<'_>)) {
    let rulebook = support::rulebook();
    let cases = packs::cases();
    assert!(cases.len() >= 80, "only {} cases", cases.len());
    for case in &cases {
        let law = case.setting().law(&rulebook);
        support::asking::asked(&case.document, &law, |assessment| look(case, assessment));
    }
}

#[test]
fn every_sentence_gets_its_values_and_takes_them() {
    let mut faults = Vec::new();
    each_case(|case, assessment| {
        for language in Language::ALL {
            let options = options(Depth::Lines, language);
            let pages = [
                assessment.to_text(options, TextOptions::default()),
                assessment.to_markdown(options),
                assessment.to_html(options),
            ];
            for page in pages {
                let bad = page.lines().filter(|line| line.contains(['⟦', '⟧']));
                let place = format!("{} in {}", case.name(), language.as_str());
                faults.extend(bad.map(|line| format!("{place}: {}", line.trim())));
            }
        }
    });
    faults.truncate(20);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_sentence_is_said_somewhere() {
    let report = support::top().join("crates/safe-eligibility/src/report");
    let sources = support::files_below(&report, ".rs");
    let code: String = sources.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let mut unsaid = Vec::new();
    for path in support::files_below(&report.join("words"), ".json") {
        let entries: Vec<Value> = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        for entry in &entries {
            let name = entry["say"].as_str().unwrap();
            let (family, _) = name.rsplit_once('/').unwrap();
            let (kinds, _) = family.rsplit_once('/').unwrap_or((family, ""));
            let families = [family, kinds].map(|family| format!("\"{family}/{{"));
            // A name may be finished by what is added to it: `page/margin/below` and `-room`.
            let cuts = name.match_indices('-').map(|(at, _)| &name[..at]).chain([name]);
            let mut said = cuts.map(|begun| format!("\"{begun}")).chain(families);
            if !said.any(|said| code.contains(&said)) {
                unsaid.push(name.to_owned());
            }
        }
    }
    assert!(unsaid.is_empty(), "nothing says {}", unsaid.join(", "));
}

#[test]
fn every_depth_tells_the_same_story() {
    each_case(|case, assessment| {
        for language in Language::ALL {
            let [short, full, lines] = Depth::ALL.map(|depth| text(assessment, depth, language));
            assert!(full.starts_with(&short), "{}: the short one goes elsewhere", case.name());
            let known: BTreeSet<&str> = lines.lines().map(str::trim).collect();
            let missing = full.lines().map(str::trim).filter(|line| !known.contains(line));
            // What is told in a line at `full` may be told in its steps at `lines`.
            let missing: Vec<&str> = missing.collect();
            let most = full.lines().count() / 4;
            assert!(missing.len() <= most, "{}: {}", case.name(), missing.join("\n"));
        }
    });
}

#[test]
fn the_order_of_an_explanation_is_that_of_the_trace() {
    each_case(|case, assessment| {
        let json: Value =
            serde_json::from_str(&assessment.to_json(ReportOptions::default())).unwrap();
        let full = text(assessment, Depth::Full, Language::English);
        let reasons = full.split("\nReasons\n").nth(1).unwrap();
        let mut from = 0;
        for step in json["trace"]["steps"].as_array().unwrap() {
            let rule = format!("({})", step["rule"].as_str().unwrap());
            let at = flattened(reasons)[from..].find(&rule);
            let Some(at) = at else { panic!("{}: {rule} is told out of order", case.name()) };
            from += at + rule.len();
        }
    });
}

/// Without the line ends of the screen.
fn flattened(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_figure_of_an_explanation_is_one_of_the_assessment() {
    let mut faults = Vec::new();
    each_case(|case, assessment| {
        let json = assessment.to_json(options(Depth::Lines, Language::English));
        let known = figures::Known::of(&serde_json::from_str(&json).unwrap());
        let english = wide_text(assessment, Language::English);
        let said = figures::said(&flattened(&english), Language::English);
        let unknown = said.iter().filter(|figure| !known.has(figure));
        faults.extend(unknown.map(|figure| format!("{}: {figure:?}", case.name())));
        for language in Language::ALL {
            let other = wide_text(assessment, language);
            let other = figures::as_in_english(&other, language);
            let other = figures::said(&flattened(&other), language);
            if figures::sorted(&other) != figures::sorted(&said) {
                let (own, english) = (figures::sorted(&other), figures::sorted(&said));
                let more: Vec<_> = own.iter().filter(|one| !english.contains(one)).collect();
                let less: Vec<_> = english.iter().filter(|one| !own.contains(one)).collect();
                let place = format!("{} in {}", case.name(), language.as_str());
                faults.push(format!("{place}: {more:?} instead of {less:?}"));
            }
        }
    });
    faults.truncate(20);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Cases that show what each part of an explanation looks like, in all depths and languages.
const SHOWN: [&str; 12] = [
    "agreements/components-50-40-10",
    "agreements/components-range",
    "common-procurement/france-decision-not-seen",
    "component-cap/a-cent-over",
    "component-cap/exactly-35-percent",
    "component-cap/unknown-origin-decides",
    "control/three-holdings-deep",
    "earlier-clearance/changed",
    "facilities/own-site-without-alternative",
    "missing-facts/not-met-wins-over-missing",
    "outside-subcontractor/study-committed",
    "screened-or-guaranteed/guarantees-interests",
];

#[test]
fn explanations_in_all_depths_and_languages_are_as_they_stand_in_their_files() {
    let mut faults = Vec::new();
    let mut seen = 0;
    each_case(|case, assessment| {
        let mut short = String::new();
        for language in Language::ALL {
            short.push_str(&text(assessment, Depth::Short, language));
        }
        let folder = support::top().join("tests/cases");
        let beside =
            |ending: &str| -> PathBuf { folder.join(format!("{}.{ending}", short_name(case))) };
        faults.extend(support::matches_golden(&beside("short.txt"), &short).err());
        if !SHOWN.contains(&&*short_name(case)) {
            return;
        }
        seen += 1;
        for depth in [Depth::Full, Depth::Lines] {
            for language in Language::ALL {
                let ending = format!("{}.{}.txt", depth.as_str(), language.as_str());
                let told = text(assessment, depth, language);
                faults.extend(support::matches_golden(&beside(&ending), &told).err());
            }
        }
    });
    assert_eq!(seen, SHOWN.len(), "a case that is to be shown is not there");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
