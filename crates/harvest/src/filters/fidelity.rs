//! The fidelity that the drift rules give: 1 for a surely faithful translation.
//!
//! By far the dearest filter (all rules of `calque check`); it runs on what all
//! others let pass.

use super::{Accept, Context, Filter};
use crate::reading::Reading;

/// See the module.
pub(super) struct Fidelity;

impl Filter for Fidelity {
    filter!("fidelity", Accept::AtLeast, "Fidelity of the translation by the drift rules");

    fn score(&self, pair: &Reading<'_>, context: &Context) -> Option<f32> {
        pair.model()?;
        let (source, target) = (&pair.source, &pair.target);
        Some(calque::fidelity(source.text, source.lang, target.text, target.lang, &context.settings))
    }
}
