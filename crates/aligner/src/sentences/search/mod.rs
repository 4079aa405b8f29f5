//! Stage 6: the best alignment inside the band.
//!
//! A [`lattice`] holds the scored beads; [`path_sums`] sums over all paths through it
//! (forward-backward) and decodes; [`windows`] does so for a long text piece by piece.

mod lattice;
mod path_sums;
mod windows;

#[cfg(feature = "training")]
pub(crate) use lattice::{Lattice, skip_scores};
#[cfg(feature = "training")]
pub(crate) use path_sums::PathSums;
pub(crate) use windows::{is_short, sample, search};
