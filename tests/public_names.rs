//! The public names at the roots of the crates: whoever adds or removes one says so here.

mod support;

use safe_eligibility::{
    Assessment, EvaluateError, Finding, Law, Rulebook, Verdict, assess, assessment, conditions,
    diff, model, outcome, report, rulebook, status, tally, trace,
};
use safe_intake::{
    Diagnostic, DocumentText, Documents, InputError, InputErrors, InputFile, JsonLines, Pointer,
    Severity, Source, SourceFile, Spot, diagnostic, error, provenance, read_document,
};

/// What the root of `safe-eligibility` shows.
const ELIGIBILITY: &str = "\
pub mod all_readings;
pub mod analysis;
pub mod assessment;
pub mod conditions;
pub mod diff;
pub mod model;
pub mod next;
pub mod outcome;
pub mod remedy;
pub mod report;
pub mod rulebook;
pub mod status;
pub mod sums;
pub mod tally;
pub mod timeline;
pub mod trace;
pub use assessment::{Assessment, EvaluateError, Finding, Verdict, assess};
pub use rulebook::Rulebook;
pub use rulebook::law::Law;
";

/// What the root of `safe-intake` shows.
const INTAKE: &str = "\
pub mod diagnostic;
pub mod error;
pub mod gather;
pub mod provenance;
pub use alternatives::{Alternatives, read_alternatives};
pub use diagnostic::{Diagnostic, Severity};
pub use document::{DocumentText, read_document};
pub use error::InputError;
pub use gather::gather;
pub use pointer::Pointer;
pub use problems::InputErrors;
pub use source::{Source, SourceFile, Spot};
pub use split::{Documents, JsonLines};
pub use table::InputFile;
pub use write::write_document;
";

/// What the root of `safe-receipt` shows.
const RECEIPT: &str = "\
pub mod commitment;
pub mod difference;
pub mod envelope;
pub mod error;
pub mod opening;
pub mod redaction;
pub mod statement;
pub use canonical::{canonical, digest};
pub use commitment::{Salt, Secret};
pub use error::ReceiptError;
pub use json::Json;
pub use key::{PrivateKey, PublicKey};
pub use receipt::Receipt;
pub use redaction::Redaction;
pub use statement::{Engine, statement};
";

/// What the root of `safe-verify` shows.
const VERIFY: &str = "\
pub use grounds::Grounds;
pub use lines::LinesShown;
pub use submitted::{Digests, Fault, Openings, Submitted, Verified, verify};
";

#[test]
fn the_roots_show_these_names_and_no_others() {
    let roots = [
        ("safe-eligibility", ELIGIBILITY),
        ("safe-intake", INTAKE),
        ("safe-receipt", RECEIPT),
        ("safe-verify", VERIFY),
    ];
    for (root, expected) in roots {
        let path = support::top().join("crates").join(root).join("src/lib.rs");
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(public_lines(&text), expected, "the root of {root}");
    }
}

/// Every public item of a crate root, an item of several lines as one.
fn public_lines(text: &str) -> String {
    let mut lines = String::new();
    let mut is_open = false;
    for line in text.lines() {
        if is_open || line.starts_with("pub ") {
            let part = line.trim();
            let gap = if is_open && part != "};" && !lines.ends_with('{') { " " } else { "" };
            lines.push_str(gap);
            lines.push_str(part);
            is_open = !part.ends_with([';', '}']);
            if !is_open {
                lines.push('\n');
            }
        }
    }
    lines
}

/// A rulebook is loaded once and asked from all cores.
#[test]
fn law_and_assessments_can_be_shared_between_threads() {
    const fn is_shared<T: Send + Sync>() {}
    const {
        is_shared::<Rulebook>();
        is_shared::<Law>();
        is_shared::<Assessment<'_>>();
        is_shared::<model::procurement::CommonProcurement>();
        is_shared::<diff::LawPair>();
    }
}

/// Every name is there under its kind; what is gone or changed does not compile.
#[test]
fn every_name_can_be_used() {
    fn is_type<T>() {}
    is_type::<Assessment<'_>>();
    is_type::<EvaluateError>();
    is_type::<Finding<'_>>();
    is_type::<Law>();
    is_type::<Rulebook>();
    is_type::<Verdict>();
    is_type::<assessment::Via<'_>>();
    is_type::<conditions::Condition>();
    is_type::<diff::Diff<'_>>();
    is_type::<model::procurement::CommonProcurement>();
    is_type::<outcome::Outcome>();
    is_type::<report::ReportOptions>();
    is_type::<rulebook::pack::Pack>();
    is_type::<status::Status<'_>>();
    is_type::<tally::CostRange>();
    is_type::<trace::Step<'_>>();
    is_type::<Diagnostic>();
    is_type::<DocumentText<'_>>();
    is_type::<Documents<'_>>();
    is_type::<InputError>();
    is_type::<InputErrors>();
    is_type::<InputFile<'_>>();
    is_type::<InputFile<'_>>();
    is_type::<JsonLines<&[u8]>>();
    is_type::<Pointer>();
    is_type::<Severity>();
    is_type::<Source>();
    is_type::<SourceFile>();
    is_type::<Spot>();
    is_type::<diagnostic::Excerpt>();
    is_type::<provenance::Provenance<'_>>();
    is_type::<Source>();
    is_type::<SourceFile>();
    is_type::<Spot>();
    is_type::<error::Malformed>();
    let procurement = read_document(br#"{ "format": "safe-procurement/1", "id": "1" }"#).unwrap();
    let nothing = safe_intake::gather::Files::on(support::day("2026-11-22"));
    assert!(safe_intake::gather(&nothing).is_ok());
    let mut written = Vec::new();
    safe_intake::write_document(&procurement, &mut written).unwrap();
    let law = Rulebook::embedded().unwrap().on(support::day("2026-11-22"));
    assert_eq!(assess(&procurement, &law).unwrap().verdict(), Verdict::Undetermined);
}
