//! The report of a check, and its emitters: one file per format.
//!
//! To add a format, write a module with one function from [`Report`] to text
//! and list it in [`Format`].

mod report;

pub use report::{PlacedFinding, Report, Side};
