//! Translation probabilities: IBM Model 1 (Brown et al. 1993), then HMMs of
//! both directions that learn from the links on which they agree (Liang, Taskar
//! and Klein 2006).

use super::candidates::{Candidates, NONE};
use crate::corpus::ids::{Corpus, OOV_BASE};
use crate::error::TrainError;
use crate::memory_limit::MemoryLimit;
use calque_aligner::hmm::{Hmm, JUMPS};
use rayon::prelude::*;

/// Probabilities over the candidates, both directions.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// `p(side 0 word | side 1 word)` for each candidate.
    pub first_given_second: Vec<f32>,
    /// `p(side 1 word | side 0 word)` for each candidate.
    pub second_given_first: Vec<f32>,
    /// `p(word | NULL)` of each side.
    pub null: [Vec<f32>; 2],
    /// Probability that a word of a side has no counterpart.
    pub unlinked: [Vec<f32>; 2],
    /// Mean number of counterparts of each word.
    pub fertility: [Vec<f32>; 2],
    /// Jump weights, states being side 0 or side 1.
    pub jumps: [Vec<f32>; 2],
}

/// Probability of NULL.
pub(super) const P0: f32 = 0.15;
/// What a pair that is no candidate is worth.
const FLOOR: f32 = 1e-7;
/// Sums are made over this many parts of the corpus, whatever the threads, so that results do not depend on them.
const PARTS: usize = 8;
/// Sentences longer than this are left out.
const LONGEST: usize = 70;

/// Sums over one part of the corpus.
struct Counts {
    links: Vec<f32>,
    back: Vec<f32>,
    null: [Vec<f32>; 2],
    seen: [Vec<f32>; 2],
    jumps: [Vec<f32>; 2],
    log: f64,
}

impl Counts {
    fn new(corpus: &Corpus, pairs: usize) -> Self {
        let per_word = || [vec![0.0; corpus.words[0].len()], vec![0.0; corpus.words[1].len()]];
        Self {
            links: vec![0.0; pairs],
            back: vec![0.0; pairs],
            null: per_word(),
            seen: per_word(),
            jumps: [vec![0.0; JUMPS], vec![0.0; JUMPS]],
            log: 0.0,
        }
    }

    fn add(&mut self, other: &Self) {
        let sum = |a: &mut [f32], b: &[f32]| a.iter_mut().zip(b).for_each(|(x, y)| *x += y);
        sum(&mut self.links, &other.links);
        sum(&mut self.back, &other.back);
        for s in 0..2 {
            sum(&mut self.null[s], &other.null[s]);
            sum(&mut self.seen[s], &other.seen[s]);
            sum(&mut self.jumps[s], &other.jumps[s]);
        }
        self.log += other.log;
    }
}

/// Buffers for one sentence pair.
#[derive(Default)]
struct Scratch {
    places: Vec<u32>,
    emit: [Vec<f32>; 2],
    null: [Vec<f32>; 2],
    links: [Vec<f32>; 2],
    hmm: Hmm,
}

/// Learns a lexicon.
pub(super) fn learn(
    corpus: &Corpus,
    candidates: &Candidates,
    (ibm1, hmm): (usize, usize),
    memory: MemoryLimit,
    progress: &dyn Fn(&str),
) -> Result<Lexicon, TrainError> {
    let n = candidates.len();
    let words: usize = corpus.words.iter().map(Vec::len).sum();
    let per_part = 4 * (2 * n + 2 * words) as u64;
    let held = corpus.memory() + 4 * (3 * n + 8 * words) as u64;
    memory.check("word alignment", held + 2 * per_part)?;
    // The sum so far takes the room of one more part.
    let at_once = memory.parts(PARTS, per_part, held + per_part);
    let mut lexicon = Lexicon {
        first_given_second: vec![1e-3; n],
        second_given_first: vec![1e-3; n],
        null: [0, 1].map(|s| vec![1.0 / corpus.words[s].len() as f32; corpus.words[s].len()]),
        unlinked: [0, 1].map(|s| vec![P0; corpus.words[s].len()]),
        fertility: [0, 1].map(|s| vec![1.0; corpus.words[s].len()]),
        jumps: calque_model::WordParams::default().jumps,
    };
    for round in 0..ibm1 + hmm {
        let with_hmm = round >= ibm1;
        let count = |part: usize| {
            let mut counts = Counts::new(corpus, n);
            let mut scratch = Scratch::default();
            for p in (0..corpus.len()).filter(|p| (p / 512) % PARTS == part) {
                let sides = [corpus.sentence(0, p), corpus.sentence(1, p)];
                if sides.iter().any(|s| s.is_empty() || s.len() > LONGEST) {
                    continue;
                }
                scratch.look_up(candidates, &lexicon, sides);
                let weight = corpus.weights[p];
                if with_hmm {
                    scratch.hmm_step(&lexicon, sides, weight, p % 16 == 0, &mut counts);
                } else {
                    scratch.model1_step(sides, weight, &mut counts);
                }
            }
            counts
        };
        let mut counts: Option<Counts> = None;
        for first in (0..PARTS).step_by(at_once) {
            let parts: Vec<Counts> = (first..PARTS.min(first + at_once)).into_par_iter().map(count).collect();
            for part in parts {
                match &mut counts {
                    Some(sum) => sum.add(&part),
                    None => counts = Some(part),
                }
            }
        }
        let Some(counts) = counts else { break };
        maximise(&mut lexicon, candidates, &counts, with_hmm);
        let name = if with_hmm { "HMM" } else { "IBM Model 1" };
        progress(&format!("word alignment: round {} of {} ({name}), log {:.4e}", round + 1, ibm1 + hmm, counts.log));
    }
    Ok(lexicon)
}

