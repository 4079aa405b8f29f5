//! Whether each side is in its language.
//!
//! Text whose words are as frequent in the language as words of a text are
//! passes at once; only what is not is looked at for the language it may be in.
//! The score is one less the confidence that a side is in another language.

use super::{Accept, Context, Filter};
use crate::reading::{Reading, Side};
use calque_text::identify;

/// See the module.
pub(super) struct Language;

impl Filter for Language {
    filter!("language", Accept::AtLeast, "Confidence that no side is in another language");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        match (of(pair, &pair.source), of(pair, &pair.target)) {
            (Some(s), Some(t)) => Some(s.min(t)),
            (s, t) => s.or(t),
        }
    }
}

/// Mean information of the words, in nats, below which a text is plainly in its language.
const PLAIN: f32 = 7.0;

fn of(pair: &Reading<'_>, side: &Side<'_>) -> Option<f32> {
    if let Some(words) = pair.model().and_then(|m| m.side(side.lang)) {
        let ids = &side.words().ids;
        let sum: f32 = ids.iter().map(|&id| words.information(id)).sum();
        if ids.len() > 3 && sum / (ids.len() as f32) < PLAIN {
            return Some(1.0);
        }
    }
    let shape = side.shape();
    if shape.letters < 4 {
        return None;
    }
    let guesses = identify(side.text);
    let other = guesses.iter().filter(|g| g.0 != side.lang).map(|g| g.1).fold(0.0, f32::max);
    Some(1.0 - other)
}
