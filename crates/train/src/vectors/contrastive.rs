//! Sentence vectors as sums of word vectors, trained by contrast.
//!
//! The two sentences of a pair shall be nearer to each other than to the other
//! sentences of the batch (InfoNCE, van den Oord et al. 2018, in both
//! directions). A batch is made of runs of neighbouring lines, so that its
//! negatives are hard: same topic, same names. Rare words are at times read by
//! their character n-grams alone, so that n-grams learn to stand for words.
//! Row-wise Adagrad; the same result for any number of threads.

use crate::corpus::ids::{Corpus, OOV_BASE};
use crate::error::TrainError;
use crate::settings::{TrainSettings, VectorSettings};
use crate::state::{State, numbers};
use bytemuck::cast_slice;
use calque_model::{each_gram, gram_share};
use calque_text::hash::SplitMix64;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis, linalg::general_mat_mul};
use rayon::prelude::*;

/// Rows with their Adagrad sums.
#[derive(Debug)]
struct Parameters {
    rows: Vec<f32>,
    sums: Vec<f32>,
    dim: usize,
}

impl Parameters {
    fn new(rows: Vec<f32>, dim: usize) -> Self {
        Self { sums: vec![1e-8; rows.len() / dim], rows, dim }
    }

    fn row(&self, i: usize) -> &[f32] {
        &self.rows[i * self.dim..(i + 1) * self.dim]
    }
}

/// One Adagrad step of a row against `gradient * factor`; `square` is the mean square of `gradient`.
fn step(row: &mut [f32], sum: &mut f32, gradient: &[f32], factor: f32, square: f32, rate: f32) {
    *sum += square * factor * factor;
    let rate = rate * factor / (sum.sqrt() + 1e-9);
    for (x, g) in row.iter_mut().zip(gradient) {
        *x -= rate * g;
    }
}

/// What a sentence is made of in one step: own rows, and n-gram rows with their shares.
#[derive(Default, Clone)]
struct Parts {
    own: Vec<u32>,
    grams: Vec<(u32, f32)>,
}

/// Vectors in training, between two passes.
#[derive(Debug)]
pub(crate) struct Trainer {
    words: [Parameters; 2],
    grams: Parameters,
    random: SplitMix64,
    passes: usize,
}

/// Name of the stage.
const STAGE: &str = "vectors";

impl Trainer {
    /// Starts. `initial` gives a start vector for words of each side (`dim` floats a row, as many rows as
    /// words with vectors).
    pub(crate) fn new(initial: [Vec<f32>; 2], settings: &VectorSettings) -> Self {
        let dim = settings.dim;
        let mut random = SplitMix64(settings.seed);
        let small = 0.3 / (dim as f32).sqrt();
        let grams = (0..settings.buckets * dim).map(|_| (random.unit() - 0.5) * 3.46 * small).collect();
        Self {
            words: initial.map(|rows| Parameters::new(rows, dim)),
            grams: Parameters::new(grams, dim),
            random,
            passes: 0,
        }
    }

    /// What an earlier run left behind.
    pub(crate) fn load(state: &State, key: u64) -> Option<Self> {
        let parts = state.load(STAGE, key)?;
        let [head, tables @ ..] = parts.as_slice() else { return None };
        let [passes, random, dim] = numbers::<u64>(head)[..] else { return None };
        let table = |i: usize| {
            let (rows, sums) = (numbers(tables.get(2 * i)?), numbers(tables.get(2 * i + 1)?));
            Some(Parameters { rows, sums, dim: dim as usize })
        };
        Some(Self {
            words: [table(0)?, table(1)?],
            grams: table(2)?,
            random: SplitMix64(random),
            passes: passes as usize,
        })
    }

    /// Leaves it behind for a later run.
    pub(crate) fn save(&self, state: &State, key: u64) -> Result<(), TrainError> {
        let head = [self.passes as u64, self.random.0, self.grams.dim as u64];
        let mut parts: Vec<&[u8]> = vec![cast_slice(&head)];
        for table in [&self.words[0], &self.words[1], &self.grams] {
            parts.extend([&table.rows, &table.sums].map(|t| cast_slice::<f32, u8>(t)));
        }
        state.save(STAGE, key, &parts)
    }

    /// Passes done.
    pub(crate) fn passes(&self) -> usize {
        self.passes
    }

    /// Vectors of each side's words, `dim` floats a row.
    pub(crate) fn words(&self) -> [&[f32]; 2] {
        [&self.words[0].rows, &self.words[1].rows]
    }

    /// Vectors of n-gram buckets.
    pub(crate) fn grams(&self) -> &[f32] {
        &self.grams.rows
    }

