use proptest::prelude::*;

use super::*;
use crate::remark::Weight;
use crate::table::InputFile;

const BANK: &str = "Date,USD,JPY,RUB,\n\
                    2026-04-13,1.1684,186.75,N/A,\n\
                    2026-04-10,1.25,186.43,N/A,\n\
                    2026-04-09,1.1685,185.7,N/A,\n";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn code(text: &str) -> CurrencyCode {
    CurrencyCode::parse(text).unwrap()
}

fn read(files: &[(&str, &str)]) -> Result<RateTable, Vec<RateProblem>> {
    let files: Vec<InputFile<'_>> =
        files.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
    read_rates(&files)
}

fn problems(files: &[(&str, &str)]) -> Vec<String> {
    read(files).unwrap_err().iter().map(told).collect()
}

fn told(problem: &RateProblem) -> String {
    let help = problem.help().map_or(String::new(), |help| format!("; {help}"));
    format!("{}: {}: {problem}{help}", problem.source(), problem.code())
}

fn told_remark(remark: &RateRemark) -> String {
    let at = remark.source().map_or_else(|| remark.pointer().to_string(), Source::to_string);
    let help = remark.help().map_or(String::new(), |help| format!("; {help}"));
    let mark = if remark.weight() == Weight::Warning { "!" } else { "" };
    format!("{at}: {mark}{}: {remark}{help}", remark.code())
}

// The rates of a day as `as_of CODE=rate …`, and the remarks.
fn on(
    files: &[(&str, &str)],
    wanted: &str,
    currencies: &[&str],
    stated: &[(&str, &str)],
) -> (String, Vec<String>) {
    let mut document = ExchangeRates::default();
    for (currency, rate) in stated {
        document.eur_per_unit.insert(code(currency), ExchangeRate::parse(rate).unwrap());
    }
    let currencies = currencies.iter().map(|currency| code(currency)).collect();
    let table = read(files).unwrap();
    let (rates, remarks) = table.on(day(wanted), &currencies, &document).unwrap();
    let mut texts = vec![rates.as_of.map_or("-".to_owned(), |day| day.to_string())];
    texts.extend(rates.eur_per_unit.iter().map(|(currency, rate)| format!("{currency}={rate}")));
    (texts.join(" "), remarks.iter().map(told_remark).collect())
}

#[test]
fn the_last_day_on_or_before_is_chosen() {
    let files = [("hist.csv", BANK)];
    let (rates, remarks) = on(&files, "2026-04-12", &["USD", "EUR"], &[]);
    assert_eq!(rates, "2026-04-10 USD=0.8");
    assert_eq!(
        remarks,
        ["hist.csv, row 3: rates-of-day: rates of 2026-04-10, the last day with rates on or \
          before 2026-04-12"],
    );
    let (rates, remarks) = on(&files, "2026-04-13", &["USD"], &[]);
    assert_eq!(rates, "2026-04-13 USD=0.855871277");
    assert_eq!(
        remarks,
        [
            "hist.csv, row 2: rates-of-day: rates of 2026-04-13, the day they are needed for",
            "hist.csv, B2: rounded-rate: 0.855871277 euro for one `USD`, rounded half to even at \
             ten decimals from 2500/2921",
        ],
    );
    let (_, remarks) = on(&files, "2026-09-01", &["USD"], &[]);
    assert_eq!(
        remarks[0],
        "hist.csv, row 2: !rates-of-day: rates of 2026-04-13, the last day with rates on or \
         before 2026-09-01; give rates that reach the day they are needed for",
    );
    let table = read(&files).unwrap();
    let early = table.on(day("2026-04-08"), &[code("JPY")].into(), &ExchangeRates::default());
    assert_eq!(
        early.unwrap_err().iter().map(told).collect::<Vec<_>>(),
        [
            "hist.csv, row 4: rates-begin-later: no rate of `JPY` on or before 2026-04-08; the first \
          is of 2026-04-09; give rates that go back to that day, such as the bank's historical \
          ones"
        ],
    );
}

#[test]
fn the_latest_rates_are_read_as_the_bank_writes_them() {
    let latest = "Date, USD, JPY, BGN, \n13 April 2026, 1.25, 200, N/A, \n";
    let (rates, _) = on(&[("eurofxref.csv", latest)], "2026-04-13", &["USD", "JPY"], &[]);
    assert_eq!(rates, "2026-04-13 JPY=0.005 USD=0.8");
}

