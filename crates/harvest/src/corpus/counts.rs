//! Figures of a run. Those of its parts add up to those of the whole.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Figures of a run or of a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusCounts {
    /// Document pairs of the plan.
    pub documents: u64,
    /// Document pairs that could not be aligned, each with an entry in the error report.
    pub failed: u64,
    /// Documents without a partner.
    pub unpaired: u64,
    /// Blocks of web pages left out around their texts: menus, share buttons, footers.
    #[serde(default)]
    pub boilerplate_blocks: u64,
    /// Characters in them.
    #[serde(default)]
    pub boilerplate_characters: u64,
    /// Words read, on both sides together.
    #[serde(default)]
    pub words: u64,
    /// Words of the documents that are no part of their texts, by the reason for which they were left out.
    #[serde(default)]
    pub words_left_out: BTreeMap<String, u64>,
    /// Sentences of the source side.
    pub source_sentences: u64,
    /// Sentences of the target side.
    pub target_sentences: u64,
    /// Beads by shape, such as `1-1`.
    pub beads: BTreeMap<String, u64>,
    /// Pairs aligned and scored.
    pub aligned: u64,
    /// Pairs left out because a side is in a third language.
    #[serde(default)]
    pub third_language: u64,
    /// Pairs repaired, by the kind of repair.
    pub repaired: BTreeMap<String, u64>,
    /// Pairs dropped, by the first filter that rejected them.
    pub filtered: BTreeMap<String, u64>,
    /// Pairs that passed the filters.
    pub passed: u64,
    /// Pairs dropped as copies of another.
    pub duplicates: BTreeMap<String, u64>,
    /// Pairs written.
    pub written: u64,
}

impl CorpusCounts {
    /// Adds the counts of a part.
    pub fn add(&mut self, part: &Self) {
        self.documents += part.documents;
        self.failed += part.failed;
        self.unpaired += part.unpaired;
        self.boilerplate_blocks += part.boilerplate_blocks;
        self.boilerplate_characters += part.boilerplate_characters;
        self.words += part.words;
        self.third_language += part.third_language;
        self.source_sentences += part.source_sentences;
        self.target_sentences += part.target_sentences;
        self.aligned += part.aligned;
        self.passed += part.passed;
        self.written += part.written;
        for (into, from) in [
            (&mut self.beads, &part.beads),
            (&mut self.words_left_out, &part.words_left_out),
            (&mut self.repaired, &part.repaired),
            (&mut self.filtered, &part.filtered),
            (&mut self.duplicates, &part.duplicates),
        ] {
            for (name, n) in from {
                *into.entry(name.clone()).or_default() += n;
            }
        }
    }
}

/// Adds one to the count of a kind.
pub(crate) fn increment(counts: &mut BTreeMap<String, u64>, kind: &str) {
    match counts.get_mut(kind) {
        Some(n) => *n += 1,
        None => {
            counts.insert(kind.to_owned(), 1);
        }
    }
}
