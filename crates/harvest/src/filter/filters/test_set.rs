//! How similar a side is to a sentence of a test set, so that nobody trains on the test.
//!
//! Each side is compared with every sentence of the test set, by the MinHash sketches that
//! deduplication uses.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::PairFeatures;

/// See the module.
pub(crate) struct TestSet;

impl Filter for TestSet {
    filter!("test-set", Accept::AtMost, "Overlap of a side with the nearest sentence of a test set");

    fn score(&self, pair: &PairFeatures<'_>, context: &FilterContext) -> Option<f32> {
        let sentences = context.test_set.as_ref()?;
        let similarity = |text| sentences.highest_similarity(text);
        Some(similarity(pair.source.text).max(similarity(pair.target.text)))
    }
}