#[test]
fn a_currency_without_a_rate_is_named() {
    let (rates, remarks) = on(&[("hist.csv", BANK)], "2026-04-13", &["UAH", "RUB"], &[]);
    assert_eq!(rates, "-");
    assert_eq!(
        remarks,
        [
            "/exchange_rates/eur_per_unit/RUB: !missing-rate: no rate of `RUB` among those of \
             2026-04-13; costs in it are not stated; give a table with the columns `currency` and \
             `eur_per_unit` and a row for `RUB`",
            "/exchange_rates/eur_per_unit/UAH: !missing-rate: no rate of `UAH` among those of \
             2026-04-13; costs in it are not stated; give a table with the columns `currency` and \
             `eur_per_unit` and a row for `UAH`",
        ],
    );
    let own = "currency,eur_per_unit,day\nUAH,0.02,2026-05-01\n";
    let (_, remarks) = on(&[("own.csv", own)], "2026-04-13", &["UAH", "USD"], &[]);
    assert_eq!(
        remarks,
        [
            "own.csv, B2: !missing-rate: no rate of `UAH` on or before 2026-04-13, the first is \
             of 2026-05-01; costs in it are not stated; give a table with the columns `currency` \
             and `eur_per_unit` and a row for `UAH`",
            "/exchange_rates/eur_per_unit/USD: !missing-rate: no rate of `USD` for 2026-04-13; \
             costs in it are not stated; give a table with the columns `currency` and \
             `eur_per_unit` and a row for `USD`",
        ],
    );
}

#[test]
fn ones_own_table_says_which_way_round_it_is() {
    let units = "Own rates\n\nWährung;Units per euro;Datum\nUAH;50;2026-01-01\nUAH;40;2026-04-01\n";
    let (rates, remarks) = on(&[("own.csv", units)], "2026-04-13", &["UAH"], &[]);
    assert_eq!(rates, "2026-04-01 UAH=0.025");
    assert_eq!(
        remarks,
        ["own.csv, B5: !day-of-own-rate: 0.025 euro for one `UAH`, of 2026-04-01, the last day \
          with one on or before 2026-04-13; give rates that reach the day they are needed for"],
    );
    let (rates, remarks) = on(&[("own.csv", units)], "2026-01-01", &["UAH"], &[]);
    assert_eq!(rates, "2026-01-01 UAH=0.02");
    assert_eq!(
        remarks,
        ["own.csv, B4: day-of-own-rate: 0.02 euro for one `UAH`, of 2026-01-01, the day it is \
          needed for"],
    );
    // A rate without a day holds where none of a day does.
    let both = "currency,eur_per_unit,day\nUAH,0.03,\nUAH,0.02,2026-05-01\n";
    assert_eq!(on(&[("own.csv", both)], "2026-04-13", &["UAH"], &[]).0, "- UAH=0.03");
    assert_eq!(on(&[("own.csv", both)], "2026-05-13", &["UAH"], &[]).0, "2026-05-01 UAH=0.02");
}

#[test]
fn a_day_is_stated_for_all_rates_only_where_it_is_the_day_of_each() {
    let own = "currency,eur_per_unit,day\nJPY,0.0061,2020-01-01\n";
    let files = [("hist.csv", BANK), ("own.csv", own)];
    let (rates, remarks) = on(&files, "2026-04-10", &["USD", "JPY"], &[]);
    assert_eq!(rates, "- JPY=0.0061 USD=0.8");
    assert_eq!(
        remarks,
        [
            "hist.csv, row 3: rates-of-day: rates of 2026-04-10, the day they are needed for",
            "own.csv, B2: !day-of-own-rate: 0.0061 euro for one `JPY`, of 2020-01-01, the last day \
             with one on or before 2026-04-10; give rates that reach the day they are needed for",
            "own.csv, B2: !own-rate: 0.0061 euro for one `JPY`, of 2020-01-01, is used, and not \
             0.0053639436 of hist.csv, C3, of 2026-04-10",
            "own.csv, B2: rates-of-several-days: the rates are not all of one day, and the \
             document states none for them",
        ],
    );
    // Of the bank's day, one's own rate does not take that day away.
    let same = own.replace("2020-01-01", "2026-04-10");
    let files = [("hist.csv", BANK), ("own.csv", &same)];
    assert_eq!(on(&files, "2026-04-10", &["USD", "JPY"], &[]).0, "2026-04-10 JPY=0.0061 USD=0.8");
    // What the document states is of the day that it states, or of none.
    let stated = [("GBP", "1.1")];
    assert_eq!(on(&files, "2026-04-10", &["USD"], &stated).0, "- GBP=1.1 USD=0.8");
}

