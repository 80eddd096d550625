use super::*;

const NOTIFIED: &str = "acts/reg-2025-1106/notified/2025-05-29.json";
const SOURCE: &str = "acts/reg-2025-1106/component-source/2025-05-29.json";
const CONTROL: &str = "acts/reg-2025-1106/control/2025-05-29.json";
const WINDOW: &str = "acts/reg-2025-1106/single-state-window/2025-05-29.json";

#[test]
fn the_list_of_rules() {
    assert_eq!(
        edited("pack.json", "\"design-authority\"", "\"design\""),
        [
            "acts/reg-2025-1106/design-authority/2025-05-29.json: `design-authority` is not in the \
             list of rules of `pack.json`; add it, or remove the file",
            "pack.json#/rules/16: `design` has no version under `acts`; add one, or take it off \
             the list",
        ]
    );
    assert_eq!(
        edited(
            "pack.json",
            "\"involved-subcontractor\"",
            "\"control\", \"involved-subcontractor\""
        ),
        ["pack.json#/rules/9: `control` stands at `pack.json#/rules/0` already; keep one"]
    );
    let mut files = built_in_files();
    files.remove("acts/reg-2025-1106/act.json");
    let problems = told(files);
    assert_eq!(
        problems[0],
        format!("{CAP}: no act has the id `reg-2025-1106`; add `acts/reg-2025-1106/act.json`")
            .replace("component-cap", "common-procurement")
    );
}

#[test]
fn versions_of_a_rule() {
    assert_eq!(
        edited(CAP, "\"last_day\": null", "\"last_day\": \"2030-12-31\""),
        [format!(
            "{CAP}#/last_day: no version of `component-cap` applies from 2031-01-01 on; add one, \
             or leave the end open"
        )]
    );
    let mut files = built_in_files();
    edit(&mut files, CAP, "\"last_day\": null", "\"last_day\": \"2030-12-31\"");
    let text = String::from_utf8(files[CAP].clone()).unwrap();
    let later = text
        .replacen("\"first_day\": \"2025-05-29\"", "\"first_day\": \"2031-02-01\"", 1)
        .replacen("\"2030-12-31\"", "null", 1);
    let path = CAP.replace("2025-05-29", "2031-02-01");
    files.insert(path.clone(), later.into_bytes());
    assert_eq!(
        told(files),
        [format!(
            "{path}: nothing is said of `component-cap` from 2031-01-01 to 2031-01-31; close the \
             hole"
        )]
    );
}

#[test]
fn conditions() {
    let kinds = "`all`, `any`, `never`, `stated`, `within-areas`, `minimum-participants`, \
                 `sole-participant`, `signed-by`, `may-participate`, `located-in`, \
                 `located-outside`, `free-of-outside-control`, `contract-share`, `related-before`, \
                 `established-within`, `verified-by-seat`, `facilities-within`, `cleared-before`, \
                 `share-at-most`, `no-component-from`, `design-unrestricted`";
    assert_eq!(
        edited(CAP, "share-at-most", "share-below"),
        [format!("{CAP}#/condition: `share-below` is none of {kinds}")]
    );
    assert_eq!(
        edited(CAP, "\"ceiling\"", "\"rounding\": \"up\", \"ceiling\""),
        [format!(
            "{CAP}#/condition/share-at-most: unknown member `rounding`; known are `ceiling`, \
             `tier`, `topic`"
        )]
    );
    assert_eq!(
        edited(CAP, "\"subjects\": \"end-products\"", "\"subjects\": \"entities\""),
        [format!(
            "{CAP}#/condition/share-at-most: `share-at-most` cannot be asked of `entities`; change \
             the condition or the subjects"
        )]
    );
    assert_eq!(
        edited(WINDOW, "extension-steps-taken", "commission-notified"),
        [format!(
            "{WINDOW}#/condition/all/2/options/0/value/stated: `commission-notified` cannot be \
             asked of `whole`; change the condition or the subjects"
        )]
    );
    assert_eq!(
        edited(OUTSIDE, "\"least\": \"0.15\"", "\"least\": \"0.35\""),
        [format!(
            "{OUTSIDE}#/condition/all/0/contract-share: no share is at least 0.35 and at most \
             0.35; correct one"
        )]
    );
    assert_eq!(
        edited(CONTROL, "\"free-of-outside-control\": {", "\"all\": [], \"any\": {"),
        [format!(
            "{CONTROL}#/condition: an object of 2 members is not an object with one member, which \
             names its kind; write an object with one member, which names its kind"
        )]
    );
}

