//! The grid: what each pair of segments inside the band has in common.
//!
//! All evidence is kept in a form that adds up, so that a bead of three
//! segments to two is a handful of additions: dot products of vectors, and for
//! words the share that finds a partner in the first one, two, ... eight
//! segments of the other side ([`Grid::tables`]).

use crate::band::Band;
use crate::bridge::Bridge;
use crate::habits::Habits;
use crate::side::Side;
use crate::vectors::{Vectors, dot};

/// Most segments on one side of a bead.
pub(crate) const SPAN: usize = 8;

/// How many rows away from a cell the bead that holds it may begin or end, unless it is one to many.
const REACH: usize = 5;

/// Both sides with everything that speaks for a pairing.
pub(crate) struct Texts<'a> {
    pub(crate) source: &'a Side,
    pub(crate) target: &'a Side,
    pub(crate) bridge: &'a Bridge,
    pub(crate) source_vectors: &'a Vectors,
    pub(crate) target_vectors: &'a Vectors,
    /// What a good pair looks like in this text.
    pub(crate) habits: Habits,
    /// Whether block structure tells anything.
    pub(crate) structured: bool,
}

impl Texts<'_> {
    pub(crate) fn has_vectors(&self) -> bool {
        self.source_vectors.dim > 0 && self.source_vectors.dim == self.target_vectors.dim
    }
}

/// Sums that belong to a pair of segments: dot product, share of the row's
/// attention, share of the column's, numbers in common.
pub(crate) type Basics = [f32; 4];
/// By number of segments of the other side, less one.
pub(crate) type Spans = [f32; SPAN];

const ZERO: Spans = [0.0; SPAN];

/// The evidence of a stretch of the bitext, `first.0..` source to `first.1..` target segments.
pub(crate) struct Grid {
    pub(crate) first: (usize, usize),
    columns: usize,
    /// First column of each row, and where the row begins in the arrays by cell.
    start: Vec<u32>,
    offset: Vec<usize>,
    /// Sums over the cells to the left in the row, one more than cells a row.
    basics: Vec<Basics>,
    /// Information of the source segment's words covered by this and the following target segments.
    source_cover: Vec<Spans>,
    /// Information of the target segment's words covered by this and the following source segments.
    target_cover: Vec<Spans>,
    /// What the covers are computed from, whether that was done, and scratch space for it.
    matches: Matches,
    done: Vec<bool>,
    filled: Vec<f32>,
    /// Attention left to nobody, by source and by target segment.
    pub(crate) source_alone: Vec<f32>,
    pub(crate) target_alone: Vec<f32>,
    /// Squared norms of the vectors of spans.
    pub(crate) source_norms: Vec<Spans>,
    pub(crate) target_norms: Vec<Spans>,
}

/// Sums over the spans that begin at one node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    basics: [[Basics; SPAN]; SPAN],
    source_cover: [Spans; SPAN],
    target_cover: [Spans; SPAN],
    /// The same with the segment before the first taken in on the other side.
    source_cover_before: [Spans; SPAN],
    target_cover_before: [Spans; SPAN],
    /// Dot products of the segments before the first with the spans.
    source_dot_before: Spans,
    target_dot_before: Spans,
}

/// What one neighbour of a bead would add to it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Leak {
    /// Information of the other side that the neighbour alone covers.
    pub(crate) cover: f32,
    /// Dot product of the neighbour with the other side.
    pub(crate) dot: f32,
}

impl Tables {
    /// The basics of the first `m` by `n` segments.
    pub(crate) fn basics(&self, m: usize, n: usize) -> Basics {
        self.basics[m - 1][n - 1]
    }

    /// Source information covered.
    pub(crate) fn source_cover(&self, m: usize, n: usize) -> f32 {
        if m == 0 || n == 0 { 0.0 } else { self.source_cover[m - 1][n - 1] }
    }

    /// What the source segments next to the bead of `m` by `n` would add: the one before, the one after.
    pub(crate) fn source_leaks(&self, m: usize, n: usize) -> [Leak; 2] {
        let own = self.target_cover(m, n);
        if m == SPAN {
            return [Leak::default(); 2];
        }
        let before = Leak { cover: self.target_cover_before[n - 1][m] - own, dot: self.source_dot_before[n - 1] };
        let after = Leak {
            cover: self.target_cover(m + 1, n) - own,
            dot: self.basics[m][n - 1][0] - self.basics[m - 1][n - 1][0],
        };
        [before, after]
    }

