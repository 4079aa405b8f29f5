//! Another degree: *détruit* for *damaged*, *tué* for *injured*.
//!
//! `data/degrees.tsv` lists scales and the words for their degrees in both
//! languages. A word whose counterpart stands at another degree of its scale,
//! in the place it should have, while the lexicon knows much better renderings
//! for both, says more or less than the original.

use crate::drift::cues::table::CueTable;
use crate::drift::findings::Findings;
use crate::drift::matching::opposed::{self, OpposedSignals};
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::Severity;
use calque_messages::message;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("degrees.tsv")));

/// See the module.
pub(crate) struct Degrees;

impl PairRule for Degrees {
    rule! {
        id: "degrees",
        category: Mistranslation,
        summary: "Another degree of the same thing: destroyed for damaged",
        rank: 130,
        signals: OpposedSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        opposed::check(
            r,
            &CUES,
            ("degrees", Severity::Major, |is, was| message!("another-degree", is = is, was = was)),
            out,
        );
    }
}
