//! Parquet in the layout of the Hugging Face hub: a struct `translation` with a text for each language,
//! fields sorted by language code, and flat columns beside it. The schema metadata declares the features to
//! `datasets` under the key `huggingface`.
//!
//! An output name that ends in `.parquet` is one file; any other is a folder with
//! `en-fr/train-00000-of-00002.parquet` and a data set card. The reader also accepts files with two columns
//! of text, named as in a [table](super::tsv).

mod columns;
mod eof_guard;
mod read;
mod write;

pub(crate) use read::ParquetSource;
pub(crate) use write::ParquetSink;
