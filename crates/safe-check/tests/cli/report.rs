//! Reports for reading, as they are.

use crate::{folder, golden, run, run_in};

#[test]
fn texts() {
    for name in [
        "vshorad-british-seeker",
        "contract-example",
        "ifv-a-cent-over",
        "one-state-alone-31-may-2026",
        "canadian-vehicle-maker-american-owner",
        "joint-venture-partly-israeli-owned",
    ] {
        let file = format!("{name}.json");
        let answer = run(&["assess", &file, "--as-of", "2026-11-22", "--format", "text"]);
        golden(&format!("text/{name}.txt"), &answer.stdout);
        assert!(answer.stdout.lines().all(|line| line.chars().count() <= 100), "{name}");
    }
}

#[test]
fn several_texts_end_with_a_count() {
    let arguments =
        ["assess", "portfolio.jsonl", "x.csv", "--as-of", "2026-11-22", "--trace", "none"];
    let answer = run(&[&arguments[..], &["--format", "text"]].concat());
    let last = answer.stdout.lines().last().unwrap();
    assert_eq!(
        last,
        "13 procurements: 5 eligible, 4 not eligible, 3 undetermined, 1 could not be assessed"
    );
}

#[test]
fn readings_other_than_the_default_are_said() {
    let arguments = ["--reading", "component-tier=leaves", "--reading", "contravening-countries="];
    let sample = ["assess", "ifv-a-cent-over.json", "--as-of", "2026-11-22", "--format", "text"];
    let answer = run(&[&sample[..], &arguments, &["--trace", "none"]].concat());
    golden("text/other-readings.txt", &answer.stdout);
}

#[test]
fn an_explanation_has_three_depths() {
    let sample = ["assess", "ifv-a-cent-over.json", "--as-of", "2026-11-22", "--format"];
    let answer = |more: &[&str]| run(&[&sample[..], more].concat()).stdout;
    let short = answer(&["text", "--depth", "short"]);
    let full = answer(&["text", "--depth", "full"]);
    let lines = answer(&["text", "--depth", "lines"]);
    assert_eq!(full, answer(&["text"]));
    assert!(full.starts_with(&short) && lines.starts_with(&short));
    assert!(short.lines().count() < 12 && lines.len() >= full.len());
    let json = |depth| -> serde_json::Value {
        serde_json::from_str(&answer(&["json", "--depth", depth])).unwrap()
    };
    assert!(json("short")["trace"].is_null());
    assert!(json("full")["trace"].is_object());
    assert_eq!(json("short")["findings"], json("lines")["findings"]);
    assert_eq!(answer(&["json", "--depth", "lines"]), answer(&["json", "--lines", "all"]));
}

#[test]
fn reports_speak_four_languages() {
    let sample = ["assess", "ifv-a-cent-over.json", "--as-of", "2026-11-22", "--format"];
    let answer = |more: &[&str]| run(&[&sample[..], more].concat()).stdout;
    for (language, verdict) in [
        ("en", "NOT ELIGIBLE"),
        ("fr", "NON ÉLIGIBLE"),
        ("de", "NICHT FÖRDERFÄHIG"),
        ("pl", "NIEKWALIFIKOWALNE"),
    ] {
        let text = answer(&["text", "--language", language]);
        assert!(text.starts_with(&format!("✘ {verdict}  ")), "{language}: {text}");
        let html = answer(&["html", "--language", language]);
        assert!(html.contains(&format!("lang=\"{language}\"")), "{language}");
        // What programs read does not depend on who reads the reports.
        assert_eq!(answer(&["json"]), answer(&["json", "--language", language]));
    }
}

#[test]
fn documents_and_pages() {
    let sample = ["assess", "contract-example.json", "--as-of", "2026-11-22"];
    let markdown = run(&[&sample[..], &["--format", "markdown"]].concat());
    golden("contract-example.md", &markdown.stdout);
    let html = run(&[&sample[..], &["--format", "html"]].concat());
    golden("contract-example.html", &html.stdout);
}

#[test]
fn a_document_can_neither_steer_the_screen_nor_add_markup() {
    let text = r#"{"format":"safe-procurement/1","id":"\u001b[31mred","title":"<script>|*x*"}"#;
    let folder = folder("hostile", &[("hostile.json", text)]);
    let answer = |format| run_in(&folder, &["assess", "hostile.json", "--format", format]).stdout;
    assert!(!answer("text").contains('\u{1b}'));
    assert!(
        !answer("markdown").contains('\u{1b}') && answer("markdown").contains(r"\<script\>\|\*x\*")
    );
    assert!(answer("html").contains("&lt;script&gt;") && !answer("html").contains("<script>"));
}
