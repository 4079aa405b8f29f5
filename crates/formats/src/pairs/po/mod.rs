//! Catalogues of gettext (PO): messages and their translations.
//!
//! A plural entry gives two pairs, singular and plural; further plural forms are left
//! out and counted, as obsolete entries are. The context, flags, references and
//! comments of an entry are kept; an entry marked fuzzy has the state
//! `needs-review-translation`. The header's `Language` is the target's, its charset
//! is obeyed.

mod read;
mod write;

pub(crate) use read::PoSource;
pub(crate) use write::PoSink;
