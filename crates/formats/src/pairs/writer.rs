//! The one way to write pairs, in any format, and the count of what it could not hold.

use super::place::{OutputError, Place};
use super::{PairFormat, PairRecord, html, jsonl, moses, po, tmx, tsv, xces, xliff};
use calque_text::Lang;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// How to write pairs.
#[derive(Clone, Debug)]
pub struct WritePairs {
    /// The sources' language, for records that do not say.
    pub source_lang: Option<Lang>,
    /// The targets' language, for records that do not say.
    pub target_lang: Option<Lang>,
    /// Whether a table begins with the names of its columns.
    pub header: bool,
    /// The columns of a table [default: all that the first records have].
    pub columns: Vec<String>,
    /// Whether to write pairs that have one side only where the format would rather not.
    pub keep_unaligned: bool,
    /// The date to write into headers, `20261125T120000Z`; none is invented.
    pub date: Option<String>,
    /// The name of the corpus [default: that of the output].
    pub name: Option<String>,
    /// The licence of the corpus, for the card of a data set.
    pub licence: Option<String>,
    /// What the card of a data set says besides: filters, counts, where it comes from; Markdown.
    pub card: String,
}

impl Default for WritePairs {
    fn default() -> Self {
        Self {
            source_lang: None,
            target_lang: None,
            header: true,
            columns: Vec::new(),
            keep_unaligned: false,
            date: None,
            name: None,
            licence: None,
            card: String::new(),
        }
    }
}

/// What was lost or replaced in writing: in words, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<String, u64>);

impl Losses {
    /// Counts `n` more of something.
    pub(crate) fn add(&mut self, what: &str, n: u64) {
        if n == 0 {
            return;
        }
        match self.0.get_mut(what) {
            Some(count) => *count += n,
            None => {
                self.0.insert(what.to_owned(), n);
            }
        }
    }

    /// Counts what a record says beyond the keys that a format keeps.
    pub(crate) fn dropped(&mut self, record: &PairRecord, kept: &[&str]) {
        for key in record.extra.keys().filter(|k| !kept.contains(&k.as_str())) {
            self.add(&format!("values of `{key}` have no place in this format"), 1);
        }
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Self) {
        other.iter().for_each(|(what, n)| self.add(what, n));
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What, and how often, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(what, n)| (what.as_str(), *n))
    }
}

/// What writes pairs in one format.
pub(crate) trait Sink: Send {
    /// Writes a pair.
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError>;
    /// Completes the output.
    fn finish(self: Box<Self>, losses: &mut Losses) -> Result<(), OutputError>;
}

/// Writes pairs. Nothing has its name before [`PairWriter::finish`]; dropped before, a writer
/// leaves nothing behind.
pub struct PairWriter {
    sink: Box<dyn Sink>,
    losses: Losses,
    langs: (Option<Lang>, Option<Lang>),
    /// A record that does not say its languages, with the languages of the options.
    said: PairRecord,
    written: u64,
}

impl PairWriter {
    /// Opens an output: a file, or standard output.
    pub fn open(path: Option<&Path>, format: PairFormat, options: &WritePairs) -> Result<Self, OutputError> {
        let sink: Box<dyn Sink> = match format {
            PairFormat::Jsonl => Box::new(Jsonl { out: Place::open(path)?, write: jsonl::write }),
            PairFormat::Tmx => Box::new(tmx::TmxSink::new(Place::open(path)?, options)),
            PairFormat::Xliff => Box::new(xliff::XliffSink::new(Place::open(path)?, false, options)),
            PairFormat::Xliff12 => Box::new(xliff::XliffSink::new(Place::open(path)?, true, options)),
            PairFormat::Po => Box::new(po::PoSink::new(Place::open(path)?, options)),
            PairFormat::Moses => Box::new(moses::MosesSink::new(path, options)?),
            PairFormat::Xces => Box::new(xces::XcesSink::new(path, title(path, options), options)?),
            #[cfg(feature = "parquet")]
            PairFormat::Parquet => Box::new(super::parquet::ParquetSink::new(path, title(path, options), options)?),
            #[cfg(not(feature = "parquet"))]
            PairFormat::Parquet => {
                let what = "this Calque is built without the feature parquet";
                return Err(OutputError::new(path, super::moses::invalid(what)));
            }
            PairFormat::HubJsonl => Box::new(Jsonl { out: Place::open(path)?, write: jsonl::write_hub }),
            PairFormat::Html => Box::new(html::HtmlSink::new(Place::open(path)?, title(path, options), options)),
            PairFormat::Tsv => Box::new(tsv::TsvSink::new(Place::open(path)?, options)),
        };
        let langs = (options.source_lang, options.target_lang);
        Ok(Self { sink, losses: Losses::default(), langs, said: PairRecord::default(), written: 0 })
    }

    /// Writes a pair.
    pub fn write(&mut self, record: &PairRecord) -> Result<(), OutputError> {
        self.written += 1;
        let silent = record.source_lang.is_none() && self.langs.0.is_some()
            || record.target_lang.is_none() && self.langs.1.is_some();
        if !silent {
            return self.sink.write(record, &mut self.losses);
        }
        self.said.clone_from(record);
        self.said.source_lang = record.source_lang.or(self.langs.0);
        self.said.target_lang = record.target_lang.or(self.langs.1);
        self.sink.write(&self.said, &mut self.losses)
    }

    /// How many were given to be written.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Completes the output, and says what it could not hold.
    pub fn finish(mut self) -> Result<Losses, OutputError> {
        self.sink.finish(&mut self.losses)?;
        Ok(self.losses)
    }
}

/// The name of the corpus: as told, else that of the output.
fn title(path: Option<&Path>, options: &WritePairs) -> String {
    let of_path = || path.and_then(Path::file_stem).map(|s| s.to_string_lossy().into_owned());
    options.name.clone().or_else(of_path).unwrap_or_else(|| "pairs".to_owned())
}

struct Jsonl {
    out: Place,
    write: fn(&PairRecord, &mut dyn Write) -> io::Result<()>,
}

impl Sink for Jsonl {
    fn write(&mut self, record: &PairRecord, _: &mut Losses) -> Result<(), OutputError> {
        let write = self.write;
        self.out.with(|out| write(record, out))
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), OutputError> {
        self.out.finish()
    }
}
