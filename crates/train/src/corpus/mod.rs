//! Stage 1, the corpus: files of pairs ([`files`], [`source`]) to word ids ([`ids`]), with counts of the lines
//! that were skipped ([`line_counts`]).

pub(crate) mod files;
pub(crate) mod ids;
pub(crate) mod line_counts;
pub(crate) mod source;
