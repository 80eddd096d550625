//! What was checked, and what came of it.

use std::fmt::Write;

use safe_receipt::Json;

/// Everything that was checked, in order.
#[derive(Debug, Default)]
pub(super) struct Checks(Vec<Check>);

#[derive(Debug)]
struct Check {
    name: &'static str,
    outcome: Outcome,
    says: String,
    faults: Vec<Fault>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Holds,
    Fails,
    NotChecked,
    Told,
}

/// Something that does not hold, and where.
#[derive(Debug)]
pub(super) struct Fault {
    /// `receipt`, `assessment` or `document` and a JSON pointer in it, or the address of a step.
    pub(super) at: String,
    pub(super) problem: String,
}

impl Fault {
    pub(super) fn new(at: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { at: at.into(), problem: problem.into() }
    }
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::NotChecked => "not-checked",
            Self::Told => "told",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Holds => "✔",
            Self::Fails => "✘",
            Self::NotChecked | Self::Told => "–",
        }
    }
}

impl Checks {
    /// Adds a check that holds where it has no faults.
    pub(super) fn add(&mut self, name: &'static str, says: impl Into<String>, faults: Vec<Fault>) {
        let outcome = if faults.is_empty() { Outcome::Holds } else { Outcome::Fails };
        let says = match faults.len() {
            0 => says.into(),
            1 => "does not hold".to_owned(),
            count => format!("does not hold in {count} places"),
        };
        self.0.push(Check { name, outcome, says, faults });
    }

    /// Adds what was not checked, and why.
    pub(super) fn not_checked(&mut self, name: &'static str, why: impl Into<String>) {
        let says = format!("not checked: {}", why.into());
        self.0.push(Check { name, outcome: Outcome::NotChecked, says, faults: Vec::new() });
    }

    /// Adds what is told and decides nothing.
    pub(super) fn told(&mut self, name: &'static str, says: impl Into<String>) {
        let (outcome, says) = (Outcome::Told, says.into());
        self.0.push(Check { name, outcome, says, faults: Vec::new() });
    }

    /// Whether there is nothing that was not checked.
    fn is_whole(&self) -> bool {
        self.count(Outcome::NotChecked) == 0
    }

    /// Whether nothing fails.
    pub(super) fn all_hold(&self) -> bool {
        self.count(Outcome::Fails) == 0
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = String::new();
        for Check { name, outcome, says, faults } in &self.0 {
            // Writing to memory does not fail.
            _ = writeln!(text, "{} {name:<12} {says}", outcome.sign());
            for Fault { at, problem } in faults {
                _ = writeln!(text, "    {at}: {problem}");
            }
        }
        let [holds, fails, not_checked] =
            [Outcome::Holds, Outcome::Fails, Outcome::NotChecked].map(|one| self.count(one));
        let all = holds.saturating_add(fails);
        // Writing to memory does not fail.
        _ = match (fails, not_checked) {
            (0, 0) => writeln!(text, "Holds: {holds} of {all} checks hold."),
            // Nobody is to read that everything holds where something was not looked at.
            (0, _) => writeln!(
                text,
                "Holds as far as it was checked: {holds} of {all}; not checked: {not_checked}."
            ),
            (_, _) => writeln!(
                text,
                "DOES NOT HOLD: {holds} of {all} checks hold; not checked: {not_checked}."
            ),
        };
        text
    }

    pub(super) fn to_json(&self) -> String {
        let object = |members: Vec<(&str, Json)>| {
            Json::Object(
                members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            )
        };
        let checks = self.0.iter().map(|check| {
            let faults = check.faults.iter().map(|fault| {
                object(vec![("at", (&*fault.at).into()), ("problem", (&*fault.problem).into())])
            });
            object(vec![
                ("check", check.name.replace(' ', "-").as_str().into()),
                ("result", check.outcome.as_str().into()),
                ("says", (&*check.says).into()),
                ("faults", Json::List(faults.collect())),
            ])
        });
        let answer = object(vec![
            ("format", "safe-verification/1".into()),
            ("holds", Json::Bool(self.all_hold())),
            ("all_checked", Json::Bool(self.is_whole())),
            ("checks", Json::List(checks.collect())),
        ]);
        answer.to_pretty() + "\n"
    }

    fn count(&self, outcome: Outcome) -> usize {
        self.0.iter().filter(|check| check.outcome == outcome).count()
    }
}
