//! `calque pipe`: one record in, one answer out, as a line of JSON or a row of a table.
//!
//! A record that cannot be used is answered by `{"id", "error": {"why", "remedy"}}`.
//! Nothing is kept from one record to the next, so any part of the input may be given to any
//! process, any number of times, as engines such as Spark do.

mod answerer;
mod documents;
mod pairs;

pub use answerer::Answerer;
pub use documents::DocumentAnswerer;
pub use pairs::PairAnswerer;
