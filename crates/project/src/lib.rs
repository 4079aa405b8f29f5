//! The project file of the workbench.
//!
//! A [`Project`] is an SQLite file with documents: their cells (segments), beads, findings and what
//! somebody decided, and an append-only table of events. A [`Command`] goes in; what it changes and
//! the event are written in one transaction, so that whatever happens to the process, what was
//! answered is kept. Undo is another event. There is no web in here, and no thread.
//!
//! - `rows`, `changes`: what is kept, and how it changes;
//! - `state`: a document in memory, and a draft of it;
//! - `check`: what has changed is checked again, what came and went;
//! - `commands`: what somebody can do;
//! - `store`: the file;
//! - `project`: all of it together.
//!
//! ```no_run
//! use calque_project::{Command, Project};
//! let mut project = Project::open("book.calque".as_ref())?;
//! let document = project.documents().next().map(|(id, _)| id).expect("a document");
//! let command = Command::Dismiss { finding: "3f61c09ab2d4".into(), reason: "agency style".into(), note: None };
//! let outcome = project.run(document, &command, "night desk", &calque::Settings::default())?;
//! assert!(outcome.can_undo);
//! # Ok::<(), calque_project::ProjectError>(())
//! ```

mod again;
mod changes;
mod check;
mod clock;
mod commands;
mod decisions;
mod error;
mod gradual;
mod import;
mod outcome;
mod project;
mod report;
mod rows;
mod state;
mod store;
mod undo;

pub use changes::{ChangeSet, RowChange};
pub use check::CheckJob;
pub use clock::{now, today};
pub use commands::{Command, Cut, Neighbour, PairVerdict, ShiftDirection, SideName};
pub use error::ProjectError;
pub use outcome::{Outcome, Preview};
pub use project::{Project, SourceFile, preview};
pub use report::{clean_text, report};
pub use rows::{
    BeadKind, BeadRow, Cell, CheckProgress, CommentRow, DocumentRow, FindingRow, FindingState, JudgementRow, SideRow,
};
pub use state::DocumentState;
pub use store::EventRow;
