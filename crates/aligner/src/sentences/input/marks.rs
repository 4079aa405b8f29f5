//! Punctuation that translations tend to keep.

/// How many kinds of marks are counted, see [`mark_kind`].
pub(crate) const MARKS: usize = 6;

/// The last mark of a segment, which a translator seldom changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ending {
    /// No final mark: headings, captions, verse.
    #[default]
    None,
    /// A full stop.
    Stop,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A comma, semicolon, colon or dash: the sentence goes on in the next segment.
    Pause,
    /// An ellipsis.
    Ellipsis,
}

impl Ending {
    /// How `text` ends; closing quotation marks and brackets are skipped.
    pub(super) fn of(text: &str) -> Self {
        let tail = text.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '»' | '"' | '”' | '“' | '’' | '\'' | ')' | ']' | '›' | '*' | '_')
        });
        match tail.chars().next_back() {
            Some('.') if tail.ends_with("..") => Self::Ellipsis,
            Some('.' | '。') => Self::Stop,
            Some('?' | '？') => Self::Question,
            Some('!' | '！') => Self::Exclamation,
            Some('…') => Self::Ellipsis,
            Some(',' | ';' | ':' | '-' | '–' | '—') => Self::Pause,
            _ => Self::None,
        }
    }
}

/// The kind of a mark, below [`MARKS`]: question marks, exclamation marks, quotation marks, colons and
/// semicolons, brackets, signs. `None` for all others: their number changes in translation.
pub(super) fn mark_kind(c: char) -> Option<usize> {
    Some(match c {
        '?' | '¿' => 0,
        '!' | '¡' => 1,
        '«' | '»' | '"' | '“' | '”' | '„' => 2,
        ':' | ';' => 3,
        '(' | ')' | '[' | ']' => 4,
        '%' | '$' | '€' | '£' | '|' | '*' | '#' | '=' | '/' | '@' => 5,
        _ => return None,
    })
}
