//! What the application holds while it runs: checks and openings under way, what is known of the files beside the
//! texts. Nothing here knows the application.

mod checks;
mod memory;
mod opening;

pub(crate) use checks::{CheckEnd, Checking, Checks};
pub(crate) use memory::{Known, Memory};
pub(crate) use opening::{Opening, SHORT, Step};
