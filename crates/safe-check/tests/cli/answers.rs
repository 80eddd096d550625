//! Answers to questions after the verdict within a report.

use crate::report::faults_of;
use crate::{golden, run};

const SAMPLE: [&str; 4] = ["assess", "vshorad-british-seeker.json", "--as-of", "2026-11-22"];
const ALL: [&str; 2] = ["--answer", "next,remedy,break,readings,timeline"];

/// What a question has of its own below its head line.
fn told_by(command: &str, language: &str) -> String {
    let [_, file, rest @ ..] = SAMPLE;
    let options = ["--format", "text", "--language", language];
    let command: &[&str] = if command == "break" { &["remedy", "--break"] } else { &[command] };
    let text = run(&[command, &[file], &rest, &options].concat()).stdout;
    text.split_once("\n\n").map(|(_, below)| below.to_owned()).unwrap()
}

/// What a report calls each question, in the headings of its answer.
const CALLED: [(&str, [&str; 4]); 5] = [
    ("next", ["To be found out", "À établir", "Noch zu klären", "Do ustalenia"]),
    ("remedy", ["Least change", "Moindre modification", "Kleinste Änderung", "Najmniejsza zmiana"]),
    ("break", ["To watch", "À surveiller", "Zu beobachten", "Do obserwowania"]),
    (
        "readings",
        ["All readings", "Toutes les interprétations", "Alle Auslegungen", "Wszystkie wykładnie"],
    ),
    ("timeline", ["Along time", "Au fil du temps", "Im Lauf der Zeit", "W czasie"]),
];

#[test]
fn a_report_tells_what_each_question_tells_by_itself() {
    for (language, at) in ["en", "fr", "de", "pl"].into_iter().zip(0..) {
        let options = ["--format", "text", "--language", language];
        let plain = on_one_line(&run(&[&SAMPLE[..], &options].concat()).stdout);
        for (command, called) in CALLED {
            let asked = ["--answer", command];
            let report = on_one_line(&run(&[&SAMPLE[..], &options, &asked].concat()).stdout);
            let heading = format!(" {} – ", called[at]);
            assert!(report.contains(&heading), "{command} {language}:\n{report}");
            let report = report.replace(&heading, " ");
            let told = on_one_line(&told_by(command, language));
            assert!(report.contains(&told), "{command} {language}:\n{told}\n{report}");
            // Nothing else of the report has changed.
            let without = report.replace(&format!("{told} "), "");
            assert_eq!(without, plain, "{command} {language}");
        }
    }
}

/// Headings are longer in a report, so that lines break elsewhere.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_with_every_answer() {
    for language in ["en", "pl"] {
        let options = ["--format", "html", "--language", language];
        let page = run(&[&SAMPLE[..], &options, &ALL].concat());
        assert_eq!((page.status, &*page.stderr), (0, ""));
        assert_eq!(faults_of(&page.stdout), [""; 0], "{language}");
    }
    let markdown = run(&[&SAMPLE[..], &["--format", "markdown"], &ALL].concat()).stdout;
    golden("markdown/answers.md", &markdown);
}

#[test]
fn a_question_by_itself_is_answered_in_the_report_too() {
    let [_, rest @ ..] = SAMPLE;
    let known: &[&str] = &["timeline", "--known-at", "2026-03-01"];
    let kept: &[&str] = &["remedy", "--keep", "PL"];
    for command in [&["next"][..], kept, &["remedy", "--break"], &["readings"], known] {
        for language in ["en", "pl"] {
            let page = ["--format", "html", "--language", language];
            let page = run(&[&command[..1], &rest[..1], &rest[1..], &command[1..], &page].concat());
            assert_eq!((page.status, &*page.stderr), (0, ""), "{command:?}");
            assert_eq!(faults_of(&page.stdout), [""; 0], "{command:?} {language}");
        }
    }
    let asked = [&["timeline"][..], &rest, &["--format", "markdown"]].concat();
    let answer = ["--format", "markdown", "--answer", "timeline"];
    assert_eq!(run(&asked).stdout, run(&[&SAMPLE[..], &answer].concat()).stdout);
}

#[test]
fn answers_are_told_at_every_depth_and_without_a_format() {
    let short = run(&[&SAMPLE[..], &["--depth", "short", "--answer", "timeline"]].concat());
    assert_eq!(short.status, 0);
    let short = short.stdout.replace("\nAlong time – ", "\n");
    assert!(short.contains(told_by("timeline", "en").trim_end()), "{short}");
}

#[test]
fn programs_ask_each_question_by_itself() {
    for format in ["json", "jsonl", "sarif"] {
        let refused = run(&[&SAMPLE[..], &["--format", format], &ALL].concat());
        assert_eq!((refused.status, &*refused.stdout), (2, ""), "{format}");
        assert_eq!(
            refused.stderr,
            "--answer: only for `--format text`, `markdown` and `html`; ask for one of these, or ask the question by itself, such as `safe-check readings FILE --format json`\n",
            "{format}"
        );
    }
}

#[test]
fn each_answer_says_whether_what_is_assumed_changes_it() {
    let assumed = ["--assume", "agreement CA ends on 2027-06-30"];
    let options = ["--format", "text", "--answer", "timeline"];
    let report = run(&[&SAMPLE[..], &options, &assumed].concat()).stdout;
    assert_eq!(report.matches("Not the law").count(), 2, "{report}");
    assert!(report.contains("What is assumed changes nothing here"), "{report}");
    assert!(report.contains("What is assumed changes what is said here"), "{report}");
}
