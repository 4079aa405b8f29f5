//! Pairs of documents worth comparing, and the comparison.
//!
//! For each document the nearest of the other side are found three ways: by the
//! vector of the whole, among those that lie near the same landmarks; by rare
//! numbers and names in common; by rare words of their file names in common.
//! Only these are compared in full.

use super::names::Name;
use super::profile::{PARTS, unit};
use super::{Document, Likeness, Profile};
use crate::vectors::dot;
use std::collections::{BTreeMap, BTreeSet};

/// Nearest documents looked at, each way.
const NEAREST: usize = 8;
/// Up to so many pairs all are compared.
pub(super) const FEW: usize = 10_000;
/// Up to so many pairs every vector meets every other.
const MANY: usize = 4_000_000;
/// A fact that more documents of a side have finds nothing.
const COMMON: usize = 50;
/// Letters of a stretch at least.
const STRETCH: usize = 300;
/// Of so many documents the mean is trusted by half.
const HALF_TRUST: f32 = 20.0;

/// The documents of both sides, and what is rare among them.
pub(super) struct Pool<'a> {
    sources: Side<'a>,
    targets: Side<'a>,
    facts: Rarity<u64>,
    words: Rarity<&'a str>,
}

/// One side of it.
struct Side<'a> {
    profiles: Vec<Option<&'a Profile>>,
    names: Vec<&'a [String]>,
    /// Vectors of the whole documents, centred.
    whole: Vec<Vec<f32>>,
    /// Vectors of their samples, centred.
    parts: Vec<Vec<Vec<f32>>>,
}

impl<'a> Side<'a> {
    fn new(documents: &[Document<'a>], names: &'a [Name]) -> Self {
        let profiles: Vec<_> = documents.iter().map(|d| d.profile).collect();
        let mut parts: Vec<Vec<Vec<f32>>> =
            profiles.iter().map(|p| p.map_or_else(Vec::new, |p| p.parts.clone())).collect();
        let mut whole: Vec<Vec<f32>> = parts.iter().map(|p| sum(p)).collect();
        centre(whole.iter_mut());
        centre(parts.iter_mut().flatten());
        Self { profiles, names: names.iter().map(Name::words).collect(), whole, parts }
    }
}

/// The sum of vectors as a unit vector; empty of none.
fn sum(parts: &[Vec<f32>]) -> Vec<f32> {
    let mut whole = parts.first().cloned().unwrap_or_default();
    for part in parts.iter().skip(1) {
        whole.iter_mut().zip(part).for_each(|(w, p)| *w += p);
    }
    unit(&mut whole);
    whole
}

/// Takes from each vector what all have in common; what is left tells them apart.
fn centre<'v>(vectors: impl Iterator<Item = &'v mut Vec<f32>>) {
    let mut vectors: Vec<&mut Vec<f32>> = vectors.filter(|v| v.iter().any(|x| *x != 0.0)).collect();
    let Some(first) = vectors.first() else { return };
    let mut mean = vec![0.0f32; first.len()];
    let n = vectors.len() as f32;
    for vector in &vectors {
        mean.iter_mut().zip(vector.iter()).for_each(|(m, v)| *m += v / n);
    }
    let trust = n / (n + HALF_TRUST);
    for vector in &mut vectors {
        vector.iter_mut().zip(&mean).for_each(|(v, m)| *v -= trust * m);
        unit(vector);
    }
}

/// How much each of some things tells: the rarer, the more.
struct Rarity<K> {
    documents: BTreeMap<K, usize>,
    all: usize,
}

impl<K: Ord + Copy> Rarity<K> {
    fn new<I: IntoIterator<Item = K>>(documents: impl Iterator<Item = I>) -> Self {
        let (mut counts, mut all) = (BTreeMap::new(), 0);
        for document in documents {
            all += 1;
            for key in document.into_iter().collect::<BTreeSet<_>>() {
                *counts.entry(key).or_default() += 1;
            }
        }
        Self { documents: counts, all }
    }

    fn weight(&self, key: K) -> f32 {
        let n = self.documents.get(&key).copied().unwrap_or(0);
        (1.0 + self.all as f32 / (1 + n) as f32).ln()
    }

    /// Cosine of two sets.
    fn likeness(&self, a: &BTreeSet<K>, b: &BTreeSet<K>) -> f32 {
        let square = |keys: &BTreeSet<K>| keys.iter().fold(0.0, |sum, &k| sum + self.weight(k).powi(2));
        let both = a.intersection(b).fold(0.0, |sum, &k| sum + self.weight(k).powi(2));
        let norm = (square(a) * square(b)).sqrt();
        if norm > 0.0 { both / norm } else { 0.0 }
    }
}

impl<'a> Pool<'a> {
    /// Of all documents.
    pub(super) fn new(sources: &[Document<'a>], targets: &[Document<'a>], names: (&'a [Name], &'a [Name])) -> Self {
        let (sources, targets) = (Side::new(sources, names.0), Side::new(targets, names.1));
        let both = || [&sources, &targets].into_iter();
        let facts = Rarity::new(both().flat_map(|s| &s.profiles).flatten().map(|p| p.facts.iter().copied()));
        let words = Rarity::new(both().flat_map(|s| &s.names).map(|words| words.iter().map(String::as_str)));
        Self { sources, targets, facts, words }
    }

