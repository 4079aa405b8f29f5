//! The share of a side that is web addresses, tags or code.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::{PairFeatures, SideFeatures};

/// See the module.
pub(crate) struct Markup;

impl Filter for Markup {
    filter!("markup", Accept::AtMost, "Share of characters in web addresses, tags and code");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        Some(share(&pair.source, &pair.target).max(share(&pair.target, &pair.source)))
    }
}

/// Words beside addresses that make a sentence.
const SENTENCE: usize = 2;

fn share(side: &SideFeatures<'_>, other: &SideFeatures<'_>) -> f32 {
    let counts = side.char_counts();
    let maybe_address = side.text.contains("://") || side.text.contains("www.") || side.text.contains('@');
    if counts.chars == 0 || (counts.code == 0 && !maybe_address) {
        return 0.0;
    }
    let mut markup = counts.code as usize;
    if maybe_address {
        // An address that both sides have is one word of the sentence around it, if there is one.
        let words = side.text.split_whitespace();
        let around = words.clone().filter(|w| !is_address(w) && w.contains(char::is_alphabetic)).count();
        let addresses = |text: &str| text.split_whitespace().filter(|w| is_address(w)).count();
        if around < SENTENCE || addresses(side.text) != addresses(other.text) {
            markup += words.filter(|w| is_address(w)).map(|w| w.chars().count()).sum::<usize>();
        }
    }
    if side.text.contains('<') {
        markup += tags(side.text);
    }
    (markup as f32 / counts.chars as f32).min(1.0)
}

fn is_address(word: &str) -> bool {
    word.contains("://")
        || word.contains("www.")
        || word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Characters inside `<...>`, where a letter or a slash follows the `<`.
fn tags(text: &str) -> usize {
    let mut sum = 0;
    for (i, _) in text.match_indices('<') {
        let inner = &text[i + 1..];
        let Some(end) = inner.find('>') else { break };
        if inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            sum += inner[..end].chars().filter(|c| !c.is_whitespace()).count();
        }
    }
    sum
}
