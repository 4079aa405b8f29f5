//! Settings of a run.

use crate::corpus::error::BuildError;
use crate::corpus::part;
use crate::corpus::sources::DocumentSources;
use crate::corpus::storage::content_hash::ContentHash;
use crate::filter::Preset;
use calque::{FailOn, PairBy, Settings, chosen_model};
use calque_formats::pairs::PairFormat;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// What a run is to do, and how.
#[derive(Debug)]
pub struct BuildSettings {
    /// The documents.
    pub documents: Documents,
    /// The folder of the results.
    pub output: PathBuf,
    /// How to read, align and check.
    pub calque: Settings,
    /// Where the bytes of documents with URLs are.
    pub sources: DocumentSources,
    /// Whether to check each pair with all drift rules and write its fidelity. Slower.
    pub fidelity: bool,
    /// Repair and filters.
    pub cleaning: CleaningSettings,
    /// How to write the corpus, and the memory limit.
    pub options: CorpusOptions,
    /// Which part of the batches this run does; `None`: all.
    pub shard: Option<Shard>,
    /// Number of threads.
    pub threads: usize,
}

/// The documents and their translations.
#[derive(Clone, Debug, PartialEq)]
pub enum Documents {
    /// Two folders, whose files are paired.
    Folders {
        /// The source documents.
        source: PathBuf,
        /// The target documents.
        target: PathBuf,
        /// By what to pair.
        by: PairBy,
        /// The lowest score of a pair of documents, in [0, 1].
        min_score: f32,
    },
    /// A list of pairs of documents.
    Manifest(PathBuf),
    /// Documents of both languages in one list: those that are named, or all pages of the web archives.
    Mixed {
        /// Paths and URLs.
        names: Vec<String>,
        /// By what to pair.
        by: PairBy,
        /// The lowest score of a pair of documents, in [0, 1].
        min_score: f32,
    },
}

/// Repair and filters of pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct CleaningSettings {
    /// The filters and their thresholds; `None`: all pairs stay, copies too.
    pub preset: Option<Preset>,
    /// Changes of thresholds: `ratio=2.5`, `numbers=off`.
    pub changes: Vec<String>,
    /// Whether to repair texts first.
    pub repair: bool,
}

impl Default for CleaningSettings {
    fn default() -> Self {
        Self { preset: Some(Preset::Normal), changes: Vec::new(), repair: true }
    }
}

/// How to write the corpus.
#[derive(Clone, Debug)]
pub struct CorpusOptions {
    /// The format of the pairs.
    pub format: PairFormat,
    /// The extension of the compression, such as `.gz`; empty for none.
    pub compression: String,
    /// Pairs of the largest file.
    pub pairs_per_file: u64,
    /// Jaccard similarity in [0, 1] from which on pairs are copies; 1: equal but for case, accents and
    /// punctuation; `None`: copies stay. The run sets it from the filters.
    pub duplicate: Option<f32>,
    /// The memory limit, in bytes.
    pub memory: u64,
    /// The name of the corpus, for the card of the data set [default: its languages].
    pub name: Option<String>,
    /// Its licence, for the card.
    pub licence: Option<String>,
    /// How the pairs were made. The run sets it.
    pub provenance: Provenance,
}

impl CorpusOptions {
    /// What the corpus depends on beside its parts, as text; the memory limit is not among it. The hash of a
    /// corpus is made of it, so its form must not change.
    pub(crate) fn key(&self) -> String {
        let Self { format, compression, pairs_per_file, duplicate, name, licence, provenance, memory: _ } = self;
        let Provenance { preset, filters, repaired, fidelity } = provenance;
        let made =
            format!("Made {{ preset: {preset:?}, filters: {filters:?}, repaired: {repaired}, fidelity: {fidelity} }}");
        let format = format.as_str();
        format!("{format} {compression} {pairs_per_file} {duplicate:?} {name:?} {licence:?} {made}")
    }
}

/// How the pairs of a corpus were made, for its card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Provenance {
    /// The preset of the filters, or `none`.
    pub preset: String,
    /// Changes of their thresholds.
    pub filters: Vec<String>,
    /// Whether texts were repaired.
    pub repaired: bool,
    /// Whether each pair was checked with all drift rules.
    pub fidelity: bool,
}

impl Provenance {
    /// Of a run with these settings.
    pub fn of(cleaning: &CleaningSettings, fidelity: bool) -> Self {
        let CleaningSettings { preset, changes, repair } = cleaning;
        let preset = preset.map_or("none", Preset::as_str).to_owned();
        Self { preset, filters: changes.clone(), repaired: *repair, fidelity }
    }
}

/// Bytes that do not depend on documents: the model, the binary, buffers. Measured.
const FIXED: u64 = 200 << 20;
/// Bytes for documents however low the limit.
const MIN_FOR_DOCUMENTS: u64 = 64 << 20;

/// The memory limit, in bytes, under which a pair of documents that takes `need` bytes fits.
pub(crate) fn memory_for(need: u64) -> u64 {
    FIXED + need
}

impl BuildSettings {
    /// Bytes that the documents in work may take together.
    pub(crate) fn memory_for_documents(&self) -> u64 {
        self.options.memory.saturating_sub(FIXED).max(MIN_FOR_DOCUMENTS)
    }

    /// Bytes of the largest document that is read for pairing, where many are in memory at a time.
    pub(crate) fn largest_document(&self) -> u64 {
        self.memory_for_documents() / 48
    }

    /// The hash of everything that alignment depends on beside the documents: settings, model, version.
    pub(crate) fn hash(&self) -> Result<String, BuildError> {
        let mut settings = self.calque.clone();
        // The content of the model counts, not its path.
        settings.model = None;
        settings.fail_on = FailOn::default();
        let settings = serde_json::to_string(&settings).unwrap_or_default();
        let key = ContentHash::new("settings").add(part::VERSION).add(env!("CARGO_PKG_VERSION")).add(settings);
        Ok(key.add(chosen_model(&self.calque)?.bytes()).add([u8::from(self.fidelity)]).hex())
    }
}

/// One of several runs that share the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub number: u64,
    /// Of how many.
    pub of: u64,
}

impl Shard {
    /// Whether a batch belongs to this shard.
    pub(crate) fn has(self, batch: u64) -> bool {
        batch % self.of == self.number - 1
    }

    /// The name of its folder: `00003-of-00016`.
    pub fn name(self) -> String {
        format!("{:05}-of-{:05}", self.number, self.of)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |t: &str| t.trim().parse::<u64>().ok().filter(|&n| n >= 1);
        match text.split_once('/').map(|(i, n)| (number(i), number(n))) {
            Some((Some(number), Some(of))) if number <= of && of < 100_000 => Ok(Self { number, of }),
            _ => Err(format!("`{text}` is not a shard: write 1/16 for the first of sixteen, up to 16/16")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_counted_from_one() {
        assert_eq!("3/16".parse(), Ok(Shard { number: 3, of: 16 }));
        assert_eq!(Shard { number: 3, of: 16 }.name(), "00003-of-00016");
        for wrong in ["0/4", "5/4", "x/4", "4", "1/", "-1/3", "1/100000"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
        // Every batch belongs to one shard.
        for batch in 0..20 {
            assert_eq!((1..=3).filter(|&number| Shard { number, of: 3 }.has(batch)).count(), 1);
        }
    }
}
