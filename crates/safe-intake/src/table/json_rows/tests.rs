use std::ops::ControlFlow;

use proptest::prelude::*;

use crate::table::{Cell, InputFile, Table, TableChoices};

/// Every row as `number: cell|cell`, then every problem with its place and what to do.
fn shown(name: &str, bytes: &[u8]) -> Vec<String> {
    let help = |help: Option<String>| help.map(|help| format!("; {help}")).unwrap_or_default();
    let table = match Table::open(&InputFile { name, bytes }, &TableChoices::default()) {
        Ok(table) => table,
        Err(problem) => {
            return vec![format!("{}: {problem}{}", problem.source(), help(problem.help()))];
        }
    };
    let mut lines: Vec<String> = table.remarks().iter().map(ToString::to_string).collect();
    let problems = table.rows(|row| {
        let cells: Vec<String> = (1..=row.width()).map(|at| row.cell(at).given()).collect();
        lines.push(format!("{}: {}", row.number(), cells.join("|")));
        ControlFlow::Continue(())
    });
    for problem in problems.err().into_iter().flatten() {
        lines.push(format!("{}: {problem}{}", problem.source(), help(problem.help())));
    }
    lines
}

fn of(text: &str) -> Vec<String> {
    shown("rows.json", text.as_bytes())
}

const ROWS: [&str; 3] = ["1: Part|Qty|Cost", "2: seeker|1|41000.00", "3: case||9000"];

#[test]
fn a_list_lines_and_a_wrapped_list_are_the_same_rows() {
    let first = r#"{"Part": "seeker", "Qty": 1, "Cost": 41000.00}"#;
    let second = r#"{"Part": "case", "Qty": null, "Cost": 9e3}"#;
    let texts = [
        format!("[{first}, {second}]"),
        format!("{first}\n{second}\n"),
        format!("\n{first}\r\n\r\n{second}"),
        format!("{{ \"items\": [{first}, {second}] }}\n"),
    ];
    for text in texts {
        assert_eq!(of(&text), ROWS, "{text}");
        assert_eq!(shown("rows.jsonl", format!("\u{feff}{text}").as_bytes()), ROWS);
        let wide: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(shown("rows.json", &wide), ROWS);
    }
}

#[test]
fn columns_are_the_members_in_the_order_in_which_they_first_appear() {
    let text = r#"[{"b": "1", "a": "2"}, {"a": "3", "c": "4", "b": "5"}, {}, {"d": "6"}]"#;
    assert_eq!(of(text), ["1: b|a|c|d", "2: 1|2", "3: 5|3|4", "5: |||6"]);
}

#[test]
fn values_are_as_they_are_written() {
    let text = r##"{"a": 0.30000000000000004, "b": -2.50, "c": 123456789012345678901234567890, "d": true,
        "e": "Gr\u00f6\u00dfe", "f": " ", "g": "=1", "h": "0749", "i": 1e999, "j": "#DIV/0!"}"##;
    let expected = "2: 0.30000000000000004|-2.50|123456789012345678901234567890|TRUE|Größe||=1|0749|1e999|#DIV/0!";
    assert_eq!(of(text)[1], expected);
    let table = Table::open(
        &InputFile { name: "rows.json", bytes: text.as_bytes() },
        &TableChoices::default(),
    );
    let _read = table.unwrap().rows(|row| {
        if row.number() == 2 {
            assert_eq!(row.cell(2), Cell::Number("-2.50"));
            assert_eq!(row.cell(4), Cell::Flag(true));
            assert_eq!(row.cell(6), Cell::Empty);
            assert_eq!(row.cell(8), Cell::Text("0749"));
            assert_eq!(row.cell(9), Cell::Text("1e999"));
            assert_eq!(row.cell(10), Cell::Error("#DIV/0!"));
        }
        ControlFlow::Continue(())
    });
}

#[test]
fn a_cell_has_the_line_of_its_object() {
    let text = "[\n\n\n {\"a\": 1},\n {\n \"a\": 2}]";
    let file = InputFile { name: "rows.json", bytes: text.as_bytes() };
    let table = Table::open(&file, &TableChoices::default()).unwrap();
    let places = [(1, "A1"), (2, "A2 (line 4)"), (3, "A3 (line 5)")];
    for (row, place) in places {
        assert_eq!(table.source(row, Some(1)).to_string(), format!("rows.json, {place}"));
    }
    assert_eq!((table.sheet(), table.separator()), (None, None));
}

#[test]
fn what_is_no_row_and_no_cell_is_told_once_with_how_often() {
    let text = "{\"a\": 1, \"dim\": {\"x\": 1}}\n{\"a\": 2, \"a\": 3, \"\": 1, \"dim\": {}}\n\
                {\"dim\": [{\"y\": 2}]}\n[1, 2]\n7\n{\"dim\": {}}\n";
    assert_eq!(
        shown("rows.jsonl", text.as_bytes())[3..],
        [
            "rows.jsonl, B2 (line 1): `dim` is an object, but a cell holds one value, here and in \
             2 more rows; flatten it: write each value in it as a member of the row",
            "rows.jsonl, A3 (line 2): the object states `a` twice; remove one of the two",
            "rows.jsonl, C3 (line 2): a member has no name; name it, or remove it",
            "rows.jsonl, B4 (line 3): `dim` is a list, but a cell holds one value; flatten it: \
             write a row for each of its items, or a member for each",
            "rows.jsonl, row 5 (line 4): a row is no object, here and in another row; write each \
             row as an object, `{\"column\": value, …}`",
        ]
    );
    let scalars = of("[1, \"a\", null]");
    let help = "write each row as an object, `{\"column\": value, …}`";
    let said =
        format!("rows.json, row 2 (line 1): a row is no object, here and in 2 more rows; {help}");
    assert_eq!(scalars, [said]);
}

