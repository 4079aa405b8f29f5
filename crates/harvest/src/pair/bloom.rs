//! A Bloom filter (Bloom 1970) of 4,096 bits and one hash function: most words that are
//! looked up in a sentence are not in it, and one look at a bit shows that.

/// The filter. It takes the lowest twelve bits of a number; of hashes, callers pass the highest twelve.
pub(crate) struct TinyBloom([u64; 64]);

impl Default for TinyBloom {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl TinyBloom {
    /// Adds a number; false if its bit was set already.
    pub(crate) fn insert(&mut self, number: u64) -> bool {
        let new = !self.may_contain(number);
        self.0[(number >> 6) as usize % 64] |= 1 << (number % 64);
        new
    }

    /// Whether a number may have been added: no false negatives, some false positives.
    pub(crate) fn may_contain(&self, number: u64) -> bool {
        self.0[(number >> 6) as usize % 64] >> (number % 64) & 1 == 1
    }
}
