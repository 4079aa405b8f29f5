//! The share of words that both sides have in common: a side that was never translated, or
//! only in part. A run of words that is on both sides in the same order counts half as much
//! again.
//!
//! Figures, addresses, paths and anchors do not count, nor names (words with a capital) where both sides have other
//! words: they are the same in both languages. So pairs of nothing but names (*Getty Images*) or of one word (*Radio*)
//! have no score.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::bloom::TinyBloom;
use crate::pair::{PairFeatures, SideFeatures, SideWords};
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
        let words = Counted::of(pair);
        let (all_a, all_b): (Vec<u64>, Vec<u64>) = (keys(s).collect(), keys(t).collect());
        let (mut a, mut b) = (words.keys(&pair.source), words.keys(&pair.target));
        if a.is_empty()
            || b.is_empty()
            || all_a.len().min(all_b.len()) < 2
            || is_names(pair.source.text) && is_names(pair.target.text)
        {
            return None;
        }
        let longer = a.len().max(b.len());
        a.sort_unstable();
        b.sort_unstable();
        let shared = common(&a, &b);
        let run = || longest_run(&all_a, &all_b, s, pair.source.text) as f32 / all_a.len().max(all_b.len()) as f32;
        let run = if shared < SMALL_IN_RUN { 0.0 } else { RUN_WEIGHT * run() };
        Some((shared as f32 / longer as f32).max(run.min(1.0)))
    }

    fn rejects(&self, pair: &PairFeatures<'_>, context: &FilterContext, threshold: f32) -> bool {
        let (longer, shared) = upper_bound(pair);
        // Too few for a run, and fewer than the threshold (with a margin for rounding).
        let few = shared < SMALL_IN_RUN && shared as f32 <= threshold * longer as f32 * 0.999;
        let passes = few && pair.source.text != pair.target.text;
        !passes && self.score(pair, context).is_some_and(|score| !self.accept().passes(score, threshold))
    }
}

/// Words of the side with more of them, and an upper bound of the words in common: those whose hashes
/// agree in twelve bits.
fn upper_bound(pair: &PairFeatures<'_>) -> (usize, usize) {
    let words = Counted::of(pair);
    let mut bloom = TinyBloom::default();
    let (mut words_s, mut words_t, mut shared) = (0, 0, 0);
    words.each(&pair.source, |key| {
        bloom.insert(key >> 52);
        words_s += 1;
    });
    words.each(&pair.target, |key| {
        shared += usize::from(bloom.may_contain(key >> 52));
        words_t += 1;
    });
    (words_s.max(words_t), shared)
}

/// Which words of a pair count.
struct Counted {
    /// Names do.
    names: bool,
}

impl Counted {
    fn of(pair: &PairFeatures<'_>) -> Self {
        let has_other = |side: &SideFeatures<'_>| {
            let words = side.words();
            let mut tokens = (0..words.len()).filter_map(|i| words.token(i));
            tokens.any(|t| {
                t.kind == TokenKind::Word && is_small(side.text, t.span.start) && !is_code(side.text, t.span.start)
            })
        };
        Self { names: !(has_other(&pair.source) && has_other(&pair.target)) }
    }

    /// Calls `take` with the hash of each word that counts, in their normal form.
    fn each(&self, side: &SideFeatures<'_>, mut take: impl FnMut(u64)) {
        let words = side.words();
        for (i, key) in words.keys.iter().enumerate() {
            let Some(token) = words.token(i).filter(|t| t.kind == TokenKind::Word) else { continue };
            let at = token.span.start;
            if (self.names || is_small(side.text, at)) && !is_code(side.text, at) {
                take(*key);
            }
        }
    }

    fn keys(&self, side: &SideFeatures<'_>) -> Vec<u64> {
        let mut keys = Vec::with_capacity(side.words().len());
        self.each(side, |key| keys.push(key));
        keys
    }
}

/// Whether the word at this byte begins with a small letter.
fn is_small(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(b) if b.is_ascii() => b.is_ascii_lowercase(),
        _ => text.get(at..).is_some_and(|rest| rest.starts_with(char::is_lowercase)),
    }
}

/// Whether the word at this byte is part of an address, a path or an anchor: what stands around it up to the next white
/// space has marks of those.
fn is_code(text: &str, at: usize) -> bool {
    const MARKS: [u8; 8] = [b'/', b'{', b'}', b'_', b'=', b'@', b'<', b'>'];
    // Longer than any word.
    const REACH: usize = 80;
    let bytes = text.as_bytes();
    let goes_on = |b: &&u8| !b.is_ascii_whitespace();
    let mut around = bytes[..at].iter().rev().take(REACH).take_while(goes_on);
    around.any(|b| MARKS.contains(b)) || bytes[at..].iter().take(REACH).take_while(goes_on).any(|b| MARKS.contains(b))
}

/// Words of the shortest run that counts. Chosen by hand.
const MIN_RUN: usize = 5;
/// So many of its words begin with a small letter: titles and names of institutions are not translated.
const SMALL_IN_RUN: usize = 3;
/// How much a word in a run counts.
const RUN_WEIGHT: f32 = 1.5;
/// Words of a side in which runs are looked for: the search takes quadratic time.
const MAX_WORDS: usize = 400;

/// Words of the longest common substring of `a` and `b` of which enough begin with a small letter.
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
            if n >= MIN_RUN && n > longest && small[i + 1 - n..=i].iter().filter(|s| **s).count() >= SMALL_IN_RUN {
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
