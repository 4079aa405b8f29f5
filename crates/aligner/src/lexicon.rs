//! A lexicon learnt from the text itself.
//!
//! IBM Model 1 in both directions over the beads found so far, each counting
//! by its probability; what both directions agree on becomes a link of the
//! bridge. A word seen once is trusted less than one seen ten times.

use crate::side::{QuickMap, Side};
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

/// Links learnt from the lessons.
pub(crate) fn learn(source: &Side, target: &Side, lessons: &[Lesson]) -> Vec<(u32, u32, f32)> {
    let stride = lessons.len().div_ceil(MOST).max(1);
    let lessons: Vec<&Lesson> = lessons.iter().step_by(stride).collect();
    let mut ids: QuickMap<u64, u32> = QuickMap::default();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut shown: Vec<Shown> = Vec::new();
    let mut totals = (vec![0.0f32; source.types.len()], vec![0.0f32; target.types.len()]);
    for lesson in lessons {
        let a = words(source, lesson.source.clone());
        let b = words(target, lesson.target.clone());
        if a.is_empty() || b.is_empty() || a.len() > 150 || b.len() > 150 {
            continue;
        }
        let mut numbers = Vec::with_capacity(a.len() * b.len());
        for &x in &a {
            for &y in &b {
                let id = *ids.entry(u64::from(x) << 32 | u64::from(y)).or_insert_with(|| {
                    pairs.push((x, y));
                    pairs.len() as u32 - 1
                });
                numbers.push(id);
            }
        }
        for &x in &a {
            totals.0[x as usize] += lesson.weight;
        }
        for &y in &b {
            totals.1[y as usize] += lesson.weight;
        }
        shown.push(Shown { a, b, numbers, weight: lesson.weight });
    }
    let mut forward = vec![1.0f32; pairs.len()];
    let mut backward = vec![1.0f32; pairs.len()];
    let nothing = 0.02;
    let mut counts = vec![0.0; 0];
    for round in 0..ROUNDS {
        let nothing = if round == 0 { 1.0 } else { nothing };
        for toward_target in [true, false] {
            let table = if toward_target { &mut forward } else { &mut backward };
            counts.clear();
            counts.resize(pairs.len(), 0.0f32);
            for Shown { a, b, numbers, weight } in &shown {
                let (outer, inner) = if toward_target { (b.len(), a.len()) } else { (a.len(), b.len()) };
                for o in 0..outer {
                    let id = |k: usize| if toward_target { numbers[k * b.len() + o] } else { numbers[o * b.len() + k] };
                    let sum: f32 = nothing + (0..inner).map(|k| table[id(k) as usize]).sum::<f32>();
                    for k in 0..inner {
                        let at = id(k) as usize;
                        counts[at] += weight * table[at] / sum;
                    }
                }
            }
            for (at, &(x, y)) in pairs.iter().enumerate() {
                let total = if toward_target { totals.0[x as usize] } else { totals.1[y as usize] };
                table[at] = (counts[at] - 0.15).max(0.0) / (total + 0.4);
            }
        }
    }
    let mut links = Vec::new();
    for (at, &(x, y)) in pairs.iter().enumerate() {
        let strength = (forward[at] * backward[at]).sqrt();
        if strength > 0.05 {
            links.push((x, y, strength.min(0.95)));
        }
    }
    links
}

/// The distinct words of a span.
fn words(side: &Side, span: Range<usize>) -> Vec<u32> {
    let mut out: Vec<u32> = span.flat_map(|i| side.tokens_of(i).iter().copied()).collect();
    out.sort_unstable();
    out.dedup();
    out
}
