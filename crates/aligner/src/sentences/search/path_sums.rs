//! Sums over all paths through a lattice: forward-backward, and posterior decoding.
//!
//! Forward and backward sums (Baum 1972, here over segments rather than symbols) give
//! each bead its probability given the whole of both texts, as in a semi-Markov
//! conditional random field (Sarawagi and Cohen 2004). Decoding takes the path with
//! the most segments expected in right beads, not the most probable path. Runs of
//! unaligned segments have one order (source first), so that no alignment is counted
//! twice.

use super::lattice::{Edge, Lattice};
use crate::sentences::path::{BeadSpan, Step};

/// Logarithms of sums over the paths to a node by their last step (a bead, an unaligned source segment, an
/// unaligned target segment), or over the paths from a node by the step before it.
type States = [f64; 3];

/// The logarithm of 0.
const NEVER: f64 = f64::NEG_INFINITY;

/// A term this far below the greatest one, in nats, is left out of a sum; `exp(-24)` is below the precision of
/// the probabilities (32-bit floats).
const NEGLIGIBLE: f64 = -24.0;

/// The logarithm of a sum of numbers that are given by their logarithms, one after the other (log-sum-exp).
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
pub(crate) struct PathSums<'a> {
    lattice: &'a Lattice,
    forward: Vec<States>,
    backward: Vec<States>,
    /// By node, the sum of the states of `forward`.
    through: Vec<f64>,
    /// Logarithm of the sum over all paths.
    pub(crate) total: f64,
}

impl<'a> PathSums<'a> {
    /// Sums over the paths all of whose beads are allowed.
    pub(crate) fn new(lattice: &'a Lattice, allowed: impl Fn(BeadSpan) -> bool) -> Self {
        let nodes = lattice.nodes();
        let mut out = Self {
            lattice,
            forward: vec![[NEVER; 3]; nodes],
            backward: vec![[NEVER; 3]; nodes],
            through: vec![NEVER; nodes],
            total: NEVER,
        };
        out.sum_forward(&allowed);
        let (rows, columns) = lattice.size();
        out.total = out.through[lattice.node(rows, columns)];
        out.sum_backward(&allowed);
        out
    }

    fn sum_forward(&mut self, allowed: &impl Fn(BeadSpan) -> bool) {
        let lattice = self.lattice;
        let (rows, columns) = lattice.size();
        let mut beads = vec![LogSum::EMPTY; lattice.nodes()];
        beads[0].add(0.0);
        for (k, visited) in lattice.visited.iter().enumerate() {
            let (i, j) = (visited.i, visited.j);
            let states = &mut self.forward[visited.node];
            states[0] = beads[visited.node].log();
            let states = *states;
            let through = total(states);
            self.through[visited.node] = through;
            if through == NEVER {
                continue;
            }
            for edge in lattice.edges_of(k) {
                if allowed(edge.span) {
                    beads[edge.to as usize].add(through + f64::from(edge.score));
                }
            }
            if i < rows && lattice.has(i + 1, j) && allowed(BeadSpan { i, j, m: 1, n: 0 }) {
                let [on, open] = lattice.skip_source[i].map(f64::from);
                self.forward[lattice.node(i + 1, j)][1] = total([states[0] + open, states[1] + on]);
            }
            if j < columns && lattice.has(i, j + 1) && allowed(BeadSpan { i, j, m: 0, n: 1 }) {
                let [on, open] = lattice.skip_target[j].map(f64::from);
                self.forward[lattice.node(i, j + 1)][2] = total([states[0] + open, states[1] + on, states[2] + on]);
            }
        }
    }

    fn sum_backward(&mut self, allowed: &impl Fn(BeadSpan) -> bool) {
        let lattice = self.lattice;
        let (rows, columns) = lattice.size();
        for (k, visited) in lattice.visited.iter().enumerate().rev() {
            let (i, j) = (visited.i, visited.j);
            if i == rows && j == columns {
                self.backward[visited.node] = [0.0; 3];
                continue;
            }
            let mut beads = LogSum::EMPTY;
            for edge in lattice.edges_of(k) {
                if allowed(edge.span) {
                    beads.add(self.backward[edge.to as usize][0] + f64::from(edge.score));
                }
            }
            let beads = beads.log();
            let (mut source, mut target) = ([NEVER; 2], [NEVER; 2]);
            if i < rows && lattice.has(i + 1, j) && allowed(BeadSpan { i, j, m: 1, n: 0 }) {
                let after = self.backward[lattice.node(i + 1, j)][1];
                source = lattice.skip_source[i].map(|score| after + f64::from(score));
            }
            if j < columns && lattice.has(i, j + 1) && allowed(BeadSpan { i, j, m: 0, n: 1 }) {
                let after = self.backward[lattice.node(i, j + 1)][2];
                target = lattice.skip_target[j].map(|score| after + f64::from(score));
            }
            let ([source_on, source_open], [target_on, target_open]) = (source, target);
            self.backward[visited.node] = [
                total([beads, source_open, target_open]),
                total([beads, source_on, target_on]),
                total([beads, target_on]),
            ];
        }
    }

