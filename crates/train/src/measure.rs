//! How good a model is: retrieval among sentences, and its lexicon against a dictionary.

use calque_model::{Embedder, Model};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Retrieval of each sentence's translation among all of the set.
#[derive(Clone, Debug, PartialEq)]
pub struct Retrieval {
    /// Number of pairs.
    pub pairs: usize,
    /// Share of sentences of the first language whose best is right.
    pub forth: f64,
    /// The same from the second language.
    pub back: f64,
    /// Sentences of the first language whose best is wrong, with what was found instead.
    pub misses: Vec<(usize, usize)>,
}

impl Retrieval {
    /// Mean of both directions.
    pub fn mean(&self) -> f64 {
        f64::midpoint(self.forth, self.back)
    }
}

/// Neighbours that the margin is taken over.
const NEIGHBOURS: usize = 4;

/// Retrieval by margin: cosine minus the mean of the `NEIGHBOURS` nearest neighbours of both sides
/// (Artetxe and Schwenk 2019, difference form). `pairs` are (first language, second language).
pub fn retrieval(model: &Model, pairs: &[(String, String)]) -> Retrieval {
    let (first, second) = model.langs();
    let unit = |lang, text: &dyn Fn(&(String, String)) -> String| {
        let mut embedder = Embedder::new(model, lang);
        let embed = |p| {
            let mut v = embedder.as_mut().map(|e| e.embed(&text(p))).unwrap_or_default();
            let norm = v.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
            v.iter_mut().for_each(|x| *x /= norm);
            v
        };
        pairs.iter().map(embed).collect::<Vec<_>>()
    };
    let rows = unit(first, &|p| p.0.clone());
    let columns = unit(second, &|p| p.1.clone());
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(a, b)| a * b).sum::<f32>();
    let similar: Vec<Vec<f32>> = rows.par_iter().map(|x| columns.iter().map(|y| dot(x, y)).collect()).collect();
    let near = |mut all: Vec<f32>| {
        all.sort_by(|a, b| b.total_cmp(a));
        let n = NEIGHBOURS.min(all.len()).max(1);
        all.iter().take(n).sum::<f32>() / n as f32
    };
    let n = pairs.len();
    let row_near: Vec<f32> = similar.par_iter().map(|r| near(r.clone())).collect();
    let column_near: Vec<f32> = (0..n).into_par_iter().map(|j| near(similar.iter().map(|r| r[j]).collect())).collect();
    let margin = |i: usize, j: usize| similar[i][j] - f32::midpoint(row_near[i], column_near[j]);
    let best = |i: usize| {
        (0..n)
            .filter(|&j| j != i && margin(i, j) >= margin(i, i))
            .max_by(|&x, &y| margin(i, x).total_cmp(&margin(i, y)))
    };
    let misses: Vec<(usize, usize)> = (0..n).into_par_iter().filter_map(|i| Some((i, best(i)?))).collect();
    let back = (0..n).into_par_iter().filter(|&j| (0..n).all(|i| i == j || margin(i, j) < margin(j, j))).count();
    let share = |right: usize| right as f64 / n.max(1) as f64;
    Retrieval { pairs: n, forth: share(n - misses.len()), back: share(back), misses }
}

/// Share of words whose first translation the dictionary lists, of `sample` words of the middle
/// frequencies that it has, for both directions. `entries` are (first language, second language).
pub fn lexicon_precision(model: &Model, entries: &[(String, String)], sample: usize) -> [f64; 2] {
    let langs = [model.langs().0, model.langs().1];
    [0, 1].map(|s| {
        let mut listed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (a, b) in entries {
            let (from, to) = if s == 0 { (a, b) } else { (b, a) };
            listed.entry(from.to_lowercase()).or_default().insert(to.to_lowercase());
        }
        let (Some(side), Some(other), Some(lexicon)) =
            (model.side(langs[s]), model.side(langs[1 - s]), model.lexicon(langs[s], langs[1 - s]))
        else {
            return 0.0;
        };
        // Skip the most frequent thousand: function words, which dictionaries split into senses.
        let known: Vec<u32> =
            (1000..side.len() as u32).filter(|&id| listed.contains_key(side.word(id))).take(sample).collect();
        let right = known.iter().filter(|&&id| {
            let best = lexicon.translations(id).find(|t| other.word(t.0).chars().any(char::is_alphabetic));
            best.is_some_and(|t| listed[side.word(id)].contains(other.word(t.0)))
        });
        right.count() as f64 / known.len().max(1) as f64
    })
}
