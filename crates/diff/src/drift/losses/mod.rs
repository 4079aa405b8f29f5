//! Losses: what stands in one text and has no counterpart in the other.
//!
//! The alignment leaves segments alone for several reasons. [`elsewhere`] finds those whose words
//! stand in the other text all the same: inside a neighbouring pair, at another place, or as the
//! second copy of a text that stands once on the other side. What is left is lost; [`weight`] says
//! how grave that is, and [`find`] puts both together for the rules `dropped`, `invented` and
//! `doubled`.

mod elsewhere;
mod weight;

use crate::drift::document::{DocumentView, UnalignedView};
use crate::drift::draft::Draft;
use calque_bitext::{Category, Severity};
use calque_messages::Message;
use calque_text::{Side, Span};
use elsewhere::Elsewhere;
pub use elsewhere::swallowed;

/// What became of some unaligned segments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fate {
    /// They have no counterpart.
    Lost,
    /// Their counterpart stands at another place.
    Moved,
    /// They stand twice on their side, and once on the other.
    Copy,
}

/// Some unaligned segments and what became of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Loss {
    /// Index into [`DocumentView::unaligned`].
    pub(crate) index: usize,
    /// What became of them.
    pub(crate) fate: Fate,
    severity: Severity,
    confidence: f32,
}

/// A copy is told as such with this confidence: that it is one is plain to see.
const COPY: f32 = 0.9;
/// No loss is surer than this.
const MOST: f32 = 0.97;

/// The unaligned segments of `side` that have content and are rendered in no neighbouring pair.
pub(crate) fn find(document: &DocumentView<'_>, side: Side) -> Vec<Loss> {
    if !document.unaligned.iter().any(|u| u.side() == side) {
        return Vec::new();
    }
    let elsewhere = Elsewhere::new(document);
    let mut out = Vec::new();
    for (index, lone) in document.unaligned.iter().enumerate().filter(|(_, u)| u.side() == side) {
        let Some(weight) = weight::of(lone) else { continue };
        let in_neighbours = elsewhere.in_neighbours(lone);
        let fate = if elsewhere.is_copy(index) {
            Fate::Copy
        } else if elsewhere.is_moved(index) {
            Fate::Moved
        } else if in_neighbours >= elsewhere::RENDERED {
            continue;
        } else {
            Fate::Lost
        };
        let probability = lone.probability * (1.0 - in_neighbours);
        let (severity, confidence) = match fate {
            Fate::Lost => (weight::severity(weight, probability), probability.min(MOST)),
            Fate::Moved => (Severity::Info, probability.min(MOST)),
            // Whatever the alignment says: that it is a copy is plain to see.
            Fate::Copy => (weight::severity(weight, COPY).min(Severity::Major), COPY),
        };
        // A remark says what stands there and claims nothing that could be wrong.
        let confidence = if severity == Severity::Info { confidence.max(COPY) } else { confidence };
        out.push(Loss { index, fate, severity, confidence });
    }
    out
}

/// A finding of `rule` on a loss; `says` what is wrong with it.
pub(crate) fn finding(
    loss: &Loss,
    lone: &UnalignedView<'_>,
    (rule, category): (&str, Category),
    says: impl FnOnce(Message) -> Message,
) -> Draft {
    let here = Some(lone.segments().span);
    let there = Some(lone.place().span).map(|s| Span::new(s.start, s.start));
    let (source, target) = if lone.side() == Side::Source { (here, there) } else { (there, here) };
    Draft::new(rule, category, loss.severity, loss.confidence).at(source, target).says(says(weight::called(lone)))
}
