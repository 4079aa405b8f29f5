//! Both sides of a pair with the word links between them, and where words of one side belong on
//! the other.

use super::context::Context;
use crate::drift::cues::classes::Mention;
use crate::drift::cues::glossary::Glossary;
use crate::drift::cues::negations::{self, Negation};
use crate::drift::side::{PairView, SideReading};
use calque_text::{Side, Span};
use std::cell::OnceCell;

/// A pair as rules see it.
#[derive(Debug)]
pub(crate) struct PairReading<'a> {
    /// The pair as given.
    pub(crate) pair: &'a PairView<'a>,
    /// The original.
    pub(crate) source: SideReading<'a>,
    /// The translation.
    pub(crate) target: SideReading<'a>,
    /// The names and other members of closed classes on either side, the original's first.
    pub(crate) mentions: [Vec<Mention>; 2],
    /// The terms of a glossary, where one is given.
    pub(crate) glossary: Option<&'a Glossary>,
    /// How close the words are in their sentences, found when it is first asked for.
    pub(super) context: OnceCell<Context<'a>>,
    /// The negations of both sides, found when they are first asked for.
    pub(super) negations: [OnceCell<Vec<Negation>>; 2],
}

impl<'a> PairReading<'a> {
    /// One side.
    pub(crate) fn side(&self, side: Side) -> &SideReading<'a> {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    /// How close the words are to those of the other side, in their sentences.
    pub(crate) fn context(&self) -> &Context<'a> {
        self.context.get_or_init(|| Context::new(self.pair.words.context.as_deref(), &self.source, &self.target))
    }

    /// The negations of a side, and the words that may stand for one.
    pub(crate) fn negations(&self, side: Side) -> &[Negation] {
        let found = || negations::find(self.side(side), self.pair.model);
        self.negations[usize::from(side == Side::Target)].get_or_init(found)
    }

    /// The members of closed classes that one side names.
    pub(crate) fn mentions(&self, side: Side) -> &[Mention] {
        &self.mentions[usize::from(side == Side::Target)]
    }

    /// Whether a side has words beside those of a span. In lists of bare figures and dates it is sooner the pairs that
    /// are wrong.
    pub(crate) fn says_more_than(&self, side: Side, span: Span) -> bool {
        let here = self.side(side);
        let tokens = here.tokens_of(span);
        (0..here.len()).any(|i| here.is_word(i) && !tokens.contains(&i))
    }

    /// Whether there are word links to decide by.
    pub(crate) fn has_links(&self) -> bool {
        !self.pair.words.links.is_empty()
    }

    /// Where the words of `range` on `side` are rendered, or belong, on the other side: the
    /// cover of their links; else an empty span after the link of the nearest word before.
    pub(crate) fn counterpart_span(&self, side: Side, range: std::ops::Range<usize>) -> Option<Span> {
        let (here, there) = (self.side(side), self.side(side.other()));
        let linked = range.clone().filter_map(|i| here.best_link(i)).map(|(j, _)| j);
        let spans = linked.filter_map(|j| there.span(j));
        if let Some(cover) = spans.reduce(|a, b| a.cover(&b)) {
            return Some(cover);
        }
        let before = (0..range.start).rev().find_map(|i| here.best_link(i)).and_then(|(j, _)| there.span(j));
        let after = (range.end..here.len()).find_map(|i| here.best_link(i)).and_then(|(j, _)| there.span(j));
        let at = match (before, after) {
            (Some(b), _) => b.end,
            (None, Some(a)) => a.start,
            (None, None) => there.view.tokens.first()?.span.start,
        };
        Some(Span::new(at, at))
    }

    /// The position on the other side, in tokens, where token `i` of `side` belongs: the
    /// weighted median of where the words around it are linked to, each shifted by its
    /// distance, so that one stray link does not matter; without links, the same share of
    /// the way through.
    pub(crate) fn projected(&self, side: Side, i: usize) -> f32 {
        let (here, there) = (self.side(side), self.side(side.other()));
        let mut votes: Vec<(f32, f32)> = Vec::new();
        for k in i.saturating_sub(5)..(i + 6).min(here.len()) {
            if let Some((j, p)) = here.best_link(k) {
                let weight = p / (1.0 + k.abs_diff(i) as f32);
                votes.push((j as f32 + (i as f32 - k as f32), weight));
            }
        }
        votes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = votes.iter().map(|v| v.1).sum::<f32>() / 2.0;
        let mut sum = 0.0;
        for &(at, weight) in &votes {
            sum += weight;
            if sum >= half {
                return at.clamp(0.0, there.len() as f32);
            }
        }
        i as f32 * there.len() as f32 / here.len().max(1) as f32
    }

    /// Nearness of token `i` of `side` and token `j` of the other side, in (0, 1]: 1 where they are
    /// linked; else a Cauchy kernel of the distance of `j` from where `i` belongs, about a half
    /// at six tokens (twelve without links; set by hand), or, where it is more, how far they are each
    /// other's counterpart in their sentences.
    pub(crate) fn nearness(&self, side: Side, i: usize, j: usize) -> f32 {
        if self.side(side).links.get(i).is_some_and(|l| l.iter().any(|&(k, _)| k == j)) {
            return 1.0;
        }
        let distance = (self.projected(side, i) - j as f32).abs() / if self.has_links() { 6.0 } else { 12.0 };
        let by_place = 0.99 / (1.0 + distance * distance);
        let (i, j) = if side == Side::Source { (i, j) } else { (j, i) };
        by_place.max(0.99 * self.context().counterpart(i, j))
    }
}
