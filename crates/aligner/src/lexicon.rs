//! A lexicon learnt from the text itself.
//!
//! IBM Model 1 in both directions over the beads found so far, each counting
//! by its probability; what both directions agree on becomes a link of the
//! bridge. A word seen once is trusted less than one seen ten times.

use crate::side::Side;
use std::ops::Range;

/// A bead to learn from, with its weight.
pub(crate) struct Lesson {
    pub(crate) source: Range<usize>,
    pub(crate) target: Range<usize>,
    pub(crate) weight: f32,
}

/// Most beads learnt from: a lexicon of the text does not get better after that, only larger.
const MOST: usize = 20_000;
const ROUNDS: usize = 5;

/// A lesson as its words and the numbers of all their pairs, row by row.
struct Shown {
    a: Vec<u32>,
    b: Vec<u32>,
    numbers: Vec<u32>,
    weight: f32,
}

/// All pairs of words of the lessons.
struct Pairs {
    words: Vec<(u32, u32)>,
    /// Of each the lesson and the place in it where it stands first.
    first: Vec<(u32, u32)>,
}

/// Links learnt from the lessons.
pub(crate) fn learn(source: &Side, target: &Side, lessons: &[Lesson]) -> Vec<(u32, u32, f32)> {
    let stride = lessons.len().div_ceil(MOST).max(1);
    let lessons: Vec<&Lesson> = lessons.iter().step_by(stride).collect();
    let mut shown: Vec<Shown> = Vec::new();
    let mut totals = (vec![0.0f32; source.types.len()], vec![0.0f32; target.types.len()]);
    for lesson in lessons {
        let a = words(source, lesson.source.clone());
        let b = words(target, lesson.target.clone());
        if a.is_empty() || b.is_empty() || a.len() > 150 || b.len() > 150 {
            continue;
        }
        for &x in &a {
            totals.0[x as usize] += lesson.weight;
        }
        for &y in &b {
            totals.1[y as usize] += lesson.weight;
        }
        let numbers = vec![0; a.len() * b.len()];
        shown.push(Shown { a, b, numbers, weight: lesson.weight });
    }
    let pairs = number(&mut shown, source.types.len(), target.types.len());
    let mut forward = vec![1.0f32; pairs.words.len()];
    let mut backward = vec![1.0f32; pairs.words.len()];
    let nothing = 0.02;
    let (mut counts, mut sums) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let nothing = if round == 0 { 1.0 } else { nothing };
        for toward_target in [true, false] {
            let table = if toward_target { &mut forward } else { &mut backward };
            counts.clear();
            counts.resize(pairs.words.len(), 0.0f32);
            for lesson in &shown {
                if toward_target {
                    count_columns(lesson, table, nothing, &mut sums, &mut counts);
                } else {
                    count_rows(lesson, table, nothing, &mut counts);
                }
            }
            for ((cell, count), &(x, y)) in table.iter_mut().zip(&counts).zip(&pairs.words) {
                let total = if toward_target { totals.0[x as usize] } else { totals.1[y as usize] };
                *cell = (count - 0.15).max(0.0) / (total + 0.4);
            }
        }
    }
    let strength = |at: usize| (forward[at] * backward[at]).sqrt();
    let mut strong: Vec<usize> = (0..pairs.words.len()).filter(|&at| strength(at) > 0.05).collect();
    strong.sort_unstable_by_key(|&at| pairs.first[at]);
    let link = |at: usize| (pairs.words[at].0, pairs.words[at].1, strength(at).min(0.95));
    strong.into_iter().map(link).collect()
}

/// Numbers the pairs of words, those of one source word in a row: so a table by target words stands in
/// for one by pairs, and what is counted together lies together.
fn number(shown: &mut [Shown], source_types: usize, target_types: usize) -> Pairs {
    let mut places: Vec<Vec<(u32, u32)>> = vec![Vec::new(); source_types];
    for (lesson, Shown { a, .. }) in shown.iter().enumerate() {
        for (row, &x) in a.iter().enumerate() {
            places[x as usize].push((lesson as u32, row as u32));
        }
    }
    let mut pairs = Pairs { words: Vec::new(), first: Vec::new() };
    // By target word: the source word that it was last seen with, and the number of that pair.
    let mut last = vec![(u32::MAX, 0u32); target_types];
    for (x, places) in (0..).zip(places) {
        for (lesson, row) in places {
            let Shown { b, numbers, .. } = &mut shown[lesson as usize];
            let start = row as usize * b.len();
            for (column, (&y, number)) in b.iter().zip(&mut numbers[start..]).enumerate() {
                let seen = &mut last[y as usize];
                if seen.0 != x {
                    *seen = (x, pairs.words.len() as u32);
                    pairs.words.push((x, y));
                    pairs.first.push((lesson, (start + column) as u32));
                }
                *number = seen.1;
            }
        }
    }
    pairs
}

/// Adds what each source word of a lesson has in each target word.
fn count_columns(lesson: &Shown, table: &[f32], nothing: f32, sums: &mut Vec<f32>, counts: &mut [f32]) {
    let width = lesson.b.len();
    sums.clear();
    sums.resize(width, 0.0);
    for row in lesson.numbers.chunks_exact(width) {
        sums.iter_mut().zip(row).for_each(|(sum, &at)| *sum += table[at as usize]);
    }
    sums.iter_mut().for_each(|sum| *sum += nothing);
    for row in lesson.numbers.chunks_exact(width) {
        for (sum, &at) in sums.iter().zip(row) {
            counts[at as usize] += lesson.weight * table[at as usize] / sum;
        }
    }
}

/// Adds what each target word of a lesson has in each source word.
fn count_rows(lesson: &Shown, table: &[f32], nothing: f32, counts: &mut [f32]) {
    for row in lesson.numbers.chunks_exact(lesson.b.len()) {
        let sum = nothing + row.iter().map(|&at| table[at as usize]).sum::<f32>();
        for &at in row {
            counts[at as usize] += lesson.weight * table[at as usize] / sum;
        }
    }
}

/// The distinct words of a span.
fn words(side: &Side, span: Range<usize>) -> Vec<u32> {
    let mut out: Vec<u32> = span.flat_map(|i| side.tokens_of(i).iter().copied()).collect();
    out.sort_unstable();
    out.dedup();
    out
}
