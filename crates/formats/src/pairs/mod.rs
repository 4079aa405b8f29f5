//! Pairs from and to the formats of translation memories and corpora, one pair at a time, in constant
//! memory. One file or folder per format, with its reader and its writer.
//!
//! | [`PairFormat`] | format |
//! |---|---|
//! | `jsonl` | JSON Lines, one object per pair |
//! | `tsv` | tab-separated columns, without quoting |
//! | `tmx` | TMX 1.1 to 1.4b are read, 1.4b is written |
//! | `xliff`, `xliff12` | XLIFF 1.2 and 2.x are read, 2.1 and 1.2 are written |
//! | `po` | gettext catalogues |
//! | `moses` | two files of one segment per line |
//! | `xces` | OPUS: links in XCES with the documents that they link |
//! | `parquet`, `hub-jsonl` | data sets of the Hugging Face hub: Parquet, JSON Lines |
//! | `html` | a page to look at; written only |
//!
//! [`PairReader`] streams pairs from any format, decompressing gzip and zstd. A malformed record makes
//! [`PairReader::next_pair`] fail; runs over corpora call [`PairReader::next_entry`] instead, which returns
//! it as a [`BadRecord`] and continues after it. [`PairWriter`] writes pairs; its file appears when it is
//! complete, and [`PairWriter::finish`] returns what the format could not represent ([`Losses`]).
//!
//! ```
//! use calque_formats::pairs::{PairFormat, PairReader};
//! let table = "id\tsource\ttarget\tscore\n7\tA bridge.\tUn pont.\t0.9\n";
//! let mut reader = PairReader::from_reader("memory.tsv", Box::new(table.as_bytes()), Some(PairFormat::Tsv));
//! let pair = reader.next_pair().unwrap().unwrap();
//! assert_eq!((pair.source.as_str(), pair.target.as_str(), pair.score()), ("A bridge.", "Un pont.", Some(0.9)));
//! ```

mod card;
mod cells;
mod codes;
mod extra;
mod format;
mod html;
mod jsonl;
mod lines;
mod losses;
mod moses;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod po;
mod reader;
mod record;
mod sink;
mod source;
mod tmx;
mod tsv;
mod writer;
mod xces;
mod xliff;

pub use crate::output::OutputError;
pub use card::{DatasetCard, DatasetLayout};
pub use format::PairFormat;
pub use losses::Losses;
pub use options::{ReadPairs, WritePairs};
pub use reader::PairReader;
pub use record::{BadRecord, Entry, MAX_TEXT, PairRecord, ReadEntry, keys};
pub use writer::PairWriter;
