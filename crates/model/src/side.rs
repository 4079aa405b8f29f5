//! One language of a model: its words, their frequencies and vectors.

use crate::rows::bytes_of;
use calque_text::hash::fnv1a;

/// Words, frequencies and vectors of one language. A word's id is its rank by frequency.
#[derive(Clone, Copy, Debug)]
pub struct ModelSide<'a> {
    pub(crate) words: &'a [u8],
    pub(crate) ends: &'a [u32],
    pub(crate) index: &'a [u32],
    pub(crate) freq: &'a [f32],
    pub(crate) null: &'a [u8],
    pub(crate) fert: &'a [u8],
    pub(crate) vec: &'a [u8],
    pub(crate) scale: &'a [f32],
    pub(crate) dim: usize,
}

/// Hash of a word in the index.
pub(crate) fn hash(word: &[u8]) -> u64 {
    mixed(fnv1a(word))
}

fn mixed(fnv: u64) -> u64 {
    let h = fnv ^ (fnv >> 32);
    h.wrapping_mul(0x9E3779B97F4A7C15) ^ (h >> 29)
}

/// Bits of the hash in an entry of the index, below the id + 1: they make most comparisons of words unnecessary.
pub(crate) const MARK_BITS: u32 = 10;
const MARK: u32 = (1 << MARK_BITS) - 1;

/// The first slot of a hash in an index of `len` entries, and the bits of the hash that the entry keeps.
pub(crate) fn slot(hash: u64, len: usize) -> (usize, u32) {
    ((((hash >> 32) * len as u64) >> 32) as usize, hash as u32 & MARK)
}

impl<'a> ModelSide<'a> {
    /// Number of words.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The id of a word in normal form.
    pub fn id(&self, norm: &str) -> Option<u32> {
        self.id_hashed(norm, fnv1a(norm.as_bytes()))
    }

    /// As [`Self::id`], if the [`fnv1a`] of the word is known.
    pub fn id_hashed(&self, norm: &str, fnv: u64) -> Option<u32> {
        if self.index.is_empty() {
            return None;
        }
        let (start, mark) = slot(mixed(fnv), self.index.len());
        let (before, after) = self.index.split_at(start);
        for entries in [after, before] {
            for &entry in entries {
                if entry == 0 {
                    return None;
                }
                let id = (entry >> MARK_BITS).wrapping_sub(1);
                if entry & MARK == mark && self.bytes_of(id) == norm.as_bytes() {
                    return Some(id);
                }
            }
        }
        None
    }

    fn bytes_of(&self, id: u32) -> &'a [u8] {
        let i = id as usize;
        let start = if i == 0 { 0 } else { self.ends.get(i - 1).copied().unwrap_or(0) as usize };
        let end = self.ends.get(i).copied().unwrap_or(0) as usize;
        self.words.get(start..end).unwrap_or(&[])
    }

    /// The word of an id; empty for an id that is not of this side.
    pub fn word(&self, id: u32) -> &'a str {
        std::str::from_utf8(self.bytes_of(id)).unwrap_or("")
    }

    /// Occurrences per million words; for unknown words half that of the rarest known.
    pub fn frequency(&self, id: Option<u32>) -> f32 {
        let rarest = self.freq.last().copied().unwrap_or(1.0);
        id.and_then(|i| self.freq.get(i as usize).copied()).unwrap_or(rarest / 2.0).max(1e-3)
    }

    /// Information of a word in nats: minus the logarithm of its probability.
    pub fn information(&self, id: Option<u32>) -> f32 {
        (1e6 / self.frequency(id)).ln()
    }

    /// Probability in [0, 1] that the word has no counterpart on the other side.
    pub fn null_prob(&self, id: Option<u32>) -> f32 {
        id.and_then(|i| self.null.get(i as usize)).map_or(0.1, |&q| f32::from(q) / 255.0)
    }

    /// Mean number of counterparts of the word.
    pub fn fertility(&self, id: Option<u32>) -> f32 {
        id.and_then(|i| self.fert.get(i as usize)).map_or(1.0, |&q| f32::from(q) / 32.0)
    }

    /// The word's own vector, if it has one: a row of codes and its step.
    pub(crate) fn vector(&self, id: u32) -> Option<(&'a [u8], f32)> {
        let i = id as usize;
        let scale = *self.scale.get(i)?;
        let bytes = bytes_of(self.dim);
        Some((self.vec.get(i * bytes..(i + 1) * bytes)?, scale))
    }

    /// Whether the word has a vector of its own.
    pub fn has_vector(&self, id: u32) -> bool {
        (id as usize) < self.scale.len()
    }
}
