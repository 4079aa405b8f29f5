//! False friends: *actuellement* for *actually*.
//!
//! Fires only where the look-alike stands as the rendering, and the lexicon
//! does not know it as a translation in either direction.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::word_pairs::{Met, WordPairs};
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Lang;
use std::sync::LazyLock;

static PAIRS: LazyLock<WordPairs> = LazyLock::new(|| WordPairs::parse(list!("false_friends.tsv")));

/// See the module.
pub(crate) struct FalseFriends;

impl PairRule for FalseFriends {
    rule! {
        id: "false-friends",
        category: FalseFriend,
        summary: "A look-alike that means something else",
        rank: 140,
        flags_identical: true,
        // It says what is wrong, where others see only that something is.
        merging_weight: 3.0,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        for met in PAIRS.met(r, 0.7) {
            let known = lexicon::best_prob(r, met.source.tokens.clone(), met.target.tokens.clone());
            let never = met.row.get(4) == Some(&"false");
            // Where the lexicon lacks a word, only pairs that never mean the same are flagged.
            let doubt = match known {
                Some(p) => (p / if never { 0.3 } else { 0.02 }).min(1.0),
                None => {
                    if never {
                        0.3
                    } else {
                        1.0
                    }
                }
            };
            let strength = if never { 0.85 } else { 0.5 } * (1.0 - doubt) * met.nearness;
            if strength > 0.05 {
                out.push(finding(r, &met, strength));
            }
        }
    }
}

fn finding(r: &PairReading<'_>, met: &Met<'_>, strength: f32) -> Draft {
    let (was, is) = (r.source.words(met.source.tokens.clone()), r.target.words(met.target.tokens.clone()));
    let (column, other) = if r.target.lang() == Lang::FR { (2, 3) } else { (3, 2) };
    let (right, meaning) = (met.row.get(column).copied().unwrap_or(""), met.row.get(other).copied().unwrap_or(""));
    Draft::new("false-friends", Category::FalseFriend, Severity::Major, strength)
        .at(r.source.span_of(met.source.tokens.clone()), r.target.span_of(met.target.tokens.clone()))
        .says(message!("false-friend", is = is, was = was, meaning = meaning))
        .suggests_if((!right.is_empty()).then(|| right.to_owned()))
}
