//! The most probable sequence of pieces (Viterbi).

use super::normal::{Normal, SPACE};
use super::vocabulary::Vocabulary;
use std::ops::Range;

/// A character of no piece costs this more than the least probable piece.
const UNKNOWN_PENALTY: f32 = 10.0;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its number; `None` for characters that the vocabulary lacks.
    pub(crate) id: Option<u32>,
    /// The bytes of the text that it stands for.
    pub(crate) span: Range<u32>,
}

/// The best way to reach a place: its score, where its last piece begins, and that piece.
#[derive(Clone, Copy)]
struct Step {
    score: f32,
    from: usize,
    id: Option<u32>,
}

/// Cuts a text into pieces; `least` is the score of the least probable piece.
pub(crate) fn cut(text: &str, vocabulary: Vocabulary<'_>, least: f32) -> Vec<Piece> {
    let normal = Normal::of(text);
    let mut pieces = Vec::new();
    let mut steps = Vec::new();
    let mut start = 0;
    // No piece goes on after a space: words are cut one by one.
    while start < normal.text.len() {
        let mark = SPACE.len_utf8();
        let end = normal.text[start + mark..].find(SPACE).map_or(normal.text.len(), |at| start + mark + at);
        word(&normal, start..end, vocabulary, least, &mut steps, &mut pieces);
        start = end;
    }
    pieces
}

fn word(
    normal: &Normal,
    range: Range<usize>,
    vocabulary: Vocabulary<'_>,
    least: f32,
    steps: &mut Vec<Step>,
    pieces: &mut Vec<Piece>,
) {
    let text = &normal.text[range.clone()];
    steps.clear();
    steps.resize(text.len() + 1, Step { score: f32::NEG_INFINITY, from: 0, id: None });
    steps[0].score = 0.0;
    for (at, c) in text.char_indices() {
        let before = steps[at].score;
        let mut known = false;
        vocabulary.beginnings(&text.as_bytes()[at..], |id, len| {
            known |= len == c.len_utf8();
            let score = before + vocabulary.score(id);
            if score > steps[at + len].score {
                steps[at + len] = Step { score, from: at, id: Some(id) };
            }
        });
        if !known {
            let score = before + (least - UNKNOWN_PENALTY);
            let to = &mut steps[at + c.len_utf8()];
            if score > to.score {
                *to = Step { score, from: at, id: None };
            }
        }
    }
    let first = pieces.len();
    let mut end = text.len();
    while end > 0 {
        let step = steps[end];
        let origins = &normal.origins[range.start + step.from..range.start + end];
        let span = origins[0].0..origins[origins.len() - 1].1;
        // Unknown characters that follow each other are one piece.
        match pieces.get_mut(first..).and_then(|p| p.last_mut()).filter(|p| p.id.is_none() && step.id.is_none()) {
            Some(after) => after.span.start = span.start,
            None => pieces.push(Piece { id: step.id, span }),
        }
        end = step.from;
    }
    pieces[first..].reverse();
}
