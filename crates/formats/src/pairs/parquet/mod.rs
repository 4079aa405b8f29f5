//! Parquet as data sets on the Hugging Face hub have it: a struct `translation` with
//! a text for each language, fields sorted by code, and flat columns beside it. The
//! schema says so to `datasets` under the key `huggingface`.
//!
//! A name that ends in `.parquet` is one file; any other is a folder with
//! `en-fr/train-00000-of-00002.parquet` and a data set card. Read are such files, and
//! those with two columns of text named as in a [table](super::tsv).

mod columns;
mod eof_guard;
mod read;
mod write;

pub(crate) use read::ParquetSource;
pub(crate) use write::ParquetSink;
