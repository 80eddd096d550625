use proptest::prelude::*;

use super::*;
use crate::remark::Weight;
use crate::table::InputFile;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

const DAY: &str = "2026-09-01";

fn read(
    text: &str,
    choices: &OriginChoices,
) -> Result<(Declarations, Vec<OriginRemark>), Vec<OriginProblem>> {
    read_origins(&[InputFile { name: "d.csv", bytes: text.as_bytes() }], choices)
}

fn told(remark: &OriginRemark) -> String {
    let at = remark.source().map_or(String::new(), |at| format!("{at}: "));
    let help = remark.help().map_or(String::new(), |help| format!("; {help}"));
    let mark = if remark.weight() == Weight::Warning { "!" } else { "" };
    format!("{at}{mark}{}: {remark}{help}", remark.code())
}

fn problems(text: &str) -> Vec<String> {
    let problems = read(text, &OriginChoices::default()).unwrap_err();
    let told = |problem: &OriginProblem| {
        let help = problem.help().map_or(String::new(), |help| format!("; {help}"));
        format!("{}: {}: {problem}{help}", problem.source(), problem.code())
    };
    problems.iter().map(told).collect()
}

// Parts as `id supplier origin`, `-` where not stated; what is made of them, `?` for not stated
// and `-` for left alone; and every remark.
fn laid_with(text: &str, parts: &[&str], choices: &OriginChoices) -> (String, Vec<String>) {
    let (declarations, mut remarks) = read(text, choices).unwrap();
    let mut overlay = OriginOverlay::new(&declarations, day(DAY), choices);
    let mut results = Vec::new();
    for (row, part) in (2..).zip(parts) {
        let cells: Vec<Option<&str>> =
            part.split(' ').map(|cell| Some(cell).filter(|cell| *cell != "-")).collect();
        let origin = cells[2].map(|origin| Origin::parse(origin).unwrap());
        let spot = crate::source::Spot::Cell { sheet: None, row, column: Some(7), line: None };
        let place = Source::new("bom.csv".into(), spot);
        let part = StatedPart { id: cells[0].unwrap(), supplier: cells[1], origin };
        let laid = overlay.part(part, || Some(StatedAt::File(place)));
        results.push(match &laid {
            None => "-",
            Some(laid) => laid.origin.map_or("?", Origin::as_str),
        });
        if let Some(laid) = laid {
            assert!(!laid.declarations.is_empty());
            assert!(laid.declarations.iter().all(|at| *at < declarations.list().len()));
        }
    }
    remarks.extend(overlay.finish());
    (results.join(" "), remarks.iter().map(told).collect())
}

fn laid(text: &str, parts: &[&str]) -> (String, Vec<String>) {
    laid_with(text, parts, &OriginChoices::default())
}

#[test]
fn declarations_give_parts_their_origin() {
    let text = "Declarations received\n\
                Part;Supplier;Country of origin;Evidence;Document;Valid from;Valid until;Declared by\n\
                749.0;;DE;supplier declaration;D-1;2026-01-01;2026-12-31;Acme\n\
                2;;Niemcy;;;;;\n\
                ;acme;FR;;;;;\n\
                4;acme;IT;;;;;\n";
    let parts = ["749 - -", "2 - DE", "3 acme -", "4 acme -", "5 - PL", "4 other -"];
    let (results, remarks) = laid(text, &parts);
    assert_eq!(results, "DE DE FR IT - -");
    assert_eq!(
        remarks,
        [
            "d.csv, row 1: title-rows: 1 row above the header declares nothing",
            "d.csv, C4: country-read: `Niemcy` is read as `DE`, by its name in Polish",
            "d.csv, C6: !declaration-overruled: `IT` counts for part `4`, as the more specific, \
             and not `FR` of d.csv, C5",
        ],
    );
    let (declarations, _) = read(text, &OriginChoices::default()).unwrap();
    let first = &declarations.list()[0];
    assert_eq!(first.evidence.as_deref(), Some("supplier declaration"));
    assert_eq!(first.document.as_deref(), Some("D-1"));
    assert_eq!(first.declared_by.as_deref(), Some("Acme"));
    assert_eq!(first.row.to_string(), "d.csv, row 3");
    assert_eq!(
        (first.valid_from, first.valid_until),
        (Some(day("2026-01-01")), Some(day("2026-12-31")))
    );
}

