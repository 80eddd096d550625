//! Assumptions of every form, at random: what is written reads back, and no pack breaks.

use proptest::prelude::*;
use safe_eligibility::Rulebook;
use safe_eligibility::model::country::CountryCode;
use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::Share;
use safe_eligibility::rulebook::assumption::{
    AssumeError, AssumedStatus, AssumedValue, Assumption, Target,
};

// Those of which the pack has something to say more often.
fn countries() -> impl Strategy<Value = CountryCode> {
    let all: Vec<CountryCode> = CountryCode::all().collect();
    let known = ["CA", "GB", "GE", "XK", "PL", "AT", "UA", "NO", "AX", "TR"];
    let known: Vec<CountryCode> =
        known.iter().map(|code| CountryCode::parse(code).unwrap()).collect();
    prop_oneof![prop::sample::select(known), prop::sample::select(all)]
}

fn days() -> impl Strategy<Value = Day> {
    (1u16..9999, 1u8..13, 1u8..29).prop_map(|(year, month, day)| {
        crate::support::day(&format!("{year:04}-{month:02}-{day:02}"))
    })
}

fn shares() -> impl Strategy<Value = Share> {
    "0\\.[0-9]{1,10}|0|1".prop_map(|text| Share::parse(&text).unwrap())
}

fn assumptions() -> impl Strategy<Value = Assumption> {
    let status = || prop::sample::select(AssumedStatus::ALL.to_vec());
    let names = || "[a-z]{1,8}(-[a-z]{1,8}){0,2}";
    let targets = prop_oneof![
        Just(Target::Cap),
        (names(), "[a-z_]{1,12}").prop_map(|(rule, parameter)| Target::Parameter {
            rule: rule.into(),
            parameter: parameter.into()
        }),
    ];
    let values =
        prop_oneof![shares().prop_map(AssumedValue::Share), days().prop_map(AssumedValue::Day)];
    prop_oneof![
        (countries(), days(), countries()).prop_map(|(party, from, like)| Assumption::Agreement {
            party,
            from,
            like
        }),
        (countries(), days())
            .prop_map(|(party, last_day)| Assumption::AgreementEnds { party, last_day }),
        (countries(), status(), days()).prop_map(|(country, status, from)| Assumption::Gains {
            country,
            status,
            from
        }),
        (countries(), status(), days()).prop_map(|(country, status, from)| Assumption::Loses {
            country,
            status,
            from
        }),
        (targets, values, prop::option::of(days())).prop_filter_map(
            "a ceiling is a share",
            |(target, value, from)| {
                let is_day = matches!(value, AssumedValue::Day(_));
                (target != Target::Cap || !is_day).then_some(Assumption::Parameter {
                    target,
                    value,
                    from,
                })
            }
        ),
    ]
}

proptest! {
    #[test]
    fn what_is_written_reads_back(assumption in assumptions()) {
        let text = assumption.to_string();
        prop_assert_eq!(Assumption::parse(&text), Ok(assumption.clone()));
        let spread = text.replace(' ', "  \t");
        prop_assert_eq!(Assumption::parse(&spread), Ok(assumption));
    }

    /// Whatever is asked for, there is a pack that is in order, or every reason why not.
    #[test]
    fn nothing_breaks_the_pack(list in prop::collection::vec(assumptions(), 0..4)) {
        let texts: Vec<String> = list.iter().map(ToString::to_string).collect();
        let files = Rulebook::embedded_files();
        match Rulebook::assuming(&files, texts.iter().map(String::as_str)) {
            Ok(rulebook) => prop_assert_eq!(rulebook.pack().assumptions().len(), texts.len()),
            Err(error) => {
                let AssumeError::Assumptions(errors) = error else { panic!("{error}") };
                let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
                let contradicts = |message: &String| message.contains("contradict");
                prop_assert!(!told.is_empty() && !told.iter().any(contradicts), "{told:?}");
            }
        }
    }

    /// Also before a country was what it has to be, and on the first days there are.
    #[test]
    fn no_first_day_breaks_the_pack(
        country in countries(), status in prop::sample::select(AssumedStatus::ALL.to_vec()),
        year in prop_oneof![Just(1u16), 1957u16..2030], gains in any::<bool>(), day in 1u8..4,
    ) {
        let from = crate::support::day(&format!("{year:04}-01-{day:02}"));
        let one = if gains {
            Assumption::Gains { country, status, from }
        } else {
            Assumption::Loses { country, status, from }
        };
        let text = one.to_string();
        if let Err(error) = Rulebook::assuming(&Rulebook::embedded_files(), [&*text]) {
            prop_assert!(!error.to_string().contains("contradict"), "{error}");
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "([A-Z]{2}|agreement|cap|gains|loses|on|from|like|ends|0\\.3|2027-01-01|candidate|status|[ a.0-9-]{1,6}| ){0,9}") {
        if let Err(faults) = Assumption::parse(&text) {
            prop_assert!(!faults.is_empty());
        }
    }
}
