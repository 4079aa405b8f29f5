//! Many URLs: side by side by host, into a folder, stopped and resumed.

mod interrupt;
mod journal;
mod schedule;

pub use interrupt::when_interrupted;
pub use journal::{FetchRecord, FetchStatus, ListOutcome, fetch_list};
pub(crate) use schedule::runtime;
pub use schedule::{FinishedUrl, fetch_all};
