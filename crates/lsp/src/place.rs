//! Places as an editor counts them: lines and characters from 0, in the unit that editor and server agreed on.

use calque_report::ReportSide;
use calque_text::Span;
use lsp_types::{Position, PositionEncodingKind, Range};

/// The unit of a character in a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16, the protocol's default.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

impl Unit {
    /// The best of the units that an editor offers: none is UTF-16.
    pub(crate) fn agreed(offered: Option<&[PositionEncodingKind]>) -> Self {
        let has = |kind: &PositionEncodingKind| offered.is_some_and(|o| o.contains(kind));
        if has(&PositionEncodingKind::UTF8) {
            Self::Utf8
        } else if has(&PositionEncodingKind::UTF32) {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    /// As the protocol names it.
    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many units a character takes.
    fn of(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A file by its lines, with the unit of its characters.
pub(crate) struct Lines<'a> {
    lines: Vec<&'a str>,
    unit: Unit,
}

impl<'a> Lines<'a> {
    /// Cuts `text` at its line ends: `\n`, `\r\n`, `\r`, as the protocol has them.
    pub(crate) fn new(text: &'a str, unit: Unit) -> Self {
        let lines = text.split('\n').flat_map(|l| l.strip_suffix('\r').unwrap_or(l).split('\r')).collect();
        Self { lines, unit }
    }

    /// The position of a line and a column in code points, both from 1.
    fn position(&self, (line, column): (usize, usize)) -> Position {
        let text = self.lines.get(line - 1).copied().unwrap_or_default();
        let character: usize = text.chars().take(column - 1).map(|c| self.unit.of(c)).sum();
        Position { line: (line - 1) as u32, character: character as u32 }
    }

    /// The words of a range of one line; none where it runs over several.
    pub(crate) fn words(&self, range: Range) -> Option<String> {
        (range.start.line == range.end.line).then_some(())?;
        let line = self.lines.get(range.start.line as usize)?;
        let mut at = 0;
        let mut words = String::new();
        for c in line.chars() {
            if at >= range.start.character as usize && at < range.end.character as usize {
                words.push(c);
            }
            at += self.unit.of(c);
        }
        Some(words)
    }
}

/// The range in the file of a span of the text that was read from it; none where the file has no lines. An
/// empty span, the place of missing words, is the word that ends before it, else the character after it.
pub(crate) fn range(side: &ReportSide, span: Span, lines: &Lines<'_>) -> Option<Range> {
    let text = &side.document.text;
    let span = if span.is_empty() { beside(text, span.start) } else { span };
    let last = span.of(text).chars().next_back().map_or(0, char::len_utf8);
    let start = side.origin.positions.line_and_column(text, span.start)?;
    let (line, column) = side.origin.positions.line_and_column(text, span.end - last)?;
    let end = (line, column + usize::from(last > 0));
    Some(Range { start: lines.position(start), end: lines.position(end) })
}

/// The word that ends before `at`, else the character after it.
fn beside(text: &str, at: usize) -> Span {
    let before = text[..at].trim_end();
    let word =
        before.rfind(char::is_whitespace).map_or(0, |n| n + before[n..].chars().next().map_or(1, char::len_utf8));
    if word < before.len() {
        return Span { start: word, end: before.len() };
    }
    Span { start: at, end: at + text[at..].chars().next().map_or(0, char::len_utf8) }
}

/// Whether `at` lies in `range`, its end included.
pub(crate) fn contains(range: Range, at: Position) -> bool {
    range.start <= at && at <= range.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_text::{Document, FilePositions, Lang, Origin};

    fn side(text: &str) -> ReportSide {
        let origin = Origin { positions: FilePositions::Same, ..Origin::default() };
        let document = Document::from_lines(text, Lang::FR);
        ReportSide { name: String::new(), document, sentences: Vec::new(), origin }
    }

    #[test]
    fn units_count_what_they_say() {
        let text = "Un été 🌻 là.\nFin.";
        let side = side(text);
        let at = |unit| {
            let start = side.document.text.find("là").expect("there");
            let found = range(&side, Span { start, end: start + "là".len() }, &Lines::new(text, unit)).expect("lines");
            (found.start.character, found.end.character)
        };
        assert_eq!((at(Unit::Utf8), at(Unit::Utf16), at(Unit::Utf32)), ((14, 17), (10, 12), (9, 11)));
    }

    #[test]
    fn missing_words_are_marked_at_the_word_before_them() {
        let text = "Une attaque importante\nse prépare.";
        let (side, lines) = (side(text), Lines::new(text, Unit::Utf16));
        let mark = |at| lines.words(range(&side, Span { start: at, end: at }, &lines).expect("lines"));
        assert_eq!(mark("Une attaque ".len()).as_deref(), Some("attaque"));
        assert_eq!(mark("Une attaque".len()).as_deref(), Some("attaque"));
        assert_eq!(mark(0).as_deref(), Some("U"));
        assert_eq!(mark(text.len()).as_deref(), Some("prépare."));
    }

    #[test]
    fn the_best_unit_offered_is_agreed_on() {
        assert_eq!(Unit::agreed(None), Unit::Utf16);
        assert_eq!(Unit::agreed(Some(&[PositionEncodingKind::UTF16, PositionEncodingKind::UTF8])), Unit::Utf8);
        assert_eq!(Lines::new("a\r\nb\rc\n", Unit::Utf8).lines, ["a", "b", "c", ""]);
    }
}
