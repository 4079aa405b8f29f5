//! Entries on disk, read back in groups of equal key: an external sort by radix.
//!
//! An entry goes to one of [`PARTS`] temporary files by the highest bits of its
//! key. Each part is read back, sorted and cut into groups of equal key; a part
//! too large for memory is read several times, each time only a range of keys.
//! The files have no names and vanish with the process, however it ends.

use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Number of files, by the highest six bits of the key.
pub(super) const PARTS: usize = 64;
/// Bytes of an entry on disk.
const SIZE: usize = 16;
/// Bytes buffered for each file.
const BUFFER: usize = 1 << 15;

/// A text under one of its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) key: u64,
    /// Rank by score: the better, the lower.
    pub(super) rank: u32,
    /// In the order of the input.
    pub(super) index: u32,
}

/// Entries on disk, in files without names.
pub(super) struct Spill {
    parts: Vec<BufWriter<File>>,
    counts: Vec<u64>,
}

impl Spill {
    /// Opens the files in `folder`.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        let part = |_| Ok(BufWriter::with_capacity(BUFFER, tempfile::tempfile_in(folder)?));
        Ok(Self { parts: (0..PARTS).map(part).collect::<io::Result<_>>()?, counts: vec![0; PARTS] })
    }

    /// Adds an entry.
    pub(super) fn push(&mut self, entry: Entry) -> io::Result<()> {
        let part = (entry.key >> 58) as usize;
        let mut bytes = [0u8; SIZE];
        bytes[..8].copy_from_slice(&entry.key.to_le_bytes());
        bytes[8..12].copy_from_slice(&entry.rank.to_le_bytes());
        bytes[12..].copy_from_slice(&entry.index.to_le_bytes());
        self.counts[part] += 1;
        self.parts[part].write_all(&bytes)
    }

    /// Calls `visit` with each group of two or more entries of one key, best first, in the order of keys;
    /// at most about `memory` bytes are held.
    pub(super) fn groups(self, memory: usize, mut visit: impl FnMut(&[Entry]) -> io::Result<()>) -> io::Result<()> {
        let capacity = (memory / SIZE).max(1 << 12) as u64;
        for (part, count) in self.parts.into_iter().zip(self.counts) {
            let mut file = part.into_inner().map_err(io::IntoInnerError::into_error)?;
            // The `bits` below the six of the part select the entries of a pass.
            let bits = count.div_ceil(capacity).next_power_of_two().trailing_zeros().min(16);
            for pass in 0..1u64 << bits {
                let mut entries = read(&mut file, count, |key| bits == 0 || (key << 6) >> (64 - bits) == pass)?;
                entries.par_sort_unstable();
                for group in entries.chunk_by(|a, b| a.key == b.key).filter(|g| g.len() > 1) {
                    visit(group)?;
                }
            }
        }
        Ok(())
    }
}

fn read(file: &mut File, count: u64, wanted: impl Fn(u64) -> bool) -> io::Result<Vec<Entry>> {
    file.seek(SeekFrom::Start(0))?;
    let mut entries = Vec::new();
    let mut buffer = vec![0u8; SIZE << 12];
    let mut left = count as usize * SIZE;
    while left > 0 {
        let n = left.min(buffer.len());
        file.read_exact(&mut buffer[..n])?;
        left -= n;
        for bytes in buffer[..n].chunks_exact(SIZE) {
            let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
            let key = u64::from(word(0)) | u64::from(word(4)) << 32;
            if wanted(key) {
                entries.push(Entry { key, rank: word(8), index: word(12) });
            }
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_whole_whatever_the_memory() {
        let entry = |i: u32| Entry { key: u64::from(i % 5000).wrapping_mul(0x9E3779B97F4A7C15), rank: i % 7, index: i };
        let collect = |memory| {
            let mut spill = Spill::new(&std::env::temp_dir()).expect("a temporary file");
            (0..20_000).for_each(|i| spill.push(entry(i)).expect("written"));
            let mut groups = Vec::new();
            let mut keep = |g: &[Entry]| {
                groups.push(g.to_vec());
                Ok(())
            };
            spill.groups(memory, &mut keep).expect("read");
            groups
        };
        let all = collect(1 << 30);
        assert_eq!(all.len(), 5000);
        assert!(all.iter().all(|g| g.len() == 4 && g.is_sorted_by_key(|e| e.rank)));
        // The capacity is at least 4,096 entries, so all keys in one part take several passes.
        let mut spill = Spill::new(&std::env::temp_dir()).expect("a temporary file");
        (0..20_000u32).for_each(|i| spill.push(Entry { key: entry(i).key >> 6, rank: 0, index: i }).expect("written"));
        let (mut n, mut last) = (0, 0);
        let see = |g: &[Entry]| {
            assert!(g[0].key >= last && g.len() == 4);
            (last, n) = (g[0].key, n + 1);
            Ok(())
        };
        spill.groups(0, see).expect("read");
        assert_eq!(n, 5000);
    }
}
