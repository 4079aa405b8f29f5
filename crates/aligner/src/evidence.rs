//! The evidence for a bead, in figures that a reader can check.

use crate::features::{Place, length_distance};
use crate::grid::Texts;
use crate::vectors::{Run, dot};
use crate::{Bead, Evidence};

/// Gathers the evidence of beads, one after another.
pub(crate) struct Witness<'a> {
    texts: Texts<'a>,
    /// By target type: how far its occurrences in the bead are covered; -1 for types that do not stand in it.
    covered: Vec<f32>,
}

/// Information of a side's words in a bead, and how much of it is covered.
#[derive(Default)]
struct Share {
    info: f32,
    covered: f32,
    /// Numbers and names with a counterpart, and without.
    kept: f32,
    lost: f32,
}

impl Share {
    fn add(&mut self, info: f32, strength: f32, anchor: bool) {
        self.info += info;
        self.covered += info * strength.min(1.0);
        if anchor {
            let kept = f32::from(u8::from(strength > 0.5));
            self.kept += kept;
            self.lost += 1.0 - kept;
        }
    }
}

impl<'a> Witness<'a> {
    pub(crate) fn new(texts: Texts<'a>) -> Self {
        let covered = vec![-1.0; texts.target.types.len()];
        Self { texts, covered }
    }

    /// The bead at a place of the whole bitext, with its evidence.
    pub(crate) fn bead(&mut self, p: Place, score: f32) -> Bead {
        let evidence = if p.m > 0 && p.n > 0 { self.evidence(p) } else { Evidence::default() };
        Bead { source: p.i..p.i + p.m, target: p.j..p.j + p.n, score, evidence }
    }

    fn evidence(&mut self, p: Place) -> Evidence {
        let (source, target) = (self.texts.source, self.texts.target);
        let words = |side: &'a crate::side::Side, from: usize, to: usize| {
            &side.tokens[side.offsets[from] as usize..side.offsets[to] as usize]
        };
        let (here, there) = (words(source, p.i, p.i + p.m), words(target, p.j, p.j + p.n));
        for &word in there {
            self.covered[word as usize] = 0.0;
        }
        let (mut left, mut right) = (Share::default(), Share::default());
        for &word in here {
            let mut strength = 0.0f32;
            for &(other, link) in self.texts.bridge.of(word) {
                let covered = &mut self.covered[other as usize];
                if *covered >= 0.0 {
                    strength += link;
                    *covered += link;
                }
            }
            let word = &source.types[word as usize];
            left.add(word.info, strength, word.number || word.name);
        }
        for &word in there {
            let strength = self.covered[word as usize].max(0.0);
            let word = &target.types[word as usize];
            right.add(word.info, strength, word.number || word.name);
        }
        for &word in there {
            self.covered[word as usize] = -1.0;
        }
        let (s, t) = (source.over(p.i, p.i + p.m), target.over(p.j, p.j + p.n));
        let habits = self.texts.habits;
        let distance = length_distance(s.chars, t.chars, habits.ratio) / habits.spread;
        Evidence {
            cosine: self.cosine(p),
            coverage: (left.covered + right.covered) / (left.info + right.info).max(1.0),
            // A pair by chance lies some two and a half standard deviations off.
            length: (3.0 - 0.5 * distance).max(-20.0),
            anchors: left.kept.min(right.kept) - left.lost - right.lost,
        }
    }

    fn cosine(&self, p: Place) -> f32 {
        if !self.texts.has_vectors() {
            return 0.0;
        }
        let sum = |run: &Run, range: std::ops::Range<usize>| {
            let mut out = run.of(range.start).to_vec();
            for segment in range.skip(1) {
                out.iter_mut().zip(run.of(segment)).for_each(|(o, v)| *o += v);
            }
            out
        };
        let a = sum(&self.texts.source_run(p.i, p.i + p.m), p.i..p.i + p.m);
        let b = sum(&self.texts.target_run(p.j, p.j + p.n), p.j..p.j + p.n);
        dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt().max(1e-6)
    }
}
