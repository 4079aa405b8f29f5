//! False friends: *actuellement* for *actually*.
//!
//! Fires only where the look-alike stands as the rendering, and the lexicon
//! does not know it as a translation in either direction.

use crate::drift::cues::table::CueTable;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::word_pairs::{Met, WordPairs};
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Lang;
use std::ops::Range;
use std::sync::LazyLock;

static COMPUTING: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("computing.tsv")));
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
        for met in PAIRS.met(r, 0.7).into_iter().filter(|met| !is_name(r, met)) {
            let known = lexicon::best_prob(r, met.source.tokens.clone(), met.target.tokens.clone());
            let grade = met.row.get(4).copied().unwrap_or("");
            if grade == "computing" && is_about_computing(r) {
                continue;
            }
            let never = grade != "partly";
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
            let strength = if never { 0.85 } else { 0.45 } * (1.0 - doubt) * met.nearness;
            if strength > 0.05 {
                out.push(finding(r, &met, strength));
            }
        }
    }
}

/// Whether the look-alikes are names or parts of them: *Parole*, `sensible-utils`, `window.location`.
fn is_name(r: &PairReading<'_>, met: &Met<'_>) -> bool {
    let named = |side: &SideReading<'_>, tokens: &Range<usize>| {
        let i = tokens.start;
        let hyphened = side.norm(tokens.end) == "-" || i > 0 && side.norm(i - 1) == "-";
        side.is_placeable(i) || hyphened || side.is_capital(i) && !side.opens_sentence(i)
    };
    named(&r.source, &met.source.tokens) && named(&r.target, &met.target.tokens)
}

/// Whether the pair is from a text on computing: it has words of that field, or code.
fn is_about_computing(r: &PairReading<'_>) -> bool {
    [&r.source, &r.target]
        .iter()
        .any(|side| !COMPUTING.find(side).is_empty() || (0..side.len()).any(|i| side.is_placeable(i)))
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
