//! What holds for any bytes and for any change to a document.

#![expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "a test may fail")]

use proptest::prelude::*;
use safe_intake::{Documents, InputError, JsonLines, read_document};

const SAMPLE: &str = include_str!("../../../examples/data/contract-example.json");

fn read_every_way(bytes: &[u8]) {
    let _ = read_document(bytes);
    let ways = [Documents::in_json(bytes), Documents::in_lines(bytes), Documents::in_any(bytes)];
    for way in ways {
        let outcomes: Vec<_> = way.map(|text| text.read()).collect();
        assert!(!outcomes.is_empty());
        for errors in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
            assert!(!errors.problems().is_empty());
            assert!(errors.problems().is_sorted_by(|left, right| left.at() <= right.at()));
            for problem in errors.problems() {
                assert!(!problem.to_string().contains(char::is_control));
            }
        }
    }
    assert_eq!(JsonLines::new(bytes).count(), Documents::in_lines(bytes).count());
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<&serde_json::value::RawValue>(bytes).is_ok()
        && serde_json::from_slice::<serde_json::Value>(bytes)
            .map_or_else(|error| error.to_string().contains("out of range"), |_| true)
}

fn is_refused_as_json(bytes: &[u8]) -> bool {
    read_document(bytes).is_err_and(|errors| {
        let first = &errors.problems()[0];
        matches!(
            first,
            InputError::Syntax { .. } | InputError::NotUtf8 { .. } | InputError::NoDocument
        )
    })
}

/// Where a change is made, what is cut out there, and what is put in.
fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, Vec<u8>)>> {
    let pieces = prop_oneof![
        prop::sample::select(vec![
            "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "1e9999", "\\ud800",
            "\\u0000", "\0", "\u{feff}", "\r\n", "\"id\":", "[[[[", "0", "EL", ".", "é",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0usize..8, pieces), 1..4)
}

fn changed(text: &str, changes: &[(prop::sample::Index, usize, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, cut, piece) in changes {
        let at = at.index(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, piece.iter().copied());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_every_way(&bytes);
    }

    #[test]
    fn anything_like_json_is_read_or_refused(text in "[\\[\\]{}\",:\\\\a-f0-9.eEtrufalsn \\n\u{e9}-]{0,60}") {
        read_every_way(text.as_bytes());
        prop_assert_eq!(!is_json(text.as_bytes()), is_refused_as_json(text.as_bytes()), "{}", text);
    }

    #[test]
    fn a_changed_document_is_read_or_refused(changes in changes()) {
        let bytes = changed(SAMPLE, &changes);
        read_every_way(&bytes);
        let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        prop_assert_eq!(!is_json(bare), is_refused_as_json(&bytes), "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_document_cut_short_is_refused(at in 0..SAMPLE.trim_end().len()) {
        read_every_way(&SAMPLE.as_bytes()[..at]);
        prop_assert!(is_refused_as_json(&SAMPLE.as_bytes()[..at]));
    }

    /// The order of the members of a line, and how it is spaced, change nothing that is read.
    #[test]
    fn layout_changes_nothing(
        orders in prop::collection::vec(Just([0usize, 1, 2, 3, 4, 5, 6]).prop_shuffle(), 1..8),
        left_out in prop::collection::vec(prop::collection::vec(any::<bool>(), 7), 8),
        space in prop::sample::select(vec!["", " ", "\n  ", "\t"]),
        spoiled in prop::option::of(0usize..8),
    ) {
        let parts = |line: usize| [
            format!("\"id\"S:S\"{line}\""),
            format!("\"quantity\"S:S\"{}\"", line + 1),
            "\"unit_cost\":S\"12.50\"".to_owned(),
            "\"currency\"S:\"EUR\"".to_owned(),
            format!("\"description\":\"No. {line}\""),
            "\"origin\"S:\"DE\"".to_owned(),
            if spoiled == Some(line) { "\"orgin\":S\"DE\"" } else { "\"supplier\":Snull" }.to_owned(),
        ];
        let written = |shuffled: bool, space: &str| {
            let lines = orders.iter().enumerate().map(|(line, order)| {
                let mut order: Vec<usize> = order.to_vec();
                if !shuffled { order.sort_unstable(); }
                let kept = order.into_iter().filter(|part| *part < 2 || !left_out[line][*part]);
                let members: Vec<String> = kept.map(|part| parts(line)[part].replace('S', space)).collect();
                format!("{{{space}{}{space}}}", members.join(&format!("{space},{space}")))
            });
            let lines: Vec<String> = lines.collect();
            format!(
                "{{\"format\":\"safe-procurement/1\",\"id\":\"A\",\"end_products\":[{{\"id\":\"P\",\"components\":[{}]}}]}}",
                lines.join(&format!("{space},{space}")),
            )
        };
        let plain = read_document(written(false, "").as_bytes());
        let shuffled = read_document(written(true, space).as_bytes());
        match (plain, shuffled) {
            (Ok(plain), Ok(shuffled)) => {
                let shown = |read: &safe_eligibility::model::procurement::CommonProcurement| {
                    format!("{:?}", read.stated().end_products)
                };
                prop_assert_eq!(shown(&plain), shown(&shuffled));
            }
            (plain, shuffled) => prop_assert_eq!(plain.err(), shuffled.err()),
        }
    }
}

#[test]
fn a_member_that_follows_the_opening_brace_needs_no_comma_and_may_have_none() {
    let line = |start: &str| {
        let lines = format!(r#"{{"id":"1","quantity":"1"}},{{{start}"id":"2","quantity":"1"}}"#);
        format!(
            r#"{{"format":"safe-procurement/1","id":"A","end_products":[{{"id":"P","components":[{lines}]}}]}}"#
        )
    };
    assert!(read_document(line("").as_bytes()).is_ok());
    assert!(is_refused_as_json(line(",").as_bytes()));
}
