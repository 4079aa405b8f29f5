//! Two files of one segment per line, as used by Moses: `news.en-fr.en` and `news.en-fr.fr`. Only `\n` ends
//! a line, empty lines count, and both files must have the same number of lines.
//!
//! When reading, one file is given and its partner is found beside it, by the language pair in the name or
//! as the only other file with the same stem. When writing, line breaks and tabs inside segments become
//! spaces and are counted.

mod names;
mod read;
mod write;

pub(crate) use names::{is_name, lang_of, partner};
pub(crate) use read::MosesSource;
pub(crate) use write::MosesSink;
