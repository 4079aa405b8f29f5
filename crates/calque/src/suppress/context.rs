//! A finding with its texts, as entries are matched against it and written for it.

use calque_diff::Finding;

/// A finding with its texts.
#[derive(Clone, Copy, Debug)]
pub struct FindingContext<'a> {
    /// The finding; its spans point into the texts.
    pub finding: &'a Finding,
    /// The texts that its spans point into.
    pub texts: (&'a str, &'a str),
    /// The segments that contain it, source and target.
    pub segments: (&'a str, &'a str),
}

impl<'a> FindingContext<'a> {
    /// The words of the finding on each side.
    pub(super) fn words(&self) -> (&'a str, &'a str) {
        let of = |span: Option<calque_text::Span>, text: &'a str| span.map_or("", |s| s.of(text));
        (of(self.finding.source, self.texts.0), of(self.finding.target, self.texts.1))
    }
}
