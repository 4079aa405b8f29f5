//! The options of `calque model`.

use super::reading::LangArgs;
use calque::ReadSettings;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Train, list and describe models
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque model list
  calque model info
  calque model info --model de-en.calque
  calque model train --source-lang de --target-lang en pairs.tsv more.tsv.zst -o de-en.calque
  calque model train --manifest training/model/fr-en.toml --data DATA -o fr-en.calque")]
pub(crate) struct ModelArgs {
    #[command(subcommand)]
    pub(crate) command: ModelCommand,
}

/// What to do with models.
#[derive(Debug, Subcommand)]
pub(crate) enum ModelCommand {
    /// List the models
    List,
    /// Show the languages, sizes, data, licences and measured quality of a model
    Info,
    Train(TrainArgs),
    Measure(MeasureArgs),
}

/// Train a model from sentence pairs
///
/// The pairs are TSV (source<TAB>target), JSONL or TMX, plain or .gz or .zst. The model holds a
/// translation lexicon, idioms, sentence vectors and word frequencies. The same pairs,
/// settings and seed give the same bytes. A run that was stopped goes on after its last
/// stage when the same command is given again.
#[derive(Debug, Args)]
pub(crate) struct TrainArgs {
    /// Files of pairs, each as PATH or PATH:WEIGHT
    #[arg(required_unless_present = "manifest")]
    pub(crate) pairs: Vec<String>,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    /// A TOML file that lists the data and the settings, in place of PAIRS
    #[arg(long, value_name = "FILE", conflicts_with = "pairs")]
    pub(crate) manifest: Option<PathBuf>,

    /// Folder that the manifest's paths start from
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) data: PathBuf,

    /// Where to write the model
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Dictionaries: files of pairs of words and short phrases, each as PATH or PATH:WEIGHT
    #[arg(long, value_name = "FILE", conflicts_with = "manifest")]
    pub(crate) entries: Vec<String>,

    /// Pairs to measure the model on, whose figures go into its description
    #[arg(long, value_name = "FILE")]
    pub(crate) measure: Vec<PathBuf>,

    /// A dictionary to measure the lexicon with
    #[arg(long, value_name = "FILE")]
    pub(crate) dictionary: Option<PathBuf>,

    /// Passes over the data for the vectors
    #[arg(long, value_name = "N")]
    pub(crate) epochs: Option<usize>,

    /// Most memory to use, such as 800MB or 4GiB
    #[arg(long, value_name = "SIZE", value_parser = ReadSettings::parse_size)]
    pub(crate) memory: Option<u64>,

    /// Seed of all that is random
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Keep the model as it stands after each pass, as OUTPUT.N, and what a stopped run would go on with
    #[arg(long)]
    pub(crate) keep: bool,
}

/// Measure a model: retrieval among pairs, lexicon against a dictionary
#[derive(Debug, Args)]
pub(crate) struct MeasureArgs {
    /// Pairs, first<TAB>second language of the model
    pub(crate) pairs: PathBuf,

    /// A dictionary, first<TAB>second language
    #[arg(long, value_name = "FILE")]
    pub(crate) dictionary: Option<PathBuf>,

    /// Show the sentences whose translation was not found, and what was found instead
    #[arg(long)]
    pub(crate) misses: bool,
}
