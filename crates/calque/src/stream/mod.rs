//! The loop of every run over pairs, lines or batches: a chunk is read, worked on by all
//! cores, and handed on in order.
//!
//! - [`chunks`](for_each_chunk): the loop, over anything that is read item by item;
//! - [`pairs`](for_each_pair): the same over the pairs of several inputs.
//!
//! Memory is a few chunks, and results do not depend on the number of cores. What was
//! read before an error is handed on before the error is returned.

mod chunks;
mod pairs;

pub use chunks::{ItemSource, Pace, for_each_chunk};
pub use pairs::{PairSource, Progress, StreamItem, for_each_pair};
