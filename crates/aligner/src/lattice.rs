//! The lattice: all alignments inside the band, weighed at once.
//!
//! Beads are steps between nodes. The forward and backward sums over all paths
//! give each bead its probability given the whole of both texts; decoding then
//! takes the path with the most segments in beads that are right. Runs of
//! unaligned segments have one order (source first), so that no alignment is
//! counted twice.

use crate::band::Band;
use crate::features::{FEATURES, PAIRED, Place, SHAPES, alone, length_distance, paired};
use crate::grid::{Grid, Tables, Texts};

/// One bead of a decoded path, counted from the beginning of the grid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) place: Place,
    pub(crate) prob: f32,
}

/// The weighed band.
pub(crate) struct Lattice {
    band: Band,
    offset: Vec<usize>,
    /// By node, by shape: the score of the bead that begins there.
    scores: Vec<[f32; SHAPES.len()]>,
    /// By segment: going on leaving out, beginning to leave out.
    skip_source: Vec<[f32; 2]>,
    skip_target: Vec<[f32; 2]>,
}

/// Sums over the paths to (or from) a node by what the last step was:
/// a bead, an unaligned source segment, an unaligned target segment.
type States = [f64; 3];

const NEVER: f64 = f64::NEG_INFINITY;

/// Whether the lengths allow a bead at all; spares looking closely at most shapes.
fn plausible(texts: &Texts<'_>, grid: &Grid, p: Place) -> bool {
    if p.m + p.n == 2 {
        return true;
    }
    let (s, t) = (grid.first.0 + p.i, grid.first.1 + p.j);
    let source = texts.source.sums[s + p.m].chars - texts.source.sums[s].chars;
    let target = texts.target.sums[t + p.n].chars - texts.target.sums[t].chars;
    length_distance(source, target, texts.habits.ratio) < 30.0
}

/// Forward and backward sums.
pub(crate) struct Sums {
    forward: Vec<States>,
    backward: Vec<States>,
    /// The three states of `forward` together.
    through: Vec<f64>,
    /// Log of the sum over all paths.
    pub(crate) total: f64,
}

/// How far behind the best a node may lie and still be looked at.
const BEAM: f32 = 16.0;

/// Scratch space.
struct Buffers {
    tables: Tables,
    features: [f32; FEATURES],
}

impl Default for Buffers {
    fn default() -> Self {
        Self { tables: Tables::default(), features: [0.0; FEATURES] }
    }
}

/// What lies this far below the greatest term of a sum is left out of it.
const NEGLIGIBLE: f64 = -24.0;

fn plus(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == NEVER || low - high < NEGLIGIBLE { high } else { high + (low - high).exp().ln_1p() }
}

/// Logarithms to be summed.
#[derive(Default)]
struct Terms {
    list: [f64; SHAPES.len()],
    len: usize,
}

impl Terms {
    fn push(&mut self, log: f64) {
        self.list[self.len] = log;
        self.len += 1;
    }

    /// The sum of all terms pushed since the last sum.
    fn sum(&mut self) -> f64 {
        let terms = &self.list[..self.len];
        self.len = 0;
        let top = terms.iter().copied().fold(NEVER, f64::max);
        if top == NEVER {
            return NEVER;
        }
        top + terms.iter().filter(|&&t| t - top > NEGLIGIBLE).map(|&t| (t - top).exp()).sum::<f64>().ln()
    }
}

fn any(s: &States) -> f64 {
    plus(plus(s[0], s[1]), s[2])
}

fn weigh(weights: &[f32], features: &[f32]) -> f32 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}

