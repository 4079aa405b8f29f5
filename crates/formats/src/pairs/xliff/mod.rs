//! XLIFF: 1.2 and 2.x are read, 2.1 and 1.2 are written.
//!
//! A unit is a pair, or each segment of it where version 2 has several. The state is
//! kept by its word; what the other version lacks goes through its `subState`. The
//! file's `original` is the source's document. The text of codes is left out and
//! counted, marked text stays. What else a pair has goes into metadata (version 2)
//! or properties (1.2).

mod read;
mod state;
mod write;

pub(crate) use read::XliffSource;
pub(crate) use write::XliffSink;

#[cfg(test)]
mod tests;
