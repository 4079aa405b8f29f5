//! How a text stood in its file: the comments beside it, and the lines of its words.
//!
//! A [`Document`](crate::Document) is the text alone. A program that points into
//! the file (an editor, a code host) needs the line and column of the words; a
//! comment that addresses Calque needs the block that it belongs to.

use crate::{Account, CodePoints};

/// What is known of the file that a document was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Comments addressed to Calque, in order.
    pub comments: Vec<Comment>,
    /// Where the words stood.
    pub positions: FilePositions,
    /// Boilerplate around the text that was left out: menus, share buttons, footers of a page.
    pub left_out: LeftOut,
    /// All words that were left out, with the reasons.
    pub account: Account,
    /// The key of each block, where the file is a catalogue of messages; else empty.
    pub keys: Vec<MessageKey>,
}

/// What a message of a catalogue is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MessageKey {
    /// Its key; parts are separated by dots.
    pub name: String,
    /// The form of a plural, or the variant, where a message has several.
    pub form: Option<String>,
}

/// How much of a file is boilerplate and no part of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Number of blocks.
    pub blocks: usize,
    /// Unicode code points in them.
    pub characters: usize,
}

/// A comment of a file that has comments: Markdown, HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Index of the block that contains it, or else of the next one.
    pub block: usize,
    /// Its words, without the marks of a comment.
    pub text: String,
}

/// Where the words of a document stood in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FilePositions {
    /// Not known, or the file has no lines.
    #[default]
    Unknown,
    /// The document is the text of the file, line for line.
    Same,
    /// Known positions, in order; between two of them the text is as in the file.
    Traced(Vec<FilePosition>),
}

/// One position, known in the document and in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilePosition {
    /// Bytes into the document's text.
    pub at: usize,
    /// Line of the file, from 1.
    pub line: usize,
    /// Column in that line, in code points, from 1.
    pub column: usize,
}

impl FilePositions {
    /// Line and column in the file of the byte `at` of `text`, both from 1; none where unknown.
    pub fn line_and_column(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let before = text.get(..at)?;
        match self {
            Self::Unknown => None,
            Self::Same => {
                let line = before.rfind('\n').map_or(0, |n| n + 1);
                Some((1 + before.matches('\n').count(), 1 + before[line..].chars().count()))
            }
            Self::Traced(positions) => {
                let last = positions.get(positions.partition_point(|p| p.at <= at).checked_sub(1)?)?;
                let since = CodePoints::new(text.get(last.at..at)?).at(at - last.at);
                Some((last.line, last.column + since))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "Été.\nUn été là.";
        let at = text.find("là").expect("there");
        assert_eq!(FilePositions::Same.line_and_column(text, at), Some((2, 8)));
        assert_eq!(FilePositions::Same.line_and_column(text, 0), Some((1, 1)));
        let traced = FilePositions::Traced(vec![FilePosition { at: 7, line: 7, column: 3 }]);
        assert_eq!(traced.line_and_column(text, at), Some((7, 10)));
        assert_eq!((traced.line_and_column(text, 2), FilePositions::Unknown.line_and_column(text, 2)), (None, None));
    }
}
