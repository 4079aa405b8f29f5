//! Strings of Apple's systems: `"key" = "value";` with comments of C.

use super::escapes::unescaped;
use super::messages::{Catalogue, fault};
use crate::InputProblem;
use calque_text::{LeftOutReason, MessageKey};

/// Letters that name a character after a backslash.
const NAMED: [(char, char); 3] = [('n', '\n'), ('t', '\t'), ('r', '\r')];

pub(super) fn read(source: &str, catalogue: &mut Catalogue) -> Result<(), InputProblem> {
    let mut at = Scanner { rest: source.trim_start_matches('\u{feff}'), line: 1 };
    loop {
        at.skip(catalogue);
        if at.rest.is_empty() {
            return Ok(());
        }
        let line = at.line;
        let key = at.word()?;
        at.skip(catalogue);
        // A key alone is its own value.
        let value = if at.take('=') {
            at.skip(catalogue);
            at.word()?
        } else {
            key.clone()
        };
        at.skip(catalogue);
        if !at.take(';') && !at.rest.is_empty() && !at.rest.starts_with('"') {
            return Err(fault(at.line, "a `;` is missing"));
        }
        catalogue.add(MessageKey { name: key, form: None }, value, line)?;
    }
}

/// The rest of the text, and the line where it begins.
struct Scanner<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Scanner<'a> {
    fn advance(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    /// Skips white space and comments.
    fn skip(&mut self, catalogue: &mut Catalogue) {
        loop {
            let space = self.rest.len() - self.rest.trim_start().len();
            self.advance(space);
            let length = if self.rest.starts_with("/*") {
                self.rest.find("*/").map_or(self.rest.len(), |n| n + 2)
            } else if self.rest.starts_with("//") {
                self.rest.find('\n').unwrap_or(self.rest.len())
            } else {
                return;
            };
            let comment = self.advance(length);
            catalogue.left_out(LeftOutReason::Comment, comment.trim_matches(['/', '*', ' ']));
        }
    }

    fn take(&mut self, mark: char) -> bool {
        let found = self.rest.starts_with(mark);
        if found {
            self.advance(mark.len_utf8());
        }
        found
    }

    /// A word with or without quotation marks.
    fn word(&mut self) -> Result<String, InputProblem> {
        if !self.rest.starts_with('"') {
            let bare = |c: char| c.is_alphanumeric() || "_.-$:/%@".contains(c);
            let length = self.rest.find(|c| !bare(c)).unwrap_or(self.rest.len());
            if length == 0 {
                return Err(fault(self.line, "neither a text between quotation marks nor a comment"));
            }
            return Ok(self.advance(length).to_owned());
        }
        let (mut end, mut escaped) = (None, false);
        for (n, c) in self.rest.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    end = Some(n);
                    break;
                }
                _ => {}
            }
        }
        let Some(end) = end else { return Err(fault(self.line, "a text without its closing quotation mark")) };
        let quoted = self.advance(end + 1);
        Ok(unescaped(&quoted[1..end], &NAMED, &['u', 'U']))
    }
}