#[test]
fn empty_lists() {
    let definition = "acts/reg-2025-1106/involved-subcontractor/2025-05-29.json";
    let mut files = built_in_files();
    let text = String::from_utf8(files[definition].clone()).unwrap();
    let mut node: serde_json::Value = serde_json::from_str(&text).unwrap();
    node["condition"] = serde_json::json!({"any": []});
    files.insert(definition.into(), node.to_string().into_bytes());
    assert_eq!(
        told(files)[0],
        format!("{definition}#/condition/any: an empty list; list at least one")
    );
}

#[test]
fn too_many_combinations() {
    let mut files = built_in_files();
    let mut readings: serde_json::Value = serde_json::from_slice(&files["readings.json"]).unwrap();
    let mut rule: serde_json::Value = serde_json::from_slice(&files[CAP]).unwrap();
    let mut branches = vec![rule["condition"].clone()];
    for number in 0..12 {
        let id = format!("question-{number}");
        let mut question = readings["questions"][0].clone();
        question["id"] = id.as_str().into();
        readings["questions"].as_array_mut().unwrap().push(question);
        branches.push(serde_json::json!({"reading": id, "options": [
            {"option": "signature", "value": {"never": {}}}, {"option": "as-of", "value": null}]}));
    }
    rule["condition"] = serde_json::json!({"any": branches});
    files.insert("readings.json".into(), readings.to_string().into_bytes());
    files.insert(CAP.into(), rule.to_string().into_bytes());
    assert_eq!(
        told(files),
        [format!("{CAP}: more than 4096 combinations of readings in one rule; split the rule")]
    );
}

#[test]
fn derogations_and_duties() {
    assert_eq!(
        edited(WINDOW, "\"rule\": \"common-procurement\"", "\"rule\": \"procurement\""),
        [format!(
            "{WINDOW}#/derogates_from: no rule has the id `procurement`; the list is in `pack.json`"
        )]
    );
    assert_eq!(
        edited(WINDOW, "\"rule\": \"common-procurement\"", "\"rule\": \"control\""),
        [format!(
            "{WINDOW}#/derogates_from: `control` is asked of `entities`, not of `whole`; they can have \
             no derogation from it"
        )]
    );
    assert_eq!(
        edited(OUTSIDE, "\"rule\": \"control\"", "\"rule\": \"notified\""),
        [format!(
            "{OUTSIDE}#/derogates_from: `notified` has weight `duty`; only a condition can be \
             derogated from, so name one"
        )]
    );
    assert_eq!(
        edited(OUTSIDE, "\"rule\": \"control\"", "\"rule\": \"establishment\""),
        [format!(
            "{OUTSIDE}#/derogates_from: `establishment` stands at `{OUTSIDE}#/derogates_from` \
             already; keep one"
        )]
    );
    assert_eq!(
        edited(WINDOW, "\"weight\": \"derogation\"", "\"weight\": \"condition\""),
        [format!(
            "{WINDOW}#/weight: weight `condition` and `derogates_from` do not go together; make \
             it a derogation"
        )]
    );
    assert_eq!(
        edited(CONTROL, "\"weight\": \"condition\"", "\"weight\": \"derogation\"")[0],
        format!(
            "{CONTROL}#/derogates_from: a derogation that derogates from no rule; name one, or \
             change its weight"
        )
    );
    assert_eq!(
        edited(
            NOTIFIED,
            "\"derogation\": \"screened-or-guaranteed\"",
            "\"derogation\": \"control\""
        ),
        [format!(
            "{NOTIFIED}#/follows/derogation: `control` is no derogation; `follows` must name one"
        )]
    );
    assert_eq!(
        edited(CONTROL, "\"further_limb\": null", "\"further_limb\": {\"never\": {}}"),
        [format!(
            "{CONTROL}#/further_limb: `further_limb` and `with_further_limb` do not go together; \
             have both, or neither"
        )]
    );
    assert_eq!(
        edited(CONTROL, "\"sum_ceiling\": null", "\"sum_ceiling\": \"0.35\""),
        [format!(
            "{CONTROL}#/sum_ceiling: `sum_ceiling` cannot be asked of `entities`; change the \
             condition or the subjects"
        )]
    );
}

