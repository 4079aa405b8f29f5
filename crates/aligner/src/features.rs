//! The features of a bead, and the weights that make them log-odds.
//!
//! Every feature treats the two sides alike, so that swapping them changes
//! nothing. A bead's score is a weighted sum; an unaligned segment has
//! features of its own, so that the price of leaving a segment out is learnt
//! and depends on the segment (does anything near look like it?), never set.

use crate::grid::{Grid, SPAN, Texts};
use crate::side::MARKS;
use crate::tables::{Leak, Tables};

/// How many features a bead with two sides has.
pub(crate) const PAIRED: usize = 46;
/// How many an unaligned segment has.
pub(crate) const ALONE: usize = 9;
/// All weights of a model of beads.
pub(crate) const FEATURES: usize = PAIRED + ALONE;

/// The bead shapes that the search considers: one to anything up to eight, small many-to-many.
pub(crate) const SHAPES: [(usize, usize); 31] = [
    (1, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (2, 3),
    (3, 2),
    (1, 4),
    (4, 1),
    (3, 3),
    (2, 4),
    (4, 2),
    (1, 5),
    (5, 1),
    (3, 4),
    (4, 3),
    (2, 5),
    (5, 2),
    (1, 6),
    (6, 1),
    (4, 4),
    (2, 6),
    (6, 2),
    (3, 5),
    (5, 3),
    (1, 7),
    (7, 1),
    (1, 8),
    (8, 1),
    (5, 5),
];

/// Where a bead begins, and its shape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// First segments, counted from the beginning of the grid.
    pub(crate) i: usize,
    pub(crate) j: usize,
    pub(crate) m: usize,
    pub(crate) n: usize,
}

/// Length likelihood: squared distance from the expected length in standard deviations.
pub(crate) fn length_distance(source_chars: f32, target_chars: f32, ratio: f32) -> f32 {
    let expected = source_chars * ratio;
    let variance = 5.0 * (expected + target_chars) * 0.5 + 10.0 + 0.006 * (expected + target_chars).powi(2);
    (target_chars - expected).powi(2) / variance
}

/// Writes the features of a bead with two sides.
pub(crate) fn paired(texts: &Texts<'_>, grid: &Grid, tables: &Tables, p: Place, out: &mut [f32; FEATURES]) {
    let Place { i, j, m, n } = p;
    *out = [0.0; FEATURES];
    let (s0, t0) = (grid.first.0 + i, grid.first.1 + j);
    let s = texts.source.over(s0, s0 + m);
    let t = texts.target.over(t0, t0 + n);
    let extra = (m + n - 2) as f32;
    // Shape.
    let (small, large) = (m.min(n), m.max(n));
    let shape = match (small, large) {
        (1, 1) => 0,
        (1, 2) => 1,
        (1, 3) => 2,
        (1, 4) => 3,
        (1, _) => 4,
        (2, 2) => 5,
        (2, _) => 6,
        _ => 7,
    };
    out[shape] = 1.0;
    out[8] = (extra - 2.0).max(0.0);
    // Length.
    let habits = texts.habits;
    let distance = length_distance(s.chars, t.chars, habits.ratio) / habits.spread;
    out[9] = distance.min(16.0);
    out[10] = distance.sqrt().min(6.0);
    let ratio = ((t.chars + 8.0) / (s.chars * habits.ratio + 8.0)).ln().abs();
    out[11] = ratio.min(2.0);
    let chars = s.chars * habits.ratio + t.chars;
    out[12] = (chars / 40.0 + 1.0).ln();
    // Words.
    let (source_cover, target_cover) = (tables.source_cover(m, n), tables.target_cover(m, n));
    let [dot, row, column, numbers] = tables.basics(m, n);
    let (source_share, target_share) = (source_cover / (s.info + 2.0), target_cover / (t.info + 2.0));
    let share = (source_cover + target_cover) / (s.info + t.info + 4.0);
    let level = habits.cover.of(share);
    out[13] = level;
    out[14] = (level - 0.3).max(0.0);
    out[15] = (level - 0.7).max(0.0);
    out[16] = habits.cover.of(source_share.min(target_share));
    let covered = source_cover + target_cover;
    out[17] = (1.0 + covered).ln();
    out[18] = (covered / 40.0).min(4.0);
    out[19] = ((s.info + t.info - covered) / 60.0).min(4.0);
    // The least covered of the segments at the edges: does each of them belong?
    if extra > 0.0 {
        let edge = edge_cover(texts, tables, p, (s0, t0));
        out[20] = edge.min(1.0);
        out[21] = (0.1 - edge).max(0.0) * 10.0;
    }
    // Attention: how much of what the segments look for lies inside.
    let (row, column) = (row / m as f32, column / n as f32);
    out[22] = row + column;
    out[23] = row.min(column);
    out[24] = (row.min(column) - 0.5).max(0.0);
    // Vectors.
    if texts.has_vectors() {
        let norm = |a: usize, b: usize| (grid.source_norms[i][a - 1] * grid.target_norms[j][b - 1]).sqrt().max(1e-6);
        let cosine = dot / norm(m, n);
        let level = habits.cosine.of(cosine);
        out[25] = level;
        out[26] = (level - 0.4).max(0.0);
        out[27] = (level - 0.8).max(0.0);
        if extra > 0.0 {
            out[28] = edge_gain(grid, tables, p, cosine);
        }
    }
    // What the neighbours would add: a sentence that reaches into the next bead.
    let gains =
        |leaks: [Leak; 2], info: f32| leaks.map(|l| (l.cover / (info + 8.0) / habits.cover.span()).clamp(0.0, 1.5));
    let (from_source, from_target) = (tables.source_leaks(m, n), tables.target_leaks(m, n));
    let leaks = [gains(from_source, t.info), gains(from_target, s.info)];
    let most = leaks.iter().flatten().fold(0.0f32, |a, &b| a.max(b));
    out[42] = most;
    out[43] = (most - 0.25).max(0.0);
    out[44] = leaks.iter().flatten().sum();
    if texts.has_vectors() {
        out[45] = extension_gain(grid, tables, p, from_source, from_target);
    }
    // Marks.
    let different = |k: usize| (s.marks[k] - t.marks[k]).abs().min(3.0);
    for k in 0..MARKS {
        out[29 + k] = different(k);
    }
    let endings = (texts.source.endings[s0 + m - 1], texts.target.endings[t0 + n - 1]);
    out[35] = f32::from(u8::from(endings.0 != endings.1));
    // Numbers.
    let common = numbers.min(s.numbers).min(t.numbers);
    out[36] = common.min(4.0);
    out[37] = (s.numbers + t.numbers - 2.0 * common).min(6.0);
    out[40] = if extra > 0.0 { habits.merged } else { 0.0 };
    out[41] = share;
    // Structure.
    if texts.structured {
        let opens = (texts.source.opens[s0], texts.target.opens[t0]);
        let open = |b: bool| f32::from(u8::from(b));
        let inside = (s.opens - open(opens.0)) + (t.opens - open(opens.1));
        let kinds = texts.source.kinds[s0] != texts.target.kinds[t0];
        out[38] = inside.min(4.0);
        out[39] = open(opens.0 != opens.1) + open(kinds);
    }
}

