//! Splits plain text into blocks: which line breaks end a paragraph, and which only wrap a line.
//!
//! An empty line always ends a block. A single line break ends one too, unless the text is *folded* (hard
//! wrapped): its lines were broken at a margin because the next word would not have fitted. Folding is
//! first detected for the whole text (mail and old e-books wrap everything), then by paragraph. `Share on
//! facebook` above `Share on twitter` stays two blocks, because short lines were not broken at a margin.

mod hyphens;
mod pages;

pub(crate) use pages::{Pages, joined as joined_pages};

use calque_text::{Block, BlockKind, Document, FilePositions, Lang, Span};

/// The narrowest margin, in characters, at which text is folded.
const NARROWEST: usize = 40;
/// The narrowest margin of a column that is folded without exception.
const NARROWEST_COLUMN: usize = 28;
/// The widest margin, in characters; a longer line is a paragraph of its own.
const WIDEST: usize = 140;

/// A line: its trimmed span, and its length and first word's length in characters.
#[derive(Clone, Copy, Debug)]
struct Line {
    span: Span,
    chars: usize,
    first_word: usize,
}

/// Splits `text` (line ends already `\n`) into blocks; words that folding has cut are joined.
pub(crate) fn document(text: String) -> (Document, FilePositions) {
    let paragraphs = paragraphs(&text);
    let margin = margin(&paragraphs);
    let mut blocks = Vec::with_capacity(paragraphs.len());
    for lines in &paragraphs {
        let margin = margin.or_else(|| own_margin(lines));
        push_blocks(&text, lines, margin, &mut blocks);
    }
    mark_title(&text, &mut blocks);
    let (text, positions) = hyphens::joined(&text, &mut blocks).unwrap_or((text, FilePositions::Same));
    (Document { lang: Lang::UND, text, blocks }, positions)
}

/// Groups of lines without an empty line between them.
fn paragraphs(text: &str) -> Vec<Vec<Line>> {
    let mut out: Vec<Vec<Line>> = Vec::new();
    let (mut at, mut open) = (0, false);
    for raw in text.split('\n') {
        let line = raw.trim();
        if line.is_empty() {
            open = false;
        } else {
            let start = at + (raw.len() - raw.trim_start().len());
            // Only lines that could have been folded are measured; the rest are long.
            let (chars, first_word) = if line.len() > 4 * WIDEST {
                (line.len() / 2, 0)
            } else {
                (line.chars().count(), line.split(char::is_whitespace).next().map_or(0, |w| w.chars().count()))
            };
            let line = Line { span: Span::new(start, start + line.len()), chars, first_word };
            match out.last_mut() {
                Some(last) if open => last.push(line),
                _ => out.push(vec![line]),
            }
            open = true;
        }
        at += raw.len() + 1;
    }
    out
}

/// The margin of a text that is folded as a whole.
fn margin(paragraphs: &[Vec<Line>]) -> Option<usize> {
    let breaks = || paragraphs.iter().flat_map(|p| p.windows(2));
    let mut lengths: Vec<usize> = breaks().map(|pair| pair[0].chars).filter(|&n| n <= WIDEST).collect();
    lengths.sort_unstable();
    let width = *lengths.get(lengths.len().checked_sub(1)? * 98 / 100)?;
    let total = breaks().count();
    let folded = breaks().filter(|pair| is_fold(pair[0], pair[1], width)).count();
    let wide = total >= 5 && width >= NARROWEST && folded * 10 >= total * 7;
    let column = total >= 6 && width >= NARROWEST_COLUMN && folded * 20 >= total * 19;
    (wide || column).then_some(width)
}

/// The margin of one folded paragraph in a text that is not folded as a whole.
fn own_margin(lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|l| l.chars).max()?;
    let fits = lines.len() >= 4 && (NARROWEST..=WIDEST).contains(&width)
        || lines.len() >= 7 && (NARROWEST_COLUMN..NARROWEST).contains(&width);
    (fits && lines.windows(2).all(|pair| is_fold(pair[0], pair[1], width))).then_some(width)
}

