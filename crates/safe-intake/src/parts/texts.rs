//! Texts end to end in one allocation.

/// Texts by the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    text: String,
    ends: Vec<u32>,
    is_full: bool,
}

impl Texts {
    #[inline]
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        let end = u32::try_from(self.text.len());
        self.is_full |= end.is_err();
        self.ends.push(end.unwrap_or(u32::MAX));
    }

    /// A text; empty beyond the last.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.end(before));
        let span = start.zip(self.end(at));
        span.and_then(|(start, end)| self.text.get(start..end)).unwrap_or("")
    }

    #[inline]
    fn end(&self, at: usize) -> Option<usize> {
        usize::try_from(*self.ends.get(at)?).ok()
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there was more text than 32 bits can number.
    pub(crate) fn is_full(&self) -> bool {
        self.is_full
    }
}
