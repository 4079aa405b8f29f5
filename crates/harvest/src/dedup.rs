//! Deduplication: exact, but for form, or near; on the pair or on one side.
//!
//! Near copies are found by MinHash and locality-sensitive hashing
//! ([`mod@sketch`]): texts that share a band of their sketches are compared by
//! the whole sketches. Of copies the best-scored stays, of equals the first.
//! Memory holds one bit a text and what `memory` allows for sorting; the rest
//! is spilled to temporary files. The result depends on the texts, their
//! scores and their order, on nothing else.
//!
//! A text is dropped if a better one is near to it. So of a chain of texts,
//! each near to the next, the best one stays, even if the last is far from it.
//!
//! ```
//! use calque_harvest::dedup::{Deduper, Key, Match, Side};
//! let mut dedup = Deduper::new(Match::Near(0.8), 64 << 20, &std::env::temp_dir())?;
//! for (source, score) in [("The dam is old.", 0.5), ("The DAM is old!", 0.9), ("A bird sang.", 0.5)] {
//!     dedup.push(Key::of(Match::Near(0.8), Side::Source, source, ""), score)?;
//! }
//! let copies = dedup.finish()?;
//! assert!(copies.contains(0) && !copies.contains(1) && !copies.contains(2));
//! # Ok::<(), std::io::Error>(())
//! ```

pub mod sketch;
mod spill;

use crate::reading::hash;
use sketch::{BINS, Sketch, Sketcher, similarity};
use spill::{Entry, Spill};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// What makes two texts copies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Match {
    /// The same characters.
    Exact,
    /// The same words, whatever their case, accents, marks and spaces.
    Folded,
    /// Words and pairs of words that overlap by this much, in [0, 1].
    Near(f32),
}

/// Which texts of a pair are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Both, and both must be near.
    Pair,
    /// The original.
    Source,
    /// The translation.
    Target,
}

/// By what a pair is compared with others; made on any thread.
#[derive(Clone, Debug)]
pub enum Key {
    /// A hash of the whole.
    Whole(u64),
    /// A sketch.
    Sketch(Box<Sketch>),
}

thread_local! {
    static SKETCHER: RefCell<Sketcher> = RefCell::default();
}

impl Key {
    /// The key of a pair.
    pub fn of(by: Match, side: Side, source: &str, target: &str) -> Self {
        let both = [source, target];
        let texts = match side {
            Side::Pair => &both[..],
            Side::Source => &both[..1],
            Side::Target => &both[1..],
        };
        if by == Match::Exact {
            return Self::Whole(texts.iter().fold(7, |h: u64, t| h.rotate_left(29) ^ hash(t.as_bytes())));
        }
        SKETCHER.with_borrow_mut(|sketcher| match by {
            Match::Near(_) => match sketcher.sketch(texts) {
                Some(sketch) => Self::Sketch(Box::new(sketch)),
                None => Self::Whole(sketcher.folded(texts)),
            },
            _ => Self::Whole(sketcher.folded(texts)),
        })
    }
}

/// Gathers keys, then says which texts are copies.
pub struct Deduper {
    by: Match,
    memory: usize,
    spill: Spill,
    sketches: BufWriter<File>,
    count: u32,
}

