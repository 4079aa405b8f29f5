//! How many words the shorter side has.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::PairFeatures;

/// See the module.
pub(crate) struct Short;

impl Filter for Short {
    filter!("short", Accept::AtLeast, "Words of the shorter side");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        Some(pair.source.char_counts().words.min(pair.target.char_counts().words) as f32)
    }
}
