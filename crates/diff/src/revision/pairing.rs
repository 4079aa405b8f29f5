//! Pairing the sentences of a gap: what stands between unchanged sentences.
//!
//! Dynamic programming over the steps 1-1, 1-2, 2-1, 1-3, 3-1, 1-0 and 0-1. A
//! pairing earns the words in common beyond the share of [`ALIKE`], so that a
//! sentence is drawn into a pairing by its own words only. As many deletions as
//! insertions side by side are paired one to one, to be called rewritten.

use super::version::{Interner, Version};
use calque_text::words_of;
use std::ops::Range;

/// Share of words in common from which two sentences are versions of each other.
pub(super) const ALIKE: f32 = 0.3;

/// Most sentences on one side of a pairing.
const LONGEST: usize = 3;

/// Cells of the table kept at full width; larger gaps keep to a band about the diagonal.
const MOST_CELLS: usize = 1_000_000;

/// Gaps with more sentences than this on both sides together are not paired by words.
/// No revision rewrites so much running text; two unlike texts do.
const MOST_SENTENCES: usize = 100_000;

/// Steps in the order in which ties are broken.
const STEPS: [(usize, usize); 7] = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 0), (0, 1)];

/// The words of every stretch of 1 to [`LONGEST`] sentences, as sorted numbers.
struct Bags {
    first: usize,
    of: Vec<[Vec<u32>; LONGEST]>,
}

impl Bags {
    fn new(version: Version<'_>, range: &Range<usize>, words: &mut Interner) -> Self {
        let single: Vec<Vec<u32>> = range
            .clone()
            .map(|i| words_of(version.sentence(i), version.lang).into_iter().map(|w| words.id(w)).collect())
            .collect();
        let of = (0..single.len())
            .map(|i| {
                std::array::from_fn(|k| {
                    let mut bag: Vec<u32> = single[i..single.len().min(i + k + 1)].concat();
                    bag.sort_unstable();
                    bag
                })
            })
            .collect();
        Self { first: range.start, of }
    }

    fn get(&self, end: usize, len: usize) -> &[u32] {
        &self.of[end - len - self.first][len - 1]
    }
}

/// How many words two bags have in common.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    common
}

/// Twice the words in common over all words of two stretches of sentences, in [0, 1].
pub(super) fn alike(old: Version<'_>, new: Version<'_>, a: &Range<usize>, b: &Range<usize>) -> f32 {
    let mut words = Interner::default();
    let mut bag = |version: Version<'_>, range: &Range<usize>| -> Vec<u32> {
        let mut bag: Vec<u32> = words_of(version.of(range), version.lang).into_iter().map(|w| words.id(w)).collect();
        bag.sort_unstable();
        bag
    };
    let (x, y) = (bag(old, a), bag(new, b));
    let all = (x.len() + y.len()) as f32;
    if all > 0.0 { 2.0 * common(&x, &y) as f32 / all } else { 1.0 }
}

/// Pairs the sentences `a` of the old version with `b` of the new one: ranges in
/// order that cover both. Either of a pair may be empty.
pub(super) fn pair(
    old: Version<'_>,
    new: Version<'_>,
    a: Range<usize>,
    b: Range<usize>,
) -> Vec<(Range<usize>, Range<usize>)> {
    if a.is_empty() && b.is_empty() {
        return Vec::new();
    }
    if a.is_empty() || b.is_empty() {
        return vec![(a, b)];
    }
    if a.len() + b.len() > MOST_SENTENCES {
        return rejoin(vec![(a.clone(), b.start..b.start), (a.end..a.end, b)]);
    }
    let mut words = Interner::default();
    let (olds, news) = (Bags::new(old, &a, &mut words), Bags::new(new, &b, &mut words));
    rejoin(best_path(&a, &b, &olds, &news))
}

/// Sentences of the old and of the new version that are paired; either range may be empty.
type Step = (Range<usize>, Range<usize>);

/// The table of the dynamic programming: the best way to every cell `(i, j)`,
/// the first `i` old and `j` new sentences, kept within a band about the diagonal.
struct Table {
    olds: usize,
    news: usize,
    /// Cells kept on either side of the diagonal.
    half: usize,
    best: Vec<f32>,
    step: Vec<u8>,
}

