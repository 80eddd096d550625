//! Three values, four grades of evidence, and how they combine.

/// What a step comes to; `all` is the least of them and `any` the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    NotMet,
    Undetermined,
    Met,
}

impl Outcome {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NotMet => "not-met",
            Self::Undetermined => "undetermined",
            Self::Met => "met",
        }
    }

    /// What a yes, a no or nothing comes to.
    pub(crate) fn of(stated: Option<bool>) -> Self {
        match stated {
            Some(true) => Self::Met,
            Some(false) => Self::NotMet,
            None => Self::Undetermined,
        }
    }

    /// What the answer of a datum of law comes to.
    pub(crate) fn of_answer(answer: &str) -> Self {
        match answer {
            "yes" | "open" | "as-the-act" => Self::Met,
            "no" | "not-open" => Self::NotMet,
            _ => Self::Undetermined,
        }
    }
}

/// How well a datum of law is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    Assumed,
    Secondary,
    Official,
    Text,
}

impl Grade {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::Secondary => "secondary",
            Self::Official => "official",
            Self::Text => "text",
        }
    }

    /// The grade of that word; what is no grade is nobody's word.
    pub(crate) fn named(word: &str) -> Self {
        let all = [Self::Secondary, Self::Official, Self::Text];
        all.into_iter().find(|grade| grade.word() == word).unwrap_or(Self::Assumed)
    }
}

/// An outcome with the grade of the law it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) outcome: Outcome,
    pub(crate) grade: Grade,
}

impl Judged {
    /// What rests on facts and the act itself.
    pub(crate) fn by_text(outcome: Outcome) -> Self {
        Self { outcome, grade: Grade::Text }
    }

    pub(crate) fn opposite(self) -> Self {
        let outcome = match self.outcome {
            Outcome::NotMet => Outcome::Met,
            Outcome::Undetermined => Outcome::Undetermined,
            Outcome::Met => Outcome::NotMet,
        };
        Self { outcome, ..self }
    }

    /// All of them, and met where there is none.
    pub(crate) fn all(parts: &[Self]) -> Self {
        Self::settled(parts, Outcome::Met, Outcome::NotMet)
    }

    /// Any of them, and not met where there is none.
    pub(crate) fn any(parts: &[Self]) -> Self {
        Self::settled(parts, Outcome::NotMet, Outcome::Met)
    }

    // One part that decides is enough, so the best documented of these counts; where none does,
    // all are needed, and the weakest of those that leave it open tells.
    fn settled(parts: &[Self], otherwise: Outcome, decisive: Outcome) -> Self {
        let grades = |outcome: Outcome| {
            parts.iter().filter(move |part| part.outcome == outcome).map(|part| part.grade)
        };
        if let Some(grade) = grades(decisive).max() {
            return Self { outcome: decisive, grade };
        }
        if let Some(grade) = grades(Outcome::Undetermined).min() {
            return Self { outcome: Outcome::Undetermined, grade };
        }
        Self { outcome: otherwise, grade: grades(otherwise).min().unwrap_or(Grade::Text) }
    }

    /// Whether what came to `whole` rests on this part of it.
    pub(crate) fn carries(self, whole: Self) -> bool {
        self.outcome == whole.outcome && self.grade >= whole.grade
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_and_any_are_least_and_greatest_with_the_evidence_that_settles_them() {
        let judged = |outcome, grade| Judged { outcome, grade };
        let weak = judged(Outcome::Met, Grade::Secondary);
        let strong = judged(Outcome::Met, Grade::Official);
        let open = judged(Outcome::Undetermined, Grade::Assumed);
        let no = judged(Outcome::NotMet, Grade::Secondary);
        let better_no = judged(Outcome::NotMet, Grade::Text);
        assert_eq!(Judged::all(&[]), Judged::by_text(Outcome::Met));
        assert_eq!(Judged::any(&[]), Judged::by_text(Outcome::NotMet));
        assert_eq!(Judged::all(&[strong, weak]), weak);
        assert_eq!(Judged::any(&[weak, open, strong]), strong);
        assert_eq!(Judged::all(&[weak, no, open, better_no]), better_no);
        assert_eq!(Judged::any(&[no, better_no]), no);
        assert_eq!(Judged::any(&[no, open]), open);
    }
}