impl Lattice {
    /// Scores every bead in the band.
    pub(crate) fn new(texts: &Texts<'_>, grid: &mut Grid, band: Band, weights: &[f32; FEATURES]) -> Self {
        let mut offset = Vec::with_capacity(band.lo.len() + 1);
        let mut total = 0;
        for (lo, hi) in band.lo.iter().zip(&band.hi) {
            offset.push(total);
            total += (hi - lo) as usize + 1;
        }
        offset.push(total);
        let (rows, columns) = (band.rows(), band.hi[band.rows()] as usize);
        let mut out = Self {
            scores: vec![[f32::NEG_INFINITY; SHAPES.len()]; total],
            band,
            offset,
            skip_source: Vec::new(),
            skip_target: Vec::new(),
        };
        let mut features = [0.0; FEATURES];
        for i in 0..rows {
            let sums = texts.source.over(grid.first.0 + i, grid.first.0 + i + 1);
            out.skip_source.push([false, true].map(|opening| {
                alone(sums.info, sums.chars, grid.source_alone[i], texts.habits.alone, opening, &mut features);
                weigh(&weights[PAIRED..], &features[PAIRED..])
            }));
        }
        for j in 0..columns {
            let sums = texts.target.over(grid.first.1 + j, grid.first.1 + j + 1);
            out.skip_target.push([false, true].map(|opening| {
                alone(sums.info, sums.chars, grid.target_alone[j], texts.habits.alone, opening, &mut features);
                weigh(&weights[PAIRED..], &features[PAIRED..])
            }));
        }
        out.score(texts, grid, weights);
        out
    }

    /// Scores the beads of the nodes that a best path so far comes near to, in
    /// order of progress: what lies hopelessly behind is not looked at.
    fn score(&mut self, texts: &Texts<'_>, grid: &mut Grid, weights: &[f32; FEATURES]) {
        let (rows, columns) = (self.band.rows(), self.skip_target.len());
        let mut best = vec![f32::NEG_INFINITY; self.scores.len()];
        best[0] = 0.0;
        let mut buffers = Buffers::default();
        let (mut from, mut before) = (0, f32::NEG_INFINITY);
        for progress in 0..rows + columns {
            while from <= rows && self.band.hi[from] as usize + from < progress {
                from += 1;
            }
            let mut nodes = (from..=rows.min(progress)).take_while(|&i| self.band.lo[i] as usize + i <= progress);
            let range = from..from + nodes.by_ref().count();
            let top = range.clone().map(|i| best[self.node(i, progress - i)]).fold(f32::NEG_INFINITY, f32::max);
            for i in range {
                let j = progress - i;
                let at = self.node(i, j);
                let here = best[at];
                if here < top.max(before) - BEAM {
                    continue;
                }
                if i < rows && self.band.has(i + 1, j) {
                    let next = self.node(i + 1, j);
                    best[next] = best[next].max(here + self.skip_source[i][0].max(self.skip_source[i][1]));
                }
                if j < columns && self.band.has(i, j + 1) {
                    let next = self.node(i, j + 1);
                    best[next] = best[next].max(here + self.skip_target[j][0].max(self.skip_target[j][1]));
                }
                self.beads_at(texts, grid, (i, j), &mut buffers, |lattice, shape, features| {
                    let score = weigh(&weights[..PAIRED], &features[..PAIRED]);
                    lattice.scores[at][shape] = score;
                    let (m, n) = SHAPES[shape];
                    let next = lattice.node(i + m, j + n);
                    best[next] = best[next].max(here + score);
                });
            }
            before = top;
        }
    }

    /// Visits the plausible beads that begin at a node, with their features.
    fn beads_at(
        &mut self,
        texts: &Texts<'_>,
        grid: &mut Grid,
        (i, j): (usize, usize),
        buffers: &mut Buffers,
        mut visit: impl FnMut(&mut Self, usize, &[f32; FEATURES]),
    ) {
        let (mut inside, mut widest) = ([false; SHAPES.len()], (0, 0));
        for (inside, (m, n)) in inside.iter_mut().zip(SHAPES) {
            *inside = self.band.has(i + m, j + n) && plausible(texts, grid, Place { i, j, m, n });
            if *inside {
                widest = (m.max(widest.0), n.max(widest.1));
            }
        }
        if widest.0 == 0 {
            return;
        }
        grid.tables(texts, (i, j), widest, &mut buffers.tables);
        for (shape, (m, n)) in SHAPES.into_iter().enumerate() {
            if inside[shape] {
                paired(texts, grid, &buffers.tables, Place { i, j, m, n }, &mut buffers.features);
                visit(self, shape, &buffers.features);
            }
        }
    }

    fn node(&self, i: usize, j: usize) -> usize {
        self.offset[i] + j - self.band.lo[i] as usize
    }

    /// Nodes in order with their positions.
    fn nodes(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> + '_ {
        (0..=self.band.rows())
            .flat_map(move |i| (self.band.lo[i] as usize..=self.band.hi[i] as usize).map(move |j| (i, j)))
    }

