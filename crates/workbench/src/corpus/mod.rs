//! A corpus: what each filter says of each pair, so that a threshold can be moved and only its step is
//! worked out anew.
//!
//! A file of pairs, or the folder of `calque corpus build`, whose pairs before the filters are in its work
//! folder. The texts lie in a temporary file ([`texts`]), the scores in memory: 81 bytes a pair. Reading goes
//! on beside the page, which sees what has been read.

mod documents;
mod funnel;
mod labels;
mod read;
mod rewrite;
mod save;
mod texts;
mod values;

pub(crate) use documents::{document, documents};
pub(crate) use funnel::{lost, overview, set_threshold};
pub(crate) use labels::{label, precision, sample};
pub(crate) use read::open;
pub(crate) use rewrite::rewrite;
pub(crate) use save::save_settings;
pub(crate) use values::{histogram, near};

use calque_harvest::filter::{ALL, COUNT, Preset};
use calque_text::Lang;
use labels::Labels;
use serde_json::{Value, json};
use std::path::PathBuf;
use texts::Texts;

/// A corpus that is open.
pub(crate) struct Corpus {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// Whether it is the folder of a build.
    pub(crate) is_folder: bool,
    preset: Preset,
    /// By index of the filters; nothing where a filter does not run.
    thresholds: [Option<f32>; COUNT],
    /// By pair, what each filter says; not a number where it says nothing.
    scores: Vec<[f32; COUNT]>,
    /// By pair, whether an earlier one is the same but for case, accents and punctuation.
    copies: Vec<bool>,
    /// By pair, the hash of its words.
    keys: Vec<u64>,
    texts: Texts,
    labels: Labels,
    langs: Option<(Lang, Lang)>,
    /// Records that cannot be read.
    bad: usize,
    /// Whether all has been read.
    complete: bool,
    /// Why reading ended early.
    failed: Option<String>,
    /// What a build says of itself: `report.json`.
    report: Value,
    documents: Vec<Value>,
    orphans: Vec<Value>,
}

impl Corpus {
    /// The first filter that drops a pair.
    fn dropped_by(&self, pair: usize) -> Option<usize> {
        (0..COUNT).find(|filter| self.rejects(pair, *filter))
    }

    /// Whether a filter drops a pair.
    fn rejects(&self, pair: usize, filter: usize) -> bool {
        let (Some(threshold), Some(value)) = (self.thresholds[filter], self.value(pair, filter)) else { return false };
        !ALL[filter].accept().passes(value, threshold)
    }

    /// What a filter says of a pair.
    fn value(&self, pair: usize, filter: usize) -> Option<f32> {
        self.scores.get(pair).map(|s| s[filter]).filter(|v| !v.is_nan())
    }

    /// Whether a pair stays.
    fn keeps(&self, pair: usize) -> bool {
        !self.copies[pair] && self.dropped_by(pair).is_none()
    }

    /// A pair as the page takes it.
    fn pair(&self, pair: usize, filter: Option<usize>) -> Value {
        let text = self.texts.get(pair);
        let value = filter.and_then(|f| self.value(pair, f));
        let reason = self.dropped_by(pair).map(|f| ALL[f].id()).or(self.copies[pair].then_some("duplicate"));
        json!({
            "id": pair,
            "source": text.source,
            "target": text.target,
            "document": text.document,
            "reason": reason,
            "value": value.map(crate::json::round),
            "label": self.labels.get(self.keys[pair]).map(|good| if good { "good" } else { "bad" }),
        })
    }
}

/// The index of a filter by its name.
fn filter_named(id: &str) -> Option<usize> {
    ALL.iter().position(|f| f.id() == id)
}
