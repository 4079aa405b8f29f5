//! What callers hand to sentence alignment: segments, texts, settings.

use calque_bitext::SegmentVectors;
use calque_text::{BlockKind, Lang};

/// Most segments on one side of a bead.
pub(crate) const MAX_SPAN: usize = 8;

/// A segment as the aligner sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Segment<'a> {
    /// Its text.
    pub text: &'a str,
    /// The number of the block it stands in. Where both sides have blocks, a boundary on one side
    /// alone counts against a bead.
    pub block: u32,
    /// The kind of that block.
    pub kind: BlockKind,
    /// Start and end of its time code in milliseconds, where it has one (subtitles).
    pub time: Option<(u32, u32)>,
}

/// One side of a text pair.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Its segments, in order.
    pub segments: &'a [Segment<'a>],
    /// Its language.
    pub lang: Lang,
    /// Vectors of the segments from an encoder outside. They are used in place of the model's if both
    /// sides have them and there is one for each segment; otherwise they are left out of account.
    pub vectors: Option<&'a SegmentVectors>,
}

/// How to align.
#[derive(Clone, Debug)]
pub struct AlignerSettings {
    /// Most segments on one side of a bead, 1 to 8; other values count as the nearer of the two.
    pub max_span: usize,
    /// Whether to look for passages that stand elsewhere in the other text (beads that cross).
    pub crossings: bool,
}

impl Default for AlignerSettings {
    fn default() -> Self {
        Self { max_span: MAX_SPAN, crossings: false }
    }
}
