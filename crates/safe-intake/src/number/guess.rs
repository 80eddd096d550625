//! Which style the cells of a column are written in, judged over the whole column.

/// The styles that a column fits, and the cells that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StyleGuess<S> {
    /// Every style that reads each cell that can be read at all; none where two cells contradict
    /// each other.
    pub(crate) candidates: Vec<S>,
    /// The first cell that a style could not read but another could.
    pub(crate) decided_by: Option<String>,
    /// The cell after which no style was left.
    pub(crate) contradicted_by: Option<String>,
    /// The first cell to which the candidates give different values; `None` where it does not
    /// matter which of them is taken.
    pub(crate) differs_at: Option<String>,
}

impl<S: Copy> StyleGuess<S> {
    /// The style where there is only one, or where it does not matter which is taken.
    pub(crate) fn settled(&self) -> Option<S> {
        self.candidates.first().copied().filter(|_| self.differs_at.is_none())
    }

    pub(crate) fn over<'t, V: PartialEq>(
        styles: &[S],
        samples: impl IntoIterator<Item = &'t str>,
        read: impl Fn(&str, S) -> Option<V>,
    ) -> Self {
        let mut guess = Self {
            candidates: styles.to_vec(),
            decided_by: None,
            contradicted_by: None,
            differs_at: None,
        };
        let mut differing: Vec<&str> = Vec::new();
        for sample in samples {
            if styles.iter().all(|style| read(sample, *style).is_none()) {
                continue;
            }
            let before = guess.candidates.len();
            guess.candidates.retain(|style| read(sample, *style).is_some());
            if guess.candidates.is_empty() {
                guess.contradicted_by = Some(sample.to_owned());
                return guess;
            }
            if guess.candidates.len() < before && guess.decided_by.is_none() {
                guess.decided_by = Some(sample.to_owned());
            }
            // A cell on which styles differ may stop to matter once one of them is ruled out.
            if guess.differs_on(sample, &read) && differing.len() < 1000 {
                differing.push(sample);
            }
        }
        let differs_at = differing.into_iter().find(|sample| guess.differs_on(sample, &read));
        guess.differs_at = differs_at.map(str::to_owned);
        guess
    }

    fn differs_on<V: PartialEq>(&self, sample: &str, read: impl Fn(&str, S) -> Option<V>) -> bool {
        let mut values = self.candidates.iter().map(|style| read(sample, *style));
        let first = values.next();
        values.any(|value| Some(value) != first)
    }
}
