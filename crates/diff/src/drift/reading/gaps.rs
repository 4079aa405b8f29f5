//! Stretches of one side that the other side does not render.
//!
//! A free translation leaves many words without a counterpart, but on *both*
//! sides at once: what the original says in three words of its own, the
//! translation says in two others. An omission leaves words without a
//! counterpart on one side only. So each gap is weighed against what is
//! unaccounted for around its place on the other side.

use crate::drift::reading::Reading;
use crate::drift::side::SideReading;
use calque_text::Side;
use std::ops::Range;

/// A stretch that nothing renders.
#[derive(Clone, Debug)]
pub(crate) struct Gap {
    /// Its tokens, small words at the ends included where they belong to it.
    pub(crate) tokens: Range<usize>,
    /// How many words tell something and are not rendered.
    pub(crate) open: usize,
    /// Their information that is not rendered, in nats.
    pub(crate) mass: f32,
    /// Information not rendered on the other side, around the place where these words
    /// should stand, in nats.
    pub(crate) against: f32,
    /// How near the nearest word of the other side that renders nothing is to that place, in
    /// [0, 1]: 1 = right there, so that it may be a free rendering of these words.
    pub(crate) rival: f32,
    /// Mean support of the words within.
    pub(crate) support: f32,
    /// How odd it is that its words have no counterpart, in nats: some seldom have one.
    pub(crate) odd: f32,
    /// How near the words are to the other side as a whole, as vectors.
    pub(crate) near: f32,
    /// How much nearer the sides come without these words.
    pub(crate) nearer: f32,
    /// How near the words are to those of the other side that stand alone around their place.
    pub(crate) like: f32,
}

/// A word tells something from this many nats on: rarer than about one word in 600.
const TELLS: f32 = 6.5;
/// Below this support a word counts as not rendered.
const OPEN: f32 = 0.3;

/// Whether token `i` tells something that the other side does not.
pub(crate) fn is_open(side: &SideReading<'_>, i: usize) -> bool {
    side.information[i] >= TELLS && side.rendered[i] < OPEN
}

/// The information of token `i` that is not rendered, beyond that of a small word. Of rare
/// and unknown words the lexicon knows too little to let them weigh more than others.
pub(crate) fn unrendered(side: &SideReading<'_>, i: usize) -> f32 {
    (side.information[i].min(11.5) - 4.0).max(0.0) * (1.0 - side.rendered[i])
}

/// The gaps of a side, from the left.
pub(crate) fn gaps(r: &Reading<'_>, side: Side) -> Vec<Gap> {
    let here = r.side(side);
    let mut out = Vec::new();
    let mut i = 0;
    while i < here.len() {
        if !is_open(here, i) {
            i += 1;
            continue;
        }
        let (mut last, mut k) = (i, i + 1);
        // Go on over small words and marks, and over at most one rendered word.
        let mut bridge = 0;
        while k < here.len() && bridge <= 1 {
            if is_open(here, k) {
                last = k;
                bridge = 0;
            } else if here.information[k] >= TELLS {
                bridge += 1;
                if here.rendered[k] > 0.7 {
                    break;
                }
            } else if here.is_mark(k) && matches!(here.norm(k), "." | ";" | "!" | "?" | ":") {
                break;
            }
            k += 1;
        }
        out.push(gap(r, side, with_small_words(here, i, last + 1)));
        i = last + 1;
    }
    out
}

/// Takes in the small words before (`pour la` première fois) that are not rendered either.
fn with_small_words(side: &SideReading<'_>, start: usize, end: usize) -> Range<usize> {
    let mut from = start;
    while from > 0 && side.is_word(from - 1) && side.information[from - 1] < TELLS && side.rendered[from - 1] < 0.5 {
        from -= 1;
    }
    from..end
}

fn gap(r: &Reading<'_>, side: Side, tokens: Range<usize>) -> Gap {
    let (here, there) = (r.side(side), r.side(side.other()));
    let open = tokens.clone().filter(|&i| is_open(here, i)).count();
    let mass = tokens.clone().map(|i| unrendered(here, i)).sum();
    let words = tokens.clone().filter(|&i| here.is_word(i)).count().max(1);
    let support = tokens.clone().filter(|&i| here.is_word(i)).map(|i| here.rendered[i]).sum::<f32>() / words as f32;
    let (against, rival) = against(r, side, &tokens);
    let vocabulary = r.pair.model.and_then(|m| m.side(here.lang()));
    let alone = |i: usize| vocabulary.map_or(0.0, |v| -v.null_prob(here.ids[i]).max(0.01).ln());
    let odd = tokens.clone().filter(|&i| is_open(here, i)).map(alone).sum();
    let (near, nearer) = here.vectors.without(tokens.clone(), &there.vectors);
    let around = r.projected(side, tokens.start) - 6.0..r.projected(side, tokens.end.saturating_sub(1)) + 6.0;
    let free = (0..there.len()).filter(|&j| around.contains(&(j as f32)) && there.rendered[j] < 0.5);
    let like = here.vectors.alike(tokens.clone(), &there.vectors, free);
    Gap { tokens, open, mass, against, rival, support, odd, near, nearer, like }
}

/// What is not rendered on the other side near where `tokens` belong: how much, and how near.
fn against(r: &Reading<'_>, side: Side, tokens: &Range<usize>) -> (f32, f32) {
    let there = r.side(side.other());
    let from = r.projected(side, tokens.start);
    let to = r.projected(side, tokens.end.saturating_sub(1));
    let (from, to) = (from.min(to), from.max(to));
    let reach = |j: usize, scale: f32| {
        let j = j as f32;
        let off = if j < from {
            from - j
        } else if j > to {
            j - to
        } else {
            0.0
        };
        1.0 / (1.0 + (off / scale).powi(2))
    };
    let mass = (0..there.len()).map(|j| unrendered(there, j) * reach(j, 3.0)).sum();
    let nearest = (0..there.len()).filter(|&j| is_open(there, j)).map(|j| reach(j, 1.5)).fold(0.0, f32::max);
    (mass, nearest)
}
