//! Questions after the verdict, about procurements that were read already.
#[expect(dead_code, reason = "each bench needs some of it")]
mod generate;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use safe_eligibility::Rulebook;
use safe_eligibility::all_readings::AllReadings;
use safe_eligibility::model::day::Day;
use safe_eligibility::timeline::{Span, Timeline};
use safe_intake::read_document;

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let law = Rulebook::embedded().unwrap().on(Day::parse("2026-11-22").unwrap());
    for lines in [1_000, 100_000] {
        let text = generate::in_doubt(lines, generate::SEED);
        let procurement = read_document(text.as_bytes()).unwrap();
        let all = AllReadings::of(&procurement, &law).unwrap();
        let looked_at = (0..all.choices().len()).filter(|at| all.looked_at(*at)).count();
        assert_eq!(looked_at, all.choices().len(), "every reading is to be looked at");
        let mut group = criterion.benchmark_group("asking");
        group.bench_function(BenchmarkId::new("readings", lines), |bench| {
            bench.iter(|| drop(AllReadings::of(black_box(&procurement), &law).unwrap()));
        });
        group.bench_function(BenchmarkId::new("timeline", lines), |bench| {
            let span = Span::known(&law);
            bench.iter(|| drop(Timeline::of(black_box(&procurement), &law, span).unwrap()));
        });
        group.finish();
    }
    criterion.final_summary();
}
