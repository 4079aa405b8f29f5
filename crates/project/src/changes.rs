//! What a command does to the rows: before and after, so that it can be undone.

use crate::rows::{BeadRow, Cell, CommentRow, FindingRow, JudgementRow};
use serde::{Deserialize, Serialize};

/// One row before and after; nothing where it was not there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowChange<T> {
    /// Its id.
    pub id: i64,
    /// As it was.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub before: Option<T>,
    /// As it is.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub after: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

/// All rows that an event changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeSet {
    /// Cells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<RowChange<Cell>>,
    /// Beads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beads: Vec<RowChange<BeadRow>>,
    /// Findings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<RowChange<FindingRow>>,
    /// Comments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<RowChange<CommentRow>>,
    /// Judgements of pairs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub judgements: Vec<RowChange<JudgementRow>>,
}

impl ChangeSet {
    /// What undoes it.
    #[must_use]
    pub fn inverted(&self) -> Self {
        Self {
            cells: turned(&self.cells),
            beads: turned(&self.beads),
            findings: turned(&self.findings),
            comments: turned(&self.comments),
            judgements: turned(&self.judgements),
        }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
            && self.beads.is_empty()
            && self.findings.is_empty()
            && self.comments.is_empty()
            && self.judgements.is_empty()
    }
}

fn turned<T: Clone>(changes: &[RowChange<T>]) -> Vec<RowChange<T>> {
    changes.iter().map(|c| RowChange { id: c.id, before: c.after.clone(), after: c.before.clone() }).collect()
}
