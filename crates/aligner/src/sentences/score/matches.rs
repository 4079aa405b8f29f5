//! Word matches: which words of two segments are linked.

use super::cells::{CellLayout, CellValues, NUMBERS};
use crate::sentences::bitext::Bitext;
use std::collections::HashMap;

/// Two linked words: their positions among the tokens of the segments, and the strength of the link.
#[derive(Clone, Copy)]
pub(super) struct WordMatch {
    pub(super) source: u16,
    pub(super) target: u16,
    pub(super) strength: f32,
}

/// The matches of every cell.
#[derive(Default)]
pub(super) struct MatchTable {
    offsets: Vec<u32>,
    list: Vec<WordMatch>,
}

/// A link stronger than this between numbers counts as the same number.
const SAME_NUMBER: f32 = 0.9;
/// A word is matched with so many words of a segment at most. Only segments of hundreds of words have more that it is
/// linked to; without a bound two of thousands of words would have millions of matches.
const MOST: usize = 64;

impl MatchTable {
    /// The matches of a cell.
    pub(super) fn of(&self, cell: usize) -> &[WordMatch] {
        &self.list[self.offsets[cell] as usize..self.offsets[cell + 1] as usize]
    }

    /// Finds the matches of all cells, and counts the numbers in common in `values`.
    ///
    /// The links of a row's words are chained by target word, so that each word of a column finds its partners
    /// in one look-up.
    pub(super) fn find(
        bitext: &Bitext<'_>,
        layout: &CellLayout,
        values: &mut [CellValues],
        scratch: &mut Scratch,
    ) -> Self {
        const NONE: u32 = u32::MAX;
        let mut out =
            MatchTable { offsets: Vec::with_capacity(values.len() + 1), list: Vec::with_capacity(4 * values.len()) };
        out.offsets.push(0);
        let Scratch { heads, chains, resumed } = scratch;
        for i in 0..layout.rows() {
            chains.clear();
            let tokens = bitext.source.tokens_of(layout.first.0 + i);
            for (source, &word) in tokens.iter().enumerate().take(usize::from(u16::MAX)) {
                for &(other, strength) in bitext.links.of(word) {
                    chains.push((source as u16, strength, heads.replace(other, chains.len() as u32)));
                }
            }
            let (lo, hi) = layout.columns_of(i);
            for j in lo..hi {
                let tokens = bitext.target.tokens_of(layout.first.1 + j);
                resumed.clear();
                for (target, &word) in tokens.iter().enumerate().take(usize::from(u16::MAX)) {
                    let head = heads.get(word);
                    if head == NONE {
                        continue;
                    }
                    let mut link = resumed.get(&word).copied().unwrap_or(head);
                    let mut strongest = 0.0f32;
                    for _ in 0..MOST {
                        let (source, strength, next) = chains[link as usize];
                        out.list.push(WordMatch { source, target: target as u16, strength });
                        strongest = strongest.max(strength);
                        link = next;
                        if link == NONE {
                            break;
                        }
                    }
                    // The next word of the same kind goes on behind those that this one was matched with.
                    if link != NONE {
                        resumed.insert(word, link);
                    } else if !resumed.is_empty() {
                        resumed.remove(&word);
                    }
                    if strongest > SAME_NUMBER && bitext.target.types[word as usize].number {
                        values[layout.offset[i] + j - lo][NUMBERS] += 1.0;
                    }
                }
                out.offsets.push(out.list.len() as u32);
            }
            heads.clear();
        }
        out
    }
}

/// Buffers that searches use one after another: they grow with the vocabulary, and clearing them costs what
/// was used of them.
pub(crate) struct Scratch {
    heads: HeadTable,
    /// Source position, strength, and the next link to the same target word.
    chains: Vec<(u16, f32, u32)>,
    /// By target word, where matching goes on with the next such word of a segment; of words with long chains.
    resumed: HashMap<u32, u32>,
}

impl Scratch {
    /// Buffers for searches in one bitext.
    pub(crate) fn new(bitext: &Bitext<'_>) -> Self {
        Self { heads: HeadTable::new(bitext.target.types.len()), chains: Vec::new(), resumed: HashMap::new() }
    }
}

/// The first link of the chain of each target word: a dense table that is cleared by what was touched.
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
