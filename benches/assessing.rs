//! Assessing a procurement that was read already; the throughput is that of its lines.
#[expect(dead_code, reason = "each bench needs some of it")]
mod generate;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use safe_eligibility::model::day::Day;
use safe_eligibility::{Rulebook, assess};
use safe_intake::read_document;

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let law = Rulebook::embedded().unwrap().on(Day::parse("2026-11-22").unwrap());
    let forms: [(&str, fn(usize, u64) -> String); 2] =
        [("flat", generate::flat), ("deep", generate::deep)];
    for (form, generate) in forms {
        let mut group = criterion.benchmark_group(format!("assessing/{form}"));
        for lines in [100, 10_000, 1_000_000] {
            let text = generate(lines, generate::SEED);
            let procurement = read_document(text.as_bytes()).unwrap();
            group.throughput(Throughput::Elements(u64::try_from(lines).unwrap()));
            group.bench_function(BenchmarkId::from_parameter(lines), |bench| {
                bench.iter(|| drop(assess(black_box(&procurement), &law).unwrap()));
            });
        }
        group.finish();
    }
    criterion.final_summary();
}
