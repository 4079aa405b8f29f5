//! Unaligned segments whose words stand in the other text all the same.

use super::weight;
use crate::drift::document::{DocumentView, UnalignedView};
use crate::drift::matching::relation;
use crate::drift::reading::PairReading;
use crate::drift::side::{PairView, SideReading, SideView};
use calque_aligner::{WordAlignment, align_words};
use calque_model::Model;
use calque_text::{Side, Token};
use std::collections::HashMap;

/// Share of the information of some segments from which a neighbouring pair is said to render them.
/// Set by hand.
pub(super) const RENDERED: f32 = 0.5;
/// A word of a pair is free to render others if its own counterpart renders it with less than this.
const FREE: f32 = 0.4;
/// Segments of fewer letters and digits than this are no copies of each other. Set by hand.
const COPY_LETTERS: usize = 20;
/// How surely two passages must be related for one to be the other moved. Set by hand.
const MOVED: f32 = 0.9;
/// More comparisons than this are not made in one document: it is no document that was moved in.
const MOST_COMPARISONS: usize = 10_000;

/// What is known of the other text, by unaligned segment.
pub(super) struct Elsewhere<'d, 'a> {
    document: &'d DocumentView<'a>,
    /// Of the unaligned segments: whether they stand twice on their side, and once on the other.
    copies: Vec<bool>,
    /// Whether unaligned segments of the other side translate them.
    moved: Vec<bool>,
}

impl<'d, 'a> Elsewhere<'d, 'a> {
    pub(super) fn new(document: &'d DocumentView<'a>) -> Self {
        Self { document, copies: copies(document), moved: moved(document) }
    }

    pub(super) fn is_copy(&self, index: usize) -> bool {
        self.copies[index]
    }

    pub(super) fn is_moved(&self, index: usize) -> bool {
        self.moved[index]
    }

    /// The share, in [0, 1], of the information of `lone` that stands in the other half of a
    /// neighbouring pair, in words that render nothing of their own half.
    pub(super) fn in_neighbours(&self, lone: &UnalignedView<'a>) -> f32 {
        let pairs = lone.neighbours.iter().flatten().filter_map(|&p| self.document.pairs.get(p));
        pairs.map(|pair| rendered_in(lone.side(), &lone.segments(), pair)).fold(0.0, f32::max)
    }
}

/// The share, in [0, 1], of the information of `here`, which is on `side`, that stands in the other half of `pair`, in
/// words that render nothing of their own half; 1 where there is no model to tell.
fn rendered_in(side: Side, here: &SideView<'_>, pair: &PairView<'_>) -> f32 {
    let Some(model) = pair.model else { return 1.0 };
    let reading = PairReading::new(pair);
    let there = reading.side(side.other());
    let free: Vec<Token> = (0..there.len())
        .filter(|&j| there.rendered.get(j).is_none_or(|&r| r < FREE))
        .filter_map(|j| there.view.tokens.get(j).copied())
        .collect();
    if !free.iter().any(Token::is_content) {
        return 0.0;
    }
    let other = SideView { tokens: &free, ..there.view };
    with_reading(model, side, *here, other, |r| informative_share(r.side(side)))
}

/// The probability, in [0, 1], that segments of a bead have no counterpart in it: `rest` is the bead without them,
/// `segments` are those on `side` that were taken out. The alignment joins such segments to their neighbours where
/// nothing else would explain the neighbours as well.
pub fn swallowed(rest: &PairView<'_>, segments: &SideView<'_>, side: Side) -> f32 {
    1.0 - rendered_in(side, segments, rest)
}

/// The share of the information of a side that the other renders.
fn informative_share(side: &SideReading<'_>) -> f32 {
    let (mut all, mut rendered) = (0.0, 0.0);
    for i in 0..side.len() {
        let weight = side.information[i].powi(2);
        all += weight;
        rendered += weight * side.rendered[i];
    }
    if all > 0.0 { rendered / all } else { 0.0 }
}

/// Links and reads `here`, which is on `side`, with `there`.
fn with_reading<T>(
    model: &Model,
    side: Side,
    here: SideView<'_>,
    there: SideView<'_>,
    answer: impl FnOnce(&PairReading<'_>) -> T,
) -> T {
    let (source, target) = if side == Side::Source { (here, there) } else { (there, here) };
    let words: WordAlignment =
        align_words(model, (source.text, source.lang, source.tokens), (target.text, target.lang, target.tokens));
    answer(&PairReading::new(&PairView { source, target, words: &words, model: Some(model) }))
}

/// By unaligned segments: whether the same text stands on their side once more.
fn copies(document: &DocumentView<'_>) -> Vec<bool> {
    let letters = |view: &SideView<'_>| -> String {
        view.words().chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let mut out = Vec::with_capacity(document.unaligned.len());
    let mut paired: HashMap<Side, String> = HashMap::new();
    let mut seen: HashMap<(Side, String), usize> = HashMap::new();
    for lone in document.unaligned {
        let side = lone.side();
        let text = letters(&lone.segments());
        // All that is paired on that side, one segment a line.
        let paired = paired.entry(side).or_insert_with(|| {
            let views = document.pairs.iter().map(|p| if side == Side::Source { p.source } else { p.target });
            views.map(|v| letters(&v)).collect::<Vec<_>>().concat()
        });
        let earlier = seen.entry((side, text.clone())).or_default();
        let long = text.chars().take(COPY_LETTERS).count() == COPY_LETTERS;
        out.push(long && (*earlier > 0 || paired.contains(text.as_str())));
        *earlier += 1;
    }
    out
}

/// By unaligned segments: whether unaligned segments of the other side translate them.
fn moved(document: &DocumentView<'_>) -> Vec<bool> {
    let mut out = vec![false; document.unaligned.len()];
    let Some(model) = document.pairs.iter().find_map(|p| p.model) else { return out };
    let of = |side: Side| -> Vec<usize> {
        let lone = document.unaligned.iter().enumerate();
        lone.filter(|(_, u)| u.side() == side && weight::of(u) > Some(weight::Weight::Label)).map(|(i, _)| i).collect()
    };
    let (sources, targets) = (of(Side::Source), of(Side::Target));
    if sources.len() * targets.len() > MOST_COMPARISONS {
        return out;
    }
    for &s in &sources {
        let here = document.unaligned[s].segments();
        let best = targets
            .iter()
            .filter(|&&t| !out[t])
            .map(|&t| {
                let there = document.unaligned[t].segments();
                (t, with_reading(model, Side::Source, here, there, relation::probability))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((t, _)) = best.filter(|b| b.1 >= MOVED) {
            (out[s], out[t]) = (true, true);
        }
    }
    out
}