impl Scratch {
    /// Fills places and probabilities: `emit[s]` has states of side `s`, observations of the other.
    fn look_up(&mut self, candidates: &Candidates, lexicon: &Lexicon, sides: [&[u32]; 2]) {
        let (a, b) = (sides[0].len(), sides[1].len());
        self.places.clear();
        for &x in sides[0] {
            for &y in sides[1] {
                self.places.push(candidates.find(x, y));
            }
        }
        self.emit[0].clear();
        self.emit[0].resize(a * b, FLOOR);
        self.emit[1].clear();
        self.emit[1].resize(a * b, FLOOR);
        for i in 0..a {
            for j in 0..b {
                let place = self.places[i * b + j];
                if place == NONE {
                    // The same rare word on both sides: a name or a number.
                    if sides[0][i] >= OOV_BASE && sides[0][i] == sides[1][j] {
                        self.emit[0][j * a + i] = 0.5;
                        self.emit[1][i * b + j] = 0.5;
                    }
                    continue;
                }
                self.emit[0][j * a + i] = lexicon.second_given_first[place as usize].max(FLOOR);
                self.emit[1][i * b + j] = lexicon.first_given_second[place as usize].max(FLOOR);
            }
        }
        for s in 0..2 {
            let other = 1 - s;
            self.null[s].clear();
            let table = &lexicon.null[other];
            self.null[s].extend(sides[other].iter().map(|&w| table.get(w as usize).copied().unwrap_or(1e-6).max(1e-8)));
        }
    }

    fn model1_step(&mut self, sides: [&[u32]; 2], weight: f32, counts: &mut Counts) {
        let (a, b) = (sides[0].len(), sides[1].len());
        for s in 0..2 {
            let (states, observed) = if s == 0 { (a, b) } else { (b, a) };
            for j in 0..observed {
                let row = &self.emit[s][j * states..(j + 1) * states];
                let share = (1.0 - P0) / states as f32;
                let null = self.null[s][j] * P0;
                let sum: f32 = row.iter().sum::<f32>() * share + null;
                let scale = weight / sum;
                counts.log += f64::from(sum.ln() * weight);
                for (i, &e) in row.iter().enumerate() {
                    let place = if s == 0 { self.places[i * b + j] } else { self.places[j * b + i] };
                    if place != NONE {
                        let target = if s == 0 { &mut counts.links } else { &mut counts.back };
                        target[place as usize] += e * share * scale;
                    }
                }
                if let Some(c) = counts.null[1 - s].get_mut(sides[1 - s][j] as usize) {
                    *c += null * scale;
                }
            }
        }
    }

    fn hmm_step(&mut self, lexicon: &Lexicon, sides: [&[u32]; 2], weight: f32, count_jumps: bool, counts: &mut Counts) {
        let (a, b) = (sides[0].len(), sides[1].len());
        for s in 0..2 {
            let jumps = if count_jumps { Some(counts.jumps[s].as_mut_slice()) } else { None };
            let mut links = std::mem::take(&mut self.links[s]);
            self.hmm.posteriors(&self.emit[s], &self.null[s], &lexicon.jumps[s], P0, &mut links, jumps);
            self.links[s] = links;
        }
        let mut linked = [vec![0.0f32; a], vec![0.0f32; b]];
        for i in 0..a {
            for j in 0..b {
                let both = self.links[0][j * a + i] * self.links[1][i * b + j];
                let place = self.places[i * b + j];
                linked[0][i] += both;
                linked[1][j] += both;
                if place != NONE && both > 1e-6 {
                    counts.links[place as usize] += both * weight;
                }
            }
        }
        for s in 0..2 {
            for (&w, &l) in sides[s].iter().zip(&linked[s]) {
                let w = w as usize;
                if w < OOV_BASE as usize {
                    counts.seen[s][w] += weight;
                    counts.null[s][w] += (1.0 - l).max(0.0) * weight;
                }
            }
        }
    }
}

/// New probabilities from expected counts.
fn maximise(lexicon: &mut Lexicon, candidates: &Candidates, counts: &Counts, with_hmm: bool) {
    let columns = counts.null[1].len();
    let back = if with_hmm { &counts.links } else { &counts.back };
    let mut by_column = vec![0f32; columns];
    for (&c, &v) in candidates.columns.iter().zip(back) {
        by_column[c as usize] += v;
    }
    let mut by_row = vec![0f32; candidates.ends.len()];
    for row in 0..candidates.ends.len() {
        let range = candidates.start(row as u32)..candidates.ends[row] as usize;
        let total: f32 = counts.links[range.clone()].iter().sum();
        by_row[row] = total;
        for place in range {
            let column = candidates.columns[place] as usize;
            // A little smoothing keeps rare words from certainty.
            lexicon.second_given_first[place] = counts.links[place] / (total + 0.3);
            lexicon.first_given_second[place] = back[place] / (by_column[column] + 0.3);
        }
    }
    let linked = [by_row, by_column];
    for s in 0..2 {
        let total: f32 = counts.null[s].iter().sum::<f32>().max(1e-9);
        for (n, c) in lexicon.null[s].iter_mut().zip(&counts.null[s]) {
            *n = c / total;
        }
        if with_hmm {
            for w in 0..counts.seen[s].len() {
                let seen = counts.seen[s][w];
                lexicon.unlinked[s][w] = (counts.null[s][w] + 0.3) / (seen + 2.0);
                lexicon.fertility[s][w] = (linked[s][w] + 1.0) / (seen + 1.0);
            }
        }
        let jumps: f32 = counts.jumps[s].iter().sum();
        if jumps > 0.0 {
            lexicon.jumps[s] = counts.jumps[s].iter().map(|c| (c / jumps).max(1e-5) * JUMPS as f32).collect();
        }
    }
}
