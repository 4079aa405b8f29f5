//! What can be taken back and done again, as the events say.

use crate::store::EventRow;
use std::collections::HashSet;

/// The commands that are done, and those that were taken back, each with the last on top.
#[derive(Clone, Debug, Default)]
pub(crate) struct UndoStack {
    done: Vec<i64>,
    undone: Vec<i64>,
    /// Commands that were taken back and then overtaken by others.
    dropped: Vec<i64>,
}

impl UndoStack {
    /// As the events of a document have left it.
    pub(crate) fn of(events: &[EventRow]) -> Self {
        let mut stack = Self::default();
        for event in events {
            stack.add(event.id, &event.kind, event.of);
        }
        stack
    }

    /// Adds an event.
    pub(crate) fn add(&mut self, id: i64, kind: &str, of: Option<i64>) {
        match (kind, of) {
            ("undo", Some(of)) => {
                self.done.retain(|e| *e != of);
                self.undone.push(of);
            }
            ("redo", Some(of)) => {
                self.undone.retain(|e| *e != of);
                self.done.push(of);
            }
            // Opening is never taken back.
            ("open", _) => {}
            _ => {
                self.dropped.append(&mut self.undone);
                self.done.push(id);
            }
        }
    }

    pub(crate) fn last_done(&self) -> Option<i64> {
        self.done.last().copied()
    }

    pub(crate) fn last_undone(&self) -> Option<i64> {
        self.undone.last().copied()
    }

    /// All that are taken back.
    pub(crate) fn undone(&self) -> HashSet<i64> {
        self.undone.iter().chain(&self.dropped).copied().collect()
    }
}
