//! How many words the longer side has.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::PairFeatures;

/// See the module.
pub(crate) struct Long;

impl Filter for Long {
    filter!("long", Accept::AtMost, "Words of the longer side");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        Some(pair.source.char_counts().words.max(pair.target.char_counts().words) as f32)
    }
}
