//! Writing an assessment: JSON without and with its trace, and text.
#[expect(dead_code, reason = "each bench needs some of it")]
mod generate;

use std::hint::black_box;

use criterion::Criterion;
use safe_eligibility::model::day::Day;
use safe_eligibility::report::{LinesShown, ReportOptions, TextOptions};
use safe_eligibility::{Rulebook, assess};
use safe_intake::read_document;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let law = Rulebook::embedded().unwrap().on(Day::parse("2026-11-22").unwrap());
    for lines in [100, 10_000] {
        let text = generate::deep(lines, generate::SEED);
        let procurement = read_document(text.as_bytes()).unwrap();
        let assessment = assess(&procurement, &law).unwrap();
        let full = ReportOptions::default();
        let (mut none, mut all) = (full, full);
        none.trace = false;
        all.lines = LinesShown::All;

        let mut group = criterion.benchmark_group(format!("writing/{lines} lines"));
        for (name, options) in [("json none", none), ("json full", full), ("json all lines", all)] {
            group.bench_function(name, |bench| {
                bench.iter(|| drop(black_box(&assessment).to_json(options)));
            });
        }
        group.bench_function("text", |bench| {
            bench.iter(|| drop(black_box(&assessment).to_text(full, TextOptions::default())));
        });
        group.finish();
    }
    criterion.final_summary();
}
