//! Words that folding has cut: *inter-* at the end of a line, *national* at the start of the next.
//!
//! The hyphen goes, unless it belongs to the word: behind a figure, before a capital, where the same text writes the
//! word with its hyphen elsewhere, or where the parts are in the list `hyphenated.tsv` (*well-known*, *dit-il*). The
//! word stands in its first line then, and the number of lines stays the same.

use calque_text::{Block, FilePosition, FilePositions, Span};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The shortest line that was folded, in bytes.
const NARROWEST: usize = 20;

/// First parts and second parts that keep their hyphen; the letters before it that a second part asks for.
static LISTED: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| {
    let rows = include_str!("hyphenated.tsv").lines().skip(1);
    let fields = rows.filter_map(|row| {
        let mut fields = row.split('\t');
        Some(((fields.next()?, fields.next()?), fields.next().unwrap_or("")))
    });
    fields.collect()
});

/// A word that is cut: where its hyphen stands, where it goes on and ends, and whether the hyphen stays.
struct Cut {
    hyphen: Span,
    rest: Span,
    keeps: bool,
}

/// The text with its cut words joined, its blocks moved with it, and where everything stood; none if no word is cut.
pub(super) fn joined(text: &str, blocks: &mut [Block]) -> Option<(String, FilePositions)> {
    let cuts = cuts(text, blocks);
    if cuts.is_empty() {
        return None;
    }
    let mut out = Copy { text: String::with_capacity(text.len()), pieces: Vec::new() };
    let mut at = 0;
    for cut in &cuts {
        out.copy(text, at, cut.hyphen.start + if cut.keeps { cut.hyphen.len() } else { 0 });
        out.copy(text, cut.rest.start, cut.rest.end);
        at = cut.rest.end;
        // The break comes behind the word instead, in place of the space there.
        if text[at..].starts_with(' ') {
            out.text.push('\n');
            at += 1;
        }
    }
    out.copy(text, at, text.len());
    for block in blocks.iter_mut() {
        block.span = Span::new(out.place(block.span.start), out.place(block.span.end));
    }
    let positions = FilePositions::Traced(out.positions(text));
    Some((out.text, positions))
}

/// The words that are cut inside of blocks.
fn cuts(text: &str, blocks: &[Block]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for block in blocks {
        let mut line_start = block.span.start;
        for (n, _) in block.span.of(text).match_indices('\n') {
            let end = block.span.start + n;
            let line = text[line_start..end].trim_end();
            let long = line.len() >= NARROWEST;
            if let Some(mark) = line.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}') && long) {
                let before = &line[..line.len() - mark.len_utf8()];
                let rest = text[end..block.span.end].trim_start();
                let start = block.span.end - rest.len();
                let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                if before.ends_with(char::is_alphanumeric) && length > 0 {
                    let hyphen = Span::new(line_start + before.len(), line_start + line.len());
                    cuts.push(Cut { hyphen, rest: Span::new(start, start + length), keeps: false });
                }
            }
            line_start = end + 1;
        }
    }
    if !cuts.is_empty() {
        let seen = Seen::of(text);
        cuts.iter_mut().for_each(|cut| cut.keeps = keeps(text, cut, &seen));
    }
    cuts
}

/// Words of the text that stand whole in a line, with and without hyphens.
struct Seen(HashMap<String, usize>);

impl Seen {
    fn of(text: &str) -> Self {
        let mut seen = HashMap::new();
        for line in text.lines() {
            let words = line.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\u{2010}'));
            for word in words.filter(|w| !w.is_empty() && w.len() < 60 && !w.ends_with(['-', '\u{2010}'])) {
                *seen.entry(word.to_lowercase()).or_insert(0) += 1;
            }
        }
        Self(seen)
    }

    fn count(&self, word: &str) -> usize {
        self.0.get(word).copied().unwrap_or(0)
    }
}

/// Whether the hyphen belongs to the word.
fn keeps(text: &str, cut: &Cut, seen: &Seen) -> bool {
    let before = &text[..cut.hyphen.start];
    let start = before.trim_end_matches(char::is_alphanumeric).len();
    let (first, second) = (before[start..].to_lowercase(), cut.rest.of(text));
    // A word with hyphens already, such as `c'est-à-` before `dire`.
    if before[..start].ends_with(['-', '\u{2010}']) || first.ends_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    if second.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return !first.is_empty() && !before[start..].chars().all(char::is_uppercase);
    }
    let second = second.to_lowercase();
    let (whole, parted) = (seen.count(&format!("{first}{second}")), seen.count(&format!("{first}-{second}")));
    if whole != parted {
        return parted > whole;
    }
    let asks = |letters: &str| first.ends_with(|c| letters.contains(c));
    LISTED.contains_key(&("first", first.as_str()))
        || LISTED.get(&("second", second.as_str())).is_some_and(|letters| asks(letters))
}

