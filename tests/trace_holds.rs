//! Everything that the engine writes is verified by the verifier, which is not the engine.

mod oracle;
mod support;

#[path = "trace_holds/packs.rs"]
mod other_packs;
#[path = "trace_holds/schema.rs"]
mod schema;

use std::collections::BTreeMap;
use std::path::Path;

use safe_eligibility::model::procurement::Digest;
use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::report::{LinesShown, ReportOptions};
use safe_eligibility::{Rulebook, assess};
use safe_intake::gather::{DocumentInput, Files, MappingInput, ProductBill, read_mapping};
use safe_intake::{Documents, InputFile, gather, write_document};
use safe_verify::{Digests, Submitted, verify};
use serde_json::{Value, json};
use support::asking::{Setting, asked_bytes};
use support::packs;

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

#[test]
fn the_trace_of_what_is_nested_as_deep_as_may_be_holds() {
    let pack = Pack::of(&support::pack_files());
    let mut document = packs::vehicle(chain(300));
    let mut controllers = json!([]);
    for _ in 0..32 {
        controllers = json!([{ "country": "US", "controllers": controllers }]);
    }
    document["contractors"][0]["controllers"] = controllers;
    let text = document.to_string();
    for tier in ["first-tier", "leaves"] {
        let setting = Setting::today().reading("component-tier", tier);
        let faults = pack.unverified(text.as_bytes(), &setting);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// Facts with the cells they were read from; the document is the one they were gathered into.
#[test]
fn the_trace_of_what_was_gathered_holds() {
    let pack = Pack::of(&support::pack_files());
    let read =
        |name: &str| std::fs::read(support::top().join("examples/tables").join(name)).unwrap();
    let (document, map, bill) = (read("procurement.json"), read("bom.map.toml"), read("bom.xlsx"));
    let text = Documents::in_json(&document).next().unwrap();
    let file = |name: &'static str, bytes| InputFile { name, bytes };
    let map = file("bom.map.toml", &map);
    let mapping = read_mapping(&map).unwrap();
    let mut files = Files::on(support::day("2026-11-22"));
    files.document = Some(DocumentInput { text: &text, file: "p.json", input: "p.json" });
    files.mapping = Some(MappingInput { file: map, mapping: &mapping });
    files.bills = vec![ProductBill { product: "vehicle", files: vec![file("bom.xlsx", &bill)] }];
    let gathered = gather(&files).unwrap();
    let law = Setting::today().law(&pack.rulebook);
    let assessment = assess(&gathered.procurement, &law).unwrap();
    let assessment = assessment.with_sources(&gathered.provenance);
    let mut options = ReportOptions::default();
    let without_sums = assessment.to_json(options);
    options.sums = true;
    let written = assessment.to_json(options);
    assert!(written.contains("\"cell\":"));
    let mut converted = Vec::new();
    write_document(&gathered.procurement, &mut converted).unwrap();
    let read: Value = serde_json::from_str(&written).unwrap();
    let digest = |pointer: &str| read.pointer(pointer).unwrap().as_str().unwrap_or("").to_owned();
    let (of_document, of_pack) = (digest("/procurement/sha256"), digest("/rules/sha256"));
    let verified = |text: &str| {
        let digests = Digests::new(&of_document, &of_pack);
        verify(&Submitted::new(&converted, &pack.files, text.as_bytes(), digests))
    };
    verified(&written).unwrap();
    verified(&without_sums).unwrap();
    let other = written.replacen("\"cell\":", "\"outcome\":", 1);
    assert_eq!(verified(&other).unwrap_err().len(), 1);
}

/// So many lines, each the only part of the one before it.
fn chain(lines: usize) -> Value {
    let each = (0..lines).map(|line| {
        let parent = line.checked_sub(1).map(|parent| parent.to_string());
        let cost = (line + 1 == lines).then_some("3.07");
        json!({
            "id": line.to_string(), "parent": parent, "quantity": "1.0000000003",
            "unit_cost": cost, "currency": cost.map(|_| "EUR"), "origin": "US"
        })
    });
    each.collect()
}

/// A pack, both as the engine has it and as its files say.
struct Pack {
    rulebook: Rulebook,
    files: BTreeMap<String, Vec<u8>>,
}

impl Pack {
    fn of(files: &packs::Files) -> Pack {
        let bytes = files.iter().map(|(path, file)| (path.clone(), packed(file)));
        Pack { rulebook: support::rulebook_of(files), files: bytes.collect() }
    }

    /// Everything in the assessment of a document that does not hold or that its schema refuses.
    fn faults(&self, document: &[u8], setting: &Setting) -> Vec<String> {
        let mut faults = self.unverified(document, setting);
        let written = self.written(document, setting, LinesShown::All);
        faults.extend(schema::faults(&serde_json::from_str(&written).unwrap()));
        faults
    }

    /// Everything in it that is not verified, whichever lines it shows.
    fn unverified(&self, document: &[u8], setting: &Setting) -> Vec<String> {
        let digests = [Digest::of(document), self.rulebook.pack().digest];
        let [of_document, of_pack] = digests.map(|digest| digest.to_string());
        let digests = Digests::new(&of_document, &of_pack);
        let shown = [LinesShown::Largest(20), LinesShown::All].into_iter();
        let faults = shown.flat_map(|shown| {
            let written = self.written(document, setting, shown);
            let submitted = Submitted::new(document, &self.files, written.as_bytes(), digests);
            verify(&submitted).err().unwrap_or_default()
        });
        faults.map(|fault| fault.to_string()).collect()
    }

    fn written(&self, document: &[u8], setting: &Setting, shown: LinesShown) -> String {
        let mut options = ReportOptions::default();
        options.lines = shown;
        options.sums = true;
        let law = setting.law(&self.rulebook);
        asked_bytes(document, &law, |found| found.unwrap().to_json(options))
    }
}

fn packed(file: &Value) -> Vec<u8> {
    serde_json::to_vec_pretty(file).unwrap()
}
