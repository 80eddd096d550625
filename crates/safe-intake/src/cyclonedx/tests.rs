#![expect(clippy::disallowed_methods, reason = "a test may fail")]

mod places;

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use safe_eligibility::model::procurement::{CommonProcurement, ProcurementDraft};
use safe_eligibility::model::product::EndProduct;

use super::{CyclonedxBill, CyclonedxProblem};
use crate::table::InputFile;
use crate::write::write_document;

fn read(text: &str) -> Result<CyclonedxBill<'_>, Vec<CyclonedxProblem>> {
    CyclonedxBill::read(&InputFile { name: "bom.cdx.json", bytes: text.as_bytes() })
}

/// The components in a file that says the rest.
fn file(components: &str, dependencies: &str) -> String {
    format!(
        r#"{{"bomFormat":"CycloneDX","specVersion":"1.6",
"metadata":{{"component":{{"type":"device","bom-ref":"missile","name":"Missile"}}}},
"components":[{components}],
"dependencies":[{dependencies}]}}"#
    )
}

/// The lines of the bill as they stand in a document.
fn lines(text: &str) -> Vec<String> {
    let bill = read(text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let mut product = EndProduct::new("missile");
    product.components = Some(bill.parts.finish(None, false, &|_| None).unwrap().bill);
    let mut draft = ProcurementDraft::new("A");
    draft.end_products = Some(vec![product]);
    let mut written = Vec::new();
    write_document(&CommonProcurement::new(draft).unwrap(), &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    let lines = written.lines().filter(|line| line.starts_with("        { "));
    lines.map(|line| line.trim().trim_end_matches(',').to_owned()).collect()
}

fn problems(text: &str) -> Vec<String> {
    let problems = read(text).map(|_| ()).unwrap_err();
    let shown = |one: &CyclonedxProblem| {
        let help = one.help().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{}: {one}{help}", one.source())
    };
    problems.iter().map(shown).collect()
}

fn remarks(text: &str) -> Vec<String> {
    let bill = read(text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    bill.remarks.iter().map(|one| format!("{}: {one}", one.source())).collect()
}

#[test]
fn what_stands_within_a_component_goes_into_it() {
    let text = file(
        r#"{"type":"device","bom-ref":"seeker","name":"Seeker","description":"Infrared",
            "supplier":{"name":"Example Seekers Ltd"},
            "properties":[{"name":"cdx:device:quantity","value":"1"}],
            "components":[{"type":"device","name":"lens","version":"3",
                "properties":[{"name":"safe:quantity","value":"2"},
                    {"name":"safe:unit-cost","value":"1250.00"},{"name":"safe:currency","value":"GBP"},
                    {"name":"safe:origin","value":"GB"},{"name":"safe:sourced-from","value":"DE"}]}]}"#,
        "",
    );
    assert_eq!(
        lines(&text),
        [
            r#"{ "id": "lens@3", "parent": "seeker", "quantity": "2", "unit_cost": "1250.00", "currency": "GBP", "origin": "GB", "sourced_from": "DE" }"#,
            r#"{ "id": "seeker", "description": "Infrared", "quantity": "1" }"#,
        ]
    );
    assert_eq!(read(&text).unwrap().described.unwrap().id, "missile");
}

#[test]
fn dependencies_tell_where_the_upper_level_goes() {
    let one = |id: &str, more: &str| {
        format!(
            r#"{{"type":"device","bom-ref":"{id}","name":"{id}","properties":[
                {{"name":"safe:quantity","value":"3"}}{more}]}}"#
        )
    };
    let components =
        [one("a", ""), one("b", ""), one("nut", r#",{"name":"safe:quantity-in:b","value":"8"}"#)];
    let text = file(
        &components.join(","),
        r#"{"ref":"missile","dependsOn":["a","b","nut"]},{"ref":"a","dependsOn":["nut"]},
           {"ref":"b","dependsOn":["nut","b","screw"]}"#,
    );
    assert_eq!(
        lines(&text),
        [
            r#"{ "id": "a", "quantity": "3" }"#,
            r#"{ "id": "b", "quantity": "3" }"#,
            r#"{ "id": "nut", "used_in": [{ "quantity": "3" }, { "parent": "a", "quantity": "3" }, { "parent": "b", "quantity": "8" }] }"#,
        ]
    );
    assert_eq!(
        remarks(&text),
        [
            "bom.cdx.json, line 8: the dependency of `b` on itself is left out",
            "bom.cdx.json, line 8: component `b`: the dependency on `screw` is left out, for no component has this reference",
        ]
    );
}

#[test]
fn what_is_assumed_is_said() {
    let text = file(
        r#"{"type":"device","name":"a"},
{"type":"device","name":"b","properties":[{"name":"safe:origin","value":"Polska"},
  {"name":"safe:quantity","value":"2"},{"name":"cdx:device:quantity","value":"4"}]},
{"type":"device","name":"c"},
{"type":"device","name":"jig","scope":"excluded"}"#,
        "",
    );
    assert_eq!(lines(&text).len(), 3);
    assert_eq!(
        remarks(&text),
        [
            "bom.cdx.json, line 5: component `b`: the quantity is read as `2` by `safe:quantity`, not `4`",
            "bom.cdx.json, line 4: component `b`: `Polska` is read as PL",
            "bom.cdx.json, line 7: the component `jig` has the scope `excluded` and is left out",
            "bom.cdx.json, line 3: 2 of the components state no quantity and are read as one each",
        ]
    );
}

#[test]
fn a_bill_without_parts_is_told() {
    let told = "bom.cdx.json, line 1: no component is a part of the end product, and the bill of \
                materials is empty";
    let without = r#"{"bomFormat":"CycloneDX","specVersion":"1.6"}"#;
    assert_eq!(remarks(without), [told]);
    assert_eq!(remarks(&file("", "")), [told]);
    let one = r#"{"type":"device","name":"a","properties":[{"name":"safe:quantity","value":"1"}]}"#;
    assert_eq!(remarks(&file(one, "")), [""; 0]);
}

#[test]
fn every_problem_is_told_at_once() {
    let text = file(
        r#"{"type":"gadget","name":"a"},
{"name":"b"},
{"type":"device"},
{"type":"device","name":"c","properties":[{"name":"safe:quantity","value":"-1"},
  {"name":"safe:unit-cost","value":"12,50"},{"name":"safe:orgin","value":"PL"}]},
{"type":"device","name":"d","properties":[{"name":"safe:unit-cost","value":"5"},
  {"name":"safe:unit-cost-least","value":"4"},{"name":"safe:origin","value":"Grmany"},
  {"name":"safe:origin","value":"FR"}]},
{"type":"device","bom-ref":"x","name":"e","properties":[{"name":"safe:quantity-in:q","value":"1"}]},
{"type":"device","bom-ref":"x","name":"f"},
{"type":"device","name":7}"#,
        "",
    );
    assert_eq!(
        problems(&text),
        [
            "bom.cdx.json, line 3: component `a`: `gadget` is not a type of component in CycloneDX 1.6; parts of hardware are of the type `device`",
            "bom.cdx.json, line 4: component `b`: no `type` is stated; state `type`",
            "bom.cdx.json, line 5: no `name` is stated; state `name`",
            "bom.cdx.json, line 6: component `c`: `-1` in `safe:quantity` is not a plain decimal; write digits, and a point before decimals, such as `1250.00`",
            "bom.cdx.json, line 7: component `c`: `12,50` in `safe:unit-cost` is not a plain decimal; write digits, and a point before decimals, such as `1250.00`",
            "bom.cdx.json, line 7: component `c`: `safe:orgin` is not a property that is read; perhaps `safe:origin` is meant",
            "bom.cdx.json, line 8: component `d`: a cost is stated and no currency; state it as the property `safe:currency`",
            "bom.cdx.json, line 10: component `d`: the property `safe:origin` stands twice; state it once",
            "bom.cdx.json, line 11: component `x`: a quantity is stated within `q`, into which it does not go; name the reference of a component that it goes into, or remove it",
            "bom.cdx.json, line 12: the reference `x` stands twice; give each component a `bom-ref` of its own",
            "bom.cdx.json, line 13: not CycloneDX: invalid type: integer `7`, expected a string; export the file again, by the specification",
        ]
    );
}

#[test]
fn components_that_are_one_part_must_not_contradict_each_other() {
    let nut = |origin: &str| {
        format!(
            "\n{{\"type\":\"device\",\"name\":\"nut\",\"properties\":[{{\"name\":\"safe:origin\",\
             \"value\":\"{origin}\"}}]}}"
        )
    };
    assert_eq!(
        problems(&file(&format!("{},{}", nut("DE"), nut("CN")), "")),
        ["bom.cdx.json, line 5: the origin of `nut` is `CN` here and `DE` in line 4; \
             state the same in both, or give each a `bom-ref` of its own"]
    );
    assert_eq!(lines(&file(&format!("{},{}", nut("DE"), nut("DE")), "")).len(), 1);
}

#[test]
fn other_files_are_refused() {
    for (text, message) in [
        (
            "",
            "bom.cdx.json, line 1: not valid JSON; export the file again; it may have been cut off",
        ),
        (
            "{\n\"bomFormat\":\"CycloneDX\",\n\"specVersion\":",
            "bom.cdx.json, line 3: not valid JSON; export the file again; it may have been cut off",
        ),
        (
            r#"{"bomFormat":"SPDX","specVersion":"1.4"}"#,
            "bom.cdx.json, line 1: the file does not say that it is CycloneDX; write `\"bomFormat\": \"CycloneDX\"`",
        ),
        (
            r#"{"bomFormat":"CycloneDX","specVersion":"1.3"}"#,
            "bom.cdx.json, line 1: `1.3` is not a version that is read; export the file as version 1.4, 1.5, 1.6 or 1.7",
        ),
        (
            r#"{"bomFormat":"CycloneDX"}"#,
            "bom.cdx.json, line 1: no `specVersion` is stated; state `specVersion`",
        ),
    ] {
        assert_eq!(problems(text), [message], "{text}");
    }
}

#[test]
fn components_do_not_nest_without_end() {
    let nested = |levels: usize| {
        let open = r#"{"type":"device","name":"a","version":"V","components":["#;
        let opens: String =
            (0..levels).map(|level| open.replace('V', &level.to_string())).collect();
        file(&format!("{opens}{}", "]}".repeat(levels)), "")
    };
    assert!(read(&nested(64)).is_ok());
    assert_eq!(
        problems(&nested(65)),
        [
            "bom.cdx.json, line 3: component `a`: it stands more than 64 deep within others; state what goes into what as `dependencies`"
        ]
    );
    assert!(read(&nested(100_000)).is_err());
}

#[test]
fn files_of_each_version_read() {
    let Some(folder) = std::env::var_os("SAFE_REAL_FILES") else {
        println!("skipped: SAFE_REAL_FILES names no folder");
        return;
    };
    let folder = PathBuf::from(folder).join("cyclonedx");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if !name.ends_with(".cdx.json") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let bill = CyclonedxBill::read(&InputFile { name, bytes: &bytes });
        assert_eq!(bill.is_ok(), !name.starts_with("invalid"), "{name}: {:?}", bill.err());
        seen += 1;
    }
    assert_eq!(seen, 8);
}

proptest! {
    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _read = CyclonedxBill::read(&InputFile { name: "a.cdx.json", bytes: &bytes });
    }

    #[test]
    fn nothing_panics_on_a_file_that_is_cut_or_changed(at in 0usize..900, byte in any::<u8>()) {
        let text = file(
            r#"{"type":"device","bom-ref":"a","name":"a","properties":[{"name":"safe:unit-cost","value":"1"}],
               "components":[{"type":"device","name":"b"}]}"#,
            r#"{"ref":"a","dependsOn":["a"]}"#,
        );
        let mut bytes = text.into_bytes();
        if let Some(slot) = bytes.get_mut(at) {
            *slot = byte;
        }
        let _read = CyclonedxBill::read(&InputFile { name: "a.cdx.json", bytes: &bytes });
        bytes.truncate(at);
        let _read = CyclonedxBill::read(&InputFile { name: "a.cdx.json", bytes: &bytes });
    }
}