#[test]
fn contradictory_declarations_count_as_not_stated() {
    let text =
        "part,origin,valid from\n7,DE,2026-01-01\n7,CN,2026-02-01\n7,DE,2026-03-01\n8,DE,\n8,DE,\n";
    let (results, remarks) = laid(text, &["7 - -", "8 - -", "7 - -"]);
    assert_eq!(results, "? DE ?");
    assert_eq!(
        remarks,
        ["d.csv, B2: !contradictory-declarations: contradictory origins of part `7`: `DE` in \
          d.csv, B2, `CN` in d.csv, B3, `DE` in d.csv, B4; it counts as not stated; remove the \
          ones that do not hold, or write in the column `replaces` of the one that does which \
          ones it replaces"],
    );
    // The mapping may say that the later one holds: by its first day, else by its row.
    let choices = OriginChoices { later_wins: true, ..OriginChoices::default() };
    let (results, remarks) = laid_with(text, &["7 - -"], &choices);
    assert_eq!(results, "DE");
    assert_eq!(
        remarks,
        [
            "d.csv, row 2: declaration-replaced: replaced by d.csv, row 4; it does not count",
            "d.csv, row 3: declaration-replaced: replaced by d.csv, row 4; it does not count",
            "d.csv, row 5: !declaration-not-in-bill: no bill has part `8`; compare the ids with \
             those of the bill",
        ],
    );
    let rows = "part,origin\n7,DE\n7,CN\n";
    assert_eq!(laid_with(rows, &["7 - -"], &choices).0, "CN");
    let mixed = "part,origin,valid from\n7,DE,2026-01-01\n7,CN,\n";
    assert_eq!(laid_with(mixed, &["7 - -"], &choices).0, "?");
    let same_day = "part,origin,valid from\n7,DE,2026-01-01\n7,CN,2026-01-01\n";
    assert_eq!(laid_with(same_day, &["7 - -"], &choices).0, "?");
}

#[test]
fn a_row_may_say_which_ones_it_replaces() {
    let text = "part,origin,document,replaces\n7,DE,D-1,\n7,CN,D-2,d-1\n8,FR,D-3,yes\n8,IT,D-4,\n\
                9,PL,D-5,D-9\n";
    let (results, remarks) = laid(text, &["7 - -", "8 - -", "9 - -"]);
    assert_eq!(results, "CN FR PL");
    assert_eq!(
        remarks,
        [
            "d.csv, row 2: declaration-replaced: replaced by d.csv, row 3; it does not count",
            "d.csv, row 5: declaration-replaced: replaced by d.csv, row 4; it does not count",
            "d.csv, row 6: !replaces-nothing: `D-9`, which it replaces, is not the document of \
             another row about the same; write the document as the other row has it, or `yes` for \
             all other rows",
        ],
    );
    // In a circle none has the last word.
    let circle = "part,origin,document,replaces\n7,DE,D-1,D-2\n7,CN,D-2,D-1\n";
    assert_eq!(laid(circle, &["7 - -"]).0, "?");
    let beside = "part,origin,document,replaces\n7,DE,D-1,D-2\n7,CN,D-2,D-1\n7,DE,D-3,\n";
    assert_eq!(laid(beside, &["7 - -"]).0, "?");
    let both = "part,origin,replaces\n7,DE,yes\n7,CN,yes\n7,FR,\n";
    assert_eq!(laid(both, &["7 - -"]).0, "?");
    // One that names what replaces all others came after it; a chain ends in its last link.
    let chain = "part,origin,document,replaces\n7,DE,D-1,\n7,CN,D-2,yes\n7,FR,D-3,D-2\n";
    assert_eq!(laid(chain, &["7 - -"]).0, "FR");
    // What replaces another does so from its own first day on, and for good.
    let begins = "part,origin,valid from,valid until,replaces\n\
                  7,DE,,,\n7,CN,2026-10-01,,yes\n8,DE,,,\n8,CN,,2026-03-01,yes\n";
    assert_eq!(laid(begins, &["7 - -", "8 - -"]).0, "DE -");
}

#[test]
fn a_declaration_counts_within_its_validity_only() {
    let text = "part,origin,valid from,valid until\n\
                1,DE,,2026-08-31\n2,DE,2026-09-02,\n3,DE,2026-09-01,2026-09-01\n\
                4,DE,2025-01-01,2025-12-31\n4,FR,2026-01-01,2026-12-31\n";
    let (results, remarks) = laid(text, &["1 - -", "2 - -", "3 - -", "4 - -"]);
    assert_eq!(results, "- - DE FR");
    assert_eq!(
        remarks,
        [
            "d.csv, row 2: !declaration-not-valid: the declaration about part `1`, valid until \
             2026-08-31, does not count on 2026-09-01; add a declaration that is valid on that day",
            "d.csv, row 3: !declaration-not-valid: the declaration about part `2`, valid from \
             2026-09-02, does not count on 2026-09-01; add a declaration that is valid on that day",
            "d.csv, row 5: !declaration-not-valid: the declaration about part `4`, valid from \
             2025-01-01 until 2025-12-31, does not count on 2026-09-01; add a declaration that is valid on that day",
        ],
    );
}

