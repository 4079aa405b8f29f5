//! Entries of a plan. They are stored in the work folder, and their JSON decides where
//! batches end: the names in it must not change.

use crate::corpus::error_entry::ErrorEntry;
use serde::{Deserialize, Serialize};

/// An entry of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Item {
    /// Two documents that belong together.
    Pair(DocumentPair),
    /// A document without a partner: path or URL.
    #[serde(rename = "lone")]
    Unpaired(String),
    /// Something that cannot be used.
    #[serde(rename = "fault")]
    Error(ErrorEntry),
}

/// Two documents that belong together: paths or URLs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct DocumentPair {
    pub(crate) source: String,
    pub(crate) target: String,
}

/// Items that are processed together, and whose results are one file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batch {
    /// Its index in the plan.
    pub(crate) index: u64,
    pub(crate) items: Vec<Item>,
}
