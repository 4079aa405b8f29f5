//! The tests of the public interface, in one binary.

#![allow(missing_docs)]

mod docs;
mod pairs;
mod seeds;
mod words;