#[test]
fn broken_json_is_told_with_its_line_and_column() {
    let cases = [
        (
            "[{\"a\": 1}\n {\"a\": 2}]",
            "line 2: not valid JSON at column 2; a `,` or `]` belongs here",
        ),
        ("[{\"a\": 1", "line 1: not valid JSON at column 9; a `,` or `}` belongs here"),
        ("{\"ä\": 1}\n{\"ä\" 1}", "line 2: not valid JSON at column 6; a `:` belongs here"),
        ("[{\"a\": 01}]", "line 1: not valid JSON at column 9; a `,` or `}` belongs here"),
        (
            "[{\"a\": \"\\x\"}]",
            "line 1: not valid JSON at column 8; a text holds an escape that means nothing; write a backslash as `\\\\`",
        ),
        ("part;qty\n", "line 1: not valid JSON at column 1; a value belongs here"),
        (
            "[{\"a\": 1}] x",
            "line 1: not valid JSON at column 12; the document ends before this; remove what follows",
        ),
    ];
    for (text, said) in cases {
        let shown = of(text);
        assert_eq!(shown.last().unwrap(), &format!("rows.json, {said}"), "{text}");
    }
    // What is wrong before it is told as well.
    let both = of("{\"a\": []}\n{\"a\": }");
    assert_eq!(both.len(), 3, "{both:?}");
    let wide: Vec<u8> = "[{\"a\": 1,\n}]".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let said = "rows.json, row 2 (line 2): not valid JSON at column 1; the name of a member \
                belongs here, in quotes";
    assert_eq!(shown("rows.json", &wide).last().unwrap(), said);
}

#[test]
fn what_is_no_table_is_refused() {
    let empty = "the table is empty; save the sheet that holds the bill, or name it in the mapping";
    for text in ["[]", "{\"items\": []}", "{}", "[{}, {}]", " "] {
        assert_eq!(of(text), [format!("rows.json: {empty}")], "{text}");
    }
    let latin = b"[{\"Gr\xf6\xdfe\": 1}]";
    let said = "rows.json: the text is not UTF-8; name its encoding in the mapping";
    assert_eq!(shown("rows.json", latin), [said]);
    let western = Some(encoding_rs::WINDOWS_1252);
    let choices = TableChoices { encoding: western, ..TableChoices::default() };
    assert!(Table::open(&InputFile { name: "rows.json", bytes: latin }, &choices).is_ok());
    assert_eq!(
        of("{\"bomFormat\": \"CycloneDX\"}"),
        ["rows.json: the file is a bill in CycloneDX, not a table; give it with `--bill` or by \
          itself; it needs no mapping"]
    );
    assert_eq!(
        of("{\"format\": \"safe-procurement/1\", \"id\": \"A\"}"),
        ["rows.json: the file is a procurement document, not a table; give it by itself, without \
          `--bill`"]
    );
}

#[test]
fn hostile_texts_are_refused_or_read() {
    let deep = format!("[{{\"a\": {}1{}}}]", "[".repeat(100_000), "]".repeat(100_000));
    assert!(of(&deep).last().unwrap().contains("nest more than 128 deep"));
    let wide: Vec<String> = (0..70_000).map(|at| format!("\"{at}\": 1")).collect();
    let said = of(&format!("[{{{}}}]", wide.join(",")));
    assert!(said[0].contains("more than 65535 columns"), "{said:?}");
    let huge = "9".repeat(100_000);
    assert_eq!(of(&format!("[{{\"a\": {huge}}}]")), ["1: a".to_owned(), format!("2: {huge}")]);
    let many: Vec<String> = (0..1000).map(|at| format!("{{\"{at}\": []}}")).collect();
    assert_eq!(of(&many.join("\n")).len(), 101);
}

#[test]
fn a_file_is_json_by_its_content_or_its_name() {
    let text = "[{\"id\": \"A\"}]";
    assert_eq!(shown("rows.csv", text.as_bytes()).len(), 3);
    assert_eq!(shown("rows", text.as_bytes()), ["1: id", "2: A"]);
    assert_eq!(shown("rows.csv", b"[id],qty\nA,1\n"), ["1: [id]|qty", "2: A|1"]);
    assert_eq!(shown("rows.csv", b"{id},qty\nA,1\n"), ["1: {id}|qty", "2: A|1"]);
}

proptest! {
    #[test]
    fn random_bytes_never_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        pieces in proptest::collection::vec("[\\[\\]{}:,\"ab\n 0-9eE.-]{1,3}|\"a\":|null|true|\\{\"", 0..60),
    ) {
        let _shown = shown("rows.json", &bytes);
        let _shown = shown("rows.json", pieces.concat().as_bytes());
        let _shown = shown("rows", pieces.concat().as_bytes());
    }
}
