//! `[corpus]` of `calque.toml`: the settings of `calque corpus build`.

use super::size::size;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// How files of two folders are matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PairBy {
    /// Names and content.
    #[default]
    Both,
    /// Names only; no file is read.
    Names,
    /// Content only.
    Content,
}

/// How to build a corpus. Options win over the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CorpusSettings {
    /// The folder of the originals.
    pub source: Option<PathBuf>,
    /// The folder of the translations.
    pub target: Option<PathBuf>,
    /// A list of pairs of documents, instead of folders.
    pub manifest: Option<PathBuf>,
    /// A list of pages and files in both languages, to be paired.
    pub urls: Option<PathBuf>,
    /// Web archives with pages in both languages, to be paired.
    pub warc: Vec<PathBuf>,
    /// The folder of the results.
    pub output: Option<PathBuf>,
    /// How the files of two folders are matched.
    pub pair_by: PairBy,
    /// Files that pair with a lower score stay unpaired, in [0, 1].
    pub min_pair_score: f32,
    /// Whether to check each pair with all rules of drift.
    pub fidelity: bool,
    /// The filters: `strict`, `normal`, `loose`, or `none`.
    pub preset: String,
    /// Changes of the filters' thresholds: `ratio=2.5`, `numbers=off`.
    pub filters: Vec<String>,
    /// Whether to repair texts.
    pub repair: bool,
    /// The format of the pairs.
    pub format: String,
    /// Maximum number of pairs per file.
    pub pairs_per_file: u64,
    /// The name of the corpus, for the card of a data set.
    pub name: Option<String>,
    /// Its licence, for the card.
    pub licence: Option<String>,
    /// Memory limit of a run, in bytes; in the file also `"2GB"`.
    #[serde(deserialize_with = "size")]
    pub memory: u64,
}

impl Default for CorpusSettings {
    fn default() -> Self {
        Self {
            source: None,
            target: None,
            manifest: None,
            urls: None,
            warc: Vec::new(),
            output: None,
            pair_by: PairBy::Both,
            min_pair_score: 0.5,
            fidelity: false,
            preset: "normal".to_owned(),
            filters: Vec::new(),
            repair: true,
            format: "jsonl".to_owned(),
            pairs_per_file: 1_000_000,
            name: None,
            licence: None,
            memory: 2_000_000_000,
        }
    }
}