    /// Sums over all paths that use only allowed beads.
    pub(crate) fn sums(&self, allowed: impl Fn(Place) -> bool) -> Sums {
        let nodes = self.scores.len();
        let (mut forward, mut backward) = (vec![[NEVER; 3]; nodes], vec![[NEVER; 3]; nodes]);
        let mut through = vec![NEVER; nodes];
        let (rows, columns) = (self.band.rows(), self.skip_target.len());
        let mut terms = Terms::default();
        for (i, j) in self.nodes() {
            let at = self.node(i, j);
            if i == 0 && j == 0 {
                forward[at][0] = 0.0;
                through[at] = 0.0;
                continue;
            }
            for (shape, (m, n)) in SHAPES.into_iter().enumerate() {
                if m <= i && n <= j && self.band.has(i - m, j - n) && allowed(Place { i: i - m, j: j - n, m, n }) {
                    let before = self.node(i - m, j - n);
                    terms.push(through[before] + f64::from(self.scores[before][shape]));
                }
            }
            forward[at][0] = terms.sum();
            if i > 0 && self.band.has(i - 1, j) && allowed(Place { i: i - 1, j, m: 1, n: 0 }) {
                let (before, [on, open]) = (forward[self.node(i - 1, j)], self.skip_source[i - 1]);
                forward[at][1] = plus(before[0] + f64::from(open), before[1] + f64::from(on));
            }
            if j > 0 && self.band.has(i, j - 1) && allowed(Place { i, j: j - 1, m: 0, n: 1 }) {
                let (before, [on, open]) = (forward[self.node(i, j - 1)], self.skip_target[j - 1]);
                forward[at][2] = plus(before[0] + f64::from(open), plus(before[1], before[2]) + f64::from(on));
            }
            through[at] = any(&forward[at]);
        }
        let total = through[self.node(rows, columns)];
        for (i, j) in self.nodes().rev() {
            let at = self.node(i, j);
            if i == rows && j == columns {
                backward[at] = [0.0; 3];
                continue;
            }
            if through[at] == NEVER {
                continue;
            }
            for (shape, (m, n)) in SHAPES.into_iter().enumerate() {
                if self.band.has(i + m, j + n) && allowed(Place { i, j, m, n }) {
                    terms.push(backward[self.node(i + m, j + n)][0] + f64::from(self.scores[at][shape]));
                }
            }
            backward[at] = [terms.sum(); 3];
            if i < rows && self.band.has(i + 1, j) && allowed(Place { i, j, m: 1, n: 0 }) {
                let (after, [on, open]) = (backward[self.node(i + 1, j)][1], self.skip_source[i]);
                backward[at][0] = plus(backward[at][0], after + f64::from(open));
                backward[at][1] = plus(backward[at][1], after + f64::from(on));
            }
            if j < columns && self.band.has(i, j + 1) && allowed(Place { i, j, m: 0, n: 1 }) {
                let (after, [on, open]) = (backward[self.node(i, j + 1)][2], self.skip_target[j]);
                backward[at][0] = plus(backward[at][0], after + f64::from(open));
                backward[at][1] = plus(backward[at][1], after + f64::from(on));
                backward[at][2] = plus(backward[at][2], after + f64::from(on));
            }
        }
        Sums { forward, backward, through, total }
    }

    /// Probability that a bead with two sides ends at a node.
    pub(crate) fn ends(&self, sums: &Sums, i: usize, j: usize) -> f32 {
        let node = self.node(i, j);
        (sums.forward[node][0] + sums.backward[node][0] - sums.total).exp().min(1.0) as f32
    }

    /// Probability of the bead of `shape` at a node.
    fn prob(&self, sums: &Sums, i: usize, j: usize, shape: usize) -> f32 {
        let (m, n) = SHAPES[shape];
        let (at, next) = (self.node(i, j), self.node(i + m, j + n));
        let log = sums.through[at] + f64::from(self.scores[at][shape]) + sums.backward[next][0] - sums.total;
        if log < NEGLIGIBLE { 0.0 } else { log.exp().min(1.0) as f32 }
    }

