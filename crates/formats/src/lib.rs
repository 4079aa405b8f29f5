//! Bytes to documents and pairs, and alignments back to bytes.
//!
//! | folder | holds |
//! |---|---|
//! | `input` | where bytes come from, unpacked and decoded; formats by name and by first bytes |
//! | `document` | documents: plain text, HTML, Markdown, AsciiDoc, reStructuredText, docx, odt, pptx, xlsx, EPUB, PDF, subtitles, catalogues of messages |
//! | [`pairs`] | pairs of texts, read and written one at a time: JSON Lines, TSV, TMX, XLIFF 2.1 and 1.2, PO, Moses, XCES (OPUS), Parquet and JSON Lines of the Hugging Face hub, HTML (written only) |
//! | [`mod@write`] | alignments: JSON Lines, TSV, vecalign, HTML, or records for any format of pairs |
//! | [`arrow`], [`warc`] | rows of Arrow streams; pages of web archives |
//! | `glossary`, `glossary_row`, `vectors` | glossaries (TBX, tables), a term more in a table; vectors of segments (`.npy`, `.safetensors`) |
//! | `output` | files that appear whole or not at all |
//!
//! [`read`] takes a file or standard input, whatever its format and encoding, and returns an
//! [`InputDocument`]: the text with its blocks, and warnings about what was guessed or replaced. Input
//! that cannot be read is an [`InputError`] with the name of the file, the line and a remedy.
//!
//! ```
//! use calque_formats::{InputFormat, document_from_bytes, ReadOptions};
//! let page = b"<nav><a href=/>Home</a></nav><article><h1>Caf&eacute;</h1><p>Un.</p></article>";
//! let input = document_from_bytes("page.html", page, &ReadOptions::default()).unwrap();
//! assert_eq!(input.format, InputFormat::Html);
//! assert_eq!(input.document.text, "Café\n\nUn.");
//! ```

#[cfg(feature = "parquet")]
pub mod arrow;
mod document;
mod error;
mod glossary;
mod glossary_row;
mod input;
mod output;
pub mod pairs;
mod vectors;
pub mod warc;
pub mod write;
mod xml;

pub use document::{
    InputDocument, ReadOptions, book_chapters, document_from_bytes, lines_from_bytes, read, read_lines,
};
pub use error::{InputError, InputProblem};
pub use glossary::{glossary_from_text, read_glossary};
pub use glossary_row::{GlossaryRow, with_glossary_row};
pub use input::{DEFAULT_MAX_BYTES, EncodedText, FetchedFile, Input, InputFormat};
pub use output::{remove_unfinished, temporary_beside};
pub use vectors::vectors;
