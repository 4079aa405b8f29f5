//! Hashes and random numbers that are the same on every platform and in every
//! version, so that files, ids and samples made from them stay comparable.

/// FNV-1a with 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv): the hash of `bytes`.
///
/// Its high bits are weak on short inputs: mix it before it picks a slot of a table.
#[inline]
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(Fnv1a::BASIS, |h, &byte| Fnv1a::step(h, byte))
}

/// [`fnv1a`] of bytes that come one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Fnv1a(u64);

impl Default for Fnv1a {
    fn default() -> Self {
        Self(Self::BASIS)
    }
}

impl Fnv1a {
    /// The offset basis: the hash of nothing.
    pub const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;

    /// The hash `hash` with one more byte.
    #[inline]
    #[must_use]
    pub const fn step(hash: u64, byte: u8) -> u64 {
        (hash ^ byte as u64).wrapping_mul(Self::PRIME)
    }

    /// Takes one more byte.
    #[inline]
    pub fn byte(&mut self, byte: u8) {
        self.0 = Self::step(self.0, byte);
    }

    /// Takes more bytes.
    #[inline]
    pub fn bytes(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.byte(byte));
    }

    /// The hash of all bytes taken so far.
    pub const fn finish(self) -> u64 {
        self.0
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): a small generator of random numbers.
/// The same seed gives the same numbers everywhere.
#[derive(Clone, Debug)]
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in [0, 1).
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() % n.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_published_vectors() {
        // From the test suite of the authors.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
        let mut piece = Fnv1a::default();
        piece.bytes(b"foo");
        piece.bytes(b"bar");
        assert_eq!(piece.finish(), fnv1a(b"foobar"));
    }

    #[test]
    fn random_numbers_are_those_of_the_reference() {
        let mut random = SplitMix64(1_234_567);
        assert_eq!(random.bits(), 6_457_827_717_110_365_317);
        assert_eq!(random.bits(), 3_203_168_211_198_807_973);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&random.unit()) && random.below(7) < 7));
    }
}
