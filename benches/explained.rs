//! What it takes to write an explanation, as a share of the same assessment without one.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::generate;
use crate::measured::{ASSESSED, compare_programs, folder, shown};

/// An explanation, and how many hundredths of the run without it one may take; `None`: not bounded.
const DEPTHS: [(&str, Option<u64>); 2] = [("full", Some(150)), ("lines", None)];

const LINES: usize = 100_000;

/// Measures each depth and prints the table; whether all is within its limits.
pub(crate) fn table(program: &Path) -> bool {
    let folder = folder();
    let path = folder.join("explained.json");
    fs::write(&path, generate::flat(LINES, generate::SEED)).unwrap();
    let path = path.to_str().unwrap();
    println!("\n| explanation of {LINES} lines | without | with | ratio | at most | output |");
    println!("|---|--:|--:|--:|--:|--:|");
    let mut within = true;
    for (depth, limit) in DEPTHS {
        let assess = |more: &[&'static str]| -> Vec<String> {
            let all = [&["assess", path][..], &ASSESSED, more].concat();
            all.into_iter().map(str::to_owned).collect()
        };
        let (without, with) = (assess(&["--trace", "none"]), assess(&["--depth", depth]));
        let compared = compare_programs(program, &without, &with);
        within &= limit.is_none_or(|limit| compared.ratio <= limit);
        println!(
            "| `{depth}` | {} ms | {} ms | {} | {} | {} kB |",
            compared.typed / 1000,
            compared.ours.microseconds / 1000,
            shown(compared.ratio),
            limit.map_or_else(|| "–".to_owned(), shown),
            Command::new(program).args(&with).output().unwrap().stdout.len() / 1000,
        );
    }
    fs::remove_dir_all(&folder).unwrap();
    within
}
