//! How a text stood in its file: what the comments beside it say, and on which
//! line its words are.
//!
//! A [`Document`](crate::Document) is the text alone. Who points at a place of
//! the file (an editor, a code host) needs to know where the words came from;
//! who obeys a comment needs to know which block it belongs to.

use crate::CodePoints;

/// What is known of the file that a document was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Comments addressed to Calque, in order.
    pub comments: Vec<Comment>,
    /// Where the words stood.
    pub places: Places,
    /// What stands around the text and was left out: menus, share buttons, footers of a page.
    pub left_out: LeftOut,
}

/// How much of a file is no part of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Blocks.
    pub blocks: usize,
    /// Characters in them.
    pub characters: usize,
}

/// A comment of a file that has comments: Markdown, HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The block it stands in, or else the one it stands before.
    pub block: usize,
    /// Its words, without the marks of a comment.
    pub text: String,
}

/// Where the words of a document stood in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Places {
    /// Nobody knows, or the file has no lines.
    #[default]
    Unknown,
    /// The document is the text of the file, line for line.
    Same,
    /// Places that are known, in order; between two of them the text is as in the file.
    Traced(Vec<Place>),
}

/// One place, known both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes into the document's text.
    pub at: usize,
    /// Line of the file, from 1.
    pub line: usize,
    /// Column in that line, in code points, from 1.
    pub column: usize,
}

impl Places {
    /// Line and column in the file of the byte `at` of `text`, both from 1; none where unknown.
    pub fn find(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let before = text.get(..at)?;
        match self {
            Self::Unknown => None,
            Self::Same => {
                let line = before.rfind('\n').map_or(0, |n| n + 1);
                Some((1 + before.matches('\n').count(), 1 + before[line..].chars().count()))
            }
            Self::Traced(places) => {
                let place = places.get(places.partition_point(|p| p.at <= at).checked_sub(1)?)?;
                let since = CodePoints::new(text.get(place.at..at)?).at(at - place.at);
                Some((place.line, place.column + since))
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
        assert_eq!(Places::Same.find(text, at), Some((2, 8)));
        assert_eq!(Places::Same.find(text, 0), Some((1, 1)));
        let traced = Places::Traced(vec![Place { at: 7, line: 7, column: 3 }]);
        assert_eq!(traced.find(text, at), Some((7, 10)));
        assert_eq!((traced.find(text, 2), Places::Unknown.find(text, 2)), (None, None));
    }
}
