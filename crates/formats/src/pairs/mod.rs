//! Pairs from and to the formats of translation memories and corpora, one pair at
//! a time and in constant memory. One file per format, reader and writer side by
//! side.
//!
//! [`PairReader`] streams pairs out of any [`PairFormat`], gzip and zstd unpacked on
//! the way. A malformed record ends [`PairReader::next_pair`] with an error; runs
//! over corpora call [`PairReader::next_entry`] instead, which hands it over as a
//! [`BadRecord`] in its place and goes on behind it. [`PairWriter`] writes them,
//! under another name until all is there, and says at the end what the format
//! could not hold.
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
pub use card::{Card, Layout};
pub use format::PairFormat;
pub use losses::Losses;
pub use options::{ReadPairs, WritePairs};
pub use reader::PairReader;
pub use record::{BadRecord, Entry, MAX_TEXT, PairRecord, keys};
pub use writer::PairWriter;
