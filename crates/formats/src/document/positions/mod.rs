//! Finds the words of a document again in the markup that it was read from: line and column.
//!
//! The readers of markup do not keep positions, but code hosts and editors need them. So the words are
//! looked up afterwards, block by block and in order, by the first words of each block, skipping markup
//! between words. A word that is not found (it has inline markup inside) has no position of its own; its
//! column is counted from the word before. The work is bounded by a multiple of the length, and beyond that by one of
//! the number of blocks.

mod bare;

use bare::Bare;
use calque_text::{Document, FilePosition, FilePositions, Span};

/// Number of words that together locate the beginning of a block.
const OPENING: usize = 4;
/// Number of words of a block tried as its beginning.
const TRIES: usize = 6;
/// Largest number of positions tried for one beginning.
const CANDIDATES: usize = 2000;
/// Largest distance in bytes between two words of a block.
const BETWEEN: usize = 600;
/// So many times the length of the markup is searched through for beginnings; after that,
const FAR_SEARCHES: usize = 100;
/// a block begins at most so many bytes after the one before,
const NEAR: usize = 1 << 13;
/// and so many positions are tried.
const NEAR_CANDIDATES: usize = 8;

/// The positions of the words of `document` in `markup`.
pub(crate) fn positions(markup: &str, document: &Document) -> FilePositions {
    let bare = Bare::of(markup);
    let mut lines = Lines { text: markup, at: 0, line: 1, column: 1 };
    let mut positions = Vec::new();
    let (mut cursor, mut budget) = (0, FAR_SEARCHES * bare.text.len());
    for block in &document.blocks {
        let words = words(&document.text, block.span);
        let Some((first, mut at)) = opening(&bare.text, cursor, &words, &mut budget) else { continue };
        for (span, word) in &words[first..] {
            let Some(found) = find_word(&bare.text, at, BETWEEN, word) else { continue };
            at = found + word.len();
            let (line, column) = lines.of(bare.in_markup(found));
            positions.push(FilePosition { at: span.start, line, column });
        }
        cursor = at;
    }
    FilePositions::Traced(positions)
}

/// The words of a block with their spans.
fn words(text: &str, span: Span) -> Vec<(Span, &str)> {
    let base = text.as_ptr() as usize;
    let place = |w: &str| w.as_ptr() as usize - base;
    let words = span.of(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(|w| (Span::new(place(w), place(w) + w.len()), w)).collect()
}

/// Where a block begins: the index of the first word found, and its offset. The bytes searched through are
/// taken from the budget.
fn opening(bare: &str, cursor: usize, words: &[(Span, &str)], budget: &mut usize) -> Option<(usize, usize)> {
    (0..words.len().min(TRIES)).find_map(|first| {
        let (_, word) = words[first];
        let rest = &words[first + 1..words.len().min(first + OPENING)];
        let mut from = cursor;
        let (mut tried, mut spent) = (0, 0);
        let found = loop {
            let (within, candidates) = if spent < *budget { (usize::MAX, CANDIDATES) } else { (NEAR, NEAR_CANDIDATES) };
            let Some(at) = find_word(bare, from, within, word).filter(|_| tried < candidates) else {
                spent += (bare.len() - from).min(within);
                break None;
            };
            spent += at - from;
            let fits = rest.iter().try_fold(at + word.len(), |end, (_, w)| {
                let next = find_word(bare, end, BETWEEN, w);
                spent += next.map_or(BETWEEN, |next| next - end);
                let next = next?;
                bare[end..next].chars().all(|c| !c.is_alphanumeric()).then_some(next + w.len())
            });
            if fits.is_some() {
                break Some((first, at));
            }
            from = at + word.len();
            tried += 1;
        };
        *budget = budget.saturating_sub(spent);
        found
    })
}

/// The offset of the next whole word `word` from `from` on, at most `within` bytes away.
fn find_word(bare: &str, from: usize, within: usize, word: &str) -> Option<usize> {
    let mut end = from.saturating_add(within).min(bare.len());
    while !bare.is_char_boundary(end) {
        end -= 1;
    }
    let mut at = from;
    while let Some(found) = bare.get(at..end)?.find(word) {
        let (start, stop) = (at + found, at + found + word.len());
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if !joins(bare[..start].chars().next_back()) && !joins(bare[stop..].chars().next()) {
            return Some(start);
        }
        at = stop;
    }
    None
}

/// Lines and columns of increasing offsets, each counted from the one before.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    /// The column of `at`.
    column: usize,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> (usize, usize) {
        let between = &self.text[self.at..at];
        let last_line = between.rfind('\n').map_or(between, |n| &between[n + 1..]);
        if last_line.len() < between.len() {
            self.line += between.matches('\n').count();
            self.column = 1;
        }
        self.column += last_line.chars().count();
        self.at = at;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use crate::{ReadOptions, document_from_bytes};

    fn place(name: &str, markup: &str, word: &str) -> Option<(usize, usize)> {
        let reading = document_from_bytes(name, markup.as_bytes(), &ReadOptions::default()).expect("text");
        let text = &reading.document.text;
        reading.origin.positions.line_and_column(text, text.find(word).expect("the word is there"))
    }

    #[test]
    fn words_of_markdown_are_found_again() {
        let page = "---\nauthor: Le pont\n---\n# Le pont *fermé*\n\nLe [vieux pont](http://x/pont) est\nfermé jusqu’à l’été. Le\npont rouvrira.\n";
        assert_eq!(place("a.md", page, "Le"), Some((4, 3)));
        assert_eq!(place("a.md", page, "vieux"), Some((6, 5)));
        assert_eq!(place("a.md", page, "rouvrira"), Some((8, 6)));
        assert_eq!(place("a.md", page, "l’été"), Some((7, 15)));
    }

    #[test]
    fn words_of_a_page_are_found_behind_its_menus() {
        let page = "<nav><a href=/>Le pont</a></nav>\n<article><h1>Le pont</h1>\n<p class=\"Le\">Le pont &eacute;tait <b>long</b>.</p></article>";
        assert_eq!(place("a.html", page, "long"), Some((3, 39)));
        assert_eq!(place("a.html", page, "était"), Some((3, 23)));
        assert_eq!(place("a.txt", "Un.\r\n\r\nDeux trois.", "trois"), Some((3, 6)));
    }

    /// The same few words again and again, with others between: each block has thousands of beginnings that do not fit.
    #[test]
    fn many_beginnings_that_do_not_fit_cost_no_more_than_the_length_lets() {
        let page = "<x\n>   1. sub\n\npath=\"\n<body".repeat(1500);
        let begun = std::time::Instant::now();
        document_from_bytes("a.md", page.as_bytes(), &ReadOptions::default()).expect("text");
        assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    }
}
