//! Stage 8: the evidence for each bead, in figures that a reader can check.

use super::bitext::{Bitext, length_distance};
use super::input::{RunVectors, SideIndex};
use super::path::BeadSpan;
use crate::numeric::dot;
use calque_bitext::{Bead, Evidence};
use std::ops::Range;

/// A link at least this strong makes a number or name one that both sides have.
const SAME_ANCHOR: f32 = 0.5;
/// Half the squared length distance of a pair by chance, which lies some two and a half standard deviations
/// from the expected length.
const CHANCE_LENGTH: f32 = 3.0;
/// The lowest log-likelihood ratio of lengths.
const LOWEST_LENGTH: f32 = -20.0;

/// Turns steps into beads with evidence; holds a buffer for one bead after another.
pub(crate) struct EvidenceCollector<'a> {
    bitext: Bitext<'a>,
    /// By target type, the sum of the strengths of its links in the bead; -1 for types that do not stand in it.
    covered: Vec<f32>,
}

/// Information of the words of one side of a bead, and how much of it is covered.
#[derive(Default)]
struct SideCoverage {
    /// In nats.
    info: f32,
    covered: f32,
    /// Numbers and names with a counterpart, and without.
    kept: f32,
    lost: f32,
}

impl SideCoverage {
    fn add(&mut self, info: f32, strength: f32, anchor: bool) {
        self.info += info;
        self.covered += info * strength.min(1.0);
        if anchor {
            let kept = f32::from(u8::from(strength > SAME_ANCHOR));
            self.kept += kept;
            self.lost += 1.0 - kept;
        }
    }
}

impl<'a> EvidenceCollector<'a> {
    /// For the beads of one bitext.
    pub(crate) fn new(bitext: Bitext<'a>) -> Self {
        let covered = vec![-1.0; bitext.target.types.len()];
        Self { bitext, covered }
    }

    /// The bead of a step, counted from the beginning of the texts; unaligned ones have no evidence.
    pub(crate) fn bead(&mut self, span: BeadSpan, prob: f32) -> Bead {
        let evidence = if span.is_paired() { self.evidence(span) } else { Evidence::default() };
        let (i, j) = span.end();
        Bead { source: span.i..i, target: span.j..j, score: prob, evidence }
    }

    fn evidence(&mut self, span: BeadSpan) -> Evidence {
        let (source, target) = (self.bitext.source, self.bitext.target);
        let words = |side: &'a SideIndex, from: usize, to: usize| {
            &side.tokens[side.offsets[from] as usize..side.offsets[to] as usize]
        };
        let (i, j) = span.end();
        let (source_words, target_words) = (words(source, span.i, i), words(target, span.j, j));
        for &word in target_words {
            self.covered[word as usize] = 0.0;
        }
        let (mut left, mut right) = (SideCoverage::default(), SideCoverage::default());
        for &word in source_words {
            let mut strength = 0.0f32;
            for &(other, link) in self.bitext.links.of(word) {
                let covered = &mut self.covered[other as usize];
                if *covered >= 0.0 {
                    strength += link;
                    *covered += link;
                }
            }
            let word = &source.types[word as usize];
            left.add(word.info, strength, word.number || word.name);
        }
        for &word in target_words {
            let strength = self.covered[word as usize].max(0.0);
            let word = &target.types[word as usize];
            right.add(word.info, strength, word.number || word.name);
        }
        for &word in target_words {
            self.covered[word as usize] = -1.0;
        }
        let chars = (source.chars(span.i, i), target.chars(span.j, j));
        let stats = self.bitext.stats;
        let distance = length_distance(chars.0, chars.1, stats.length_ratio) / stats.length_spread;
        Evidence {
            cosine: self.cosine(span),
            coverage: (left.covered + right.covered) / (left.info + right.info).max(1.0),
            length: (CHANCE_LENGTH - 0.5 * distance).max(LOWEST_LENGTH),
            anchors: left.kept.min(right.kept) - left.lost - right.lost,
        }
    }

    fn cosine(&self, span: BeadSpan) -> f32 {
        if !self.bitext.has_vectors() {
            return 0.0;
        }
        let sum = |run: &RunVectors, range: Range<usize>| {
            let mut out = run.segment(range.start).to_vec();
            for segment in range.skip(1) {
                out.iter_mut().zip(run.segment(segment)).for_each(|(o, v)| *o += v);
            }
            out
        };
        let (i, j) = span.end();
        let a = sum(&self.bitext.source_run(span.i, i), span.i..i);
        let b = sum(&self.bitext.target_run(span.j, j), span.j..j);
        dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt().max(1e-6)
    }
}
