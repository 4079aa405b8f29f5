//! How many words the shorter side has.

use super::{Accept, Context, Filter};
use crate::reading::Reading;

/// See the module.
pub(super) struct Short;

impl Filter for Short {
    filter!("short", Accept::AtLeast, "Words of the shorter side");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        Some(pair.source.shape().words.min(pair.target.shape().words) as f32)
    }
}