    /// The same of the target segments.
    pub(crate) fn target_leaks(&self, m: usize, n: usize) -> [Leak; 2] {
        let own = self.source_cover(m, n);
        if n == SPAN {
            return [Leak::default(); 2];
        }
        let before = Leak { cover: self.source_cover_before[m - 1][n] - own, dot: self.target_dot_before[m - 1] };
        let after = Leak {
            cover: self.source_cover(m, n + 1) - own,
            dot: self.basics[m - 1][n][0] - self.basics[m - 1][n - 1][0],
        };
        [before, after]
    }

    /// Target information covered.
    pub(crate) fn target_cover(&self, m: usize, n: usize) -> f32 {
        if m == 0 || n == 0 { 0.0 } else { self.target_cover[n - 1][m - 1] }
    }
}

#[derive(Clone, Copy)]
struct Match {
    a: u16,
    b: u16,
    strength: f32,
}

/// Word matches by cell.
#[derive(Default)]
struct Matches {
    offsets: Vec<u32>,
    list: Vec<Match>,
}

impl Matches {
    fn of(&self, cell: usize) -> &[Match] {
        &self.list[self.offsets[cell] as usize..self.offsets[cell + 1] as usize]
    }
}

impl Grid {
    /// Gathers the evidence for the segments under `band`, which begins at segments `first`.
    pub(crate) fn new(texts: &Texts<'_>, first: (usize, usize), band: &Band) -> Self {
        let rows = band.rows();
        let columns = band.hi[rows] as usize;
        let (mut start, mut offset, mut total) = (Vec::with_capacity(rows), Vec::with_capacity(rows + 1), 0);
        for i in 0..rows {
            let lo = band.lo[i.saturating_sub(REACH)];
            let hi = band.hi[(i + REACH + 1).min(rows)];
            start.push(lo);
            offset.push(total);
            total += (hi - lo) as usize;
        }
        offset.push(total);
        let mut grid = Self {
            first,
            columns,
            start,
            offset,
            basics: vec![[0.0; 4]; total + rows],
            source_cover: vec![ZERO; total],
            target_cover: vec![ZERO; total],
            source_alone: vec![1.0; rows],
            target_alone: vec![1.0; columns],
            matches: Matches::default(),
            done: vec![false; total],
            filled: Vec::new(),
            source_norms: norms(texts.source_vectors, first.0, rows),
            target_norms: norms(texts.target_vectors, first.1, columns),
        };
        let mut cells = vec![[0.0; 4]; total];
        grid.matches = grid.find_matches(texts, &mut cells);
        grid.cover_pairs(texts);
        grid.dots(texts, &mut cells);
        grid.attend(texts, &mut cells);
        grid.sum_rows(&cells);
        grid
    }

    fn rows(&self) -> usize {
        self.start.len()
    }

    /// Columns of a row's cells.
    fn columns_of(&self, i: usize) -> (usize, usize) {
        let lo = self.start[i] as usize;
        (lo, lo + self.offset[i + 1] - self.offset[i])
    }

    fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let (lo, hi) = self.columns_of(i);
        (lo..hi).contains(&j).then(|| self.offset[i] + j - lo)
    }

    /// Word matches of every cell, and numbers in common.
    fn find_matches(&self, texts: &Texts<'_>, cells: &mut [Basics]) -> Matches {
        const NONE: u32 = u32::MAX;
        let mut out =
            Matches { offsets: Vec::with_capacity(cells.len() + 1), list: Vec::with_capacity(4 * cells.len()) };
        out.offsets.push(0);
        let mut head = HeadTable::new(texts.target.types.len());
        let mut chain: Vec<(u16, f32, u32)> = Vec::new();
        for i in 0..self.rows() {
            chain.clear();
            for (a, &word) in texts.source.tokens_of(self.first.0 + i).iter().enumerate().take(usize::from(u16::MAX)) {
                for &(other, strength) in texts.bridge.of(word) {
                    chain.push((a as u16, strength, head.replace(other, chain.len() as u32)));
                }
            }
            let (lo, hi) = self.columns_of(i);
            for j in lo..hi {
                let tokens = texts.target.tokens_of(self.first.1 + j);
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
                        cells[self.offset[i] + j - lo][3] += 1.0;
                    }
                }
                out.offsets.push(out.list.len() as u32);
            }
            head.clear();
        }
        out
    }

    /// Covers of single pairs, which every cell needs.
    fn cover_pairs(&mut self, texts: &Texts<'_>) {
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

    /// Covers of the spans that begin at a cell: each word counts once, as far
    /// as the strengths of its partners reach.
    fn cover(&mut self, texts: &Texts<'_>, i: usize, j: usize) {
        let Some(at) = self.cell(i, j).filter(|&at| !self.done[at]) else { return };
        self.done[at] = true;
        let (_, hi) = self.columns_of(i);
        let tokens = texts.source.tokens_of(self.first.0 + i);
        let others = texts.target.tokens_of(self.first.1 + j);
        let room = tokens.len().max(others.len());
        if self.filled.len() < room {
            self.filled.resize(room, 0.0);
        }
        let mut sum = 0.0;
        for k in 0..SPAN {
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
        for k in 0..SPAN {
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

    fn dots(&self, texts: &Texts<'_>, cells: &mut [Basics]) {
        if !texts.has_vectors() {
            return;
        }
        for i in 0..self.rows() {
            let vector = texts.source_vectors.of(self.first.0 + i);
            let (lo, hi) = self.columns_of(i);
            for j in lo..hi {
                cells[self.offset[i] + j - lo][0] = dot(vector, texts.target_vectors.of(self.first.1 + j));
            }
        }
    }

    /// Soft assignment of each segment to those of the other side, or to nobody.
    fn attend(&mut self, texts: &Texts<'_>, cells: &mut [Basics]) {
        let vectors = texts.has_vectors();
        let sharpness = 6.0;
        let nobody = (sharpness * 0.5f32).exp();
        let mut column_sums = vec![nobody; self.columns];
        for i in 0..self.rows() {
            let (lo, hi) = self.columns_of(i);
            let mut row_sum = nobody;
            let info = texts.source.over(self.first.0 + i, self.first.0 + i + 1).info;
            let row = self.offset[i]..self.offset[i + 1];
            for (j, at) in (lo..hi).zip(row.clone()) {
                let other = texts.target.over(self.first.1 + j, self.first.1 + j + 1).info;
                let share = (self.source_cover[at][0] + self.target_cover[at][0]) / (info + other + 4.0);
                let mut likeness = texts.habits.cover.of(share);
                if vectors {
                    let norm = (self.source_norms[i][0] * self.target_norms[j][0]).sqrt().max(1e-6);
                    likeness = 0.5 * likeness + 0.5 * texts.habits.cosine.of(cells[at][0] / norm);
                }
                let weight = (sharpness * likeness).exp();
                cells[at][1] = weight;
                cells[at][2] = weight;
                row_sum += weight;
                column_sums[j] += weight;
            }
            self.source_alone[i] = nobody / row_sum;
            cells[row].iter_mut().for_each(|cell| cell[1] /= row_sum);
        }
        for i in 0..self.rows() {
            let (lo, hi) = self.columns_of(i);
            for (cell, sum) in cells[self.offset[i]..self.offset[i + 1]].iter_mut().zip(&column_sums[lo..hi]) {
                cell[2] /= sum;
            }
        }
        for (alone, sum) in self.target_alone.iter_mut().zip(&column_sums) {
            *alone = nobody / sum;
        }
    }

    fn sum_rows(&mut self, cells: &[Basics]) {
        for i in 0..self.rows() {
            let mut sum = [0.0; 4];
            let row = &mut self.basics[self.offset[i] + i..=self.offset[i + 1] + i];
            for (at, cell) in row[1..].iter_mut().zip(&cells[self.offset[i]..self.offset[i + 1]]) {
                for k in 0..4 {
                    sum[k] += cell[k];
                }
                *at = sum;
            }
        }
    }

    /// Sums over the spans of up to `m` by `n` segments that begin at node `(i, j)`, and one more each way.
    pub(crate) fn tables(
        &mut self,
        texts: &Texts<'_>,
        (i, j): (usize, usize),
        (m, n): (usize, usize),
        out: &mut Tables,
    ) {
        let (rows, wide) = ((m + 1).min(SPAN), (n + 1).min(SPAN));
        for r in i..(i + rows).min(self.rows()) {
            self.cover(texts, r, j);
            if j > 0 {
                self.cover(texts, r, j - 1);
            }
        }
        for c in j..j + wide {
            self.cover(texts, i, c);
            if i > 0 {
                self.cover(texts, i - 1, c);
            }
        }
        for r in 0..rows {
            if i + r >= self.rows() {
                // Nothing there: as the row above.
                out.basics[r] = out.basics[r - 1];
                out.source_cover[r] = out.source_cover[r - 1];
                out.source_cover_before[r] = out.source_cover_before[r - 1];
                continue;
            }
            let (lo, hi) = self.columns_of(i + r);
            let row = &self.basics[self.offset[i + r] + i + r..];
            let from = j.clamp(lo, hi) - lo;
            for c in 0..wide {
                let to = (j + c + 1).clamp(lo, hi) - lo;
                let mut sum = if r > 0 { out.basics[r - 1][c] } else { [0.0; 4] };
                for k in 0..4 {
                    sum[k] += row[to][k] - row[from][k];
                }
                out.basics[r][c] = sum;
            }
            let before = (j.max(1) - 1).clamp(lo, hi) - lo;
            out.target_dot_before[r] =
                row[from][0] - row[before][0] + if r > 0 { out.target_dot_before[r - 1] } else { 0.0 };
            let own = if lo <= j && j < hi { self.source_cover[self.offset[i + r] + j - lo] } else { ZERO };
            out.source_cover[r] = own;
            out.source_cover_before[r] =
                if lo < j && j <= hi { self.source_cover[self.offset[i + r] + j - 1 - lo] } else { shifted(&own) };
            if r > 0 {
                for k in 0..SPAN {
                    out.source_cover[r][k] += out.source_cover[r - 1][k];
                    out.source_cover_before[r][k] += out.source_cover_before[r - 1][k];
                }
            }
        }
        for c in 0..wide {
            let own = self.cell(i, j + c).map_or(ZERO, |cell| self.target_cover[cell]);
            let before = if i > 0 { self.cell(i - 1, j + c) } else { None };
            out.target_cover[c] = own;
            out.target_cover_before[c] = before.map_or_else(|| shifted(&own), |cell| self.target_cover[cell]);
            out.source_dot_before[c] = before.map_or(0.0, |_| self.dot(i - 1, j + c));
            if c > 0 {
                out.source_dot_before[c] += out.source_dot_before[c - 1];
                for k in 0..SPAN {
                    out.target_cover[c][k] += out.target_cover[c - 1][k];
                    out.target_cover_before[c][k] += out.target_cover_before[c - 1][k];
                }
            }
        }
    }

    /// The dot product of a pair inside the band.
    fn dot(&self, i: usize, j: usize) -> f32 {
        let at = self.offset[i] + i + j - self.start[i] as usize;
        self.basics[at + 1][0] - self.basics[at][0]
    }
}

/// Spans that begin one segment earlier where there is none.
fn shifted(spans: &Spans) -> Spans {
    let mut out = ZERO;
    out[1..].copy_from_slice(&spans[..SPAN - 1]);
    out
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

/// Squared norms of the sums of up to eight vectors from each segment on.
fn norms(vectors: &Vectors, first: usize, len: usize) -> Vec<Spans> {
    let mut out = vec![[1.0; SPAN]; len];
    if vectors.dim == 0 {
        return out;
    }
    let mut sum = vec![0.0; vectors.dim];
    for (i, norms) in out.iter_mut().enumerate() {
        sum.fill(0.0);
        for (k, norm) in norms.iter_mut().enumerate() {
            if i + k < len {
                for (s, v) in sum.iter_mut().zip(vectors.of(first + i + k)) {
                    *s += v;
                }
            }
            *norm = dot(&sum, &sum);
        }
    }
    out
}
