//! Reading a document, next to `serde_json` on the same bytes in the same run.
#[expect(dead_code, reason = "each bench needs some of it")]
mod generate;
mod typed;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use safe_intake::{Documents, read_document};

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    for (name, lines) in [("flat 100", 100), ("flat 10,000", 10_000), ("flat 1,000,000", 1_000_000)]
    {
        one(&mut criterion, name, &generate::flat(lines, generate::SEED));
    }
    one(&mut criterion, "deep 1,000,000", &generate::deep(1_000_000, generate::SEED));
    several(&mut criterion, "10,000 of 100", &generate::many(10_000, 100, generate::SEED));
    criterion.final_summary();
}

fn one(criterion: &mut Criterion, name: &str, text: &str) {
    let mut group = criterion.benchmark_group(format!("reading/{name}"));
    group.throughput(bytes(text));
    group.bench_function("typed", |bench| bench.iter(|| drop(typed::read(black_box(text)))));
    group.bench_function("intake", |bench| {
        bench.iter(|| drop(read_document(black_box(text.as_bytes())).unwrap()));
    });
    group.finish();
}

fn several(criterion: &mut Criterion, name: &str, text: &str) {
    let mut group = criterion.benchmark_group(format!("reading/{name}"));
    group.throughput(bytes(text));
    group.bench_function("typed", |bench| {
        bench.iter(|| black_box(text).lines().for_each(|line| drop(typed::read(line))));
    });
    group.bench_function("intake", |bench| {
        bench.iter(|| {
            let documents = Documents::in_lines(black_box(text.as_bytes()));
            documents.for_each(|document| drop(document.read().unwrap()));
        });
    });
    group.finish();
}

fn bytes(text: &str) -> Throughput {
    Throughput::Bytes(u64::try_from(text.len()).unwrap())
}
