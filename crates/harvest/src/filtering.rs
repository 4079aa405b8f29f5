//! `calque corpus filter`: pairs in, the good ones out, a reason for each that is not.
//!
//! Repair first, then the screen, on all cores. Where near copies are dropped
//! too, what the screen lets pass waits in a temporary file until all pairs are
//! seen; then the best copy of each goes out, in the order of the input.

use crate::dedup::{Copies, Deduper, Key, Match, Side};
use crate::filters::ALL;
use crate::repair::{Fix, Fixes, repair};
use crate::stream::{Item, Progress, RunError, each};
use crate::{DUPLICATE, Pair, Screen, Verdict};
use calque::{LanguageFallback, languages_of};
use calque_formats::Input;
use calque_formats::pairs::{BadRecord, PairFormat, PairReader, PairRecord, PairWriter, WritePairs};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The name under which a dropped pair carries its reasons, in [`PairRecord::extra`].
pub const REJECTED_BY: &str = "rejected_by";

/// How to filter.
#[derive(Clone, Debug)]
pub struct Filtering {
    /// The filters and their thresholds.
    pub screen: Screen,
    /// Whether to mend texts first.
    pub repair: bool,
    /// Whether to keep every pair and only add scores and reasons.
    pub annotate: bool,
    /// Bytes that sorting for duplicates may take.
    pub memory: usize,
    /// How many pairs to show near each threshold; none if 0.
    pub explain: usize,
}

/// Where the pairs go.
pub trait Sinks {
    /// A pair that is kept.
    fn kept(&mut self, pair: &PairRecord) -> Result<(), RunError>;
    /// A pair that is dropped; its reasons are in [`REJECTED_BY`].
    fn rejected(&mut self, pair: &PairRecord) -> Result<(), RunError>;
    /// A record that could not be read.
    fn bad(&mut self, file: &str, record: &BadRecord) -> Result<(), RunError>;
}

/// What a filter run did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FilterReport {
    /// Pairs read.
    pub read: u64,
    /// Pairs kept.
    pub kept: u64,
    /// Pairs dropped.
    pub dropped: u64,
    /// Records that could not be read.
    pub bad_records: u64,
    /// Pairs with something mended.
    pub repaired: u64,
    /// How often each kind of repair was made, in pairs.
    pub repairs: BTreeMap<String, u64>,
    /// Of each filter that ran: its threshold and how many pairs it was the first to drop.
    pub filters: BTreeMap<String, FilterCount>,
    /// With `explain`: pairs near each threshold.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub near: BTreeMap<String, Vec<NearPair>>,
}

/// What one filter did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FilterCount {
    /// Its threshold.
    pub threshold: f32,
    /// Pairs that it was the first to drop.
    pub dropped: u64,
}

/// A pair near a threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearPair {
    /// Its score.
    pub score: f32,
    /// Whether the filter lets it pass.
    pub passes: bool,
    /// The original.
    pub source: String,
    /// The translation.
    pub target: String,
}

/// A pair with what was made of it.
struct Judged {
    record: PairRecord,
    verdict: Verdict,
    fixes: Fixes,
    key: Option<Key>,
}

/// Filters all pairs of `readers`.
pub fn filter(
    readers: Vec<PairReader>,
    how: &Filtering,
    progress: &Progress,
    sinks: &mut impl Sinks,
) -> Result<FilterReport, RunError> {
    let mut report = FilterReport::new(how);
    let mut late = match how.screen.duplicate {
        Some(least) => Some(Late::new(least, how.memory)?),
        None => None,
    };
    each(
        readers,
        progress,
        |record| judged(record, how),
        |item| match item {
            Item::Bad(file, bad) => {
                report.bad_records += 1;
                sinks.bad(&file, &bad)
            }
            Item::Pair(mut judged) => {
                report.count(&judged, how);
                let kept = judged.verdict.keeps();
                if !kept || how.annotate {
                    mark(&mut judged, how.annotate);
                }
                match (&mut late, kept, judged.key.take()) {
                    (Some(late), true, Some(key)) => late.push(&judged.record, key, quality(&judged)),
                    (Some(late), _, _) if how.annotate => late.pass(&judged.record),
                    _ if kept || how.annotate => {
                        report.kept += u64::from(kept);
                        sinks.kept(&judged.record)
                    }
                    _ => sinks.rejected(&judged.record),
                }
            }
        },
    )?;
    if let Some(late) = late {
        late.finish(how.annotate, &mut report, sinks)?;
    }
    report.dropped = report.read - report.kept;
    Ok(report)
}

/// Mends a pair in place; says what was mended.
pub fn mend(record: &mut PairRecord) -> Fixes {
    let mut all = Fixes::default();
    for text in [&mut record.source, &mut record.target] {
        let mended = repair(text);
        all = all.and(mended.fixes);
        if let Cow::Owned(new) = mended.text {
            *text = new;
        }
    }
    all
}

fn judged(mut record: PairRecord, how: &Filtering) -> Judged {
    let fixes = if how.repair { mend(&mut record) } else { Fixes::default() };
    let langs = languages_of(&record, &how.screen.context.settings, LanguageFallback::ModelPair);
    let pair = Pair { source: &record.source, target: &record.target, langs };
    let all = how.annotate || how.explain > 0;
    let verdict = if all { how.screen.annotate(pair) } else { how.screen.sift(pair) };
    let key = how.screen.duplicate.filter(|_| verdict.keeps());
    let key = key.map(|least| Key::of(near(least), Side::Pair, &record.source, &record.target));
    Judged { record, verdict, fixes, key }
}

/// What the threshold of duplicates means: 1 is equal but for form.
fn near(least: f32) -> Match {
    if least >= 1.0 { Match::Folded } else { Match::Near(least) }
}

