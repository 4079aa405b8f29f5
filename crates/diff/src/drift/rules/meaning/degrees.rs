//! Another degree: *détruit* for *damaged*, *tué* for *injured*.
//!
//! `data/degrees.tsv` lists scales and the words for their degrees in both
//! languages. A word whose counterpart stands at another degree of its scale,
//! in the place it should have, while the lexicon knows much better renderings
//! for both, says more or less than the original.

use crate::drift::confidence::trees::Found;
use crate::drift::cues::table::CueTable;
use crate::drift::matching::opposed;
use crate::drift::reading::Reading;
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("degrees.tsv")));

/// See the module.
pub(crate) struct Degrees;

impl Rule for Degrees {
    rule!("degrees", Mistranslation, "Another degree of the same thing: destroyed for damaged");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        for o in opposed::find(r, &CUES) {
            let (was, is) = (r.source.words(o.source.clone()), r.target.words(o.target.clone()));
            let finding = Finding::new("degrees", Category::Mistranslation, Severity::Major, o.strength())
                .at(r.source.span_of(o.source.clone()), r.target.span_of(o.target.clone()))
                .says(format!("“{is}” ({}) is another degree than “{was}” ({}).", o.target_value, o.source_value));
            out.tell(finding, &o.signals());
        }
    }
}