/// Whether the break after `line` was forced: the next word did not fit.
fn is_fold(line: Line, next: Line, width: usize) -> bool {
    // Some slack: later edits make margins uneven.
    line.chars <= WIDEST && line.chars + 1 + next.first_word + 2 > width
}

fn push_blocks(text: &str, lines: &[Line], margin: Option<usize>, blocks: &mut Vec<Block>) {
    let mut open: Option<Block> = None;
    for (i, line) in lines.iter().enumerate() {
        let item = is_item(line.span.of(text));
        let joins = i > 0 && !item && continues(text, lines[i - 1], *line, margin);
        match &mut open {
            Some(block) if joins => block.span.end = line.span.end,
            _ => {
                blocks.extend(open.take());
                let kind = if item { BlockKind::ListItem } else { BlockKind::Paragraph };
                open = Some(Block::new(line.span, kind));
            }
        }
    }
    blocks.extend(open);
}

/// Whether `line` continues the sentence of `before`.
fn continues(text: &str, before: Line, line: Line, margin: Option<usize>) -> bool {
    if margin.is_some_and(|width| is_fold(before, line, width)) || is_cut(text, before, line) {
        return true;
    }
    // A sentence broken in the middle: a long line without final punctuation, then a lower-case letter.
    let unfinished = !before.span.of(text).ends_with(['.', '!', '?', '…', ':', ';', '»', '”', '"', ')']);
    let small = line.span.of(text).chars().next().is_some_and(char::is_lowercase);
    (NARROWEST..=WIDEST).contains(&before.chars) && unfinished && small
}

/// Whether a word is cut between two lines: a hyphen behind a letter, a small letter in the next line.
fn is_cut(text: &str, before: Line, line: Line) -> bool {
    let mut last = before.span.of(text).chars().rev();
    let hyphen = matches!(last.next(), Some('-' | '\u{2010}')) && last.next().is_some_and(char::is_alphabetic);
    hyphen && before.chars >= NARROWEST_COLUMN && line.span.of(text).starts_with(char::is_lowercase)
}

/// Whether a line begins with a bullet.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    matches!(chars.next(), Some('•' | '◦' | '▪' | '‣' | '*')) && chars.next().is_some_and(char::is_whitespace)
}

/// Makes a short first line without a full stop the title.
fn mark_title(text: &str, blocks: &mut [Block]) {
    let &mut [ref mut first, second, ..] = blocks else { return };
    let line = first.span.of(text);
    let apart = text.get(first.span.end..second.span.start).is_some_and(|gap| gap.matches('\n').count() > 1);
    let short = line.len() <= 300 && !line.contains('\n');
    let words = before_closers(line);
    let open_ended = !words.ends_with(['.', '!', '…', ':', ';', ',']) && !has_sentence_end(words);
    if first.kind == BlockKind::Paragraph && apart && short && open_ended {
        first.kind = BlockKind::Heading(1);
    }
}

/// A line without what closes it after its last mark: `gone."`, `there. [1]`, `fine. 😀`.
fn before_closers(line: &str) -> &str {
    let closes = |c: char| !c.is_alphanumeric() && !".!?…:;,".contains(c);
    let words = line.trim_end_matches(closes);
    match words.rsplit_once('[') {
        Some((text, note)) if line.ends_with(']') && note.bytes().all(|b| b.is_ascii_digit()) => {
            text.trim_end_matches(closes)
        }
        _ => words,
    }
}

