use std::ops::ControlFlow;

use proptest::prelude::*;

use super::{End, Splitter};
use crate::table::{Cell, InputFile, Table, TableChoices};

/// Every row as `number: cell|cell`, then every problem with its place.
fn shown(text: &str) -> Vec<String> {
    shown_with(text, &TableChoices::default())
}

fn shown_with(text: &str, choices: &TableChoices) -> Vec<String> {
    let file = InputFile { name: "bom.csv", bytes: text.as_bytes() };
    let table = match Table::open(&file, choices) {
        Ok(table) => table,
        Err(problem) => return vec![format!("{}: {problem}", problem.source())],
    };
    let mut lines = Vec::new();
    let problems = table.rows(|row| {
        let cells: Vec<String> = (1..=row.width()).map(|at| row.cell(at).given()).collect();
        lines.push(format!("{}: {}", row.number(), cells.join("|")));
        ControlFlow::Continue(())
    });
    for problem in problems.err().into_iter().flatten() {
        let help = problem.help().unwrap_or_default();
        lines.push(format!("{}: {problem}; {help}", problem.source()));
    }
    lines
}

#[test]
fn any_separator_is_told_by_the_first_rows() {
    for separator in [",", ";", "\t", "|"] {
        let text = ["id~cost", "A 1~2.79", "B, C; D~3"].join("\n").replace('~', separator);
        let rows = if separator == "," || separator == ";" { 2 } else { 3 };
        let shown = shown(&text);
        assert_eq!(shown[..2], ["1: id|cost", "2: A 1|2.79"], "{separator}");
        assert!(shown.len() >= rows);
    }
    assert_eq!(shown("id;cost\nA;1,5\nB;2,5\n"), ["1: id|cost", "2: A|1,5", "3: B|2,5"]);
    assert_eq!(shown("Bill of 3, 4, 5\n\na,b\n1,2\n3,4\n")[1..], ["3: a|b", "4: 1|2", "5: 3|4"]);
    assert_eq!(shown("one\ntwo\n"), ["1: one", "2: two"]);
}

#[test]
fn a_first_line_may_name_the_separator() {
    let text = "sep=;\r\nid;cost, net\r\nA;1\r\n";
    assert_eq!(shown(text), ["1: id|cost, net", "2: A|1"]);
    let file = InputFile { name: "bom.csv", bytes: text.as_bytes() };
    let table = Table::open(&file, &TableChoices::default()).unwrap();
    assert_eq!(table.source(2, Some(1)).to_string(), "bom.csv, A2 (line 3)");
}

#[test]
fn a_separator_that_is_given_is_held_to() {
    let choices = TableChoices { separator: Some(b'~'), ..TableChoices::default() };
    assert_eq!(shown_with("a~b,c\n1~2,3\n", &choices), ["1: a|b,c", "2: 1|2,3"]);
}

#[test]
fn quotes_keep_separators_line_breaks_and_quotes() {
    let text = "id,text,n\nA,\"one, two\",1\nB,\"one\ntwo\r\nthree\",2\nC,\"3/4\"\" bolt\",3\nD,5\" pipe,4\n\
                E, \"a, b\" ,5\n";
    let expected = [
        "1: id|text|n",
        "2: A|one, two|1",
        "3: B|one\ntwo\r\nthree|2",
        "4: C|3/4\" bolt|3",
        "5: D|5\" pipe|4",
        "6: E|a, b|5",
    ];
    assert_eq!(shown(text), expected);
    let file = InputFile { name: "bom.csv", bytes: text.as_bytes() };
    let table = Table::open(&file, &TableChoices::default()).unwrap();
    assert_eq!(table.source(3, Some(2)).to_string(), "bom.csv, B3");
    assert_eq!(table.source(4, Some(2)).to_string(), "bom.csv, B4 (line 6)");
    assert_eq!(table.source(6, None).to_string(), "bom.csv, row 6 (line 8)");
}

#[test]
fn a_quote_that_is_never_closed_is_found_where_it_opens() {
    assert_eq!(
        shown("id,text\nA,ok\nB,\"open\nC,lost\n"),
        [
            "1: id|text",
            "2: A|ok",
            "bom.csv, B3: a quote opens here and is never closed; close the quote, or write a quote \
             within quotes twice"
        ]
    );
}

#[test]
fn a_quote_that_closes_within_a_cell_is_a_problem_of_its_row() {
    assert_eq!(
        shown("id,text\nA,\"3/4\" bolt\nB,ok\n"),
        [
            "1: id|text",
            "2: A|3/4",
            "3: B|ok",
            "bom.csv, B2: a quote closes within a cell; write a quote within quotes twice"
        ]
    );
}

