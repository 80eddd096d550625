//! What the command line takes.

mod diff;
mod files;
mod receipt;
mod rules;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use safe_eligibility::model::country::CountryCode;
use safe_eligibility::model::day::Day;
use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::report::{Depth, Language, LinesShown};

pub(crate) use diff::{DiffArguments, DiffFormat};
pub(crate) use files::{BillFile, FileArguments};
pub(crate) use receipt::{OpeningsArguments, ReceiptArguments, VerifyArguments};
pub(crate) use rules::{AnalyseArguments, RulesArguments, RulesCommand};

/// Assesses whether procurements are eligible for the SAFE instrument, and says why
#[derive(Debug, Parser)]
#[command(name = "safe-check", version, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 eligible, 1 not eligible, 3 undetermined, 2 could not run. \
                        Of several procurements the worst counts: 2, then 1, then 3."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Assesses procurements
    Assess(AssessArguments),
    /// Puts a procurement together and writes it as one document
    Convert(ConvertArguments),
    /// Checks a receipt against the document, the rules and the trace that it is about
    Verify(VerifyArguments),
    /// Prints salt and value of what is withheld, place by place
    Openings(OpeningsArguments),
    /// Guesses what the columns of a table mean, and writes it as a mapping
    Map(MapArguments),
    /// Says which missing facts would settle the verdict, and in which order to ask for them
    Next(AskArguments),
    /// Says the least that has to change before it is eligible, or no longer is
    Remedy(RemedyArguments),
    /// Says how the verdict depends on how the law is read
    Readings(AskArguments),
    /// Says the verdict of every day, and why it changes
    Timeline(TimelineArguments),
    /// Says what moved between two documents, days, rule packs or readings, and because of what
    Diff(DiffArguments),
    /// Says what a country may do on a day, and since when
    Status(StatusArguments),
    /// Lists the rules, shows one, checks a rule pack, or examines it
    Rules(RulesArguments),
    /// Prints a JSON Schema
    Schema {
        /// Of what
        of: Schema,
    },
    /// Prints a script that completes the commands of this program
    Completions {
        /// For which shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AssessArguments {
    /// Procurements: `.json`, `.jsonl`, or `-` for standard input; or bills of materials by
    /// themselves: `.csv`, `.xlsx` and other tables
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) beside: FileArguments,
    #[command(flatten)]
    pub(crate) law: LawArguments,
    /// How the assessment is written [default: text on a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// How much of the explanation is written: the verdict in a sentence, the reasons, or every
    /// step and every line
    #[arg(long, value_name = "DEPTH", default_value = "full", value_parser = depths())]
    pub(crate) depth: Depth,
    /// The language of text, Markdown and HTML; JSON holds values and ids
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = languages())]
    pub(crate) language: Language,
    /// Whether the reasons are written out; they are looked for either way
    #[arg(long, value_name = "TRACE", default_value = "full")]
    pub(crate) trace: Trace,
    /// Whether it is told on which readings the verdict depends; that takes many assessments
    #[arg(long, conflicts_with_all = ["receipt", "redact"])]
    pub(crate) depends_on_readings: bool,
    /// Questions after the verdict that a text, Markdown or HTML answers as well, comma-separated;
    /// for programs each has a command of its own
    #[arg(long, value_name = "QUESTION", value_delimiter = ',')]
    pub(crate) answer: Vec<Question>,
    /// Explains the sums in JSON too: lines by weight, margins, how far each origin could grow, what
    /// would turn the outcome; text and pages have them anyway, JSON at `--depth lines`
    #[arg(long)]
    pub(crate) sums: bool,
    /// How many lines behind a sum are shown, or `all`
    #[arg(long, value_name = "N", default_value = "20", value_parser = lines)]
    pub(crate) lines: LinesShown,
    /// How problems are written on standard error [default: excerpts on a terminal, json with
    /// `--format json`, else lines]
    #[arg(long, value_name = "FORM")]
    pub(crate) diagnostics: Option<DiagnosticsForm>,
    #[command(flatten)]
    pub(crate) bound: ReceiptArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArguments {
    /// A procurement (`.json` with one document, or `-`), or a bill of materials by itself
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) beside: FileArguments,
    /// The document to write, over an earlier one too; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The day for which edges, declarations and rates are chosen where no day of signature is
    /// stated, written `YYYY-MM-DD` [default: today]
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub(crate) as_of: Option<Day>,
    /// How problems are written on standard error [default: excerpts on a terminal, else lines]
    #[arg(long, value_name = "FORM")]
    pub(crate) diagnostics: Option<DiagnosticsForm>,
}

#[derive(Debug, Args)]
pub(crate) struct MapArguments {
    /// The tables of one bill of materials
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The mapping to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Whether a file that is there is written over; it may have been edited since
    #[arg(long)]
    pub(crate) force: bool,
    /// How problems are written on standard error [default: excerpts on a terminal, else lines]
    #[arg(long, value_name = "FORM")]
    pub(crate) diagnostics: Option<DiagnosticsForm>,
}

/// One procurement and how the answer about it is written.
#[derive(Debug, Args)]
pub(crate) struct QuestionArguments {
    /// A procurement (`.json` with one document, or `-`), or a bill of materials by itself
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) beside: FileArguments,
    /// How the answer is written [default: text on a terminal, else json]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<QuestionFormat>,
    /// The language of text, Markdown and HTML; JSON holds values and ids
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = languages())]
    pub(crate) language: Language,
    /// How problems are written on standard error [default: excerpts on a terminal, json with
    /// `--format json`, else lines]
    #[arg(long, value_name = "FORM")]
    pub(crate) diagnostics: Option<DiagnosticsForm>,
}

