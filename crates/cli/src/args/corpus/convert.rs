//! Arguments of `calque corpus convert`.

use super::pairs::{PairFilesArgs, ReadPairsArgs, WritePairsArgs};
use clap::Args;
use std::path::PathBuf;

/// Convert files of pairs from one format to another
///
/// Pairs are streamed, so files of any size fit into memory. What the new format cannot hold is
/// counted and said at the end. Inputs and outputs named .gz or .zst are packed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque corpus convert memory.tmx -o memory.tsv
  calque corpus convert a.jsonl.gz b.jsonl.gz -o all.tsv.zst
  calque corpus convert news.en-fr.en -o news.tmx --date 20261125T120000Z
  calque corpus convert memory.tmx -o news --format parquet
  calque corpus convert sent.gz --input-format tsv --source-column 3 --target-column 4 --format jsonl

Formats: jsonl, tsv, tmx, xliff (2.1), xliff12, po, moses, xces, parquet, hub-jsonl, and html,
which is written only; docs/formats.md says what each holds. Several inputs become one output,
in their order.")]
pub(crate) struct ConvertArgs {
    #[command(flatten)]
    pub(crate) files: PairFilesArgs,

    /// Go on after records that cannot be read, and list them in this file, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) read: ReadPairsArgs,

    #[command(flatten)]
    pub(crate) write: WritePairsArgs,
}
