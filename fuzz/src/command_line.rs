//! Starts the built program again and again, each time with other arguments, files and input.
//!
//! `cargo run --release --example command_line -- PROGRAM SECONDS [SEED [RUN]]`; with `RUN` that
//! one run is repeated and shown.

mod words;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use safe_fuzz::mutate::mutate;
use safe_fuzz::random::Random;
use words::{COMMANDS, OPTIONS, WORDS};

/// What a receipt is made of, and what it is checked with.
const BOUND: [&str; 4] = ["bound.json", "receipt.json", "trace.json", "secret"];

/// One way of starting the program.
struct Start {
    arguments: Vec<Vec<u8>>,
    files: BTreeMap<PathBuf, Vec<u8>>,
    standard: Vec<u8>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let program =
        fs::canonicalize(arguments.first().expect("name the program")).expect("a program");
    let (seconds, seed) = (number(1).unwrap_or(60), number(2).unwrap_or(1));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let seeds = seeds(&root);
    let bound = bound(&program, &root);
    let folder = std::env::temp_dir().join(format!("safe-fuzz-{}", std::process::id()));
    let pack: Vec<(String, Vec<u8>)> =
        safe_rules::files().map(|(path, content)| (path, content.to_vec())).collect();
    fs::create_dir_all(&folder).expect("a folder");
    if let Some(run) = number(3) {
        let start = start(&mut Random::new(seed.rotate_left(32) ^ run), &seeds, &pack, &bound);
        let output = once(&program, &folder, &start, &pack);
        show(&start);
        println!("{:?}\n{}", output.status, String::from_utf8_lossy(&output.stdout));
        println!("--- standard error\n{}", String::from_utf8_lossy(&output.stderr));
        println!("{:?}", wrong(&start, &output));
        return;
    }

    let began = Instant::now();
    let mut statuses: BTreeMap<Option<i32>, u64> = BTreeMap::new();
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    let mut run = 0;
    while began.elapsed() < Duration::from_secs(seconds) {
        let mut random = Random::new(seed.rotate_left(32) ^ run);
        let start = start(&mut random, &seeds, &pack, &bound);
        let output = once(&program, &folder, &start, &pack);
        *statuses.entry(output.status.code()).or_default() += 1;
        let mut problem = wrong(&start, &output);
        if problem.is_none() && random.once_in(16) {
            let again = once(&program, &folder, &start, &pack);
            problem = (again != output).then(|| "two runs differ".to_owned());
        }
        if let Some(problem) = problem {
            let count = found.entry(problem.clone()).or_default();
            *count += 1;
            if *count <= 3 {
                println!("run {run}: {problem}");
                show(&start);
            }
        }
        run += 1;
    }
    println!("{run} runs with seed {seed}; exit statuses {statuses:?}; found {found:?}");
    let _gone = fs::remove_dir_all(&folder);
    assert!(found.is_empty(), "something was found");
}

fn seeds(root: &Path) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    for folder in fs::read_dir(root.join("tests/cases")).expect("cases").flatten() {
        paths.extend(
            fs::read_dir(folder.path()).into_iter().flatten().flatten().map(|file| file.path()),
        );
    }
    paths.extend(
        fs::read_dir(root.join("examples/data"))
            .expect("samples")
            .flatten()
            .map(|file| file.path()),
    );
    paths.retain(|path| path.extension().is_some_and(|end| end == "json" || end == "jsonl"));
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a sample")).collect()
}

