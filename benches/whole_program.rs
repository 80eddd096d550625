//! Processor time and memory of the whole program, as a share of what it takes `serde_json` only
//! to read the same file.
//!
//! Both run on one thread, each in a process of its own, in turn, so that they meet the same
//! machine; time is that of the processor, which a busy machine disturbs least, and the median
//! of several runs. Linux only; elsewhere it says so.

#[cfg(target_os = "linux")]
mod generate;
#[cfg(target_os = "linux")]
mod measured;
#[cfg(target_os = "linux")]
mod typed;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["typed", path] => typed::read_file(std::path::Path::new(path)),
        ["child", program, arguments @ ..] => measured::child(program, arguments),
        // Cargo tells benches `--bench`, and tests nothing.
        [.., "--bench"] => return measured::table(),
        _ => println!("whole_program: run it with `cargo bench`"),
    }
    std::process::ExitCode::SUCCESS
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("whole_program: run it on Linux");
}
