//! By what a pair is compared with others.

use super::sketch::{Sketch, Sketcher};
use crate::pair::hash::hash;
use std::cell::RefCell;

/// What makes two texts copies of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CopyCriterion {
    /// The same characters.
    Exact,
    /// The same words, whatever their case, accents, punctuation and spaces.
    Folded,
    /// Jaccard similarity, in [0, 1], of the sets of words and word bigrams, at least this much.
    Near(f32),
}

impl CopyCriterion {
    /// What a threshold of the filter `duplicate` means: 1 is equal up to form.
    pub(crate) fn of_threshold(similarity: f32) -> Self {
        if similarity >= 1.0 { Self::Folded } else { Self::Near(similarity) }
    }
}

/// Which texts of two pairs are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedTexts {
    /// Source and target together.
    Pair,
    /// The sources.
    Source,
    /// The targets.
    Target,
}

/// A hash or sketch of the compared texts of a pair; may be computed on any thread.
#[derive(Clone, Debug)]
pub enum DedupKey {
    /// A hash of the texts.
    Whole(u64),
    /// A MinHash sketch.
    Sketch(Box<Sketch>),
}

thread_local! {
    static SKETCHER: RefCell<Sketcher> = RefCell::default();
}

impl DedupKey {
    /// The key of a pair. Under [`CopyCriterion::Near`], texts without words get a hash.
    pub fn of(criterion: CopyCriterion, compared: ComparedTexts, source: &str, target: &str) -> Self {
        let both = [source, target];
        let texts = match compared {
            ComparedTexts::Pair => &both[..],
            ComparedTexts::Source => &both[..1],
            ComparedTexts::Target => &both[1..],
        };
        if criterion == CopyCriterion::Exact {
            return Self::Whole(texts.iter().fold(7, |h: u64, t| h.rotate_left(29) ^ hash(t.as_bytes())));
        }
        SKETCHER.with_borrow_mut(|sketcher| match criterion {
            CopyCriterion::Near(_) => match sketcher.sketch(texts) {
                Some(sketch) => Self::Sketch(Box::new(sketch)),
                None => Self::Whole(sketcher.folded(texts)),
            },
            _ => Self::Whole(sketcher.folded(texts)),
        })
    }
}
