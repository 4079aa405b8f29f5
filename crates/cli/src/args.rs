//! The command line: commands, options and their help.
//!
//! `calque help COMMAND` shows what is written here; `docs/cli.md` is the same,
//! checked by a test.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

pub(crate) mod align;
pub(crate) mod clean;
pub(crate) mod corpus;
pub(crate) mod eval;
pub(crate) mod fetch;
pub(crate) mod living;
pub(crate) mod model;
pub(crate) mod pair;
pub(crate) mod pipe;

use calque::{FailOn, Input, InputFormat, ReadSettings, Settings};
use calque_diff::Severity;
use calque_text::Lang;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Pairs a text with its translation and flags where they drift apart.
#[derive(Debug, Parser)]
#[command(name = "calque", version, max_term_width = 100, propagate_version = true)]
#[command(after_help = "\
Examples:
  calque check article.en.txt article.fr.txt
  calque align book.en.md book.fr.md --format tsv -o book.tsv
  calque help check

Inputs are text in any encoding, HTML, Markdown, docx, odt, epub, PDF or subtitles, as files or
URLs; `-` is standard input.
Exit status: 0 nothing at or above --fail-on, 1 findings there, 2 could not run.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// How much to say on standard error
    #[arg(long, global = true, value_name = "LEVEL", default_value = "warn", help_heading = "Global options")]
    pub(crate) log: LogLevel,

    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are obeyed
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Global options")]
    pub(crate) color: When,

    /// Settings file [default: calque.toml in this folder, if there is one]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub(crate) settings: Option<PathBuf>,

    /// A model file [default: the embedded French-English model]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub(crate) model: Option<PathBuf>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(CheckArgs),
    Align(align::AlignArgs),
    Pair(pair::PairArgs),
    Words(WordsArgs),
    Segment(SegmentArgs),
    Diff(DiffArgs),
    Corpus(corpus::CorpusArgs),
    Fetch(fetch::FetchArgs),
    Pipe(pipe::PipeArgs),
    Explain(ExplainArgs),
    Model(model::ModelArgs),
    Eval(eval::EvalArgs),
    Config(ConfigArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// How much to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogLevel {
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

/// When to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

/// How to read the inputs.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadArgs {
    /// Format of the inputs, such as text, docx or subtitles [default: by name and content]
    #[arg(long, value_name = "FORMAT", value_parser = input_format)]
    input_format: Option<InputFormat>,

    /// Encoding of the inputs, such as windows-1252 or utf-16le [default: found out]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// Refuse larger inputs, such as 200MB or 4GiB [default: 1GiB]
    #[arg(long, value_name = "SIZE", value_parser = ReadSettings::parse_size)]
    max_size: Option<u64>,

    #[command(flatten)]
    pub(crate) web: fetch::WebArgs,
}

/// The languages of both sides.
#[derive(Debug, Args)]
pub(crate) struct LangArgs {
    /// Language of the source, such as en [default: found out]
    #[arg(long, value_name = "LANG")]
    pub(crate) source_lang: Option<Lang>,

    /// Language of the target, such as fr [default: found out]
    #[arg(long, value_name = "LANG")]
    pub(crate) target_lang: Option<Lang>,
}

/// Check a translation against its original
///
/// Pairs the sentences of both texts, compares each pair, and reports what the
/// translation says differently, with its place on both sides, how grave it is,
/// and why.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque check article.en.txt article.fr.txt
  calque check article.en.html article.fr.html --format html -o report.html
  calque check article.en.txt article.fr.txt --fail-on major
  calque check --pairs memory.jsonl > checked.jsonl
  calque check --pairs memory.tmx --format xliff -o checked.xlf
  calque check article.en.md article.fr.md --write-baseline known.jsonl
  calque check article.en.md article.fr.md --baseline known.jsonl -f sarif -o calque.sarif

With --pairs, the file holds pairs: a line of JSON with \"source\", \"target\", and if you like \"id\",
\"source_lang\" and \"target_lang\"; source<TAB>target; or a unit of TMX, XLIFF or PO. One JSON object a
line comes out, in the same order: \"id\", \"score\" (1 = surely faithful) and \"findings\". Offsets
count Unicode code points.

The exit status is 1 if --fail-on names a severity and a finding reaches it.")]
pub(crate) struct CheckArgs {
    /// The original: a file, a URL, or - for standard input
    #[arg(required_unless_present = "pairs", conflicts_with = "pairs")]
    pub(crate) source: Option<PathBuf>,

    /// Its translation: a file, a URL, or - for standard input
    #[arg(required_unless_present = "pairs", conflicts_with = "pairs")]
    pub(crate) target: Option<PathBuf>,

    /// Check pairs (a file or URL of JSONL, TSV, TMX, XLIFF, PO and others, - for standard input) instead of two texts
    #[arg(long, value_name = "FILE")]
    pub(crate) pairs: Option<PathBuf>,

    /// terminal, json, jsonl, html, markdown, sarif, junit, xliff or csv; with --pairs jsonl, csv, sarif, junit or
    /// xliff [default: by the name of -o, else terminal; jsonl with --pairs]
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<calque_report::ReportFormat>,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Exit with status 1 if a finding is this severe or more: info, minor, major, critical, never [default: never]
    #[arg(long, value_name = "SEVERITY", value_parser = fail_on)]
    pub(crate) fail_on: Option<FailOn>,

    /// Leave out milder findings: info, minor, major, critical
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(crate) min_severity: Option<Severity>,

    /// Leave out less sure findings, from 0 to 1
    #[arg(long, value_name = "NUMBER", value_parser = probability)]
    pub(crate) min_confidence: Option<f32>,

