//! Commands on a small document, undo, and the file.

mod common;
mod events;
mod files;
mod gradual;
mod structure;
mod words;
