//! The slot of some words: what stands on the other side between the words that frame them.
//!
//! If *officials*, *said* and *on Friday* are rendered in this order and nothing stands between
//! what renders them, a word between them is left out. Where three words of the translation's own
//! stand there, it is said otherwise.

use crate::drift::reading::PairReading;
use crate::drift::reading::gaps;
use crate::drift::side::SideReading;
use calque_text::Side;
use std::ops::Range;

/// The stretch of the other side between the renderings of the neighbours of some words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slot {
    /// Unrendered information in it, in nats.
    pub(crate) unrendered: f32,
    /// How many words stand in it, at most 12; -1 where there is no slot.
    pub(crate) words: f32,
    /// How firmly the neighbours are linked, in [0, 2]; the edge of the text counts as firm.
    pub(crate) firmness: f32,
}

/// How far off a neighbour may stand, in tokens. Set by hand.
const REACH: usize = 4;
/// Least probability of the link of a neighbour. Set by hand.
const FIRM: f32 = 0.4;

impl Slot {
    /// Where the neighbours are not linked, or in another order.
    const NONE: Self = Self { unrendered: 0.0, words: -1.0, firmness: 0.0 };
}

/// The slot of the tokens `own` of `side`.
pub(crate) fn slot(r: &PairReading<'_>, side: Side, own: &Range<usize>) -> Slot {
    let (here, there) = (r.side(side), r.side(side.other()));
    let firm = |k: usize| here.best_link(k).filter(|l| here.is_word(k) && l.1 >= FIRM);
    let first = own.start.saturating_sub(REACH);
    let before = (first..own.start).rev().find_map(firm).or((first == 0).then_some((usize::MAX, 1.0)));
    let past = (own.end + REACH).min(here.len());
    let after = (own.end..past).find_map(firm).or((past == here.len()).then_some((end(there), 1.0)));
    let (Some((i, p)), Some((j, q))) = (before, after) else { return Slot::NONE };
    let from = i.wrapping_add(1);
    if from > j {
        return Slot::NONE;
    }
    let inside = from..j.min(there.len());
    let unrendered = inside.clone().map(|k| gaps::unrendered_information(there, k)).sum();
    let words = inside.filter(|&k| there.is_word(k)).count();
    Slot { unrendered, words: (words as f32).min(12.0), firmness: p + q }
}

/// The end of the last word.
fn end(side: &SideReading<'_>) -> usize {
    (0..side.len()).rev().find(|&k| side.is_word(k)).map_or(0, |k| k + 1)
}
