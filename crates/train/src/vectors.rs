//! Sentence vectors as sums of word vectors, trained by contrast.
//!
//! The two sentences of a pair shall be nearer to each other than to the other
//! sentences of the batch (InfoNCE, van den Oord et al. 2018, in both
//! directions). A batch is made of runs of neighbouring lines, so that its
//! negatives are hard: same topic, same names. Rare words are at times read by
//! their character n-grams alone, so that n-grams learn to stand for words.
//! Row-wise Adagrad; the same result for any number of threads.

use crate::corpus::{Corpus, OOV_BASE};
use calque_model::{each_gram, gram_share};
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis, linalg::general_mat_mul};
use rayon::prelude::*;

/// How to train vectors.
#[derive(Clone, Debug)]
pub struct VectorSettings {
    /// Length of a vector.
    pub dim: usize,
    /// Words of each side with a vector of their own.
    pub words: [usize; 2],
    /// N-gram buckets.
    pub buckets: usize,
    /// Passes over the corpus.
    pub epochs: usize,
    /// Pairs in a batch.
    pub batch: usize,
    /// First step size.
    pub rate: f32,
    /// What cosines are multiplied with in the softmax.
    pub sharpness: f32,
    /// Seed.
    pub seed: u64,
}

impl Default for VectorSettings {
    fn default() -> Self {
        Self {
            dim: 256,
            words: [30_000, 25_000],
            buckets: 12_288,
            epochs: 3,
            batch: 2048,
            rate: 0.03,
            sharpness: 20.0,
            seed: 1,
        }
    }
}

/// Trained vectors, `dim` floats a row.
#[derive(Debug)]
pub struct Vectors {
    /// Of each side's words.
    pub words: [Vec<f32>; 2],
    /// Of n-gram buckets.
    pub grams: Vec<f32>,
}

/// A small generator (splitmix64), so that the same seed gives the same bytes everywhere.
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E3779B97F4A7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58476D1CE4E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D049BB133111EB);
        z ^ (z >> 31)
    }

    /// In [0, 1).
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() % n.max(1) as u64) as usize
    }
}

/// Rows with their Adagrad sums.
struct Table {
    rows: Vec<f32>,
    sums: Vec<f32>,
    dim: usize,
}

impl Table {
    fn row(&self, i: usize) -> &[f32] {
        &self.rows[i * self.dim..(i + 1) * self.dim]
    }

    /// One Adagrad step of row `i` against `gradient * factor`; `square` is the mean square of `gradient`.
    fn step(&mut self, i: usize, gradient: &[f32], factor: f32, square: f32, rate: f32) {
        self.sums[i] += square * factor * factor;
        let rate = rate * factor / (self.sums[i].sqrt() + 1e-9);
        for (x, g) in self.rows[i * self.dim..(i + 1) * self.dim].iter_mut().zip(gradient) {
            *x -= rate * g;
        }
    }
}

/// What a sentence is made of in one step: own rows, and n-gram rows with their shares.
#[derive(Default, Clone)]
struct Parts {
    own: Vec<u32>,
    grams: Vec<(u32, f32)>,
}

