//! How far a run has come, for whoever watches.

use std::sync::atomic::AtomicU64;

/// Figures that grow while a run works.
#[derive(Debug, Default)]
pub struct Progress {
    /// Document pairs there are; 0 while that is not known.
    pub total: AtomicU64,
    /// Document pairs done.
    pub documents: AtomicU64,
    /// Sentences aligned in this run, both sides.
    pub sentences: AtomicU64,
    /// Pairs compared with each other while the corpus is put together.
    pub gathered: AtomicU64,
    /// Pairs gone through while it is written.
    pub written: AtomicU64,
}
