//! How many words of a list that the user gave stand on a side: one word or
//! phrase a line, matched whole, whatever the case.

use super::{Accept, Context, Filter};
use crate::reading::{Reading, hash};
use std::collections::HashSet;

/// See the module.
pub(super) struct Profanity;

impl Filter for Profanity {
    filter!("profanity", Accept::AtMost, "Words of the user's list on the side that has more of them");

    fn score(&self, pair: &Reading<'_>, context: &Context) -> Option<f32> {
        let list = context.profanity.as_ref()?;
        Some(list.count(pair.source.text).max(list.count(pair.target.text)) as f32)
    }
}

/// A list of words and phrases.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    phrases: HashSet<u64>,
    longest: usize,
}

impl WordList {
    /// From lines; blank ones and those that begin with `#` are left out.
    pub fn parse(text: &str) -> Self {
        let mut list = Self::default();
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let words = words(line);
            list.longest = list.longest.max(words.len());
            list.phrases.insert(key(&words));
        }
        list
    }

    /// How many of its words and phrases stand in a text.
    fn count(&self, text: &str) -> usize {
        let words = words(text);
        let at = |i: usize| {
            (1..=self.longest.min(words.len() - i)).filter(|n| self.phrases.contains(&key(&words[i..i + n]))).count()
        };
        (0..words.len()).map(at).sum()
    }
}

fn words(text: &str) -> Vec<u64> {
    let each = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    each.map(|w| hash(w.to_lowercase().as_bytes())).collect()
}

fn key(words: &[u64]) -> u64 {
    words.iter().fold(1, |h, w| (h.rotate_left(5) ^ w).wrapping_mul(0x9E3779B97F4A7C15))
}
