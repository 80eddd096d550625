//! Has the crate built again when a file of the pack comes, goes or changes.

fn main() {
    for part in [
        "pack.json",
        "sources.json",
        "readings.json",
        "conflicts.json",
        "acts",
        "agreements",
        "countries",
    ] {
        println!("cargo::rerun-if-changed={part}");
    }
}
