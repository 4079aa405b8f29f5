//! Pairs as a table: columns separated by tabs, without quoting (a `"` is an ordinary character, unlike in
//! RFC 4180).
//!
//! A first line that names the source and target columns is a header. The names are those of bitextor
//! (`src_text`, `trg_text`, `src_url`, `trg_url`, `aligner_score`) or plain ones (`source`, `target`,
//! `score`, ...); other columns are kept in [`PairRecord::extra`](super::PairRecord::extra) under their
//! names. Without a header the first two columns are the texts, or the third and fourth if the first two are
//! URLs, as in the files of bitextor; the others are called `column3` and so on.

mod column;
mod read;
mod write;

pub(crate) use read::TsvSource;
pub(crate) use write::TsvSink;
