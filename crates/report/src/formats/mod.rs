//! The formats, one file or folder each: a function `emit` from a report to its text, and for formats that
//! files of pairs can have, functions for the frame and for one pair.

pub(crate) mod csv;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod jsonl;
pub(crate) mod junit;
pub(crate) mod markdown;
pub(crate) mod sarif;
pub(crate) mod terminal;
pub(crate) mod xliff;
