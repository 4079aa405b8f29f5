//! The fidelity that the drift rules give: 1 for a surely faithful translation.
//!
//! By far the dearest filter (all rules of `calque check`), and so the last.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::PairFeatures;

/// See the module.
pub(crate) struct Fidelity;

impl Filter for Fidelity {
    filter!("fidelity", Accept::AtLeast, "Fidelity of the translation by the drift rules");

    fn score(&self, pair: &PairFeatures<'_>, context: &FilterContext) -> Option<f32> {
        pair.model()?;
        let (source, target) = (&pair.source, &pair.target);
        Some(calque::fidelity(source.text, source.lang, target.text, target.lang, &context.settings))
    }
}
