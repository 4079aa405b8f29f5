//! Words that somebody typed, as the text of a cell.

use crate::error::ProjectError;
use calque_messages::message;

/// The longest text of a cell, in bytes: no segment that can be paired is longer.
const LONGEST: usize = 100_000;

/// The text of a cell that somebody typed, unless it is too long.
pub(super) fn cell_text(text: &str) -> Result<String, ProjectError> {
    if text.len() > LONGEST {
        return Err(ProjectError::Refused(message!("command-too-long", limit = LONGEST)));
    }
    Ok(clean(text))
}

/// A text without line ends and characters that no text has: a cell is one line.
fn clean(text: &str) -> String {
    let plain = |c: char| match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    };
    let text: String = text.chars().filter_map(plain).collect();
    text.trim_matches(' ').to_owned()
}
