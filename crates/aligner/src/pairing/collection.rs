//! The documents of both sides, prepared for comparison, and the comparison.

use super::names::Name;
use super::profile::{DocumentProfile, PARTS, unit};
use super::similarity::DocumentSimilarity;
use super::types::NamedDocument;
use crate::numeric::dot;
use std::collections::{BTreeMap, BTreeSet};

/// Least length of a stretch, in letters and digits.
const MIN_STRETCH: usize = 300;
/// The mean of this many vectors is subtracted by half, of more by more: that of a few documents is hardly more
/// than the documents. Set by hand.
const CENTRE_HALF_TRUST: f32 = 20.0;

/// The documents of both sides, and how rare their facts and the words of their names are.
pub(crate) struct Collections<'a> {
    pub(super) sources: SideDocuments<'a>,
    pub(super) targets: SideDocuments<'a>,
    pub(super) facts: InverseFrequency<u64>,
    pub(super) words: InverseFrequency<&'a str>,
}

/// The documents of one side.
pub(super) struct SideDocuments<'a> {
    pub(super) profiles: Vec<Option<&'a DocumentProfile>>,
    /// The words of their names.
    pub(super) names: Vec<&'a [String]>,
    /// Unit vectors of the whole documents, centred; empty where there is no vector.
    pub(super) whole: Vec<Vec<f32>>,
    /// Vectors of their samples, centred.
    parts: Vec<Vec<Vec<f32>>>,
}

impl<'a> SideDocuments<'a> {
    fn new(documents: &[NamedDocument<'a>], names: &'a [Name]) -> Self {
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

/// Subtracts the mean from each vector, as far as it is trusted, and gives it unit length again: what is left tells
/// documents apart.
fn centre<'v>(vectors: impl Iterator<Item = &'v mut Vec<f32>>) {
    let mut vectors: Vec<&mut Vec<f32>> = vectors.filter(|v| v.iter().any(|x| *x != 0.0)).collect();
    let Some(first) = vectors.first() else { return };
    let mut mean = vec![0.0f32; first.len()];
    let n = vectors.len() as f32;
    for vector in &vectors {
        mean.iter_mut().zip(vector.iter()).for_each(|(m, v)| *m += v / n);
    }
    let trust = n / (n + CENTRE_HALF_TRUST);
    for vector in &mut vectors {
        vector.iter_mut().zip(&mean).for_each(|(v, m)| *v -= trust * m);
        unit(vector);
    }
}

/// Inverse document frequency (Spärck Jones 1972) of facts, or of words.
pub(super) struct InverseFrequency<K> {
    documents: BTreeMap<K, usize>,
    all: usize,
}

impl<K: Ord + Copy> InverseFrequency<K> {
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

    /// The weight of one key, in nats; 0.7 at least.
    pub(super) fn weight(&self, key: K) -> f32 {
        let n = self.documents.get(&key).copied().unwrap_or(0);
        (1.0 + self.all as f32 / (1 + n) as f32).ln()
    }

    /// Cosine of two sets, each key weighted by its inverse document frequency; in [0, 1].
    fn similarity(&self, a: &BTreeSet<K>, b: &BTreeSet<K>) -> f32 {
        let square = |keys: &BTreeSet<K>| keys.iter().fold(0.0, |sum, &k| sum + self.weight(k).powi(2));
        let both = a.intersection(b).fold(0.0, |sum, &k| sum + self.weight(k).powi(2));
        let norm = (square(a) * square(b)).sqrt();
        if norm > 0.0 { both / norm } else { 0.0 }
    }
}

impl<'a> Collections<'a> {
    /// Of all documents; `names` are those of both sides, empty ones where names do not count.
    pub(crate) fn new(
        sources: &[NamedDocument<'a>],
        targets: &[NamedDocument<'a>],
        names: (&'a [Name], &'a [Name]),
    ) -> Self {
        let (sources, targets) = (SideDocuments::new(sources, names.0), SideDocuments::new(targets, names.1));
        let both = || [&sources, &targets].into_iter();
        let facts = InverseFrequency::new(both().flat_map(|s| &s.profiles).flatten().map(|p| p.facts.iter().copied()));
        let words = InverseFrequency::new(both().flat_map(|s| &s.names).map(|words| words.iter().map(String::as_str)));
        Self { sources, targets, facts, words }
    }

    /// How far two names agree, in [0, 1].
    pub(super) fn name_similarity(&self, source: usize, target: usize) -> f32 {
        let words = |side: &SideDocuments<'a>, i: usize| -> BTreeSet<&'a str> {
            side.names[i].iter().map(String::as_str).collect()
        };
        self.words.similarity(&words(&self.sources, source), &words(&self.targets, target))
    }

    /// What two documents have in common, where the contents of both are known. The lead is found later.
    pub(crate) fn similarity(&self, source: usize, target: usize) -> Option<DocumentSimilarity> {
        let (a, b) = (self.sources.profiles[source]?, self.targets.profiles[target]?);
        let (x, y) = (&self.sources.parts[source], &self.targets.parts[target]);
        let known = !x.is_empty() && x.len() == y.len();
        let set = |p: &DocumentProfile| p.facts.iter().copied().collect::<BTreeSet<u64>>();
        Some(DocumentSimilarity {
            whole: known.then(|| cosine(&self.sources.whole[source], &self.targets.whole[target])),
            parts: known.then(|| stretch_cosine(x, y, a.length.min(b.length))),
            facts: self.facts.similarity(&set(a), &set(b)),
            length: ((a.length + 20) as f32 / (b.length + 20) as f32).ln(),
            lead: None,
        })
    }
}

/// Mean cosine of stretches at the same position. They are made of one or more samples, so that each has some
/// sentences: a word or two in the same eighth of a short text would tell nothing.
fn stretch_cosine(x: &[Vec<f32>], y: &[Vec<f32>], shorter: usize) -> f32 {
    let n = (shorter / MIN_STRETCH).clamp(1, PARTS).next_power_of_two().min(PARTS);
    let width = PARTS / n;
    let pairs = x.chunks(width).zip(y.chunks(width));
    pairs.map(|(x, y)| cosine(&sum(x), &sum(y))).sum::<f32>() / n as f32
}

/// Cosine of unit vectors; 0 where one is missing.
pub(super) fn cosine(a: &[f32], b: &[f32]) -> f32 {
    if a.len() == b.len() { dot(a, b) } else { 0.0 }
}