    /// One pass over the corpus.
    pub(crate) fn pass(&mut self, corpus: &Corpus, settings: &VectorSettings, progress: &dyn Fn(&str)) {
        let rare = GramIndex::new(&corpus.rare, settings.buckets);
        let known = [0, 1].map(|s| GramIndex::new(&corpus.words[s], settings.buckets));
        let order = shuffled_runs(corpus, &mut self.random);
        let batches = order.len().div_ceil(settings.batch);
        let (mut loss, mut hits, mut seen) = (0.0, 0.0, 0.0);
        for (n, chunk) in order.chunks(settings.batch).enumerate() {
            let seed = self.random.bits();
            // A last batch of a few pairs teaches nothing.
            if chunk.len() < 64 {
                continue;
            }
            let done = self.passes as f32 + n as f32 / batches as f32;
            let rate = settings.rate * (1.0 - 0.95 * done / settings.epochs as f32);
            let read = |s: usize| {
                let mut random = SplitMix64(seed ^ s as u64);
                let own = self.words[s].sums.len();
                let sentence = |&p: &u32| corpus.sentence(s, p as usize);
                chunk
                    .iter()
                    .map(|p| split(sentence(p), &corpus.counts[s], own, &known[s], &rare, &mut random))
                    .collect::<Vec<_>>()
            };
            let (first, second) = rayon::join(|| read(0), || read(1));
            let parts = [first, second];
            let sums = [0, 1].map(|s| sum_all(&parts[s], &self.words[s], &self.grams, settings.dim));
            let (gradients, l, h) = contrast(&sums, settings.sharpness);
            loss += l;
            hits += h;
            seen += chunk.len() as f32;
            let [first, second] = &mut self.words;
            let grams = &mut self.grams;
            rayon::join(
                || {
                    rayon::join(
                        || apply_own(first, &parts[0], &gradients[0], rate),
                        || apply_own(second, &parts[1], &gradients[1], rate),
                    )
                },
                || apply_grams(grams, &parts, &gradients, rate),
            );
            if (n + 1) % 100 == 0 || n + 1 == batches {
                progress(&format!(
                    "vectors: pass {} of {}, batch {} of {batches}, loss {:.4}, hits {:.4}",
                    self.passes + 1,
                    settings.epochs,
                    n + 1,
                    loss / seen,
                    hits / seen
                ));
            }
        }
        self.passes += 1;
    }
}

/// Buckets of the n-grams of each word of a list.
struct GramIndex {
    ends: Vec<u32>,
    buckets: Vec<u32>,
}

impl GramIndex {
    fn new(words: &[String], buckets: usize) -> Self {
        let mut out = Self { ends: Vec::with_capacity(words.len()), buckets: Vec::new() };
        for w in words {
            each_gram(w, buckets, |b| out.buckets.push(b as u32));
            out.ends.push(out.buckets.len() as u32);
        }
        out
    }

    fn of(&self, i: usize) -> &[u32] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.buckets[start..self.ends[i] as usize]
    }
}

/// The order of one pass: runs of neighbouring pairs, shuffled. A pair of weight below 1 comes with
/// that probability, one of weight 2 or more comes twice.
fn shuffled_runs(corpus: &Corpus, random: &mut SplitMix64) -> Vec<u32> {
    const RUN: usize = 16;
    let mut picked = Vec::with_capacity(corpus.len());
    for p in 0..corpus.len() {
        if random.unit() < corpus.weights[p] {
            picked.push(p as u32);
        }
    }
    // Further copies form runs of their own, so that no batch holds a pair twice in a row.
    for p in 0..corpus.len() {
        if corpus.weights[p] >= 2.0 {
            picked.push(p as u32);
        }
    }
    let offset = random.below(RUN);
    let mut runs: Vec<&[u32]> = Vec::new();
    let (head, tail) = picked.split_at(offset.min(picked.len()));
    if !head.is_empty() {
        runs.push(head);
    }
    runs.extend(tail.chunks(RUN));
    for i in (1..runs.len()).rev() {
        runs.swap(i, random.below(i + 1));
    }
    runs.concat()
}

/// Decides for each word whether it is read whole or by n-grams.
fn split(
    ids: &[u32],
    counts: &[f64],
    own: usize,
    words: &GramIndex,
    rare: &GramIndex,
    random: &mut SplitMix64,
) -> Parts {
    let mut out = Parts::default();
    for &id in ids {
        let grams = if id >= OOV_BASE {
            rare.of((id - OOV_BASE) as usize)
        } else if id as usize >= own || (counts[id as usize] < 3000.0 && random.unit() < 0.08) {
            words.of(id as usize)
        } else {
            out.own.push(id);
            continue;
        };
        let share = gram_share(grams.len());
        out.grams.extend(grams.iter().map(|&b| (b, share)));
    }
    out
}

