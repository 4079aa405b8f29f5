//! Bytes to documents and pairs, and beads back to bytes.
//!
//! [`read`] takes a file or standard input and gives a [`Document`] with its
//! blocks, whatever the encoding; what had to be guessed is said in
//! [`InputDocument::warnings`]. [`pairs`] streams pairs from JSONL and TSV. [`mod@write`]
//! holds the writers of bitexts, one file per format. What cannot be read is
//! refused with an [`InputError`] that names the file, the line and the remedy.
//!
//! ```
//! use calque_formats::{InputFormat, document_from_bytes, ReadOptions};
//! let page = b"<nav><a href=/>Home</a></nav><article><h1>Caf&eacute;</h1><p>Un.</p></article>";
//! let reading = document_from_bytes("page.html", page, &ReadOptions::default()).unwrap();
//! assert_eq!(reading.format, InputFormat::Html);
//! assert_eq!(reading.document.text, "Café\n\nUn.");
//! ```
//!
//! [`Document`]: calque_text::Document

#[cfg(feature = "parquet")]
pub mod arrow;
mod document;
mod error;
mod glossary;
mod input;
mod output;
pub mod pairs;
mod vectors;
pub mod warc;
pub mod write;
mod xml;

pub use document::{InputDocument, ReadOptions, document_from_bytes, lines_from_bytes, read, read_lines};
pub use error::{InputError, InputProblem};
pub use glossary::{GlossaryEntry, GlossaryTerm, TermStanding, glossary_from_text, read_glossary};
pub use input::{DEFAULT_MAX_BYTES, FetchedFile, Input, InputFormat};
pub use output::{remove_unfinished, temporary_beside};
pub use vectors::vectors;
