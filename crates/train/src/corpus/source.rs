//! A file of pairs, as options and manifests name it.

use std::path::PathBuf;

/// A file of training pairs.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// The weight of each pair.
    #[serde(default = "one")]
    pub weight: f32,
    /// Pairs with fewer words on either side are left out.
    #[serde(default)]
    pub min_words: usize,
    /// Pairs with more words on either side are left out.
    #[serde(default = "most_words")]
    pub max_words: usize,
    /// At most so many pairs, evenly spread over the file; 0 for all.
    #[serde(default)]
    pub limit: usize,
    /// Whether the pairs are entries of a dictionary, not sentences.
    #[serde(default)]
    pub dictionary: bool,
    /// Licence, for the model's description.
    #[serde(default)]
    pub licence: String,
}

fn one() -> f32 {
    1.0
}

fn most_words() -> usize {
    100
}

impl Source {
    /// A file with weight 1 and no limits.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            weight: 1.0,
            min_words: 0,
            max_words: most_words(),
            limit: 0,
            dictionary: false,
            licence: String::new(),
        }
    }
}
