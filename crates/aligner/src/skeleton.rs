//! The skeleton: a rough path through the bitext, found fast.
//!
//! Long texts are first cut at *anchors*: pairs of segments that share words
//! which are rare on both sides, kept where they form one rising chain (so
//! that a missing chapter is a long step, not a derailment), and sought again
//! between two anchors with what is rare there. What remains between anchors
//! is small, and a plain dynamic programme over coarse scores goes through it.
//! The lattice then looks closely, but only near the skeleton.

use crate::band::Node;
use crate::each::{Each, both, in_turn, map};
use crate::features::{Place, length_distance};
use crate::grid::Texts;
use crate::paths::Step;
use crate::side::{QuickMap, Side};
use crate::vectors::dot;
use calque_bitext::heaviest_chain;

/// How far around a skeleton the search looks.
const RADIUS: u32 = 7;
/// The same where a step is sure.
const NEAR: u32 = 3;
/// The gain of a step that is sure.
const SURE: f32 = 3.5;
/// Stretches between links of the chain that are drawn in one go.
const TOGETHER: usize = 32;
/// How often anchors are sought between anchors.
const DEEP: u32 = 6;
/// Rectangles up to this many cells are searched whole.
const WHOLE: usize = 160_000;
/// A word that stands in more segments of a stretch than this is no anchor there.
const RARE: usize = 6;

/// A monotone path of nodes from corner to corner.
pub(crate) fn skeleton(texts: &Texts<'_>, each: Each<'_>) -> Vec<Node> {
    between(texts, (0, 0), (texts.source.len, texts.target.len), each)
}

type Corner = (usize, usize);

/// The same through a part of the texts.
pub(crate) fn between(texts: &Texts<'_>, from: Corner, to: Corner, each: Each<'_>) -> Vec<Node> {
    let mut path = vec![Node { i: from.0 as u32, j: from.1 as u32, radius: RADIUS }];
    let chain = if is_small(from, to) { Vec::new() } else { anchors(texts, from, to, each) };
    if chain.is_empty() {
        // Deep enough that nothing is sought which was not found.
        stretch(texts, from, to, DEEP, &mut path);
        return path;
    }
    // Between two links of the chain, what lies there is found without regard to the rest.
    let mut stops: Vec<Corner> = Vec::with_capacity(chain.len());
    for (i, j) in chain {
        if stops.last().is_none_or(|&(a, b)| i > a && j > b) {
            stops.push((i, j));
        }
    }
    let pieces = map(each, stops.len().div_ceil(TOGETHER), |piece| {
        let mut path = Vec::new();
        for k in piece * TOGETHER..((piece + 1) * TOGETHER).min(stops.len()) {
            let at = k.checked_sub(1).map_or(from, |before| (stops[before].0 + 1, stops[before].1 + 1));
            stretch(texts, at, stops[k], 1, &mut path);
            path.push(Node { i: stops[k].0 as u32 + 1, j: stops[k].1 as u32 + 1, radius: NEAR });
        }
        path
    });
    pieces.into_iter().flatten().for_each(|node| push_node(&mut path, node));
    let at = path.last().map_or(from, |n| (n.i as usize, n.j as usize));
    stretch(texts, at, to, 1, &mut path);
    path
}

/// Whether a rectangle is searched whole.
fn is_small(from: Corner, to: Corner) -> bool {
    (to.0 - from.0) * (to.1 - from.1) <= WHOLE
}

/// Appends the path through one rectangle, its first corner left out.
fn stretch(texts: &Texts<'_>, from: Corner, to: Corner, depth: u32, path: &mut Vec<Node>) {
    if from.0 == to.0 || from.1 == to.1 {
        push(path, to);
    } else if is_small(from, to) {
        rectangle(texts, from, to, path);
    } else {
        let chain = if depth < DEEP { anchors(texts, from, to, &in_turn) } else { Vec::new() };
        if chain.is_empty() {
            diagonal(texts, from, to, path);
            return;
        }
        let mut at = from;
        for (i, j) in chain {
            if i >= at.0 && j >= at.1 {
                stretch(texts, at, (i, j), depth + 1, path);
                path.push(Node { i: i as u32 + 1, j: j as u32 + 1, radius: NEAR });
                at = (i + 1, j + 1);
            }
        }
        stretch(texts, at, to, depth + 1, path);
    }
}

fn push(path: &mut Vec<Node>, to: Corner) {
    push_node(path, Node { i: to.0 as u32, j: to.1 as u32, radius: RADIUS });
}

/// Appends a node, unless the path is there already.
fn push_node(path: &mut Vec<Node>, node: Node) {
    if path.last().is_none_or(|last| (last.i, last.j) != (node.i, node.j)) {
        path.push(node);
    }
}

/// A skeleton as beads, to measure habits on.
pub(crate) fn as_steps(path: &[Node]) -> Vec<Step> {
    path.windows(2)
        .map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            let (m, n) = ((to.i - from.i) as usize, (to.j - from.j) as usize);
            let place = Place { i: from.i as usize, j: from.j as usize, m, n };
            Step { place, prob: 0.6 }
        })
        .collect()
}

