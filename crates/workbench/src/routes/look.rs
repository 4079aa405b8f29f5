//! Ways to look at a document: the minimap, word links, search, what is doubtful, the second look.

use crate::app::{App, answer};
use crate::json::{self, points, round};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calque_bitext::Severity;
use calque_formats::pairs::PairRecord;
use calque_project::{BeadKind, DocumentState, FindingState, ProjectError, SideName};
use calque_text::{Side, Span, fold};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// The most hits of a search.
const MOST_HITS: usize = 500;
/// A word supported less than this has no counterpart.
const UNCOVERED: f32 = 0.2;

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Buckets {
    buckets: usize,
}

impl Default for Buckets {
    fn default() -> Self {
        Self { buckets: 200 }
    }
}

/// `GET /app/doc/D/minimap`.
pub(super) async fn minimap(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    Query(asked): Query<Buckets>,
    headers: HeaderMap,
) -> Response {
    answer(app, &headers, move |app, _| {
        app.with_project(|project| {
            let state = project.document(doc)?;
            let total = state.order().len();
            let buckets = asked.buckets.clamp(1, 2000).min(total.max(1));
            let bucket = |i: usize| {
                let ids = &state.order()[i * total / buckets..(i + 1) * total / buckets];
                let open = ids.iter().flat_map(|id| state.findings_of(*id)).map(|(_, f)| f);
                let open: Vec<Severity> = open
                    .filter(|f| f.present && matches!(f.state, FindingState::Open | FindingState::Asked))
                    .map(|f| f.finding.severity)
                    .collect();
                let unread = ids.iter().filter(|id| state.beads.get(id).is_some_and(|b| !b.read)).count();
                json!({ "worst": open.iter().max(), "count": open.len(), "unread": unread })
            };
            Ok(json!({ "buckets": (0..buckets).map(bucket).collect::<Vec<_>>() }))
        })
    })
    .await
}

/// `GET /app/doc/D/links/BEAD`.
pub(super) async fn links(
    State(app): State<Arc<App>>,
    Path((doc, bead)): Path<(i64, i64)>,
    headers: HeaderMap,
) -> Response {
    answer(app, &headers, move |app, lang| {
        let record = app.with_project(|project| {
            let state = project.document(doc)?;
            let row = state.beads.get(&bead).ok_or_else(|| ProjectError::Missing("bead", bead.to_string()))?;
            Ok(PairRecord {
                source: state.text_of(row, Side::Source),
                target: state.text_of(row, Side::Target),
                source_lang: state.row.source.lang,
                target_lang: state.row.target.lang,
                ..PairRecord::default()
            })
        })?;
        let linked = calque::link_record(&record, false, &app.check_settings(lang));
        let side = |text: &str, tokens: &[calque_text::Token], support: &[f32]| {
            let spans: Vec<Value> = tokens.iter().map(|t| points(text, Some(t.span))).collect();
            let word = |t: &calque_text::Token| t.span.of(text).chars().any(char::is_alphanumeric);
            let bare = tokens.iter().zip(support).enumerate().filter(|(_, (t, s))| word(t) && **s < UNCOVERED);
            (spans, bare.map(|(i, _)| i).collect::<Vec<_>>())
        };
        let (source, bare_source) = side(&record.source, &linked.source, &linked.words.source_support);
        let (target, bare_target) = side(&record.target, &linked.target, &linked.words.target_support);
        let links: Vec<Value> = linked.words.links.iter().map(|l| json!([l.source, l.target, round(l.prob)])).collect();
        Ok(json!({
            "source": source, "target": target, "links": links,
            "uncovered": { "source": bare_source, "target": bare_target },
        }))
    })
    .await
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Search {
    q: String,
    side: Option<SideName>,
}

/// `GET /app/doc/D/search`: without case and accents.
pub(super) async fn search(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    Query(search): Query<Search>,
    headers: HeaderMap,
) -> Response {
    answer(app, &headers, move |app, _| {
        app.with_project(|project| {
            let state = project.document(doc)?;
            let (mut hits, mut total) = (Vec::new(), 0);
            let sides = Side::BOTH.into_iter().filter(|s| search.side.is_none_or(|asked| asked.side() == *s));
            let sides: Vec<Side> = sides.collect();
            for (index, id) in state.order().iter().enumerate() {
                let Some(bead) = state.beads.get(id) else { continue };
                for side in &sides {
                    let text = state.text_of(bead, *side);
                    for span in occurrences(&text, &search.q) {
                        total += 1;
                        if hits.len() < MOST_HITS {
                            let at = points(&text, Some(span));
                            hits.push(json!({
                                "index": index, "bead": id, "side": side.as_str(),
                                "start": at["start"], "end": at["end"],
                            }));
                        }
                    }
                }
            }
            Ok(json!({ "hits": hits, "total": total }))
        })
    })
    .await
}

/// Where words stand in a text, case and accents apart.
fn occurrences(text: &str, words: &str) -> Vec<Span> {
    let folded = |c: char| -> Vec<char> { fold(&c.to_string()).chars().collect() };
    let wanted: Vec<char> = words.trim().chars().flat_map(folded).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut chars = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        chars.extend(folded(c).into_iter().map(|f| (f, at, at + c.len_utf8())));
    }
    let fits = |window: &[(char, usize, usize)]| window.iter().map(|w| w.0).eq(wanted.iter().copied());
    let mut out: Vec<Span> = Vec::new();
    for window in chars.windows(wanted.len()).filter(|w| fits(w)) {
        let span = Span::new(window[0].1, window[window.len() - 1].2);
        if out.last().is_none_or(|last| last.end <= span.start) {
            out.push(span);
        }
    }
    out
}

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct SecondLook {
    n: usize,
    seed: u64,
}

