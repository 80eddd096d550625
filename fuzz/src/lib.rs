//! What the fuzz targets share: the law they assess under, and what must hold of every answer.

pub mod mutate;
pub mod random;
pub mod tables;

use std::io::{BufReader, Cursor};

use safe_eligibility::model::day::Day;
use safe_eligibility::report::{LinesShown, ReportOptions, TextOptions};
use safe_eligibility::{Assessment, Law, Rulebook, assess};
use safe_intake::{DocumentText, Documents, InputErrors, JsonLines};

/// The day asked about, whatever day it is.
pub const AS_OF: &str = "2026-11-22";

/// The law of a rulebook on that day.
#[must_use]
pub fn law_of(rulebook: &Rulebook) -> Law {
    rulebook.on(Day::parse(AS_OF).expect("a day"))
}

/// Reads an input in every form it can have, and answers for each of its documents.
pub fn answer_input(input: &[u8], law: &Law) {
    for document in Documents::in_any(input) {
        answer(&document, law);
    }
    // A list, of which each item is cut out before it is read.
    let listed = Documents::in_json(input).map(|document| document.read().is_ok()).count();
    assert!(listed > 0, "nothing to read passes for nothing to report");
    // Lines in memory and lines as they come are the same documents.
    let in_memory = Documents::in_lines(input);
    let as_they_come = JsonLines::new(BufReader::with_capacity(7, Cursor::new(input)));
    let mut lines = 0;
    for (left, right) in in_memory.zip(as_they_come) {
        let right = right.expect("memory can be read");
        assert_eq!(left.bytes(), right.bytes());
        assert_eq!((left.index(), left.line()), (right.index(), right.line()));
        lines += 1;
        if lines == 3 {
            assert_eq!(left.read().err(), right.read().err());
            break;
        }
    }
}

/// Reads a document, assesses it and writes the assessment in every form.
pub fn answer(document: &DocumentText<'_>, law: &Law) {
    let procurement = match document.read() {
        Ok(procurement) => procurement,
        Err(errors) => return check_problems(&errors),
    };
    match assess(&procurement, law) {
        Ok(assessment) => {
            check_written(&assessment);
            let again = assess(&procurement, law).expect("assessed once already");
            let options = ReportOptions::default();
            assert_eq!(assessment.to_json(options), again.to_json(options));
        }
        Err(error) => check_message(&error.to_string()),
    }
}

/// What must hold of the JSON of an assessment.
pub fn check_default(assessment: &Assessment<'_>) {
    check_json(&assessment.to_json(ReportOptions::default()), assessment);
}

/// What must hold of everything that is written of an assessment.
pub fn check_written(assessment: &Assessment<'_>) {
    let mut options = ReportOptions::default();
    check_json(&assessment.to_json(options), assessment);
    check_text(&assessment.to_text(options, TextOptions::default()));
    check_html(&assessment.to_html(options));
    check_text(&assessment.to_markdown(options));
    options.lines = LinesShown::All;
    options.pretty = true;
    check_json(&assessment.to_json(options), assessment);
    let mut screen = TextOptions::default();
    screen.width = 40;
    screen.colour = true;
    assert!(assessment.to_text(options, screen).ends_with('\n'));
    options.trace = false;
    check_json(&assessment.to_json(options), assessment);
    check_text(&assessment.to_text(options, TextOptions::default()));
}

fn check_json(json: &str, assessment: &Assessment<'_>) {
    let value: serde_json::Value = serde_json::from_str(json).expect("the assessment is JSON");
    assert_eq!(value["format"], "safe-assessment/1");
    assert_eq!(value["verdict"], assessment.verdict().as_str());
    assert_eq!(value["procurement"]["id"], assessment.procurement().id());
}

/// Checks that what a document says cannot steer the screen on which it is shown.
fn check_text(text: &str) {
    assert!(text.ends_with('\n'), "no line end at the end");
    let steering = text.chars().find(|char| char.is_control() && *char != '\n');
    assert_eq!(steering, None, "a control character is shown as it is");
}

/// Checks that no text of a document becomes part of the page.
fn check_html(page: &str) {
    assert!(!page.contains("<fuzz"), "text of the document became an element");
}

/// What must hold of the problems of a document.
pub fn check_problems(errors: &InputErrors) {
    assert!(!errors.problems().is_empty());
    check_message(&errors.to_string());
    for problem in errors.problems() {
        check_message(&problem.to_string());
    }
}

/// What must hold of a message: one line, with nothing in it that steers a screen.
pub fn check_message(message: &str) {
    assert!(!message.is_empty());
    let steering = message.chars().find(|char| char.is_control());
    assert_eq!(steering, None, "a control character in a message: {message:?}");
}