#[test]
fn a_row_that_a_comma_splits_is_longer_than_the_header() {
    let file = InputFile { name: "bom.csv", bytes: b"id,text,cost\nA,bolt, long,2\n" };
    let table = Table::open(&file, &TableChoices::default()).unwrap();
    let mut widths = Vec::new();
    table
        .rows(|row| {
            widths.push(row.width());
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(widths, [3, 4]);
}

#[test]
fn empty_columns_and_rows_are_nothing_but_counted() {
    let commas = ",".repeat(21);
    let text = format!("id,cost{commas}\r\n\r\nA,1{commas}\r\n , ,\rB,2\n\n");
    assert_eq!(shown(&text), ["1: id|cost", "3: A|1", "5: B|2"]);
}

#[test]
fn a_file_without_rows_is_no_table() {
    assert_eq!(shown(" \n\n"), ["bom.csv: the table is empty"]);
    assert_eq!(shown("<!DOCTYPE html><table>"), ["bom.csv: the file is a web page, not a table"]);
}

#[test]
fn reading_stops_when_told_to() {
    let file = InputFile { name: "bom.csv", bytes: b"a,b\nc,d\ne,\"f" };
    let table = Table::open(&file, &TableChoices::default()).unwrap();
    let mut count = 0;
    let stopped = table.rows(|_| {
        count += 1;
        ControlFlow::Break(())
    });
    assert_eq!((count, stopped), (1, Ok(())));
}

fn cell_by_cell(splitter: &mut Splitter<'_>) -> Option<(u32, u32)> {
    if splitter.position >= splitter.text.len() {
        return None;
    }
    splitter.spans.clear();
    splitter.mended.clear();
    splitter.row = splitter.row.saturating_add(1);
    let line = splitter.line;
    while splitter.cell()? == End::Cell {}
    Some((splitter.row, line))
}

proptest! {
    #[test]
    fn what_is_written_in_quotes_reads_back(
        rows in prop::collection::vec(prop::collection::vec("[a-z\", ;\r\n]{0,6}x", 2..5), 1..6)
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        let text = rows.iter().map(line).collect::<Vec<_>>().join("\n");
        let choices = TableChoices { separator: Some(b','), ..TableChoices::default() };
        let expected: Vec<String> = rows.iter().zip(1u32..).map(|(row, number)| {
            let cells: Vec<&str> = row.iter().map(|cell| cell.trim()).collect();
            format!("{number}: {}", cells.join("|"))
        }).collect();
        prop_assert_eq!(shown_with(&text, &choices), expected);
    }

    #[test]
    fn any_bytes_are_a_table_or_a_problem(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let file = InputFile { name: "bom.csv", bytes: &bytes };
        if let Ok(table) = Table::open(&file, &TableChoices::default()) {
            let _ = table.rows(|row| {
                let _ = table.source(row.number(), Some(row.width()));
                ControlFlow::Continue(())
            });
        }
    }

    #[test]
    fn many_bytes_at_once_split_as_cell_by_cell(text in "[a-z\", ;\r\n]{0,120}") {
        let split = |at_once: bool| {
            let mut splitter = Splitter::new(&text, b',', 0, 1);
            let mut rows = Vec::new();
            loop {
                let next = if at_once { splitter.next_row() } else { cell_by_cell(&mut splitter) };
                let cells: Vec<Cell<'_>> =
                    (1..=splitter.fields().count()).map(|at| splitter.fields().cell(at)).collect();
                rows.push(format!("{next:?} {cells:?}"));
                if next.is_none() {
                    return (rows, splitter.faults);
                }
            }
        };
        prop_assert_eq!(split(true), split(false));
    }

    #[test]
    fn the_csv_crate_splits_alike(text in "[a-z0-9,\n]{1,80}") {
        let choices = TableChoices { separator: Some(b','), ..TableChoices::default() };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true)
            .from_reader(text.as_bytes());
        let theirs: Vec<String> = reader.records().map(Result::unwrap)
            .map(|record| record.iter().collect::<Vec<_>>().join("|").trim_end_matches('|').to_owned())
            .filter(|row| !row.is_empty()).collect();
        let ours = shown_with(&text, &choices);
        if theirs.is_empty() { return Ok(()); }
        let ours: Vec<String> = ours.iter()
            .map(|row| row.split_once(": ").unwrap().1.to_owned()).collect();
        prop_assert_eq!(ours, theirs);
    }
}
