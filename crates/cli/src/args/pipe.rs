//! The options of `calque pipe`.

use clap::{Args, ValueEnum};

/// Answer records from standard input on standard output, one by one
///
/// For engines that spread the work over machines: each line of JSON, or row of an Arrow stream, has one
/// answer, in the same order, and nothing is kept from one to the next. A record that cannot be used has an answer that says why; the
/// exit status is 0 also then.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque pipe --documents < documents.jsonl > pairs.jsonl
  calque pipe --preset strict < pairs.jsonl > judged.jsonl
  calque pipe < pairs.arrows > judged.arrows

A record is a pair, {\"id\", \"source\", \"target\"} and what else there is, and if wanted \"source_lang\" and
\"target_lang\". Its answer is the same, repaired, with \"keep\", \"quality\", \"rejected_by\" and \"repaired\".

With --documents a record is {\"id\", \"source\", \"target\"}: whole texts, and if wanted \"source_lang\" and
\"target_lang\". Its answer is {\"id\", \"dropped\", \"pairs\": [{\"source\", \"target\", \"score\", \"bead\",
\"quality\", \"key\"}]}, or {\"id\", \"error\": {\"why\", \"remedy\"}}. Pairs with the same key say the same.

In a table these are columns; other columns of pairs are passed on as they are.")]
#[allow(clippy::struct_excessive_bools, reason = "options, each of its own")]
pub(crate) struct PipeArgs {
    /// Records are pairs of documents, to be aligned
    #[arg(long, conflicts_with = "annotate")]
    pub(crate) documents: bool,

    /// What records are: lines of JSON, or an Arrow IPC stream [default: by their first bytes]
    #[arg(long, alias = "from", value_name = "FORMAT")]
    pub(crate) input_format: Option<PipeFormat>,

    /// What answers are [default: as the records]
    #[arg(long, short, alias = "to", value_name = "FORMAT")]
    pub(crate) format: Option<PipeFormat>,

    /// Filters: strict, normal, loose, or none to keep all pairs
    #[arg(long, value_name = "NAME", default_value = "normal")]
    pub(crate) preset: String,

    /// Change a threshold of the filters, such as ratio=2.5 or numbers=off; may be repeated
    #[arg(long = "set", value_name = "FILTER=NUMBER")]
    pub(crate) set: Vec<String>,

    /// Do not repair texts (doubly encoded letters, entities, spaces, quotation marks)
    #[arg(long)]
    pub(crate) no_repair: bool,

    /// Run all filters on each pair and write their scores, as filter_NAME
    #[arg(long)]
    pub(crate) annotate: bool,

    /// Check each pair with all rules of drift and write how faithful it is, and of single pairs the findings; slower
    #[arg(long)]
    pub(crate) fidelity: bool,

    #[command(flatten)]
    pub(crate) langs: super::reading::LangArgs,
}

/// How records come and answers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PipeFormat {
    Jsonl,
    Arrow,
}