/// Nothing to hold on to: in small rectangles along the diagonal by length of text.
fn diagonal(texts: &Texts<'_>, from: Corner, to: Corner, path: &mut Vec<Node>) {
    let side = 200;
    let pieces = ((to.0 - from.0).max(to.1 - from.1)).div_ceil(side);
    let cut = |s: &Side, a: usize, b: usize, k: usize| s.where_chars(a, b, k as f32 / pieces as f32);
    let mut at = from;
    for k in 1..=pieces {
        let next = if k == pieces {
            to
        } else {
            (cut(texts.source, from.0, to.0, k).max(at.0), cut(texts.target, from.1, to.1, k).max(at.1))
        };
        if (next.0 - at.0) * (next.1 - at.1) <= 4 * WHOLE && next.0 > at.0 && next.1 > at.1 {
            rectangle(texts, at, next, path);
        } else {
            push(path, next);
        }
        at = next;
    }
}

/// The rising chain of pairs that share rare words, in a rectangle.
fn anchors(texts: &Texts<'_>, from: Corner, to: Corner, each: Each<'_>) -> Vec<Corner> {
    const ROWS: usize = 4096;
    let (source, target) = both(each, || count(texts.source, from.0, to.0), || places(texts.target, from.1, to.1));
    let rare = Rare { texts, source, target };
    let pieces = map(each, (to.0 - from.0).div_ceil(ROWS), |k| {
        let rows = from.0 + k * ROWS..(from.0 + (k + 1) * ROWS).min(to.0);
        rare.candidates(rows)
    });
    let candidates: Vec<(u32, u32, f32)> = pieces.into_iter().flatten().collect();
    trusted(&heaviest_chain(&candidates, from.1, to.1))
}

/// The rare words of a rectangle.
struct Rare<'a> {
    texts: &'a Texts<'a>,
    source: QuickMap<u32, u32>,
    target: QuickMap<u32, Vec<u32>>,
}

impl Rare<'_> {
    /// For each row the columns that share most with it.
    fn candidates(&self, rows: std::ops::Range<usize>) -> Vec<(u32, u32, f32)> {
        let mut out = Vec::new();
        let mut votes: QuickMap<u32, f32> = QuickMap::default();
        for i in rows {
            votes.clear();
            for &word in self.texts.source.tokens_of(i) {
                if self.source.get(&word).is_none_or(|&n| n as usize > RARE) {
                    continue;
                }
                for &(other, strength) in self.texts.bridge.of(word).iter().filter(|link| link.1 >= 0.3) {
                    let Some(at) = self.target.get(&other).filter(|at| at.len() <= RARE) else { continue };
                    for &j in at {
                        *votes.entry(j).or_default() += strength * strength / at.len() as f32;
                    }
                }
            }
            let mut ranked: Vec<(u32, f32)> = votes.iter().map(|(&j, &v)| (j, v)).filter(|v| v.1 > 0.35).collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            out.extend(ranked.iter().take(3).map(|&(j, v)| (i as u32, j, v)));
        }
        out
    }
}

/// In how many segments of a stretch each word stands.
fn count(side: &Side, from: usize, to: usize) -> QuickMap<u32, u32> {
    let mut out: QuickMap<u32, u32> = QuickMap::default();
    for i in from..to {
        for &word in side.tokens_of(i) {
            *out.entry(word).or_default() += 1;
        }
    }
    out
}

/// The segments of a stretch in which each word stands, one more than `RARE` at most.
fn places(side: &Side, from: usize, to: usize) -> QuickMap<u32, Vec<u32>> {
    let mut out: QuickMap<u32, Vec<u32>> = QuickMap::default();
    for j in from..to {
        for &word in side.tokens_of(j) {
            let at = out.entry(word).or_default();
            if at.len() <= RARE && at.last() != Some(&(j as u32)) {
                at.push(j as u32);
            }
        }
    }
    out
}

/// Links of a chain that their neighbours confirm: nearby ones lie on nearby diagonals.
fn trusted(chain: &[(Corner, f32)]) -> Vec<Corner> {
    let near = |a: Corner, b: Corner| {
        let (di, dj) = (a.0.abs_diff(b.0), a.1.abs_diff(b.1));
        di.max(dj) <= 40 && di.abs_diff(dj) <= 2 + di.max(dj) / 3
    };
    (0..chain.len())
        .filter(|&k| {
            let (low, high) = (k.saturating_sub(3), (k + 4).min(chain.len()));
            let friends: f32 =
                (low..high).filter(|&o| o != k && near(chain[o].0, chain[k].0)).map(|o| chain[o].1.min(2.0)).sum();
            chain[k].1.min(2.0) + friends >= 2.2 && friends > 0.5
        })
        .map(|k| chain[k].0)
        .collect()
}

