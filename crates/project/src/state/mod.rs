//! A document in memory, as its rows say: [`DocumentState`], and the working copy of a command,
//! [`Draft`], which becomes a change set.

mod document;
mod draft;
mod places;

pub use document::DocumentState;
pub(crate) use draft::Draft;
pub(crate) use places::STEP;
