//! Another degree: *détruit* for *damaged*, *tué* for *injured*.
//!
//! `data/degrees.tsv` lists scales and the words for their degrees in both
//! languages. A word whose counterpart stands at another degree of its scale,
//! in the place it should have, while the lexicon knows much better renderings
//! for both, says more or less than the original.

use crate::concepts::{self, Matched};
use crate::cues::{CueTable, Hit};
use crate::lexical;
use crate::reading::Reading;
use crate::{Category, Finding, Found, Rule, Severity};
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(include_str!("../../data/degrees.tsv")));

/// See the module.
pub(crate) struct Degrees;

impl Rule for Degrees {
    rule!("degrees", Mistranslation, "Another degree of the same thing: destroyed for damaged");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        // A word may stand on several axes.
        let (source, target) = (CUES.find_every(&r.source), CUES.find_every(&r.target));
        let same = |a: &Hit<'_>, b: &Hit<'_>| a.cue.field(0) == b.cue.field(0) && a.cue.field(1) == b.cue.field(1);
        let Matched { source, target } = concepts::matched(r, source, target, same);
        for (a, _) in source.iter().filter(|(_, partner)| partner.is_none()) {
            let other = target
                .iter()
                .filter(|(b, partner)| partner.is_none() && a.cue.field(0) == b.cue.field(0))
                .map(|(b, _)| (b, concepts::nearness(r, a, b)))
                .max_by(|x, y| x.1.total_cmp(&y.1));
            if let Some((b, near)) = other.filter(|&(_, near)| near >= 0.4) {
                let standing = lexical::standing(r, a.tokens.clone(), b.tokens.clone());
                out.tell(finding(r, a, b, near), &[near, (standing + 0.01).ln(), standing]);
            }
        }
    }
}

fn finding(r: &Reading<'_>, a: &Hit<'_>, b: &Hit<'_>, near: f32) -> Finding {
    let (was, is) = (r.source.words(a.tokens.clone()), r.target.words(b.tokens.clone()));
    let rendered = lexical::standing(r, a.tokens.clone(), b.tokens.clone());
    let strength = (0.3 + 0.5 * near) * (1.0 - (rendered * 2.0).min(1.0));
    Finding::new("degrees", Category::Mistranslation, Severity::Major, strength)
        .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
        .says(format!("“{is}” ({}) is another degree than “{was}” ({}).", b.cue.field(1), a.cue.field(1)))
}
