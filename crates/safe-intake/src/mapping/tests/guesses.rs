//! What is guessed of tables, and why.

#![expect(clippy::format_collect, reason = "a test may fail")]

use super::*;

fn guess(table: &str) -> String {
    let file = InputFile { name: "bom.csv", bytes: table.as_bytes() };
    match Mapping::guess(&[file]) {
        Ok(Guess { mapping, reasons, .. }) => {
            let text = mapping.to_toml(&reasons);
            assert_eq!(read(&text), Ok(mapping), "{text}");
            text
        }
        Err(problems) => problems
            .iter()
            .map(|problem| {
                format!("{}: {problem} [{}]", problem.source(), problem.help().unwrap_or_default())
            })
            .collect(),
    }
}

#[test]
fn a_plain_table_is_guessed_with_its_reasons() {
    let table = "Bill of the missile,,,,\n\nPart No.,Description,Qty,Unit Price (EUR),Country of Origin\n\
                 A1,Seeker,1,100.00,DE\nA2,Motor,2,50,Poland\nA3,Nut,40,0.5,\n";
    assert_eq!(
        guess(table),
        r#"format = "safe-mapping/1"

[table]
# row 3 has 5 headers that are known
header_row = 3
# it splits the first rows evenly
separator = ","

[shape]
# no column says how rows hang together; all go into the end product
kind = "flat"
# confidence is high: every column is taken for what its header says

[columns]
# column A is headed `Part No.`
id = "Part No."
# column C is headed `Qty`, and 3 of the first 3 cells are numbers
quantity = "Qty"
# column B is headed `Description`
description = "Description"
# column D is headed `Unit Price (EUR)`, and 3 of the first 3 cells are numbers
unit_cost = "Unit Price (EUR)"
# column E is headed `Country of Origin`, and 2 of the first 2 cells are countries
origin = "Country of Origin"

[constants]
# the header `Unit Price (EUR)` names it
currency = "EUR"
"#
    );
}

#[test]
fn headers_in_other_languages() {
    for (headers, origin) in [
        ("Teilenummer;Bezeichnung;Menge;Einzelpreis;Währung;Ursprungsland", "Ursprungsland"),
        ("Référence;Désignation;Quantité;Prix unitaire;Devise;Pays d'origine", "Pays d'origine"),
        ("Numer części;Nazwa;Ilość;Cena jednostkowa;Waluta;Kraj pochodzenia", "Kraj pochodzenia"),
        ("Codice;Descrizione;Quantità;Prezzo unitario;Valuta;Paese di origine", "Paese di origine"),
        ("Código;Descripción;Cantidad;Precio unitario;Moneda;País de origen", "País de origen"),
    ] {
        let text = guess(&format!("{headers};\nA;x;1;2,50;EUR;DE;\nB;y;3;1,25;EUR;FR;\n"));
        let headers: Vec<&str> = headers.split(';').collect();
        for (key, header) in
            ["id", "description", "quantity", "unit_cost", "currency"].iter().zip(&headers)
        {
            assert!(text.contains(&format!("\n{key} = \"{header}\"\n")), "{key} {header} {text}");
        }
        assert!(text.contains(&format!("\norigin = \"{origin}\"\n")), "{text}");
    }
}

#[test]
fn shapes_are_guessed() {
    for (table, expected) in [
        ("Level,Part,Qty\n1,A,1\n2,B,2\n", "kind = \"levels\"\n"),
        ("Level,Part,Qty\n.1,A,1\n..2,B,2\n", "kind = \"levels\"\n"),
        ("Level,Part,Qty\n1,A,1\n1.1,B,2\n1.2,C,2\n", "kind = \"dotted\"\n"),
        ("Pos,Part Number,Qty\n1,A,1\n1.1,B,2\n1.2,C,2\n", "kind = \"dotted\"\n"),
        ("Part,Qty\nA,1\n  B,2\n  C,2\n", "kind = \"indented\"\n"),
        ("Parent,Component,Qty\nTOP,A,1\nA,B,2\n", "kind = \"edges\"\n"),
        ("Parent,Part,Qty\n,A,1\nA,B,2\n", "empty_parent = \"end-product\"\n"),
        ("Assembly,Assembly Qty,Part,Qty\nX,2,A,1\nX,2,B,2\n", "kind = \"multiplier\"\n"),
    ] {
        let text = guess(table);
        assert!(text.contains(expected), "{table}\n{text}");
    }
}

