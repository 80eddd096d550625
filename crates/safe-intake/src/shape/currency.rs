//! Currencies as people write them beside amounts and in columns of their own.

use safe_eligibility::model::product::CurrencyCode;

/// Signs and words, each with the currencies that it may stand for.
const SIGNS: [(&str, &[&str]); 33] = [
    ("$", &["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP"]),
    ("US$", &["USD"]),
    ("U$", &["USD"]),
    ("CA$", &["CAD"]),
    ("C$", &["CAD"]),
    ("A$", &["AUD"]),
    ("R$", &["BRL"]),
    ("HK$", &["HKD"]),
    ("€", &["EUR"]),
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
    ("£", &["GBP", "EGP", "FKP", "GIP", "LBP", "SHP"]),
    ("¥", &["JPY", "CNY"]),
    ("₴", &["UAH"]),
    ("грн", &["UAH"]),
    ("₽", &["RUB"]),
    ("р", &["RUB"]),
    ("₺", &["TRY"]),
    ("₩", &["KRW", "KPW"]),
    ("₪", &["ILS"]),
    ("₣", &["CHF"]),
    ("zł", &["PLN"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("kč", &["CZK"]),
    ("ft", &["HUF"]),
    ("lei", &["RON", "MDL"]),
    ("leu", &["RON", "MDL"]),
    ("лв", &["BGN"]),
    ("fr", &["CHF"]),
    ("sfr", &["CHF"]),
    ("rs", &["INR", "PKR", "LKR", "NPR", "MUR"]),
    ("₹", &["INR"]),
    ("pln", &["PLN"]),
];

fn candidates(sign: &str) -> Option<&'static [&'static str]> {
    let sign = sign.trim().trim_end_matches('.').to_lowercase();
    SIGNS.iter().find(|(name, _)| name.to_lowercase() == sign).map(|(_, codes)| *codes)
}

/// The currency that a code, a sign or a word stands for, where it can be only one.
pub(super) fn read(text: &str) -> Option<CurrencyCode> {
    if let Some(code) = CurrencyCode::parse(text) {
        return Some(code);
    }
    match candidates(text) {
        Some([one]) => CurrencyCode::parse(one),
        Some(_) => None,
        None => CurrencyCode::parse(&text.trim().to_ascii_uppercase()),
    }
}

/// Whether a sign beside an amount may stand for a currency.
pub(super) fn may_be(sign: &str, currency: CurrencyCode) -> bool {
    match candidates(sign) {
        Some(codes) => codes.contains(&currency.as_str()),
        None => sign == currency.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_read_where_it_can_be_only_one_currency() {
        for (text, code) in [
            ("EUR", Some("EUR")),
            (" eur ", Some("EUR")),
            ("€", Some("EUR")),
            ("Euro", Some("EUR")),
            ("zł", Some("PLN")),
            ("Kč", Some("CZK")),
            ("$", None),
            ("kr.", None),
            ("EURO€", None),
            ("", None),
        ] {
            assert_eq!(read(text).map(|code| code.to_string()).as_deref(), code, "{text}");
        }
        let dollar = CurrencyCode::parse("USD").unwrap();
        assert!(may_be("$", dollar) && may_be("US$", dollar) && may_be("USD", dollar));
        assert!(!may_be("€", dollar) && !may_be("CA$", dollar) && !may_be("CAD", dollar));
    }
}
