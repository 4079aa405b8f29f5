//! Settings of training.

use crate::memory_limit::MemoryLimit;
use calque_text::Lang;

/// How to train.
#[derive(Clone, Debug)]
pub struct TrainSettings {
    /// The two languages, as the columns of the files have them.
    pub langs: (Lang, Lang),
    /// Name of the model.
    pub name: String,
    /// Maximum number of words in each vocabulary.
    pub vocabulary: usize,
    /// Minimum weighted count of a word in the vocabulary.
    pub min_count: f64,
    /// Number of candidate translations kept per word.
    pub candidates: usize,
    /// EM iterations of IBM Model 1 and of the HMM.
    pub rounds: (usize, usize),
    /// Settings of the sentence vectors.
    pub vectors: VectorSettings,
    /// The memory limit.
    pub memory: MemoryLimit,
}

impl TrainSettings {
    /// The default settings for a pair of languages.
    pub fn new(first: Lang, second: Lang) -> Self {
        Self {
            langs: (first, second),
            name: format!("{first}-{second}"),
            vocabulary: 60_000,
            min_count: 3.0,
            candidates: 48,
            rounds: (4, 4),
            vectors: VectorSettings::default(),
            memory: MemoryLimit::default(),
        }
    }
}

/// How to train vectors.
#[derive(Clone, Debug)]
pub struct VectorSettings {
    /// Length of a vector.
    pub dim: usize,
    /// Words of each side with a vector of their own.
    pub words: [usize; 2],
    /// N-gram buckets.
    pub buckets: usize,
    /// Passes over the corpus.
    pub epochs: usize,
    /// Pairs in a batch.
    pub batch: usize,
    /// First step size.
    pub rate: f32,
    /// What cosines are multiplied with in the softmax.
    pub sharpness: f32,
    /// Seed.
    pub seed: u64,
}

impl Default for VectorSettings {
    fn default() -> Self {
        Self {
            dim: 320,
            words: [46_000, 42_000],
            buckets: 16_384,
            epochs: 10,
            batch: 2048,
            rate: 0.01,
            sharpness: 20.0,
            seed: 1,
        }
    }
}
