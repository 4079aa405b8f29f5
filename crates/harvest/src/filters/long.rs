//! How many words the longer side has.

use super::{Accept, Context, Filter};
use crate::reading::Reading;

/// See the module.
pub(super) struct Long;

impl Filter for Long {
    filter!("long", Accept::AtMost, "Words of the longer side");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        Some(pair.source.shape().words.max(pair.target.shape().words) as f32)
    }
}