impl Table {
    fn new(olds: usize, news: usize) -> Self {
        let whole = (olds + 1) * (news + 1) <= MOST_CELLS;
        let half = if whole { news } else { (MOST_CELLS / (2 * olds)).max(2 * news.div_ceil(olds) + 32) };
        let cells = (olds + 1) * (2 * half + 1);
        Self { olds, news, half, best: vec![f32::NEG_INFINITY; cells], step: vec![0; cells] }
    }

    /// Where the diagonal stands in row `i`.
    fn middle(&self, i: usize) -> usize {
        i * self.news / self.olds
    }

    fn columns(&self, i: usize) -> std::ops::RangeInclusive<usize> {
        let middle = self.middle(i);
        middle.saturating_sub(self.half)..=(middle + self.half).min(self.news)
    }

    fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let width = 2 * self.half + 1;
        (j + self.half).checked_sub(self.middle(i)).filter(|&k| k < width).map(|k| i * width + k)
    }

    /// What the best way to `(i, j)` has earned, where there is one.
    fn earned(&self, i: usize, j: usize) -> Option<f32> {
        self.cell(i, j).map(|k| self.best[k]).filter(|b| b.is_finite())
    }

    /// Offers a way to `(i, j)` by step `number`; the first of equals stays.
    fn offer(&mut self, i: usize, j: usize, earned: f32, number: usize) {
        if let Some(k) = self.cell(i, j)
            && earned > self.best[k]
        {
            self.best[k] = earned;
            self.step[k] = number as u8;
        }
    }
}

/// The pairing that earns most.
fn best_path(a: &Range<usize>, b: &Range<usize>, olds: &Bags, news: &Bags) -> Vec<Step> {
    let mut table = Table::new(a.len(), b.len());
    table.offer(0, 0, 0.0, 0);
    for i in 0..=a.len() {
        for j in table.columns(i) {
            for (number, &(di, dj)) in STEPS.iter().enumerate() {
                let from = i.checked_sub(di).zip(j.checked_sub(dj));
                let Some(before) = from.and_then(|(i, j)| table.earned(i, j)) else { continue };
                if di == 0 || dj == 0 {
                    table.offer(i, j, before, number);
                    continue;
                }
                let (x, y) = (olds.get(a.start + i, di), news.get(b.start + j, dj));
                let earned = 2.0 * common(x, y) as f32 - ALIKE * (x.len() + y.len()) as f32;
                if earned > 0.0 {
                    table.offer(i, j, before + earned, number);
                }
            }
        }
    }
    let mut path = Vec::new();
    let (mut i, mut j) = (a.len(), b.len());
    while (i, j) != (0, 0) {
        let (di, dj) = STEPS[table.cell(i, j).map_or(0, |k| table.step[k] as usize)];
        let (to_i, to_j) = (i, j);
        (i, j) = (i.saturating_sub(di), j.saturating_sub(dj));
        path.push((a.start + i..a.start + to_i, b.start + j..b.start + to_j));
    }
    path.reverse();
    path
}

/// Joins deletions and insertions that stand side by side: as pairs one to one
/// where there are as many of both, else all deletions, then all insertions.
fn rejoin(path: Vec<Step>) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let mut loose: Option<Step> = None;
    let settle = |loose: Option<Step>, out: &mut Vec<Step>| {
        let Some((a, b)) = loose else { return };
        if a.len() == b.len() {
            out.extend(a.zip(b).map(|(i, j)| (i..i + 1, j..j + 1)));
            return;
        }
        let at = b.start;
        out.extend(
            [(a.clone(), at..at), (a.end..a.end, b)].into_iter().filter(|(a, b)| !(a.is_empty() && b.is_empty())),
        );
    };
    for (a, b) in path {
        if a.is_empty() || b.is_empty() {
            loose = Some(match loose {
                Some((x, y)) => (x.start..a.end, y.start..b.end),
                None => (a, b),
            });
        } else {
            settle(loose.take(), &mut out);
            out.push((a, b));
        }
    }
    settle(loose, &mut out);
    out
}
