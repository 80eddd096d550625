//! A rule pack examined, and compared with one that was edited.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::schema::{problems, validator};
use crate::{golden, json, run, run_in, workspace};

/// A copy of `rules/` with one file changed.
fn edited(name: &str, path: &str, change: impl FnOnce(&mut Value)) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("analyse").join(name);
    let _gone = fs::remove_dir_all(&folder);
    copy(&workspace().join("rules"), &folder);
    let path = folder.join(path);
    let mut file = json(&fs::read_to_string(&path).unwrap());
    change(&mut file);
    fs::write(path, file.to_string()).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copied = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &copied);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            fs::copy(path, copied).unwrap();
        }
    }
}

const CAP: &str = "acts/reg-2025-1106/component-cap/2025-05-29.json";

fn lower_ceiling(name: &str) -> PathBuf {
    edited(name, CAP, |cap| cap["condition"]["share-at-most"]["ceiling"] = "0.30".into())
}

const SOON: [&str; 2] = ["--tries", "12000"];

#[test]
fn a_pack_is_examined_in_every_language_and_as_its_schema_says() {
    let answer = run(&[&["rules", "analyse", "--format", "json"][..], &SOON].concat());
    assert_eq!((answer.status, &*answer.stderr), (0, ""));
    let analysis = json(&answer.stdout);
    assert_eq!(problems(&validator("analysis"), &analysis), [""; 0]);
    assert_eq!(analysis["as_of"], "2026-11-22");
    let taken = validator("procurement");
    for rule in analysis["of_rules"].as_array().unwrap() {
        for member in ["decides", "met", "not_met"] {
            let document = &rule[member]["witness"]["document"];
            if !document.is_null() {
                assert_eq!(problems(&taken, document), [""; 0], "{} {member}", rule["rule"]);
            }
        }
    }
    // A few tries leave something open, and everything has a word of its own.
    for (language, tries) in [("en", "300"), ("fr", "300"), ("de", "300"), ("pl", "12000")] {
        let options = ["--format", "text", "--language", language, "--tries", tries];
        let answer = run(&[&["rules", "analyse"][..], &options].concat());
        assert_eq!((answer.status, &*answer.stderr), (0, ""));
        assert!(!answer.stdout.contains('⟦'), "{}", answer.stdout);
        if language == "pl" {
            golden("analyse/pl.txt", &answer.stdout);
        }
    }
}

#[test]
fn a_difference_is_shown_by_a_document_that_can_be_assessed() {
    let pack = lower_ceiling("ceiling");
    let pack = pack.to_str().unwrap();
    let text = run(&["rules", "analyse", "--against", pack, "--format", "text"]);
    assert_eq!((text.status, &*text.stderr), (0, ""));
    golden("analyse/against.txt", &text.stdout);
    let (_, document) = text.stdout.split_once("\n{\n").unwrap();
    let document = &format!("{{\n{document}");
    let folder = crate::folder("analyse/shown", &[("shown.json", document)]);
    for (more, status) in [(&[][..], 0), (&["--rules", pack][..], 1)] {
        let arguments = [&["assess", "shown.json", "--as-of", "2026-11-22"][..], more].concat();
        assert_eq!(run_in(&folder, &arguments).status, status);
    }
    for language in ["fr", "de", "pl"] {
        let options = ["--format", "text", "--language", language];
        let answer = run(&[&["rules", "analyse", "--against", pack][..], &options].concat());
        assert!(!answer.stdout.contains('⟦'), "{}", answer.stdout);
    }
    let answer = run(&["rules", "analyse", "--rules", pack, "--against", pack]);
    let alike = json(&answer.stdout);
    assert_eq!(problems(&validator("comparison"), &alike), [""; 0]);
    assert_eq!(alike["outcome"], "alike");
    let differ = json(&run(&["rules", "analyse", "--against", pack]).stdout);
    assert_eq!(problems(&validator("comparison"), &differ), [""; 0]);
    assert_eq!(differ["outcome"], "differ");
    assert_eq!(json(document), differ["witness"]["document"]);
    let few = ["--tries", "1", "--least-evidence", "text", "--format", "json"];
    let open = run(&[&["rules", "analyse", "--against", pack][..], &few].concat());
    let open = json(&open.stdout);
    assert_eq!(problems(&validator("comparison"), &open), [""; 0]);
    assert_eq!(open["outcome"], "not-found");
    assert!(open["tries"].as_u64().unwrap() >= 1);
}

