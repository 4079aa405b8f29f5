//! Drift: where a translation says something else than its original; and the revision diff: what
//! changed between two versions of a translation.

// Tokens are `i` and `j`, a reading is `r`, everywhere the same.
#![allow(clippy::many_single_char_names)]

/// A list that people keep, as text: a file of `data/`.
macro_rules! list {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $name))
    };
}

/// A table that learning writes, as text: a file of `learnt/`.
macro_rules! learnt {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/learnt/", $name))
    };
}

mod drift;
pub mod revision;

pub use calque_bitext::{Category, Finding, RuleInfo, Severity};
pub use drift::*;
