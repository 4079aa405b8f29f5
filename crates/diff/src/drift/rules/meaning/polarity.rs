//! The contrary: *avant* for *after*, *perdu* for *won*, *baisse* for *rise*.
//!
//! `data/polarity.tsv` lists words by axis and pole in both languages. A word
//! of one pole whose counterpart stands at the other pole of the same axis, in
//! the place it should have, says the contrary.

use crate::drift::confidence::trees::Found;
use crate::drift::cues::table::CueTable;
use crate::drift::matching::opposed;
use crate::drift::reading::Reading;
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("polarity.tsv")));

/// See the module.
pub(crate) struct Polarity;

impl Rule for Polarity {
    rule!("polarity", Mistranslation, "A word that says the contrary: before for after, loss for gain");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        for o in opposed::find(r, &CUES) {
            let (was, is) = (r.source.words(o.source.clone()), r.target.words(o.target.clone()));
            let finding = Finding::new("polarity", Category::Mistranslation, Severity::Critical, o.strength())
                .at(r.source.span_of(o.source.clone()), r.target.span_of(o.target.clone()))
                .says(format!("“{is}” ({}) says the contrary of “{was}” ({}).", o.target_value, o.source_value));
            out.tell(finding, &o.signals());
        }
    }
}
