//! Writes pairs in any format.

use crate::output::{OutputError, OutputFile};
use crate::pairs::format::PairFormat;
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::PairRecord;
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
    /// A copy of the current record, completed with the languages of the options.
    completed: PairRecord,
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
        Ok(Self { sink, losses: Losses::default(), langs, completed: PairRecord::default(), written: 0 })
    }

    /// Writes a pair.
    pub fn write(&mut self, record: &PairRecord) -> Result<(), OutputError> {
        self.written += 1;
        let incomplete = record.source_lang.is_none() && self.langs.0.is_some()
            || record.target_lang.is_none() && self.langs.1.is_some();
        if !incomplete {
            return self.sink.write(record, &mut self.losses);
        }
        self.completed.clone_from(record);
        self.completed.source_lang = record.source_lang.or(self.langs.0);
        self.completed.target_lang = record.target_lang.or(self.langs.1);
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

/// The name of the corpus: that of the options, else of the output file.
fn title(path: Option<&Path>, options: &WritePairs) -> String {
    let of_path = || path.and_then(Path::file_stem).map(|s| s.to_string_lossy().into_owned());
    options.name.clone().or_else(of_path).unwrap_or_else(|| "pairs".to_owned())
}
