//! Coverage: how much of a segment's information finds a partner in a run of the other side.
//!
//! Each word counts once, up to its information: the strengths of its matches add up to 1 at most.
//! Coverage by one segment is computed for every cell, by longer runs only where the search comes by.

use super::cells::{ByLength, CellLayout, NO_LENGTHS};
use super::matches::MatchTable;
use crate::sentences::bitext::Bitext;

/// Information covered, by cell and by number of segments of the run.
pub(super) struct Coverage {
    /// Of the source segment, by this and the following target segments; in nats.
    pub(super) source: Vec<ByLength>,
    /// Of the target segment, by this and the following source segments.
    pub(super) target: Vec<ByLength>,
    matches: MatchTable,
    /// By cell, how long the runs are that were computed.
    done: Vec<u8>,
    /// Buffer: by token, the sum of strengths so far.
    filled: Vec<f32>,
}

impl Coverage {
    /// Coverage of single pairs, which every cell needs.
    pub(super) fn of_pairs(bitext: &Bitext<'_>, layout: &CellLayout, matches: MatchTable) -> Self {
        let cells = layout.len();
        let mut out = Self {
            source: vec![NO_LENGTHS; cells],
            target: vec![NO_LENGTHS; cells],
            matches,
            done: vec![0; cells],
            filled: Vec::new(),
        };
        for i in 0..layout.rows() {
            let tokens = bitext.source.tokens_of(layout.first.0 + i);
            let (lo, hi) = layout.columns_of(i);
            for j in lo..hi {
                let others = bitext.target.tokens_of(layout.first.1 + j);
                let cell = layout.offset[i] + j - lo;
                let (mut source, mut target) = (0.0, 0.0);
                // The tokens of the source segment, then those of the target segment.
                let filled = &mut out.filled;
                let room = tokens.len() + others.len();
                if filled.len() < room {
                    filled.resize(room, 0.0);
                }
                let matches = out.matches.of(cell);
                for m in matches {
                    let (a, b) = (usize::from(m.source), usize::from(m.target));
                    source += m.strength.min(1.0 - filled[a]) * bitext.source.types[tokens[a] as usize].info;
                    filled[a] = (filled[a] + m.strength).min(1.0);
                    let other = tokens.len() + b;
                    target += m.strength.min(1.0 - filled[other]) * bitext.target.types[others[b] as usize].info;
                    filled[other] = (filled[other] + m.strength).min(1.0);
                }
                for m in matches {
                    filled[usize::from(m.source)] = 0.0;
                    filled[tokens.len() + usize::from(m.target)] = 0.0;
                }
                out.source[cell][0] = source;
                out.target[cell][0] = target;
            }
        }
        out
    }

    /// Computes coverage by the runs of up to `longest` segments that begin at cell `(i, j)`, if there is such a
    /// cell.
    pub(super) fn extend(&mut self, bitext: &Bitext<'_>, layout: &CellLayout, (i, j): (usize, usize), longest: usize) {
        let Some(cell) = layout.cell(i, j).filter(|&cell| usize::from(self.done[cell]) < longest) else { return };
        self.done[cell] = longest as u8;
        let (_, hi) = layout.columns_of(i);
        let tokens = bitext.source.tokens_of(layout.first.0 + i);
        let others = bitext.target.tokens_of(layout.first.1 + j);
        let room = tokens.len().max(others.len());
        if self.filled.len() < room {
            self.filled.resize(room, 0.0);
        }
        let mut sum = 0.0;
        for k in 0..longest {
            if j + k < hi {
                for m in self.matches.of(cell + k) {
                    let filled = &mut self.filled[usize::from(m.source)];
                    let room = (1.0 - *filled).min(m.strength);
                    *filled += room;
                    sum += room * bitext.source.types[tokens[usize::from(m.source)] as usize].info;
                }
            }
            self.source[cell][k] = sum;
        }
        self.filled[..tokens.len()].fill(0.0);
        sum = 0.0;
        for k in 0..longest {
            if let Some(below) = (i + k < layout.rows()).then(|| layout.cell(i + k, j)).flatten() {
                for m in self.matches.of(below) {
                    let filled = &mut self.filled[usize::from(m.target)];
                    let room = (1.0 - *filled).min(m.strength);
                    *filled += room;
                    sum += room * bitext.target.types[others[usize::from(m.target)] as usize].info;
                }
            }
            self.target[cell][k] = sum;
        }
        self.filled[..others.len()].fill(0.0);
    }
}
