//! Initial word vectors, from the lexicon: random for one side, weighted means of translations for the other.

use crate::corpus::ids::Corpus;
use crate::settings::VectorSettings;
use calque_model::LexiconRows;
use calque_text::hash::SplitMix64;

/// Start vectors: random for one side, means of translations for the other, each as long as its word is informative.
pub(crate) fn initial_vectors(
    corpus: &Corpus,
    lexicons: &[LexiconRows; 2],
    settings: &VectorSettings,
) -> [Vec<f32>; 2] {
    let dim = settings.dim;
    let mut random = SplitMix64(settings.seed ^ 0x1234_5678);
    let words = [0, 1].map(|s| settings.words[s].min(corpus.words[s].len()));
    let mut second: Vec<f32> =
        (0..corpus.words[1].len() * dim).map(|_| random.unit() + random.unit() + random.unit() - 1.5).collect();
    let mut first = vec![0f32; corpus.words[0].len() * dim];
    // There and back: words that share translations come near each other.
    for _ in 0..2 {
        mix(&lexicons[0], &second, &mut first, dim);
        mix(&lexicons[1], &first, &mut second, dim);
    }
    mix(&lexicons[0], &second, &mut first, dim);
    let mut out = [first, second];
    for s in 0..2 {
        out[s].truncate(words[s] * dim);
        let total: f64 = corpus.counts[s].iter().sum();
        for (w, row) in out[s].chunks_exact_mut(dim).enumerate() {
            let p = corpus.counts[s][w] / total;
            let weight = (2e-4 / (2e-4 + p)) as f32;
            let norm = row.iter().map(|x| x * x).sum::<f32>().sqrt();
            if norm < 1e-6 {
                row.iter_mut().for_each(|x| *x = (random.unit() - 0.5) * 0.1);
            } else {
                row.iter_mut().for_each(|x| *x *= weight / norm);
            }
        }
    }
    out
}

fn mix(lexicon: &LexiconRows, from: &[f32], to: &mut [f32], dim: usize) {
    for (row, out) in lexicon.iter().zip(to.chunks_exact_mut(dim)) {
        // A quarter of what stood there before keeps unlinked words apart.
        out.iter_mut().for_each(|x| *x *= 0.25);
        for &(id, p) in row {
            let source = &from[id as usize * dim..(id as usize + 1) * dim];
            out.iter_mut().zip(source).for_each(|(o, x)| *o += p * x);
        }
        let norm = out.iter().map(|x| x * x).sum::<f32>().sqrt();
        if norm > 1e-6 {
            out.iter_mut().for_each(|x| *x /= norm);
        }
    }
}
