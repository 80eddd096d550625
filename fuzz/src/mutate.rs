//! Changes JSON by its tokens, so that most of what comes out is still JSON.

use std::ops::Range;

use crate::random::Random;

/// Words and figures that mean something, or nearly do.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "0",
    "-1",
    "1e999",
    "1.50",
    "\"\"",
    "\"0\"",
    "\"-0\"",
    "\"1\"",
    "\"0.1\"",
    "\"35\"",
    "\"65\"",
    "\"0.35\"",
    "\"999999999999999.9999999999\"",
    "\"1000000000000000\"",
    "\"0.0000000001\"",
    "\"1e9\"",
    "\" 1\"",
    "\"01\"",
    "\"2026-05-30\"",
    "\"2026-05-31\"",
    "\"2026-02-29\"",
    "\"2028-02-29\"",
    "\"0000-01-01\"",
    "\"9999-12-31\"",
    "\"PL\"",
    "\"DE\"",
    "\"NO\"",
    "\"IS\"",
    "\"UA\"",
    "\"US\"",
    "\"GB\"",
    "\"CA\"",
    "\"CH\"",
    "\"RU\"",
    "\"XK\"",
    "\"XX\"",
    "\"EL\"",
    "\"pl\"",
    "\"EUR\"",
    "\"GBP\"",
    "\"JPY\"",
    "\"unknown\"",
    "\"\\u0000\"",
    "\"\\u001b[2J\"",
    "\"\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"a\\nb\"",
    "\"\\u202e\"",
    "\"<fuzz>\"",
    "\"|`*_\"",
    "\"\u{85}\"",
    "\"\u{7f}\"",
    "\"e\u{301}\"",
    "\"\u{1f469}\u{200d}\u{1f52c}\"",
    "\"text\"",
    "\"official\"",
    "\"secondary\"",
    "\"assumed\"",
    "\"met\"",
    "\"not-met\"",
    "\"undetermined\"",
    "[[[[[[[[[[]]]]]]]]]]",
    "{\"controllers\":[{\"country\":\"US\",\"controllers\":[]}]}",
];

/// Changes `text` in one to four places; the result has at most `most` bytes.
pub fn mutate(text: &[u8], most: usize, random: &mut Random) -> Vec<u8> {
    let mut changed = text.to_vec();
    for _ in 0..=random.below(4) {
        let next = change(&changed, random);
        if next.len() <= most {
            changed = next;
        }
    }
    changed
}

fn change(text: &[u8], random: &mut Random) -> Vec<u8> {
    let tokens = tokens(text);
    let Some(at) = random.pick(&tokens).cloned() else {
        return random.pick(VALUES).map_or_else(Vec::new, |value| value.as_bytes().to_vec());
    };
    let whole = value_at(text, &tokens, &at);
    let part = |range: &Range<usize>| text.get(range.clone()).unwrap_or(&[]).to_vec();
    match random.below(10) {
        // One of the values above.
        0..=2 => {
            let value = random.pick(VALUES).map_or(&b""[..], |value| value.as_bytes());
            spliced(text, whole, value)
        }
        // Another value or name of the same text.
        3..=5 => {
            let other = random.pick(&tokens).cloned().unwrap_or(0..0);
            let other = value_at(text, &tokens, &other);
            spliced(text, whole, &part(&other))
        }
        // Twice, as an item or as a member.
        6 => {
            let mut twice = part(&whole);
            twice.push(b',');
            twice.extend(part(&whole));
            spliced(text, whole, &twice)
        }
        // Away, with the comma or colon behind it.
        7 => {
            let behind = tokens.iter().find(|token| token.start >= whole.end).cloned();
            let end = match behind {
                Some(next) if matches!(text.get(next.start), Some(b',' | b':')) => next.end,
                Some(_) | None => whole.end,
            };
            spliced(text, whole.start..end, b"")
        }
        // A member with its value becomes another member that the text has somewhere.
        8 => {
            let other = random.pick(&tokens).cloned().unwrap_or(0..0);
            let mut member = b"{\"id\":".to_vec();
            member.extend(part(&value_at(text, &tokens, &other)));
            member.push(b'}');
            spliced(text, whole, &member)
        }
        // One byte within the token.
        _ => {
            let mut bytes = text.to_vec();
            let at = at.start + random.below(at.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte = u8::try_from(random.below(256)).unwrap_or(0);
            }
            bytes
        }
    }
}

fn spliced(text: &[u8], range: Range<usize>, new: &[u8]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    bytes.splice(range, new.iter().copied());
    bytes
}

/// Where the value that starts with a token ends: behind its bracket, if it starts with one.
fn value_at(text: &[u8], tokens: &[Range<usize>], token: &Range<usize>) -> Range<usize> {
    let mut depth = 0usize;
    for next in tokens.iter().skip_while(|next| next.start < token.start) {
        match text.get(next.start) {
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => depth = depth.saturating_sub(1),
            Some(_) | None => {}
        }
        if depth == 0 {
            return token.start..next.end;
        }
    }
    token.clone()
}

/// Strings, words and single signs, without the space between them.
fn tokens(text: &[u8]) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'"' => {
                while let Some(byte) = text.get(at) {
                    at += if *byte == b'\\' { 2 } else { 1 };
                    if *byte == b'"' {
                        break;
                    }
                }
                at = at.min(text.len());
            }
            b'a'..=b'z' | b'0'..=b'9' | b'-' => {
                while text
                    .get(at)
                    .is_some_and(|byte| byte.is_ascii_alphanumeric() || b".-+".contains(byte))
                {
                    at += 1;
                }
            }
            b' ' | b'\n' | b'\t' | b'\r' => continue,
            _ => {}
        }
        tokens.push(start..at);
    }
    tokens
}
