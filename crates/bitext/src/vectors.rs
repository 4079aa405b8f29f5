//! Vectors of segments.

/// Vectors of the segments of a text, computed elsewhere, for example by an encoder.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentVectors {
    /// Dimensions.
    pub dim: usize,
    /// The vectors, segment after segment; `dim` numbers each.
    pub data: Vec<f32>,
}
