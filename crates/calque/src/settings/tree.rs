//! `[tree]` of `calque.toml`: the documentation tree that `calque status` looks at.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A folder of originals and those of its translations. Options win over the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TreeSettings {
    /// The folder of the originals.
    pub source: Option<PathBuf>,
    /// The folders of the translations.
    pub targets: Vec<PathBuf>,
    /// Patterns of the paths that belong; all pages if empty.
    pub include: Vec<String>,
    /// Patterns of the paths that do not.
    pub exclude: Vec<String>,
    /// Files of what is known, as `calque status --write-baseline` makes them.
    pub baseline: Vec<PathBuf>,
}
