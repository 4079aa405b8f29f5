//! The memory that documents in work may take together: a counting semaphore over bytes. A
//! document pair waits until its share is free; one that needs more than the whole budget
//! is refused before it is aligned (`memory_need.rs`).

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes shared by the threads.
pub(crate) struct Budget {
    total: u64,
    free: Mutex<u64>,
    freed: Condvar,
}

impl Budget {
    pub(crate) fn new(total: u64) -> Self {
        Self { total, free: Mutex::new(total), freed: Condvar::new() }
    }

    /// All bytes.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// Waits until so many bytes are free, at most all. A thread that holds a share must not take another: it
    /// could wait for itself.
    pub(crate) fn take(&self, bytes: u64) -> Share<'_> {
        let need = bytes.min(self.total);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < need {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= need;
        Share { of: self, bytes: need }
    }
}

/// Bytes taken; they are given back on drop.
pub(crate) struct Share<'a> {
    of: &'a Budget,
    pub(crate) bytes: u64,
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.of.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.of.freed.notify_all();
    }
}