impl Default for SecondLook {
    fn default() -> Self {
        Self { n: 10, seed: 0 }
    }
}

/// `GET /app/doc/D/second-look`: pairs without findings that nobody has judged, drawn by a seed.
pub(super) async fn second_look(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    Query(asked): Query<SecondLook>,
    headers: HeaderMap,
) -> Response {
    answer(app, &headers, move |app, _| {
        app.with_project(|project| {
            let state = project.document(doc)?;
            let unflagged = |id: &&i64| {
                let prose = state.beads.get(id).is_some_and(|b| b.is_pair() && b.kind == BeadKind::Text);
                prose && !state.judgements.contains_key(id) && state.findings_of(**id).all(|(_, f)| !f.present)
            };
            let (left, pairs) = draw(state, unflagged, asked.seed, asked.n);
            let missed = state.judgements.values().filter(|j| j.missed).count();
            Ok(json!({
                "seed": asked.seed,
                "pairs": pairs,
                "left": left,
                "judged": { "good": state.judgements.len() - missed, "missed": missed },
            }))
        })
    })
    .await
}

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct After {
    after: Option<usize>,
    dir: i32,
}

impl Default for After {
    fn default() -> Self {
        Self { after: None, dir: 1 }
    }
}

/// `GET /app/doc/D/doubtful`: the next bead that wants a look, after or before a place.
pub(super) async fn doubtful(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    Query(asked): Query<After>,
    headers: HeaderMap,
) -> Response {
    answer(app, &headers, move |app, _| {
        app.with_project(|project| {
            let state = project.document(doc)?;
            let is = |i: &usize| state.beads.get(&state.order()[*i]).is_some_and(json::is_doubtful);
            let total = state.order().len();
            let index = if asked.dir >= 0 {
                (asked.after.map_or(0, |a| a.saturating_add(1))..total).find(is)
            } else {
                (0..asked.after.unwrap_or(total).min(total)).rev().find(is)
            };
            Ok(json!({ "index": index, "left": (0..total).filter(is).count() }))
        })
    })
    .await
}

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Sample {
    min_score: f32,
    n: usize,
    seed: u64,
}

impl Default for Sample {
    fn default() -> Self {
        Self { min_score: 0.9, n: 10, seed: 0 }
    }
}

/// `GET /app/doc/D/sample`: some of the pairs that would be confirmed by their score.
pub(super) async fn sample(
    State(app): State<Arc<App>>,
    Path(doc): Path<i64>,
    Query(asked): Query<Sample>,
    headers: HeaderMap,
) -> Response {
    answer(app, &headers, move |app, _| {
        app.with_project(|project| {
            let state = project.document(doc)?;
            let sure = |id: &&i64| {
                state.beads.get(id).is_some_and(|b| b.is_pair() && !b.confirmed && b.score >= asked.min_score)
            };
            let (total, pairs) = draw(state, sure, asked.seed, asked.n);
            Ok(json!({ "total": total, "pairs": pairs }))
        })
    })
    .await
}

/// How many beads are wanted, and `n` of them, at most 200, drawn by a seed.
fn draw(state: &DocumentState, wanted: impl Fn(&&i64) -> bool, seed: u64, n: usize) -> (usize, Vec<Value>) {
    let mut ids: Vec<(u64, i64)> = state.order().iter().filter(wanted).map(|id| (drawn(seed, *id), *id)).collect();
    ids.sort_unstable();
    (ids.len(), ids.iter().take(n.min(200)).filter_map(|(_, id)| json::bead(state, *id)).collect())
}

/// A number that looks random, the same for the same seed and bead (SplitMix64).
fn drawn(seed: u64, id: i64) -> u64 {
    let mut z = seed.wrapping_add((id as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::occurrences;

    #[test]
    fn searches_know_neither_case_nor_accents() {
        let found = |text: &str, words: &str| -> Vec<String> {
            occurrences(text, words).into_iter().map(|s| s.of(text).to_owned()).collect()
        };
        assert_eq!(found("L’Été, un été ; ETE.", "ete"), ["Été", "été", "ETE"]);
        assert_eq!(found("aaa", "aa"), ["aa"]);
        assert!(found("abc", " ").is_empty() && found("", "a").is_empty());
    }
}
