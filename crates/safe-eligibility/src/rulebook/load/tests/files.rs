use super::*;

#[test]
fn not_json() {
    assert_eq!(
        edited("conflicts.json", "\"conflicts\": [", "\"conflicts\": ]"),
        ["conflicts.json: not JSON from line 3, column 16 on; correct it there"]
    );
}

#[test]
fn not_utf8() {
    let mut files = built_in_files();
    files.insert("conflicts.json".into(), b"{\n  \"format\": \"\xE9\"\n}".to_vec());
    assert_eq!(told(files), ["conflicts.json: not UTF-8 from line 2 on; save the file as UTF-8"]);
}

#[test]
fn other_files() {
    for path in ["notes.txt", "countries/friends.json", "acts/reg-2025-1106/extra.json"] {
        let mut files = built_in_files();
        files.insert(path.into(), b"{}".to_vec());
        let fault = "a file the format does not have; remove it, or move it out of the pack";
        assert_eq!(told(files), [format!("{path}: {fault}")]);
    }
}

#[test]
fn another_format() {
    assert_eq!(
        edited(CAP, "safe-rule/1", "safe-rule/2"),
        [format!("{CAP}#/format: `safe-rule/2` is none of `safe-rule/1`")]
    );
}

#[test]
fn members() {
    assert_eq!(
        edited("pack.json", "\"title\"", "\"name\""),
        [
            "pack.json: unknown member `name`; known are `format`, `id`, `version`, `title`, \
             `register_day`, `rules`, `default_readings`",
            "pack.json: the member `title` is missing; add it, `null` where there is nothing to say",
        ]
    );
    assert_eq!(
        edited("pack.json", "\"id\": \"safe\",", "\"id\": \"safe\", \"id\": \"safe\","),
        ["pack.json: the member `id` occurs more than once; keep one"]
    );
    assert_eq!(
        edited("pack.json", "\"2026.11.0\"", "2026.11"),
        ["pack.json#/version: a number is not a text; write a text"]
    );
    assert_eq!(
        edited("pack.json", "\"2026.11.0\"", "\" \""),
        ["pack.json#/version: an empty text; say it, or write `null` where the format allows it"]
    );
}

#[test]
fn paths_and_what_files_say() {
    assert_eq!(
        edited(CAP, "\"first_day\": \"2025-05-29\"", "\"first_day\": \"2025-05-30\""),
        [format!(
            "{CAP}#/first_day: `2025-05-30` stands here, and the path says `2025-05-29`; \
             make them agree"
        )]
    );
    assert_eq!(
        edited(CANADA, "\"party\": \"CA\"", "\"party\": \"GB\""),
        [format!("{CANADA}#/party: `GB` stands here, and the path says `CA`; make them agree")]
    );
    assert_eq!(
        edited("countries/ukraine.json", "\"register\": \"ukraine\"", "\"register\": \"core\""),
        ["countries/ukraine.json#/register: `core` stands here, and the path says `ukraine`; \
             make them agree"]
    );
}

#[test]
fn sources() {
    assert_eq!(
        edited(CAP, "\"source\": \"oj-l-2025-1106\"", "\"source\": \"oj\""),
        [format!("{CAP}#/source: no source has the id `oj`; add it to `sources.json`")]
    );
    assert_eq!(
        edited(
            "countries/assistance.json",
            "\"evidence\": \"secondary\"",
            "\"evidence\": \"text\""
        ),
        ["countries/assistance.json#/rows/0/evidence: evidence `text` is better than \
             `allocation-2025` can give, which is `official`; lower it"]
    );
    assert_eq!(
        edited("countries/ukraine.json", "2025-05-28", "2026-11-23"),
        ["countries/ukraine.json#/rows/0/known_from: known from 2026-11-23, which is after the \
             register day 2026-11-22; correct one"]
    );
    assert_eq!(
        edited("sources.json", "\"id\": \"kosovo-press\"", "\"id\": \"bosnia-press\""),
        [
            "conflicts.json#/conflicts/7/claims/1/source: no source has the id `kosovo-press`; \
             add it to `sources.json`",
            "sources.json#/sources/12/id: `bosnia-press` stands at `sources.json#/sources/11/id` \
             already; keep one",
        ]
    );
}

#[test]
fn a_folder_reads_as_the_embedded_files_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let pack = from_dir(&folder).unwrap();
    assert_eq!(pack.digest, built_in().unwrap().digest);
}

#[test]
fn a_folder_that_is_not_there() {
    let error = from_dir(Path::new("no/such/folder")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read `no/such/folder` (entity not found); name the folder of a rule pack"
    );
}
