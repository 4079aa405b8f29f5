//! What a filter says of all pairs: the histogram, and the pairs on both sides of a threshold.

use super::funnel::no_filter;
use super::{Corpus, filter_named};
use crate::answer::Answer;
use crate::json::round;
use serde_json::{Value, json};

/// Bins of a histogram of values of any range.
const BINS: usize = 40;

/// Edges for values in [0, 1]: finer the nearer to 1, where good pairs crowd.
const SHARES: [f32; 22] = [
    0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995,
    0.999, 1.0,
];

/// The histogram of a filter's values.
pub(crate) fn histogram(corpus: &Corpus, id: &str) -> Answer {
    let filter = filter_named(id).ok_or_else(|| no_filter(id))?;
    let values: Vec<f32> = (0..corpus.scores.len()).filter_map(|pair| corpus.value(pair, filter)).collect();
    let (least, most) = values.iter().fold((f32::MAX, f32::MIN), |(a, b), v| (a.min(*v), b.max(*v)));
    let shares = values.is_empty() || (least >= 0.0 && most <= 1.0);
    let edges: Vec<f32> = if shares {
        SHARES.to_vec()
    } else {
        let step = ((most - least) / BINS as f32).max(f32::EPSILON);
        (0..=BINS).map(|i| least + step * i as f32).collect()
    };
    let mut counts = vec![0u64; edges.len() - 1];
    for value in &values {
        let bin = edges.partition_point(|edge| edge <= value).saturating_sub(1).min(counts.len() - 1);
        counts[bin] += 1;
    }
    Ok(json!({
        "edges": edges.iter().map(|e| round(*e)).collect::<Vec<_>>(),
        "counts": counts,
        "threshold": corpus.thresholds[filter].map(round),
        "log": shares,
        "without": corpus.scores.len() - values.len(),
    }))
}

/// The pairs nearest to a threshold on both sides of it.
pub(crate) fn near(corpus: &Corpus, id: &str, threshold: Option<f32>, n: usize) -> Answer {
    let filter = filter_named(id).ok_or_else(|| no_filter(id))?;
    let threshold = threshold.or(corpus.thresholds[filter]).unwrap_or(0.5);
    let accept = calque_harvest::filter::ALL[filter].accept();
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for pair in 0..corpus.scores.len() {
        let Some(value) = corpus.value(pair, filter) else { continue };
        let side = if accept.passes(value, threshold) { &mut kept } else { &mut dropped };
        side.push(((value - threshold).abs(), pair));
    }
    let nearest = |mut side: Vec<(f32, usize)>| -> Vec<Value> {
        side.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        side.into_iter().take(n.min(200)).map(|(_, pair)| corpus.pair(pair, Some(filter))).collect()
    };
    Ok(json!({ "kept": nearest(kept), "dropped": nearest(dropped) }))
}
