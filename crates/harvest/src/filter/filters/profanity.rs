//! How many words of a list that the user gave are on a side.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::PairFeatures;

/// See the module.
pub(crate) struct Profanity;

impl Filter for Profanity {
    filter!("profanity", Accept::AtMost, "Words of the user's list on the side that has more of them");

    fn score(&self, pair: &PairFeatures<'_>, context: &FilterContext) -> Option<f32> {
        let list = context.profanity.as_ref()?;
        Some(list.count(pair.source.text).max(list.count(pair.target.text)) as f32)
    }
}
