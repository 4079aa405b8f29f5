//! One side of a bitext as numbers: word types, tokens by segment, prefix sums.
//!
//! What the search asks of a run of segments (length, information, marks) is a
//! difference of two prefix sums, so that a run of eight segments costs no more
//! than one. [`super::reader`] fills it in.

use super::marks::{Ending, MARKS};

/// Sums over a run of segments.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RunSums {
    /// Letters and digits.
    pub(crate) chars: f32,
    /// Information of the words and numbers, in nats.
    pub(crate) info: f32,
    /// Numbers.
    pub(crate) numbers: f32,
    /// Marks by kind.
    pub(crate) marks: [f32; MARKS],
    /// Segments that open a block.
    pub(crate) opens: f32,
}

/// Sums over all segments before one. Counts are whole numbers, so that differences are exact in a
/// text of any length.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PrefixSums {
    pub(super) info: f64,
    pub(super) chars: u32,
    pub(super) numbers: u32,
    pub(super) opens: u32,
    pub(super) marks: [u32; MARKS],
}

impl PrefixSums {
    /// The sums between `earlier` and here.
    fn since(&self, earlier: &Self) -> RunSums {
        let between = |a: u32, b: u32| a.wrapping_sub(b) as f32;
        let mut marks = [0.0; MARKS];
        for (k, mark) in marks.iter_mut().enumerate() {
            *mark = between(self.marks[k], earlier.marks[k]);
        }
        RunSums {
            chars: between(self.chars, earlier.chars),
            info: (self.info - earlier.info) as f32,
            numbers: between(self.numbers, earlier.numbers),
            marks,
            opens: between(self.opens, earlier.opens),
        }
    }
}

/// A word or number of the text, once for all its occurrences.
#[derive(Clone, Debug)]
pub(crate) struct WordType {
    /// Its normal form, the key by which a model knows it.
    pub(crate) norm: Box<str>,
    /// Without accents and case, for comparison across languages.
    pub(crate) folded: Box<str>,
    /// Document frequency: the number of segments that hold it.
    pub(crate) df: u32,
    /// Information of one occurrence, in nats.
    pub(crate) info: f32,
    /// Whether it is a number.
    pub(crate) number: bool,
    /// Whether it is a name: capitalised inside a segment at least once, and never in lower case.
    pub(crate) name: bool,
}

/// One side of the bitext. Segments and types are numbered from 0.
#[derive(Clone, Debug)]
pub(crate) struct SideIndex {
    /// Number of segments.
    pub(crate) len: usize,
    /// Prefix sums; `len + 1` of them.
    pub(super) sums: Vec<PrefixSums>,
    /// Where the tokens of each segment begin in `tokens`; `len + 1` offsets.
    pub(crate) offsets: Vec<u32>,
    /// Type numbers of words, numbers and URLs, segment after segment.
    pub(crate) tokens: Vec<u32>,
    /// The types.
    pub(crate) types: Vec<WordType>,
    /// How each segment ends.
    pub(crate) endings: Vec<Ending>,
    /// The kind of each segment's block, as a number to compare.
    pub(crate) kinds: Vec<u8>,
    /// Whether each segment opens a block.
    pub(crate) opens: Vec<bool>,
    /// Time codes in milliseconds; empty unless every segment has one.
    pub(super) times: Vec<(u32, u32)>,
}

impl SideIndex {
    /// Start and end of the time codes of segments `start..end`, in seconds.
    pub(crate) fn time(&self, start: usize, end: usize) -> Option<(f32, f32)> {
        let (first, last) = (self.times.get(start)?, self.times.get(end - 1)?);
        Some((first.0 as f32 / 1000.0, last.1 as f32 / 1000.0))
    }

    /// The tokens of a segment, as type numbers.
    pub(crate) fn tokens_of(&self, segment: usize) -> &[u32] {
        &self.tokens[self.offsets[segment] as usize..self.offsets[segment + 1] as usize]
    }

    /// Sums over segments `start..end`.
    pub(crate) fn sums(&self, start: usize, end: usize) -> RunSums {
        self.sums[end].since(&self.sums[start])
    }

    /// Letters and digits of segments `start..end`.
    pub(crate) fn chars(&self, start: usize, end: usize) -> f32 {
        self.sums[end].chars.wrapping_sub(self.sums[start].chars) as f32
    }

    /// The first segment of `start..end` before which at least this share of the run's letters lies.
    pub(crate) fn at_share_of_chars(&self, start: usize, end: usize, share: f32) -> usize {
        let wanted = self.sums[start].chars + (self.chars(start, end) * share) as u32;
        (start + self.sums[start..end].partition_point(|sums| sums.chars < wanted)).min(end)
    }

    /// Information of segments `start..end`, in nats.
    pub(crate) fn info(&self, start: usize, end: usize) -> f32 {
        (self.sums[end].info - self.sums[start].info) as f32
    }

    /// Whether there are blocks of different kinds.
    pub(crate) fn has_kinds(&self) -> bool {
        self.kinds.iter().any(|&k| k != self.kinds[0])
    }

    /// Whether block boundaries are informative: there are several blocks, and not one for each segment.
    pub(crate) fn is_structured(&self) -> bool {
        let opens = self.sums[self.len].opens;
        self.len > 1 && opens > 1 && (opens as f32) < 0.9 * self.len as f32
    }
}