    /// Pairs to compare among some sources and some targets, in order.
    pub(super) fn candidates(&self, sources: &[usize], targets: &[usize]) -> Vec<(usize, usize)> {
        if sources.len() * targets.len() <= FEW {
            return sources.iter().flat_map(|&s| targets.iter().map(move |&t| (s, t))).collect();
        }
        // Pairs of places in the two lists.
        let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
        let whole = |side: &Side<'a>, free: &[usize]| -> Vec<Vec<f32>> {
            free.iter().map(|&i| side.whole[i].clone()).collect()
        };
        let vectors = (whole(&self.sources, sources), whole(&self.targets, targets));
        nearest(&vectors.0, &vectors.1, |s, t| {
            found.insert((s, t));
        });
        nearest(&vectors.1, &vectors.0, |t, s| {
            found.insert((s, t));
        });
        let facts = |side: &Side<'a>, free: &[usize]| -> Vec<Vec<u64>> {
            free.iter().map(|&i| side.profiles[i].map_or_else(Vec::new, |p| p.facts.clone())).collect()
        };
        let words = |side: &Side<'a>, free: &[usize]| -> Vec<Vec<&'a str>> {
            free.iter().map(|&i| side.names[i].iter().map(String::as_str).collect()).collect()
        };
        self.facts.nearest(&facts(&self.sources, sources), &facts(&self.targets, targets), &mut found);
        self.words.nearest(&words(&self.sources, sources), &words(&self.targets, targets), &mut found);
        found.into_iter().map(|(s, t)| (sources[s], targets[t])).collect()
    }

    /// How far two names agree, in [0, 1].
    pub(super) fn name(&self, source: usize, target: usize) -> f32 {
        let words =
            |side: &Side<'a>, i: usize| -> BTreeSet<&'a str> { side.names[i].iter().map(String::as_str).collect() };
        self.words.likeness(&words(&self.sources, source), &words(&self.targets, target))
    }

    /// How much two documents have in common, where both are known.
    pub(super) fn likeness(&self, source: usize, target: usize) -> Option<Likeness> {
        let (a, b) = (self.sources.profiles[source]?, self.targets.profiles[target]?);
        let (x, y) = (&self.sources.parts[source], &self.targets.parts[target]);
        let known = !x.is_empty() && x.len() == y.len();
        let set = |p: &Profile| p.facts.iter().copied().collect::<BTreeSet<u64>>();
        Some(Likeness {
            whole: known.then(|| vectors(&self.sources.whole[source], &self.targets.whole[target])),
            parts: known.then(|| stretches(x, y, a.length.min(b.length))),
            facts: self.facts.likeness(&set(a), &set(b)),
            length: ((a.length + 20) as f32 / (b.length + 20) as f32).ln(),
            lead: None,
        })
    }
}

/// Mean cosine of stretches from the same places. Stretches are so long that they have some sentences each:
/// a word or two that fell into the same eighth of a short text would say nothing.
fn stretches(x: &[Vec<f32>], y: &[Vec<f32>], shorter: usize) -> f32 {
    let n = (shorter / STRETCH).clamp(1, PARTS).next_power_of_two().min(PARTS);
    let each = PARTS / n;
    let pairs = x.chunks(each).zip(y.chunks(each));
    pairs.map(|(x, y)| vectors(&sum(x), &sum(y))).sum::<f32>() / n as f32
}

/// Cosine of unit vectors; 0 where one is missing.
fn vectors(a: &[f32], b: &[f32]) -> f32 {
    if a.len() == b.len() { dot(a, b) } else { 0.0 }
}

/// For each vector its nearest on the other side. Of very many, only those are met that lie near the same
/// landmarks, which are every so many-th of them.
fn nearest(from: &[Vec<f32>], to: &[Vec<f32>], mut take: impl FnMut(usize, usize)) {
    let best = |vector: &[f32], of: &mut dyn Iterator<Item = (usize, &Vec<f32>)>, n: usize| -> Vec<usize> {
        let mut all: Vec<(f32, usize)> = of.map(|(i, v)| (vectors(vector, v), i)).collect();
        let order = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if all.len() > n {
            all.select_nth_unstable_by(n, order);
            all.truncate(n);
        }
        all.sort_by(order);
        all.into_iter().map(|(_, i)| i).collect()
    };
    let there = |v: &[f32]| v.iter().any(|x| *x != 0.0);
    if from.len() * to.len() <= MANY {
        for (i, vector) in from.iter().enumerate().filter(|(_, v)| there(v)) {
            best(vector, &mut to.iter().enumerate(), NEAREST).into_iter().for_each(|j| take(i, j));
        }
        return;
    }
    let step = (to.len() as f32).sqrt() as usize;
    let landmarks: Vec<&Vec<f32>> = to.iter().step_by(step.max(1)).collect();
    let near = |vector: &[f32], n: usize| best(vector, &mut landmarks.iter().map(|l| &**l).enumerate(), n);
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); landmarks.len()];
    for (j, vector) in to.iter().enumerate().filter(|(_, v)| there(v)) {
        near(vector, 3).into_iter().for_each(|l| around[l].push(j));
    }
    for (i, vector) in from.iter().enumerate().filter(|(_, v)| there(v)) {
        let met: BTreeSet<usize> = near(vector, 8).into_iter().flat_map(|l| around[l].iter().copied()).collect();
        best(vector, &mut met.into_iter().map(|j| (j, &to[j])), NEAREST).into_iter().for_each(|j| take(i, j));
    }
}

impl<K: Ord + Copy> Rarity<K> {
    /// For each list those of the other side with most in common, of what is rare.
    fn nearest(&self, from: &[Vec<K>], to: &[Vec<K>], found: &mut BTreeSet<(usize, usize)>) {
        let mut having: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (j, keys) in to.iter().enumerate() {
            for &key in keys.iter().collect::<BTreeSet<_>>() {
                having.entry(key).or_default().push(j);
            }
        }
        for (i, keys) in from.iter().enumerate() {
            let mut sums: BTreeMap<usize, f32> = BTreeMap::new();
            for &key in keys.iter().collect::<BTreeSet<_>>() {
                let Some(others) = having.get(&key).filter(|o| o.len() <= COMMON) else { continue };
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