fn sum_all(parts: &[Parts], words: &Parameters, grams: &Parameters, dim: usize) -> Array2<f32> {
    let mut out = Array2::<f32>::zeros((parts.len(), dim));
    out.axis_chunks_iter_mut(Axis(0), 64).into_par_iter().zip(parts.par_chunks(64)).for_each(|(mut rows, parts)| {
        for (mut row, part) in rows.outer_iter_mut().zip(parts) {
            let Some(row) = row.as_slice_mut() else { continue };
            for &id in &part.own {
                for (o, x) in row.iter_mut().zip(words.row(id as usize)) {
                    *o += x;
                }
            }
            for &(b, share) in &part.grams {
                for (o, x) in row.iter_mut().zip(grams.row(b as usize)) {
                    *o += x * share;
                }
            }
        }
    });
    out
}

/// `exp(x)` for x in [-80, 1], to 1e-4 relative, in a form that vectorises: 2 to a whole number, found by
/// the rounding of a large float, times 2 to what is left.
fn fast_exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0; // 1.5 * 2^23
    let y = x * std::f32::consts::LOG2_E;
    let rounded = y + ROUND;
    let part = y - (rounded - ROUND);
    let poly = 1.0 + part * (std::f32::consts::LN_2 + part * (0.240_226_5 + part * (0.055_504_1 + part * 0.009_618_1)));
    let whole = rounded.to_bits().wrapping_sub(ROUND.to_bits());
    f32::from_bits(whole.wrapping_add(127) << 23) * poly
}

/// A sum in eight lanes, which vectorises and is the same everywhere.
fn sum_of(row: &[f32]) -> f32 {
    let mut lanes = [0f32; 8];
    let (chunks, rest) = row.as_chunks::<8>();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(l, x)| *l += x);
    }
    lanes.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// Loss gradients with respect to the (unnormalised) sums, the loss and the share of right nearest neighbours, both summed.
fn contrast(sums: &[Array2<f32>; 2], sharpness: f32) -> ([Array2<f32>; 2], f32, f32) {
    let n = sums[0].nrows();
    let mut lengths = [vec![0f32; n], vec![0f32; n]];
    let mut unit = sums.clone();
    for s in 0..2 {
        for (mut row, length) in unit[s].outer_iter_mut().zip(&mut lengths[s]) {
            *length = row.dot(&row).sqrt().max(1e-6);
            let scale = 1.0 / *length;
            row.mapv_inplace(|x| x * scale);
        }
    }
    let mut e = Array2::<f32>::zeros((n, n));
    // The similarities as exponentials, row chunk by row chunk.
    let other = unit[1].t();
    let by_chunk: Vec<_> = e
        .axis_chunks_iter_mut(Axis(0), 256)
        .into_par_iter()
        .zip(unit[0].axis_chunks_iter(Axis(0), 256))
        .enumerate()
        .map(|(c, (mut out, rows))| {
            multiply(&rows, &other, &mut out);
            let mut row_sums = Vec::with_capacity(rows.nrows());
            let mut column_sums = vec![0f32; n];
            let mut own = Vec::with_capacity(rows.nrows());
            let mut hits = 0.0;
            for (k, mut row) in out.outer_iter_mut().enumerate() {
                let Some(row) = row.as_slice_mut() else { continue };
                let diagonal = row[c * 256 + k];
                let best = row.iter().fold(-1.0f32, |best, &x| if x > best { x } else { best });
                for (x, col) in row.iter_mut().zip(&mut column_sums) {
                    *x = fast_exp(sharpness * (*x - 1.0));
                    *col += *x;
                }
                own.push(sharpness * (diagonal - 1.0));
                hits += f32::from(u8::from(diagonal >= best));
                row_sums.push(sum_of(row));
            }
            (row_sums, column_sums, own, hits)
        })
        .collect();
    let mut rows = Vec::with_capacity(n);
    let mut columns = vec![0f32; n];
    let mut own = Vec::with_capacity(n);
    let mut hits = 0.0;
    for (r, c, o, h) in by_chunk {
        rows.extend(r);
        own.extend(o);
        columns.iter_mut().zip(&c).for_each(|(a, b)| *a += b);
        hits += h;
    }
    let mut loss = 0.0;
    for k in 0..n {
        loss += 0.5 * (rows[k].ln() + columns[k].ln()) - own[k];
    }
    let inverse: Vec<f32> = columns.iter().map(|c| 1.0 / c).collect();
    let factor = 0.5 * sharpness;
    e.axis_chunks_iter_mut(Axis(0), 256).into_par_iter().enumerate().for_each(|(c, mut chunk)| {
        for (k, mut row) in chunk.outer_iter_mut().enumerate() {
            let i = c * 256 + k;
            let r = 1.0 / rows[i];
            for (x, inv) in row.iter_mut().zip(&inverse) {
                *x *= (r + inv) * factor;
            }
            row[i] -= sharpness;
        }
    });
    let gradients = [
        through_norm(&e.view(), &unit[1].view(), &unit[0], &lengths[0]),
        through_norm(&e.t(), &unit[0].view(), &unit[1], &lengths[1]),
    ];
    (gradients, loss, hits)
}

