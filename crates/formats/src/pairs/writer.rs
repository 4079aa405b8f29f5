//! Writes pairs in any format.
//!
//! A file of some formats has one source and one target language. There a pair of the other direction is turned round,
//! and pairs in other languages than the first are left out; both are counted.

use crate::output::{OutputError, OutputFile};
use crate::pairs::format::PairFormat;
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::sink::PairSink;
use crate::pairs::{html, jsonl, moses, po, tmx, tsv, xces, xliff};
use calque_text::Lang;
use std::path::Path;

/// Writes pairs. Files get their names in [`PairWriter::finish`]; a writer that is dropped before leaves
/// nothing behind.
pub struct PairWriter {
    sink: Box<dyn PairSink>,
    losses: Losses,
    langs: (Option<Lang>, Option<Lang>),
    /// A copy of the current record, completed with the languages of the options, or turned round.
    completed: PairRecord,
    /// Whether the format has room for one source and one target language only.
    one_direction: bool,
    /// These languages: of the options, else of the first pair.
    first: Option<(Lang, Lang)>,
    written: u64,
}

impl PairWriter {
    /// Opens an output: a file, or standard output.
    pub fn open(path: Option<&Path>, format: PairFormat, options: &WritePairs) -> Result<Self, OutputError> {
        let sink: Box<dyn PairSink> = match format {
            PairFormat::Jsonl => Box::new(jsonl::JsonlSink { out: OutputFile::open(path)?, write: jsonl::write }),
            PairFormat::Tmx => Box::new(tmx::TmxSink::new(OutputFile::open(path)?, options)),
            PairFormat::Xliff => Box::new(xliff::XliffSink::new(OutputFile::open(path)?, false, options)),
            PairFormat::Xliff12 => Box::new(xliff::XliffSink::new(OutputFile::open(path)?, true, options)),
            PairFormat::Po => Box::new(po::PoSink::new(OutputFile::open(path)?, options)),
            PairFormat::Moses => Box::new(moses::MosesSink::new(path, options)?),
            PairFormat::Xces => Box::new(xces::XcesSink::new(path, title(path, options), options)?),
            #[cfg(feature = "parquet")]
            PairFormat::Parquet => Box::new(super::parquet::ParquetSink::new(path, title(path, options), options)?),
            #[cfg(not(feature = "parquet"))]
            PairFormat::Parquet => {
                let what = "this Calque is built without the feature parquet";
                return Err(OutputError::new(path, crate::output::invalid(what)));
            }
            PairFormat::HubJsonl => {
                Box::new(jsonl::JsonlSink { out: OutputFile::open(path)?, write: jsonl::write_hub })
            }
            PairFormat::Html => Box::new(html::HtmlSink::new(OutputFile::open(path)?, title(path, options), options)),
            PairFormat::Tsv => Box::new(tsv::TsvSink::new(OutputFile::open(path)?, options)),
        };
        let langs = (options.source_lang, options.target_lang);
        let one_direction = matches!(
            format,
            PairFormat::Xliff | PairFormat::Xliff12 | PairFormat::Po | PairFormat::Moses | PairFormat::Parquet
        );
        Ok(Self {
            sink,
            losses: Losses::default(),
            langs,
            completed: PairRecord::default(),
            one_direction,
            first: langs.0.zip(langs.1),
            written: 0,
        })
    }

    /// Writes a pair.
    pub fn write(&mut self, record: &PairRecord) -> Result<(), OutputError> {
        self.written += 1;
        let langs = (record.source_lang.or(self.langs.0), record.target_lang.or(self.langs.1));
        let turned = match (self.one_direction, langs.0.zip(langs.1)) {
            (true, Some((source, target))) => {
                let first = *self.first.get_or_insert((source, target));
                if (source, target) != first && (target, source) != first {
                    self.losses.add("pairs in other languages than the first were left out", 1);
                    return Ok(());
                }
                (source, target) != first
            }
            _ => false,
        };
        if !turned && langs == (record.source_lang, record.target_lang) {
            return self.sink.write(record, &mut self.losses);
        }
        self.completed.clone_from(record);
        (self.completed.source_lang, self.completed.target_lang) = langs;
        if turned {
            self.losses.add("pairs of the other direction were turned round", 1);
            turn_round(&mut self.completed);
        }
        self.sink.write(&self.completed, &mut self.losses)
    }

    /// The number of pairs passed to [`PairWriter::write`].
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Completes the output; returns what the format could not represent.
    pub fn finish(mut self) -> Result<Losses, OutputError> {
        self.sink.finish(&mut self.losses)?;
        Ok(self.losses)
    }
}

/// Swaps the sides of a pair, with what is said of each.
fn turn_round(record: &mut PairRecord) {
    std::mem::swap(&mut record.source, &mut record.target);
    std::mem::swap(&mut record.source_lang, &mut record.target_lang);
    for key in [keys::PLURAL_OF, keys::PLURAL_FORMS, keys::PLURAL_RULE] {
        record.extra.remove(key);
    }
    let sides: Vec<String> =
        record.extra.keys().filter(|k| k.starts_with("source") || k.starts_with("target")).cloned().collect();
    let values: Vec<_> = sides.into_iter().filter_map(|key| Some((record.extra.remove(&key)?, key))).collect();
    for (value, key) in values {
        let other = match key.strip_prefix("source") {
            Some(rest) if rest.starts_with(['.', '_']) => format!("target{rest}"),
            _ => match key.strip_prefix("target") {
                Some(rest) if rest.starts_with(['.', '_']) => format!("source{rest}"),
                _ => key,
            },
        };
        record.extra.insert(other, value);
    }
}

/// The name of the corpus: that of the options, else of the output file.
fn title(path: Option<&Path>, options: &WritePairs) -> String {
    let of_path = || path.and_then(Path::file_stem).map(|s| s.to_string_lossy().into_owned());
    options.name.clone().or_else(of_path).unwrap_or_else(|| "pairs".to_owned())
}
