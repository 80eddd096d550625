//! Reports for reading, as they are.

use std::collections::BTreeSet;

use crate::{folder, golden, run, run_in, run_with};

#[test]
fn texts() {
    for name in [
        "vshorad-british-seeker",
        "contract-example",
        "ifv-a-cent-over",
        "one-state-alone-31-may-2026",
        "canadian-vehicle-maker-american-owner",
        "joint-venture-partly-israeli-owned",
    ] {
        let file = format!("{name}.json");
        let answer = run(&["assess", &file, "--as-of", "2026-11-22", "--format", "text"]);
        golden(&format!("text/{name}.txt"), &answer.stdout);
        assert!(answer.stdout.lines().all(|line| line.chars().count() <= 100), "{name}");
    }
}

#[test]
fn several_texts_end_with_a_count() {
    let arguments =
        ["assess", "portfolio.jsonl", "x.csv", "--as-of", "2026-11-22", "--trace", "none"];
    let answer = run(&[&arguments[..], &["--format", "text"]].concat());
    let last = answer.stdout.lines().last().unwrap();
    assert_eq!(
        last,
        "13 procurements: 5 eligible, 4 not eligible, 3 undetermined, 1 could not be assessed"
    );
}

#[test]
fn readings_other_than_the_default_are_said() {
    let arguments = ["--reading", "component-tier=leaves", "--reading", "contravening-countries="];
    let sample = ["assess", "ifv-a-cent-over.json", "--as-of", "2026-11-22", "--format", "text"];
    let answer = run(&[&sample[..], &arguments, &["--trace", "none"]].concat());
    golden("text/other-readings.txt", &answer.stdout);
}

#[test]
fn an_explanation_has_three_depths() {
    let sample = ["assess", "ifv-a-cent-over.json", "--as-of", "2026-11-22", "--format"];
    let answer = |more: &[&str]| run(&[&sample[..], more].concat()).stdout;
    let short = answer(&["text", "--depth", "short"]);
    let full = answer(&["text", "--depth", "full"]);
    let lines = answer(&["text", "--depth", "lines"]);
    assert_eq!(full, answer(&["text"]));
    assert!(full.starts_with(&short) && lines.starts_with(&short));
    assert!(short.lines().count() < 12 && lines.len() >= full.len());
    let json = |depth| -> serde_json::Value {
        serde_json::from_str(&answer(&["json", "--depth", depth])).unwrap()
    };
    assert!(json("short")["trace"].is_null());
    assert!(json("full")["trace"].is_object());
    assert_eq!(json("short")["findings"], json("lines")["findings"]);
    assert_eq!(
        answer(&["json", "--depth", "lines"]),
        answer(&["json", "--lines", "all", "--sums"])
    );
}

