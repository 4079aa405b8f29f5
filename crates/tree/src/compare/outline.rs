//! The headings of a document, and the names of its parts.

use crate::item::{ItemChange, ItemKind};
use calque_report::ReportSide;
use calque_text::BlockKind;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Code points of a text that are kept.
const SHOWN: usize = 160;

/// The headings above each block of a document.
pub(crate) struct Outline {
    /// By block: the index of the nearest heading before it, or itself where it is one.
    nearest: Vec<Option<usize>>,
    /// By block: level, and words, of a heading.
    headings: Vec<Option<(u8, String)>>,
}

impl Outline {
    pub(crate) fn new(side: &ReportSide) -> Self {
        let (mut nearest, mut headings, mut last) = (Vec::new(), Vec::new(), None);
        for (i, block) in side.document.blocks.iter().enumerate() {
            let heading = match block.kind {
                BlockKind::Heading(level) => Some((level, excerpt(block.span.of(&side.document.text)))),
                _ => None,
            };
            if heading.is_some() {
                last = Some(i);
            }
            nearest.push(last);
            headings.push(heading);
        }
        Self { nearest, headings }
    }

    /// The level of a block that is a heading.
    pub(crate) fn level(&self, block: usize) -> Option<u8> {
        self.headings.get(block)?.as_ref().map(|(level, _)| *level)
    }

    /// The headings above a block, outermost first; a heading is not above itself.
    pub(crate) fn above(&self, block: usize) -> Vec<String> {
        let mut path = Vec::new();
        let own = self.level(block);
        let mut at = if own.is_some() {
            block.checked_sub(1).and_then(|b| self.nearest[b])
        } else {
            self.nearest.get(block).copied().flatten()
        };
        let mut inside = own.unwrap_or(u8::MAX);
        while let Some(i) = at {
            if let Some((level, words)) = &self.headings[i]
                && *level < inside
            {
                path.push(words.clone());
                inside = *level;
            }
            at = i.checked_sub(1).and_then(|b| self.nearest[b]);
        }
        path.reverse();
        path
    }
}

/// The beginning of a text, on one line.
pub(crate) fn excerpt(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if out.chars().count() + word.chars().count() > SHOWN {
            out.extend(word.chars().take(SHOWN.saturating_sub(out.chars().count())));
            return out.trim_end().to_owned() + "…";
        }
        out.push_str(word);
    }
    out
}

/// The id of an item: of what happened to which words; not of where they stand, so that it outlives other edits.
pub(crate) fn identity(change: ItemChange, kind: ItemKind, source: &str, target: &str) -> String {
    let mut hash = Sha256::new();
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [change.as_str(), kind.as_str(), &plain(source), &plain(target)] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut id = String::new();
    for byte in &hash.finalize()[..6] {
        // Writing into a string does not fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}
