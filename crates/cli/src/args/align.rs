//! Options of `calque align`.

use super::others::VectorArgs;
use super::reading::{LangArgs, ReadArgs};
use calque_formats::pairs::PairFormat;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Pair the sentences of two texts
///
/// Sentences pair one to one, one to several, several to several, or stay alone
/// where the other side lacks them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque align book.en.txt book.fr.txt
  calque align book.en.txt book.fr.txt --format html -o book.html
  calque align book.en.txt book.fr.txt -o book.tmx
  calque align --lines --format vecalign sentences.fr.txt sentences.en.txt
  calque align book.en.txt book.fr.txt --anchors fixed.txt --hard-breaks '***'
  calque align --lines de.txt fr.txt --source-vectors de.npy --target-vectors fr.npy

Formats: tsv (source, target, score, bead; no quoting), jsonl (with offsets and evidence),
vecalign ([source]:[target]:cost, segments counted from 0), html (side by side); and as
`calque corpus convert` writes them: tmx, xliff, xliff12, po, moses, xces, parquet, hub-jsonl. A
bead that crosses the others stands where its source is, and is marked: in tsv by \"crossed\" after
its shape, in jsonl by \"crossed\": true. One less probable than a half is
marked \"doubtful\" likewise, and as not final in translation memories.")]
pub(crate) struct AlignArgs {
    /// The original: a file, a URL, or - for standard input
    pub(crate) source: PathBuf,

    /// Its translation: a file, a URL, or - for standard input
    pub(crate) target: PathBuf,

    /// Each line is a segment already
    #[arg(long)]
    pub(crate) lines: bool,

    /// Beads that are fixed, one a line such as [0, 1]:[0], segments counted from 0; [3]:[] stays alone
    #[arg(long, value_name = "FILE")]
    pub(crate) anchors: Option<PathBuf>,

    /// Segments of exactly this text, such as "***", correspond, and no bead crosses them; "" for empty lines
    #[arg(long, value_name = "TEXT")]
    pub(crate) hard_breaks: Option<String>,

    /// Also find passages that stand elsewhere in the other text
    #[arg(long)]
    pub(crate) crossings: bool,

    /// Vectors of the source segments, .npy or .safetensors, one row each, instead of the model's
    #[arg(long, value_name = "FILE", requires = "target_vectors", conflicts_with = "vectors")]
    pub(crate) source_vectors: Option<PathBuf>,

    /// Vectors of the target segments
    #[arg(long, value_name = "FILE", requires = "source_vectors")]
    pub(crate) target_vectors: Option<PathBuf>,

    /// How to write the beads [default: by the name of -o, else tsv]
    #[arg(long, short, value_name = "FORMAT", value_parser = bead_format())]
    pub(crate) format: Option<BeadFormat>,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) langs: LangArgs,

    #[command(flatten)]
    pub(crate) read: ReadArgs,

    #[command(flatten)]
    pub(crate) vectors: VectorArgs,
}

/// How beads are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BeadFormat {
    /// As vecalign writes them: segment numbers and a cost.
    Vecalign,
    /// As pairs are.
    Pairs(PairFormat),
}

const VECALIGN: &str = "vecalign";

fn bead_format() -> impl TypedValueParser<Value = BeadFormat> {
    let pairs = [PairFormat::Tsv, PairFormat::Jsonl].into_iter().map(PairFormat::as_str);
    let rest =
        PairFormat::ALL.into_iter().filter(|f| !matches!(f, PairFormat::Tsv | PairFormat::Jsonl | PairFormat::Html));
    let names = pairs.chain([VECALIGN, PairFormat::Html.as_str()]).chain(rest.map(PairFormat::as_str));
    PossibleValuesParser::new(names.collect::<Vec<_>>()).map(|name| {
        PairFormat::ALL.into_iter().find(|f| f.as_str() == name).map_or(BeadFormat::Vecalign, BeadFormat::Pairs)
    })
}
