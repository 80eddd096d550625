use proptest::prelude::*;

use super::*;

fn shown(text: &str, style: NumberStyle) -> String {
    match read(text, style) {
        Ok(NumberText { number, currency }) => {
            let number = match number {
                Number::NotStated => "not stated".to_owned(),
                Number::Exact(figure) => figure.to_string(),
                Number::Between(least, most) => format!("{least} to {most}"),
            };
            currency.map_or(number.clone(), |currency| format!("{number} {currency}"))
        }
        Err(problem) => format!("`{text}` {problem}"),
    }
}

#[test]
fn numbers_are_read_as_people_write_them() {
    let cases = [
        ("2.79", "2.79"),
        ("$25.27", "25.27 $"),
        ("EUR 12", "12 EUR"),
        ("12.5 €", "12.5 €"),
        ("US$ 1,234.50", "1234.50 US$"),
        ("kr. 12.50", "12.50 kr"),
        ("12.50 kr.", "12.50 kr"),
        ("100.-", "100"),
        ("1'234.56", "1234.56"),
        ("1 234.56", "1234.56"),
        ("1\u{a0}234\u{a0}567.8", "1234567.8"),
        ("1\u{202f}234", "1234"),
        ("1,234,567", "1234567"),
        (" 0.5 ", "0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+5", "5"),
        ("007", "7"),
        ("-0.00", "0.00"),
        ("00000000000000000001", "1"),
        ("1.50000000000000", "1.5"),
        ("0.12345678901", "0.1234567890 to 0.1234567891"),
        ("9.99999999999", "9.9999999999 to 10.0000000000"),
        ("-", "not stated"),
        ("–", "not stated"),
        ("N/A", "not stated"),
        ("", "not stated"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text, NumberStyle::POINT), expected, "{text}");
    }
    let cases = [
        ("1.234,56", "1234.56"),
        ("12,5 €", "12.5 €"),
        ("1 234,56 zł", "1234.56 zł"),
        ("1.234", "1234"),
        ("0,5", "0.5"),
        ("749", "749"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text, NumberStyle::COMMA), expected, "{text}");
    }
}

#[test]
fn what_is_no_number_is_said_to_be_none() {
    let cases = [
        ("-5", "`-5` is negative"),
        ("(5.00)", "`(5.00)` is negative"),
        ("5.00-", "`5.00-` is negative"),
        ("$-5", "`$-5` is negative"),
        ("1.2.3", "`1.2.3` has two marks `.` before decimals"),
        ("1,23,4", "`1,23,4` has a `,` that is neither before the decimals nor between thousands"),
        ("1,5", "`1,5` has a `,` that is neither before the decimals nor between thousands"),
        (
            "1.234,5",
            "`1.234,5` has a `,` that is neither before the decimals nor between thousands",
        ),
        (
            "1 234,567",
            "`1 234,567` has a ` ` that is neither before the decimals nor between thousands",
        ),
        ("35%", "`35%` is a percent, not a number"),
        ("=B2*2", "`=B2*2` is a formula, not its value"),
        ("1.5E+03", "`1.5E+03` is written with an exponent, which may have lost digits"),
        ("12 pcs", "`12 pcs` has `pcs` beside the number"),
        ("ca. 12", "`ca. 12` is not a number"),
        ("twelve", "`twelve` is not a number"),
        ("$", "`$` is not a number"),
        ("EUR 12 $", "`EUR 12 $` is not a number"),
        (".", "`.` is not a number"),
        ("1234567890123456", "`1234567890123456` has more than 15 digits before the decimals"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text, NumberStyle::POINT), expected);
    }
}

#[test]
fn a_number_of_a_workbook_is_read_in_its_own_form() {
    let read = read_cell(Cell::Number("2.5"), NumberStyle::COMMA).unwrap();
    assert_eq!(read.number.exact().unwrap().unwrap().to_string(), "2.5");
    assert_eq!(read_cell(Cell::Error("#DIV/0!"), NumberStyle::POINT), Err(CellProblem::Failed));
    assert_eq!(read_cell(Cell::Unsaved, NumberStyle::POINT), Err(CellProblem::Unsaved));
    assert_eq!(
        read_cell(Cell::Number("-2"), NumberStyle::POINT),
        Err(CellProblem::Number(NumberProblem::Negative))
    );
}

#[test]
fn the_column_decides_the_style() {
    let guess = NumberStyle::guess(["1,234", "$25.27", "part", "2.79"]);
    assert_eq!(guess.settled(), Some(NumberStyle::POINT));
    assert_eq!(guess.decided_by.as_deref(), Some("$25.27"));

    let guess = NumberStyle::guess(["12", "1.234,56", "7"]);
    assert_eq!(guess.settled(), Some(NumberStyle::COMMA));

    let guess = NumberStyle::guess(["12", "1,234"]);
    assert_eq!((guess.settled(), guess.candidates.len()), (None, 2));
    assert_eq!(guess.differs_at.as_deref(), Some("1,234"));

    let guess = NumberStyle::guess(["12", "-", "7"]);
    assert_eq!((guess.settled(), guess.candidates.len()), (Some(NumberStyle::POINT), 2));

    let guess = NumberStyle::guess(["1,5", "2.79"]);
    assert_eq!((guess.settled(), guess.candidates.len()), (None, 0));
    assert_eq!(guess.contradicted_by.as_deref(), Some("2.79"));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,30}") {
        for style in [NumberStyle::POINT, NumberStyle::COMMA] {
            let _ = read(&text, style);
        }
    }

    #[test]
    fn what_looks_like_a_number_is_read_or_refused(text in "[-+$€(]?[0-9.,' %)E-]{0,24}") {
        for style in [NumberStyle::POINT, NumberStyle::COMMA] {
            let _ = read(&text, style);
        }
    }

    #[test]
    fn grouping_and_marks_change_nothing(whole in 0u64..1_000_000_000_000, cents in 0u32..100) {
        let plain = format!("{whole}.{cents:02}");
        let digits: Vec<char> = whole.to_string().chars().rev().collect();
        let groups: Vec<String> =
            digits.chunks(3).rev().map(|group| group.iter().rev().collect()).collect();
        let expected = read(&plain, NumberStyle::POINT).unwrap();
        for (between, mark, style) in [
            (",", ".", NumberStyle::POINT), (".", ",", NumberStyle::COMMA),
            ("'", ".", NumberStyle::POINT), ("\u{a0}", ",", NumberStyle::COMMA),
        ] {
            let text = format!("{}{mark}{cents:02}", groups.join(between));
            prop_assert_eq!(read(&text, style).unwrap(), expected);
        }
    }
}
