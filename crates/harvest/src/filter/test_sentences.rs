//! The sentences of a test set, by their MinHash sketches.

use crate::dedup::sketch::{BINS, Sketcher, similarity};
use crate::pair::hash::IdentityHasher;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Sketches of sentences, found by the keys of their bands.
#[derive(Clone, Debug, Default)]
pub struct TestSentences {
    /// Key of a band to indices in `sketches`.
    bands: HashMap<u64, Vec<u32>, BuildHasherDefault<IdentityHasher>>,
    sketches: Vec<[u8; BINS]>,
}

thread_local! {
    static SKETCHER: RefCell<Sketcher> = RefCell::default();
}

impl TestSentences {
    /// Adds a sentence; one without words is left out.
    pub fn add(&mut self, text: &str) {
        let Some(sketch) = SKETCHER.with_borrow_mut(|s| s.sketch(&[text])) else { return };
        let index = self.sketches.len() as u32;
        sketch.keys().for_each(|key| self.bands.entry(key).or_default().push(index));
        self.sketches.push(sketch.bytes());
    }

    /// How many sentences there are.
    pub fn len(&self) -> usize {
        self.sketches.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sketches.is_empty()
    }

    /// Estimated Jaccard similarity with the most similar sentence, in [0, 1].
    pub(super) fn highest_similarity(&self, text: &str) -> f32 {
        let Some(sketch) = SKETCHER.with_borrow_mut(|s| s.sketch(&[text])) else { return 0.0 };
        let bytes = sketch.bytes();
        let candidates = sketch.keys().filter_map(|key| self.bands.get(&key)).flatten();
        candidates.map(|&i| similarity(&bytes, &self.sketches[i as usize])).fold(0.0, f32::max)
    }
}
