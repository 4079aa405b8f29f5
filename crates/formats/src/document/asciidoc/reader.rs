//! From the lines of a text to blocks: which block begins in a line, how far it goes, and of which kind it is.

use super::attributes::BlockAttributes;
use super::inline::Inline;
use super::lines::{self, Fence, Line};
use super::macros;
use super::source::{Lines, running, underlined};
use super::table;
use crate::document::builder::{DocumentBuilder, is_directive};
use crate::document::html;
use calque_text::{BlockKind, LeftOutReason};
use std::ops::Range;

/// Blocks inside of blocks, at most; what is deeper is read as if it stood at this depth.
const DEEPEST: usize = 24;
/// Labels that begin a paragraph of an admonition.
const ADMONITIONS: [&str; 5] = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "];

/// Reads the lines of a text.
pub(super) struct Reader<'a> {
    source: &'a str,
    out: DocumentBuilder,
    inline: Inline,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let inline = Inline::new(4 * source.len() + (1 << 16));
        Self { source, out: DocumentBuilder::default(), inline }
    }

    /// All blocks, with the notes at the end.
    pub(super) fn read(mut self) -> DocumentBuilder {
        let lines = Lines::of(self.source);
        self.inline.titles = lines.titles();
        self.blocks(&lines, 0..lines.all.len(), BlockKind::Paragraph, 0);
        for note in std::mem::take(&mut self.inline.notes) {
            self.out.start(BlockKind::Paragraph);
            self.out.text(&note);
        }
        self.out
    }

    /// Reads the blocks of some lines; their paragraphs are of this kind.
    fn blocks(&mut self, lines: &Lines<'_>, within: Range<usize>, kind: BlockKind, depth: usize) {
        let (mut at, end) = (within.start, within.end);
        let mut attributes = BlockAttributes::default();
        // Whether there was an item, and whether what follows belongs to it.
        let (mut in_list, mut attached) = (false, false);
        while at < end {
            let line = lines.all[at];
            at += 1;
            let read = lines::read(line);
            if matches!(read, Line::Macro(..) | Line::Fence(_) | Line::Rule) {
                in_list &= attached;
            }
            match read {
                Line::Empty => continue,
                Line::Attribute(name, value) => {
                    at = self.attribute(lines, at, end, name, value);
                    continue;
                }
                Line::Comment(words) => {
                    self.comment(words);
                    continue;
                }
                Line::BlockAttributes(inside) => {
                    attributes.read(inside);
                    in_list &= !inside.is_empty();
                    continue;
                }
                Line::BlockTitle(title) => {
                    self.block(BlockKind::Caption, title);
                    continue;
                }
                Line::Continuation => {
                    attached = in_list;
                    continue;
                }
                Line::Rule => {}
                Line::Heading(level, title) => {
                    let first = self.out.is_empty();
                    self.block(BlockKind::Heading(level), title);
                    in_list = false;
                    if first && level == 1 {
                        at = self.header(lines, at, end);
                    }
                }
                Line::Macro(name, target, inside) => self.block_macro(name, target, inside, kind),
                Line::Fence(fence) => {
                    // A block that nobody closes is no block.
                    if let Some(close) = lines.close(at - 1, end) {
                        self.fenced(lines, at..close, fence, &attributes, kind, depth);
                        at = close + 1;
                    }
                }
                Line::Item(_) | Line::Term(..) if !attributes.is_code() => {
                    in_list = true;
                    at = self.item(lines, at - 1, end);
                }
                _ => {
                    in_list &= attached || line.starts_with([' ', '\t']);
                    at = self.paragraph(
                        lines,
                        at - 1,
                        end,
                        &attributes,
                        if in_list { BlockKind::ListItem } else { kind },
                    );
                }
            }
            (attributes, attached) = (BlockAttributes::default(), false);
        }
    }

    /// Sets an attribute, whose value goes on in the next line after a backslash.
    fn attribute(&mut self, lines: &Lines<'_>, mut at: usize, end: usize, name: &str, value: Option<&str>) -> usize {
        let mut value = value.map(str::to_owned);
        while let Some(text) = value.as_mut().filter(|v| v.ends_with(" \\") && at < end) {
            text.truncate(text.len() - 1);
            text.push_str(lines.all[at].trim().trim_start_matches("+ "));
            at += 1;
        }
        self.inline.set(name, value.as_deref());
        at
    }

    fn comment(&mut self, words: &str) {
        if is_directive(words) {
            self.out.comment(words);
        } else {
            self.out.left_out(LeftOutReason::Comment, words);
        }
    }

    /// The lines right below the title: authors, a revision, attributes.
    fn header(&mut self, lines: &Lines<'_>, mut at: usize, end: usize) -> usize {
        while at < end {
            let line = lines.all[at];
            match lines::read(line) {
                Line::Text => self.out.left_out(LeftOutReason::Metadata, line),
                Line::Attribute(name, value) => {
                    at = self.attribute(lines, at + 1, end, name, value);
                    continue;
                }
                Line::Comment(words) => self.comment(words),
                _ => break,
            }
            at += 1;
        }
        at
    }

    fn block(&mut self, kind: BlockKind, text: &str) {
        let words = self.inline.plain(text);
        self.out.start(kind);
        self.out.text(&words);
        self.out.start(BlockKind::Paragraph);
    }

    fn block_macro(&mut self, name: &str, target: &str, inside: &str, kind: BlockKind) {
        match name {
            "image" => self.block(BlockKind::Caption, &macros::alt(inside)),
            "include" => self.out.left_out(LeftOutReason::Included, target),
            "ifdef" | "ifndef" if !inside.is_empty() => self.block(kind, inside),
            "ifdef" | "ifndef" | "ifeval" | "endif" | "toc" | "video" | "audio" => {}
            _ => self.out.left_out(LeftOutReason::Unknown, inside),
        }
    }

    /// A block between lines of marks.
    fn fenced(
        &mut self,
        lines: &Lines<'_>,
        within: Range<usize>,
        fence: Fence,
        attributes: &BlockAttributes,
        kind: BlockKind,
        depth: usize,
    ) {
        let text = || lines.all[within.clone()].join("\n");
        match fence {
            Fence::Comment => self.out.left_out(LeftOutReason::Comment, &text()),
            _ if attributes.is(&["comment"]) => self.out.left_out(LeftOutReason::Comment, &text()),
            _ if attributes.is_formula() => self.out.left_out(LeftOutReason::Formula, &text()),
            Fence::Verbatim => self.code(&text()),
            Fence::Container if attributes.is_code() => self.code(&text()),
            Fence::Passthrough => {
                html::fragment(&text(), &mut self.out);
                self.out.start(BlockKind::Paragraph);
            }
            Fence::Table(mark) => self.table(&text(), mark, attributes.is(&["csv"]), depth),
            Fence::Quote | Fence::Container if attributes.is(&["verse"]) => {
                lines.all[within].iter().for_each(|line| self.block(BlockKind::Quote, line));
                self.attribution(attributes);
            }
            Fence::Quote | Fence::Container => {
                let quote = fence == Fence::Quote || attributes.is(&["quote"]);
                let kind = if quote { BlockKind::Quote } else { kind };
                if depth < DEEPEST {
                    self.blocks(lines, within, kind, depth + 1);
                } else {
                    lines.all[within].iter().for_each(|line| self.block(kind, line));
                }
                self.attribution(attributes);
            }
        }
    }

    fn table(&mut self, text: &str, mark: char, csv: bool, depth: usize) {
        for cell in table::cells(text, mark, csv) {
            let own = Lines::of(&cell.text);
            let structured = own.all.iter().any(|l| !matches!(lines::read(l), Line::Text | Line::Empty));
            if depth < DEEPEST && !cell.is_plain && structured {
                self.blocks(&own, 0..own.all.len(), BlockKind::Cell, depth + 1);
            } else {
                cell.text.split("\n\n").for_each(|paragraph| self.lines_of(BlockKind::Cell, paragraph.trim()));
            }
        }
    }

    fn code(&mut self, text: &str) {
        self.out.start(BlockKind::Code);
        self.out.verbatim(text);
        self.out.start(BlockKind::Paragraph);
    }

    fn attribution(&mut self, attributes: &BlockAttributes) {
        for who in &attributes.attribution {
            self.block(BlockKind::Caption, who);
        }
    }

    /// An item or a term, with the lines that go on with it; returns the line after it.
    fn item(&mut self, lines: &Lines<'_>, at: usize, end: usize) -> usize {
        let first = match lines::read(lines.all[at]) {
            Line::Term(term, words) => {
                self.block(BlockKind::ListItem, term);
                words
            }
            Line::Item(words) => words,
            _ => "",
        };
        let (text, next) = running(lines, at + 1, end, first, true);
        self.lines_of(BlockKind::ListItem, text.trim_start_matches(|c: char| c.is_whitespace()));
        next
    }

    /// A paragraph from line `at` on; returns the line after it.
    fn paragraph(
        &mut self,
        lines: &Lines<'_>,
        at: usize,
        end: usize,
        attributes: &BlockAttributes,
        kind: BlockKind,
    ) -> usize {
        let first = lines.all[at];
        if let Some(level) = lines.all[..end].get(at + 1).and_then(|under| underlined(first, under)) {
            let top = self.out.is_empty();
            self.block(BlockKind::Heading(level), first);
            return if top && level == 1 { self.header(lines, at + 2, end) } else { at + 2 };
        }
        let literal = first.starts_with([' ', '\t']) && kind != BlockKind::ListItem;
        let (text, next) = running(lines, at + 1, end, first, false);
        if attributes.is_formula() {
            self.out.left_out(LeftOutReason::Formula, &text);
        } else if attributes.is(&["comment"]) {
            self.out.left_out(LeftOutReason::Comment, &text);
        } else if attributes.is_code() || literal {
            self.code(&text);
        } else if attributes.is(&["verse"]) {
            text.lines().for_each(|line| self.block(BlockKind::Quote, line));
        } else {
            let quoted = text.starts_with("> ");
            let text = if quoted { text.replace("\n> ", "\n") } else { text };
            let text = ADMONITIONS.iter().find_map(|label| text.strip_prefix(label)).unwrap_or(&text);
            let kind = if quoted || attributes.is(&["quote"]) { BlockKind::Quote } else { kind };
            self.lines_of(kind, text.strip_prefix("> ").unwrap_or(text));
        }
        self.attribution(attributes);
        next
    }

    /// A text whose lines may end with a break (` +`).
    fn lines_of(&mut self, kind: BlockKind, text: &str) {
        for part in text.split(" +\n") {
            self.block(kind, part.strip_suffix(" +").unwrap_or(part));
        }
    }
}
