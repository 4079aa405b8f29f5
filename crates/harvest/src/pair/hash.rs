//! Hashes of words, the same on every platform and in every run.

use calque_text::hash::fnv1a;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a with its bits mixed: sets of hashes and [`TinyBloom`](super::bloom::TinyBloom) take the
/// highest bits, which FNV-1a alone spreads badly for short words.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    finalize(fnv1a(bytes))
}

/// Mixes the bits of an FNV-1a hash: folds it in half and multiplies by 2^64 / φ, odd (Fibonacci
/// hashing, Knuth 1998, section 6.4).
pub(crate) fn finalize(fnv: u64) -> u64 {
    (fnv ^ (fnv >> 32)).wrapping_mul(GOLDEN)
}

/// The hash of a sequence of words, from their hashes.
pub(crate) fn sequence(words: impl IntoIterator<Item = u64>) -> u64 {
    words.into_iter().fold(1, |h, word| (h.rotate_left(5) ^ word).wrapping_mul(GOLDEN))
}

/// 2^64 / φ, made odd.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// For tables whose keys are hashes already: passes them through, which rustc-hash would multiply again.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }
}

/// A set of hashes of 64 bits.
pub(crate) type HashSet64 = HashSet<u64, BuildHasherDefault<IdentityHasher>>;
