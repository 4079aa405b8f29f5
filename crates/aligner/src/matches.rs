//! Word matches: which words of two segments the bridge connects.

use crate::grid::{Basics, Grid, Texts};

/// Two words that may render one another: their places in the segments, and how surely.
#[derive(Clone, Copy)]
pub(crate) struct Match {
    pub(crate) a: u16,
    pub(crate) b: u16,
    pub(crate) strength: f32,
}

/// Word matches by cell.
#[derive(Default)]
pub(crate) struct Matches {
    offsets: Vec<u32>,
    list: Vec<Match>,
}

impl Matches {
    /// The matches of a cell.
    pub(crate) fn of(&self, cell: usize) -> &[Match] {
        &self.list[self.offsets[cell] as usize..self.offsets[cell + 1] as usize]
    }

    /// Word matches of every cell, and numbers in common.
    pub(crate) fn find(texts: &Texts<'_>, grid: &Grid, cells: &mut [Basics], scratch: &mut Scratch) -> Self {
        const NONE: u32 = u32::MAX;
        let mut out =
            Matches { offsets: Vec::with_capacity(cells.len() + 1), list: Vec::with_capacity(4 * cells.len()) };
        out.offsets.push(0);
        let Scratch { head, chain } = scratch;
        for i in 0..grid.rows() {
            chain.clear();
            for (a, &word) in texts.source.tokens_of(grid.first.0 + i).iter().enumerate().take(usize::from(u16::MAX)) {
                for &(other, strength) in texts.bridge.of(word) {
                    chain.push((a as u16, strength, head.replace(other, chain.len() as u32)));
                }
            }
            let (lo, hi) = grid.columns_of(i);
            for j in lo..hi {
                let tokens = texts.target.tokens_of(grid.first.1 + j);
                for (b, &word) in tokens.iter().enumerate().take(usize::from(u16::MAX)) {
                    let mut link = head.get(word);
                    if link == NONE {
                        continue;
                    }
                    let mut strongest = 0.0f32;
                    while link != NONE {
                        let (a, strength, next) = chain[link as usize];
                        out.list.push(Match { a, b: b as u16, strength });
                        strongest = strongest.max(strength);
                        link = next;
                    }
                    if strongest > 0.9 && texts.target.types[word as usize].number {
                        cells[grid.offset[i] + j - lo][3] += 1.0;
                    }
                }
                out.offsets.push(out.list.len() as u32);
            }
            head.clear();
        }
        out
    }
}

/// Space that searches may use one after another: it grows with the vocabulary, and clearing it
/// costs what was used of it.
pub(crate) struct Scratch {
    head: HeadTable,
    chain: Vec<(u16, f32, u32)>,
}

impl Scratch {
    pub(crate) fn new(texts: &Texts<'_>) -> Self {
        Self { head: HeadTable::new(texts.target.types.len()), chain: Vec::new() }
    }
}

/// Heads of chains by word: a dense table that is cleared by what was touched.
struct HeadTable {
    heads: Vec<u32>,
    touched: Vec<u32>,
}

impl HeadTable {
    fn new(words: usize) -> Self {
        Self { heads: vec![u32::MAX; words], touched: Vec::new() }
    }

    fn get(&self, word: u32) -> u32 {
        self.heads[word as usize]
    }

    fn replace(&mut self, word: u32, head: u32) -> u32 {
        self.touched.push(word);
        std::mem::replace(&mut self.heads[word as usize], head)
    }

    fn clear(&mut self) {
        self.touched.drain(..).for_each(|word| self.heads[word as usize] = u32::MAX);
    }
}