#[test]
fn a_rate_of_ones_own_is_rounded_as_the_banks_are() {
    let own = "currency,eur_per_unit\nUAH,0.0203252032520325\nGBP,1.1534000000000001\n";
    let files = [("own.csv", own)];
    let (rates, remarks) = on(&files, "2026-04-10", &["UAH", "GBP"], &[]);
    assert_eq!(rates, "- GBP=1.1534 UAH=0.0203252033");
    let rounded: Vec<&String> =
        remarks.iter().filter(|remark| remark.contains("rounded-rate")).collect();
    assert_eq!(
        rounded,
        [
            "own.csv, B3: rounded-rate: 1.1534 euro for one `GBP`, rounded half to even at ten \
             decimals from 1.1534000000000001",
            "own.csv, B2: rounded-rate: 0.0203252033 euro for one `UAH`, rounded half to even at \
             ten decimals from 0.0203252032520325",
        ],
    );
    let long = "currency,eur_per_unit\nUAH,1.1234567890123456789012345\n";
    assert_eq!(
        problems(&[("own.csv", long)]),
        ["own.csv, B2: too-many-digits: `1.1234567890123456789012345` has more digits than are \
          read of a rate, 25; write it with fewer decimals; ten are kept"],
    );
}

#[test]
fn the_document_wins_over_ones_own_and_that_over_the_bank() {
    let own = ("own.csv", "currency,eur_per_unit\nUSD,0.9\n");
    let files = [("hist.csv", BANK), own];
    let (rates, remarks) = on(&files, "2026-04-10", &["USD"], &[]);
    assert_eq!(rates, "- USD=0.9");
    assert_eq!(
        remarks,
        [
            "own.csv, B2: day-of-own-rate: 0.9 euro for one `USD`, of no day that is stated; state \
             it in a column `day` beside the rate",
            "own.csv, B2: !own-rate: 0.9 euro for one `USD` is used, and not 0.8 of hist.csv, B3, \
             of 2026-04-10",
        ],
    );
    let (rates, remarks) = on(&files, "2026-04-10", &["USD"], &[("USD", "0.85"), ("GBP", "1.1")]);
    assert_eq!(rates, "- GBP=1.1 USD=0.85");
    assert_eq!(
        remarks,
        [
            "own.csv, B2: !rate-of-document: 0.9 euro for one `USD` is not used: the document states \
          0.85"
        ],
    );
    assert!(on(&files, "2026-04-10", &["USD"], &[("USD", "0.90")]).1.is_empty());
}