    /// Probability that each segment is unaligned, split by whether it opens a run: `[on, open]`.
    fn alone_probs(&self, sums: &Sums, allowed: impl Fn(Place) -> bool) -> (Vec<[f32; 2]>, Vec<[f32; 2]>) {
        let (rows, columns) = (self.band.rows(), self.skip_target.len());
        let (mut source, mut target) = (vec![[0.0f32; 2]; rows], vec![[0.0f32; 2]; columns]);
        for (i, j) in self.nodes() {
            let node = self.node(i, j);
            let before = sums.forward[node];
            let most = sums.through[node] + sums.backward[node].into_iter().fold(NEVER, f64::max) - sums.total;
            if most < NEGLIGIBLE {
                continue;
            }
            if i < rows && self.band.has(i + 1, j) && allowed(Place { i, j, m: 1, n: 0 }) {
                let after = sums.backward[self.node(i + 1, j)][1] - sums.total;
                let [on, open] = self.skip_source[i].map(f64::from);
                source[i][0] += (before[1] + on + after).exp() as f32;
                source[i][1] += (before[0] + open + after).exp() as f32;
            }
            if j < columns && self.band.has(i, j + 1) && allowed(Place { i, j, m: 0, n: 1 }) {
                let after = sums.backward[self.node(i, j + 1)][2] - sums.total;
                let [on, open] = self.skip_target[j].map(f64::from);
                target[j][0] += (plus(before[1], before[2]) + on + after).exp() as f32;
                target[j][1] += (before[0] + open + after).exp() as f32;
            }
        }
        (source, target)
    }

    /// The path with the most segments expected to stand in right beads.
    pub(crate) fn decode(&self, sums: &Sums) -> Vec<Step> {
        let (rows, columns) = (self.band.rows(), self.skip_target.len());
        let (source, target) = self.alone_probs(sums, |_| true);
        let mut best = vec![(f32::NEG_INFINITY, 0u8, 0u8); self.scores.len()];
        for (i, j) in self.nodes() {
            let at = self.node(i, j);
            if i == 0 && j == 0 {
                best[at].0 = 0.0;
                continue;
            }
            let mut top = (f32::NEG_INFINITY, 0, 0);
            for (shape, (m, n)) in SHAPES.into_iter().enumerate() {
                if m <= i && n <= j && self.band.has(i - m, j - n) {
                    let value = best[self.node(i - m, j - n)].0 + (m + n) as f32 * self.prob(sums, i - m, j - n, shape);
                    if value > top.0 {
                        top = (value, m as u8, n as u8);
                    }
                }
            }
            if i > 0 && self.band.has(i - 1, j) {
                let value = best[self.node(i - 1, j)].0 + source[i - 1].iter().sum::<f32>();
                if value > top.0 {
                    top = (value, 1, 0);
                }
            }
            if j > 0 && self.band.has(i, j - 1) {
                let value = best[self.node(i, j - 1)].0 + target[j - 1].iter().sum::<f32>();
                if value > top.0 {
                    top = (value, 0, 1);
                }
            }
            best[at] = top;
        }
        let (mut i, mut j) = (rows, columns);
        let mut steps = Vec::new();
        while i > 0 || j > 0 {
            let (_, m, n) = best[self.node(i, j)];
            let (m, n) = (usize::from(m), usize::from(n));
            if m + n == 0 {
                break;
            }
            i -= m;
            j -= n;
            let prob = match (m, n) {
                (1, 0) => source[i].iter().sum(),
                (0, 1) => target[j].iter().sum(),
                _ => SHAPES.iter().position(|&s| s == (m, n)).map_or(0.0, |shape| self.prob(sums, i, j, shape)),
            };
            steps.push(Step { place: Place { i, j, m, n }, prob: f32::min(prob, 1.0) });
        }
        steps.reverse();
        steps
    }
}

/// A lattice that is weighed again and again while weights are learnt: of the
/// beads that are not hopeless it keeps the features.
pub(crate) struct Trainer {
    lattice: Lattice,
    kept: Vec<(Place, usize, usize)>,
    features: Vec<f32>,
    alone: (Vec<[f32; 4]>, Vec<[f32; 4]>),
}

