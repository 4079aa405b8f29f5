//! How usual the words of a side are, by the model's frequencies.
//!
//! The score is the mean information of a word, in nats, of the side where it is
//! more: sentences have 5 to 8, lists of names more, words in scrambled letters
//! or wrongly recognised print most. Unknown figures do not count.

use super::{Accept, Context, Filter};
use crate::reading::{Reading, Side};
use calque_text::TokenKind;

/// See the module.
pub(super) struct Fluency;

impl Filter for Fluency {
    filter!("fluency", Accept::AtMost, "Mean information of the words of a side, in nats");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        match (mean(pair, &pair.source), mean(pair, &pair.target)) {
            (Some(s), Some(t)) => Some(s.max(t)),
            (s, t) => s.or(t),
        }
    }
}

fn mean(pair: &Reading<'_>, side: &Side<'_>) -> Option<f32> {
    pair.model()?.side(side.lang)?;
    let words = side.words();
    let (mut sum, mut n) = (0.0, 0.0);
    for (i, information) in words.information.iter().enumerate() {
        if words.token(i).is_some_and(|t| t.kind == TokenKind::Word) {
            sum += information;
            n += 1.0;
        }
    }
    (n >= 4.0).then(|| sum / n)
}
