//! The share of words that both sides have: a side that was never translated,
//! or only its first half: a run of words that stands on both sides counts half
//! as much again.
//!
//! Figures do not count, and pairs of nothing but names (*Getty Images*) or of
//! one word (*Radio*) have no score: they are the same in both languages.

use super::{Accept, Context, Filter};
use crate::marks::Marks;
use crate::reading::{Reading, Words};
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
        let (mut a, mut b): (Vec<u64>, Vec<u64>) = (keys(s).collect(), keys(t).collect());
        if a.len().min(b.len()) < 2 || names_only(pair.source.text) && names_only(pair.target.text) {
            return None;
        }
        let most = a.len().max(b.len());
        let run = |a: &[u64], b: &[u64]| 1.5 * (run(a, b, s, pair.source.text) as f32 / most as f32);
        let in_order = (a.clone(), b.clone());
        a.sort_unstable();
        b.sort_unstable();
        let shared = common(&a, &b);
        let run = if shared < RUN { 0.0 } else { run(&in_order.0, &in_order.1) };
        Some((shared as f32 / most as f32).max(run.min(1.0)))
    }

    fn rejects(&self, pair: &Reading<'_>, context: &Context, threshold: f32) -> bool {
        let (s, t) = (pair.source.words(), pair.target.words());
        let (most, shared) = at_most(s, t);
        // Fewer words in common than a run has, and than the threshold lets pass.
        let few = shared < RUN && shared as f32 <= threshold * most as f32 * 0.999;
        let plain = few && pair.source.text != pair.target.text;
        !plain && self.score(pair, context).is_some_and(|score| !self.accept().passes(score, threshold))
    }
}

/// How many words the side with more of them has, and at most how many both have in common: those
/// whose hashes agree in twelve bits.
fn at_most(s: &Words, t: &Words) -> (usize, usize) {
    let mut marks = Marks::default();
    let (mut first, mut second, mut shared) = (0, 0, 0);
    for key in keys(s) {
        marks.add(key >> 52);
        first += 1;
    }
    for key in keys(t) {
        shared += usize::from(marks.has(key >> 52));
        second += 1;
    }
    (first.max(second), shared)
}

/// Words that stand on both sides in one order, from which on they count as a run.
const RUN: usize = 5;
/// Words of a side in which a run is looked for.
const MOST: usize = 400;

/// The most words that stand on both sides one behind the other, where three of them begin with a
/// small letter: titles and names of institutions stay as they are.
#[allow(clippy::many_single_char_names, reason = "two lists of words and their places")]
fn run(a: &[u64], b: &[u64], words: &Words, text: &str) -> usize {
    let kinds = words.tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let small: Vec<bool> = kinds.map(|t| t.span.of(text).starts_with(char::is_lowercase)).collect();
    let mut lengths = vec![0usize; b.len() + 1];
    let mut longest = 0;
    for (i, x) in a.iter().enumerate().take(MOST) {
        // From the right, so that what is read is of the word before.
        for j in (0..b.len().min(MOST)).rev() {
            lengths[j + 1] = if *x == b[j] { lengths[j] + 1 } else { 0 };
            let n = lengths[j + 1];
            if n >= RUN && n > longest && small[i + 1 - n..=i].iter().filter(|s| **s).count() >= 3 {
                longest = n;
            }
        }
    }
    longest
}

/// Hashes of the words in their normal form.
fn keys(words: &Words) -> impl Iterator<Item = u64> {
    let word = |i: usize| words.token(i).is_some_and(|t| t.kind == TokenKind::Word);
    words.keys.iter().enumerate().filter(move |(i, _)| word(*i)).map(|(_, key)| *key)
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
