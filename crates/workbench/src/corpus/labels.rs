//! What somebody says of pairs, and how often each filter is right by it.

use super::{Corpus, filter_named};
use crate::answer::{Answer, ApiError};
use crate::json::round;
use crate::random::hex_of;
use calque_harvest::filter::{ALL, COUNT};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Good or bad, by the hash of a pair's words, so that a label holds when the corpus is built again; kept in the user's data folder.
pub(super) struct Labels {
    file: PathBuf,
    labels: BTreeMap<String, bool>,
}

impl Labels {
    /// Those of a corpus.
    pub(super) fn load(data: &Path, corpus: &Path) -> Self {
        let name = hex_of(&Sha256::digest(corpus.display().to_string().as_bytes())[..8]);
        let file = data.join("corpora").join(format!("{name}.json"));
        let labels = std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { file, labels: labels.unwrap_or_default() }
    }

    pub(super) fn get(&self, key: u64) -> Option<bool> {
        if self.labels.is_empty() { None } else { self.labels.get(&format!("{key:016x}")).copied() }
    }

    fn set(&mut self, key: u64, good: Option<bool>) -> std::io::Result<()> {
        let name = format!("{key:016x}");
        match good {
            Some(good) => self.labels.insert(name, good),
            None => self.labels.remove(&name),
        };
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let beside = self.file.with_extension("new");
        std::fs::write(&beside, serde_json::to_vec(&self.labels)?)?;
        std::fs::rename(beside, &self.file)
    }
}

/// Says that a pair is good or bad, or takes that back.
pub(crate) fn label(corpus: &mut Corpus, pair: usize, good: Option<bool>) -> Answer {
    let Some(key) = corpus.keys.get(pair).copied() else {
        return Err(ApiError::bad_request("there is no such pair"));
    };
    corpus.labels.set(key, good).map_err(ApiError::internal)?;
    Ok(json!({ "pair": corpus.pair(pair, None), "labelled": corpus.labels.labels.len() }))
}

/// Pairs to be labelled, drawn by a seed; with a filter half of them are among those that it drops.
pub(crate) fn sample(corpus: &Corpus, id: Option<&str>, n: usize, seed: u64) -> Answer {
    let filter = id.map(|id| filter_named(id).ok_or_else(|| super::funnel::no_filter(id))).transpose()?;
    let n = n.min(500);
    let drawn = |of: &dyn Fn(&usize) -> bool, n: usize| -> Vec<usize> {
        let mut all: Vec<(u64, usize)> =
            (0..corpus.scores.len()).filter(|pair| of(pair)).map(|pair| (mixed(seed, pair), pair)).collect();
        all.sort_unstable();
        let free = all.into_iter().map(|(_, pair)| pair);
        free.filter(|pair| corpus.labels.get(corpus.keys[*pair]).is_none()).take(n).collect()
    };
    let pairs = match filter {
        Some(filter) => {
            let mut pairs = drawn(&|pair| corpus.rejects(*pair, filter), n / 2);
            let rest = n - pairs.len();
            pairs.extend(drawn(&|pair| corpus.value(*pair, filter).is_some() && !corpus.rejects(*pair, filter), rest));
            pairs
        }
        None => drawn(&|_| true, n),
    };
    let pairs: Vec<Value> = pairs.into_iter().map(|pair| corpus.pair(pair, filter)).collect();
    Ok(json!({ "seed": seed, "pairs": pairs }))
}

/// A number that looks random (SplitMix64).
fn mixed(seed: u64, pair: usize) -> u64 {
    let mut z = (seed ^ (pair as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// By filter: of the labelled pairs that it drops, how many are bad, with the Wilson interval of 95 %.
pub(crate) fn precision(corpus: &Corpus) -> Value {
    let mut judged = [(0usize, 0usize); COUNT];
    // Of the pairs that no filter drops: how many are good.
    let mut kept = (0usize, 0usize);
    if !corpus.labels.labels.is_empty() {
        for pair in 0..corpus.scores.len() {
            let Some(good) = corpus.labels.get(corpus.keys[pair]) else { continue };
            let mut is_kept = true;
            for (filter, (all, right)) in judged.iter_mut().enumerate() {
                if corpus.rejects(pair, filter) {
                    is_kept = false;
                    *all += 1;
                    *right += usize::from(!good);
                }
            }
            kept.0 += usize::from(is_kept);
            kept.1 += usize::from(is_kept && good);
        }
    }
    let share = |(all, right): (usize, usize)| {
        let (low, high) = wilson(right, all);
        json!({ "judged": all, "right": right, "low": round(low as f32), "high": round(high as f32) })
    };
    let filters = ALL.iter().enumerate().filter(|(i, _)| corpus.thresholds[*i].is_some()).map(|(i, filter)| {
        let mut of_filter = share(judged[i]);
        (of_filter["id"], of_filter["name"]) = (json!(filter.id()), json!(filter.id()));
        of_filter
    });
    json!({
        "filters": filters.collect::<Vec<_>>(), "kept": share(kept), "labelled": corpus.labels.labels.len(),
    })
}

/// Of the normal distribution 95 % lie within so many standard deviations.
const Z: f64 = 1.96;

/// The interval in which a share lies with 95 % (Wilson 1927).
fn wilson(right: usize, all: usize) -> (f64, f64) {
    if all == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (all as f64, right as f64 / all as f64);
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt() / (1.0 + Z * Z / n);
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn intervals_are_those_of_wilson() {
        let (low, high) = wilson(8, 10);
        assert!((low - 0.490).abs() < 0.001 && (high - 0.943).abs() < 0.001, "{low} {high}");
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }
}
