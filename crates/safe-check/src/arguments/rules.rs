//! What the commands about rules take.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use safe_eligibility::analysis::Effort;
use safe_eligibility::model::day::Day;
use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::report::Language;

use super::{AnswerFormat, LawArguments, grades, languages};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct RulesArguments {
    #[command(subcommand)]
    pub(crate) command: Option<RulesCommand>,
    #[command(flatten)]
    pub(crate) law: LawArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Shows one rule: citation, source, readings, condition with its parameters
    Show {
        /// The rule by its id, such as `component-cap`
        #[arg(value_name = "RULE")]
        rule: String,
        #[command(flatten)]
        law: LawArguments,
    },
    /// Checks a rule pack and says everything that is wrong with it
    Check {
        /// The folder of the rule pack
        #[arg(value_name = "DIR")]
        directory: PathBuf,
    },
    /// Examines a rule pack: what changes when, which rules and readings ever matter, what is
    /// missing; or compares it with another one
    Analyse(AnalyseArguments),
}

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 answered, 2 could not run.")]
pub(crate) struct AnalyseArguments {
    /// A rule pack other than the built-in one
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// Compares with this rule pack instead: in what the law differs, and a procurement that only
    /// one of the two accepts
    #[arg(long, value_name = "DIR")]
    pub(crate) against: Option<PathBuf>,
    /// The day on which rules and readings are examined, written `YYYY-MM-DD` [default: the day up
    /// to which the registers of the pack were searched]
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub(crate) as_of: Option<Day>,
    /// Assumes what is not the law, of both packs where two are compared; in the words of `assess`
    #[arg(long = "assume", id = "assume", value_name = "TEXT")]
    pub(crate) assumptions: Vec<String>,
    /// Compares with what is assumed beyond that, of the pack of `--against` or of the same
    #[arg(long = "to-assume", id = "to-assume", value_name = "TEXT")]
    pub(crate) to_assume: Vec<String>,
    /// Another reading of an open question; a list is comma-separated and may be empty
    #[arg(long = "reading", value_name = "ID=OPTION")]
    pub(crate) readings: Vec<String>,
    /// Law that is documented more weakly counts as not known
    #[arg(long, value_name = "GRADE", default_value = "secondary", value_parser = grades())]
    pub(crate) least_evidence: EvidenceGrade,
    /// How many procurements are tried for one answer
    #[arg(long, value_name = "N", default_value_t = Effort::default().tries)]
    pub(crate) tries: usize,
    /// With what the choice of several changes at once begins
    #[arg(long, value_name = "S", default_value_t = Effort::default().seed)]
    pub(crate) seed: u32,
    /// How the answer is written [default: text on a terminal, else json]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<AnswerFormat>,
    /// The language of text; JSON holds values and ids
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = languages())]
    pub(crate) language: Language,
}
