//! Documents in batches that bound how much is in memory at a time.

use std::io;

use safe_intake::DocumentText;

/// How much text a batch has at most, but for its last document.
pub(super) const MOST_BYTES: u64 = 1 << 24;
/// How many documents a batch has at most.
const MOST_DOCUMENTS: usize = 512;

/// The documents in batches; with the last batch comes what ended the reading too early.
pub(super) fn batches<'a>(
    mut documents: impl Iterator<Item = io::Result<DocumentText<'a>>>,
) -> impl Iterator<Item = (Vec<DocumentText<'a>>, Option<io::Error>)> {
    std::iter::from_fn(move || {
        let mut batch = Vec::new();
        let mut bytes = 0u64;
        while batch.len() < MOST_DOCUMENTS && bytes < MOST_BYTES {
            match documents.next() {
                Some(Ok(document)) => {
                    let size = u64::try_from(document.bytes().len()).unwrap_or(u64::MAX);
                    bytes = bytes.saturating_add(size);
                    batch.push(document);
                }
                Some(Err(error)) => return Some((batch, Some(error))),
                None => break,
            }
        }
        (!batch.is_empty()).then_some((batch, None))
    })
}
