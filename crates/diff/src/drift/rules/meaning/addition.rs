//! Words of the translation that render nothing of the original.

use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::matching::unrendered::{self, GapSignals};
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::Category;
use calque_messages::message;
use calque_text::Side;

/// See the module.
pub(crate) struct Addition;

impl PairRule for Addition {
    rule! {
        id: "addition",
        category: Addition,
        summary: "Words of the translation that render nothing of the original",
        languages: Languages::Any,
        rank: 240,
        // It sees only that words render nothing, not which kind of words.
        merging_weight: 0.6,
        signals: GapSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        unrendered::check(
            r,
            Side::Target,
            ("addition", Category::Addition, |words| message!("words-added", words = words)),
            out,
        );
    }
}