impl Deduper {
    /// Uses about `memory` bytes, and temporary files in `folder`.
    pub fn new(by: Match, memory: usize, folder: &Path) -> io::Result<Self> {
        let sketches = BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(folder)?);
        Ok(Self { by, memory, spill: Spill::new(folder)?, sketches, count: 0 })
    }

    /// Adds the next text, the better the higher its score.
    pub fn push(&mut self, key: Key, score: f32) -> io::Result<()> {
        let index = self.count;
        self.count = index
            .checked_add(1)
            .ok_or_else(|| io::Error::other("more than four billion pairs: deduplicate in shards"))?;
        let rank = rank(score);
        match key {
            Key::Whole(key) => {
                if matches!(self.by, Match::Near(_)) {
                    self.sketches.write_all(&[0; BINS])?;
                }
                self.spill.push(Entry { key, rank, index })
            }
            Key::Sketch(sketch) => {
                self.sketches.write_all(&sketch.bytes())?;
                sketch.keys().try_for_each(|key| self.spill.push(Entry { key, rank, index }))
            }
        }
    }

    /// Compares all.
    pub fn finish(self) -> io::Result<Copies> {
        let mut copies = Copies { bits: vec![0; (self.count as usize).div_ceil(64)], count: 0 };
        let mut sketches = self.sketches.into_inner().map_err(io::IntoInnerError::into_error)?;
        let least = match self.by {
            Match::Near(least) => Some(least),
            _ => None,
        };
        self.spill.groups(self.memory, |group| {
            let Some((best, others)) = group.split_first() else { return Ok(()) };
            let mut sketch = None;
            for other in others.iter().filter(|o| o.index != best.index) {
                if copies.contains(other.index) {
                    continue;
                }
                let near = match least {
                    None => true,
                    Some(least) => {
                        let best = match &mut sketch {
                            Some(s) => s,
                            none => none.insert(sketch_at(&mut sketches, best.index)?),
                        };
                        similarity(best, &sketch_at(&mut sketches, other.index)?) >= least
                    }
                };
                if near {
                    copies.add(other.index);
                }
            }
            Ok(())
        })?;
        Ok(copies)
    }
}

fn sketch_at(file: &mut File, index: u32) -> io::Result<[u8; BINS]> {
    let mut bytes = [0; BINS];
    file.seek(SeekFrom::Start(u64::from(index) * BINS as u64))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The order of scores, best first, as an integer.
fn rank(score: f32) -> u32 {
    let bits = score.to_bits();
    let ascending = if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
    !ascending
}

/// Which texts are copies of a better one.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    bits: Vec<u64>,
    count: u64,
}

impl Copies {
    /// Whether text `index`, in the order of [`Deduper::push`], is a copy.
    pub fn contains(&self, index: u32) -> bool {
        self.bits.get(index as usize / 64).is_some_and(|w| w >> (index % 64) & 1 == 1)
    }

    /// How many are.
    pub fn len(&self) -> u64 {
        self.count
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn add(&mut self, index: u32) {
        self.bits[index as usize / 64] |= 1 << (index % 64);
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copies(by: Match, side: Side, pairs: &[(&str, &str, f32)]) -> Vec<u32> {
        let mut dedup = Deduper::new(by, 1 << 20, &std::env::temp_dir()).expect("temporary files");
        for (s, t, score) in pairs {
            dedup.push(Key::of(by, side, s, t), *score).expect("written");
        }
        let found = dedup.finish().expect("read");
        (0..pairs.len() as u32).filter(|i| found.contains(*i)).collect()
    }

    #[test]
    fn the_best_copy_stays_and_of_equals_the_first() {
        let pairs =
            [("a b", "c d", 0.5), ("a b", "c d", 0.7), ("a b", "c d", 0.7), ("A b!", "c d", 0.9), ("x", "y", 0.0)];
        assert_eq!(copies(Match::Exact, Side::Pair, &pairs), [0, 2]);
        assert_eq!(copies(Match::Folded, Side::Pair, &pairs), [0, 1, 2]);
        assert_eq!(copies(Match::Near(0.8), Side::Pair, &pairs), [0, 1, 2]);
        assert_eq!(rank(f32::INFINITY).cmp(&rank(-1.0)), std::cmp::Ordering::Less);
    }

    #[test]
    fn sides_apart() {
        let pairs = [("a b", "c d", 0.5), ("a b", "e f", 0.5), ("g h", "e f", 0.5)];
        assert_eq!(copies(Match::Folded, Side::Source, &pairs), [1]);
        assert_eq!(copies(Match::Folded, Side::Target, &pairs), [2]);
        assert!(copies(Match::Folded, Side::Pair, &pairs).is_empty());
    }

    #[test]
    fn a_pair_of_marks_is_compared_as_it_is() {
        let pairs = [("...", "--", 0.0), ("...", "--", 0.0), ("!", "--", 0.0), ("", "", 0.0), ("", "", 0.0)];
        assert_eq!(copies(Match::Near(0.8), Side::Pair, &pairs), [1, 4]);
    }
}