#[test]
fn what_cannot_be_examined_is_refused() {
    let refused = |arguments: &[&str]| {
        let answer = run(&[&["rules", "analyse"], arguments].concat());
        assert_eq!((answer.status, &*answer.stdout), (2, ""));
        answer.stderr
    };
    let pack = edited("broken", CAP, |cap| {
        cap["condition"]["share-at-most"]["ceiling"] = "1.5".into();
        cap["checked_on"] = "soon".into();
    });
    let pack = pack.to_str().unwrap();
    let said = refused(&["--against", pack]);
    assert!(said.contains(&format!("\n{pack}/{CAP}#/condition/share-at-most/ceiling")), "{said}");
    assert!(said.contains(&format!("\n{pack}/{CAP}#/checked_on")), "{said}");
    let fewer = edited("fewer", "readings.json", |readings| {
        let questions = readings["questions"].as_array_mut().unwrap();
        let tier = questions.iter_mut().find(|one| one["id"] == "component-tier").unwrap();
        let options = tier["options"].as_array_mut().unwrap();
        let mut more = options[1].clone();
        more["option"] = "roots".into();
        options.push(more);
        tier["words"] = Value::Null;
        tier.as_object_mut().unwrap().remove("words");
    });
    let path = fewer.join(CAP);
    let cap = fs::read_to_string(&path).unwrap();
    let mut cap = json(&cap);
    let options = &mut cap["condition"]["share-at-most"]["tier"]["options"];
    let mut more = options[1].clone();
    more["option"] = "roots".into();
    options.as_array_mut().unwrap().push(more);
    fs::write(path, cap.to_string()).unwrap();
    let fewer = fewer.to_str().unwrap();
    let choice = ["--reading", "component-tier=roots"];
    let own = "--reading: `roots` is no option of `component-tier`; \
               choose `first-tier` or `leaves`\n";
    assert_eq!(refused(&choice), own);
    let other = ["--rules", fewer, "--against", "../../rules"];
    let other = refused(&[&other[..], &choice].concat());
    assert_eq!(other, format!("--against ../../rules: {own}"));
    let nowhere = refused(&["--against", "nowhere"]);
    assert!(nowhere.contains("nowhere"), "{nowhere}");
}

#[test]
fn what_is_assumed_is_examined_and_compared_with_the_law() {
    let treaty = "agreement GB from 2026-06-01 like CA";
    let assumed = ["rules", "analyse", "--to-assume", treaty];
    let answer = json(&run(&assumed).stdout);
    assert_eq!(problems(&validator("comparison"), &answer), [""; 0]);
    assert_eq!(
        (&answer["outcome"], &answer["assumptions"]["after"][0]),
        (&"differ".into(), &treaty.into())
    );
    let document = answer["witness"]["document"].to_string();
    let folder = crate::folder("analyse/assumed", &[("shown.json", &*document)]);
    let verdicts = answer["witness"]["verdicts"].as_array().unwrap();
    for (more, verdict) in [&[][..], &["--assume", treaty]].into_iter().zip(verdicts) {
        let asked = ["assess", "shown.json", "--as-of", "2026-11-22", "--format", "json"];
        let plain = json(&run_in(&folder, &[&asked[..], more].concat()).stdout);
        assert_eq!(&plain["verdict"], verdict);
    }
    let text = run(&[&assumed[..], &["--format", "text"]].concat());
    golden("analyse/assumed.txt", &text.stdout);
    let lower = ["rules", "analyse", "--assume", "cap 0.30", "--tries", "300"];
    let examined = json(&run(&lower).stdout);
    assert_eq!(problems(&validator("analysis"), &examined), [""; 0]);
    assert_eq!(examined["assumptions"], serde_json::json!(["cap 0.30"]));
    let text = run(&[&lower[..], &["--format", "text"]].concat()).stdout;
    assert!(text.starts_with("! Not the law: assumed that the ceiling"), "{text}");
    let refused = run(&["rules", "analyse", "--to-assume", "peace"]);
    assert_eq!((refused.status, &*refused.stdout), (2, ""));
    assert!(refused.stderr.contains("--to-assume: assumption 1, `peace`: "), "{}", refused.stderr);
}
