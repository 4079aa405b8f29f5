//! How the features of a bead are computed; [`crate::feature`] lists them.
//!
//! Every feature treats the two sides alike, so that swapping them changes
//! nothing. A bead's score is a weighted sum; an unaligned segment has
//! features of its own, so that the price of leaving a segment out is learnt
//! and depends on the segment (does anything near look like it?), never set.

use crate::feature::{FEATURES, Feature};
use crate::grid::{Grid, SPAN, Texts};
use crate::side::{Ending, MARKS};
use crate::tables::{Leak, Tables};

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

/// The features of the marks that are counted, in their order.
const MARK_FEATURES: [Feature; MARKS] =
    [Feature::Questions, Feature::Exclamations, Feature::Quotes, Feature::Colons, Feature::Brackets, Feature::Signs];

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
    let mut set = |feature: Feature, value: f32| out[feature as usize] = value;
    let (s0, t0) = (grid.first.0 + i, grid.first.1 + j);
    let s = texts.source.over(s0, s0 + m);
    let t = texts.target.over(t0, t0 + n);
    let extra = (m + n - 2) as f32;
    // Shape.
    let (small, large) = (m.min(n), m.max(n));
    let shape = match (small, large) {
        (1, 1) => Feature::OneToOne,
        (1, 2) => Feature::OneToTwo,
        (1, 3) => Feature::OneToThree,
        (1, 4) => Feature::OneToFour,
        (1, _) => Feature::OneToMore,
        (2, 2) => Feature::TwoToTwo,
        (2, _) => Feature::TwoToMore,
        _ => Feature::ManyToMany,
    };
    set(shape, 1.0);
    set(Feature::Extra, (extra - 2.0).max(0.0));
    // Length.
    let habits = texts.habits;
    let distance = length_distance(s.chars, t.chars, habits.ratio) / habits.spread;
    set(Feature::LengthSquared, distance.min(16.0));
    set(Feature::LengthDistance, distance.sqrt().min(6.0));
    let ratio = ((t.chars + 8.0) / (s.chars * habits.ratio + 8.0)).ln().abs();
    set(Feature::LengthRatio, ratio.min(2.0));
    let chars = s.chars * habits.ratio + t.chars;
    set(Feature::LogLength, (chars / 40.0 + 1.0).ln());
    // Words.
    let (source_cover, target_cover) = (tables.source_cover(m, n), tables.target_cover(m, n));
    let [dot, row, column, numbers] = tables.basics(m, n);
    let (source_share, target_share) = (source_cover / (s.info + 2.0), target_cover / (t.info + 2.0));
    let share = (source_cover + target_cover) / (s.info + t.info + 4.0);
    let level = habits.cover.of(share);
    set(Feature::Cover, level);
    set(Feature::CoverSome, (level - 0.3).max(0.0));
    set(Feature::CoverMuch, (level - 0.7).max(0.0));
    set(Feature::CoverWorse, habits.cover.of(source_share.min(target_share)));
    let covered = source_cover + target_cover;
    set(Feature::LogCovered, (1.0 + covered).ln());
    set(Feature::Covered, (covered / 40.0).min(4.0));
    set(Feature::Uncovered, ((s.info + t.info - covered) / 60.0).min(4.0));
    // The least covered of the segments at the edges: does each of them belong?
    if extra > 0.0 {
        let edge = edge_cover(texts, tables, p, (s0, t0));
        set(Feature::EdgeCover, edge.min(1.0));
        set(Feature::EdgeBare, (0.1 - edge).max(0.0) * 10.0);
    }
    // Attention: how much of what the segments look for lies inside.
    let (row, column) = (row / m as f32, column / n as f32);
    set(Feature::Attention, row + column);
    set(Feature::AttentionWorse, row.min(column));
    set(Feature::AttentionMuch, (row.min(column) - 0.5).max(0.0));
    // Vectors.
    if texts.has_vectors() {
        let norm = |a: usize, b: usize| (grid.source_norms[i][a - 1] * grid.target_norms[j][b - 1]).sqrt().max(1e-6);
        let cosine = dot / norm(m, n);
        let level = habits.cosine.of(cosine);
        set(Feature::Cosine, level);
        set(Feature::CosineSome, (level - 0.4).max(0.0));
        set(Feature::CosineMuch, (level - 0.8).max(0.0));
        if extra > 0.0 {
            set(Feature::EdgeGain, edge_gain(grid, tables, p, cosine));
        }
    }
    // What the neighbours would add: a sentence that reaches into the next bead.
    let gains =
        |leaks: [Leak; 2], info: f32| leaks.map(|l| (l.cover / (info + 8.0) / habits.cover.span()).clamp(0.0, 1.5));
    let (from_source, from_target) = (tables.source_leaks(m, n), tables.target_leaks(m, n));
    let leaks = [gains(from_source, t.info), gains(from_target, s.info)];
    let most = leaks.iter().flatten().fold(0.0f32, |a, &b| a.max(b));
    set(Feature::Leak, most);
    set(Feature::LeakMuch, (most - 0.25).max(0.0));
    set(Feature::LeakSum, leaks.iter().flatten().sum());
    if texts.has_vectors() {
        set(Feature::LeakCosine, extension_gain(grid, tables, p, from_source, from_target));
    }
    // Marks.
    let different = |k: usize| (s.marks[k] - t.marks[k]).abs().min(3.0);
    for (k, feature) in MARK_FEATURES.into_iter().enumerate() {
        set(feature, different(k));
    }
    let endings = (texts.source.endings[s0 + m - 1], texts.target.endings[t0 + n - 1]);
    set(Feature::Endings, f32::from(u8::from(endings.0 != endings.1)));
    let paused = (endings.0 == Ending::Pause, endings.1 == Ending::Pause);
    set(Feature::PausedOne, f32::from(u8::from(paused.0 != paused.1)));
    set(Feature::PausedBoth, f32::from(u8::from(paused.0 && paused.1)));
    // Numbers.
    let common = numbers.min(s.numbers).min(t.numbers);
    set(Feature::NumbersKept, common.min(4.0));
    set(Feature::NumbersLost, (s.numbers + t.numbers - 2.0 * common).min(6.0));
    if let Some(clock) = habits.clock {
        set(
            Feature::Time,
            texts.source.time(s0, s0 + m).zip(texts.target.time(t0, t0 + n)).map_or(0.0, |(s, t)| clock.nats(s, t)),
        );
    }
    set(Feature::MergedHabit, if extra > 0.0 { habits.merged } else { 0.0 });
    set(Feature::CoverRaw, share);
    // Structure.
    if texts.structured {
        let opens = (texts.source.opens[s0], texts.target.opens[t0]);
        let open = |b: bool| f32::from(u8::from(b));
        let inside = (s.opens - open(opens.0)) + (t.opens - open(opens.1));
        let kinds = texts.kinds && texts.source.kinds[s0] != texts.target.kinds[t0];
        set(Feature::BreaksInside, inside.min(4.0));
        set(Feature::BreaksDiffer, open(opens.0 != opens.1) + open(kinds));
    }
}