/// Share of information covered in the worst of the edge segments.
fn edge_cover(texts: &Texts<'_>, tables: &Tables, p: Place, at: (usize, usize)) -> f32 {
    let Place { m, n, .. } = p;
    let mut worst = 1.0f32;
    if m > 1 {
        let cover = |k| tables.source_cover(k, n);
        for (k, covered) in [(0, cover(1)), (m - 1, cover(m) - cover(m - 1))] {
            let info = texts.source.over(at.0 + k, at.0 + k + 1).info;
            worst = worst.min((covered + 1.0) / (info + 3.0));
        }
    }
    if n > 1 {
        let cover = |k| tables.target_cover(m, k);
        for (k, covered) in [(0, cover(1)), (n - 1, cover(n) - cover(n - 1))] {
            let info = texts.target.over(at.1 + k, at.1 + k + 1).info;
            worst = worst.min((covered + 1.0) / (info + 3.0));
        }
    }
    worst
}

/// How much the cosine gains by the edge segment that it needs least.
fn edge_gain(grid: &Grid, tables: &Tables, p: Place, cosine: f32) -> f32 {
    let Place { i, j, m, n } = p;
    let mut least = 1.0f32;
    let mut without = |dot: f32, source: f32, target: f32| {
        least = least.min(cosine - dot / (source * target).sqrt().max(1e-6));
    };
    let dot = |m: usize, n: usize| tables.basics(m, n)[0];
    let whole = dot(m, n);
    let (sn, tn) = (grid.source_norms[i][m - 1], grid.target_norms[j][n - 1]);
    if m > 1 {
        without(dot(m - 1, n), grid.source_norms[i][m - 2], tn);
        without(whole - dot(1, n), grid.source_norms[i + 1][m - 2], tn);
    }
    if n > 1 {
        without(dot(m, n - 1), sn, grid.target_norms[j][n - 2]);
        without(whole - dot(m, 1), sn, grid.target_norms[j + 1][n - 2]);
    }
    least.max(-0.5)
}

/// How much the cosine would gain by the best of the neighbours.
fn extension_gain(grid: &Grid, tables: &Tables, p: Place, from_source: [Leak; 2], from_target: [Leak; 2]) -> f32 {
    let Place { i, j, m, n } = p;
    let whole = tables.basics(m, n)[0];
    let (source, target) = (grid.source_norms[i][m - 1], grid.target_norms[j][n - 1]);
    let cosine = whole / (source * target).sqrt().max(1e-6);
    let mut most = 0.0f32;
    let mut with = |dot: f32, source: f32, target: f32| {
        most = most.max((whole + dot) / (source * target).sqrt().max(1e-6) - cosine);
    };
    if m < SPAN {
        if i > 0 {
            with(from_source[0].dot, grid.source_norms[i - 1][m], target);
        }
        with(from_source[1].dot, grid.source_norms[i][m], target);
    }
    if n < SPAN {
        if j > 0 {
            with(from_target[0].dot, source, grid.target_norms[j - 1][n]);
        }
        with(from_target[1].dot, source, grid.target_norms[j][n]);
    }
    most.min(0.5)
}

/// Writes the features of an unaligned segment of so much information, so many
/// characters, and so much attention given to nobody. `rate` is the text's
/// habit of leaving segments out, `opening` whether the bead before has two sides.
pub(crate) fn alone([info, chars, alone]: [f32; 3], rate: f32, opening: bool, out: &mut [f32; FEATURES]) {
    *out = [0.0; FEATURES];
    out[PAIRED] = 1.0;
    out[PAIRED + 1] = f32::from(u8::from(opening));
    out[PAIRED + 2] = alone;
    out[PAIRED + 3] = (alone - 0.5).max(0.0);
    out[PAIRED + 4] = (1.0 + info).ln();
    out[PAIRED + 5] = (info / 60.0).min(4.0);
    out[PAIRED + 6] = (1.0 + chars / 20.0).ln() * alone;
    out[PAIRED + 8] = rate;
    out[PAIRED + 7] = f32::from(u8::from(chars < 20.0));
}

const _: () = assert!(SPAN == 8 && PAIRED == 46);
