//! The network: embeddings, then layers of attention and of a two-step transformation.
//!
//! Everything is computed with the same operations in the same order on every
//! processor ([`matrix`] in whole numbers, [`numeric`] without fused operations), so
//! that results do not depend on it. Processors only differ in speed: the whole
//! [`forward`] pass is compiled for several levels, by [`level`].

// Compiled once for each level of processors, into whose code all of it must go.
#![allow(clippy::inline_always)]

mod attention;
mod forward;
mod level;
pub(crate) mod matrix;
mod numeric;
mod scratch;

#[cfg(test)]
pub(crate) use level::levels;
pub(crate) use level::run;
pub(crate) use scratch::Scratch;
