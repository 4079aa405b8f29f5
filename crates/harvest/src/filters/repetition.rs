//! The share of a side that says again what it said: loops of generators, menus,
//! rows of dashes.
//!
//! Counted are groups of three words that stood before, and characters in runs
//! of five or more of the same. What both sides repeat alike (a refrain) counts
//! only once it takes up most of the text.

use super::{Accept, Context, Filter};
use crate::marks::Marks;
use crate::reading::{Reading, Side};

/// See the module.
pub(super) struct Repetition;

impl Filter for Repetition {
    filter!("repetition", Accept::AtMost, "Share of a side that repeats itself");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        let (s, t) = (share(&pair.source), share(&pair.target));
        Some(s.max(t) - 0.5 * s.min(t))
    }
}

fn share(side: &Side<'_>) -> f32 {
    let shape = side.shape();
    words(side.text).max(shape.runs as f32 / shape.chars.max(1) as f32)
}

/// The share of three words running that stood before.
fn words(text: &str) -> f32 {
    if text.len() < 24 {
        return 0.0;
    }
    let mut seen: Vec<u64> = Vec::with_capacity(text.len() / 4);
    let (mut last, mut n) = ([0u64; 2], 0);
    for word in text.as_bytes().split(u8::is_ascii_whitespace).filter(|w| !w.is_empty()) {
        let h = quick(word);
        n += 1;
        if n > 2 {
            seen.push(last[0].rotate_left(21) ^ last[1].rotate_left(42) ^ h);
        }
        last = [last[1], h];
    }
    let all = seen.len();
    if all < 4 || all_differ(&seen) {
        return 0.0;
    }
    seen.sort_unstable();
    seen.dedup();
    1.0 - seen.len() as f32 / all as f32
}

/// Whether no two hashes are the same, where one look at twelve bits of each shows it.
fn all_differ(hashes: &[u64]) -> bool {
    let mut marks = Marks::default();
    hashes.iter().all(|hash| marks.add(hash >> 52))
}

/// A hash, eight bytes at a time; the same on every platform.
fn quick(bytes: &[u8]) -> u64 {
    let mix = |h: u64, word: u64| {
        let h = (h ^ word).wrapping_mul(0x9E3779B97F4A7C15);
        h ^ (h >> 29)
    };
    let (chunks, rest) = bytes.as_chunks::<8>();
    let h = chunks.iter().fold(bytes.len() as u64, |h, chunk| mix(h, u64::from_le_bytes(*chunk)));
    mix(h, rest.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b)))
}
