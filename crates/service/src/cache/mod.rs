//! What was fetched, on the disk.

mod answers;
mod store;
mod trim;

pub(crate) use answers::AnswerCache;
pub use store::{Cache, cache_folder};
pub(crate) use store::{CacheEntry, key};
pub use trim::{TrimLimit, TrimReport};
