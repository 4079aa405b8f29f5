//! Where results are written: a file appears whole or not at all.

mod error;
mod file;
mod temporary;

pub use error::OutputError;
pub(crate) use error::invalid;
pub(crate) use file::OutputFile;
pub use temporary::{remove_unfinished, temporary_beside};
