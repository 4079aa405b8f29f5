//! Where sentences end: from a [`Document`] to its [`Sentence`]s.
//!
//! French and English are cut by rules of our own: a candidate is a run of
//! final marks (`.`, `?`, `!`, `…`) with the quotation marks and brackets that
//! close after it, and [`rules`] decides on the word before, the word after
//! and what stands between. Other languages follow the Unicode rules (UAX 29).
//!
//! - A heading or a table cell is one segment whatever marks it contains; a
//!   list item or a caption is cut like a paragraph, and each begins anew; code
//!   is not segmented.
//! - A colon or a semicolon never ends a sentence.
//! - Direct speech of several sentences is cut inside its quotation marks; the
//!   closing mark stays with the words that it closes, and `dit-il`, `she said`
//!   stay with the words that they report.
//! - A dialogue dash after a final mark opens a new segment.
//! - The spans leave out the white space between sentences and nothing else.
//!
//! For input of one segment a line, [`segment_lines`] makes a segment of every
//! non-empty line and never looks inside it: build the document with
//! [`Document::from_lines`], which makes every line a block.
//!
//! ```
//! use calque_text::{Lang, split_sentences};
//! let text = "« Venez ! » dit M. Morel. Il était 10 h. Elle partit.";
//! let cut: Vec<&str> = split_sentences(text, Lang::FR).iter().map(|s| s.of(text)).collect();
//! assert_eq!(cut, ["« Venez ! » dit M. Morel.", "Il était 10 h.", "Elle partit."]);
//! ```
//!
//! Time is linear in the text on any input: every look behind or ahead is bounded.

mod candidate;
mod context;
mod rules;
mod scan;
mod stop;
mod words;

use crate::{Block, BlockKind, Document, Lang, Sentence, Span};
use unicode_segmentation::UnicodeSegmentation;

/// A cell shorter than this, in bytes, is a label or a figure; longer ones hold sentences.
const SHORT_CELL: usize = 60;

/// The segments of a document, block by block, in order.
pub fn segment(doc: &Document) -> Vec<Sentence> {
    let mut out = Vec::with_capacity(doc.text.len() / 100 + doc.blocks.len());
    let mut spans = Vec::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        let text = block.span.of(&doc.text);
        spans.clear();
        match block.kind {
            BlockKind::Code => continue,
            BlockKind::Heading(_) => whole(text, &mut spans),
            BlockKind::Cell if text.len() < SHORT_CELL => whole(text, &mut spans),
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Caption | BlockKind::Quote | BlockKind::Cell => {
                split_into(text, doc.lang, &mut spans);
            }
        }
        out.extend(spans.iter().map(|s| Sentence { span: s.shifted(block.span.start), block: index as u32 }));
    }
    out
}

/// The segments of a document that already holds one segment a line: every
/// line of every block that is not white space, marks notwithstanding.
pub fn segment_lines(doc: &Document) -> Vec<Sentence> {
    let mut out = Vec::with_capacity(doc.blocks.len());
    let mut spans = Vec::new();
    for (index, Block { span, .. }) in doc.blocks.iter().enumerate() {
        let mut start = span.start;
        for line in span.of(&doc.text).split('\n') {
            spans.clear();
            whole(line, &mut spans);
            out.extend(spans.iter().map(|s| Sentence { span: s.shifted(start), block: index as u32 }));
            start += line.len() + 1;
        }
    }
    out
}

/// The sentences of running text. An empty line always ends one, a single line
/// break only before a list mark or a dialogue dash.
pub fn split_sentences(text: &str, lang: Lang) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / 100 + 1);
    split_into(text, lang, &mut out);
    out
}

/// As [`split_sentences`], added to `out`.
fn split_into(text: &str, lang: Lang, out: &mut Vec<Span>) {
    match words::of(lang) {
        Some(words) => scan::split(text, words, out),
        None => by_unicode_rules(text, out),
    }
}

/// All of `text` but the white space around it, if anything is left.
fn whole(text: &str, out: &mut Vec<Span>) {
    let trimmed = text.trim_start();
    let start = text.len() - trimmed.len();
    let trimmed = trimmed.trim_end();
    if !trimmed.is_empty() {
        out.push(Span::new(start, start + trimmed.len()));
    }
}

fn by_unicode_rules(text: &str, out: &mut Vec<Span>) {
    for (at, piece) in text.split_sentence_bound_indices() {
        let before = out.len();
        whole(piece, out);
        for span in &mut out[before..] {
            *span = span.shifted(at);
        }
    }
}

#[cfg(test)]
mod tests;
