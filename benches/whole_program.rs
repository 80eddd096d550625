//! Processor time and memory of the whole program, as a share of what it takes a library only to
//! read the same file: `serde_json`, `csv` or `calamine`.
//!
//! Both run on one thread, each in a process of its own, in turn, so that they meet the same
//! machine; time is that of the processor, which a busy machine disturbs least, and the median
//! of several runs. Linux only; elsewhere it says so.

#[cfg(target_os = "linux")]
mod explained;
#[cfg(target_os = "linux")]
mod generate;
#[cfg(target_os = "linux")]
mod measured;
#[cfg(target_os = "linux")]
mod records;
#[cfg(target_os = "linux")]
mod tables;
#[cfg(target_os = "linux")]
mod typed;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["typed", path] => typed::read_file(std::path::Path::new(path)),
        ["csv", path] => records::read_csv(std::path::Path::new(path)),
        ["csv, dropping each", path] => records::pass_csv(std::path::Path::new(path)),
        ["calamine", path] => records::read_xlsx(std::path::Path::new(path)),
        ["child", program, arguments @ ..] => measured::child(program, arguments),
        // Cargo tells benches `--bench`, and tests nothing.
        [.., "--bench"] => {
            let program = measured::built();
            let documents = measured::documents(&program);
            let tables = tables::table(&program);
            let explanations = explained::table(&program);
            if !documents || !tables || !explanations {
                println!("\nSomething is over its limit.");
                return std::process::ExitCode::FAILURE;
            }
        }
        _ => println!("whole_program: run it with `cargo bench`"),
    }
    std::process::ExitCode::SUCCESS
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("whole_program: run it on Linux");
}
