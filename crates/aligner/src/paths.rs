//! What all paths through a lattice say together.
//!
//! Forward and backward sums over all alignments give each bead its
//! probability given the whole of both texts; decoding then takes the path
//! with the most segments in beads that are right. Runs of unaligned segments
//! have one order (source first), so that no alignment is counted twice.

use crate::features::Place;
use crate::lattice::{Edge, Lattice};

/// One bead of a decoded path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) place: Place,
    pub(crate) prob: f32,
}

/// Logarithms of sums over the paths to (or from) a node by what the last
/// (next) step follows: a bead, an unaligned source segment, an unaligned
/// target segment.
type States = [f64; 3];

const NEVER: f64 = f64::NEG_INFINITY;

/// What lies this far below the greatest term of a sum is left out of it.
const NEGLIGIBLE: f64 = -24.0;

/// A sum of numbers given by their logarithms, term by term.
#[derive(Clone, Copy, Debug)]
struct LogSum {
    top: f64,
    sum: f64,
}

impl LogSum {
    const EMPTY: Self = Self { top: NEVER, sum: 0.0 };

    fn add(&mut self, log: f64) {
        if log <= self.top {
            if log - self.top > NEGLIGIBLE {
                self.sum += (log - self.top).exp();
            }
        } else if log > NEVER {
            self.sum = if self.top - log > NEGLIGIBLE { self.sum * (self.top - log).exp() + 1.0 } else { 1.0 };
            self.top = log;
        }
    }

    fn log(self) -> f64 {
        if self.sum == 1.0 || self.top == NEVER { self.top } else { self.top + self.sum.ln() }
    }
}

fn total<const N: usize>(logs: [f64; N]) -> f64 {
    let mut sum = LogSum::EMPTY;
    logs.into_iter().for_each(|log| sum.add(log));
    sum.log()
}

/// Sums over all paths of a lattice, or over the allowed ones.
pub(crate) struct Paths<'a> {
    lattice: &'a Lattice,
    forward: Vec<States>,
    backward: Vec<States>,
    /// The states of `forward` together.
    through: Vec<f64>,
    /// Log of the sum over all paths.
    pub(crate) total: f64,
}

impl<'a> Paths<'a> {
    /// Sums over the paths all of whose beads are allowed.
    pub(crate) fn new(lattice: &'a Lattice, allowed: impl Fn(Place) -> bool) -> Self {
        let nodes = lattice.nodes();
        let mut out = Self {
            lattice,
            forward: vec![[NEVER; 3]; nodes],
            backward: vec![[NEVER; 3]; nodes],
            through: vec![NEVER; nodes],
            total: NEVER,
        };
        out.go_forward(&allowed);
        let (rows, columns) = lattice.size();
        out.total = out.through[lattice.node(rows, columns)];
        out.go_backward(&allowed);
        out
    }

    fn go_forward(&mut self, allowed: &impl Fn(Place) -> bool) {
        let lattice = self.lattice;
        let (rows, columns) = lattice.size();
        let mut beads = vec![LogSum::EMPTY; lattice.nodes()];
        beads[0].add(0.0);
        for (k, at) in lattice.looked.iter().enumerate() {
            let (i, j) = (at.i, at.j);
            let states = &mut self.forward[at.node];
            states[0] = beads[at.node].log();
            let states = *states;
            let through = total(states);
            self.through[at.node] = through;
            if through == NEVER {
                continue;
            }
            for edge in lattice.edges_of(k) {
                if allowed(edge.place) {
                    beads[edge.to as usize].add(through + f64::from(edge.score));
                }
            }
            if i < rows && lattice.has(i + 1, j) && allowed(Place { i, j, m: 1, n: 0 }) {
                let [on, open] = lattice.skip_source[i].map(f64::from);
                self.forward[lattice.node(i + 1, j)][1] = total([states[0] + open, states[1] + on]);
            }
            if j < columns && lattice.has(i, j + 1) && allowed(Place { i, j, m: 0, n: 1 }) {
                let [on, open] = lattice.skip_target[j].map(f64::from);
                self.forward[lattice.node(i, j + 1)][2] = total([states[0] + open, states[1] + on, states[2] + on]);
            }
        }
    }

