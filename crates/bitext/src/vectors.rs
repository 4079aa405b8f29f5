//! Vectors of segments.

/// Vectors of the segments of a text, made elsewhere: by an encoder, say.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentVectors {
    /// Numbers per segment.
    pub dim: usize,
    /// The numbers, segment after segment; `dim` for each.
    pub data: Vec<f32>,
}
