//! Figures of eight bytes each.

use safe_eligibility::model::figure::Figure;

/// Figures by index; those that do not fit eight bytes stand aside.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures {
    // INVARIANT: a packed figure, `ABSENT`, or `ASIDE` with an index into `long`.
    words: Vec<u64>,
    long: Vec<Figure>,
}

// A packed figure has at most ten decimals in its low four bits.
const ABSENT: u64 = u64::MAX;
const ASIDE: u64 = 14;

impl Figures {
    #[inline]
    pub(super) fn push(&mut self, figure: Option<Figure>) {
        let word = self.word(figure);
        self.words.push(word);
    }

    pub(super) fn set(&mut self, at: usize, figure: Option<Figure>) {
        let word = self.word(figure);
        if let Some(slot) = self.words.get_mut(at) {
            *slot = word;
        }
    }

    #[inline]
    fn word(&mut self, figure: Option<Figure>) -> u64 {
        let Some(figure) = figure else { return ABSENT };
        figure.packed().unwrap_or_else(|| {
            let index = u64::try_from(self.long.len()).unwrap_or(0);
            self.long.push(figure);
            index << 4 | ASIDE
        })
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<Figure> {
        let word = *self.words.get(at)?;
        if word == ABSENT {
            return None;
        }
        if word & 15 == ASIDE {
            return self.long.get(usize::try_from(word >> 4).ok()?).copied();
        }
        Figure::unpacked(word)
    }

    #[inline]
    pub(super) fn is_absent(&self, at: usize) -> bool {
        self.words.get(at).is_none_or(|word| *word == ABSENT)
    }
}
