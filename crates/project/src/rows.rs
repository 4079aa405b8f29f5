//! The rows of a project: what is kept of a document, each with an id that never changes.
//!
//! A [`Cell`] is a segment of one text, a [`BeadRow`] says which cells belong together, a
//! [`FindingRow`] is a finding and what somebody decided about it. Spans of findings are relative to
//! the text of a bead's side: its cells joined by one space.

use calque_bitext::{Evidence, Finding};
use calque_report::Dismissal;
use calque_text::{BlockKind, Lang, Side};
use serde::{Deserialize, Serialize};

/// A segment of one text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Whether it is of the translation; else of the original.
    pub target: bool,
    /// Its place in its text: cells are read in this order.
    pub place: i64,
    /// Its words now.
    pub text: String,
    /// Its words as they were read; empty for one that was inserted.
    pub original: String,
    /// What stood between the cell before it and this one: spaces, line ends.
    pub gap: String,
    /// What it stands in.
    pub kind: BlockKind,
    /// The number of the paragraph that it stands in.
    pub block: u32,
    /// Its bytes in the text that was read, from and to; nothing for one that was inserted.
    pub span: Option<(usize, usize)>,
}

impl Cell {
    /// The side that it is on.
    pub fn side(&self) -> Side {
        if self.target { Side::Target } else { Side::Source }
    }
}

/// What the words of a bead are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BeadKind {
    /// Running text, headings, lists.
    #[default]
    Text,
    /// Captions, bylines, links to share: folded to a line.
    Boilerplate,
    /// A cell of a table.
    Table,
    /// Code.
    Code,
}

/// Which cells belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BeadRow {
    /// Its place among the beads.
    pub place: i64,
    /// The cells of the original, in order.
    pub source: Vec<i64>,
    /// The cells of the translation, in order.
    pub target: Vec<i64>,
    /// Probability that it is right.
    pub score: f32,
    /// What spoke for it.
    pub evidence: Evidence,
    /// How faithful the translation is, in [0, 1]; nothing where a side is empty.
    pub fidelity: Option<f32>,
    /// Whether somebody confirmed it, or made it; else it was found.
    pub confirmed: bool,
    /// Whether realigning leaves it alone.
    pub locked: bool,
    /// Whether somebody has read it.
    pub read: bool,
    /// What its words are.
    pub kind: BeadKind,
}

impl BeadRow {
    /// Its cells on one side.
    pub fn cells(&self, side: Side) -> &[i64] {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    /// Its cells on one side, to be changed.
    pub(crate) fn cells_mut(&mut self, side: Side) -> &mut Vec<i64> {
        match side {
            Side::Source => &mut self.source,
            Side::Target => &mut self.target,
        }
    }

    /// Whether both sides have cells.
    pub fn is_pair(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingState {
    /// Nobody has decided.
    #[default]
    Open,
    /// An edit made it go, or somebody says that it is corrected.
    Corrected,
    /// Somebody says that it is none.
    Dismissed,
    /// Somebody asked about it.
    Asked,
    /// It is found no longer, because the beads changed.
    Gone,
}

/// A finding and what was decided about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingRow {
    /// The bead that it is about; nothing for one about the whole document.
    pub bead: Option<i64>,
    /// The finding; its spans are bytes of the sides of its bead, cells joined by one space.
    pub finding: Finding,
    /// What became of it.
    pub state: FindingState,
    /// Whether it is found in the texts as they are now.
    pub present: bool,
    /// Why it was dismissed.
    pub reason: Option<String>,
    /// What else was said about it.
    pub note: Option<String>,
    /// Who decided.
    pub who: Option<String>,
    /// When, as `2026-11-29`.
    pub date: Option<String>,
    /// Whether somebody says that it is right: what teaches how often a rule is right here.
    pub right: Option<bool>,
}

/// A comment on a bead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommentRow {
    /// The bead.
    pub bead: i64,
    /// The id of a finding, where it is about one.
    pub finding: Option<String>,
    /// Its words.
    pub text: String,
    /// Who wrote it.
    pub who: String,
    /// When, as `2026-11-29T08:15:00Z`.
    pub when: String,
}

/// What somebody said of a pair that nothing was flagged in; its id is that of the bead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgementRow {
    /// Whether something was missed there; else it is good.
    pub missed: bool,
    /// What.
    pub note: Option<String>,
    /// Who.
    pub who: String,
}

/// One of the two texts of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SideRow {
    /// Its name: a file name, a URL.
    pub name: String,
    /// Its language.
    pub lang: Option<Lang>,
    /// Its format: `text`, `markdown`, `docx`, …
    pub format: String,
    /// The file on the disk, where it was one.
    pub path: Option<String>,
    /// What of the text follows its last cell.
    pub tail: String,
    /// Length and time of the last change of the file, when it was read.
    pub stamp: Option<(u64, u64)>,
}

/// A document: two texts, or a file of pairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// Its name.
    pub name: String,
    /// The original.
    pub source: SideRow,
    /// The translation.
    pub target: SideRow,
    /// Whether it was read as pairs, which are not cut into sentences.
    pub pairs: bool,
    /// What reading it gave to say.
    pub warnings: Vec<String>,
    /// When it was opened, as `2026-11-29T08:15:00Z`.
    pub opened: String,
    /// How far its first check has come.
    #[serde(default)]
    pub check: CheckProgress,
    /// Whether the encoder read it when it was last checked from its beginning.
    #[serde(default)]
    pub encoder: bool,
}

/// How far the first check of a document has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckProgress {
    /// To its end.
    #[default]
    Done,
    /// Somewhere: it is running, or the process ended while it was.
    Begun,
    /// Somewhere: somebody stopped it.
    Stopped,
}

impl DocumentRow {
    /// One of the two texts.
    pub fn side(&self, side: Side) -> &SideRow {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }
}

impl FindingRow {
    /// Dismisses it as a list or a comment in a text says.
    pub(crate) fn dismiss(&mut self, by: &Dismissal) {
        self.state = FindingState::Dismissed;
        self.reason = Some(by.reason.clone().unwrap_or_else(|| by.place.clone()));
        (self.who, self.date) = (by.who.clone(), by.date.clone());
    }

    /// A finding that nobody has decided on.
    pub fn new(bead: Option<i64>, finding: Finding) -> Self {
        Self {
            bead,
            finding,
            state: FindingState::Open,
            present: true,
            reason: None,
            note: None,
            who: None,
            date: None,
            right: None,
        }
    }
}
