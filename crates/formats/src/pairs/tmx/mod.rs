//! Translation memories in TMX: 1.1 to 1.4 are read, 1.4 is written.
//!
//! Which language is the source is what the options say, else the header's
//! `srclang`, else the order of the first unit's variants; tags are compared by
//! language, whatever their case and region. The text of inline codes is left out
//! and counted, highlighted text stays. Attributes, notes and properties of a unit
//! are kept under their names, those of a variant with `source.` or `target.` before
//! them; `x-score`, `x-bead` and the like are known by their common names
//! ([`keys`]), and so is bitextor's `source-document`.
//!
//! What is written is valid against the DTD of TMX 1.4: all attributes that it
//! requires, properties and notes before variants and segments, tags of BCP 47.

mod names;
mod read;
mod write;

pub(crate) use read::TmxSource;
pub(crate) use write::TmxSink;

#[cfg(test)]
mod tests;