    /// Posterior probability of a bead that begins at a node, in [0, 1].
    pub(crate) fn prob(&self, node: usize, edge: &Edge) -> f32 {
        let log = self.through[node] + f64::from(edge.score) + self.backward[edge.to as usize][0] - self.total;
        if log < NEGLIGIBLE { 0.0 } else { log.exp().min(1.0) as f32 }
    }

    /// Posterior probability that a bead with two sides ends at a node.
    pub(crate) fn bead_ends(&self, i: usize, j: usize) -> f32 {
        let node = self.lattice.node(i, j);
        (self.forward[node][0] + self.backward[node][0] - self.total).exp().min(1.0) as f32
    }

    /// Posterior probability that each source and each target segment is unaligned, by whether the run of them
    /// goes on or begins: `[on, open]`.
    pub(crate) fn unaligned(&self, allowed: impl Fn(BeadSpan) -> bool) -> (Vec<[f32; 2]>, Vec<[f32; 2]>) {
        let lattice = self.lattice;
        let (rows, columns) = lattice.size();
        let (mut source, mut target) = (vec![[0.0f32; 2]; rows], vec![[0.0f32; 2]; columns]);
        for visited in &lattice.visited {
            let (i, j) = (visited.i, visited.j);
            let before = self.forward[visited.node];
            let greatest =
                self.through[visited.node] + self.backward[visited.node].into_iter().fold(NEVER, f64::max) - self.total;
            if greatest < NEGLIGIBLE || greatest.is_nan() {
                continue;
            }
            if i < rows && lattice.has(i + 1, j) && allowed(BeadSpan { i, j, m: 1, n: 0 }) {
                let after = self.backward[lattice.node(i + 1, j)][1] - self.total;
                let [on, open] = lattice.skip_source[i].map(f64::from);
                source[i][0] += (before[1] + on + after).exp() as f32;
                source[i][1] += (before[0] + open + after).exp() as f32;
            }
            if j < columns && lattice.has(i, j + 1) && allowed(BeadSpan { i, j, m: 0, n: 1 }) {
                let after = self.backward[lattice.node(i, j + 1)][2] - self.total;
                let [on, open] = lattice.skip_target[j].map(f64::from);
                target[j][0] += (total([before[1], before[2]]) + on + after).exp() as f32;
                target[j][1] += (before[0] + open + after).exp() as f32;
            }
        }
        (source, target)
    }

    /// Posterior decoding: the path with the greatest sum of the beads' probabilities, each weighted by the
    /// segments of the bead (the expected number of segments in right beads).
    pub(crate) fn decode(&self) -> Vec<Step> {
        let lattice = self.lattice;
        let (rows, columns) = lattice.size();
        let (source, target) = self.unaligned(|_| true);
        let skip = |probs: &[[f32; 2]], k: usize| (probs[k][0] + probs[k][1]).min(1.0);
        // By node: the best value so far, and the step that led there.
        let mut best = vec![(f32::NEG_INFINITY, 0u8, 0u8, 0.0f32); lattice.nodes()];
        best[0].0 = 0.0;
        for (k, visited) in lattice.visited.iter().enumerate() {
            let here = best[visited.node].0;
            if here == f32::NEG_INFINITY {
                continue;
            }
            let (i, j) = (visited.i, visited.j);
            let mut offer = |node: usize, m: usize, n: usize, prob: f32| {
                let value = here + (m + n) as f32 * prob;
                if value > best[node].0 {
                    best[node] = (value, m as u8, n as u8, prob);
                }
            };
            for edge in lattice.edges_of(k) {
                offer(edge.to as usize, edge.span.m, edge.span.n, self.prob(visited.node, edge));
            }
            if i < rows && lattice.has(i + 1, j) {
                offer(lattice.node(i + 1, j), 1, 0, skip(&source, i));
            }
            if j < columns && lattice.has(i, j + 1) {
                offer(lattice.node(i, j + 1), 0, 1, skip(&target, j));
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
            steps.push(Step { span: BeadSpan { i, j, m, n }, prob });
        }
        steps.reverse();
        steps
    }
}
