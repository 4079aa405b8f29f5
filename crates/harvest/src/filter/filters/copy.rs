//! The share of words that both sides have in common: a side that was never translated, or
//! only in part. A run of words that is on both sides in the same order counts half as much
//! again.
//!
//! Figures do not count. Pairs of nothing but names (*Getty Images*) or of one word
//! (*Radio*) have no score: they are the same in both languages.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::bloom::TinyBloom;
use crate::pair::{PairFeatures, SideWords};
use calque_text::TokenKind;

/// See the module.
pub(crate) struct Copy;

impl Filter for Copy {
    filter!("copy", Accept::AtMost, "Share of words that both sides have in common");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        let (s, t) = (pair.source.words(), pair.target.words());
        if pair.source.text == pair.target.text && s.len() > 2 && !is_names(pair.source.text) {
            return Some(1.0);
        }
        let (mut a, mut b): (Vec<u64>, Vec<u64>) = (keys(s).collect(), keys(t).collect());
        if a.len().min(b.len()) < 2 || is_names(pair.source.text) && is_names(pair.target.text) {
            return None;
        }
        let longer = a.len().max(b.len());
        let run_share =
            |a: &[u64], b: &[u64]| RUN_WEIGHT * (longest_run(a, b, s, pair.source.text) as f32 / longer as f32);
        let in_order = (a.clone(), b.clone());
        a.sort_unstable();
        b.sort_unstable();
        let shared = common(&a, &b);
        let run = if shared < MIN_RUN { 0.0 } else { run_share(&in_order.0, &in_order.1) };
        Some((shared as f32 / longer as f32).max(run.min(1.0)))
    }

    fn rejects(&self, pair: &PairFeatures<'_>, context: &FilterContext, threshold: f32) -> bool {
        let (longer, shared) = upper_bound(pair.source.words(), pair.target.words());
        // Too few for a run, and fewer than the threshold (with a margin for rounding).
        let few = shared < MIN_RUN && shared as f32 <= threshold * longer as f32 * 0.999;
        let passes = few && pair.source.text != pair.target.text;
        !passes && self.score(pair, context).is_some_and(|score| !self.accept().passes(score, threshold))
    }
}

/// Words of the side with more of them, and an upper bound of the words in common: those whose hashes
/// agree in twelve bits.
fn upper_bound(s: &SideWords, t: &SideWords) -> (usize, usize) {
    let mut bloom = TinyBloom::default();
    let (mut words_s, mut words_t, mut shared) = (0, 0, 0);
    for key in keys(s) {
        bloom.insert(key >> 52);
        words_s += 1;
    }
    for key in keys(t) {
        shared += usize::from(bloom.may_contain(key >> 52));
        words_t += 1;
    }
    (words_s.max(words_t), shared)
}

/// Words of the shortest run that counts. Chosen by hand.
const MIN_RUN: usize = 5;
/// How much a word in a run counts.
const RUN_WEIGHT: f32 = 1.5;
/// Words of a side in which runs are looked for: the search takes quadratic time.
const MAX_WORDS: usize = 400;

/// Words of the longest common substring of `a` and `b` in which three words begin with a small letter:
/// titles and names of institutions are not translated.
#[allow(clippy::many_single_char_names, reason = "two lists of words and their indices")]
fn longest_run(a: &[u64], b: &[u64], words: &SideWords, text: &str) -> usize {
    let tokens = words.tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let small: Vec<bool> = tokens.map(|t| t.span.of(text).starts_with(char::is_lowercase)).collect();
    // lengths[j + 1]: words of the common substring that ends at a[i] and b[j].
    let mut lengths = vec![0usize; b.len() + 1];
    let mut longest = 0;
    for (i, x) in a.iter().enumerate().take(MAX_WORDS) {
        // Backwards, so that lengths[j] is still that of a[i - 1].
        for j in (0..b.len().min(MAX_WORDS)).rev() {
            lengths[j + 1] = if *x == b[j] { lengths[j] + 1 } else { 0 };
            let n = lengths[j + 1];
            if n >= MIN_RUN && n > longest && small[i + 1 - n..=i].iter().filter(|s| **s).count() >= 3 {
                longest = n;
            }
        }
    }
    longest
}

/// Hashes of the normal forms of the words, without figures.
fn keys(words: &SideWords) -> impl Iterator<Item = u64> {
    let is_word = |i: usize| words.token(i).is_some_and(|t| t.kind == TokenKind::Word);
    words.keys.iter().enumerate().filter(move |(i, _)| is_word(*i)).map(|(_, key)| *key)
}

/// The size of the intersection of two sorted lists.
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

/// Whether a short text is in title case throughout: every word begins with a capital or a digit, and not
/// all letters are capitals.
fn is_names(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let has_small = text.chars().any(char::is_lowercase);
    let short = text.split_ascii_whitespace().count() <= 6;
    short && has_small && words.all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}
