//! One vector of a sentence, of those of its tokens.

use super::graph::Answer;

/// The vectors of the sentences of an answer, of length 1 each: the mean of the tokens that the sentence's mask shows, or
/// the first token's, or what the graph has pooled itself.
pub(super) fn pooled<'a>(answer: &Answer, masks: impl Iterator<Item = &'a [i32]>, first_token: bool) -> Vec<Vec<f32>> {
    let mut rest = &answer.data[..];
    let row = |mask: &[i32]| {
        let (row, after) = rest.split_at(answer.dim * if answer.of_tokens { mask.len() } else { 1 });
        rest = after;
        let first = !answer.of_tokens || first_token;
        unit(if first { row[..answer.dim].to_vec() } else { mean(row, mask, answer.dim) })
    };
    masks.map(row).collect()
}

/// The mean of the vectors that the mask shows.
fn mean(row: &[f32], mask: &[i32], dim: usize) -> Vec<f32> {
    let mut sum = vec![0.0f64; dim];
    let shown = row.chunks(dim).zip(mask).filter(|(_, m)| **m != 0);
    for (vector, _) in shown {
        sum.iter_mut().zip(vector).for_each(|(s, x)| *s += f64::from(*x));
    }
    let count = mask.iter().filter(|m| **m != 0).count().max(1) as f64;
    sum.into_iter().map(|s| (s / count) as f32).collect()
}

/// The vector with length 1, or as it is if it has none.
fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let norm = vector.iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>().sqrt();
    if norm > 0.0 {
        vector.iter_mut().for_each(|x| *x = (f64::from(*x) / norm) as f32);
    }
    vector
}
