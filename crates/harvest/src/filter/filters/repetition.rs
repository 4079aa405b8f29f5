//! The share of a side that repeats itself: loops of generators, menus, rows of dashes.
//!
//! Counted are word trigrams that occurred before, and characters in runs of five or more
//! of the same. What both sides repeat alike (a refrain) counts half.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::bloom::TinyBloom;
use crate::pair::{PairFeatures, SideFeatures};

/// See the module.
pub(crate) struct Repetition;

impl Filter for Repetition {
    filter!("repetition", Accept::AtMost, "Share of a side that repeats itself");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        let (s, t) = (share(&pair.source), share(&pair.target));
        Some(s.max(t) - 0.5 * s.min(t))
    }
}

fn share(side: &SideFeatures<'_>) -> f32 {
    let counts = side.char_counts();
    repeated_trigrams(side.text).max(counts.repeated as f32 / counts.chars.max(1) as f32)
}

/// The share of word trigrams that occurred before.
fn repeated_trigrams(text: &str) -> f32 {
    if text.len() < 24 {
        return 0.0;
    }
    let mut trigrams: Vec<u64> = Vec::with_capacity(text.len() / 4);
    let (mut previous, mut n) = ([0u64; 2], 0);
    for word in text.as_bytes().split(u8::is_ascii_whitespace).filter(|w| !w.is_empty()) {
        let h = word_hash(word);
        n += 1;
        if n > 2 {
            trigrams.push(previous[0].rotate_left(21) ^ previous[1].rotate_left(42) ^ h);
        }
        previous = [previous[1], h];
    }
    let all = trigrams.len();
    if all < 4 || all_differ(&trigrams) {
        return 0.0;
    }
    trigrams.sort_unstable();
    trigrams.dedup();
    1.0 - trigrams.len() as f32 / all as f32
}

/// Whether no two hashes agree in their highest twelve bits, so that all surely differ.
fn all_differ(hashes: &[u64]) -> bool {
    let mut bloom = TinyBloom::default();
    hashes.iter().all(|hash| bloom.insert(hash >> 52))
}

/// A multiplicative hash that takes eight bytes at a time, where FNV-1a takes one: this filter hashes every
/// word of every pair, before the dear filters run.
fn word_hash(bytes: &[u8]) -> u64 {
    let mix = |h: u64, word: u64| {
        let h = (h ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        h ^ (h >> 29)
    };
    let (chunks, rest) = bytes.as_chunks::<8>();
    let h = chunks.iter().fold(bytes.len() as u64, |h, chunk| mix(h, u64::from_le_bytes(*chunk)));
    mix(h, rest.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b)))
}
