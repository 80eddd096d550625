//! Each message about what cannot be assumed, in full.

use safe_eligibility::Rulebook;
use safe_eligibility::rulebook::assumption::overlaid;

fn told(texts: &[&str]) -> Vec<String> {
    let errors = overlaid(&Rulebook::embedded_files(), texts.iter().copied()).unwrap_err();
    errors.iter().map(ToString::to_string).collect()
}

/// What is wrong with a single assumption.
fn one(text: &str) -> Vec<String> {
    let before = format!("assumption 1, `{text}`: ");
    let told = told(&[text]).into_iter();
    told.map(|message| message.strip_prefix(&before).unwrap().to_owned()).collect()
}

#[test]
fn words_that_are_not_understood() {
    let forms = "not understood; understood are `agreement XX from DAY like YY`, \
                 `agreement XX ends on DAY`, `XX gains STATUS on DAY`, `XX loses STATUS on DAY`, \
                 `cap SHARE [from DAY]`, `RULE.PARAMETER VALUE [from DAY]`";
    for text in ["", "GB", "Britain signs"] {
        assert_eq!(one(text), [forms], "{text}");
    }
    let agreement = "; understood is `agreement XX from DAY like YY`";
    assert_eq!(
        one("agreement UK since 2027-02-30 as CA now"),
        [
            format!("word 2: `UK` is not a country code; the United Kingdom is `GB`{agreement}"),
            format!("word 3: `since`, where `from` or `ends` is meant{agreement}"),
            format!("word 4: `2027-02-30` is not a day of the calendar; correct it{agreement}"),
            format!("word 5: `as`, where `like` is meant{agreement}"),
            format!("word 7: nothing is understood from `now` on{agreement}"),
        ]
    );
    assert_eq!(
        one("agreement GB from"),
        [
            format!("word 4 is missing, a day{agreement}"),
            format!("word 5 is missing, `like`{agreement}"),
            format!("word 6 is missing, a country{agreement}"),
        ]
    );
    let gains = "; understood is `XX gains STATUS on DAY`";
    let statuses = "`acceding status`, `candidate status`, `potential-candidate status`, \
                    `partnership` or `assistance`";
    assert_eq!(
        one("GE gains membership 2027-01-01"),
        [
            format!("word 3: `membership`, where {statuses} is meant{gains}"),
            format!("word 4: `2027-01-01`, where `on` is meant{gains}"),
            format!("word 5 is missing, a day{gains}"),
        ]
    );
    let cap = "; understood is `cap SHARE [from DAY]`";
    let share = "more than one; a share is a fraction of one, such as `0.35` for 35 %";
    assert_eq!(one("cap 30"), [format!("word 2: `30` is {share}{cap}")]);
    assert_eq!(
        one("cap 30% since"),
        [
            format!(
                "word 2: `30%` is not a plain decimal; write digits, and a point before decimals, \
                 such as `1250.00`{cap}"
            ),
            format!("word 3: `since`, where `from` is meant{cap}"),
            format!("word 4 is missing, a day{cap}"),
        ]
    );
    let parameter = "; understood is `RULE.PARAMETER VALUE [from DAY]`";
    assert_eq!(
        one("component-cap. 0.3"),
        [format!(
            "word 1: `component-cap.`, where a rule, a point and its parameter is meant{parameter}"
        )]
    );
}

#[test]
fn what_would_say_nothing_or_cannot_be() {
    for (text, message) in [
        (
            "agreement GB from 2027-01-01 like KR",
            "the rules have no agreement with KR; they have one with `CA`",
        ),
        (
            "agreement KR ends on 2027-01-01",
            "the rules have no agreement with KR; they have one with `CA`",
        ),
        (
            "agreement CA from 2027-01-01 like CA",
            "an agreement with CA is like itself; name another one that it is to be like",
        ),
        (
            "agreement FR from 2027-01-01 like CA",
            "FR is a Member State on or after 2027-01-01, with which there is no agreement",
        ),
        (
            "agreement CA ends on 9999-12-31",
            "the agreement with CA is not applied after 9999-12-31 as it is",
        ),
        (
            "GE gains candidate status on 2027-01-01",
            "GE has candidate status on 2027-01-01 as it is, so that nothing would be assumed",
        ),
        (
            "GE loses acceding status on 2027-01-01",
            "GE does not have acceding status on 2027-01-01 as it is, so that nothing would be \
             assumed",
        ),
        ("AX gains partnership on 2027-01-01", "AX is read as FI; name FI"),
        (
            "NO gains assistance on 2027-01-01",
            "NO is no Member State, and only those receive assistance",
        ),
        (
            "compnent-cap.ceiling 0.3",
            "no rule has the id `compnent-cap`; `safe-check rules` lists them",
        ),
        (
            "single-state-window.ceiling 0.3",
            "`single-state-window` has no share or day called `ceiling`; it has `last_day`",
        ),
        (
            "notified.last_day 2027-01-01",
            "`notified` has no share or day called `last_day`; it has none",
        ),
        (
            "single-state-window.last_day 0.3",
            "`0.3` is no day, which `single-state-window.last_day` is",
        ),
        (
            "component-cap.ceiling 2027-01-01",
            "`2027-01-01` is no share, which `component-cap.ceiling` is",
        ),
        (
            "cap 0.350",
            "`component-cap.ceiling` is `0.350` as it is, so that nothing would be assumed",
        ),
        (
            "cap 0.3 from 2025-01-01",
            "`component-cap` applies from 2025-05-29 on; name that day or a later one, or none",
        ),
    ] {
        assert_eq!(one(text), [message], "{text}");
    }
}

#[test]
fn everything_that_is_wrong_with_every_one() {
    let texts = [
        "cap 0.3",
        "cap 0.30",
        "cap  0.30",
        "cap 0.25 from 2027-01-01",
        "cap x",
        "GE gains partnership on 2027-01-01",
        "GE loses partnership on 2027-01-01",
    ];
    assert_eq!(
        told(&texts),
        [
            "assumption 2, `cap 0.30`: `component-cap.ceiling` is `0.30` as it is, so that nothing \
             would be assumed",
            "assumption 3, `cap  0.30`: `component-cap.ceiling` is `0.30` as it is, so that \
             nothing would be assumed",
            "assumption 5, `cap x`: word 2: `x` is not a plain decimal; write digits, and a point \
             before decimals, such as `1250.00`; understood is `cap SHARE [from DAY]`",
            "assumption 6, `GE gains partnership on 2027-01-01`: a later assumption says otherwise \
             of the same days; leave one of them out",
        ]
    );
    assert_eq!(
        told(&["cap 0.3", "cap 0.3", "cap 0.2"]),
        [
            "assumption 1, `cap 0.3`: a later assumption says otherwise of the same days; leave \
             one of them out",
            "assumption 2, `cap 0.3`: is assumption 1 already; leave one of them out",
        ]
    );
    let shares = ["outside-subcontractor.least 0.9"];
    let contradiction = told(&shares);
    let start = "assumption 1, `outside-subcontractor.least 0.9`: the rules would contradict \
                 themselves: acts/reg-2025-1106/outside-subcontractor/2025-05-29.json#/condition";
    assert!(contradiction[0].starts_with(start), "{contradiction:?}");
}

#[test]
fn a_line_of_control_characters_stays_one_line() {
    let told = told(&["cap\u{1b}[2J 1"]);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("assumption 1, `cap\\u{1b}[2J 1`: not understood"), "{told:?}");
}
