//! What is withheld stays withheld, and can be opened place by place.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::schema::{problems, validator};
use crate::{Run, folder, json, run_in, samples, workspace};

pub(crate) const COMMITMENT: &str = "withheld:sha256:";

/// A folder with a document, and what `assess --redact` writes of it.
pub(crate) fn redacted(name: &str, document: &Path) -> PathBuf {
    let folder = folder(name, &[("secret", &"s".repeat(40))]);
    fs::copy(document, folder.join("p.json")).unwrap();
    let arguments = ["assess", "p.json", "--as-of", "2026-11-22", "--lines", "all", "--redact"];
    let more = ["secret", "--redacted-document", "shown.json", "--receipt", "r.json"];
    let answer = run_in(&folder, &[&arguments[..], &more].concat());
    assert_ne!(answer.status, 2, "{}: {}", document.display(), answer.stderr);
    assert_eq!(answer.stderr, "");
    fs::write(folder.join("a.json"), answer.stdout).unwrap();
    folder
}

pub(crate) fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

pub(crate) fn verify(folder: &Path, document: &str, more: &[&str]) -> Run {
    let arguments = ["verify", "r.json", "--document", document, "--trace", "a.json"];
    run_in(folder, &[&arguments[..], more].concat())
}

/// Every text of a value, names of members not among them.
pub(crate) fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// What must not be told of a document, and everything else that it says.
fn secret_and_open(document: &Value) -> (BTreeSet<String>, Vec<String>) {
    let mut rest = document.clone();
    let mut secret = BTreeSet::new();
    let mut take = |value: Value| secret.extend(texts(&value).into_iter().map(str::to_owned));
    let no_items = Vec::new;
    if let Some(contract) = rest.get_mut("contract").and_then(Value::as_object_mut) {
        take(contract.remove("value").unwrap_or_default());
    }
    let list = |value: &mut Value, name: &str| {
        value.get_mut(name).and_then(Value::as_array_mut).map_or_else(no_items, std::mem::take)
    };
    let mut open = Vec::new();
    for mut subcontractor in list(&mut rest, "subcontractors") {
        let members = subcontractor.as_object_mut().unwrap();
        take(members.remove("id").unwrap_or_default());
        take(members.remove("name").unwrap_or_default());
        open.push(subcontractor);
    }
    for mut product in list(&mut rest, "end_products") {
        for mut line in list(&mut product, "components") {
            let members = line.as_object_mut().unwrap();
            for member in ["description", "unit_cost", "unit_cost_range", "supplier"] {
                take(members.remove(member).unwrap_or_default());
            }
            open.push(line);
        }
        open.push(product);
    }
    open.push(rest);
    (secret, open.iter().flat_map(texts).map(str::to_owned).collect())
}

/// Whether a text holds another as a word of its own.
fn holds(text: &str, part: &str) -> bool {
    let inside = |letter: char| letter.is_alphanumeric();
    text.match_indices(part).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(part).unwrap();
        let goes_on = after.strip_prefix('.').unwrap_or(after).starts_with(inside);
        !before.ends_with(inside) && !before.ends_with('.') && !goes_on
    })
}

/// The texts of an output in which something withheld stands, without what may stand there.
fn leaks(output: &Value, secret: &BTreeSet<String>, open: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts(output) {
        if text.starts_with(COMMITMENT) {
            continue;
        }
        for part in secret.iter().filter(|part| !part.is_empty() && holds(text, part)) {
            // What the document says in the open as well, or what says it itself, tells nothing.
            if !open.iter().any(|own| own == text || holds(own, part)) {
                found.push(format!("`{part}` in `{text}`"));
            }
        }
    }
    found
}

fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(samples()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn nothing_that_is_withheld_is_told_elsewhere() {
    let validator = validator("assessment");
    let (mut withheld, mut told_otherwise) = (0, 0);
    for document in documents() {
        let name = document.display();
        let folder = redacted("redact-leaks", &document);
        let (secret, open) = secret_and_open(&json(&read(&folder, "p.json")));
        let assessment = json(&read(&folder, "a.json"));
        let shown = json(&read(&folder, "shown.json"));
        assert_eq!(problems(&validator, &assessment), [""; 0], "{name}");
        let plain = json(&run_in(&folder, &["assess", "p.json", "--as-of", "2026-11-22"]).stdout);
        assert_eq!(leaks(&assessment, &secret, &open), [""; 0], "{name}");
        told_otherwise += leaks(&plain, &secret, &open).len();
        let answer = verify(&folder, "shown.json", &[]);
        assert_eq!(answer.status, 0, "{name}: {}", answer.stdout);
        let answer = verify(&folder, "p.json", &["--openings", "secret"]);
        assert_eq!(answer.status, 0, "{name}: {}", answer.stdout);
        assert_eq!(leaks(&shown, &secret, &open), [""; 0], "{name}");
        for amount in amounts(&plain) {
            let told =
                texts(&assessment).contains(&amount) && !open.iter().any(|own| own == amount);
            assert!(!told, "{name}: {amount}");
        }
        withheld += texts(&assessment).iter().filter(|text| text.starts_with(COMMITMENT)).count();
        // Verdict, findings, shares and structure stay as they were.
        for member in ["verdict", "evidence", "findings", "missing_facts", "reservations"] {
            assert_eq!(assessment[member], plain[member], "{name}: {member}");
        }
    }
    assert!(withheld > 500, "{withheld}");
    assert!(told_otherwise > 20, "without `--redact` only {told_otherwise} are found");
}

/// Every amount of an assessment that costs have gone into.
fn amounts(assessment: &Value) -> Vec<&str> {
    let content = texts(&assessment["content"]);
    let is_amount = |text: &&str| {
        text.rsplit_once('.').is_some_and(|(_, cents)| cents.len() >= 2)
            && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    content.into_iter().filter(is_amount).collect()
}

#[test]
fn procurements_of_tables_tell_no_more() {
    let tables = workspace().join("examples/tables");
    let folder = folder("redact-tables", &[("secret", &"t".repeat(32))]);
    for name in ["procurement.json", "bom.xlsx", "origins.csv", "own-rates.csv"] {
        fs::copy(tables.join(name), folder.join(name)).unwrap();
    }
    let beside =
        ["--bill", "vehicle=bom.xlsx", "--origins", "origins.csv", "--as-of", "2026-11-22"];
    let files = [&["procurement.json", "--rates", "own-rates.csv"][..], &beside].concat();
    let converted = run_in(&folder, &[&["convert"], &files[..], &["-o", "whole.json"]].concat());
    assert_eq!(converted.status, 0, "{}", converted.stderr);
    let more = ["--redact", "secret", "--redacted-document", "shown.json", "--receipt", "r.json"];
    let answer = run_in(&folder, &[&["assess"], &files[..], &more].concat());
    fs::write(folder.join("a.json"), &answer.stdout).unwrap();
    let (secret, open) = secret_and_open(&json(&read(&folder, "whole.json")));
    assert!(secret.len() > 10, "{secret:?}");
    let (assessment, shown) = (json(&answer.stdout), json(&read(&folder, "shown.json")));
    assert_eq!(problems(&validator("assessment"), &assessment), [""; 0]);
    assert_eq!(leaks(&shown, &secret, &open), [""; 0]);
    assert_eq!(leaks(&assessment, &secret, &open), [""; 0]);
    for input in assessment["procurement"]["inputs"].as_array().unwrap() {
        assert!(input["sha256"].as_str().unwrap().starts_with(COMMITMENT), "{input}");
    }
    // The redacted document needs none of the files any more, and the secret opens all of it.
    let answer = verify(&folder, "shown.json", &[]);
    assert!(answer.stdout.contains("\"input-files\""), "{}", answer.stdout);
    assert_eq!((answer.status, &*answer.stderr), (0, ""), "{}", answer.stdout);
    let answer = verify(&folder, "whole.json", &["--openings", "secret"]);
    assert_eq!(answer.status, 0, "{}", answer.stdout);
    let answer = verify(&folder, "procurement.json", &["--openings", "secret"]);
    assert_eq!(answer.status, 1, "without its bill it is another one");
    let beside =
        &["--bill", "vehicle=bom.xlsx", "--origins", "origins.csv", "--openings", "secret"];
    let answer =
        verify(&folder, "procurement.json", &[&beside[..], &["--rates", "own-rates.csv"]].concat());
    assert_eq!(answer.status, 0, "{}", answer.stdout);
    let answer = verify(&folder, "shown.json", &["--bill", "vehicle=bom.xlsx"]);
    assert_eq!((answer.status, &*answer.stdout), (2, ""));
    let message = "shown.json: values are withheld in it, so that nothing can be put into it";
    assert!(answer.stderr.contains(message), "{}", answer.stderr);
}

#[test]
fn a_bill_by_itself_is_redacted_too() {
    let tables = workspace().join("examples/tables");
    let folder = folder("redact-bill", &[("secret", &"b".repeat(32))]);
    fs::copy(tables.join("bom.cdx.json"), folder.join("bom.cdx.json")).unwrap();
    let arguments = ["assess", "bom.cdx.json", "--as-of", "2026-11-22", "--redact", "secret"];
    let more = ["--redacted-document", "shown.json", "--receipt", "r.json"];
    let answer = run_in(&folder, &[&arguments[..], &more].concat());
    assert_ne!(answer.status, 2, "{}", answer.stderr);
    fs::write(folder.join("a.json"), answer.stdout).unwrap();
    for (document, more) in [("shown.json", &[][..]), ("bom.cdx.json", &["--openings", "secret"])] {
        let answer = verify(&folder, document, more);
        assert_eq!((answer.status, &*answer.stderr), (0, ""), "{document}: {}", answer.stdout);
    }
}

#[test]
fn a_redacted_procurement_is_verified_and_opened() {
    let folder = redacted("redact-verify", &samples().join("vshorad-british-seeker.json"));
    let answer = verify(&folder, "shown.json", &[]);
    assert_eq!(answer.status, 0, "{}", answer.stdout);
    assert!(answer.stdout.contains(" values; none is opened"), "{}", answer.stdout);
    let receipt = json(&read(&folder, "r.json"));
    assert_eq!(receipt["predicate"]["redacted"], true);
    let sha256 = &json(&read(&folder, "a.json"))["procurement"]["sha256"];
    assert_eq!(receipt["subject"][0]["digest"]["sha256"], *sha256);

    // The document itself holds only with the secret.
    let answer = verify(&folder, "p.json", &[]);
    assert_eq!(answer.status, 1);
    assert!(answer.stdout.contains("give the copy that `--redacted-document` wrote"));
    let answer = verify(&folder, "p.json", &["--openings", "secret"]);
    assert_eq!(answer.status, 0, "{}", answer.stdout);
    fs::write(folder.join("other"), "o".repeat(40)).unwrap();
    assert_eq!(verify(&folder, "p.json", &["--openings", "other"]).status, 1);
    let changed = read(&folder, "p.json").replacen("7900.00", "7901.00", 1);
    fs::write(folder.join("changed.json"), changed).unwrap();
    assert_eq!(verify(&folder, "changed.json", &["--openings", "secret"]).status, 1);

    let places = ["/end_products/0/components/3/unit_cost", "assessment/content/0/total/least"];
    fs::write(folder.join("plain.json"), plain(&folder)).unwrap();
    let openings = run_in(
        &folder,
        &[
            &["openings", "secret", "--document", "p.json", "--trace", "plain.json"],
            &["--at", places[0], "--at", places[1]][..],
        ]
        .concat(),
    );
    assert_eq!((openings.status, &*openings.stderr), (0, ""));
    let given = json(&openings.stdout);
    assert_eq!(given["openings"].as_array().unwrap().len(), 2);
    assert_eq!(given["openings"][0]["value"], "7900.00");
    fs::write(folder.join("o.json"), &openings.stdout).unwrap();
    let answer = verify(&folder, "shown.json", &["--openings", "o.json"]);
    assert_eq!(answer.status, 0, "{}", answer.stdout);
    assert!(
        answer.stdout.contains(r#"components/3/unit_cost is \"7900.00\""#),
        "{}",
        answer.stdout
    );
    for (old, new) in [("7900.00", "7900.01"), ("components/3", "components/4")] {
        fs::write(folder.join("o.json"), openings.stdout.replace(old, new)).unwrap();
        let answer = verify(&folder, "shown.json", &["--openings", "o.json"]);
        assert_eq!(answer.status, 1, "{old}: {}", answer.stdout);
    }
}

#[test]
fn a_secret_that_is_read_as_an_input() {
    let tables = workspace().join("examples/tables");
    let folder = folder("redact-input-secret", &[("sub/old", "")]);
    let names = ["procurement.json", "bom.xlsx", "bom.map.toml", "origins.csv", "eurofxref.csv"];
    for name in names {
        fs::copy(tables.join(name), folder.join(name)).unwrap();
    }
    let bill =
        ["assess", "procurement.json", "--as-of", "2026-11-22", "--bill", "vehicle=bom.xlsx"];
    let more = ["--map", "bom.map.toml", "--origins", "origins.csv", "--rates", "eurofxref.csv"];
    for name in names {
        let secret = format!("sub/../{name}");
        let before = fs::read(folder.join(name)).unwrap();
        let redact = ["--redact", &*secret, "--receipt", "r.json"];
        let answer = run_in(&folder, &[&bill[..], &more, &redact].concat());
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{name}: {}", answer.stderr);
        let message = format!(
            "{secret}: is read here as an input, and cannot be the secret as well, since whoever \
             has that file could open everything that is withheld; give `--redact` a file of its \
             own, or a name that no file has yet, under which a secret is made at random\n"
        );
        assert_eq!(answer.stderr, message);
        assert_eq!(fs::read(folder.join(name)).unwrap(), before);
        assert!(!folder.join("r.json").exists());
    }
}

fn plain(folder: &Path) -> String {
    run_in(folder, &["assess", "p.json", "--as-of", "2026-11-22", "--lines", "all"]).stdout
}

#[test]
fn what_cannot_be_opened() {
    let folder = redacted("redact-openings", &samples().join("ifv-a-cent-over.json"));
    let open = |secret: &str, at: &str| {
        run_in(&folder, &["openings", secret, "--document", "p.json", "--at", at])
    };
    for (secret, at, message) in [
        ("secret", "/end_products/0/components/0/origin", "nothing is withheld at"),
        ("secret", "/end_products/0/components/0", "nothing is withheld at"),
        ("secret", "unit_cost", "nothing is withheld at `unit_cost`"),
        ("secret", "assessment/content/0/total/least", "give that with `--trace`"),
        ("none", "/contract/value", "none: cannot be read (entity not found)"),
    ] {
        let answer = open(secret, at);
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{at}");
        assert!(answer.stderr.contains(message), "{at}: {}", answer.stderr);
    }
}

#[test]
fn the_secret_is_made_once_and_for_its_owner_alone() {
    let document = fs::read_to_string(samples().join("ifv-a-cent-over.json")).unwrap();
    let folder = folder("redact-secret", &[("p.json", &*document), ("short", "too short")]);
    let assess = |more: &[&str]| {
        run_in(
            &folder,
            &[&["assess", "p.json", "--as-of", "2026-11-22", "--redact"], more].concat(),
        )
    };
    let first = assess(&["new"]);
    assert_eq!(first.status, 1);
    assert!(first.stderr.starts_with("new: made at random; keep it, and to yourself"));
    let made = fs::read(folder.join("new")).unwrap();
    assert_eq!(made.len(), 32);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let permissions = fs::metadata(folder.join("new")).unwrap().permissions();
        assert_eq!(permissions.mode() & 0o777, 0o600);
    }
    let second = assess(&["new"]);
    assert_eq!((second.stdout, &*second.stderr), (first.stdout.clone(), ""));
    assert_eq!(fs::read(folder.join("new")).unwrap(), made);
    let third = assess(&["newer"]);
    assert_ne!(third.stdout, first.stdout, "another secret has other salts");

    let short = assess(&["short"]);
    assert_eq!((short.status, &*short.stdout), (2, ""));
    assert_eq!(short.stderr, "short: a secret of 9 bytes; it needs at least 32, made at random\n");
}

#[test]
fn only_json_can_be_redacted() {
    let document = fs::read_to_string(samples().join("ifv-a-cent-over.json")).unwrap();
    let folder = folder("redact-formats", &[("p.json", &*document)]);
    for format in ["text", "markdown", "html", "sarif"] {
        let answer = run_in(&folder, &["assess", "p.json", "--redact", "s", "--format", format]);
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{format}");
        let message = "--redact: only for `--format json` and `jsonl`; ask for one of these\n";
        assert_eq!(answer.stderr, message);
    }
    assert!(!folder.join("s").exists());
    let assess = ["assess", "p.json", "--as-of", "2026-11-22", "--redact", "s", "--format"];
    let pretty = run_in(&folder, &[&assess[..], &["json"]].concat());
    let line = run_in(&folder, &[&assess[..], &["jsonl"]].concat());
    assert!(pretty.stdout.starts_with("{\n  \"format\": \"safe-assessment/1\",\n"));
    assert_eq!(json(&pretty.stdout), json(&line.stdout));
    for more in [["--trace", "none"], ["--depth", "short"]] {
        let none = run_in(&folder, &[&assess[..], &["jsonl"], &more].concat());
        assert_eq!(json(&none.stdout)["trace"], Value::Null);
        assert_eq!(json(&none.stdout)["content"], json(&line.stdout)["content"]);
    }
}

#[test]
fn several_documents_are_redacted_in_their_order() {
    let portfolio = fs::read_to_string(samples().join("portfolio.jsonl")).unwrap();
    let folder = folder("redact-portfolio", &[("p.jsonl", &*portfolio), ("s", &"p".repeat(32))]);
    let arguments = ["assess", "p.jsonl", "--as-of", "2026-11-22", "--redact", "s"];
    let more = ["--redacted-document", "shown.jsonl"];
    let answer = run_in(&folder, &[&arguments[..], &more].concat());
    let shown = read(&folder, "shown.jsonl");
    assert_eq!(shown.lines().count(), portfolio.lines().count());
    for (document, assessment) in shown.lines().zip(answer.stdout.lines()) {
        assert_eq!(json(document)["id"], json(assessment)["procurement"]["id"]);
        let sha256 = safe_receipt::digest(document.as_bytes());
        assert_eq!(json(assessment)["procurement"]["sha256"], sha256);
    }
}