#[test]
fn definitions_and_subjects() {
    let definition = "acts/reg-2025-1106/involved-subcontractor/2025-05-29.json";
    assert_eq!(
        edited(definition, "\"weight\": \"definition\"", "\"weight\": \"condition\""),
        [format!(
            "{definition}#/weight: weight `definition` and subjects `subcontractors` only go \
                 together, without `applies_to`, `derogates_from`, `further_limb`, `sum_ceiling` \
                 and `follows`"
        ),]
    );
    let mut files = built_in_files();
    files.remove(definition);
    assert_eq!(
        told(files),
        [
            "pack.json#/rules/0: `involved-subcontractor` has no version under `acts`; add one, \
             or take it off the list",
            "pack.json#/rules: 0 rules have weight `definition`; have exactly one",
            "readings.json#/questions/6: no rule and no act uses the reading `classified-limbs`; \
             use it, or remove it",
        ]
    );
    assert_eq!(
        edited(WINDOW, "\"asks_for_subjects\": false", "\"asks_for_subjects\": true"),
        [format!(
            "{WINDOW}#/asks_for_subjects: `asks_for_subjects` is true, but `whole` cannot be left \
             out; write false"
        )]
    );
}

#[test]
fn choices_of_readings() {
    assert_eq!(
        edited(CAP, "\"reading\": \"component-tier\"", "\"reading\": \"component-level\""),
        [
            format!(
                "{CAP}#/condition/share-at-most/tier: no open question has the id \
                 `component-level`; add it to `readings.json`"
            ),
            "readings.json#/questions/14: no rule and no act uses the reading `component-tier`; \
             use it, or remove it"
                .to_owned(),
        ]
    );
    assert_eq!(
        edited(CAP, "\"option\": \"leaves\"", "\"option\": \"roots\"")[0],
        format!(
            "{CAP}#/condition/share-at-most/tier: the options of `component-tier` are \
             `first-tier`, `leaves`, here are `first-tier`, `roots`; give each once"
        )
    );
    assert_eq!(
        edited(CAP, "\"value\": \"leaves\"", "\"value\": \"roots\""),
        [format!(
            "{CAP}#/condition/share-at-most/tier/options/1/value: `roots` is none of \
             `first-tier`, `leaves`"
        )]
    );
    assert_eq!(
        edited(SOURCE, "contravening-countries", "component-tier")[0],
        format!(
            "{SOURCE}#/condition/no-component-from/countries: `component-tier` has options; write \
             `reading` and `options`"
        )
    );
    assert_eq!(
        edited(CAP, "\"reading\": \"component-tier\"", "\"reading\": \"contravening-countries\"")
            [0],
        format!(
            "{CAP}#/condition/share-at-most/tier: `contravening-countries` asks for a list; write \
             `reading_list`"
        )
    );
    assert_eq!(
        edited("acts/reg-2025-1106/act.json", "\"value\": \"as-of\"", "\"value\": \"today\""),
        ["acts/reg-2025-1106/act.json#/status_day/options/1/value: `today` is none of \
             `governing-day`, `as-of`"]
    );
}

#[test]
fn open_questions() {
    assert_eq!(
        edited("readings.json", "\"default\": \"signature\"", "\"default\": \"today\"")[0],
        "readings.json#/questions/0/default: `today` is no option of `status-day`; choose \
         `signature` or `as-of`"
    );
    assert_eq!(
        edited("readings.json", "\"default\": \"signature\"", "\"default\": null")[0],
        "readings.json#/questions/0: either `options` with `default`, or `countries`, and `null` \
         for the others"
    );
    assert_eq!(
        edited(
            "pack.json",
            "\"default_readings\": []",
            "\"default_readings\": [{\"reading\": \"component-tier\", \"option\": \"roots\"}]"
        ),
        ["pack.json#/default_readings/0: `roots` is no option of `component-tier`; choose \
             `first-tier` or `leaves`"]
    );
}

#[test]
fn defaults_of_the_pack_go_before_those_of_the_questions() {
    let mut files = built_in_files();
    let choices = "[{\"reading\": \"component-tier\", \"option\": \"leaves\"}, \
                    {\"reading\": \"contravening-countries\", \"option\": \"RU,CN\"}]";
    let own = format!("\"default_readings\": {choices}");
    edit(&mut files, "pack.json", "\"default_readings\": []", &own);
    let pack = load(files).unwrap();
    let readings = crate::rulebook::readings::Readings::defaults(&pack.questions);
    assert_eq!(readings.answer("component-tier").unwrap().to_text(), "leaves");
    assert_eq!(readings.answer("contravening-countries").unwrap().to_text(), "RU,CN");
}
