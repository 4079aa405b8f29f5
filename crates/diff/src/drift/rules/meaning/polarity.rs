//! The contrary: *avant* for *after*, *perdu* for *won*, *baisse* for *rise*.
//!
//! `data/polarity.tsv` lists words by axis and pole in both languages. A word
//! of one pole whose counterpart stands at the other pole of the same axis, in
//! the place it should have, says the contrary.

use crate::drift::cues::table::CueTable;
use crate::drift::findings::Findings;
use crate::drift::matching::opposed::{self, OpposedSignals};
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::Severity;
use calque_messages::message;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("polarity.tsv")));

/// See the module.
pub(crate) struct Polarity;

impl PairRule for Polarity {
    rule! {
        id: "polarity",
        category: Mistranslation,
        summary: "A word that says the contrary: before for after, loss for gain",
        rank: 120,
        signals: OpposedSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        opposed::check(
            r,
            &CUES,
            ("polarity", Severity::Critical, |is, was| message!("contrary", is = is, was = was)),
            out,
        );
    }
}