    /// Show every pair, not only those with findings (terminal and markdown)
    #[arg(long)]
    pub(crate) all: bool,

    /// Also check texts that do not seem to be translations of each other
    #[arg(long)]
    pub(crate) allow_unrelated: bool,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    #[command(flatten)]
    pub(crate) read: ReadArgs,

    #[command(flatten)]
    pub(crate) living: living::LivingArgs,
}

/// Link the words of pairs
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque words pairs.tsv
  calque words pairs.tsv --tokenized --source-lang en --target-lang fr
  calque words pairs.jsonl --format json

Pairs are lines of source<TAB>target, or JSON objects as for `calque check --pairs`. In the format
pharaoh each line is a pair: source-target token numbers from 0, such as 0-0 1-2. json has the tokens,
the links with their probabilities, units of several words, how many links each token has (0: NULL),
and how surely the other side renders it.")]
pub(crate) struct WordsArgs {
    /// The pairs: a file, a URL, or - for standard input
    pub(crate) pairs: PathBuf,

    /// The texts are tokens already, separated by single spaces
    #[arg(long)]
    pub(crate) tokenized: bool,

    /// How to write the links
    #[arg(long, short, value_name = "FORMAT", default_value = "pharaoh")]
    pub(crate) format: LinkFormat,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    #[command(flatten)]
    pub(crate) web: fetch::WebArgs,
}

/// A format of word links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LinkFormat {
    Pharaoh,
    Json,
}

/// Cut a text into sentences
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque segment article.fr.txt
  calque segment page.html --format jsonl
  curl -s https://example.org/ | calque segment - --input-format html

In the format lines each sentence stands on a line of its own, with an empty line between blocks.")]
pub(crate) struct SegmentArgs {
    /// The text: a file, a URL, or - for standard input
    pub(crate) file: PathBuf,

    /// Language of the text, such as fr [default: found out]
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,

    /// How to write the sentences
    #[arg(long, short, value_name = "FORMAT", default_value = "lines")]
    pub(crate) format: SegmentFormat,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// A format of sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SegmentFormat {
    Lines,
    Jsonl,
}

/// Show what changed between two versions of a translation
///
/// Sentence by sentence, and with --reference whether each change came nearer to
/// the original or moved away from it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque diff draft.fr.txt final.fr.txt
  calque diff draft.fr.txt final.fr.txt --reference article.en.txt
  calque diff draft.fr.txt final.fr.txt --format json")]
pub(crate) struct DiffArgs {
    /// The old version: a file, a URL, or - for standard input
    pub(crate) old: PathBuf,

    /// The new version: a file, a URL, or - for standard input
    pub(crate) new: PathBuf,

    /// The original, to judge each change by
    #[arg(long, value_name = "FILE")]
    pub(crate) reference: Option<PathBuf>,

    /// How to write the changes
    #[arg(long, short, value_name = "FORMAT", default_value = "terminal")]
    pub(crate) format: DiffFormat,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// A format of revisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Terminal,
    Json,
}

/// Explain a rule: what it flags, why, and when to ignore it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque explain            list the rules
  calque explain numbers")]
pub(crate) struct ExplainArgs {
    /// The rule; without it, all are listed
    pub(crate) rule: Option<String>,
}

/// Print all settings with their defaults, or their JSON schema
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque config > calque.toml
  calque config --schema > calque.schema.json")]
pub(crate) struct ConfigArgs {
    /// Print the JSON schema of calque.toml
    #[arg(long)]
    pub(crate) schema: bool,
}

/// Print the completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque completions bash > ~/.local/share/bash-completion/completions/calque
  calque completions fish > ~/.config/fish/completions/calque.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Print the manual page, or write those of all commands
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque man | man -l -
  calque man --dir ~/.local/share/man/man1")]
pub(crate) struct ManArgs {
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

impl ReadArgs {
    /// Lets the options win over the settings file.
    pub(crate) fn apply(&self, settings: &mut Settings) {
        let read = &mut settings.read;
        read.format = self.input_format.or(read.format);
        read.encoding = self.encoding.clone().or(read.encoding.take());
        read.max_size = self.max_size.unwrap_or(read.max_size);
    }
}

impl LangArgs {
    /// Lets the options win over the settings file.
    pub(crate) fn apply(&self, settings: &mut Settings) {
        settings.source_lang = self.source_lang.or(settings.source_lang);
        settings.target_lang = self.target_lang.or(settings.target_lang);
    }
}

/// An input of a command.
pub(crate) fn input(path: &std::path::Path) -> Input {
    Input::from_arg(path)
}

fn input_format(text: &str) -> Result<InputFormat, String> {
    let name = match text {
        "txt" => "text",
        "md" => "markdown",
        "srt" | "vtt" => "subtitles",
        other => other,
    };
    let found = InputFormat::ALL.into_iter().find(|f| f.as_str() == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = InputFormat::ALL.iter().map(|f| f.as_str()).collect();
        format!("choose one of {}", names.join(", "))
    })
}

fn severity(text: &str) -> Result<Severity, String> {
    let found = Severity::ALL.into_iter().find(|s| s.as_str() == text);
    found.ok_or_else(|| "choose one of info, minor, major, critical".into())
}

fn fail_on(text: &str) -> Result<FailOn, String> {
    match text {
        "info" => Ok(FailOn::Info),
        "minor" => Ok(FailOn::Minor),
        "major" => Ok(FailOn::Major),
        "critical" => Ok(FailOn::Critical),
        "never" => Ok(FailOn::Never),
        _ => Err("choose one of info, minor, major, critical, never".into()),
    }
}

fn probability(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(n) if (0.0..=1.0).contains(&n) => Ok(n),
        _ => Err("give a number from 0 to 1, such as 0.5".into()),
    }
}
