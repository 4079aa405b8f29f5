//! Buffers of a forward pass, kept between passes.

use super::matrix::Rounded;

/// Buffers; one for each thread.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// The vectors of the pieces, before and after each layer.
    pub(crate) rows: Vec<f32>,
    /// Query, key and value of each piece.
    pub(super) attend: Vec<f32>,
    /// What each piece attends to; then what a layer adds to its vector.
    pub(super) mixed: Vec<f32>,
    /// Inside the two-step transformation.
    pub(super) inner: Vec<f32>,
    /// The keys of one head, transposed.
    pub(super) keys: Vec<f32>,
    /// How much one piece attends to each.
    pub(super) weights: Vec<f32>,
    pub(super) rounded: Rounded,
}
