//! What a run is to do.

use super::budget::Budget;
use super::gather::Choice;
use super::keys::Key;
use super::places::Places;
use super::sieve::SieveSettings;
use super::{BuildError, part};
use calque::{FailOn, PairBy, Settings, chosen_model};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Everything that a run may be told.
#[derive(Debug)]
pub struct BuildSettings {
    /// The documents.
    pub documents: Documents,
    /// The folder of the results.
    pub output: PathBuf,
    /// How to read, align and check.
    pub calque: Settings,
    /// Where documents with URLs are.
    pub places: Places,
    /// Whether to check each pair with all rules of drift and write how faithful it is. Slower.
    pub fidelity: bool,
    /// What to keep.
    pub sieve: SieveSettings,
    /// How to write the corpus, and the memory there is.
    pub choice: Choice,
    /// Which part of the work is this run's.
    pub shard: Option<Shard>,
    /// Threads.
    pub threads: usize,
}

/// Where documents and their translations are found.
#[derive(Clone, Debug, PartialEq)]
pub enum Documents {
    /// Two folders, whose files are paired.
    Folders {
        /// The originals.
        source: PathBuf,
        /// The translations.
        target: PathBuf,
        /// What to pair by.
        by: PairBy,
        /// The least score of a pair of documents.
        min_score: f32,
    },
    /// A list of pairs of documents.
    Manifest(PathBuf),
    /// Documents of both languages, to be paired: those that are named, or all pages of the web archives.
    Mixed {
        /// Paths and URLs.
        names: Vec<String>,
        /// What to pair by.
        by: PairBy,
        /// The least score of a pair of documents.
        min_score: f32,
    },
}

/// Memory that does not depend on documents: the model, the binary, buffers.
const ASIDE: u64 = 200 << 20;
/// The least that is kept for documents.
const LEAST: u64 = 64 << 20;

/// The memory to ask for so that a pair of documents that takes so much fits.
pub(super) fn memory_for(need: u64) -> u64 {
    ASIDE + need
}

impl BuildSettings {
    /// Memory for documents in work.
    pub(super) fn budget(&self) -> Budget {
        Budget::new(self.choice.memory.saturating_sub(ASIDE).max(LEAST))
    }

    /// The most bytes of a document that is only looked at, to be paired: many are at a time.
    pub(super) fn largest_document(&self) -> u64 {
        self.budget().total() / 48
    }

    /// The hash of what alignment depends on beside the documents.
    pub(super) fn made_with(&self) -> Result<String, BuildError> {
        let mut settings = self.calque.clone();
        // The bytes of the model count, not where they lie.
        settings.model = None;
        settings.fail_on = FailOn::default();
        let settings = serde_json::to_string(&settings).unwrap_or_default();
        let key = Key::new("settings").add(part::VERSION).add(env!("CARGO_PKG_VERSION")).add(settings);
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
    /// Whether a batch is this shard's.
    pub(super) fn has(self, batch: u64) -> bool {
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
