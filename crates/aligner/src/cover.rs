//! Covers: how much of a segment's words finds a partner in a span of the other side.
//!
//! Computed once for every pair of segments, and for longer spans only where
//! the search comes by.

use crate::grid::{Grid, Texts};

impl Grid {
    /// Covers of single pairs, which every cell needs.
    pub(crate) fn cover_pairs(&mut self, texts: &Texts<'_>) {
        for i in 0..self.rows() {
            let tokens = texts.source.tokens_of(self.first.0 + i);
            let (lo, hi) = self.columns_of(i);
            for j in lo..hi {
                let others = texts.target.tokens_of(self.first.1 + j);
                let at = self.offset[i] + j - lo;
                let (mut source, mut target) = (0.0, 0.0);
                let room = tokens.len() + others.len();
                if self.filled.len() < room {
                    self.filled.resize(room, 0.0);
                }
                let matches = self.matches.of(at);
                for m in matches {
                    let (a, b) = (usize::from(m.a), usize::from(m.b));
                    source += m.strength.min(1.0 - self.filled[a]) * texts.source.types[tokens[a] as usize].info;
                    self.filled[a] = (self.filled[a] + m.strength).min(1.0);
                    let b = tokens.len() + b;
                    target += m.strength.min(1.0 - self.filled[b])
                        * texts.target.types[others[b - tokens.len()] as usize].info;
                    self.filled[b] = (self.filled[b] + m.strength).min(1.0);
                }
                for m in matches {
                    self.filled[usize::from(m.a)] = 0.0;
                    self.filled[tokens.len() + usize::from(m.b)] = 0.0;
                }
                self.source_cover[at][0] = source;
                self.target_cover[at][0] = target;
            }
        }
    }

    /// Covers of the spans of up to `deep` segments that begin at a cell: each word counts once, as far
    /// as the strengths of its partners reach.
    pub(crate) fn cover(&mut self, texts: &Texts<'_>, (i, j): (usize, usize), deep: usize) {
        let Some(at) = self.cell(i, j).filter(|&at| usize::from(self.done[at]) < deep) else { return };
        self.done[at] = deep as u8;
        let (_, hi) = self.columns_of(i);
        let tokens = texts.source.tokens_of(self.first.0 + i);
        let others = texts.target.tokens_of(self.first.1 + j);
        let room = tokens.len().max(others.len());
        if self.filled.len() < room {
            self.filled.resize(room, 0.0);
        }
        let mut sum = 0.0;
        for k in 0..deep {
            if j + k < hi {
                for m in self.matches.of(at + k) {
                    let filled = &mut self.filled[usize::from(m.a)];
                    let room = (1.0 - *filled).min(m.strength);
                    *filled += room;
                    sum += room * texts.source.types[tokens[usize::from(m.a)] as usize].info;
                }
            }
            self.source_cover[at][k] = sum;
        }
        self.filled[..tokens.len()].fill(0.0);
        sum = 0.0;
        for k in 0..deep {
            if let Some(cell) = (i + k < self.rows()).then(|| self.cell(i + k, j)).flatten() {
                for m in self.matches.of(cell) {
                    let filled = &mut self.filled[usize::from(m.b)];
                    let room = (1.0 - *filled).min(m.strength);
                    *filled += room;
                    sum += room * texts.target.types[others[usize::from(m.b)] as usize].info;
                }
            }
            self.target_cover[at][k] = sum;
        }
        self.filled[..others.len()].fill(0.0);
    }
}