/// A question that takes nothing but what it is asked of, and the law that answers.
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 answered, 2 could not run.")]
pub(crate) struct AskArguments {
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    #[command(flatten)]
    pub(crate) law: LawArguments,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 answered, 2 could not run.")]
pub(crate) struct RemedyArguments {
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// What stays as it is: the id of a line, an entity or an end product, or the code of a State;
    /// may be given several times
    #[arg(long, value_name = "ID")]
    pub(crate) keep: Vec<String>,
    /// Alternatives for lines, a row each: `id`, `origin`, `unit_cost`, `currency`, and perhaps
    /// `supplier` and `description`; which of them make it eligible at the least extra price
    #[arg(long, value_name = "FILE", conflicts_with = "breaks")]
    pub(crate) alternatives: Option<PathBuf>,
    /// The other way: the least that ends eligibility, and what to watch
    #[arg(long = "break")]
    pub(crate) breaks: bool,
    #[command(flatten)]
    pub(crate) law: LawArguments,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 answered, 2 could not run.")]
pub(crate) struct TimelineArguments {
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// The first day [default: that on which the act came into force]
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub(crate) from: Option<Day>,
    /// The last day [default: a year behind the last change that the rules know]
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub(crate) to: Option<Day>,
    /// Leaves out law that became public only after a day; what nobody dates stays and is named
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub(crate) known_at: Option<Day>,
    #[command(flatten)]
    pub(crate) law: LawArguments,
}

#[derive(Debug, Args)]
pub(crate) struct StatusArguments {
    /// The country by its code, such as `PL`
    #[arg(value_name = "COUNTRY", value_parser = CountryCode::parse)]
    pub(crate) country: CountryCode,
    #[command(flatten)]
    pub(crate) law: LawArguments,
    /// How the answer is written [default: text on a terminal, else json]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<AnswerFormat>,
}

/// The law that answers.
#[derive(Debug, Args)]
pub(crate) struct LawArguments {
    /// The day asked about, written `YYYY-MM-DD` [default: today]
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub(crate) as_of: Option<Day>,
    /// A rule pack other than the built-in one
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// Assumes what is not the law, and says so before all else: `agreement XX from DAY like YY`,
    /// `agreement XX ends on DAY`, `XX gains STATUS on DAY`, `XX loses STATUS on DAY`, `cap SHARE
    /// [from DAY]` or `RULE.PARAMETER VALUE [from DAY]`
    #[arg(long = "assume", value_name = "TEXT")]
    pub(crate) assumptions: Vec<String>,
    /// Another reading of an open question; a list is comma-separated and may be empty
    #[arg(long = "reading", value_name = "ID=OPTION")]
    pub(crate) readings: Vec<String>,
    /// Law that is documented more weakly counts as not known
    #[arg(long, value_name = "GRADE", default_value = "secondary", value_parser = grades())]
    pub(crate) least_evidence: EvidenceGrade,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading
    Text,
    /// Laid out; several procurements are an array
    Json,
    /// One procurement a line
    Jsonl,
    /// For a document
    Markdown,
    /// A page by itself
    Html,
    /// SARIF 2.1.0: findings, and problems of the files, for tools that show them in place
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiagnosticsForm {
    /// One line each
    Lines,
    /// Grouped, each with the lines or cells it is about
    Excerpts,
    /// For programs: one object an input
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For reading
    Text,
    /// For programs
    Json,
}

/// How the answer to a question about one procurement is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum QuestionFormat {
    /// For reading
    Text,
    /// For programs
    Json,
    /// The report on the procurement, with the answer in it
    Markdown,
    /// The same as a page by itself
    Html,
}

/// A question after the verdict that a report can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Question {
    /// What is still to be found out?
    Next,
    /// What has to change before it is eligible?
    Remedy,
    /// What would end eligibility?
    Break,
    /// Does it depend on how the law is read?
    Readings,
    /// Until when does it hold?
    Timeline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Trace {
    /// They are
    Full,
    /// They are not
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Schema {
    /// What is read
    Procurement,
    /// What is written
    Assessment,
    /// A rule of a rule pack
    Rule,
    /// What is written on standard error
    Diagnostics,
    /// What the columns of tables mean
    Mapping,
    /// What `next` writes
    Next,
    /// What `remedy` writes
    Remedy,
    /// What `remedy --break` writes
    Break,
    /// What `readings` writes
    Readings,
    /// What `timeline` writes
    Timeline,
    /// What `diff` writes
    Diff,
    /// What `rules analyse` writes
    Analysis,
    /// What `rules analyse --against` writes
    Comparison,
    /// What an assessment is bound by
    Receipt,
    /// What was checked of a receipt
    Verification,
}

fn grades() -> impl TypedValueParser<Value = EvidenceGrade> {
    PossibleValuesParser::new(EvidenceGrade::ALL.map(EvidenceGrade::as_str))
        .try_map(|word| EvidenceGrade::named(&word).ok_or("no such grade"))
}

fn depths() -> impl TypedValueParser<Value = Depth> {
    PossibleValuesParser::new(Depth::ALL.map(Depth::as_str))
        .try_map(|word| Depth::named(&word).ok_or("no such depth"))
}

fn languages() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::as_str))
        .try_map(|code| Language::named(&code).ok_or("no such language"))
}

fn lines(text: &str) -> Result<LinesShown, &'static str> {
    if text == "all" {
        return Ok(LinesShown::All);
    }
    text.parse().map(LinesShown::Largest).map_err(|_| "write a whole number, or `all`")
}
