//! End-to-end tests: the binary as a user meets it.

mod common;
mod contracts;
mod inputs;
mod output;