#[test]
fn every_line_is_written_the_same_while_it_is_put_into_words() {
    let text = std::fs::read(crate::samples().join("ifv-a-cent-over.json")).unwrap();
    let asked = ["--as-of", "2026-11-22", "--depth", "lines", "--format", "jsonl"];
    // What is alone is written while it is put into words; of two small files neither is.
    let streamed =
        |text: &[u8]| run_with(&crate::samples(), &[&["assess", "-"], &asked[..]].concat(), text);
    let whole = run(&[&["assess"], &["ifv-a-cent-over.json"; 2][..], &asked].concat());
    let answer = streamed(&text);
    assert_eq!((answer.status, whole.status), (1, 1));
    assert_eq!(answer.stdout.repeat(2), whole.stdout);
    let answer = streamed(br#"{"format":"none"}"#);
    assert_eq!((answer.status, &*answer.stdout), (2, ""));
    assert!(answer.stderr.contains("safe-procurement/1"), "{}", answer.stderr);
}

#[test]
fn reports_speak_four_languages() {
    let sample = ["assess", "ifv-a-cent-over.json", "--as-of", "2026-11-22", "--format"];
    let answer = |more: &[&str]| run(&[&sample[..], more].concat()).stdout;
    for (language, verdict) in [
        ("en", "NOT ELIGIBLE"),
        ("fr", "NON ÉLIGIBLE"),
        ("de", "NICHT FÖRDERFÄHIG"),
        ("pl", "NIEKWALIFIKOWALNE"),
    ] {
        let text = answer(&["text", "--language", language]);
        assert!(text.starts_with(&format!("✘ {verdict}  ")), "{language}: {text}");
        let html = answer(&["html", "--language", language]);
        assert!(html.contains(&format!("lang=\"{language}\"")), "{language}");
        // What programs read does not depend on who reads the reports.
        assert_eq!(answer(&["json"]), answer(&["json", "--language", language]));
    }
}

#[test]
fn documents_and_pages() {
    let sample = ["assess", "contract-example.json", "--as-of", "2026-11-22"];
    let markdown = run(&[&sample[..], &["--format", "markdown"]].concat());
    golden("contract-example.md", &markdown.stdout);
    let html = run(&[&sample[..], &["--format", "html"]].concat());
    golden("contract-example.html", &html.stdout);
}

#[test]
fn a_document_can_neither_steer_the_screen_nor_add_markup() {
    let text = r#"{"format":"safe-procurement/1","id":"\u001b[31mred","title":"<script>|*x*"}"#;
    let folder = folder("hostile", &[("hostile.json", text)]);
    let answer = |format| run_in(&folder, &["assess", "hostile.json", "--format", format]).stdout;
    assert!(!answer("text").contains('\u{1b}'));
    assert!(
        !answer("markdown").contains('\u{1b}') && answer("markdown").contains(r"\<script\>\|\*x\*")
    );
    assert!(answer("html").contains("&lt;script&gt;") && !answer("html").contains("<script>"));
}

/// Elements that stand by themselves.
const VOID: [&str; 4] = ["meta", "rect", "line", "wbr"];

/// What is wrong with a page: tags that do not match, and anything from elsewhere.
pub(crate) fn faults_of(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('<') {
        if before.contains('>') && !open.contains(&"style") {
            faults.push(format!("`>` in a text: {before}"));
        }
        let (tag, behind) = after.split_once('>').unwrap();
        rest = behind;
        let name = tag.split([' ', '/', '\n']).find(|part| !part.is_empty()).unwrap();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                faults.push(format!("</{name}> closes something else"));
            }
        } else if !tag.starts_with('!') && !VOID.contains(&name) {
            open.push(name);
        }
        for attribute in [" src=", " srcset=", " style=", " onclick=", " action="] {
            if tag.contains(attribute) {
                faults.push(format!("<{tag}>"));
            }
        }
        let link = tag.split_once("href=\"").map(|(_, link)| link);
        if link.is_some_and(|link| !link.starts_with(['#']) && name != "a") {
            faults.push(format!("<{tag}>"));
        }
    }
    faults.extend(open.iter().map(|name| format!("<{name}> is not closed")));
    for barred in
        ["<script", "<link", "<iframe", "<img", "@import", "url(h", "url(/", "javascript:"]
    {
        if page.contains(barred) {
            faults.push(format!("has `{barred}`"));
        }
    }
    faults
}

#[test]
fn pages_are_well_formed_and_need_nothing_from_elsewhere() {
    for name in ["portfolio.jsonl", "contract-example.json", "two-unknown-lines-decide.json"] {
        for language in ["en", "fr", "de", "pl"] {
            let sample = ["assess", name, "--as-of", "2026-11-22", "--format", "html"];
            let page = run(&[&sample[..], &["--language", language]].concat()).stdout;
            let faults = faults_of(&page);
            assert!(faults.is_empty(), "{name} in {language}: {}", faults.join("\n"));
            assert!(page.contains(&format!("<html lang=\"{language}\">")));
            assert_eq!(page.matches("<h1>").count(), 1);
            for landmark in ["<header class=\"masthead\">", "<nav ", "<main ", "<footer>"] {
                assert!(page.contains(landmark), "{name}: {landmark}");
            }
        }
    }
}

