//! Reads AsciiDoc: the part of the language that manuals and books use.
//!
//! Read are sections, paragraphs, lists of all kinds, tables, quotations, admonitions, titles of blocks, descriptions
//! of images, and footnotes (at the end); attributes are put in where they are used, formatting and addresses of
//! links are omitted. Both branches of conditions are text, since a translation has both. Code keeps its kind. Not
//! text, and counted: comments, formulas, the names of files to be included, and blocks that are not known.

mod inline;
mod lines;
mod table;

use super::builder::{DocumentBuilder, is_directive};
use super::html;
use calque_text::{BlockKind, LeftOutReason};
use inline::Inline;
use lines::{Fence, Line};
use std::collections::HashMap;
use std::ops::Range;

/// Blocks inside of blocks, at most; what is deeper is read as if it stood at this depth.
const DEEPEST: usize = 24;
/// Labels that begin a paragraph of an admonition.
const ADMONITIONS: [&str; 5] = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "];

/// Reads a text.
pub(crate) fn document(source: &str) -> DocumentBuilder {
    let inline = Inline::new(4 * source.len() + (1 << 16));
    let mut reader = Reader { out: DocumentBuilder::default(), inline };
    let lines = Lines::of(source);
    reader.inline.titles = lines.titles();
    reader.blocks(&lines, 0..lines.all.len(), BlockKind::Paragraph, 0);
    for note in std::mem::take(&mut reader.inline.notes) {
        reader.out.start(BlockKind::Paragraph);
        reader.out.text(&note);
    }
    reader.out
}

/// Whether a text without a telling name is AsciiDoc: a title of its own kind and another mark of it.
pub(crate) fn is_asciidoc(head: &str) -> bool {
    let title = head.lines().any(|l| l.starts_with("= ") || l.starts_with("== "));
    let mark = |l: &str| {
        matches!(lines::read(l), Line::Attribute(..) | Line::Fence(Fence::Table('|')))
            || matches!(lines::read(l), Line::Macro("include" | "image" | "toc" | "ifdef" | "ifndef", ..))
            || ["[source", "[NOTE]", "[TIP]", "[WARNING]", "[IMPORTANT]", "[[", "[#"].iter().any(|m| l.starts_with(m))
    };
    title && head.lines().any(mark)
}

/// The lines of a text, and where each line of marks stands.
struct Lines<'a> {
    all: Vec<&'a str>,
    fences: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Lines<'a> {
    fn of(source: &'a str) -> Self {
        let all: Vec<&str> = source.lines().map(str::trim_end).collect();
        let mut fences: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, line) in all.iter().enumerate() {
            if matches!(lines::read(line), Line::Fence(_)) {
                fences.entry(closing(line)).or_default().push(i);
            }
        }
        Self { all, fences }
    }

    /// The titles of sections that have a name (`[[name]]`, `[#name]`) in the line before.
    fn titles(&self) -> HashMap<String, String> {
        const LONGEST: usize = 200;
        let named = |pair: &[&str]| {
            let name = pair[0].strip_prefix("[[").and_then(|l| l.strip_suffix("]]"));
            let name = name.or_else(|| pair[0].strip_prefix("[#").and_then(|l| l.strip_suffix(']')))?;
            let Line::Heading(_, title) = lines::read(pair[1]) else { return None };
            (title.len() <= LONGEST).then(|| (name.split(',').next().unwrap_or(name).to_owned(), title.to_owned()))
        };
        self.all.windows(2).filter_map(named).collect()
    }

    /// The line that closes the block opened by line `at`.
    fn close(&self, at: usize, end: usize) -> Option<usize> {
        let places = self.fences.get(closing(self.all[at]))?;
        places.get(places.partition_point(|&p| p <= at)).copied().filter(|&p| p < end)
    }
}

/// The line that closes a block with this first line; a fence of Markdown names a language only where it opens.
fn closing(line: &str) -> &str {
    if line.starts_with("```") { "```" } else { line }
}

/// What the line of attributes before a block says of it.
#[derive(Default)]
struct BlockAttributes {
    style: String,
    /// Who is quoted, and where it stands.
    attribution: Vec<String>,
}

impl BlockAttributes {
    fn read(&mut self, inside: &str) {
        if inside.starts_with('[') {
            return;
        }
        let mut values = inside.split(',').map(|v| v.trim().trim_matches('"'));
        let style = values.next().unwrap_or("");
        let style = style.split(['#', '.', '%']).next().unwrap_or("");
        if !style.is_empty() && !style.contains('=') {
            style.clone_into(&mut self.style);
        }
        if matches!(self.style.as_str(), "quote" | "verse") {
            self.attribution = values.filter(|v| !v.is_empty() && !v.contains('=')).map(str::to_owned).collect();
        }
    }

    fn is(&self, styles: &[&str]) -> bool {
        styles.contains(&self.style.as_str())
    }

    fn is_code(&self) -> bool {
        self.is(&["source", "listing", "literal"])
    }

    fn is_formula(&self) -> bool {
        self.is(&["stem", "latexmath", "asciimath"])
    }
}

