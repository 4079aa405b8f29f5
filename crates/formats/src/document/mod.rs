//! Documents: text with its blocks, out of every format that has a reader. One file per format;
//! `read` is the way from an input to a document.

mod builder;
mod catalogue;
mod epub;
mod html;
mod markdown;
mod office;
mod pdf;
mod plain;
mod positions;
mod read;
mod sniff;
mod subtitles;

pub use read::{InputDocument, ReadOptions, document_from_bytes, lines_from_bytes, read, read_lines};