#[test]
fn the_bill_and_a_declaration_must_agree() {
    let text = "part,origin\n1,DE\n2,DE\n3,DE\n";
    let parts = ["1 - CN", "2 - DE", "3 - -"];
    let (results, remarks) = laid(text, &parts);
    assert_eq!(results, "? DE DE");
    assert_eq!(
        remarks,
        ["d.csv, B2: !declaration-and-bill: `DE` is declared for part `1`, but the bill states \
          `CN` in bom.csv, G2; it counts as not stated; correct one of the two, or set \
          `declarations = \"win\"` in `[origins]` of the mapping"],
    );
    let choices = OriginChoices { declarations_win: true, ..OriginChoices::default() };
    let (results, remarks) = laid_with(text, &parts, &choices);
    assert_eq!(results, "DE DE DE");
    assert_eq!(
        remarks,
        ["d.csv, B2: !declaration-and-bill: `DE` is declared for part `1`, but the bill states \
          `CN` in bom.csv, G2; the declaration counts"],
    );
}

#[test]
fn what_is_not_clear_is_not_stated() {
    let text = "part,origin,shade\n1,Korea,red\n2,,\n3,Yugoslavia,\n4,DE,\n4,Korea,\n";
    let (results, remarks) = laid(text, &["1 - KR", "2 - DE", "3 - -", "4 - -"]);
    assert_eq!(results, "? - ? ?");
    let korea = "`Korea` is not clearly one country; it counts as not stated; write the one that is meant: `KR` or `KP`";
    assert_eq!(
        remarks,
        [
            "d.csv, C1: unread-column: the column `shade` is not read; name it in \
             `[origins.columns]` of the mapping if it is to be read",
            &format!("d.csv, B2: !country-unclear: {korea}"),
            "d.csv, B3: !nothing-declared: no origin is declared here; the row does not count; \
             write the origin, or remove the row",
            "d.csv, B4: !country-former: `Yugoslavia` exists no more; it counts as not stated; write the code of the \
             country of today",
            &format!("d.csv, B6: !country-unclear: {korea}"),
            "d.csv, B2: !declaration-and-bill: an unclear origin is declared for part `1`, but the \
             bill states `KR` in bom.csv, G2; it counts as not stated; correct one of the two, or \
             set `declarations = \"win\"` in `[origins]` of the mapping",
            "d.csv, B5: !contradictory-declarations: contradictory origins of part `4`: `DE` in \
             d.csv, B5, an unclear origin in d.csv, B6; it counts as not stated; remove the ones \
             that do not hold, or write in the column `replaces` of the one that does which ones \
             it replaces",
        ],
    );
}

#[test]
fn declarations_about_what_no_bill_has_are_reported() {
    let text = "part,supplier,origin\n1,,DE\n9,,DE\n,acme,DE\n,nobody,DE\n1,acme,DE\n1,nobody,DE\n";
    let (results, remarks) = laid(text, &["1 acme -"]);
    assert_eq!(results, "DE");
    let compare = "compare the ids with those of the bill";
    assert_eq!(
        remarks,
        [
            format!(
                "d.csv, row 7: !declaration-not-in-bill: no bill has part `1` of supplier `nobody`; {compare}"
            ),
            format!("d.csv, row 3: !declaration-not-in-bill: no bill has part `9`; {compare}"),
            format!(
                "d.csv, row 5: !declaration-not-in-bill: no bill has supplier `nobody`; {compare}"
            ),
        ],
    );
}

#[test]
fn remarks_on_single_parts_are_counted_in_the_end() {
    let parts: Vec<String> = (0..1_500).map(|number| format!("P{number} acme CN")).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (_, remarks) = laid("supplier,origin\nacme,DE\n", &parts);
    assert_eq!(remarks.len(), 1_001);
    assert_eq!(
        remarks.last().unwrap(),
        "!more-remarks: 500 further remarks on declarations of origin are left out",
    );
}

