//! What was fetched, on the disk.

mod store;
mod trim;

pub use store::{Cache, cache_folder};
pub(crate) use store::{CacheEntry, key};
pub use trim::{TrimLimit, TrimReport};
