//! Finds the word that was probably meant.

/// The candidate that differs from `given` in the fewest letters, if it is near enough.
///
/// Case counts for nothing; of two equally near the first wins.
pub(crate) fn nearest<'c>(
    given: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    if given.len() > 64 {
        return None;
    }
    let given = given.to_lowercase();
    let near = candidates.into_iter().map(|candidate| (distance(&given, candidate), candidate));
    let (distance, candidate) = near.min_by_key(|(distance, _)| *distance)?;
    (distance <= candidate.len().div_ceil(3).min(4) && distance < candidate.len())
        .then_some(candidate)
}

/// Levenshtein's distance, one row of the table at a time.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (number, a) in left.chars().enumerate() {
        let mut diagonal = number;
        let mut before = number.saturating_add(1);
        for (slot, b) in row.iter_mut().skip(1).zip(&right) {
            let changed = diagonal.saturating_add(usize::from(a != *b));
            diagonal = *slot;
            before = changed.min(diagonal.saturating_add(1)).min(before.saturating_add(1));
            *slot = before;
        }
        if let Some(first) = row.first_mut() {
            *first = number.saturating_add(1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_levenshtein() {
        for (left, right, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("orgin", "origin", 1),
            ("unitcost", "unit_cost", 1),
            ("flaw", "lawn", 2),
        ] {
            assert_eq!(distance(left, right), expected, "{left} {right}");
        }
    }

    #[test]
    fn suggests_what_is_near_and_nothing_else() {
        let names = ["id", "origin", "currency", "unit_cost", "unit_cost_range"];
        for (given, expected) in [
            ("Orgin", Some("origin")),
            ("ID", Some("id")),
            ("unit_costs", Some("unit_cost")),
            ("curency", Some("currency")),
            ("weight", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(given, names), expected, "{given}");
        }
        assert_eq!(nearest(&"origin".repeat(100_000), names), None);
    }
}
