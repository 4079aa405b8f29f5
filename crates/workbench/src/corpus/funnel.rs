//! The funnel: which step lost how many pairs, and which.

use super::{Corpus, filter_named};
use crate::answer::{Answer, ApiError};
use calque_harvest::filter::{ALL, Accept, COUNT, DUPLICATE};
use calque_messages::message;
use serde_json::{Value, json};

/// The corpus at a glance.
pub(crate) fn overview(corpus: &Corpus) -> Value {
    let total = corpus.scores.len();
    let mut dropped = [0usize; COUNT];
    let mut copies = 0;
    for pair in 0..total {
        match corpus.dropped_by(pair) {
            Some(filter) => dropped[filter] += 1,
            None => copies += usize::from(corpus.copies[pair]),
        }
    }
    let mut steps = build_steps(&corpus.report);
    let mut kept = total;
    for (i, filter) in ALL.iter().enumerate().filter(|(i, _)| corpus.thresholds[*i].is_some()) {
        kept -= dropped[i];
        steps.push(json!({
            "id": filter.id(), "name": filter.id(), "kept": kept, "dropped": dropped[i], "reason": filter.summary(),
        }));
    }
    kept -= copies;
    steps.push(json!({
        "id": DUPLICATE, "name": DUPLICATE, "kept": kept, "dropped": copies,
        "reason": "the same as an earlier pair, but for case, accents and punctuation",
    }));
    let filters: Vec<Value> = ALL
        .iter()
        .enumerate()
        .filter_map(|(i, filter)| {
            let threshold = corpus.thresholds[i]?;
            let sense = if filter.accept() == Accept::AtLeast { "min" } else { "max" };
            Some(json!({
                "id": filter.id(), "name": filter.id(), "summary": filter.summary(), "sense": sense,
                "threshold": crate::json::round(threshold),
                "preset": corpus.preset.threshold(filter.id()).map(crate::json::round),
            }))
        })
        .collect();
    let langs = corpus.langs.map(|(s, t)| json!({ "source": s, "target": t }));
    json!({
        "name": corpus.name,
        "path": corpus.path.display().to_string(),
        "kind": if corpus.is_folder { "build" } else { "pairs" },
        "preset": corpus.preset.as_str(),
        "pairs": total,
        "kept": kept,
        "bad_records": corpus.bad,
        "complete": corpus.complete,
        "failed": corpus.failed,
        "languages": langs,
        "steps": steps,
        "filters": filters,
        "orphans": corpus.orphans,
        "documents": corpus.documents.len(),
    })
}

/// What a build says of its documents, before there are pairs. Their pairs cannot be shown.
fn build_steps(report: &Value) -> Vec<Value> {
    let counts = &report["counts"];
    let number = |name: &str| counts[name].as_u64();
    let Some(documents) = number("documents") else { return Vec::new() };
    let failed = number("failed").unwrap_or(0);
    let unpaired = number("unpaired").unwrap_or(0);
    vec![
        json!({ "id": Value::Null, "name": "documents", "kept": documents, "dropped": unpaired, "unit": "documents",
            "reason": "documents without a partner" }),
        json!({ "id": Value::Null, "name": "aligned", "kept": documents - failed.min(documents), "dropped": failed,
            "unit": "documents", "reason": "document pairs that could not be aligned" }),
    ]
}

/// The pairs that a step lost.
pub(crate) fn lost(corpus: &Corpus, step: &str, from: usize, n: usize) -> Answer {
    let filter = filter_named(step);
    if filter.is_none() && step != DUPLICATE {
        return Err(no_filter(step));
    }
    let is_lost = |pair: &usize| match filter {
        Some(filter) => corpus.dropped_by(*pair) == Some(filter),
        None => corpus.copies[*pair] && corpus.dropped_by(*pair).is_none(),
    };
    let lost: Vec<usize> = (0..corpus.scores.len()).filter(is_lost).collect();
    let pairs = lost.iter().skip(from).take(n.min(500)).map(|pair| corpus.pair(*pair, filter));
    Ok(json!({ "total": lost.len(), "pairs": pairs.collect::<Vec<_>>() }))
}

/// Moves a threshold: its step is worked out anew.
pub(crate) fn set_threshold(corpus: &mut Corpus, id: &str, value: f32) -> Answer {
    let filter = filter_named(id).filter(|f| corpus.thresholds[*f].is_some()).ok_or_else(|| no_filter(id))?;
    if !value.is_finite() {
        return Err(ApiError::bad_request("a threshold is a number"));
    }
    let before: Vec<bool> = (0..corpus.scores.len()).map(|pair| corpus.rejects(pair, filter)).collect();
    corpus.thresholds[filter] = Some(value);
    let (mut kept, mut dropped, mut changed) = (0, 0, 0);
    for (pair, before) in before.into_iter().enumerate() {
        let now = corpus.rejects(pair, filter);
        changed += usize::from(now != before);
        let others = (0..filter).any(|f| corpus.rejects(pair, f));
        dropped += usize::from(now && !others);
        kept += usize::from(corpus.keeps(pair));
    }
    Ok(json!({
        "filter": id, "value": crate::json::round(value), "kept": kept, "dropped": dropped, "changed": changed,
    }))
}

/// There is no such filter, or it does not run.
pub(super) fn no_filter(id: &str) -> ApiError {
    ApiError::not_found(message!("corpus-no-filter", filter = id))
}
