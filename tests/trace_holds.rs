//! Everything that the engine writes is verified by the verifier, which is not the engine.

mod oracle;
mod support;

#[path = "trace_holds/packs.rs"]
mod other_packs;
#[path = "trace_holds/schema.rs"]
mod schema;

use std::collections::BTreeMap;
use std::path::Path;

use safe_eligibility::Rulebook;
use safe_eligibility::model::procurement::Digest;
use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::report::{LinesShown, ReportOptions};
use safe_verify::{Digests, Submitted, Verified, verify};
use support::asking::{Setting, asked_bytes};
use support::packs::{self, Files};

#[test]
fn the_trace_of_every_case_holds() {
    let pack = Pack::of(&support::pack_files());
    let faults: Vec<String> = packs::cases()
        .iter()
        .flat_map(|case| {
            let faults = pack.faults(&case.bytes, &case.setting());
            faults.into_iter().map(|fault| format!("{}: {fault}", case.name()))
        })
        .collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_trace_of_every_sample_holds() {
    let pack = Pack::of(&support::pack_files());
    let folder = support::top().join("examples/data");
    let mut faults = Vec::new();
    for path in support::files_below(&folder, ".json") {
        faults.extend(of_sample(&pack, &path, &std::fs::read(&path).unwrap()));
    }
    for path in support::files_below(&folder, ".jsonl") {
        let lines = std::fs::read_to_string(&path).unwrap();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            faults.extend(of_sample(&pack, &path, line.as_bytes()));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// A sample on the days before and after the agreement with Canada, and under other readings.
fn of_sample(pack: &Pack, path: &Path, document: &[u8]) -> Vec<String> {
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
    let packs = [Pack::of(&support::pack_files()), Pack::of(&other_packs::crowded())];
    let mut random = oracle::generate::Random::seeded(2026);
    for _ in 0..2500 {
        let document = oracle::generate::document(&mut random);
        let drawn = oracle::generate::setting(&mut random);
        let least = EvidenceGrade::named(drawn.least_evidence.name()).unwrap();
        let setting = Setting { as_of: drawn.as_of, readings: drawn.readings, least };
        let text = serde_json::to_vec(&document).unwrap();
        let faults = packs[random.below(2)].faults(&text, &setting);
        assert!(faults.is_empty(), "{}\n{setting:?}\n{document}", faults.join("\n"));
    }
}

/// A pack, both as the engine has it and as its files say.
struct Pack {
    rulebook: Rulebook,
    files: BTreeMap<String, Vec<u8>>,
}

impl Pack {
    fn of(files: &Files) -> Pack {
        let bytes = files.iter().map(|(path, file)| (path.clone(), packed(file)));
        Pack { rulebook: support::rulebook_of(files), files: bytes.collect() }
    }

    /// Everything in the assessment of a document that does not hold, whichever lines it shows.
    fn faults(&self, document: &[u8], setting: &Setting) -> Vec<String> {
        let law = setting.law(&self.rulebook);
        let mut faults = Vec::new();
        for shown in [LinesShown::Largest(20), LinesShown::All] {
            let mut options = ReportOptions::default();
            options.lines = shown;
            let written = asked_bytes(document, &law, |found| found.unwrap().to_json(options));
            faults.extend(self.verify(document, &law, &written, None).err().unwrap_or_default());
            if shown == LinesShown::All {
                faults.extend(schema::faults(&serde_json::from_str(&written).unwrap()));
            }
        }
        faults
    }

    fn verify(
        &self,
        document: &[u8],
        law: &safe_eligibility::Law,
        assessment: &str,
        lines: Option<safe_verify::LinesShown>,
    ) -> Result<Verified, Vec<String>> {
        let digests = [Digest::of(document).to_string(), law.pack().digest.to_string()];
        let [of_document, of_pack] = digests.each_ref().map(String::as_str);
        let digests = Digests::new(of_document, of_pack);
        let mut submitted = Submitted::new(document, &self.files, assessment.as_bytes(), digests);
        submitted.lines = lines;
        verify(&submitted).map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }
}

fn packed(file: &serde_json::Value) -> Vec<u8> {
    serde_json::to_vec_pretty(file).unwrap()
}