#[test]
fn every_problem_is_reported_with_its_cell() {
    assert_eq!(
        problems(&[("rates.zip", "PK\u{3}\u{4}")]),
        ["rates.zip: rates-in-archive: a zip archive, and not the table in it; \
         unpack it and give the `.csv` in it"]
    );
    assert_eq!(
        problems(&[("bom.csv", "id,origin\n1,DE\n")]),
        ["bom.csv: no-rates: no header of a table of rates in its first rows; give the table of \
         the European Central Bank as it is, or one with the columns `currency` and either \
         `eur_per_unit` or `units_per_eur`"]
    );
    assert_eq!(
        problems(&[("own.csv", "currency,rate\nUAH,50\n")]),
        ["own.csv, B1: rate-direction: `rate` does not say which way round the rates are; \
         name the column `eur_per_unit` or `units_per_eur`"]
    );
    assert_eq!(
        problems(&[("own.csv", "currency,eur_per_unit,units_per_eur\nUAH,0.02,50\n")]),
        ["own.csv, C1: rates-both-ways: a second column of rates, the other way round; \
         keep one of the two columns"]
    );
    let own = "currency;eur_per_unit;day\n\
               EUR;1;\n\
               uah;0.02;\n\
               UAH;-1;\n\
               UAH;1,234;\n\
               UAH;0.02;2026-02-30\n\
               ;0.02;\n\
               UAH;0.02;2026-01-01\n\
               UAH;0,020;2026-01-01\n\
               UAH;0.03;2026-01-01\n";
    assert_eq!(
        problems(&[("own.csv", own)]),
        [
            "own.csv, A2: rate-of-euro: `EUR` is the euro itself and has no rate; remove it",
            "own.csv, A3: not-a-currency: `uah` is not a currency of three capital letters; \
         write its code, such as `UAH`",
            "own.csv, B4: not-a-rate: `-1` is not a rate of more than 0; \
         write digits, and a point before decimals, such as `44.5`",
            "own.csv, B5: not-a-rate: `1,234` is not a rate of more than 0; \
         write digits, and a point before decimals, such as `44.5`",
            "own.csv, C6: not-a-day: `2026-02-30` is not a day; write it as `2026-05-30`",
            "own.csv, B7: rate-without-currency: `0.02` is a rate of no currency; \
         write the currency beside it, such as `UAH`",
            "own.csv, B9: not-a-rate: `0,020` is not a rate of more than 0; \
         write digits, and a point before decimals, such as `44.5`",
            "own.csv, B10: two-rates: another rate of `UAH` on the same day than in own.csv, B8; \
         keep one of the two",
        ]
    );
    let tiny = read(&[("own.csv", "currency,units_per_eur\nXXX,99999999999999\n")]).unwrap();
    let tiny = tiny.on(day("2026-01-01"), &[code("XXX")].into(), &ExchangeRates::default());
    assert_eq!(
        tiny.unwrap_err().iter().map(told).collect::<Vec<_>>(),
        ["own.csv, B2: rate-too-small: `99999999999999` makes one unit less than the least rate, \
          0.0000000001 euro; state the costs in another currency"],
    );
}

#[test]
fn tables_of_the_bank_are_laid_together() {
    let other = BANK.replace("186.43", "186.44");
    assert!(read(&[("a.csv", BANK), ("b.csv", BANK)]).is_ok());
    assert_eq!(
        problems(&[("a.csv", BANK), ("b.csv", &other)]),
        ["b.csv, C3: two-rates: another rate of `JPY` on the same day than in a.csv, C3; \
         keep one of the two"]
    );
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the real files stand outside the project")]
fn the_banks_historical_rates_are_read() {
    let Ok(folder) = std::env::var("SAFE_REAL_FILES") else {
        println!("skipped: SAFE_REAL_FILES is not set");
        return;
    };
    let path = std::path::Path::new(&folder).join("ecb").join("eurofxref-hist.csv");
    let text = std::fs::read_to_string(path).unwrap();
    let table = read(&[("eurofxref-hist.csv", &text)]).unwrap();
    assert_eq!(table.bank.len(), 329);
    let days = (table.bank.keys().next().copied(), table.bank.keys().last().copied());
    assert_eq!(days, (Some(day("2024-12-24")), Some(day("2026-04-13"))));
    let files = [("eurofxref-hist.csv", text.as_str())];
    let (rates, _) = on(&files, "2026-04-12", &["USD", "GBP"], &[]);
    assert_eq!(rates, "2026-04-10 GBP=1.1480397222 USD=0.8538980446");
    // Bulgaria has had the euro since 2026.
    assert_eq!(on(&files, "2026-04-12", &["BGN", "UAH"], &[]).0, "-");
    assert_eq!(on(&files, "2025-12-31", &["BGN"], &[]).0, "2025-12-31 BGN=0.5112997239");
}

proptest! {
    #[test]
    fn bytes_of_any_kind_do_not_break_it(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_rates(&[InputFile { name: "rates.csv", bytes: &bytes }]);
    }

    #[test]
    fn cells_of_any_kind_do_not_break_it(cells in prop::collection::vec("[0-9.,eNA/-]{0,12}", 6)) {
        let bank = format!("Date,USD,JPY\n{}\n", cells[..3].join(","));
        let own = format!("currency;units per eur;day\nUAH;{}\n", cells[3..5].join(";"));
        for text in [bank, own] {
            if let Ok(table) = read(&[("rates.csv", &text)]) {
                let currencies = ["USD", "JPY", "UAH"].map(code).into();
                let _ = table.on(day("2026-01-01"), &currencies, &ExchangeRates::default());
            }
        }
    }
}
