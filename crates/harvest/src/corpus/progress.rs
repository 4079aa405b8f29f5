//! How far a run has come, for progress bars.

use std::sync::atomic::AtomicU64;

/// Counters that grow during a run; read from any thread.
#[derive(Debug, Default)]
pub struct BuildProgress {
    /// Document pairs of the plan; 0 while that is not known.
    pub total: AtomicU64,
    /// Document pairs done.
    pub documents: AtomicU64,
    /// Sentences aligned in this run, both sides.
    pub sentences: AtomicU64,
    /// Pairs read while copies are looked for.
    pub gathered: AtomicU64,
    /// Pairs written or dropped as copies.
    pub written: AtomicU64,
}
