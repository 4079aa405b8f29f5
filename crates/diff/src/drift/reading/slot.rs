//! What stands on the other side between the words that frame a finding.
//!
//! If *officials*, *said* and *on Friday* are rendered in this order and nothing stands
//! between what renders them, a word between them is left out. Where three words of the
//! translation's own stand there, it is said otherwise.

use crate::drift::reading::Reading;
use crate::drift::reading::gaps;
use crate::drift::side::SideReading;
use calque_text::Side;
use std::ops::Range;

/// The place on the other side between the neighbours of some words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slot {
    /// Information in it that renders nothing, in nats.
    pub(crate) open: f32,
    /// How many words stand in it; -1 where the neighbours are rendered in another order.
    pub(crate) words: f32,
    /// How firmly the neighbours are linked, in [0, 2]; the edge of the text counts as firm.
    pub(crate) firm: f32,
}

/// How far off a neighbour may stand, in tokens.
const REACH: usize = 4;
/// Least probability of a link to be a frame.
const FIRM: f32 = 0.4;

/// The slot of the tokens `own` of `side`.
pub(crate) fn slot(r: &Reading<'_>, side: Side, own: &Range<usize>) -> Slot {
    let (here, there) = (r.side(side), r.side(side.other()));
    let firm = |k: usize| here.best_link(k).filter(|l| here.is_word(k) && l.1 >= FIRM);
    let first = own.start.saturating_sub(REACH);
    let before = (first..own.start).rev().find_map(firm).or((first == 0).then_some((usize::MAX, 1.0)));
    let past = (own.end + REACH).min(here.len());
    let after = (own.end..past).find_map(firm).or((past == here.len()).then_some((end(there), 1.0)));
    let (Some((i, p)), Some((j, q))) = (before, after) else { return Slot { open: 0.0, words: -1.0, firm: 0.0 } };
    let from = i.wrapping_add(1);
    if from > j {
        return Slot { open: 0.0, words: -1.0, firm: 0.0 };
    }
    let inside = from..j.min(there.len());
    let open = inside.clone().map(|k| gaps::unrendered(there, k)).sum();
    let words = inside.filter(|&k| there.is_word(k)).count();
    Slot { open, words: (words as f32).min(12.0), firm: p + q }
}

/// The end of the last word.
fn end(side: &SideReading<'_>) -> usize {
    (0..side.len()).rev().find(|&k| side.is_word(k)).map_or(0, |k| k + 1)
}
