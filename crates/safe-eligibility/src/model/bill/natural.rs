//! An order of ids in which bills are usually written already.

use std::cmp::Ordering;

/// Compares ids with runs of digits by their length first: `1`, `1.2`, `1.10`, `2`.
///
/// A total order, so that ids which ascend strictly are all different without a look-up.
#[must_use]
pub fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let differ = first_difference(left, right);
    let Some(differ) = differ.or_else(|| end_within_digits(left, right)) else {
        return left.len().cmp(&right.len());
    };
    let (a, b) = (left.get(differ), right.get(differ));
    // Nine of ten neighbours differ in the last digit only.
    if let (Some([one]), Some([other])) = (left.get(differ..), right.get(differ..)) {
        if one.is_ascii_digit() && other.is_ascii_digit() {
            return one.cmp(other);
        }
    }
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let within_run = differ.checked_sub(1).is_some_and(|before| digit(left.get(before)));
    if (digit(a) && digit(b)) || (within_run && (digit(a) || digit(b))) {
        return run_length(left, differ).cmp(&run_length(right, differ)).then_with(|| a.cmp(&b));
    }
    a.cmp(&b)
}

// Eight bytes at a time, for neighbouring ids mostly begin alike.
fn first_difference(left: &[u8], right: &[u8]) -> Option<usize> {
    let (mut rest, mut others, mut equal) = (left, right, 0usize);
    while let (Some((one, more)), Some((other, further))) =
        (rest.split_first_chunk::<8>(), others.split_first_chunk::<8>())
    {
        let different = u64::from_le_bytes(*one) ^ u64::from_le_bytes(*other);
        if different != 0 {
            let within = usize::try_from(different.trailing_zeros() >> 3).unwrap_or(0);
            return Some(equal.wrapping_add(within));
        }
        (rest, others, equal) = (more, further, equal.wrapping_add(8));
    }
    let found = rest.iter().zip(others).position(|(one, other)| one != other);
    found.map(|within| equal.wrapping_add(within))
}

// One is the beginning of the other and the longer goes on with digits: still one run.
fn end_within_digits(left: &[u8], right: &[u8]) -> Option<usize> {
    let shorter = left.len().min(right.len());
    (left.len() != right.len()).then_some(shorter)
}

fn run_length(text: &[u8], from: usize) -> usize {
    text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_people_do() {
        let ids = ["1", "1.1", "1.2", "1.10", "1.10.1", "2", "10", "a", "a2", "a10", "b"];
        for (at, left) in ids.iter().enumerate() {
            for (other, right) in ids.iter().enumerate() {
                assert_eq!(compare(left, right), at.cmp(&other), "{left} {right}");
            }
        }
    }

    #[test]
    fn finds_the_first_difference_wherever_it_is() {
        for length in 0..20 {
            for differ in 0..length {
                let left = vec![b'a'; length];
                let mut right = left.clone();
                right[differ] = b'b';
                assert_eq!(first_difference(&left, &right), Some(differ));
                assert_eq!(first_difference(&left, &left[..differ]), None);
            }
        }
    }

    #[test]
    fn is_transitive_and_tells_different_ids_apart() {
        let letters = ["", "0", "1", "9", ".", "a"];
        let mut ids = vec![String::new()];
        for _ in 0..3 {
            ids = ids
                .iter()
                .flat_map(|id| letters.iter().map(move |letter| format!("{id}{letter}")))
                .collect();
        }
        ids.sort_unstable();
        ids.dedup();
        for a in &ids {
            for b in &ids {
                assert_eq!(compare(a, b) == Ordering::Equal, a == b);
                assert_eq!(compare(a, b), compare(b, a).reverse(), "{a} {b}");
                for c in &ids {
                    if compare(a, b).is_lt() && compare(b, c).is_lt() {
                        assert!(compare(a, c).is_lt(), "{a} {b} {c}");
                    }
                }
            }
        }
    }
}
