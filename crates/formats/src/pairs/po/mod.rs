//! gettext catalogues (PO): messages and their translations.
//!
//! A plural entry gives two pairs, singular and plural; the second names the first (`plural_of`) and keeps further
//! forms, so that both are written as one entry again. Obsolete entries are omitted and counted. Context, flags, references and comments of an entry are kept; a fuzzy entry has the
//! state `needs-review-translation` of XLIFF. `Language` in the header is the target language; the charset
//! of the header is used for decoding.

mod placeholders;
mod read;
mod write;

pub(crate) use read::PoSource;
pub(crate) use write::PoSink;