/// A text copied in pieces.
struct Copy {
    text: String,
    /// Where each piece begins in the copy and in the text.
    pieces: Vec<(usize, usize)>,
}

impl Copy {
    fn copy(&mut self, text: &str, from: usize, to: usize) {
        if from < to {
            self.pieces.push((self.text.len(), from));
            self.text.push_str(&text[from..to]);
        }
    }

    /// Where a byte of the text, which is not left out, stands in the copy.
    fn place(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|&(_, from)| from <= at).saturating_sub(1);
        let (start, from) = self.pieces.get(piece).copied().unwrap_or((0, 0));
        let end = self.pieces.get(piece + 1).map_or(self.text.len(), |next| next.0);
        (start + at.saturating_sub(from)).min(end)
    }

    /// Line and column of the start of each piece and each line.
    fn positions(&self, text: &str) -> Vec<FilePosition> {
        let mut positions = Vec::new();
        let (mut line, mut line_start, mut seen) = (1, 0, 0);
        for (n, &(start, from)) in self.pieces.iter().enumerate() {
            let end = self.pieces.get(n + 1).map_or(self.text.len(), |next| next.0);
            let starts = self.text[start..end].match_indices('\n').map(|(at, _)| at + 1).filter(|at| start + at < end);
            for at in std::iter::once(0).chain(starts) {
                let of_text = (from + at).min(text.len());
                for (n, _) in text[seen..of_text].match_indices('\n') {
                    line += 1;
                    line_start = seen + n + 1;
                }
                seen = of_text;
                let column = 1 + text[line_start..of_text].chars().count();
                positions.push(FilePosition { at: start + at, line, column });
            }
        }
        positions
    }
}

#[cfg(test)]
mod tests {
    use crate::{ReadOptions, document_from_bytes};

    fn words(text: &str) -> String {
        let reading = document_from_bytes("a.txt", text.as_bytes(), &ReadOptions::default()).expect("text");
        reading.document.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn cut_words_are_joined_and_real_hyphens_stay() {
        let text = "The government said on Monday that the well-known actor and the inter-\nnational strike would end soon. It was a long day for all of the peo-\n\
                    ple who had been waiting in the harbour since the early morning, and no-\nbody knew when the ferry would finally leave the small island. The well-\n\
                    known minister promised that a second boat would come before the 24-\nhour strike, as the captain of the other ship had told the Anglo-\nSaxon sailors who were there that day - or so he said to them -\nand left.\n";
        let joined = words(text);
        for word in [
            "international strike",
            "the people who",
            "nobody knew",
            "The well-known minister",
            "24-hour",
            "Anglo-Saxon",
            "them - and",
        ] {
            assert!(joined.contains(word), "{word}: {joined}");
        }
        let french = "Il n’y avait plus personne dans la rue quand le vieux docteur revint peut-\nêtre une heure plus tard, et « qui donc est là ? » deman-\nda-t-il à la concierge qui lavait les marches, mais celle-\n\
                      ci ne répondit pas. « Venez », dit-\nelle enfin aux enfants.\n";
        let joined = words(french);
        for word in ["peut-être", "demanda-t-il", "celle-ci", "dit-elle"] {
            assert!(joined.contains(word), "{word}: {joined}");
        }
    }

    #[test]
    fn places_in_the_file_are_kept() {
        let text = "The government said on Monday that the actor and the inter-\nnational strike would end soon. It was a long day for all of the peo-\nple here.\n\nThe end.";
        let reading = document_from_bytes("a.txt", text.as_bytes(), &ReadOptions::default()).expect("text");
        let doc = &reading.document.text;
        let place = |word: &str| reading.origin.positions.line_and_column(doc, doc.find(word).expect("there"));
        assert_eq!(place("strike"), Some((2, 10)));
        assert_eq!(place("long"), Some((2, 42)));
        assert_eq!((place("here"), place("The end")), (Some((3, 5)), Some((5, 1))));
        assert_eq!(reading.document.blocks.last().map(|b| b.span.of(doc)), Some("The end."));
    }
}
