//! Writers of bitexts, one file per format.
//!
//! A writer takes a [`BitextView`] and writes to anything; to add one, write a module
//! with one function and name it in the command line's list of formats.

mod html;
mod jsonl;
mod records;
mod tsv;
mod vecalign;

pub use html::html;
pub use jsonl::jsonl;
pub use records::records;
pub use tsv::tsv;
pub use vecalign::vecalign;

use calque_bitext::{Alignment, Bead};
use calque_text::{Lang, Sentence, Span};
use std::borrow::Cow;
use std::ops::Range;

/// One side of a bitext.
#[derive(Clone, Copy, Debug)]
pub struct BitextSide<'a> {
    /// What to call it.
    pub name: &'a str,
    /// Its language.
    pub lang: Lang,
    /// The whole text.
    pub text: &'a str,
    /// Its segments.
    pub sentences: &'a [Sentence],
}

/// Two texts and their beads.
#[derive(Clone, Copy, Debug)]
pub struct BitextView<'a> {
    /// The source side.
    pub source: BitextSide<'a>,
    /// The target side.
    pub target: BitextSide<'a>,
    /// How they pair.
    pub alignment: &'a Alignment,
}

impl BitextSide<'_> {
    /// The span of a run of segments; `None` if it is empty.
    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let run = self.sentences.get(range.clone())?;
        Some(run.first()?.span.cover(&run.last()?.span))
    }

    /// The text of a run of segments on one line, segments separated by one space.
    pub fn line(&self, range: &Range<usize>) -> String {
        let run = self.sentences.get(range.clone()).unwrap_or_default();
        let lines: Vec<_> = run.iter().map(|s| one_line(s.span.of(self.text))).filter(|l| !l.is_empty()).collect();
        lines.join(" ")
    }
}

/// A segment without line breaks and tabs: what a format of one segment a line needs.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| matches!(c, '\n' | '\r' | '\t' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split(breaks).map(str::trim).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" "))
}

/// `2-1`: how many segments a bead has on either side.
fn shape(bead: &Bead) -> String {
    format!("{}-{}", bead.source.len(), bead.target.len())
}
