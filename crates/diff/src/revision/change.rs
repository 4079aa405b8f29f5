//! What changed between two versions.

use calque_text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Words of the old version replaced by words of the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordChange {
    /// In the old text, in bytes; empty: the place where words came in.
    pub old: Span,
    /// In the new text, in bytes; empty: the place where words went out.
    pub new: Span,
}

/// Which way a change went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Towards the reference.
    Nearer,
    /// Away from it.
    Farther,
    /// Neither.
    Neutral,
}

impl Direction {
    /// Name in machine-readable output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nearer => "nearer",
            Self::Farther => "farther",
            Self::Neutral => "neutral",
        }
    }
}

/// What the reference says about a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Which way.
    pub direction: Direction,
    /// Fidelity of the old words in [0, 1].
    pub old: f32,
    /// Fidelity of the new words in [0, 1].
    pub new: f32,
    /// The sentences of the reference that were compared; empty: it has nothing of the kind.
    pub reference: Range<usize>,
}

/// What happened to the sentences of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// New sentences.
    Inserted,
    /// Sentences gone.
    Deleted,
    /// Words changed inside a sentence.
    Edited,
    /// One sentence became several, perhaps with other words.
    Split,
    /// Several sentences became one, perhaps with other words.
    Merged,
    /// Other sentences in place of the old ones, with few words in common.
    Rewritten,
    /// The same words with other marks: quotation marks, apostrophes, hyphens,
    /// spacing before punctuation.
    Form,
}

impl ChangeKind {
    /// Name in machine-readable output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::Edited => "edited",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Rewritten => "rewritten",
            Self::Form => "form",
        }
    }
}

/// One place where the versions differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Sentences of the old version; empty: inserted before the sentence of that index.
    pub old: Range<usize>,
    /// Sentences of the new version; empty: deleted.
    pub new: Range<usize>,
    /// What happened.
    pub kind: ChangeKind,
    /// The words that differ, in order; none where sentences are wholly inserted or deleted.
    pub words: Vec<WordChange>,
    /// Whether it came nearer to the reference, once [`super::add_verdicts`] has run.
    pub verdict: Option<Verdict>,
}

/// Everything that changed, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// The changes.
    pub changes: Vec<Change>,
    /// How many sentences of the old version are still there, unchanged.
    pub unchanged: usize,
}

impl Revision {
    /// How many changes went in `direction`.
    pub fn count(&self, direction: Direction) -> usize {
        self.changes.iter().filter(|c| c.verdict.as_ref().is_some_and(|v| v.direction == direction)).count()
    }
}