#[test]
fn what_was_assumed_of_a_file_is_told() {
    let file = InputFile { name: "d.csv", bytes: b"part;origin\n1;C\xf4te d'Ivoire\n" };
    let (declarations, _) = read_origins(&[file], &OriginChoices::default()).unwrap();
    assert_eq!(declarations.list()[0].origin, Some(Origin::parse("CI").unwrap()));
    let told: Vec<String> = declarations.file_remarks().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["the text is not UTF-8 and is read as windows-1252"]);
}

#[test]
fn what_a_spreadsheet_program_hides_is_read_and_told() {
    let sheet = "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c t=\"str\"><v>part</v></c><c t=\"str\"><v>origin</v></c></row>\
        <row r=\"2\"><c t=\"str\"><v>1</v></c><c t=\"str\"><v>DE</v></c></row>\
        <row r=\"3\" hidden=\"1\"><c t=\"str\"><v>1</v></c><c t=\"str\"><v>DE</v></c></row>\
        </sheetData></worksheet>";
    let file = InputFile { name: "d.xlsx", bytes: &crate::table::xlsx(sheet) };
    let (declarations, remarks) = read_origins(&[file], &OriginChoices::default()).unwrap();
    assert_eq!(declarations.list().len(), 2);
    assert_eq!(
        remarks.iter().map(told).collect::<Vec<_>>(),
        [
            "d.xlsx, sheet \"BOM\", column B: !hidden-column: the column is read for `origin` \
             although the spreadsheet program hides it; show the column if it is meant, or delete it",
            "d.xlsx, sheet \"BOM\", row 3: !hidden-rows: 1 row read although the spreadsheet \
             program hides it; show the rows if they are meant, or delete them",
        ],
    );
}

#[test]
fn every_problem_is_reported_with_its_cell() {
    assert_eq!(
        problems("a,b\n1,2\n"),
        ["d.csv: no-declarations: no header that names an origin and a part or supplier in its \
         first rows; name the columns `origin` and `part` or `supplier`, or say in \
         `[origins.columns]` of the mapping what they are called"]
    );
    assert_eq!(
        problems("part,origin,country of origin\n1,DE,DE\n"),
        ["d.csv, C1: two-columns: `country of origin` is a second column for `origin`, beside \
         d.csv, B1; name the one that holds it by letter, as `origin` in `[origins.columns]` of \
         the mapping"]
    );
    assert_eq!(
        problems("part;origin;valid from\n1;DE;01/02/2026\n"),
        ["d.csv, column C: unclear-days: `01/02/2026` does not say which of its figures is the \
         month; write days as `2026-05-30`, or state `dates` in `[origins]` of the mapping, such as \
         `\"day-month-year\"`"]
    );
    assert_eq!(
        problems(
            "part,origin,valid from,valid until\n1,DE,soon,\n2,DE,2026-02-01,2026-01-31\n,DE,,\n"
        ),
        [
            "d.csv, C2: not-a-day: `soon` is not a day; write it as `2026-05-30`",
            "d.csv, row 3: validity-backwards: valid from 2026-02-01 until 2026-01-31, which is \
             earlier; exchange the two days",
            "d.csv, row 4: declaration-about-nothing: a declaration about no part and no supplier; \
             name the part, the supplier, or both",
        ],
    );
}

proptest! {
    #[test]
    fn bytes_of_any_kind_do_not_break_it(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_origins(
            &[InputFile { name: "d.csv", bytes: &bytes }],
            &OriginChoices::default(),
        );
    }

    // But for `later_wins` without days, the order of the rows says nothing.
    #[test]
    fn the_order_of_rows_does_not_matter(
        rows in prop::collection::vec(
            ("[12]?", "[ab]?", "(DE|FR|CN|Korea)", "(|2026-01-01|2026-12-01)", "(|yes|D1)", "(|D1|D2)"),
            1..8,
        ),
        turn in 0usize..8,
    ) {
        let mut rows: Vec<String> = rows
            .into_iter()
            .filter(|row| !row.0.is_empty() || !row.1.is_empty())
            .map(|row| [row.0, row.1, row.2, row.3, row.4, row.5].join(","))
            .collect();
        let parts = ["1 a -", "1 b DE", "2 a FR", "2 - -", "3 a -"];
        let header = "part,supplier,origin,valid from,replaces,document\n";
        let first = laid(&format!("{header}{}\n", rows.join("\n")), &parts).0;
        let middle = turn.min(rows.len());
        rows.rotate_left(middle);
        rows.reverse();
        let second = laid(&format!("{header}{}\n", rows.join("\n")), &parts).0;
        prop_assert_eq!(first, second);
    }
}

mod headers;