/// Trains. `initial` gives a start vector for words of each side (`dim` floats a row, as many rows as words with vectors).
pub fn train(
    corpus: &Corpus,
    initial: [Vec<f32>; 2],
    settings: &VectorSettings,
    progress: &dyn Fn(&str),
    mut after_epoch: impl FnMut(usize, &Vectors),
) -> Vectors {
    let dim = settings.dim;
    let mut random = Random(settings.seed);
    let [first, second] = initial;
    let table = |rows: Vec<f32>| Table { sums: vec![1e-8; rows.len() / dim], rows, dim };
    let mut words = [table(first), table(second)];
    let small = 0.3 / (dim as f32).sqrt();
    let mut grams = table((0..settings.buckets * dim).map(|_| (random.unit() - 0.5) * 3.46 * small).collect());
    let rare_grams = GramIndex::new(&corpus.rare, settings.buckets);
    let word_grams = [0, 1].map(|s| GramIndex::new(&corpus.words[s][..corpus.words[s].len()], settings.buckets));
    let batches = corpus.len().div_ceil(settings.batch);
    let total = (batches * settings.epochs) as f32;
    let mut done = 0usize;
    for epoch in 0..settings.epochs {
        let order = shuffled_runs(corpus, &mut random);
        let mut loss = 0.0;
        let mut hits = 0.0;
        let mut seen = 0.0;
        for chunk in order.chunks(settings.batch) {
            if chunk.len() < 64 {
                continue;
            }
            let rate = settings.rate * (1.0 - 0.95 * done as f32 / total);
            done += 1;
            let seed = random.bits();
            let parts = [0, 1].map(|s| {
                let mut random = Random(seed ^ s as u64);
                chunk
                    .iter()
                    .map(|&p| {
                        split(
                            corpus.sentence(s, p as usize),
                            &corpus.counts[s],
                            words[s].sums.len(),
                            &word_grams[s],
                            &rare_grams,
                            &mut random,
                        )
                    })
                    .collect::<Vec<_>>()
            });
            let sums = [0, 1].map(|s| sum_all(&parts[s], &words[s], &grams, dim));
            let (gradients, l, h) = contrast(&sums, settings.sharpness);
            loss += l;
            hits += h;
            seen += chunk.len() as f32;
            let [w0, w1] = &mut words;
            rayon::join(
                || apply_own(w0, &parts[0], &gradients[0], rate),
                || apply_own(w1, &parts[1], &gradients[1], rate),
            );
            for s in 0..2 {
                apply_grams(&mut grams, &parts[s], &gradients[s], rate);
            }
            if done.is_multiple_of(100) {
                progress(&format!(
                    "vectors: pass {} of {}, batch {} of {}, loss {:.4}, hits {:.4}",
                    epoch + 1,
                    settings.epochs,
                    done % batches,
                    batches,
                    loss / seen,
                    hits / seen
                ));
            }
        }
        let now = Vectors { words: [words[0].rows.clone(), words[1].rows.clone()], grams: grams.rows.clone() };
        after_epoch(epoch, &now);
    }
    let [a, b] = words;
    Vectors { words: [a.rows, b.rows], grams: grams.rows }
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
fn shuffled_runs(corpus: &Corpus, random: &mut Random) -> Vec<u32> {
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
fn split(ids: &[u32], counts: &[f64], own: usize, words: &GramIndex, rare: &GramIndex, random: &mut Random) -> Parts {
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

fn sum_all(parts: &[Parts], words: &Table, grams: &Table, dim: usize) -> Array2<f32> {
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

/// `exp(x)` for x in [-80, 0], to 1e-4 relative, in a form that vectorises.
fn fast_exp(x: f32) -> f32 {
    let y = (x * std::f32::consts::LOG2_E).max(-120.0);
    let whole = y.floor();
    let part = y - whole;
    let poly = 1.0 + part * (0.695_556_9 + part * (0.226_173_27 + part * 0.078_201_91));
    f32::from_bits(((whole as i32 + 127) << 23) as u32) * poly
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
                let diagonal = row[c * 256 + k];
                let mut sum = 0.0;
                let mut best = -1.0f32;
                for (x, col) in row.iter_mut().zip(&mut column_sums) {
                    best = best.max(*x);
                    *x = fast_exp(sharpness * (*x - 1.0));
                    sum += *x;
                    *col += *x;
                }
                own.push(sharpness * (diagonal - 1.0));
                hits += f32::from(u8::from(diagonal >= best));
                row_sums.push(sum);
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

fn apply_own(table: &mut Table, parts: &[Parts], gradients: &Array2<f32>, rate: f32) {
    for (part, gradient) in parts.iter().zip(gradients.outer_iter()) {
        let Some(gradient) = gradient.as_slice() else { continue };
        let square = mean_square(gradient);
        for &id in &part.own {
            table.step(id as usize, gradient, 1.0, square, rate);
        }
    }
}

fn apply_grams(table: &mut Table, parts: &[Parts], gradients: &Array2<f32>, rate: f32) {
    for (part, gradient) in parts.iter().zip(gradients.outer_iter()) {
        let Some(gradient) = gradient.as_slice() else { continue };
        let square = mean_square(gradient);
        for &(bucket, share) in &part.grams {
            table.step(bucket as usize, gradient, share, square, rate);
        }
    }
}
