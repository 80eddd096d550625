//! Places in a document that are asked for one by one.

use safe_eligibility::model::place::Place;

use super::DocumentText;
use crate::diagnostic::line_ends;
use crate::json::Outline;
use crate::source::{Source, Spot};

/// A document down to the lines of its bills: the whole, its lists, what stands in them, and the
/// lists in that.
const LEVELS: u8 = 4;

/// How many bytes are gone through to count the lines before a place.
const BLOCK: usize = 1024;

/// Where the parts of a document stand, of which each place is found without reading all of it.
#[derive(Debug)]
pub(crate) struct DocumentIndex {
    outline: Outline,
    // INVARIANT: one entry a block of the input, how many lines end before it.
    ends: Vec<usize>,
}

impl DocumentIndex {
    /// Goes through a document once; `None`: it is not JSON.
    pub(crate) fn of(document: &DocumentText<'_>) -> Option<Self> {
        let outline = Outline::of(std::str::from_utf8(document.bytes()).ok()?, LEVELS)?;
        let blocks = document.input.chunks(BLOCK).map(line_ends);
        let ends = blocks.scan(0usize, |ended, ends| {
            let before = *ended;
            *ended = ended.saturating_add(ends);
            Some(before)
        });
        Some(Self { outline, ends: ends.collect() })
    }

    /// The line and the bytes of a place, or of what is around it where nothing is stated.
    pub(crate) fn find(
        &self,
        document: &DocumentText<'_>,
        file: &str,
        place: &Place,
    ) -> Option<Source> {
        let text = std::str::from_utf8(document.bytes()).ok()?;
        let found = self.outline.find(text, &place.to_string())?;
        let moved = |at: usize| document.span.start.saturating_add(at);
        let bytes = moved(found.start)..moved(found.end);
        let block = bytes.start.checked_div(BLOCK)?;
        let start = block.saturating_mul(BLOCK);
        let rest = document.input.get(start..bytes.start).unwrap_or(&[]);
        let ended = self.ends.get(block).copied().unwrap_or(0).saturating_add(line_ends(rest));
        let line = u32::try_from(document.line.unwrap_or(1).saturating_add(ended));
        Some(Source::new(file.into(), Spot::Text { line: line.unwrap_or(u32::MAX), bytes }))
    }
}

#[cfg(test)]
mod tests {
    use safe_eligibility::model::place::Member;

    use super::*;
    use crate::Documents;

    #[test]
    fn a_place_is_the_one_that_a_pass_over_the_document_finds() {
        let lines: Vec<String> =
            (0..200).map(|id| format!("{{\"id\":\"{id}\",\n\n\"origin\":\"PL\"}}")).collect();
        let text = format!(
            "\u{feff}[{{}},\n{{\"id\":\"A\",\"end_products\":[{{\"id\":\"p\",\n\"components\":[{}]}}]}}]",
            lines.join(",\n")
        );
        let document = Documents::in_json(text.as_bytes()).nth(1).unwrap();
        let index = DocumentIndex::of(&document).unwrap();
        let product = Place::root().at(Member::EndProducts, 0);
        let places = [
            Place::root().member(Member::Id),
            Place::root().member(Member::Title),
            product.member(Member::Name),
            product.at(Member::Components, 0).member(Member::Id),
            product.at(Member::Components, 77).member(Member::Origin),
            product.at(Member::Components, 199).member(Member::UnitCost),
            product.at(Member::Components, 200),
        ];
        for place in places {
            let expected = document.locate("x.json", &[place.to_string()]).remove(0);
            assert!(expected.is_some());
            assert_eq!(index.find(&document, "x.json", &place), expected, "{place}");
        }
    }
}