impl Trainer {
    /// Keeps the beads that `weights` give at least one chance in ten million, and the gold ones.
    pub(crate) fn new(
        texts: &Texts<'_>,
        grid: &mut Grid,
        band: Band,
        weights: &[f32; FEATURES],
        gold: &impl Fn(Place) -> bool,
    ) -> Option<Self> {
        let mut lattice = Lattice::new(texts, grid, band, weights);
        let all = lattice.sums(|_| true);
        let mut probs = vec![[0.0f32; SHAPES.len()]; lattice.scores.len()];
        for (i, j) in lattice.nodes() {
            for (shape, (m, n)) in SHAPES.into_iter().enumerate() {
                if lattice.band.has(i + m, j + n) {
                    probs[lattice.node(i, j)][shape] = lattice.prob(&all, i, j, shape);
                }
            }
        }
        let (mut kept, mut features) = (Vec::new(), Vec::new());
        let places: Vec<(usize, usize)> = lattice.nodes().collect();
        let mut buffers = Buffers::default();
        for (node, (i, j)) in places.into_iter().enumerate() {
            lattice.beads_at(texts, grid, (i, j), &mut buffers, |lattice, shape, f| {
                let (m, n) = SHAPES[shape];
                let place = Place { i, j, m, n };
                if probs[node][shape] > 1e-7 || gold(place) {
                    kept.push((place, node, shape));
                    features.extend_from_slice(&f[..PAIRED]);
                } else {
                    lattice.scores[node][shape] = f32::NEG_INFINITY;
                }
            });
        }
        let facts = |side: &crate::side::Side, from: usize, nobody: &[f32]| {
            let of = |(k, &n): (usize, &f32)| {
                let sums = side.over(from + k, from + k + 1);
                [sums.info, sums.chars, n, texts.habits.alone]
            };
            nobody.iter().enumerate().map(of).collect::<Vec<_>>()
        };
        let alone = (
            facts(texts.source, grid.first.0, &grid.source_alone),
            facts(texts.target, grid.first.1, &grid.target_alone),
        );
        Some(Self { lattice, kept, features, alone })
    }

    /// Adds the gradient of the log-likelihood of the allowed paths to `gradient`; returns the log-likelihood.
    pub(crate) fn gradient(
        &mut self,
        weights: &[f32; FEATURES],
        gold: &impl Fn(Place) -> bool,
        gradient: &mut [f64; FEATURES],
    ) -> Option<f64> {
        for ((_, node, shape), f) in self.kept.iter().zip(self.features.chunks_exact(PAIRED)) {
            self.lattice.scores[*node][*shape] = weigh(&weights[..PAIRED], f);
        }
        let mut features = [0.0; FEATURES];
        let mut price = |fact: &[f32; 4]| {
            [false, true].map(|opening| {
                alone(fact[0], fact[1], fact[2], fact[3], opening, &mut features);
                weigh(&weights[PAIRED..], &features[PAIRED..])
            })
        };
        self.lattice.skip_source = self.alone.0.iter().map(&mut price).collect();
        self.lattice.skip_target = self.alone.1.iter().map(&mut price).collect();
        let all = self.lattice.sums(|_| true);
        let right = self.lattice.sums(gold);
        if right.total == NEVER || !all.total.is_finite() {
            return None;
        }
        for ((p, _, shape), f) in self.kept.iter().zip(self.features.chunks_exact(PAIRED)) {
            let wanted = if gold(*p) { self.lattice.prob(&right, p.i, p.j, *shape) } else { 0.0 };
            let push = f64::from(wanted - self.lattice.prob(&all, p.i, p.j, *shape));
            if push.abs() > 1e-5 {
                for (g, f) in gradient.iter_mut().zip(f) {
                    *g += push * f64::from(*f);
                }
            }
        }
        let have = self.lattice.alone_probs(&all, |_| true);
        let want = self.lattice.alone_probs(&right, gold);
        for (facts, have, want) in [(&self.alone.0, have.0, want.0), (&self.alone.1, have.1, want.1)] {
            for (fact, (have, want)) in facts.iter().zip(have.iter().zip(&want)) {
                for (k, opening) in [false, true].into_iter().enumerate() {
                    alone(fact[0], fact[1], fact[2], fact[3], opening, &mut features);
                    for (g, f) in gradient.iter_mut().zip(&features).skip(PAIRED) {
                        *g += f64::from((want[k] - have[k]) * f);
                    }
                }
            }
        }
        Some(right.total - all.total)
    }
}
