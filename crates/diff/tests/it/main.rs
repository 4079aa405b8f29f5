//! Everything that the crate promises to others, as one program.

mod cases;
mod certain;
mod certain_meaning;
mod docs;
mod documents;
mod messages;
mod properties;
mod revision;
mod views;
