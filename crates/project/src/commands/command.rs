//! The commands, as they are sent and as events keep them.

use calque_text::Side;
use serde::{Deserialize, Serialize};

/// What somebody does with a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Command {
    /// Gives a cell another text.
    Edit {
        /// The cell.
        cell: i64,
        /// Its new words.
        text: String,
    },
    /// Puts the suggestion of a finding into the translation.
    Accept {
        /// The finding.
        finding: String,
    },
    /// Says that a finding is none.
    Dismiss {
        /// The finding.
        finding: String,
        /// Why.
        reason: String,
        /// What else there is to say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Takes back what was decided about a finding.
    Reopen {
        /// The finding.
        finding: String,
    },
    /// Says that a finding is corrected, for example elsewhere.
    MarkCorrected {
        /// The finding.
        finding: String,
    },
    /// Asks about a finding.
    Ask {
        /// The finding.
        finding: String,
        /// The question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Writes a comment.
    Comment {
        /// The bead.
        bead: i64,
        /// The words.
        text: String,
        /// The finding that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        finding: Option<String>,
    },
    /// Removes a comment.
    DeleteComment {
        /// The comment.
        comment: i64,
    },
    /// Says which beads were read.
    Read {
        /// The beads.
        beads: Vec<i64>,
        /// Whether they were.
        read: bool,
    },
    /// Joins a bead with its neighbour.
    Merge {
        /// The bead.
        bead: i64,
        /// Which neighbour.
        with: Neighbour,
    },
    /// Cuts a cell in two; what follows in its bead on that side becomes a bead of its own.
    Split {
        /// The cell.
        cell: i64,
        /// Where, in code points of its text.
        at: usize,
        /// The cell of the other side that is cut by the same command.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<Cut>,
        /// The place on the other side of the bead at which that is cut too: a number of its cells.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other_at: Option<usize>,
    },
    /// Cuts a bead in two between its cells.
    SplitBead {
        /// The bead.
        bead: i64,
        /// How many cells of the original stay.
        source_at: usize,
        /// How many cells of the translation stay.
        target_at: usize,
    },
    /// Moves a cell to the neighbouring bead.
    Shift {
        /// The bead.
        bead: i64,
        /// On which side.
        side: SideName,
        /// Which cell, and where to.
        direction: ShiftDirection,
    },
    /// Parts the two sides of a bead.
    Unlink {
        /// The bead.
        bead: i64,
    },
    /// Joins two beads that need not be neighbours.
    Link {
        /// The beads.
        beads: [i64; 2],
    },
    /// Exchanges the translations of a bead and the next.
    Swap {
        /// The bead.
        bead: i64,
    },
    /// Puts a cell into a bead, for words that are missing.
    Insert {
        /// The bead.
        bead: i64,
        /// On which side.
        side: SideName,
        /// Its words; none where absent.
        #[serde(default)]
        text: Option<String>,
    },
    /// Says that beads are right: those named, all up to one, or all that are sure enough.
    Confirm {
        /// These.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beads: Option<Vec<i64>>,
        /// All up to this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        above: Option<i64>,
        /// All pairs with at least this score.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_score: Option<f32>,
    },
    /// Locks beads, so that realigning leaves them alone.
    Lock {
        /// The beads.
        beads: Vec<i64>,
        /// Whether they are locked.
        locked: bool,
    },
    /// Aligns a stretch anew: from one bead to another, or between the locks around one.
    Realign {
        /// The first bead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<i64>,
        /// The last bead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<i64>,
        /// A bead of the stretch between two locked or confirmed ones.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bead: Option<i64>,
    },
    /// Says of a pair whether something was missed in it.
    JudgePair {
        /// The bead.
        bead: i64,
        /// Whether.
        verdict: PairVerdict,
        /// What.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Says whether a finding is right.
    Right {
        /// The finding.
        finding: String,
        /// Whether.
        verdict: PairVerdict,
    },
}

impl Command {
    /// Its name, as it is sent.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Edit { .. } => "edit",
            Self::Accept { .. } => "accept",
            Self::Dismiss { .. } => "dismiss",
            Self::Reopen { .. } => "reopen",
            Self::MarkCorrected { .. } => "mark-corrected",
            Self::Ask { .. } => "ask",
            Self::Comment { .. } => "comment",
            Self::DeleteComment { .. } => "delete-comment",
            Self::Read { .. } => "read",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::SplitBead { .. } => "split-bead",
            Self::Shift { .. } => "shift",
            Self::Unlink { .. } => "unlink",
            Self::Link { .. } => "link",
            Self::Swap { .. } => "swap",
            Self::Insert { .. } => "insert",
            Self::Confirm { .. } => "confirm",
            Self::Lock { .. } => "lock",
            Self::Realign { .. } => "realign",
            Self::JudgePair { .. } => "judge-pair",
            Self::Right { .. } => "right",
        }
    }
}

/// Where a cell is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// The cell.
    pub cell: i64,
    /// Where, in code points of its text.
    pub at: usize,
}

/// A neighbour of a bead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Neighbour {
    /// The one after it.
    Next,
    /// The one before it.
    Previous,
}

/// Which cell is moved, and where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShiftDirection {
    /// The first to the bead before.
    FirstUp,
    /// The last to the bead after.
    LastDown,
}

/// A side, as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SideName {
    /// The original.
    Source,
    /// The translation.
    Target,
}

impl SideName {
    /// As the other crates know it.
    pub const fn side(self) -> Side {
        match self {
            Self::Source => Side::Source,
            Self::Target => Side::Target,
        }
    }
}

/// What is said of a pair or of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PairVerdict {
    /// Nothing was missed in the pair.
    Good,
    /// Something was.
    Missed,
    /// The finding is right.
    Right,
    /// It is not.
    Wrong,
}
