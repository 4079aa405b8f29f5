//! How usual the words of a side are, by the unigram frequencies of the model.
//!
//! The score is the mean surprisal of a word, in nats, on the side where it is higher:
//! sentences have 5 to 8, lists of names more, scrambled letters and bad optical character
//! recognition most. Figures do not count, nor names: words with a capital inside a text that is not all capitals.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::{PairFeatures, SideFeatures};
use calque_text::TokenKind;

/// See the module.
pub(crate) struct Fluency;

impl Filter for Fluency {
    filter!("fluency", Accept::AtMost, "Mean information of the words of a side, in nats");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        match (mean_surprisal(pair, &pair.source), mean_surprisal(pair, &pair.target)) {
            (Some(s), Some(t)) => Some(s.max(t)),
            (s, t) => s.or(t),
        }
    }
}

/// In nats a word; `None` for less than four words or a language that the model does not know.
fn mean_surprisal(pair: &PairFeatures<'_>, side: &SideFeatures<'_>) -> Option<f32> {
    pair.model()?.side(side.lang)?;
    let words = side.words();
    let (mut sum, mut n) = (0.0, 0.0);
    let capitals = !side.text.contains(char::is_lowercase);
    for (i, surprisal) in words.surprisal.iter().enumerate() {
        let is_name =
            |t: &calque_text::Token| i > 0 && !capitals && t.span.of(side.text).starts_with(char::is_uppercase);
        if words.token(i).is_some_and(|t| t.kind == TokenKind::Word && !is_name(t)) {
            sum += surprisal;
            n += 1.0;
        }
    }
    (n >= 4.0).then(|| sum / n)
}
