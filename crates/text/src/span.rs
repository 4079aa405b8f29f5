//! Byte ranges into a text, and their translation to code points.
//!
//! Inside Calque offsets are bytes, because slicing is then free; in
//! machine-readable output they count Unicode code points, because that is
//! what other languages' strings count. [`CodePoints`] converts.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A half-open byte range `[start, end)` into a text, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `[start, end)`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text under the span; empty where the span does not fit `text`.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Length in bytes.
    pub const fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether no byte is under the span. An empty span still has a position: omissions use one to point to where the
    /// words are missing.
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// The same span `by` bytes further on.
    #[must_use]
    pub const fn shifted(&self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span over both.
    #[must_use]
    pub fn cover(&self, other: &Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// As a range, for slicing.
    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(r: Range<usize>) -> Self {
        Self::new(r.start, r.end)
    }
}

/// Translates byte offsets of one text into code-point offsets.
///
/// Holds one counter every 256 bytes, so a lookup costs at most 256 bytes of
/// scanning and the table a 64th of the text.
#[derive(Debug, Clone)]
pub struct CodePoints<'a> {
    text: &'a str,
    every: Vec<u32>,
}

const STRIDE: usize = 256;

impl<'a> CodePoints<'a> {
    /// Indexes `text`.
    pub fn new(text: &'a str) -> Self {
        let mut every = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0u32;
        for (i, b) in text.bytes().enumerate() {
            if i % STRIDE == 0 {
                every.push(count);
            }
            count += u32::from(b & 0xC0 != 0x80);
        }
        Self { text, every }
    }

    /// Code points before byte `offset`; offsets past the end count them all.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = (offset / STRIDE).min(self.every.len().saturating_sub(1));
        let before = self.every.get(block).copied().unwrap_or(0) as usize;
        let rest = &self.text.as_bytes()[(block * STRIDE).min(offset)..offset];
        before + rest.iter().filter(|&&b| b & 0xC0 != 0x80).count()
    }

    /// A byte span as code points.
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start), self.at(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_everywhere() {
        let text = "é—a\u{202f}😀".repeat(200);
        let index = CodePoints::new(&text);
        for (n, (i, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(i), n);
        }
        assert_eq!(index.at(text.len()), text.chars().count());
        assert_eq!(CodePoints::new("").at(5), 0);
    }
}
