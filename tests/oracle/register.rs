//! The register of countries (countries.md), written down plainly.

use super::judged::Grade;

/// The day up to which the register was searched.
pub const REGISTER_DAY: &str = "2026-11-22";
/// The Regulation enters into force: the earliest day on which standing is taken.
pub const IN_FORCE: &str = "2025-05-29";

const MEMBER_STATES: [&str; 27] = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV",
    "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
];
const EEA_EFTA_STATES: [&str; 3] = ["IS", "NO", "LI"];
const UKRAINE: &str = "UA";

/// Territories in which the Treaties apply are read as their Member State.
pub fn read_as(country: &str) -> &str {
    match country {
        "AX" => "FI",
        "GF" | "GP" | "MF" | "MQ" | "RE" | "YT" => "FR",
        other => other,
    }
}

/// `EU`, somewhere in the Union, is an origin only and stands for some Member State.
pub fn is_member_state(country: &str) -> bool {
    country == "EU" || MEMBER_STATES.contains(&read_as(country))
}

pub fn is_eea_efta_or_ukraine(country: &str) -> bool {
    EEA_EFTA_STATES.contains(&country) || country == UKRAINE
}

/// Constant from the first day on which standing is taken.
pub fn is_core(country: &str) -> bool {
    is_member_state(country) || is_eea_efta_or_ukraine(country)
}

const ALLOCATION_ANNOUNCED: &str = "2025-09-09";
const DECIDED_FIRST: [&str; 8] = ["BE", "BG", "CY", "DK", "ES", "HR", "PT", "RO"];
const DECIDED_SECOND: [&str; 8] = ["EE", "GR", "IT", "LV", "LT", "PL", "SK", "FI"];
const DECISION_NOT_SEEN: [&str; 3] = ["CZ", "FR", "HU"];

/// Whether a Member State receives assistance: yes, no, or recorded as not known.
pub fn receives_assistance(member_state: &str, day: &str) -> (Option<bool>, Grade) {
    let state = read_as(member_state);
    let decided = if DECIDED_FIRST.contains(&state) {
        "2026-02-11"
    } else if DECIDED_SECOND.contains(&state) {
        "2026-02-17"
    } else if DECISION_NOT_SEEN.contains(&state) {
        "9999-12-31"
    } else {
        return (Some(false), Grade::Secondary);
    };
    let answer = if day >= decided {
        Some(true)
    } else if day >= ALLOCATION_ANNOUNCED {
        None
    } else {
        Some(false)
    };
    (answer, Grade::Secondary)
}

pub struct Accession {
    pub since: &'static str,
    pub is_stalled: bool,
    pub grade: Grade,
}

/// Candidates and potential candidates alike.
pub fn accession(country: &str) -> Option<Accession> {
    let since = match country {
        "TR" => "1999-12-11",
        "MK" => "2005-12-16",
        "ME" => "2010-12-17",
        "RS" => "2012-03-01",
        "AL" => "2014-06-24",
        "UA" | "MD" => "2022-06-23",
        "BA" => "2022-12-15",
        "GE" => "2023-12-14",
        "XK" => "2003-06-21",
        _ => return None,
    };
    Some(Accession { since, is_stalled: matches!(country, "TR" | "GE"), grade: Grade::Secondary })
}

pub struct Partnership {
    pub since: &'static str,
    /// False where it was announced and its signature was not seen.
    pub is_known: bool,
    pub grade: Grade,
}

pub fn partnership(country: &str) -> Option<Partnership> {
    let (since, is_known, grade) = match country {
        "MD" => ("2024-05-21", true, Grade::Official),
        "NO" => ("2024-05-28", true, Grade::Official),
        "JP" => ("2024-11-01", true, Grade::Official),
        "KR" => ("2024-11-04", true, Grade::Official),
        "MK" => ("2024-11-19", true, Grade::Official),
        "AL" => ("2024-12-18", true, Grade::Official),
        "GB" => ("2025-05-19", true, Grade::Official),
        "CA" => ("2025-06-23", true, Grade::Official),
        "IN" => ("2026-01-27", true, Grade::Official),
        "IS" => ("2026-03-18", true, Grade::Assumed),
        "GH" => ("2026-03-24", true, Grade::Secondary),
        "AU" => ("2026-03-09", false, Grade::Secondary),
        _ => return None,
    };
    Some(Partnership { since, is_known, grade })
}