/// What ranks copies: the score that the file gives, and of equals those whose letters were never
/// broken. The filters' own scores differ by a hair between copies, which is no reason to prefer
/// the later one.
fn quality(judged: &Judged) -> f32 {
    let score = judged.record.score().map_or(0.0, |s| s as f32);
    let garbled = judged.fixes.contains(Fix::Mojibake) || judged.fixes.contains(Fix::Entities);
    if garbled { score.next_down() } else { score }
}

/// Adds reasons, and scores if all are wanted, to a record.
fn mark(judged: &mut Judged, scores: bool) {
    if scores {
        for (id, score) in judged.verdict.named() {
            judged.record.extra.insert(format!("filter_{id}"), rounded(score));
        }
    }
    reasons(&mut judged.record.extra, &judged.verdict.reasons().collect::<Vec<_>>().join(" "));
}

fn reasons(extra: &mut Map<String, Value>, reasons: &str) {
    extra.insert(REJECTED_BY.to_owned(), reasons.into());
}

/// A score with four digits behind the point, as reports write it.
pub(crate) fn rounded(score: f32) -> Value {
    let short = (f64::from(score) * 1e4).round() / 1e4;
    Number::from_f64(short).map_or(Value::Null, Value::Number)
}

/// Pairs that wait for their copies to be found.
struct Late {
    dedup: Deduper,
    folder: tempfile::TempDir,
    spool: PairWriter,
    /// With annotation all pairs wait, so that they stay in order; which of them are candidates.
    candidates: Vec<u64>,
    waiting: u64,
}

const SPOOL: &str = "spool.jsonl";

impl Late {
    fn new(least: f32, memory: usize) -> Result<Self, RunError> {
        let folder = tempfile::Builder::new().prefix("calque-").tempdir().map_err(RunError::spill)?;
        let dedup = Deduper::new(near(least), memory, folder.path()).map_err(RunError::spill)?;
        let path = folder.path().join(SPOOL);
        let spool = PairWriter::open(Some(&path), PairFormat::Jsonl, &WritePairs::default())?;
        Ok(Self { dedup, folder, spool, candidates: Vec::new(), waiting: 0 })
    }

    fn push(&mut self, record: &PairRecord, key: Key, score: f32) -> Result<(), RunError> {
        let (word, bit) = (self.waiting as usize / 64, self.waiting % 64);
        self.candidates.resize(word + 1, 0);
        self.candidates[word] |= 1 << bit;
        self.dedup.push(key, score).map_err(RunError::spill)?;
        self.pass(record)
    }

    fn pass(&mut self, record: &PairRecord) -> Result<(), RunError> {
        self.waiting += 1;
        Ok(self.spool.write(record)?)
    }

    fn finish(self, annotate: bool, report: &mut FilterReport, sinks: &mut impl Sinks) -> Result<(), RunError> {
        self.spool.finish()?;
        if self.waiting == 0 {
            return Ok(());
        }
        let copies: Copies = self.dedup.finish().map_err(RunError::spill)?;
        let mut reader = PairReader::open(&Input::Path(self.folder.path().join(SPOOL)))?;
        let (mut record, mut place, mut index) = (PairRecord::default(), 0u64, 0u32);
        while reader.read_into(&mut record)? {
            let candidate = self.candidates.get(place as usize / 64).is_some_and(|w| w >> (place % 64) & 1 == 1);
            let copy = candidate && copies.contains(index);
            place += 1;
            index += u32::from(candidate);
            if copy {
                report.first(DUPLICATE);
                reasons(&mut record.extra, DUPLICATE);
            }
            report.kept += u64::from(candidate && !copy);
            if copy && !annotate { sinks.rejected(&record)? } else { sinks.kept(&record)? }
        }
        Ok(())
    }
}

impl FilterReport {
    fn new(how: &Filtering) -> Self {
        let mut report = Self::default();
        for (i, filter) in ALL.iter().enumerate() {
            if let Some(threshold) = how.screen.threshold(i) {
                report.filters.insert(filter.id().to_owned(), FilterCount { threshold, dropped: 0 });
            }
        }
        if let Some(threshold) = how.screen.duplicate {
            report.filters.insert(DUPLICATE.to_owned(), FilterCount { threshold, dropped: 0 });
        }
        report
    }

    fn count(&mut self, judged: &Judged, how: &Filtering) {
        self.read += 1;
        if !judged.fixes.is_empty() {
            self.repaired += 1;
            for fix in Fix::ALL.into_iter().filter(|f| judged.fixes.contains(*f)) {
                *self.repairs.entry(fix.as_str().to_owned()).or_default() += 1;
            }
        }
        if let Some(first) = judged.verdict.reasons().next() {
            self.first(first);
        }
        if how.explain > 0 {
            self.remember(judged, how);
        }
    }

    /// Counts a pair for the first filter that drops it.
    fn first(&mut self, id: &str) {
        if let Some(count) = self.filters.get_mut(id) {
            count.dropped += 1;
        }
    }

    /// Keeps the pairs that are nearest to each threshold.
    fn remember(&mut self, judged: &Judged, how: &Filtering) {
        for (i, filter) in ALL.iter().enumerate() {
            let (Some(threshold), Some(score)) = (how.screen.threshold(i), judged.verdict.scores[i]) else { continue };
            let passes = filter.accept().passes(score, threshold);
            let distance = |s: f32| (s - threshold).abs();
            let list = self.near.entry(filter.id().to_owned()).or_default();
            let at = list.partition_point(|n| distance(n.score) <= distance(score));
            if at < how.explain {
                let (source, target) = (judged.record.source.clone(), judged.record.target.clone());
                list.insert(at, NearPair { score, passes, source, target });
                list.truncate(how.explain);
            }
        }
    }
}
