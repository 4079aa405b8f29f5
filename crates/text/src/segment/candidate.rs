//! A candidate for the end of a sentence: a final mark and its context.

use super::context::Next;
use crate::normalize::is_close_quote;

/// What a run of final marks amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// One full stop.
    Stop,
    /// A question or exclamation mark among them.
    Strong,
    /// Several full stops, or `…`.
    Ellipsis,
    /// A mark of East Asia, which ends a sentence without a space after it.
    Wide,
}

/// A position where a sentence may end.
pub(super) struct Candidate<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// Where the sentence under way begins.
    pub(super) start: usize,
    /// Where the run of marks begins.
    pub(super) mark_at: usize,
    /// What the run amounts to.
    pub(super) mark: Mark,
    /// The marks that close after it.
    pub(super) closers: &'a str,
    /// What follows the space.
    pub(super) next: Next<'a>,
}

/// A quotation closes.
pub(super) fn is_close_quote_or_plain(closers: &str) -> bool {
    closers.chars().any(|c| is_close_quote(c) || c == '"')
}