    fn go_backward(&mut self, allowed: &impl Fn(Place) -> bool) {
        let lattice = self.lattice;
        let (rows, columns) = lattice.size();
        for (k, at) in lattice.looked.iter().enumerate().rev() {
            let (i, j) = (at.i, at.j);
            if i == rows && j == columns {
                self.backward[at.node] = [0.0; 3];
                continue;
            }
            let mut beads = LogSum::EMPTY;
            for edge in lattice.edges_of(k) {
                if allowed(edge.place) {
                    beads.add(self.backward[edge.to as usize][0] + f64::from(edge.score));
                }
            }
            let beads = beads.log();
            let (mut source, mut target) = ([NEVER; 2], [NEVER; 2]);
            if i < rows && lattice.has(i + 1, j) && allowed(Place { i, j, m: 1, n: 0 }) {
                let after = self.backward[lattice.node(i + 1, j)][1];
                source = lattice.skip_source[i].map(|score| after + f64::from(score));
            }
            if j < columns && lattice.has(i, j + 1) && allowed(Place { i, j, m: 0, n: 1 }) {
                let after = self.backward[lattice.node(i, j + 1)][2];
                target = lattice.skip_target[j].map(|score| after + f64::from(score));
            }
            let ([source_on, source_open], [target_on, target_open]) = (source, target);
            self.backward[at.node] = [
                total([beads, source_open, target_open]),
                total([beads, source_on, target_on]),
                total([beads, target_on]),
            ];
        }
    }

    /// Probability of a bead that begins at a node.
    pub(crate) fn prob(&self, node: usize, edge: &Edge) -> f32 {
        let log = self.through[node] + f64::from(edge.score) + self.backward[edge.to as usize][0] - self.total;
        if log < NEGLIGIBLE { 0.0 } else { log.exp().min(1.0) as f32 }
    }

    /// Probability that a bead with two sides ends at a node.
    pub(crate) fn ends(&self, i: usize, j: usize) -> f32 {
        let node = self.lattice.node(i, j);
        (self.forward[node][0] + self.backward[node][0] - self.total).exp().min(1.0) as f32
    }

    /// Probability that each segment is unaligned, by whether that goes on or begins: `[on, open]`.
    pub(crate) fn alone(&self, allowed: impl Fn(Place) -> bool) -> (Vec<[f32; 2]>, Vec<[f32; 2]>) {
        let lattice = self.lattice;
        let (rows, columns) = lattice.size();
        let (mut source, mut target) = (vec![[0.0f32; 2]; rows], vec![[0.0f32; 2]; columns]);
        for at in &lattice.looked {
            let (i, j) = (at.i, at.j);
            let before = self.forward[at.node];
            let most = self.through[at.node] + self.backward[at.node].into_iter().fold(NEVER, f64::max) - self.total;
            if most < NEGLIGIBLE || most.is_nan() {
                continue;
            }
            if i < rows && lattice.has(i + 1, j) && allowed(Place { i, j, m: 1, n: 0 }) {
                let after = self.backward[lattice.node(i + 1, j)][1] - self.total;
                let [on, open] = lattice.skip_source[i].map(f64::from);
                source[i][0] += (before[1] + on + after).exp() as f32;
                source[i][1] += (before[0] + open + after).exp() as f32;
            }
            if j < columns && lattice.has(i, j + 1) && allowed(Place { i, j, m: 0, n: 1 }) {
                let after = self.backward[lattice.node(i, j + 1)][2] - self.total;
                let [on, open] = lattice.skip_target[j].map(f64::from);
                target[j][0] += (total([before[1], before[2]]) + on + after).exp() as f32;
                target[j][1] += (before[0] + open + after).exp() as f32;
            }
        }
        (source, target)
    }

    /// The path with the most segments expected to stand in right beads.
    pub(crate) fn decode(&self) -> Vec<Step> {
        let lattice = self.lattice;
        let (rows, columns) = lattice.size();
        let (source, target) = self.alone(|_| true);
        let leave = |probs: &[[f32; 2]], at: usize| (probs[at][0] + probs[at][1]).min(1.0);
        // By node: the best value so far, and the step that led there.
        let mut best = vec![(f32::NEG_INFINITY, 0u8, 0u8, 0.0f32); lattice.nodes()];
        best[0].0 = 0.0;
        for (k, at) in lattice.looked.iter().enumerate() {
            let here = best[at.node].0;
            if here == f32::NEG_INFINITY {
                continue;
            }
            let (i, j) = (at.i, at.j);
            let mut offer = |node: usize, m: usize, n: usize, prob: f32| {
                let value = here + (m + n) as f32 * prob;
                if value > best[node].0 {
                    best[node] = (value, m as u8, n as u8, prob);
                }
            };
            for edge in lattice.edges_of(k) {
                offer(edge.to as usize, edge.place.m, edge.place.n, self.prob(at.node, edge));
            }
            if i < rows && lattice.has(i + 1, j) {
                offer(lattice.node(i + 1, j), 1, 0, leave(&source, i));
            }
            if j < columns && lattice.has(i, j + 1) {
                offer(lattice.node(i, j + 1), 0, 1, leave(&target, j));
            }
        }
        let (mut i, mut j) = (rows, columns);
        let mut steps = Vec::new();
        while i > 0 || j > 0 {
            let (_, m, n, prob) = best[lattice.node(i, j)];
            let (m, n) = (usize::from(m), usize::from(n));
            if m + n == 0 {
                break;
            }
            i -= m;
            j -= n;
            steps.push(Step { place: Place { i, j, m, n }, prob });
        }
        steps.reverse();
        steps
    }
}
