//! The pieces of the vocabulary, found by their beginnings.

use crate::file::Tables;
use std::ops::Range;

/// The pieces, sorted by bytes: a number is a piece's rank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vocabulary<'a> {
    tables: &'a Tables<'a>,
    /// The pieces that begin with each byte.
    firsts: &'a [Range<u32>; 256],
}

impl<'a> Vocabulary<'a> {
    /// The pieces of a file, with what [`Self::firsts`] made of it.
    pub(crate) fn new(tables: &'a Tables<'a>, firsts: &'a [Range<u32>; 256]) -> Self {
        Self { tables, firsts }
    }

    /// The pieces that begin with each byte.
    pub(crate) fn firsts(tables: &Tables<'_>) -> [Range<u32>; 256] {
        let mut firsts = std::array::from_fn(|_| 0..0);
        for id in 0..tables.sizes.pieces {
            let first: &mut Range<u32> = &mut firsts[tables.piece(id).first().map_or(0, |&b| usize::from(b))];
            if first.start == first.end {
                *first = id as u32..id as u32;
            }
            first.end = id as u32 + 1;
        }
        firsts
    }

    /// Calls with every piece that `text` begins with: its number and its length.
    pub(crate) fn beginnings(&self, text: &[u8], mut found: impl FnMut(u32, usize)) {
        let Some(first) = text.first() else { return };
        let mut range = self.firsts[usize::from(*first)].clone();
        let mut depth = 1;
        while range.start < range.end {
            // The shortest of those that share `depth` bytes comes first.
            if self.tables.piece(range.start as usize).len() == depth {
                found(range.start, depth);
                range.start += 1;
            }
            let Some(&next) = text.get(depth) else { return };
            let start = self.partition(range.clone(), |piece| piece[depth] < next);
            range = start..self.partition(start..range.end, |piece| piece[depth] == next);
            depth += 1;
        }
    }

    /// The first of a range that does not satisfy `before`.
    fn partition(&self, range: Range<u32>, before: impl Fn(&[u8]) -> bool) -> u32 {
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.tables.piece(middle as usize)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The logarithm of a piece's probability.
    pub(crate) fn score(&self, id: u32) -> f32 {
        self.tables.scores[id as usize]
    }
}
