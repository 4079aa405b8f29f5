//! Pairs of documents worth comparing.
//!
//! For each document the nearest of the other side are found three ways: by the
//! vector of the whole, by rare numbers and names in common, and by rare words of
//! their file names in common. Only these pairs are compared in full.

use super::collection::{Collections, InverseFrequency, SideDocuments, cosine};
use std::collections::{BTreeMap, BTreeSet};

/// Nearest documents found each way.
const NEAREST: usize = 8;
/// Up to this many pairs of documents, all are compared.
pub(super) const COMPARE_ALL: usize = 10_000;
/// Up to this many pairs of vectors, all are compared.
const COMPARE_ALL_VECTORS: usize = 4_000_000;
/// A key in more documents of a side than this finds nothing.
const MAX_DOCUMENTS: usize = 50;
/// A vector is stored with this many of its nearest landmarks, and searched for with this many.
const LANDMARKS_STORED: usize = 3;
const LANDMARKS_SEARCHED: usize = 8;

impl<'a> Collections<'a> {
    /// Pairs to compare among some sources and some targets, in order.
    pub(super) fn candidates(&self, sources: &[usize], targets: &[usize]) -> Vec<(usize, usize)> {
        if sources.len() * targets.len() <= COMPARE_ALL {
            return sources.iter().flat_map(|&s| targets.iter().map(move |&t| (s, t))).collect();
        }
        // Pairs of indices into the two lists.
        let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
        let whole = |side: &SideDocuments<'a>, free: &[usize]| -> Vec<Vec<f32>> {
            free.iter().map(|&i| side.whole[i].clone()).collect()
        };
        let vectors = (whole(&self.sources, sources), whole(&self.targets, targets));
        nearest(&vectors.0, &vectors.1, |s, t| {
            found.insert((s, t));
        });
        nearest(&vectors.1, &vectors.0, |t, s| {
            found.insert((s, t));
        });
        let facts = |side: &SideDocuments<'a>, free: &[usize]| -> Vec<Vec<u64>> {
            free.iter().map(|&i| side.profiles[i].map_or_else(Vec::new, |p| p.facts.clone())).collect()
        };
        let words = |side: &SideDocuments<'a>, free: &[usize]| -> Vec<Vec<&'a str>> {
            free.iter().map(|&i| side.names[i].iter().map(String::as_str).collect()).collect()
        };
        self.facts.nearest(&facts(&self.sources, sources), &facts(&self.targets, targets), &mut found);
        self.words.nearest(&words(&self.sources, sources), &words(&self.targets, targets), &mut found);
        found.into_iter().map(|(s, t)| (sources[s], targets[t])).collect()
    }
}

/// For each vector the nearest on the other side. Among very many vectors only those near the same landmarks
/// are compared; landmarks are every so many-th vector, the square root of their number in all (a one-level
/// inverted file index without training).
fn nearest(from: &[Vec<f32>], to: &[Vec<f32>], mut take: impl FnMut(usize, usize)) {
    let best = |vector: &[f32], of: &mut dyn Iterator<Item = (usize, &Vec<f32>)>, n: usize| -> Vec<usize> {
        let mut all: Vec<(f32, usize)> = of.map(|(i, v)| (cosine(vector, v), i)).collect();
        let order = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if all.len() > n {
            all.select_nth_unstable_by(n, order);
            all.truncate(n);
        }
        all.sort_by(order);
        all.into_iter().map(|(_, i)| i).collect()
    };
    let exists = |v: &[f32]| v.iter().any(|x| *x != 0.0);
    if from.len() * to.len() <= COMPARE_ALL_VECTORS {
        for (i, vector) in from.iter().enumerate().filter(|(_, v)| exists(v)) {
            best(vector, &mut to.iter().enumerate(), NEAREST).into_iter().for_each(|j| take(i, j));
        }
        return;
    }
    let step = (to.len() as f32).sqrt() as usize;
    let landmarks: Vec<&Vec<f32>> = to.iter().step_by(step.max(1)).collect();
    let nearest_landmarks = |vector: &[f32], n: usize| best(vector, &mut landmarks.iter().map(|l| &**l).enumerate(), n);
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); landmarks.len()];
    for (j, vector) in to.iter().enumerate().filter(|(_, v)| exists(v)) {
        nearest_landmarks(vector, LANDMARKS_STORED).into_iter().for_each(|l| around[l].push(j));
    }
    for (i, vector) in from.iter().enumerate().filter(|(_, v)| exists(v)) {
        let compared: BTreeSet<usize> =
            nearest_landmarks(vector, LANDMARKS_SEARCHED).into_iter().flat_map(|l| around[l].iter().copied()).collect();
        best(vector, &mut compared.into_iter().map(|j| (j, &to[j])), NEAREST).into_iter().for_each(|j| take(i, j));
    }
}

impl<K: Ord + Copy> InverseFrequency<K> {
    /// For each list the lists of the other side with the most weight in common, by rare keys only.
    fn nearest(&self, from: &[Vec<K>], to: &[Vec<K>], found: &mut BTreeSet<(usize, usize)>) {
        let mut lists_with: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (j, keys) in to.iter().enumerate() {
            for &key in keys.iter().collect::<BTreeSet<_>>() {
                lists_with.entry(key).or_default().push(j);
            }
        }
        for (i, keys) in from.iter().enumerate() {
            let mut sums: BTreeMap<usize, f32> = BTreeMap::new();
            for &key in keys.iter().collect::<BTreeSet<_>>() {
                let Some(others) = lists_with.get(&key).filter(|o| o.len() <= MAX_DOCUMENTS) else { continue };
                for &j in others {
                    *sums.entry(j).or_default() += self.weight(key).powi(2);
                }
            }
            let mut sums: Vec<(usize, f32)> = sums.into_iter().collect();
            sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            found.extend(sums.into_iter().take(NEAREST).map(|(j, _)| (i, j)));
        }
    }
}
