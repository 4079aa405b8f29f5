//! What changed between two versions of a translation, sentence by sentence.
//!
//! [`revise`] compares an old and a new text of the same language. Sentences
//! that are the same but for white space are unchanged: U+00A0 and U+202F are
//! spaces here, because French typography moves between them and nobody means
//! anything by it. What remains is paired by the words in common
//! (`pairing`), so that a sentence cut in two or two joined are one change, and
//! each change shows the words that differ (`words`).
//!
//! With a reference, [`add_verdicts`] says of each change whether it came nearer to
//! the reference or moved away (`verdict`); the caller brings the score, so
//! nothing here knows a model. [`render`] writes text and JSON.
//!
//! It refuses to compare meanings: two sentences with few words in common are a
//! deletion and an insertion, or called rewritten where they stand in each other's place.
//!
//! ```
//! use calque_diff::revision::{ChangeKind, Version, revise};
//! use calque_text::{Document, Lang, Sentence};
//! # fn sentences(d: &Document) -> Vec<Sentence> {
//! #     d.blocks.iter().enumerate().map(|(i, b)| Sentence { span: b.span, block: i as u32 }).collect()
//! # }
//! let old = Document::from_lines("Environ 2 400 habitants.\nRien à signaler.", Lang::FR);
//! let new = Document::from_lines("Environ 4 200 habitants.\nRien à signaler.", Lang::FR);
//! let (olds, news) = (sentences(&old), sentences(&new));
//! let revision = revise(Version::new(&old, &olds), Version::new(&new, &news));
//! assert_eq!(revision.changes.len(), 1);
//! assert_eq!(revision.changes[0].kind, ChangeKind::Edited);
//! assert_eq!(revision.changes[0].words[0].new.of(&new.text), "4 200");
//! ```

mod change;
mod pairing;
pub mod render;
mod verdict;
mod version;
mod words;

pub use change::{Change, ChangeKind, Direction, Revision, Verdict, WordChange};
pub use verdict::{NEUTRAL_MARGIN, Reference, add_verdicts};
pub use version::Version;

use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;
use version::Interner;

/// Compares two versions of a translation.
pub fn revise(old: Version<'_>, new: Version<'_>) -> Revision {
    let mut keys = Interner::default();
    let a: Vec<u32> = (0..old.sentences.len()).map(|i| keys.id(spaces_folded(old.sentence(i)))).collect();
    let b: Vec<u32> = (0..new.sentences.len()).map(|i| keys.id(spaces_folded(new.sentence(i)))).collect();

    let mut revision = Revision::default();
    let (mut i, mut j) = (0, 0);
    for (at_old, at_new, len) in common_runs(&a, &b, keys.next as usize) {
        between(old, new, i..at_old, j..at_new, &mut revision.changes);
        (i, j) = (at_old + len, at_new + len);
        revision.unchanged += len;
    }
    between(old, new, i..a.len(), j..b.len(), &mut revision.changes);
    revision
}

/// The runs `(old, new, length)` of sentences that both versions have, in order.
///
/// Sentences of one version alone are left out before the comparison, as they
/// can match nothing; otherwise two unlike texts would cost the square of their length.
fn common_runs(a: &[u32], b: &[u32], ids: usize) -> Vec<(usize, usize, usize)> {
    let mut seen = vec![0u8; ids];
    for &id in a {
        seen[id as usize] |= 1;
    }
    for &id in b {
        seen[id as usize] |= 2;
    }
    let keep = |ids: &[u32]| -> (Vec<usize>, Vec<u32>) {
        ids.iter().enumerate().filter(|&(_, &id)| seen[id as usize] == 3).map(|(i, &id)| (i, id)).unzip()
    };
    let ((place_a, kept_a), (place_b, kept_b)) = (keep(a), keep(b));

    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &kept_a, &kept_b) {
        let (tag, of_a, of_b) = op.as_tag_tuple();
        if tag != DiffTag::Equal {
            continue;
        }
        for (at_a, at_b) in of_a.zip(of_b).map(|(k, l)| (place_a[k], place_b[l])) {
            match runs.last_mut() {
                Some((start_a, start_b, len)) if (*start_a + *len, *start_b + *len) == (at_a, at_b) => *len += 1,
                _ => runs.push((at_a, at_b, 1)),
            }
        }
    }
    runs
}

/// The changes of one gap between unchanged sentences.
fn between(old: Version<'_>, new: Version<'_>, olds: Range<usize>, news: Range<usize>, out: &mut Vec<Change>) {
    for (a, b) in pairing::pair(old, new, olds, news) {
        let kind = kind_of(old, new, &a, &b);
        let words = match kind {
            ChangeKind::Inserted | ChangeKind::Deleted => Vec::new(),
            ChangeKind::Rewritten => vec![WordChange { old: old.span(&a), new: new.span(&b) }],
            _ => words::diff(old, old.span(&a), new, new.span(&b)),
        };
        out.push(Change { old: a, new: b, kind, words, verdict: None });
    }
}

fn kind_of(old: Version<'_>, new: Version<'_>, a: &Range<usize>, b: &Range<usize>) -> ChangeKind {
    if a.is_empty() {
        return ChangeKind::Inserted;
    }
    if b.is_empty() {
        return ChangeKind::Deleted;
    }
    if marks_folded(old.of(a)) == marks_folded(new.of(b)) && a.len() == b.len() {
        return ChangeKind::Form;
    }
    if pairing::alike(old, new, a, b) < pairing::ALIKE {
        return ChangeKind::Rewritten;
    }
    match (a.len(), b.len()) {
        (1, 1) => ChangeKind::Edited,
        (m, n) if m < n => ChangeKind::Split,
        (m, n) if m > n => ChangeKind::Merged,
        _ => ChangeKind::Rewritten,
    }
}

/// A text with every run of white space, no-break or not, as one space.
fn spaces_folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A text without white space, its quotation marks, apostrophes and hyphens made one.
fn marks_folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}'))
        .map(|c| match c {
            '’' | 'ʼ' | '‘' | '`' => '\'',
            '«' | '»' | '“' | '”' | '„' | '‹' | '›' => '"',
            '‐' | '‑' | '–' | '—' => '-',
            c => c,
        })
        .collect::<String>()
        .replace("...", "…")
}