/// Share of information covered in the worst of the edge segments.
fn edge_cover(texts: &Texts<'_>, tables: &Tables, p: Place, at: (usize, usize)) -> f32 {
    let Place { m, n, .. } = p;
    let mut worst = 1.0f32;
    if m > 1 {
        let cover = |k| tables.source_cover(k, n);
        for (k, covered) in [(0, cover(1)), (m - 1, cover(m) - cover(m - 1))] {
            let info = texts.source.info(at.0 + k, at.0 + k + 1);
            worst = worst.min((covered + 1.0) / (info + 3.0));
        }
    }
    if n > 1 {
        let cover = |k| tables.target_cover(m, k);
        for (k, covered) in [(0, cover(1)), (n - 1, cover(n) - cover(n - 1))] {
            let info = texts.target.info(at.1 + k, at.1 + k + 1);
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

/// What is known of a segment that may be unaligned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Single {
    /// Its information.
    pub(crate) info: f32,
    /// Its letters and digits.
    pub(crate) chars: f32,
    /// Attention given to nobody.
    pub(crate) nobody: f32,
    /// Whether it ends in a pause.
    pub(crate) paused: bool,
    /// Whether the segment before it does.
    pub(crate) continues: bool,
}

/// Writes the features of an unaligned segment. `rate` is the text's habit of
/// leaving segments out, `opening` whether the bead before has two sides.
pub(crate) fn alone(segment: Single, rate: f32, opening: bool, out: &mut [f32; FEATURES]) {
    let Single { info, chars, nobody: alone, paused, continues } = segment;
    *out = [0.0; FEATURES];
    let mut set = |feature: Feature, value: f32| out[feature as usize] = value;
    set(Feature::Alone, 1.0);
    set(Feature::AloneOpening, f32::from(u8::from(opening)));
    set(Feature::Nobody, alone);
    set(Feature::NobodyMuch, (alone - 0.5).max(0.0));
    set(Feature::LogInfo, (1.0 + info).ln());
    set(Feature::Info, (info / 60.0).min(4.0));
    set(Feature::NobodyLength, (1.0 + chars / 20.0).ln() * alone);
    set(Feature::AloneHabit, rate);
    set(Feature::Short, f32::from(u8::from(chars < 20.0)));
    set(Feature::AlonePaused, f32::from(u8::from(paused)));
    set(Feature::AloneContinues, f32::from(u8::from(continues)));
}
