//! What is known of the files beside the texts that the command line reads too.

use crate::answer::ApiError;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is known of the lists beside the documents of the project that is open.
#[derive(Debug, Default)]
pub(crate) struct Memory(Mutex<HashMap<i64, Known>>);

/// What is known of one list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// Length and time of the last change of the list, as it was read or written last.
    pub(crate) stamp: Option<(u64, u64)>,
    /// Whether the list was looked at.
    pub(crate) seen: bool,
    /// Why it cannot be read or written.
    pub(crate) trouble: Option<ApiError>,
}

impl Memory {
    /// By document.
    pub(crate) fn known(&self) -> MutexGuard<'_, HashMap<i64, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another project is opened.
    pub(crate) fn forget(&self) {
        self.known().clear();
    }
}
