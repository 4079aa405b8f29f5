//! The options of `calque eval`.

use super::others::JudgeArgs;
use super::reading::LangArgs;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Score Calque, or another tool, against what people say is right
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque eval align --gold gold.txt source.txt target.txt
  calque eval align --dir sets --plot pictures
  calque eval segment paragraphs.fr.jsonl paragraphs.en.jsonl
  calque eval words hansards.jsonl
  calque eval check clean.jsonl contrasts.jsonl judged.jsonl

`calque help eval align` and so on describe the files. Each command prints a table, or JSON with
--format json.")]
pub(crate) struct EvalArgs {
    #[command(subcommand)]
    pub(crate) command: EvalCommand,
}

/// What to score.
#[derive(Debug, Subcommand)]
pub(crate) enum EvalCommand {
    Align(EvalAlignArgs),
    Segment(EvalSegmentArgs),
    Words(EvalWordsArgs),
    Check(EvalCheckArgs),
}

/// How and where to write the scores.
#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    /// How to write the scores
    #[arg(long, short, value_name = "FORMAT", default_value = "terminal")]
    pub(crate) format: ScoreFormat,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// A format of scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScoreFormat {
    Terminal,
    Json,
}

/// Score sentence alignment: strict and lax precision, recall and F1
///
/// Texts have a segment a line. A bead is strictly right if the gold has exactly it, and laxly right
/// if some source segment of it is linked in the gold to some target segment of it. Precision counts
/// unaligned segments too, recall does not.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque eval align --gold gold.txt source.fr.txt target.en.txt
  calque eval align --gold gold.txt source.fr.txt target.en.txt --plot beads.svg
  calque eval align --gold gold.txt --beads vecalign.txt
  calque eval align --dir sets --format json

A gold, and the beads of another tool, are lines such as [0, 1]:[0]; segments are counted from 0,
and what follows a second colon is left out of account. A folder of sets has in it, for each set, a
folder with src.txt, tgt.txt, gold.txt and perhaps langs.txt (the two languages, such as: fr en).
Sets whose names begin with the same word, as in novel_alice and novel_swann, are added up.")]
#[command(group = clap::ArgGroup::new("what").required(true).args(["gold", "dir"]))]
pub(crate) struct EvalAlignArgs {
    /// The original, a segment a line
    #[arg(conflicts_with = "dir", required_unless_present_any = ["dir", "beads"])]
    pub(crate) source: Option<PathBuf>,

    /// Its translation, a segment a line
    #[arg(conflicts_with = "dir", required_unless_present_any = ["dir", "beads"], requires = "source")]
    pub(crate) target: Option<PathBuf>,

    /// The beads that are right
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: Option<PathBuf>,

    /// A folder of sets in place of GOLD, SOURCE and TARGET
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,

    /// Score these beads instead of Calque's; with --dir, the name of a file in each set
    #[arg(long, value_name = "FILE")]
    pub(crate) beads: Option<PathBuf>,

    /// Draw the beads beside the gold as SVG; with --dir, a folder for a picture of each set
    #[arg(long, value_name = "FILE")]
    pub(crate) plot: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) scores: ScoreArgs,

    #[command(flatten)]
    pub(crate) langs: LangArgs,
}

/// Score sentence segmentation: precision, recall and F1 of the boundaries
///
/// The sentences of each paragraph are joined by spaces and cut again. Boundaries inside paragraphs count.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque eval segment corpus/segment/fr.jsonl corpus/segment/en.jsonl
  calque eval segment --show-errors 10 paragraphs.jsonl

Each line is a paragraph: {\"id\": \"1\", \"lang\": \"fr\", \"sentences\": [\"...\", \"...\"]}.")]
pub(crate) struct EvalSegmentArgs {
    /// Files of paragraphs
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Show up to so many paragraphs of each file that were cut otherwise
    #[arg(long = "show-errors", alias = "errors", value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,

    #[command(flatten)]
    pub(crate) scores: ScoreArgs,
}

/// Score word links: precision, recall and alignment error rate
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque eval words hansards.jsonl

Each line is a pair: {\"src_lang\": \"en\", \"tgt_lang\": \"fr\", \"src_tokens\": [...],
\"tgt_tokens\": [...], \"sure\": [[0, 0]], \"possible\": [[1, 2]]}, tokens counted from 0.
AER = 1 - (|A&S| + |A&P|) / (|A| + |S|).")]
pub(crate) struct EvalWordsArgs {
    /// Files of linked pairs
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) scores: ScoreArgs,

    #[command(flatten)]
    pub(crate) langs: LangArgs,
}

/// Score the check: false alarms, recall within a budget of them, contrasts, judgements
///
/// Three kinds of files, told apart by their fields. Clean pairs (source, target) are good
/// translations: flags on them are suspect, and the first such file sets the confidence from which
/// flags count for recall and spans. Contrasts (source, good, bad, phenomenon) pair a good translation
/// with a bad one. Judged pairs (source, target, label) say what people think of them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque eval check clean.jsonl
  calque eval check clean.jsonl contrasts.jsonl judged.jsonl --budget 5 --format json
  calque eval check clean.jsonl contrasts.jsonl --findings xcomet.jsonl

Lines also have src_lang and tgt_lang; contrasts perhaps severity and span_bad (start and end of
what was changed in bad, in code points); a label is no_meaning_difference, some_meaning_difference
or unrelated. Findings of severity info are no flags.")]
pub(crate) struct EvalCheckArgs {
    /// Files of pairs
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Flags allowed per 100 clean pairs, for the recall within a budget
    #[arg(long, value_name = "NUMBER", default_value_t = 5.0, value_parser = budget)]
    pub(crate) budget: f64,

    /// Score what another checker found instead of Calque: a file as for calque check --findings, with the same texts;
    /// may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) findings: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) judge: JudgeArgs,

    #[command(flatten)]
    pub(crate) scores: ScoreArgs,

    #[command(flatten)]
    pub(crate) langs: LangArgs,
}

fn budget(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(n) if n.is_finite() && n >= 0.0 => Ok(n),
        _ => Err("give a number from 0, such as 5".into()),
    }
}
