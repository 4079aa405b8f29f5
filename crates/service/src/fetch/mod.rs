//! One URL: robots.txt, redirects, and the cache around its requests.

mod fetcher;
mod robots;

pub use fetcher::{Fetched, Fetcher};
