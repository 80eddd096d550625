//! The trace, reckoned again from what it shows: the document, the pack, the lines, the steps.
//!
//! Nothing of the engine is used but its JSON, so that a reader who checks an assessment by hand
//! comes to the same end.

mod oracle;
mod support;

#[path = "trace_holds/compared.rs"]
mod compared;
#[path = "trace_holds/facts.rs"]
mod facts;
#[path = "trace_holds/findings.rs"]
mod findings;
#[path = "trace_holds/judged.rs"]
mod judged;
#[path = "trace_holds/law_data.rs"]
mod law_data;
#[path = "trace_holds/leaves.rs"]
mod leaves;
#[path = "trace_holds/packs.rs"]
mod other_packs;
#[path = "trace_holds/rejected.rs"]
mod rejected;
#[path = "trace_holds/shown.rs"]
mod shown;
#[path = "trace_holds/source.rs"]
mod source;
#[path = "trace_holds/steps.rs"]
mod steps;
#[path = "trace_holds/sums.rs"]
mod sums;
#[path = "trace_holds/terms.rs"]
mod terms;
#[path = "trace_holds/together.rs"]
mod together;
#[path = "trace_holds/written.rs"]
mod written;

use std::path::Path;

use safe_eligibility::Rulebook;
use safe_eligibility::outcome::EvidenceGrade;
use serde_json::Value;
use shown::Shown;
use support::asking::Setting;
use support::packs::{self, Files};

#[test]
fn the_trace_of_every_case_holds() {
    let pack = Pack::of(support::pack_files());
    let faults: Vec<String> = packs::cases()
        .iter()
        .flat_map(|case| {
            let faults = pack.faults(&case.document, &case.setting());
            faults.into_iter().map(|fault| format!("{}: {fault}", case.name()))
        })
        .collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_trace_of_every_sample_holds() {
    let pack = Pack::of(support::pack_files());
    let folder = support::top().join("examples/data");
    let mut faults = Vec::new();
    for path in support::files_below(&folder, ".json") {
        let document = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        faults.extend(of_sample(&pack, &path, &document));
    }
    for path in support::files_below(&folder, ".jsonl") {
        let lines = std::fs::read_to_string(&path).unwrap();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            faults.extend(of_sample(&pack, &path, &serde_json::from_str(line).unwrap()));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// A sample on the days before and after the agreement with Canada, and under other readings.
fn of_sample(pack: &Pack, path: &Path, document: &Value) -> Vec<String> {
    let settings = [
        Setting::today(),
        Setting::on("2026-02-13"),
        Setting::on("2026-03-01"),
        Setting::today().reading("component-tier", "leaves"),
        Setting::today().reading("outside-subcontractor-sum", "together"),
        Setting { least: EvidenceGrade::Assumed, ..Setting::today() },
    ];
    let each = settings.iter().flat_map(|setting| {
        let faults = pack.faults(document, setting).into_iter();
        faults.map(move |fault| format!("{} {setting:?}: {fault}", path.display()))
    });
    each.collect()
}

#[test]
fn the_trace_of_random_documents_holds() {
    let packs = [Pack::of(support::pack_files()), Pack::of(other_packs::crowded())];
    let mut random = oracle::generate::Random::seeded(2026);
    for _ in 0..2500 {
        let document = oracle::generate::document(&mut random);
        let drawn = oracle::generate::setting(&mut random);
        let least = EvidenceGrade::named(drawn.least_evidence.name()).unwrap();
        let setting = Setting { as_of: drawn.as_of, readings: drawn.readings, least };
        let faults = packs[random.below(2)].faults(&document, &setting);
        assert!(faults.is_empty(), "{}\n{setting:?}\n{document}", faults.join("\n"));
    }
}

/// A pack, both as the engine has it and as its files say.
struct Pack {
    rulebook: Rulebook,
    files: Files,
}

impl Pack {
    fn of(files: Files) -> Pack {
        Pack { rulebook: support::rulebook_of(&files), files }
    }

    /// Everything in the assessment of a document that does not follow from what it shows.
    fn faults(&self, document: &Value, setting: &Setting) -> Vec<String> {
        let shown = Shown::of(document, setting, &self.rulebook, &self.files);
        let mut faults = Vec::new();
        faults.extend(findings::faults(&shown));
        for step in shown.every_step() {
            let mut found = facts::faults(&shown, &step);
            found.extend(law_data::faults(&shown, &step));
            found.extend(compared::faults(&shown, &step));
            found.extend(sums::faults(&shown, &step));
            found.extend(steps::faults(&shown, &step));
            found.extend(rejected::faults(&shown, &step));
            found.extend(terms::faults(&shown, &step));
            found.extend(together::faults(&shown, &step));
            found.extend(written::faults(&shown, &step));
            faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", step.at())));
        }
        faults.extend(sums::content_faults(&shown));
        faults.extend(written::schema_faults(&shown));
        faults
    }
}
