//! What was fetched, on the disk.

mod store;
mod trim;

pub use store::Cache;
pub(crate) use store::{CacheEntry, key};
pub use trim::{TrimLimit, TrimReport};