#[test]
fn a_page_names_its_procurement_and_has_each_id_once() {
    let page = |files: &[&str]| run(&[&["assess"], files, &["--format", "html"]].concat()).stdout;
    let one = page(&["contract-example.json"]);
    let title = |page: &str| {
        let (_, rest) = page.split_once("<title>").unwrap();
        rest.split_once("</title>").unwrap().0.to_owned()
    };
    assert!(title(&one).ends_with(" · SAFE eligibility report"), "{}", title(&one));
    let twice = page(&["contract-example.json", "contract-example.json"]);
    assert_eq!(title(&twice), "SAFE eligibility report");
    let after = |before: &'static str| {
        let each = twice.split(before).skip(1);
        each.map(|rest| rest.split_once('"').unwrap().0).collect::<Vec<_>>()
    };
    let ids: BTreeSet<_> = after(" id=\"").into_iter().collect();
    assert_eq!(ids.len(), after(" id=\"").len());
    for link in after("href=\"#").into_iter().chain(after("aria-labelledby=\"")) {
        assert!(ids.contains(link), "{link}");
    }
}

#[test]
fn sums_say_what_they_leave_out() {
    let page = |name: &str, lines: &[(&str, &str)]| {
        let lines = lines.iter().enumerate().map(|(id, (cost, origin))| {
            format!(
                r#"{{"id":"{id}","quantity":"1","unit_cost":"{cost}","currency":"EUR","origin":"{origin}"}}"#
            )
        });
        let text = format!(
            r#"{{"format":"safe-procurement/1","id":"x","end_products":[{{"id":"p","kind":"defence-product","components":[{}]}}]}}"#,
            lines.collect::<Vec<_>>().join(",")
        );
        let folder = folder(name, &[("x.json", &*text)]);
        run_in(&folder, &["assess", "x.json", "--format", "markdown"]).stdout
    };
    // 35 of 100 are 9 of 25.71.
    let outside = page("outside", &[("9", "US")]);
    assert!(
        outside.contains("| any core State | ✔ core area | EUR\u{a0}16.72 or more |"),
        "{outside}"
    );
    assert!(outside.contains("origin BY, IR, KP, RU"), "{outside}");
    let mut lines = vec![("33", "US")];
    lines.extend([("9", "PL"); 7]);
    let seven = page("seven", &lines);
    assert!(seven.contains("worse: 7"), "{seven}");
    assert!(seven.contains("Further lines of this kind, not shown: 2."), "{seven}");
    assert!(!seven.contains("any core State"), "{seven}");
}

#[test]
fn captions_within_a_section_differ() {
    let page = run(&["assess", "contract-example.json", "--format", "html"]).stdout;
    for section in page.split("<section>").skip(1) {
        let captions = section.split("<caption>").skip(1);
        let captions: Vec<_> = captions.map(|rest| rest.split_once('<').unwrap().0).collect();
        let different: BTreeSet<_> = captions.iter().collect();
        assert_eq!(captions.len(), different.len(), "{captions:?}");
    }
}

#[test]
fn a_page_shows_so_many_lines_and_says_so() {
    let lines: Vec<String> = (0..1200)
        .map(|line| {
            format!(
                r#"{{"id":"{line}","quantity":"1","unit_cost":"{}","currency":"EUR","origin":"{}"}}"#,
                line + 1,
                ["PL", "US", "CA"][line % 3],
            )
        })
        .collect();
    let text = format!(
        r#"{{"format":"safe-procurement/1","id":"long","end_products":[{{"id":"p","kind":"defence-product","components":[{}]}}]}}"#,
        lines.join(",")
    );
    let folder = folder("long", &[("long.json", &*text)]);
    let page = |lines: &str| {
        run_in(&folder, &["assess", "long.json", "--format", "html", "--lines", lines]).stdout
    };
    assert!(!page("20").contains("at most 500"));
    let all = page("all");
    assert!(all.contains("at most 500") && faults_of(&all).is_empty());
    assert!(all.len() < 2 << 20, "{} bytes", all.len());
}
