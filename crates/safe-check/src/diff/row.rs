//! One comparison, as it is written.

use safe_eligibility::diff::{Diff, DiffTally, LawPair, MovedFinding};
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::report::{Language, TextOptions};
use safe_intake::Diagnostic;

use crate::arguments::DiffFormat;
use crate::question::Paged;

/// How comparisons are written.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) format: DiffFormat,
    pub(super) language: Language,
    pub(super) screen: TextOptions,
    /// Whether those of which nothing moved are written as well.
    pub(super) writes_all: bool,
}

/// What became of one comparison.
#[derive(Default)]
pub(super) struct Row {
    pub(super) input: String,
    /// What a summary counts; `None`: it could not be compared.
    pub(super) tally: Option<DiffTally>,
    /// As one of several; empty where it is not written.
    pub(super) text: String,
    /// As the only one; `None`: it is not the first.
    pub(super) alone: Option<String>,
    /// Cells of the table.
    pub(super) cells: Vec<String>,
    /// What is said beside it; every problem where it could not be compared.
    pub(super) said: Vec<Diagnostic>,
    pub(super) bytes: usize,
}

/// The columns of the table.
pub(super) const COLUMNS: [&str; 11] = [
    "input",
    "id",
    "before",
    "after",
    "moved",
    "findings",
    "because_of",
    "proof",
    "needed",
    "assumed",
    "problems",
];

impl Row {
    /// What could not be compared.
    pub(super) fn failed(input: String, problems: Vec<Diagnostic>) -> Self {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let mut cells = vec![input.clone()];
        cells.resize(COLUMNS.len().saturating_sub(1), String::new());
        cells.push(said.join("\n"));
        Self { input, cells, said: problems, ..Self::default() }
    }
}

impl Writing {
    /// Compares two sides; `is_first`: it may be the only comparison.
    pub(super) fn compared(
        &self,
        input: &str,
        (from, to): (&CommonProcurement, &CommonProcurement),
        laws: &LawPair,
        is_first: bool,
    ) -> Row {
        let written = Diff::of(from, to, laws).map(|diff| self.written(input, &diff, is_first));
        written.unwrap_or_else(|error| {
            let problem = Diagnostic::new("too-long", input, &error.to_string());
            Row::failed(input.to_owned(), vec![problem])
        })
    }

    fn written(&self, input: &str, diff: &Diff<'_>, is_first: bool) -> Row {
        let tally = diff.tally();
        let is_written = self.writes_all || tally.causes.is_some();
        let mut row = Row { input: input.to_owned(), ..Row::default() };
        match self.format {
            DiffFormat::Text => {
                if is_first {
                    row.alone = Some(diff.to_text(self.language, self.screen));
                }
                if is_written {
                    row.text = diff.to_brief_text(input, self.language, self.screen);
                }
            }
            DiffFormat::Json | DiffFormat::Jsonl => {
                if is_first && self.format == DiffFormat::Json {
                    row.alone = Some(diff.to_json(true) + "\n");
                }
                if is_written {
                    row.text = row_of(input, "diff", &diff.to_json(false));
                }
            }
            DiffFormat::Markdown => row.alone = Some(self.page(Paged::Markdown, diff)),
            DiffFormat::Html => row.alone = Some(self.page(Paged::Html, diff)),
            DiffFormat::Csv if is_written => row.cells = cells(input, diff, &tally),
            DiffFormat::Csv => {}
        }
        row.tally = Some(tally);
        row
    }

    fn page(&self, page: Paged, diff: &Diff<'_>) -> String {
        page.report(diff.after(), diff.to_answer(self.language), self.language)
    }
}

/// A row as JSON on one line: its input and what is said of it, which is JSON already.
pub(super) fn row_of(input: &str, member: &str, json: &str) -> String {
    let input = serde_json::Value::from(input);
    format!("{{\"format\":\"safe-diff-row/1\",\"input\":{input},\"{member}\":{json}}}")
}

fn cells(input: &str, diff: &Diff<'_>, tally: &DiffTally) -> Vec<String> {
    let (before, after) = tally.verdicts;
    let findings: Vec<String> = diff.moved().iter().map(finding).collect();
    let proof = diff.causes_in_short().into_iter().map(|causes| causes.proof).max();
    vec![
        input.to_owned(),
        diff.to().id().to_owned(),
        before.as_str().to_owned(),
        after.as_str().to_owned(),
        diff.moved().len().to_string(),
        findings.join("\n"),
        tally.causes.clone().unwrap_or_default(),
        proof.map_or("", |proof| proof.as_str()).to_owned(),
        diff.needed_by_name(),
        assumed(diff.laws()),
        String::new(),
    ]
}

/// What is assumed, by the side on which it is.
fn assumed(laws: &LawPair) -> String {
    let assumed = laws.assumed();
    let before = assumed.before.iter().map(|text| format!("before: {text}"));
    let after = assumed.after.iter().map(|text| format!("after: {text}"));
    before.chain(after).collect::<Vec<_>>().join("\n")
}

/// A finding on one line: `component-cap:/end_products/0: met -> not-met`.
fn finding(moved: &MovedFinding) -> String {
    let at = moved.after.as_ref().or(moved.before.as_ref());
    let at = at.map(|(at, _)| at.to_string()).unwrap_or_default();
    let [before, after] = [&moved.before, &moved.after]
        .map(|side| side.as_ref().map_or("none", |(_, came)| came.outcome));
    format!("{}:{at}: {before} -> {after}", moved.rule)
}
