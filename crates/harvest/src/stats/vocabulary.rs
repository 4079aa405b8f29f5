//! The vocabulary of a side, in bounded memory.

use crate::pair::hash::hash;
use serde::Serialize;
use std::collections::HashMap;

/// Distinct words that are counted exactly.
const MAX_EXACT: usize = 1 << 18;
/// Words in the list of the most frequent.
const LISTED: usize = 40;
/// HyperLogLog precision *p*: 2^p registers, standard error 1.04 / √2^p = 0.8 %.
const BITS: u32 = 14;

/// A word of a text: its hash and its byte range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    hash: u64,
    start: u32,
    end: u32,
}

/// The words of a text; hashes do not depend on case.
pub(super) fn words_of(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let in_word = c.is_alphanumeric() || (start.is_some() && (c == '-' || ('\u{300}'..='\u{36f}').contains(&c)));
        match (start, in_word) {
            (None, true) => start = Some(i),
            (Some(from), false) => {
                let word = &text[from..i];
                let lower = word.chars().flat_map(char::to_lowercase);
                let mut buffer = [0; 4];
                let h = lower.fold(0u64, |h, c| h.rotate_left(7) ^ hash(c.encode_utf8(&mut buffer).as_bytes()));
                out.push(Word {
                    hash: h.wrapping_mul(0x9E3779B97F4A7C15) ^ (h >> 29),
                    start: from as u32,
                    end: i as u32,
                });
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Distinct words and their frequencies.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Vocabulary {
    /// How many distinct words there are; an estimate (within 2 %) if `estimated`.
    distinct: u64,
    /// Whether there were too many to count each.
    estimated: bool,
    /// The most frequent words and their frequencies.
    common: Vec<(String, u64)>,
    #[serde(skip)]
    counts: HashMap<u64, (u64, Box<str>)>,
    #[serde(skip)]
    registers: Vec<u8>,
}

impl Vocabulary {
    /// How many distinct words there are.
    pub fn distinct(&self) -> u64 {
        self.distinct
    }

    /// Whether that is an estimate.
    pub fn is_estimated(&self) -> bool {
        self.estimated
    }

    /// The most frequent words and their frequencies.
    pub fn common(&self) -> &[(String, u64)] {
        &self.common
    }

    pub(super) fn add(&mut self, text: &str, words: &[Word]) {
        self.registers.resize(1 << BITS, 0);
        for word in words {
            let register = &mut self.registers[(word.hash >> (64 - BITS)) as usize];
            *register = (*register).max((word.hash << BITS).leading_zeros() as u8 + 1);
            let new = || (0, text[word.start as usize..word.end as usize].to_lowercase().into_boxed_str());
            self.counts.entry(word.hash).or_insert_with(new).0 += 1;
        }
        if self.counts.len() > MAX_EXACT {
            self.prune();
        }
    }

    /// Drops the less frequent half of the words.
    fn prune(&mut self) {
        self.estimated = true;
        let mut all: Vec<u64> = self.counts.values().map(|c| c.0).collect();
        let middle = all.len() / 2;
        let (_, threshold, _) = all.select_nth_unstable(middle);
        let threshold = *threshold;
        self.counts.retain(|_, c| c.0 > threshold);
    }

    /// Makes the list and the estimate, and drops the counts.
    pub(super) fn finish(&mut self) {
        self.distinct = if self.estimated { estimate(&self.registers) } else { self.counts.len() as u64 };
        let mut list: Vec<(String, u64)> = self.counts.drain().map(|(_, (n, w))| (w.into_string(), n)).collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        list.truncate(LISTED);
        self.common = list;
        self.registers = Vec::new();
    }
}

/// HyperLogLog (Flajolet, Fusy, Gandouet and Meunier 2007), with the constant of their figure 3 for 128
/// registers and more, and linear counting for small numbers.
fn estimate(registers: &[u8]) -> u64 {
    let m = registers.len() as f64;
    let sum: f64 = registers.iter().map(|&r| 0.5f64.powi(i32::from(r))).sum();
    let raw = 0.7213 / (1.0 + 1.079 / m) * m * m / sum;
    let empty = registers.iter().map(|&r| u32::from(r == 0)).sum::<u32>() as f64;
    // Linear counting, where few registers are in use.
    (if raw < 2.5 * m && empty > 0.0 { m * (m / empty).ln() } else { raw }).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_words_are_exact_and_many_are_estimated() {
        let mut few = Vocabulary::default();
        few.add("Le barrage, LE mur et l’eau", &words_of("Le barrage, LE mur et l’eau"));
        few.finish();
        assert_eq!((few.distinct(), few.is_estimated()), (6, false));
        assert_eq!(few.common()[0], ("le".to_owned(), 2));

        let mut many = Vocabulary::default();
        for n in 0..(MAX_EXACT + MAX_EXACT / 2) {
            let text = format!("mot{n} le");
            many.add(&text, &words_of(&text));
        }
        many.finish();
        assert!(many.is_estimated());
        let (found, real) = (many.distinct() as f64, (MAX_EXACT + MAX_EXACT / 2 + 1) as f64);
        assert!((found / real - 1.0).abs() < 0.03, "{found} of {real}");
        assert_eq!(many.common()[0], ("le".to_owned(), (MAX_EXACT + MAX_EXACT / 2) as u64));
    }
}
