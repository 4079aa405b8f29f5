//! Writers of alignments, one file per format.
//!
//! A writer takes a [`BitextView`] and writes to any stream; a new one is a module with one function, named
//! in the command line's list of formats.

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

/// One side of a [`BitextView`].
#[derive(Clone, Copy, Debug)]
pub struct BitextSide<'a> {
    /// Its name: a path or URL.
    pub name: &'a str,
    /// Its language.
    pub lang: Lang,
    /// The whole text.
    pub text: &'a str,
    /// Its segments.
    pub sentences: &'a [Sentence],
}

/// Two segmented texts and their alignment, borrowed for writing.
#[derive(Clone, Copy, Debug)]
pub struct BitextView<'a> {
    /// The source side.
    pub source: BitextSide<'a>,
    /// The target side.
    pub target: BitextSide<'a>,
    /// Their alignment.
    pub alignment: &'a Alignment,
}

impl BitextSide<'_> {
    /// The span of a range of segments; `None` if it is empty.
    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let run = self.sentences.get(range.clone())?;
        Some(run.first()?.span.cover(&run.last()?.span))
    }

    /// The text of a range of segments on one line, separated by spaces.
    pub fn line(&self, range: &Range<usize>) -> String {
        let run = self.sentences.get(range.clone()).unwrap_or_default();
        let lines: Vec<_> = run.iter().map(|s| one_line(s.span.of(self.text))).filter(|l| !l.is_empty()).collect();
        lines.join(" ")
    }
}

/// A segment on one line: line breaks, tabs and the spaces around them become one space.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| matches!(c, '\n' | '\r' | '\t' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split(breaks).map(str::trim).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" "))
}

/// The numbers of segments of a bead on both sides: `2-1`.
fn shape(bead: &Bead) -> String {
    format!("{}-{}", bead.source.len(), bead.target.len())
}
