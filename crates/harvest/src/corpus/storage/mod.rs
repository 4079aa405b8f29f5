//! The folder of a run: files that are whole or not there (`atomic`), names that are hashes of
//! what the content depends on (`content_hash`), one run at a time (`lock`).

pub(crate) mod atomic;
pub(crate) mod content_hash;
pub(crate) mod lock;

/// The folder, in the output folder, of what a run has done so far.
pub(crate) const WORK: &str = ".calque";
