//! The memory that documents in work may take together. A document pair waits
//! until there is room for it; one that is larger than the whole budget is
//! refused before it is aligned. What a pair takes is in [`super::weight`].

use std::sync::{Condvar, Mutex, PoisonError};

/// Memory to be shared.
pub(super) struct Budget {
    total: u64,
    free: Mutex<u64>,
    freed: Condvar,
}

impl Budget {
    pub(super) fn new(total: u64) -> Self {
        Self { total, free: Mutex::new(total), freed: Condvar::new() }
    }

    /// All of it.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// Waits for so much memory, or for all there is. Whoever holds a share must not ask for another.
    pub(super) fn take(&self, bytes: u64) -> Share<'_> {
        let need = bytes.min(self.total);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < need {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= need;
        Share { of: self, bytes: need }
    }
}

/// Memory taken; it is given back on drop.
pub(super) struct Share<'a> {
    of: &'a Budget,
    pub(super) bytes: u64,
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.of.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.of.freed.notify_all();
    }
}
