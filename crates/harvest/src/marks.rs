//! A set of numbers by their lowest twelve bits: most of what is looked for in a sentence is not
//! there, and is done with by one look. Of hashes callers take the highest twelve.

/// The set. What was added is found; what is found may be another number of the same bits.
pub(crate) struct Marks([u64; 64]);

impl Default for Marks {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Marks {
    /// Adds a number; false if its bits were there.
    pub(crate) fn add(&mut self, number: u64) -> bool {
        let new = !self.has(number);
        self.0[(number >> 6) as usize % 64] |= 1 << (number % 64);
        new
    }

    /// Whether a number may be among those that were added.
    pub(crate) fn has(&self, number: u64) -> bool {
        self.0[(number >> 6) as usize % 64] >> (number % 64) & 1 == 1
    }
}
