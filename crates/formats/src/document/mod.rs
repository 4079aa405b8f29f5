//! Documents: text with its blocks. One file or folder per format; `read` leads from an input to a
//! document, `positions` finds the words of a document again in its markup.

mod asciidoc;
mod builder;
mod catalogue;
mod epub;
mod html;
mod markdown;
mod office;
mod pdf;
mod plain;
mod positions;
mod raised;
mod read;
mod references;
mod relations;
mod rst;
mod sheets;
mod slides;
mod sniff;
mod subtitles;

pub use epub::book_chapters;
pub use read::{InputDocument, ReadOptions, document_from_bytes, lines_from_bytes, read, read_lines};