struct Reader {
    out: DocumentBuilder,
    inline: Inline,
}

impl Reader {
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
            "image" => self.block(BlockKind::Caption, &inline::alt(inside)),
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
            Fence::Table(mark) => table::read(self, &text(), mark, attributes.is(&["csv"]), depth),
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

/// The text from `first` on that goes on in the lines from `at`; an item ends where the next one begins.
fn running(lines: &Lines<'_>, mut at: usize, end: usize, first: &str, item: bool) -> (String, usize) {
    let mut text = first.to_owned();
    while at < end {
        let line = lines.all[at];
        match lines::read(line) {
            Line::Empty | Line::Fence(_) | Line::BlockAttributes(_) | Line::Continuation => break,
            Line::Item(_) | Line::Term(..) | Line::Attribute(..) | Line::Macro(..) if item => break,
            Line::Macro("ifdef" | "ifndef", _, words) if !words.is_empty() => break,
            Line::Comment(_) | Line::Macro("ifdef" | "ifndef" | "ifeval" | "endif", ..) => {}
            _ => {
                text.push('\n');
                text.push_str(if item { line.trim_start() } else { line });
            }
        }
        at += 1;
    }
    (text, at)
}

/// The level of a title that a line of marks underlines.
fn underlined(title: &str, under: &str) -> Option<u8> {
    let mark = under.chars().next()?;
    let level = "=-~^+".find(mark)? as u8 + 1;
    let (marks, width) = (under.chars().count(), title.chars().count());
    let fits = marks >= 3 && marks.abs_diff(width) <= 1 && under.chars().all(|c| c == mark);
    (fits && title.contains(char::is_alphanumeric) && !title.starts_with(' ')).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn blocks(source: &str) -> Vec<String> {
        let doc = document(source).finish();
        doc.blocks.iter().map(|b| format!("{:?}: {}", b.kind, b.span.of(&doc.text))).collect()
    }

    #[test]
    fn blocks_keep_their_kind_and_order() {
        let source = "= The dam\nAnn Author <a@b.example>\nv1, 2024\n:product: Calque\n\nFirst lines\nof *{product}*. +\nA new line.\n\n\
                      == Walls\n\n.What to know\n[NOTE]\n====\nIt is high.\n\n* one\ngoes on\n** two\n+\nattached\n====\n\nTIP: Take care.\n\n\
                      term:: what it means\nother::\n  more of it\n\n[source,ruby]\n----\nputs 1 # <1>\n----\n<1> It prints.\n\n\
                      image::dam.png[The dam, 200]\n\n[quote, Roy, A book]\n____\nHe said so.\n____\n\n// no\n////\nnot this\n////\n\n literal\n\nEnd.footnote:[A note.]\n";
        assert_eq!(
            blocks(source),
            [
                "Heading(1): The dam",
                "Paragraph: First lines of Calque.",
                "Paragraph: A new line.",
                "Heading(2): Walls",
                "Caption: What to know",
                "Paragraph: It is high.",
                "ListItem: one goes on",
                "ListItem: two",
                "ListItem: attached",
                "Paragraph: Take care.",
                "ListItem: term",
                "ListItem: what it means",
                "ListItem: other",
                "ListItem: more of it",
                "Code: puts 1 # <1>",
                "ListItem: It prints.",
                "Caption: The dam",
                "Quote: He said so.",
                "Caption: Roy",
                "Caption: A book",
                "Code:  literal",
                "Paragraph: End.",
                "Paragraph: A note.",
            ]
        );
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let mut out = document("A b.\n\n// one two\n\ninclude::part.adoc[]\n\nchart::bar[three four five]\n");
        let account = out.take_account();
        let words: Vec<_> = account.entries().iter().map(|e| (e.why, e.words)).collect();
        assert_eq!(words, [(LeftOutReason::Comment, 2), (LeftOutReason::Included, 1), (LeftOutReason::Unknown, 3)]);
    }

    #[test]
    fn references_show_the_titles_of_sections() {
        let source = "[[walls]]\n== The walls\n\nSee <<walls>>, <<walls,above>> and <<other>>.";
        assert_eq!(blocks(source)[1], "Paragraph: See The walls, above and other.");
    }

    #[test]
    fn conditions_and_open_blocks_lose_nothing() {
        assert_eq!(
            blocks("ifdef::x[]\nOne.\nendif::[]\nifndef::x[Two.]\n\n----\nThree is not closed.\n\n====\nFour.\n"),
            ["Paragraph: One.", "Paragraph: Two.", "Paragraph: Three is not closed.", "Paragraph: Four."]
        );
    }

    #[test]
    fn depth_is_bounded() {
        let mut source = String::new();
        for n in 0..2000 {
            source.push_str(&"=".repeat(4 + n));
            source.push('\n');
        }
        source.push_str("Deep.\n");
        for n in (0..2000).rev() {
            source.push_str(&"=".repeat(4 + n));
            source.push('\n');
        }
        assert!(blocks(&source).iter().any(|b| b.ends_with("Deep.")));
    }
}
