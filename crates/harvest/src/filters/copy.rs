//! The share of words that both sides have: a side that was never translated.
//!
//! Figures do not count, and pairs of nothing but names (*Getty Images*) or of
//! one word (*Radio*) have no score: they are the same in both languages.

use super::{Accept, Context, Filter};
use crate::reading::{Reading, Words, hash};
use calque_text::TokenKind;

/// See the module.
pub(super) struct Copy;

impl Filter for Copy {
    filter!("copy", Accept::AtMost, "Share of words that both sides have in common");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        let (s, t) = (pair.source.words(), pair.target.words());
        if pair.source.text == pair.target.text && s.len() > 2 && !names_only(pair.source.text) {
            return Some(1.0);
        }
        let (mut a, mut b) = (keys(pair.source.text, s), keys(pair.target.text, t));
        if a.len().min(b.len()) < 2 || names_only(pair.source.text) && names_only(pair.target.text) {
            return None;
        }
        a.sort_unstable();
        b.sort_unstable();
        Some(common(&a, &b) as f32 / a.len().max(b.len()) as f32)
    }
}

/// Hashes of the words, in lower case.
fn keys(text: &str, words: &Words) -> Vec<u64> {
    let of_kind = words.tokens.iter().filter(|t| t.kind == TokenKind::Word);
    of_kind.map(|t| hash(t.span.of(text).chars().flat_map(char::to_lowercase).map(|c| c as u32 as u8))).collect()
}

/// How many members two sorted lists share.
fn common(mut one: &[u64], mut other: &[u64]) -> usize {
    let mut shared = 0;
    while let ([first, rest @ ..], [second, others @ ..]) = (one, other) {
        let order = first.cmp(second);
        shared += usize::from(order.is_eq());
        if order.is_le() {
            one = rest;
        }
        if order.is_ge() {
            other = others;
        }
    }
    shared
}

/// Whether every word begins with a capital or a digit, in a text that does not shout throughout.
fn names_only(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let small = text.chars().any(char::is_lowercase);
    let short = text.split_ascii_whitespace().count() <= 6;
    short && small && words.all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}