fn multiply(a: &ArrayView2<f32>, b: &ArrayView2<f32>, out: &mut ArrayViewMut2<f32>) {
    general_mat_mul(1.0, a, b, 0.0, out);
}

/// `weights * other`, taken back through the normalisation of `unit`.
fn through_norm(
    weights: &ArrayView2<f32>,
    other: &ArrayView2<f32>,
    unit: &Array2<f32>,
    lengths: &[f32],
) -> Array2<f32> {
    let mut out = Array2::<f32>::zeros(unit.raw_dim());
    out.axis_chunks_iter_mut(Axis(0), 256)
        .into_par_iter()
        .zip(weights.axis_chunks_iter(Axis(0), 256))
        .zip(unit.axis_chunks_iter(Axis(0), 256))
        .zip(lengths.par_chunks(256))
        .for_each(|(((mut out, w), unit), lengths)| {
            multiply(&w, other, &mut out);
            for ((mut g, u), length) in out.outer_iter_mut().zip(unit.outer_iter()).zip(lengths) {
                let along = g.dot(&u);
                let scale = 1.0 / length;
                g.zip_mut_with(&u, |g, &u| *g = (*g - along * u) * scale);
            }
        });
    out
}

fn mean_square(row: &[f32]) -> f32 {
    row.iter().map(|x| x * x).sum::<f32>() / row.len() as f32
}

fn apply_own(table: &mut Parameters, parts: &[Parts], gradients: &Array2<f32>, rate: f32) {
    let dim = table.dim;
    for (part, gradient) in parts.iter().zip(gradients.outer_iter()) {
        let Some(gradient) = gradient.as_slice() else { continue };
        let square = mean_square(gradient);
        for i in part.own.iter().map(|&id| id as usize) {
            step(&mut table.rows[i * dim..(i + 1) * dim], &mut table.sums[i], gradient, 1.0, square, rate);
        }
    }
}

/// Steps of n-grams, which both sides share: each range of buckets takes its own, in the order of the sentences.
fn apply_grams(table: &mut Parameters, parts: &[Vec<Parts>; 2], gradients: &[Array2<f32>; 2], rate: f32) {
    const RANGES: usize = 16;
    let dim = table.dim;
    let each = table.sums.len().div_ceil(RANGES).max(1);
    let mut steps: Vec<Vec<(u32, f32, usize, usize)>> = vec![Vec::new(); RANGES];
    for (s, parts) in parts.iter().enumerate() {
        for (n, part) in parts.iter().enumerate() {
            for &(bucket, share) in &part.grams {
                steps[bucket as usize / each].push((bucket, share, s, n));
            }
        }
    }
    let squares = gradients.each_ref().map(|g| g.outer_iter().map(|g| g.dot(&g) / dim as f32).collect::<Vec<_>>());
    let ranges = table.rows.par_chunks_mut(each * dim).zip(table.sums.par_chunks_mut(each));
    ranges.zip(&steps).enumerate().for_each(|(r, ((rows, sums), steps))| {
        for &(bucket, share, s, n) in steps {
            let i = bucket as usize - r * each;
            let gradient = gradients[s].row(n);
            let Some(gradient) = gradient.as_slice() else { continue };
            step(&mut rows[i * dim..(i + 1) * dim], &mut sums[i], gradient, share, squares[s][n], rate);
        }
    });
}

/// Estimate of the memory of vector training, in bytes: rows with their Adagrad sums, a copy of them while they are
/// saved, and a batch.
pub(crate) fn memory(settings: &TrainSettings, corpus: &Corpus) -> u64 {
    let v = &settings.vectors;
    let rows = (0..2).map(|s| v.words[s].min(corpus.words[s].len())).sum::<usize>() + v.buckets;
    let start: usize = corpus.words.iter().map(Vec::len).sum();
    let held = 2 * rows.max(start) * v.dim + v.batch * v.batch + 8 * v.batch * v.dim;
    4 * held as u64
}
