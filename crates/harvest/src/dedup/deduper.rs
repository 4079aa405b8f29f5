//! Finds the copies among all texts, from their keys.

use super::key::{CopyCriterion, DedupKey};
use super::sketch::{BINS, similarity};
use super::spill::{Entry, Spill};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Collects keys, then finds which texts are copies.
pub struct Deduper {
    criterion: CopyCriterion,
    memory: usize,
    /// Texts by the keys of their bands, or by their hashes.
    spill: Spill,
    /// [`BINS`] bytes for each text, where copies are near.
    sketches: BufWriter<File>,
    count: u32,
}

impl Deduper {
    /// Uses about `memory` bytes for sorting, and temporary files in `folder`.
    pub fn new(criterion: CopyCriterion, memory: usize, folder: &Path) -> io::Result<Self> {
        let sketches = BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(folder)?);
        Ok(Self { criterion, memory, spill: Spill::new(folder)?, sketches, count: 0 })
    }

    /// Adds the next text; of copies, the one with the highest score stays. Errors: no room in `folder`, more
    /// than 2^32 texts.
    pub fn push(&mut self, key: DedupKey, score: f32) -> io::Result<()> {
        let index = self.count;
        self.count = index
            .checked_add(1)
            .ok_or_else(|| io::Error::other("more than four billion pairs: deduplicate in shards"))?;
        let rank = rank(score);
        match key {
            DedupKey::Whole(key) => {
                if matches!(self.criterion, CopyCriterion::Near(_)) {
                    self.sketches.write_all(&[0; BINS])?;
                }
                self.spill.push(Entry { key, rank, index })
            }
            DedupKey::Sketch(sketch) => {
                self.sketches.write_all(&sketch.bytes())?;
                sketch.keys().try_for_each(|key| self.spill.push(Entry { key, rank, index }))
            }
        }
    }

    /// Compares all texts that share a key.
    pub fn finish(self) -> io::Result<Copies> {
        let mut copies = Copies { bits: vec![0; (self.count as usize).div_ceil(64)], count: 0 };
        let mut sketches = self.sketches.into_inner().map_err(io::IntoInnerError::into_error)?;
        let threshold = match self.criterion {
            CopyCriterion::Near(threshold) => Some(threshold),
            _ => None,
        };
        self.spill.groups(self.memory, |group| {
            let Some((best, others)) = group.split_first() else { return Ok(()) };
            let mut best_sketch = None;
            for other in others.iter().filter(|o| o.index != best.index) {
                if copies.contains(other.index) {
                    continue;
                }
                let is_copy = match threshold {
                    None => true,
                    Some(threshold) => {
                        let best = match &mut best_sketch {
                            Some(s) => s,
                            none => none.insert(sketch_at(&mut sketches, best.index)?),
                        };
                        similarity(best, &sketch_at(&mut sketches, other.index)?) >= threshold
                    }
                };
                if is_copy {
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

/// Scores as integers in the opposite order: the better, the smaller. The bits of a float are in the order of
/// its value once the sign is turned.
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

    /// How many there are.
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
    use crate::dedup::ComparedTexts;

    fn copies(criterion: CopyCriterion, compared: ComparedTexts, pairs: &[(&str, &str, f32)]) -> Vec<u32> {
        let mut deduper = Deduper::new(criterion, 1 << 20, &std::env::temp_dir()).expect("temporary files");
        for (s, t, score) in pairs {
            deduper.push(DedupKey::of(criterion, compared, s, t), *score).expect("written");
        }
        let found = deduper.finish().expect("read");
        (0..pairs.len() as u32).filter(|i| found.contains(*i)).collect()
    }

    #[test]
    fn the_best_copy_stays_and_of_equals_the_first() {
        let pairs =
            [("a b", "c d", 0.5), ("a b", "c d", 0.7), ("a b", "c d", 0.7), ("A b!", "c d", 0.9), ("x", "y", 0.0)];
        assert_eq!(copies(CopyCriterion::Exact, ComparedTexts::Pair, &pairs), [0, 2]);
        assert_eq!(copies(CopyCriterion::Folded, ComparedTexts::Pair, &pairs), [0, 1, 2]);
        assert_eq!(copies(CopyCriterion::Near(0.8), ComparedTexts::Pair, &pairs), [0, 1, 2]);
        assert_eq!(rank(f32::INFINITY).cmp(&rank(-1.0)), std::cmp::Ordering::Less);
    }

    #[test]
    fn one_side_may_be_compared() {
        let pairs = [("a b", "c d", 0.5), ("a b", "e f", 0.5), ("g h", "e f", 0.5)];
        assert_eq!(copies(CopyCriterion::Folded, ComparedTexts::Source, &pairs), [1]);
        assert_eq!(copies(CopyCriterion::Folded, ComparedTexts::Target, &pairs), [2]);
        assert!(copies(CopyCriterion::Folded, ComparedTexts::Pair, &pairs).is_empty());
    }

    #[test]
    fn punctuation_alone_is_compared_as_it_is() {
        let pairs = [("...", "--", 0.0), ("...", "--", 0.0), ("!", "--", 0.0), ("", "", 0.0), ("", "", 0.0)];
        assert_eq!(copies(CopyCriterion::Near(0.8), ComparedTexts::Pair, &pairs), [1, 4]);
    }
}