#[test]
fn amounts_are_no_dotted_numbers() {
    let text = guess("Part,Qty,Worth\nA,1,100.25\nB,2,20.50\nC,3,3164.94\n");
    assert!(text.contains("kind = \"flat\"\n"), "{text}");
    let text = guess("Part,Qty,Row\nA,1,1\nB,2,1.1\nC,3,1.2\n");
    assert!(text.contains("kind = \"dotted\"\n"), "{text}");
}

#[test]
fn headers_as_programs_write_them() {
    for headers in
        ["part_number,unit_cost,qty", "PartNumber,UnitCost,Qty", "partNumber,unitCost,qty"]
    {
        let text = guess(&format!("{headers}\nA,2.50,1\nB,1.25,3\n"));
        let headers: Vec<&str> = headers.split(',').collect();
        for (key, header) in ["id", "unit_cost", "quantity"].iter().zip(&headers) {
            assert!(text.contains(&format!("\n{key} = \"{header}\"\n")), "{text}");
        }
    }
}

#[test]
fn item_numbers_name_rows_that_part_numbers_leave_out() {
    let text = guess("ITEM NO.,PART NUMBER,DESCRIPTION,QTY.\n1,a,,1\n2,,,1\n3,c,seal,2\n");
    assert!(text.contains("\nid = \"ITEM NO.\"\n"), "{text}");
    assert!(
        text.contains("# column A numbers every row once; the column of part numbers is empty in 1 of the first rows\n"),
        "{text}"
    );
}

#[test]
fn bureaus_are_not_guessed_as_origins() {
    let text = guess("Part,Qty,Origin,NCB\nA,1,12,12\nB,1,66,66\n");
    assert!(!text.contains("\norigin ="), "{text}");
    assert!(
        text.contains(
            "# column C, `Origin`, is not taken as `origin`: the cells look like digits of NATO \
             stock numbers, which say who codified a part and not where it comes from\n"
        ),
        "{text}"
    );
}

#[test]
fn what_is_not_read_is_told() {
    let text = guess(
        "Part,Qty,Origin,Remarks,Colour\nA,1,Germny,x,red\nB,1,#N/A,y,red\nC,#DIV/0!,Atlantis,,red\n",
    );
    for told in [
        "# column C, `Origin`, is not taken as `origin`: few of the first 2 cells look like one\n",
        "# not read: `Remarks`, `Colour`\n",
        "# column B is headed `Qty`, and 2 of the first 2 cells are numbers\n",
    ] {
        assert!(text.contains(told), "{text}");
    }
    let columns: String = (0..15).map(|number| format!(",X{number}")).collect();
    let text = guess(&format!("Part,Qty{columns}\nA,1{}\n", ",z".repeat(15)));
    assert!(text.contains("`X8`, `X9` and 5 more\n"), "{text}");
}

#[test]
fn a_column_of_quantities_is_taken_by_its_header_whatever_stands_in_it() {
    let text = guess("Teil;Menge\nA;1.2.3\nB;1\nC;viele\n");
    for told in [
        "\nid = \"Teil\"\n",
        "# column B is headed `Menge`, and 1 of the first 3 cells are numbers\nquantity = \"Menge\"\n",
    ] {
        assert!(text.contains(told), "{text}");
    }
}

#[test]
fn a_text_that_cannot_be_split_is_told_before_what_is_not_found_in_it() {
    assert_eq!(
        guess("Part,Qty,Origin\nA,1,\"DE\nB,1,FR\n"),
        "bom.csv, C2: a quote opens here and is never closed [close the quote, or write a quote \
         within quotes twice]"
    );
}

#[test]
fn where_nothing_can_be_guessed_the_headers_are_told() {
    assert_eq!(
        guess("Colour,Weight\nred,1\nblue,2\n"),
        "bom.csv, row 1: no column is known to be `id` or `quantity` [the headers are `Colour`, \
         `Weight`; write a mapping with the one for `id` and `quantity` in `[columns]`]"
    );
}