/// A receipt with all it is checked with, as the program itself writes them.
fn bound(program: &Path, root: &Path) -> Vec<Vec<u8>> {
    let folder = std::env::temp_dir().join(format!("safe-fuzz-bound-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let [document, receipt, trace, secret] = BOUND.map(|name| folder.join(name));
    fs::copy(root.join("examples/data/contract-example.json"), &document).expect("a sample");
    let written = Command::new(program)
        .arg("assess")
        .arg(&document)
        .args(["--as-of", "2026-11-22", "--format", "jsonl", "--receipt"])
        .arg(&receipt)
        .output()
        .expect("the program starts");
    fs::write(&trace, written.stdout).expect("a file");
    fs::write(&secret, [7; 32]).expect("a file");
    let bound = [document, receipt, trace, secret].map(|path| fs::read(path).expect("a file"));
    let _gone = fs::remove_dir_all(&folder);
    bound.to_vec()
}

fn start(
    random: &mut Random,
    seeds: &[Vec<u8>],
    pack: &[(String, Vec<u8>)],
    bound: &[Vec<u8>],
) -> Start {
    let mut files = BTreeMap::new();
    let flat = |text: Vec<u8>| text.into_iter().filter(|byte| *byte != b'\n').collect::<Vec<u8>>();
    let content = |random: &mut Random| {
        let seed = random.pick(seeds).cloned().unwrap_or_default();
        match random.below(8) {
            0..=4 => seed,
            5 => {
                // Several documents, as a list or as lines.
                let other = random.pick(seeds).cloned().unwrap_or_default();
                let several = if random.once_in(2) {
                    [&b"["[..], &seed, b",", &other, b"]"].concat()
                } else {
                    [flat(seed), flat(other)].join(&b'\n')
                };
                if random.once_in(2) { mutate(&several, 1 << 20, random) } else { several }
            }
            6 if random.once_in(2) => (0..random.below(64))
                .map(|_| u8::try_from(random.below(256)).unwrap_or(0))
                .collect(),
            _ => mutate(&seed, 1 << 20, random),
        }
    };
    files.insert(PathBuf::from("in.json"), content(random));
    files.insert(PathBuf::from("second.json"), content(random));
    let lines = [flat(content(random)), flat(content(random))].join(&b'\n');
    files.insert(PathBuf::from("in.jsonl"), lines);
    for (name, genuine) in BOUND.iter().zip(bound) {
        let text =
            if random.once_in(4) { mutate(genuine, 1 << 20, random) } else { genuine.clone() };
        files.insert(PathBuf::from(name), text);
    }
    let standard = content(random);
    // Most packs stay as they are, so that something is assessed under them.
    if random.once_in(4) {
        if let Some((path, content)) = random.pick(pack) {
            files.insert(Path::new("pack").join(path), mutate(content, 1 << 20, random));
        }
    }
    Start { arguments: arguments(random), files, standard }
}

fn arguments(random: &mut Random) -> Vec<Vec<u8>> {
    let mut list: Vec<Vec<u8>> = Vec::new();
    let mut word = |text: &str| list.push(text.as_bytes().to_vec());
    if random.once_in(4) {
        random
            .pick(COMMANDS)
            .into_iter()
            .for_each(|words| words.iter().for_each(|text| word(text)));
    } else {
        word("assess");
        for _ in 0..=random.below(2) {
            word(random.pick(&["in.json", "in.jsonl", "-", "second.json"]).copied().unwrap_or("-"));
        }
    }
    for _ in 0..random.below(4) {
        if let Some((name, values)) = random.pick(OPTIONS) {
            let at = random.below(values.len()).min(random.below(values.len()));
            word(name);
            word(values.get(at).copied().unwrap_or(""));
        }
    }
    for flag in ["--sums", "--depends-on-readings"] {
        if random.once_in(16) {
            word(flag);
        }
    }
    if random.once_in(8) {
        let at = random.below(list.len());
        let changed = match random.below(3) {
            0 => random.pick(WORDS).map(|word| word.as_bytes().to_vec()).unwrap_or_default(),
            1 => mutate(list.get(at).map_or(&b""[..], |word| word), 64, random),
            _ => (0..random.below(12))
                .map(|_| u8::try_from(random.below(256)).unwrap_or(0))
                .collect(),
        };
        // A system takes no argument with a null byte in it.
        let changed: Vec<u8> = changed.into_iter().filter(|byte| *byte != 0).collect();
        if let Some(argument) = list.get_mut(at) {
            *argument = changed;
        }
    }
    list
}

/// Runs the program in the folder with these files, for 20 seconds and with 4 GB at most.
fn once(program: &Path, folder: &Path, start: &Start, pack: &[(String, Vec<u8>)]) -> Output {
    for (path, content) in pack {
        let path = folder.join("pack").join(path);
        if !path.exists() {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, content).expect("a file");
        }
    }
    for (path, content) in &start.files {
        fs::write(folder.join(path), content).expect("a file");
    }
    let mut child = Command::new("timeout")
        .args(["-s", "ABRT", "20", "sh", "-c", "ulimit -v 4194304; exec \"$@\"", "sh"])
        .arg(program)
        .args(start.arguments.iter().cloned().map(OsString::from_vec))
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", "2")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut standard = child.stdin.take().expect("standard input");
    let input = start.standard.clone();
    let writer = std::thread::spawn(move || standard.write_all(&input));
    let output = child.wait_with_output().expect("it ends");
    // A program that refuses its arguments does not read.
    let _written = writer.join();
    for path in start.files.keys().filter(|path| path.starts_with("pack")) {
        let _gone = fs::remove_file(folder.join(path));
    }
    output
}

/// What is wrong with how the program ended; `None`: nothing is.
fn wrong(start: &Start, output: &Output) -> Option<String> {
    let status = match output.status.code() {
        Some(124 | 134) => return Some("it takes too long or aborts".to_owned()),
        Some(status) if status > 3 => return Some(format!("exit status {status}")),
        Some(status) => status,
        None => return Some(format!("ended by signal {:?}", output.status.signal())),
    };
    let (Ok(out), Ok(err)) =
        (std::str::from_utf8(&output.stdout), std::str::from_utf8(&output.stderr))
    else {
        return Some("what is written is no UTF-8".to_owned());
    };
    let steers =
        |text: &str| text.chars().any(|char| char.is_control() && char != '\n' && char != '\t');
    if err.contains("panicked") {
        return Some("it panics".to_owned());
    }
    if status == 2 && err.is_empty() && out.is_empty() {
        return Some("it fails without a word".to_owned());
    }
    if steers(out) && start.arguments.first().is_none_or(|command| command != b"completions") {
        return Some("a control character on standard output".to_owned());
    }
    // What is given on the command line comes from whoever reads it, and may be said again.
    let given = start.arguments.iter().any(|argument| argument.iter().any(u8::is_ascii_control));
    if steers(err) && !given && start.arguments.iter().all(|argument| argument.is_ascii()) {
        return Some("a control character on standard error".to_owned());
    }
    let is = |name: &str| start.arguments.iter().any(|argument| argument == name.as_bytes());
    let assesses = start.arguments.first().is_some_and(|command| command == b"assess");
    let asks_help = ["--help", "-h", "--version", "-V"].into_iter().any(is);
    // Whoever asks for answers and for no form reads a text.
    let other = ["text", "markdown", "html", "--answer"].into_iter().any(is);
    if assesses && !asks_help && !other && !out.is_empty() {
        let read = serde_json::Deserializer::from_str(out).into_iter::<serde_json::Value>();
        if read.into_iter().any(|value| value.is_err()) {
            return Some("standard output is no JSON".to_owned());
        }
    }
    None
}

fn show(start: &Start) {
    let arguments = start.arguments.iter().map(|argument| String::from_utf8_lossy(argument));
    println!("  arguments {:?}", arguments.collect::<Vec<_>>());
    for (path, content) in &start.files {
        println!(
            "  {} ({} bytes) {:?}",
            path.display(),
            content.len(),
            String::from_utf8_lossy(content)
        );
    }
    println!("  standard input {:?}", String::from_utf8_lossy(&start.standard));
}
