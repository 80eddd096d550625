//! Where facts and problems stand, also in a file of one line.

use super::{file, read};
use crate::cyclonedx::{CyclonedxBill, Stated};
use crate::parts::RowId;
use crate::source::{Source, Spot};
use crate::table::InputFile;

fn one_line(components: &str, dependencies: &str) -> String {
    file(components, dependencies).replace('\n', " ")
}

fn piece<'t>(text: &'t str, source: &Source) -> &'t str {
    let Spot::Text { line: 1, bytes } = source.spot() else { panic!("{source:?}") };
    text.get(bytes.clone()).unwrap()
}

#[test]
fn every_fact_has_the_bytes_of_its_own_value() {
    let text = one_line(
        r#"{"type":"device","bom-ref":"a","name":"A","description":"An A","supplier":{"name":"S"},
            "properties":[{"name":"safe:unit-cost-least","value":"1.50"},
                {"value":"2.50","name":"safe:unit-cost-most"},{"name":"safe:currency","value":"GBP"},
                {"name":"safe:\u006frigin","value":"PL"},{"name":"safe:sourced-from","value":"DE"},
                {"name":"safe:quantity","value":"7"}],
            "components":[{"type":"device","name":"b"}]}"#,
        "",
    );
    let bill = read(&text).unwrap();
    let shown = |row: u32, stated| piece(&text, &bill.source(RowId { number: row }, stated));
    let first = [
        (Stated::Id, r#""a""#),
        (Stated::Description, r#""An A""#),
        (Stated::UnitCost, r#""1.50""#),
        (Stated::Currency, r#""GBP""#),
        (Stated::Origin, r#""PL""#),
        (Stated::SourcedFrom, r#""DE""#),
        (Stated::Supplier, r#""S""#),
        (Stated::Quantity, r#""7""#),
    ];
    for (stated, expected) in first {
        assert_eq!(shown(1, stated), expected, "{stated:?}");
    }
    assert_eq!(shown(2, Stated::Id), r#""b""#);
    // What is not stated would stand in the component.
    for stated in [Stated::Whole, Stated::Origin, Stated::Currency, Stated::Quantity] {
        assert_eq!(shown(2, stated), r#"{"type":"device","name":"b"}"#, "{stated:?}");
    }
}

#[test]
fn a_use_stands_where_it_is_said() {
    let nut = r#"{"type":"device","bom-ref":"nut","name":"n","properties":[
        {"name":"safe:quantity","value":"3"},{"name":"safe:quantity-in:a","value":"8"}]}"#;
    let text = one_line(
        &format!(r#"{{"type":"device","bom-ref":"a","name":"a"}},{nut}"#),
        r#"{"ref":"missile","dependsOn":["nut","a"]},{"ref":"a","dependsOn":["nut"]}"#,
    );
    let bill = read(&text).unwrap();
    let shown = |row: u32, stated| {
        let source = bill.source(RowId { number: row }, stated);
        (piece(&text, &source), source)
    };
    // The components come first, then what hangs them into others, in the order of components.
    assert_eq!(shown(3, Stated::Parent).0, r#""a""#);
    let (in_product, in_a) = (shown(4, Stated::Parent), shown(5, Stated::Parent));
    assert_eq!((in_product.0, in_a.0), (r#""nut""#, r#""nut""#));
    assert_ne!(in_product.1, in_a.1);
    assert_eq!(shown(4, Stated::Quantity).0, r#""3""#);
    assert_eq!(shown(5, Stated::Quantity).0, r#""8""#);
    assert_eq!(shown(5, Stated::Id).0, r#""nut""#);
}

#[test]
fn every_problem_has_bytes_of_its_own_and_names_its_component() {
    let text = one_line(
        r#"{"type":"gadget","bom-ref":"g","name":"G"},
           {"type":"device","name":"c","properties":[{"name":"safe:quantity","value":"-1"},
             {"name":"safe:unit-cost","value":"12,50"},{"name":"safe:orgin","value":"PL"},
             {"name":"safe:sourced-from","value":"Grmany"},{"name":"safe:currency","value":"euro"},
             {"name":"safe:supplier","value":5}]},
           {"type":"device","name":"d","properties":[{"name":"safe:unit-cost","value":"5"}]},
           {"type":"device","bom-ref":"e","name":7}"#,
        r#"{"ref":"g","dependsOn":[9]}"#,
    );
    let found = read(&text).map(|_| ()).unwrap_err();
    let found: Vec<(&str, String)> =
        found.iter().map(|one| (piece(&text, one.source()), one.to_string())).collect();
    let expected = [
        (r#""gadget""#, "component `g`: `gadget` is not a type of component in CycloneDX 1.6"),
        (r#""-1""#, "component `c`: `-1` in `safe:quantity` is not a plain decimal"),
        (r#""12,50""#, "component `c`: `12,50` in `safe:unit-cost` is not a plain decimal"),
        (r#""safe:orgin""#, "component `c`: `safe:orgin` is not a property that is read"),
        (r#""Grmany""#, "component `c`: `Grmany` in `safe:sourced-from` is not a country"),
        (r#""euro""#, "component `c`: `euro` in `safe:currency` is not a currency"),
        ("5", "component `c`: not CycloneDX: invalid type: integer `5`"),
        (r#""5""#, "component `d`: a cost is stated and no currency"),
        ("", "component `e`: not CycloneDX: invalid type: integer `7`"),
        ("9", "not CycloneDX: invalid type: integer `9`"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for ((piece, message), (bytes, start)) in found.iter().zip(expected) {
        assert_eq!(*piece, bytes, "{message}");
        assert!(message.starts_with(start), "{message}");
    }
}

#[test]
fn a_byte_order_mark_is_counted() {
    let text = format!("\u{feff}{}", one_line(r#"{"type":"device","name":"a"}"#, ""));
    let bytes = text.as_bytes();
    let bill = CyclonedxBill::read(&InputFile { name: "x.cdx.json", bytes }).unwrap();
    let source = bill.source(RowId { number: 1 }, Stated::Id);
    assert_eq!(piece(&text, &source), r#""a""#);
}
