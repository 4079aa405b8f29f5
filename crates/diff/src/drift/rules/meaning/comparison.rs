//! A comparison turned round: *plus stable* for *less stable*, *bien plus que* for *far less than*.
//!
//! The rule `polarity` weighs every two words that say the contrary. This one speaks only where it is plain: the
//! words that compare go opposite ways, and what is compared is rendered word for word.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Lang;
use std::ops::Range;

/// See the module.
pub(crate) struct Comparison;

/// Least probability of the link of what is compared. Set by hand.
const LINKED: f32 = 0.4;
/// Least relative probability of its rendering. Set by hand.
const LITERAL: f32 = 0.08;

impl PairRule for Comparison {
    rule! {
        id: "comparison",
        category: Mistranslation,
        summary: "A comparison that goes the other way: more for less",
        rank: 112,
        // It says what is wrong, where others see only that something is.
        merging_weight: 1.5,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if !r.has_links() {
            return;
        }
        let compared = |a: &Compared, b: &Compared| {
            let (i, j) = (a.what(), b.what());
            let linked = r.source.best_link(i).is_some_and(|l| l.0 == j && l.1 >= LINKED);
            linked && (lexicon::relative_probability(r, i..i + 1, j..j + 1) >= LITERAL || lexicon::inflected(r, i, j))
        };
        // Those that go the same way answer each other: first those of the same thing, then the others in order.
        let (mut lost, mut new) = (comparisons(&r.source), comparisons(&r.target));
        for literal in [true, false] {
            lost.retain(|was| {
                let answer = new.iter().position(|is| is.more == was.more && (!literal || compared(was, is)));
                answer.map(|j| new.remove(j)).is_none()
            });
        }
        let lone = lost.len() == 1 && new.len() == 1;
        for was in &lost {
            let contrary = |is: &&Compared| compared(was, is) || lone && was.than && is.than;
            out.extend(new.iter().find(contrary).map(|is| finding(r, was, is)));
        }
    }
}

fn finding(r: &PairReading<'_>, was: &Compared, is: &Compared) -> Draft {
    let (before, after) = (r.source.words(was.tokens.clone()), r.target.words(is.tokens.clone()));
    Draft::new("comparison", Category::Mistranslation, Severity::Critical, 0.85)
        .at(r.source.span_of(was.tokens.clone()), r.target.span_of(is.tokens.clone()))
        .says(message!("contrary", is = after, was = before))
}

/// A word that compares.
#[derive(Debug)]
struct Compared {
    tokens: Range<usize>,
    /// Whether it says more, not less.
    more: bool,
    /// Whether what it is compared to follows at once: *less than*.
    than: bool,
}

impl Compared {
    /// The word that it compares.
    fn what(&self) -> usize {
        self.tokens.end
    }
}

/// The words that compare on a side.
fn comparisons(side: &SideReading<'_>) -> Vec<Compared> {
    let at = |k: usize| side.norm(k);
    let before = |i: usize, k: usize| i.checked_sub(k).map_or("", at);
    let french = side.lang() == Lang::FR;
    let found = |i: usize| {
        let more = match at(i) {
            "plus" if french => true,
            "moins" if french => false,
            "more" if !french => true,
            "less" | "fewer" if !french => false,
            _ => return None,
        };
        let (last, next) = (before(i, 1), at(i + 1));
        let fixed = match side.lang() {
            // *au moins*, *de plus*, *le plus*, *plus ou moins*, *à moins que*, *plus tard*.
            Lang::FR => {
                matches!(
                    last,
                    "au" | "de"
                        | "du"
                        | "en"
                        | "non"
                        | "le"
                        | "la"
                        | "les"
                        | "à"
                        | "ou"
                        | "et"
                        | "l'"
                        | "plus"
                        | "moins"
                        | "sans"
                ) || matches!(
                    next,
                    "ou" | "et" | "tard" | "tôt" | "loin" | "d'un" | "jamais" | "aucun" | "rien" | "personne"
                ) || more && (1..=5).any(|k| matches!(before(i, k), "ne" | "n'"))
                    || matches!(last, "pas" | "jamais" | "ne" | "n'")
            }
            // *no more*, *more or less*, *once more*, *much less a ...*.
            _ => {
                matches!(
                    last,
                    "no" | "not"
                        | "n't"
                        | "or"
                        | "and"
                        | "once"
                        | "never"
                        | "any"
                        | "nothing"
                        | "one"
                        | "the"
                        | "what"
                        | "without"
                        | "neither"
                ) || matches!(next, "or" | "and" | "so" | "a" | "an" | "the")
            }
        };
        let than = matches!(next, "than" | "que" | "qu'");
        let end = i + 1 + usize::from(matches!(next, "de" | "d'"));
        (!fixed && side.is_word(i + 1)).then_some(Compared { tokens: i..end, more, than })
    };
    (0..side.len()).filter_map(found).collect()
}
