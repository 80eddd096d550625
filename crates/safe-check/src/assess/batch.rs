//! Documents in batches that bound how much is in memory at a time.

use std::io::{self, Read};

use safe_intake::{DocumentText, Documents, JsonLines};

/// How much text a batch has at most, but for its last document.
pub(crate) const MOST_BYTES: usize = 1 << 24;
// So few stay in the caches nearest to the core, small documents at least.
const MOST_DOCUMENTS_OF_A_CORE: usize = 64;

/// How many documents a batch has at most.
fn most_documents() -> usize {
    rayon::current_num_threads().saturating_mul(MOST_DOCUMENTS_OF_A_CORE)
}

/// Something that documents come from, a batch at a time.
pub(crate) trait Batches {
    /// The next documents, none at the end; with them comes what ended the reading too early.
    fn next_batch(&mut self) -> (Vec<DocumentText<'_>>, Option<io::Error>);
}

impl<R: Read> Batches for JsonLines<R> {
    fn next_batch(&mut self) -> (Vec<DocumentText<'_>>, Option<io::Error>) {
        self.batch(most_documents(), MOST_BYTES)
    }
}

impl Batches for Documents<'_> {
    fn next_batch(&mut self) -> (Vec<DocumentText<'_>>, Option<io::Error>) {
        let most = most_documents();
        let mut batch = Vec::new();
        let mut bytes = 0usize;
        while batch.len() < most && bytes < MOST_BYTES {
            let Some(document) = self.next() else { break };
            bytes = bytes.saturating_add(document.bytes().len());
            batch.push(document);
        }
        (batch, None)
    }
}
