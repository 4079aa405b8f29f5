//! Titles before names: *Mr*, *le président*, *Foreign Minister*.

use crate::Span;
use crate::facts::lexicon::Role;
use crate::facts::view::View;

/// A title of more words is cut to its last.
const LONGEST_TITLE: usize = 3;

/// Whether token `i` is a title before a name.
pub(super) fn is_title_before_name(view: &View, i: usize) -> bool {
    view.is_any(i, Role::Title) && {
        let next = i + 1 + usize::from(view.norm(i + 1) == "." && view.glued(i));
        view.is_capital(next)
    }
}

/// The title right before token `i`.
pub(super) fn title_before(view: &View, i: usize) -> Option<Span> {
    let mut end = i;
    if end > 0 && view.raw(end - 1) == "." {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < LONGEST_TITLE && view.is_any(start - 1, Role::Title) {
        start -= 1;
    }
    (start < end).then(|| view.span(start, i))
}
