//! Words, phrases and clauses of the original that the translation leaves out.

use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::matching::unrendered::{self, GapSignals};
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::Category;
use calque_messages::message;
use calque_text::Side;

/// See the module.
pub(crate) struct Omission;

impl PairRule for Omission {
    rule! {
        id: "omission",
        category: Omission,
        summary: "Words of the original that the translation does not render",
        languages: Languages::Any,
        rank: 230,
        // It sees only that words are not rendered, not which kind of words.
        merging_weight: 0.6,
        signals: GapSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        unrendered::check(
            r,
            Side::Source,
            ("omission", Category::Omission, |words| message!("words-lost", words = words)),
            out,
        );
    }
}
