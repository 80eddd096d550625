//! Processor time and memory of reading, assessing and writing, as a share of what it takes
//! `serde_json` only to read the same file.
//!
//! Each run is a process of its own, so that its peak of memory is its own too. Time is that of
//! the processor, which a busy machine disturbs least, and the median of several runs. Linux only,
//! for it reads `/proc`; elsewhere it says so.
mod generate;
mod typed;

use std::fs;
use std::hint::black_box;
use std::io::{BufWriter, Write, sink};
use std::path::{Path, PathBuf};
use std::process::Command;

use safe_eligibility::model::day::Day;
use safe_eligibility::report::ReportOptions;
use safe_eligibility::{Law, Rulebook, assess};
use safe_intake::{DocumentText, Documents};

const RUNS: usize = 5;

/// What is measured, and how many hundredths of the yardstick it may take at most.
const ROWS: [(&str, &str, &str, u64); 6] = [
    ("flat, 1,000,000 lines", "flat.json", "none", 200),
    ("flat, 1,000,000 lines", "flat.json", "full", 200),
    ("8 levels, 1,000,000 lines", "deep.json", "none", 200),
    ("8 levels, 1,000,000 lines", "deep.json", "full", 200),
    ("10,000 documents of 100 lines", "many.jsonl", "none", 200),
    ("10,000 documents of 100 lines", "many.jsonl", "full", 300),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run", how, path] => run(how, Path::new(path)),
        // Cargo tells benches `--bench`, and tests nothing.
        [.., "--bench"] if Path::new("/proc/self/schedstat").exists() => table(),
        _ => println!("whole_program: run it with `cargo bench`, on Linux"),
    }
}

/// One process: does its work and prints what it took.
fn run(how: &str, path: &Path) {
    let input = fs::read(path).unwrap();
    let is_lines = path.extension().is_some_and(|end| end == "jsonl");
    if how == "typed" {
        let text = std::str::from_utf8(&input).unwrap();
        if is_lines {
            text.lines().for_each(|line| drop(black_box(typed::read(line))));
        } else {
            drop(black_box(typed::read(text)));
        }
    } else {
        let law = Rulebook::embedded().unwrap().on(Day::parse("2026-11-22").unwrap());
        let mut options = ReportOptions::default();
        options.trace = how == "full";
        let documents =
            if is_lines { Documents::in_lines(&input) } else { Documents::in_json(&input) };
        documents.for_each(|document| answer(&document, &law, options));
    }
    println!("{} {}", processor_time(), peak());
}

fn answer(document: &DocumentText<'_>, law: &Law, options: ReportOptions) {
    let procurement = document.read().unwrap();
    let assessment = assess(&procurement, law).unwrap();
    let mut out = BufWriter::new(sink());
    assessment.write_json(&mut out, options).unwrap();
    out.write_all(b"\n").unwrap();
}

fn table() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("whole-program");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("flat.json"), generate::flat(1_000_000, generate::SEED)).unwrap();
    fs::write(folder.join("deep.json"), generate::deep(1_000_000, generate::SEED)).unwrap();
    fs::write(folder.join("many.jsonl"), generate::many(10_000, 100, generate::SEED)).unwrap();
    println!(
        "| Input | Trace | Typed `serde_json` | Ours, whole | Ratio | Limit | Peak: typed | Peak: ours |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|");
    for (name, file, trace, limit) in ROWS {
        let path = folder.join(file);
        // In turn, so that both meet the same machine.
        let pairs: Vec<_> =
            (0..RUNS).map(|_| (measured("typed", &path), measured(trace, &path))).collect();
        let typed = median(pairs.iter().map(|(typed, _)| typed.0).collect());
        let ours = median(pairs.iter().map(|(_, ours)| ours.0).collect());
        let ratio = ours.saturating_mul(100).checked_div(typed).unwrap_or(0);
        let typed_peak = median(pairs.iter().map(|(typed, _)| typed.1).collect());
        let ours_peak = median(pairs.iter().map(|(_, ours)| ours.1).collect());
        println!(
            "| {name} | {trace} | {} s | {} s | {} | {} | {} MB | {} MB |",
            hundredths(typed / 10_000_000),
            hundredths(ours / 10_000_000),
            hundredths(ratio),
            hundredths(limit),
            typed_peak / 1024,
            ours_peak / 1024,
        );
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Nanoseconds of processor time and kilobytes of memory of a run of its own.
fn measured(how: &str, path: &Path) -> (u64, u64) {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).args(["run", how]).arg(path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (time, peak) = text.trim().split_once(' ').unwrap();
    (time.parse().unwrap(), peak.parse().unwrap())
}

fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}

fn hundredths(value: u64) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}

/// What the processor spent on this process, which has one thread, in nanoseconds.
fn processor_time() -> u64 {
    let text = fs::read_to_string("/proc/self/schedstat").unwrap();
    text.split_whitespace().next().unwrap().parse().unwrap()
}

/// The most memory this process ever held, in kilobytes.
fn peak() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
