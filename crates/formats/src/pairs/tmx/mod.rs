//! Translation memories in TMX (LISA OSCAR): 1.1 to 1.4b are read, 1.4b is written.
//!
//! The source language is the one of the options, else the header's `srclang`, else that of the unit's first
//! variant; language tags are compared by language, whatever their case and region. The text of inline
//! codes is omitted and counted, highlighted text (`hi`) is kept. Attributes, notes and properties of a unit
//! are kept under their names, those of a variant with the prefix `source.` or `target.`; `x-score`,
//! `x-bead` and so on get their common names ([`keys`](super::keys)), as does bitextor's `source-document`.
//!
//! The output is valid against the DTD of TMX 1.4b: all required attributes, properties and notes before
//! variants and segments, language tags of BCP 47.

mod names;
mod read;
mod write;

pub(crate) use read::TmxSource;
pub(crate) use write::TmxSink;

#[cfg(test)]
mod tests;
