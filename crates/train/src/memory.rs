//! How much memory training may use, and how much each stage needs.

use crate::TrainError;
use crate::corpus::Corpus;
use crate::finish::TrainSettings;

/// A limit in bytes, or none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory(pub Option<u64>);

/// What the program itself and the buffers of its threads take.
const BASE: u64 = 100 << 20;
/// A word in a hash table, with its text.
const WORD: u64 = 80;

impl Memory {
    /// Refuses a stage that needs more than is given.
    pub(crate) fn check(self, stage: &'static str, needs: u64) -> Result<(), TrainError> {
        match self.0 {
            Some(given) if needs + BASE > given => {
                Err(TrainError::Memory { stage, needs: (needs + BASE).div_ceil(1 << 20), given: given >> 20 })
            }
            _ => Ok(()),
        }
    }

    /// How many of `most` equal parts of `each` bytes fit beside `rest`; at least one is tried.
    pub(crate) fn parts(self, most: usize, each: u64, rest: u64) -> usize {
        let Some(given) = self.0 else { return most };
        (given.saturating_sub(rest + BASE) / each.max(1)).clamp(1, most as u64) as usize
    }
}

/// Bytes of the words that were counted.
pub(crate) fn of_counts(words: usize) -> u64 {
    words as u64 * WORD
}

/// Bytes of a corpus in memory.
pub(crate) fn of_corpus(corpus: &Corpus) -> u64 {
    let sides = (0..2).map(|s| 4 * corpus.ids[s].len() + 8 * corpus.ends[s].len()).sum::<usize>() as u64;
    // The texts of rare words stand in a list and in a table.
    sides + 4 * corpus.len() as u64 + 2 * WORD * corpus.rare.len() as u64
}

/// Bytes of vector training: rows with their sums, once more while they are left behind or written, and a batch.
pub(crate) fn of_vectors(settings: &TrainSettings, corpus: &Corpus) -> u64 {
    let v = &settings.vectors;
    let rows = (0..2).map(|s| v.words[s].min(corpus.words[s].len())).sum::<usize>() + v.buckets;
    let start: usize = corpus.words.iter().map(Vec::len).sum();
    let held = 2 * rows.max(start) * v.dim + v.batch * v.batch + 8 * v.batch * v.dim;
    4 * held as u64
}
