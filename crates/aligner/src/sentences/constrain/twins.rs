//! Near-twins: two neighbours of one side that are alike but for a word or two (*Turn on the fan. Turn off the fan.*).
//!
//! Where only one of them is translated, a bead of both covers nearly all words of the other side and hides the
//! omission. So a bead of two to one whose two segments are near-twins is taken apart if the one segment has the length
//! of one of them rather than of both, in letters and in words: the better of the two keeps it, the other stays alone.
//! The thresholds are set by hand.

use super::pins::Pins;
use crate::sentences::bitext::{Bitext, length_distance};
use crate::sentences::job::Job;
use crate::sentences::path::{BeadSpan, Step};
use std::ops::Range;

/// Segments of fewer words are no near-twins: greetings and exclamations are often repeated and told once.
const FEWEST_WORDS: usize = 3;
/// The share of their words that near-twins have in common.
const ALIKE: f32 = 0.6;
/// The length of one of them explains the one segment by so many standard deviations better than the length of both.
const BETTER: f32 = 0.5;

/// The steps with beads of near-twins taken apart.
pub(crate) fn without_merged_twins(job: &Job<'_>, steps: Vec<Step>, pins: &Pins) -> Vec<Step> {
    let bitext = job.bitext();
    let lengths = Lengths::of(&bitext, &steps);
    if !steps.iter().any(|step| hides_a_twin(&lengths, step.span)) {
        return steps;
    }
    let mut out = Vec::with_capacity(steps.len() + 1);
    for step in steps {
        let (from, to) = ((step.span.i, step.span.j), step.span.end());
        let pinned =
            pins.fixed.iter().any(|(s, t)| s.start < to.0 && s.end > from.0 && t.start < to.1 && t.end > from.1);
        if pinned || !hides_a_twin(&lengths, step.span) {
            out.push(step);
            continue;
        }
        let apart = job.search_one_to_one(from, to);
        // Probabilities are those of the bead: that it holds what belongs together is as sure as before.
        out.extend(apart.into_iter().map(|part| Step { prob: part.prob * step.prob, ..part }));
    }
    out
}

/// Lengths of runs of segments, by the habits of the text.
struct Lengths<'a> {
    bitext: &'a Bitext<'a>,
    /// Words of the target for each word of the source, in the beads of one to one.
    word_ratio: f32,
}

impl<'a> Lengths<'a> {
    fn of(bitext: &'a Bitext<'a>, steps: &[Step]) -> Self {
        let pairs = steps.iter().map(|step| step.span).filter(|span| (span.m, span.n) == (1, 1));
        // In a text of few pairs the ratio stays near one.
        let (source, target) = pairs.fold((10, 10), |(source, target), span| {
            (source + bitext.source.tokens_of(span.i).len(), target + bitext.target.tokens_of(span.j).len())
        });
        Self { bitext, word_ratio: target as f32 / source as f32 }
    }

    /// How many standard deviations the target run is off the length that the source run lets expect: the root of
    /// the mean square of letters and words.
    fn off(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let Self { bitext, word_ratio } = self;
        let letters = (bitext.source.chars(source.start, source.end), bitext.target.chars(target.start, target.end));
        let letters = length_distance(letters.0, letters.1, bitext.stats.length_ratio);
        let expected = word_ratio * source.map(|i| bitext.source.tokens_of(i).len()).sum::<usize>() as f32;
        let words = target.map(|j| bitext.target.tokens_of(j).len()).sum::<usize>() as f32;
        // Set by hand beside the variance of letters: a sentence of ten words, give or take two or three.
        let variance = 0.3 * (expected + words) + 0.5;
        f32::midpoint(letters, (words - expected).powi(2) / variance).sqrt()
    }
}

/// Whether a bead holds two near-twins of which the other side renders one.
fn hides_a_twin(lengths: &Lengths<'_>, span: BeadSpan) -> bool {
    let BeadSpan { i, j, m, n } = span;
    let bitext = lengths.bitext;
    let (twins, at) = match (m, n) {
        (2, 1) => ([bitext.source.tokens_of(i), bitext.source.tokens_of(i + 1)], i),
        (1, 2) => ([bitext.target.tokens_of(j), bitext.target.tokens_of(j + 1)], j),
        _ => return false,
    };
    // How far the one segment is off the length of these two, or of one of them.
    let off = |run: Range<usize>| if m == 2 { lengths.off(run, j..j + 1) } else { lengths.off(i..i + 1, run) };
    are_twins(twins) && off(at..at + 1).max(off(at + 1..at + 2)) + BETTER < off(at..at + 2)
}

/// Whether two segments have most of their words in common.
fn are_twins([a, b]: [&[u32]; 2]) -> bool {
    let most = a.len().max(b.len());
    if a.len().min(b.len()) < FEWEST_WORDS || most > 200 {
        return false;
    }
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable();
    b.sort_unstable();
    let (mut x, mut y, mut common) = (0, 0, 0);
    while x < a.len() && y < b.len() {
        match a[x].cmp(&b[y]) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => (x, y, common) = (x + 1, y + 1, common + 1),
        }
    }
    common as f32 >= ALIKE * most as f32
}
