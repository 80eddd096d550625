//! What runs of their own take, and the table of documents in the README.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::generate;

const RUNS: usize = 11;

/// A row: input, its file, the trace, and how many hundredths of the yardstick it may take.
type Row = (&'static str, &'static str, &'static str, u64);

const ROWS: [Row; 6] = [
    ("1 bill of 1,000,000 lines, flat", "flat.json", "none", 115),
    ("1 bill of 1,000,000 lines, flat", "flat.json", "full", 150),
    ("1 bill of 1,000,000 lines, 8 levels", "deep.json", "none", 160),
    ("1 bill of 1,000,000 lines, 8 levels", "deep.json", "full", 160),
    ("10,000 documents of 100 lines", "many.jsonl", "none", 115),
    ("10,000 documents of 100 lines", "many.jsonl", "full", 250),
];

/// Hundredths of the size of its file that the program may hold at most.
const MOST_MEMORY: u64 = 200;

/// Hundredths of the cost of a line in a bill of 100 that one in 1,000,000 may have.
const MOST_GROWTH: u64 = 150;

/// What a run took.
#[derive(Clone, Copy)]
pub(crate) struct Taken {
    pub(crate) microseconds: u64,
    pub(crate) kilobytes: u64,
}

/// Measures every row and prints the table; whether all is within its limits.
pub(crate) fn documents(program: &Path) -> bool {
    let folder = folder();
    fs::write(folder.join("flat.json"), generate::flat(1_000_000, generate::SEED)).unwrap();
    fs::write(folder.join("deep.json"), generate::deep(1_000_000, generate::SEED)).unwrap();
    fs::write(folder.join("many.jsonl"), generate::many(10_000, 100, generate::SEED)).unwrap();
    println!("| input | trace | `serde_json` | `safe-check` | ratio | at most | memory / file |");
    println!("|---|---|--:|--:|--:|--:|--:|");
    let mut within = true;
    let mut without_trace = Vec::new();
    for row in ROWS {
        let ours = print_row(&row, &folder.join(row.1), program, &mut within);
        if row.2 == "none" {
            without_trace.push(ours.microseconds);
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    if let [million, _, hundred] = without_trace.as_slice() {
        // Both have a million lines, so that milliseconds are nanoseconds a line.
        let growth = hundredths_of(*million, *hundred);
        within &= growth <= MOST_GROWTH;
        println!(
            "\nA line costs {} ns among 100 lines and {} ns among 1,000,000, {} times as much; \
             at most {}.",
            hundred / 1000,
            million / 1000,
            shown(growth),
            shown(MOST_GROWTH)
        );
    }
    within
}

/// A folder of its own for what is read.
pub(crate) fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("whole-program");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Builds the program as it is released and tells where it is.
pub(crate) fn built() -> PathBuf {
    let build = ["build", "--release", "--locked", "--package", "safe-check"];
    let built = Command::new(env!("CARGO")).args(build).status().unwrap();
    assert!(built.success());
    // This bench stands in `deps` beside it.
    let own = std::env::current_exe().unwrap();
    own.parent().unwrap().with_file_name("safe-check")
}

fn print_row(row: &Row, path: &Path, program: &Path, within: &mut bool) -> Taken {
    let (name, _, trace, limit) = row;
    let path_text = path.to_str().unwrap();
    let assess = [&["assess", path_text], &ASSESSED[..], &["--trace", trace]].concat();
    let Compared { typed, ours, ratio } = compare(&["typed", path_text], program, &assess);
    let file = fs::metadata(path).unwrap().len() / 1024;
    let memory = hundredths_of(ours.kilobytes, file);
    *within &= ratio <= *limit && memory <= MOST_MEMORY;
    println!(
        "| {name} | {trace} | {} ms | {} ms | {} | {} | {} |",
        typed / 1000,
        ours.microseconds / 1000,
        shown(ratio),
        shown(*limit),
        shown(memory),
    );
    ours
}

/// How every input is assessed.
pub(crate) const ASSESSED: [&str; 4] = ["--as-of", "2026-11-22", "--format", "jsonl"];

/// What the yardstick took, what the program took, and hundredths of the one that the other is.
pub(crate) struct Compared {
    pub(crate) typed: u64,
    pub(crate) ours: Taken,
    pub(crate) ratio: u64,
}

/// Runs this bench as a yardstick and the program in turn.
pub(crate) fn compare(yardstick: &[&str], program: &Path, arguments: &[&str]) -> Compared {
    let own = std::env::current_exe().unwrap();
    in_turn(|| (run(&own, yardstick), run(program, arguments)))
}

/// Runs a program in two ways in turn, the first of which is the yardstick.
pub(crate) fn compare_programs(program: &Path, one: &[String], other: &[String]) -> Compared {
    let texts = |arguments: &[String]| -> Taken {
        run(program, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    in_turn(|| (texts(one), texts(other)))
}

fn in_turn(pair: impl Fn() -> (Taken, Taken)) -> Compared {
    let pairs: Vec<(Taken, Taken)> = (0..RUNS).map(|_| pair()).collect();
    // Of each pair, for the machine may be faster an hour later.
    let ratio = median(
        pairs.iter().map(|(typed, ours)| hundredths_of(ours.microseconds, typed.microseconds)),
    );
    let ours = Taken {
        microseconds: median(pairs.iter().map(|(_, ours)| ours.microseconds)),
        kilobytes: median(pairs.iter().map(|(_, ours)| ours.kilobytes)),
    };
    Compared { typed: median(pairs.iter().map(|(typed, _)| typed.microseconds)), ours, ratio }
}

/// Has a process of its own run a program, of which it is the only child.
pub(crate) fn run(program: &Path, arguments: &[&str]) -> Taken {
    let own = std::env::current_exe().unwrap();
    let mut watcher = Command::new(own);
    watcher.arg("child").arg(program).args(arguments).env("RAYON_NUM_THREADS", "1");
    let output = watcher.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let (microseconds, kilobytes) = text.trim().split_once(' ').unwrap();
    Taken { microseconds: microseconds.parse().unwrap(), kilobytes: kilobytes.parse().unwrap() }
}

/// Runs a program, drops what it writes, and prints what it took.
pub(crate) fn child(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).status().unwrap();
    // Any verdict will do, but not that it could not run.
    assert!(matches!(status.code(), Some(0 | 1 | 3)));
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let time = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    println!("{time} {}", usage.max_rss());
}

fn median(values: impl Iterator<Item = u64>) -> u64 {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable();
    values[values.len() / 2]
}

pub(crate) fn hundredths_of(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).checked_div(whole).unwrap_or(0)
}

pub(crate) fn shown(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