/// Shapes of the coarse search, with the price of each.
const COARSE: [(usize, usize, f32); 6] =
    [(1, 1, 0.3), (1, 2, -1.6), (2, 1, -1.6), (2, 2, -3.0), (1, 3, -3.2), (3, 1, -3.2)];
const SKIP: f32 = -2.2;

/// The best coarse path through a rectangle.
fn rectangle(texts: &Texts<'_>, from: Corner, to: Corner, path: &mut Vec<Node>) {
    let (rows, columns) = (to.0 - from.0, to.1 - from.1);
    let common = common(texts, from, to);
    let (s, t) = (texts.source, texts.target);
    let width = columns + 1;
    let mut best = vec![f32::NEG_INFINITY; (rows + 1) * width];
    let mut back = vec![(0u8, 0u8); (rows + 1) * width];
    best[0] = 0.0;
    // Letters and information of runs of one to three segments, from each on.
    let runs = |side: &Side, first: usize, last: usize| -> Vec<[(f32, f32); 3]> {
        let run = |a: usize, n: usize| (side.chars(a, (a + n).min(last)), side.info(a, (a + n).min(last)));
        (first..last).map(|a| [run(a, 1), run(a, 2), run(a, 3)]).collect()
    };
    let (source_runs, target_runs) = (runs(s, from.0, to.0), runs(t, from.1, to.1));
    for i in 0..=rows {
        for j in 0..=columns {
            let here = best[i * width + j];
            let mut offer = |m: usize, n: usize, value: f32| {
                let at = (i + m) * width + j + n;
                if value > best[at] {
                    best[at] = value;
                    back[at] = (m as u8, n as u8);
                }
            };
            if i < rows {
                offer(1, 0, here + SKIP);
            }
            if j < columns {
                offer(0, 1, here + SKIP);
            }
            for (m, n, price) in COARSE {
                if i + m > rows || j + n > columns {
                    continue;
                }
                let mut shared = 0.0;
                for r in i..i + m {
                    for c in j..j + n {
                        shared += common[r * columns + c];
                    }
                }
                let (source, target) = (source_runs[i][m - 1], target_runs[j][n - 1]);
                let distance = length_distance(source.0, target.0, texts.habits.ratio);
                let info = source.1 + target.1 + 6.0;
                offer(m, n, here + price + 9.0 * (shared / info).min(1.0) - 0.4 * distance.min(9.0));
            }
        }
    }
    let (mut i, mut j) = (rows, columns);
    let mut steps = Vec::new();
    while i > 0 || j > 0 {
        let (m, n) = back[i * width + j];
        let before = (i - usize::from(m)) * width + j - usize::from(n);
        let sure = m == n && best[i * width + j] - best[before] > SURE;
        steps.push(((from.0 + i, from.1 + j), if sure { NEAR } else { RADIUS }));
        i -= usize::from(m);
        j -= usize::from(n);
    }
    for (to, radius) in steps.into_iter().rev() {
        path.push(Node { i: to.0 as u32, j: to.1 as u32, radius });
    }
}

/// Information that each pair of segments shares, row by row.
fn common(texts: &Texts<'_>, from: Corner, to: Corner) -> Vec<f32> {
    let (rows, columns) = (to.0 - from.0, to.1 - from.1);
    let mut out = vec![0.0f32; rows * columns];
    let mut places: QuickMap<u32, Vec<u32>> = QuickMap::default();
    for j in 0..columns {
        for &word in texts.target.tokens_of(from.1 + j) {
            places.entry(word).or_default().push(j as u32);
        }
    }
    let (source_run, target_run) = (texts.source_run(from.0, to.0), texts.target_run(from.1, to.1));
    let norm = |j: usize| dot(target_run.of(from.1 + j), target_run.of(from.1 + j)).sqrt().max(1e-6);
    let norms: Vec<f32> = (0..columns).map(norm).collect();
    for (i, row) in out.chunks_exact_mut(columns).enumerate() {
        for &word in texts.source.tokens_of(from.0 + i) {
            let info = texts.source.types[word as usize].info;
            for &(other, strength) in texts.bridge.of(word) {
                let Some(at) = places.get(&other) else { continue };
                if at.len() * 4 > columns && columns > 12 {
                    continue;
                }
                let value = strength * (info + texts.target.types[other as usize].info);
                for &j in at {
                    row[j as usize] += value;
                }
            }
        }
        if texts.has_vectors() {
            let vector = source_run.of(from.0 + i);
            let norm = dot(vector, vector).sqrt().max(1e-6);
            let source = texts.source.info(from.0 + i, from.0 + i + 1);
            for (j, cell) in row.iter_mut().enumerate() {
                let cosine = dot(vector, target_run.of(from.1 + j)) / (norm * norms[j]);
                let target = texts.target.info(from.1 + j, from.1 + j + 1);
                *cell = 0.5 * *cell + 0.6 * (cosine - 0.1).max(0.0) * source.min(target) * 2.0;
            }
        }
    }
    out
}
