//! `rules`: lists the rules, shows one, checks a rule pack; examining it is `analyse`.

use std::path::Path;

use safe_eligibility::{Law, Rulebook};

use crate::arguments::{LawArguments, RulesArguments, RulesCommand};
use crate::failure::Failure;
use crate::{analyse, law, screen};

pub(crate) fn run(arguments: &RulesArguments) -> Result<u8, Failure> {
    match &arguments.command {
        None => list(&arguments.law),
        Some(RulesCommand::Show { rule, law }) => show(rule, law),
        Some(RulesCommand::Check { directory }) => check(directory),
        Some(RulesCommand::Analyse(arguments)) => analyse::run(arguments),
    }
}

fn list(arguments: &LawArguments) -> Result<u8, Failure> {
    let law = law::of(arguments)?;
    screen::print(law.rules_to_text(screen::options()).as_bytes())?;
    Ok(0)
}

fn show(id: &str, arguments: &LawArguments) -> Result<u8, Failure> {
    let law = law::of(arguments)?;
    let rule = law.rule_to_text(id, screen::options()).ok_or_else(|| not_shown(&law, id))?;
    screen::print(rule.as_bytes())?;
    Ok(0)
}

fn not_shown(law: &Law, id: &str) -> Failure {
    if law.rules().iter().any(|rule| &*rule.id == id) {
        return Failure::NoVersion { id: id.to_owned(), day: law.as_of() };
    }
    Failure::UnknownRule { id: id.to_owned(), nearest: law.rule_like(id) }
}

fn check(folder: &Path) -> Result<u8, Failure> {
    let rulebook = Rulebook::from_dir(folder)
        .map_err(|error| Failure::Rulebook { error, folder: Some(folder.to_path_buf()) })?;
    let pack = rulebook.pack();
    let versions = pack.rules.iter().map(|rule| rule.versions.len()).sum::<usize>();
    let answer = format!(
        "{} {} is in order: {} in {}, {}, {}, {}\n",
        pack.id,
        pack.version,
        counted(pack.rules.len(), "rule"),
        counted(versions, "version"),
        counted(pack.agreements.len(), "agreement"),
        counted(pack.questions.len(), "open question"),
        counted(pack.sources.len(), "source")
    );
    screen::print(answer.as_bytes())?;
    Ok(0)
}

fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
