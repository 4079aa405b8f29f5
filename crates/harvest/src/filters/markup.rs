//! The share of a side that is addresses, tags or code.

use super::{Accept, Context, Filter};
use crate::reading::{Reading, Side};

/// See the module.
pub(super) struct Markup;

impl Filter for Markup {
    filter!("markup", Accept::AtMost, "Share of characters in web addresses, tags and code");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        Some(share(&pair.source).max(share(&pair.target)))
    }
}

fn share(side: &Side<'_>) -> f32 {
    let shape = side.shape();
    let maybe_address = side.text.contains("://") || side.text.contains("www.") || side.text.contains('@');
    if shape.chars == 0 || (shape.code == 0 && !maybe_address) {
        return 0.0;
    }
    let mut inside = shape.code as usize;
    if maybe_address {
        inside += side.text.split_whitespace().filter(|w| is_address(w)).map(|w| w.chars().count()).sum::<usize>();
    }
    if side.text.contains('<') {
        inside += tags(side.text);
    }
    (inside as f32 / shape.chars as f32).min(1.0)
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
