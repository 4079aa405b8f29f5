//! Two files to what one lacks of the other: [`page`] is the whole of it, [`gaps`] what has no counterpart in prose,
//! [`code`] in blocks of code, [`outline`] the headings above a block, [`changes`] what an
//! original changed since, [`catalogue`] a catalogue of messages (PO).

mod catalogue;
mod changes;
mod code;
mod gaps;
mod outline;
mod page;

pub(crate) use catalogue::compare_catalogue;
pub(crate) use changes::{changed_since, language_of};
pub(crate) use page::{Comparison, Texts, bytes_of, compare, is_ignored_whole};
