//! Pairs whose sides do not translate each other at all.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::matching::relation;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::TokenKind;

/// See the module.
pub(crate) struct Unrelated;

/// A pair is unrelated if the probability that its sides translate each other is below this.
/// `training/losses/learn` tells how many good translations, free ones included, lie below.
const UNRELATED: f32 = 0.01;
/// The same for short pairs, which idioms fill; and below it a pair that is not short is grave.
const SURELY_UNRELATED: f32 = 0.003;
/// Pairs of fewer words on the shorter side are short. Set by hand.
const SHORT: usize = 6;
/// A side of which so much is linked to the other is related to it: nothing more is computed. Set by hand.
const LINKED: f32 = 0.6;
/// A pair of fewer words on a side says too little.
const WORDS: usize = 3;

impl PairRule for Unrelated {
    rule! {
        id: "unrelated",
        category: Mistranslation,
        summary: "A translation that has nothing to do with the original",
        languages: Languages::Any,
        rank: 4,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if linked(&r.source).max(linked(&r.target)) >= LINKED {
            return;
        }
        let words = prose(&r.source).min(prose(&r.target));
        if words < WORDS {
            return;
        }
        let related = relation::probability(r);
        if related < if words < SHORT { SURELY_UNRELATED } else { UNRELATED } {
            let sure = related < SURELY_UNRELATED && words >= SHORT;
            let severity = if sure { Severity::Critical } else { Severity::Major };
            let finding = Draft::new(self.description().id, Category::Mistranslation, severity, 0.97 - related)
                .at(Some(r.pair.source.span), Some(r.pair.target.span))
                .says(message!("unrelated"));
            out.settle(finding);
        }
    }
}

/// Mean support of the tokens of a side by the word links.
fn linked(side: &SideReading<'_>) -> f32 {
    side.support.iter().sum::<f32>() / side.support.len().max(1) as f32
}

/// How many words in small letters there are: names and codes say little.
fn prose(side: &SideReading<'_>) -> usize {
    let words = (0..side.len()).filter(|&i| side.view.tokens[i].kind == TokenKind::Word);
    words.filter(|&i| side.written(i).chars().all(char::is_lowercase)).count()
}
