//! Argument groups for files of pairs: which to read, how to read and how to write them.

use crate::args::fetch::WebArgs;
use crate::args::reading::LangArgs;
use calque_formats::pairs::{PairFormat, ReadPairs, WritePairs};
use clap::Args;
use std::path::PathBuf;

/// Which pairs to read, and where to write them; shared by the commands that turn pairs into pairs.
#[derive(Debug, Args)]
pub(crate) struct PairFilesArgs {
    /// The pairs: files, URLs, or - for standard input
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,

    /// Format to write [default: by the name of -o; filter and dedup: else jsonl]
    #[arg(long = "format", short, alias = "to", value_name = "FORMAT", value_parser = pair_format)]
    pub(crate) format: Option<PairFormat>,
}

/// How to read files of pairs; shared by the commands that do.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadPairsArgs {
    /// Format of the inputs [default: by name and content]
    #[arg(long, alias = "from", value_name = "FORMAT", value_parser = pair_format)]
    pub(crate) input_format: Option<PairFormat>,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    /// Column of the source in a table, by number from 1 or by name
    #[arg(long, value_name = "COLUMN")]
    pub(crate) source_column: Option<String>,

    /// Column of the target in a table
    #[arg(long, value_name = "COLUMN")]
    pub(crate) target_column: Option<String>,

    #[command(flatten)]
    pub(crate) web: WebArgs,
}

/// How to write pairs; shared by the commands that do.
#[derive(Debug, Args)]
#[command(next_help_heading = "Writing")]
pub(crate) struct WritePairsArgs {
    /// Columns of a table, such as source,target,score [default: all there are]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,

    /// Write a table without the names of its columns
    #[arg(long)]
    pub(crate) no_header: bool,

    /// Also write pairs of which one side is empty, where the format would rather not
    #[arg(long)]
    pub(crate) keep_unaligned: bool,

    /// Date for headers, such as 20261125T120000Z [default: none is written]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<String>,

    /// Name of the corpus [default: from the name of the output]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Licence of the corpus, for the card of a data set, such as cc-by-4.0
    #[arg(long, value_name = "LICENCE")]
    pub(crate) licence: Option<String>,
}

impl ReadPairsArgs {
    /// The options of the reader.
    pub(crate) fn options(&self) -> ReadPairs {
        ReadPairs {
            format: self.input_format,
            source_lang: self.langs.source_lang,
            target_lang: self.langs.target_lang,
            source_column: self.source_column.clone(),
            target_column: self.target_column.clone(),
            keep_blank: false,
        }
    }
}

impl WritePairsArgs {
    /// The options of the writer.
    pub(crate) fn options(&self, langs: &LangArgs) -> WritePairs {
        WritePairs {
            source_lang: langs.source_lang,
            target_lang: langs.target_lang,
            header: !self.no_header,
            columns: self.columns.clone(),
            keep_unaligned: self.keep_unaligned,
            date: self.date.clone(),
            name: self.name.clone(),
            licence: self.licence.clone(),
            card: String::new(),
        }
    }
}

/// A format of pairs by its name.
pub(crate) fn pair_format(text: &str) -> Result<PairFormat, String> {
    let found = PairFormat::ALL.into_iter().find(|f| f.as_str() == text);
    found.ok_or_else(|| {
        let names: Vec<&str> = PairFormat::ALL.iter().map(|f| f.as_str()).collect();
        format!("choose one of {}", names.join(", "))
    })
}

fn date(text: &str) -> Result<String, String> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    if shape == "00000000T000000Z" { Ok(text.to_owned()) } else { Err("write it as 20261125T120000Z, in UTC".into()) }
}

/// Where the outcome of a run over pairs goes, beside the pairs that are kept. Commands set their own help texts
/// for the first two.
#[derive(Debug, Args)]
pub(crate) struct OutcomeArgs {
    /// Write the dropped pairs to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) rejected: Option<PathBuf>,

    /// Write counts to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// List records that cannot be read in this file, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
}