/// Whether a sentence ends inside a line: after a whole word in small letters, before a capital.
fn has_sentence_end(line: &str) -> bool {
    line.match_indices(". ").any(|(at, mark)| {
        let word = line[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        word.chars().count() >= 4
            && word.chars().all(char::is_lowercase)
            && line[at + mark.len()..].trim_start().starts_with(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let doc = document(text.to_owned()).0;
        doc.blocks.iter().map(|b| b.span.of(&doc.text).replace('\n', "⏎")).collect()
    }

    #[test]
    fn share_links_stay_apart() {
        let text = "A headline\n\nShare on facebook\nShare on twitter\n\nThe text begins.";
        assert_eq!(blocks(text), ["A headline", "Share on facebook", "Share on twitter", "The text begins."]);
        let doc = document(text.to_owned()).0;
        assert_eq!(doc.blocks[0].kind, BlockKind::Heading(1));
        assert_eq!(doc.blocks[1].kind, BlockKind::Paragraph);
    }

    #[test]
    fn a_first_paragraph_is_no_title() {
        let kind = |first: &str| document(format!("{first}\n\nThe text goes on.")).0.blocks[0].kind;
        assert_eq!(kind("A bridge, at last"), BlockKind::Heading(1));
        assert_eq!(kind("Will the bridge hold?"), BlockKind::Heading(1));
        assert_eq!(kind("“A bridge at last”"), BlockKind::Heading(1));
        for first in [
            "She said: “It will hold.”",
            "It held. [1]",
            "It held (they say.)",
            "It held. 😀",
            "It was late. He went on to https://a.example/b",
        ] {
            assert_eq!(kind(first), BlockKind::Paragraph, "{first}");
        }
    }

    #[test]
    fn folded_text_is_unfolded() {
        let text = "The ambassador said on Tuesday that nothing had\nbeen decided yet and that the talks would go on\n\
                    for as long as they had to. Nobody who was near\nthe building that morning saw him leave it, and\n\
                    the guards said nothing.\n\nA second paragraph, folded at the same margin as\nthe first one was.";
        assert_eq!(blocks(text).len(), 2);
    }

    #[test]
    fn narrow_columns_are_unfolded() {
        let text = "The ambassador said on Tuesday that\nnothing had been decided yet and that\nthe talks would go on for as long as\n\
                    they had to. Nobody who was near the\nbuilding that morning saw him leave\nit, and none of the guards would say\n\
                    anything, whatever they were asked by\nthe crowd.";
        assert_eq!(blocks(text).len(), 1);
    }

    #[test]
    fn one_paragraph_a_line_is_kept() {
        let text = "The ambassador said on Tuesday that nothing had been decided yet and that the talks would go on for \
                    as long as they had to, whatever was written about them.\nHe left.\nNobody who was near the building \
                    that morning saw him.\nThe guards said nothing.\nThen it rained.\nIt rained all day.\nAll night too.";
        assert_eq!(blocks(text).len(), 7);
    }

    #[test]
    fn verse_and_dialogue_are_kept() {
        let text = "Demain, dès l’aube, à l’heure où blanchit la campagne,\nJe partirai. Vois-tu, je sais que tu m’attends.\n\
                    J’irai par la forêt, j’irai par la montagne.\nJe ne puis demeurer loin de toi plus longtemps.\n\n\
                    — Tu viens ?\n— Non.\n— Pourquoi ?";
        assert_eq!(blocks(text).len(), 7);
    }

    #[test]
    fn a_broken_sentence_is_mended() {
        assert_eq!(
            blocks("Une phrase assez longue coupée par mégarde au\nmilieu de la ligne.\nPuis une autre."),
            ["Une phrase assez longue coupée par mégarde au⏎milieu de la ligne.", "Puis une autre."]
        );
    }

    #[test]
    fn bullets_are_items() {
        let doc = document("Menu :\n• du pain\n• du vin".into()).0;
        assert_eq!(
            doc.blocks.iter().map(|b| b.kind).collect::<Vec<_>>(),
            [BlockKind::Paragraph, BlockKind::ListItem, BlockKind::ListItem]
        );
    }

    #[test]
    fn spans_are_in_order_and_inside() {
        for text in ["", "\n\n", "  é  \n\n\t\u{a0}x\n", "a\nb\n\nc"] {
            let doc = document(text.to_owned()).0;
            let mut end = 0;
            for b in &doc.blocks {
                assert!(b.span.start >= end && !b.span.of(&doc.text).is_empty());
                assert_eq!(b.span.of(&doc.text), b.span.of(&doc.text).trim());
                end = b.span.end;
            }
        }
    }
}
