//! Whether each side is in its language.
//!
//! Text whose words are as frequent in its language as words of texts are, and
//! no less than in the other language of the pair, passes at once; only what is
//! not is looked at for the language it may be in, which costs a hundred times
//! as much. The score is one less the confidence that a side is in another
//! language.

use super::{Accept, Context, Filter};
use crate::reading::{Reading, Side};
use calque_model::key_into;
use calque_text::foreign_confidence;

/// See the module.
pub(super) struct Language;

impl Filter for Language {
    filter!("language", Accept::AtLeast, "Confidence that no side is in another language");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        let of = |side, other| confidence(pair, side, other, 0.0);
        match (of(&pair.source, &pair.target), of(&pair.target, &pair.source)) {
            (Some(s), Some(t)) => Some(s.min(t)),
            (s, t) => s.or(t),
        }
    }

    fn rejects(&self, pair: &Reading<'_>, _: &Context, threshold: f32) -> bool {
        let bad = |side, other| confidence(pair, side, other, 1.0 - threshold).is_some_and(|c| c < threshold);
        bad(&pair.source, &pair.target) || bad(&pair.target, &pair.source)
    }
}

/// Mean information of the words, in nats, below which a text is in its language.
const SURE: f32 = 8.5;
/// Below which it may be, if its words are rarer in the other language of the pair.
const PLAIN: f32 = 10.0;
/// By how much rarer they must be there.
const CLEAR: f32 = 1.0;
/// Words that are looked at.
const SAMPLE: usize = 16;

/// The confidence that a side is in no other language than its own; 1 where it is surely more than
/// `1 - enough`.
fn confidence(pair: &Reading<'_>, side: &Side<'_>, other: &Side<'_>, enough: f32) -> Option<f32> {
    if is_plain(pair, side, other) {
        return Some(1.0);
    }
    if side.shape().letters < 4 {
        return None;
    }
    Some(1.0 - foreign_confidence(side.text, side.lang, enough).unwrap_or(0.0))
}

fn is_plain(pair: &Reading<'_>, side: &Side<'_>, other: &Side<'_>) -> bool {
    let Some(foreign) = pair.model().and_then(|m| m.side(other.lang)) else { return false };
    let words = side.words();
    let n = words.len().min(SAMPLE);
    if n < 4 {
        return false;
    }
    let here = words.information[..n].iter().sum::<f32>() / n as f32;
    if !(SURE..PLAIN).contains(&here) {
        return here < SURE;
    }
    let mut there = 0.0;
    let mut key = String::new();
    for word in 0..n {
        if let Some(token) = words.token(word) {
            key_into(side.text, token, side.lang, &mut key);
            there += foreign.information(foreign.id(&key));
        }
    }
    there / n as f32 - here > CLEAR
}
