//! Arguments of `calque check`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use super::others::{JudgeArgs, OthersArgs};
use super::reading::{EncoderArgs, LangArgs, ReadArgs, probability};
use super::suppression::SuppressionArgs;
use calque::FailOn;
use calque_diff::Severity;
use clap::Args;
use std::path::PathBuf;

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
  calque check article.en.txt article.fr.txt --findings xcomet.jsonl
  calque check article.en.txt article.fr.txt --judge --judge-budget 20

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

    /// Also pair passages that stand in another order in the translation, and glossaries sorted anew
    #[arg(long)]
    pub(crate) crossings: bool,

    /// Also check texts that do not seem to be translations of each other
    #[arg(long)]
    pub(crate) allow_unrelated: bool,

    #[command(flatten)]
    pub(crate) encoder: EncoderArgs,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    #[command(flatten)]
    pub(crate) read: ReadArgs,

    #[command(flatten)]
    pub(crate) suppression: SuppressionArgs,

    #[command(flatten)]
    pub(crate) others: OthersArgs,

    #[command(flatten)]
    pub(crate) judge: JudgeArgs,
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
