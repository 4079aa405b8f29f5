//! The memory that documents in work may take together. A document pair waits
//! until there is room for it; one that is larger than the whole budget is
//! refused before it is read.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes of memory that a byte of a document takes while it is aligned and scored: its text, its
/// words with their vectors, the lattice, its beads. Measured (most memory of the process, less that
/// of a run over a page): 35 in texts of 0.8 MB whose segments have eight letters, 29 in 2.4 MB of
/// such, 23 in prose of 4 MB, 9 in prose of 20 MB.
const PER_BYTE: u64 = 48;
/// What a pair takes however small.
const PER_PAIR: u64 = 1 << 20;

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

    /// The most bytes that the two documents of a pair may have together.
    pub(super) fn largest(&self) -> u64 {
        self.total.saturating_sub(PER_PAIR) / PER_BYTE
    }

    /// The memory that documents of so many bytes take.
    pub(super) fn for_bytes(bytes: u64) -> u64 {
        bytes.saturating_mul(PER_BYTE).saturating_add(PER_PAIR)
    }

    /// Waits for the memory that documents of so many bytes take.
    pub(super) fn take(&self, bytes: u64) -> Share<'_> {
        let need = Self::for_bytes(bytes).min(self.total);
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
    bytes: u64,
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.of.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.of.freed.notify_all();
    }
}
