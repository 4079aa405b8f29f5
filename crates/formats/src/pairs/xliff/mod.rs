//! XLIFF (OASIS): 1.2 and 2.x are read, 2.1 and 1.2 are written.
//!
//! A unit is a pair, or several where version 2 has several segments. States are kept by name; a state that
//! the other version lacks is written in its `subState`. The file's `original` is the document of the
//! source. The text of inline codes is omitted and counted, marked text is kept. Further fields of a pair
//! are written as metadata (version 2) or properties (1.2).

mod read;
mod segments;
mod state;
mod write;

pub(crate) use read::XliffSource;
pub(crate) use write::XliffSink;

#[cfg(test)]
mod tests;
