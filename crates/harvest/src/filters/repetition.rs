//! The share of a side that says again what it said: loops of generators, menus,
//! rows of dashes.
//!
//! Counted are groups of three words that stood before, and characters in runs
//! of five or more of the same. What both sides repeat alike (a refrain) counts
//! only once it takes up most of the text.

use super::{Accept, Context, Filter};
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
    words(side.text).max(runs(side))
}

/// The share of three words running that stood before.
fn words(text: &str) -> f32 {
    if text.len() < 24 {
        return 0.0;
    }
    let mut seen: Vec<u64> = Vec::with_capacity(text.len() / 5);
    let mut last = [0u64; 2];
    for (n, word) in text.split_ascii_whitespace().enumerate() {
        let h = quick(word.as_bytes());
        if n >= 2 {
            seen.push(last[0].rotate_left(21) ^ last[1].rotate_left(42) ^ h);
        }
        last = [last[1], h];
    }
    let all = seen.len();
    if all < 4 {
        return 0.0;
    }
    seen.sort_unstable();
    seen.dedup();
    1.0 - seen.len() as f32 / all as f32
}

/// A hash, eight bytes at a time; the same on every platform.
fn quick(bytes: &[u8]) -> u64 {
    let mix = |h: u64, word: u64| {
        let h = (h ^ word).wrapping_mul(0x9E3779B97F4A7C15);
        h ^ (h >> 29)
    };
    let mut chunks = bytes.chunks_exact(8);
    let mut h = bytes.len() as u64;
    for chunk in &mut chunks {
        h = mix(h, chunk.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b)));
    }
    mix(h, chunks.remainder().iter().rev().fold(0, |n, &b| n << 8 | u64::from(b)))
}

/// The share of characters in runs of five or more of the same.
fn runs(side: &Side<'_>) -> f32 {
    let (mut run, mut sum) = (0u32, 0u32);
    let mut before = '\0';
    for c in side.text.chars().filter(|c| !c.is_whitespace()) {
        run = if c == before && !c.is_numeric() { run + 1 } else { 1 };
        sum += match run {
            5 => 5,
            6.. => 1,
            _ => 0,
        };
        before = c;
    }
    sum as f32 / side.shape().chars.max(1) as f32
}
