//! Another rank of one scale: *souvent* for *rarely*, *graves* for *slight*, *capable* for *unable*,
//! *prouvé* for *claimed*.
//!
//! What is compared, and when, stands in [`crate::drift::matching::scales`]; the words in `data/scales.tsv`.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::scales::scales;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_messages::message;

/// See the module.
pub(crate) struct ScalesRule;

impl PairRule for ScalesRule {
    rule! {
        id: "scales",
        category: Mistranslation,
        summary: "A word of another rank on the same scale: often for rarely, serious for slight",
        rank: 115,
        // It says what is wrong, where others see only that something is.
        merging_weight: 1.5,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let Some(scales) = scales() else { return };
        for apart in scales.apart(r) {
            let (was, is) = (r.source.words(apart.source.clone()), r.target.words(apart.target.clone()));
            let strength = if apart.nearness >= 1.0 { 0.9 } else { 0.6 };
            let said = if apart.scale.flips {
                message!("contrary", is = is, was = was)
            } else {
                message!("another-rank", is = is, was = was)
            };
            out.push(
                Draft::new("scales", apart.scale.category, apart.scale.severity, strength)
                    .at(r.source.span_of(apart.source), r.target.span_of(apart.target))
                    .says(said),
            );
        }
    }
}
