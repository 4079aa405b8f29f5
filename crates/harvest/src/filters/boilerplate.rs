//! The share of a side that consists of phrases pages say around their texts
//! (`boilerplate.txt`): *Share on Facebook*, *Mentions légales*.

use super::{Accept, Context, Filter};
use crate::reading::{Hashes, Reading, Side, hash, plain_letter};
use calque_text::hash::Fnv1a;
use std::sync::LazyLock;

/// See the module.
pub(super) struct Boilerplate;

impl Filter for Boilerplate {
    filter!("boilerplate", Accept::AtMost, "Share of a side that is menus, buttons and notices of web pages");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        Some(share(&pair.source).max(share(&pair.target)))
    }
}

/// Longer texts are texts.
const MOST_WORDS: u32 = 24;

/// Phrases by their words.
struct Phrases {
    whole: Hashes,
    first: Hashes,
    longest: usize,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let lines = include_str!("boilerplate.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let phrases: Vec<Vec<u64>> = lines.map(|p| p.split(' ').map(|w| hash(w.as_bytes())).collect()).collect();
    Phrases {
        whole: phrases.iter().map(|p| key(p.iter().copied())).collect(),
        first: phrases.iter().filter_map(|p| p.first()).copied().collect(),
        longest: phrases.iter().map(Vec::len).max().unwrap_or(0),
    }
});

fn key(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(1, |h, w| (h.rotate_left(5) ^ w).wrapping_mul(0x9E3779B97F4A7C15))
}

fn share(side: &Side<'_>) -> f32 {
    if side.shape().words > MOST_WORDS {
        return 0.0;
    }
    let plain = |c: char| plain_letter(c).map_or(c, char::from);
    let words: Vec<u64> = side
        .text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| {
            let mut buffer = [0; 4];
            let mut hash = Fnv1a::default();
            w.chars().map(plain).for_each(|c| hash.bytes(c.encode_utf8(&mut buffer).as_bytes()));
            hash.finish()
        })
        .map(|h| (h ^ (h >> 32)).wrapping_mul(0x9E3779B97F4A7C15))
        .collect();
    let phrases = &*PHRASES;
    let (mut i, mut covered) = (0, 0);
    while i < words.len() {
        let most = if phrases.first.contains(&words[i]) { phrases.longest.min(words.len() - i) } else { 0 };
        let found = (1..=most).rev().find(|&n| phrases.whole.contains(&key(words[i..i + n].iter().copied())));
        covered += found.unwrap_or(0);
        i += found.unwrap_or(1);
    }
    covered as f32 / words.len().max(1) as f32
}
