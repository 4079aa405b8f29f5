//! Reads reStructuredText, also with what Sphinx adds.
//!
//! Read are sections, paragraphs, lists of all kinds, tables, quotations, directives with words in them, descriptions
//! of images and figures, notes; substitutions are put in where they are used, roles and references give their words.
//! Code keeps its kind. Not text, and counted: comments, formulas, fields at the top, the names of files to be
//! included, and directives for programs. A directive that is not known is read as one with words.

mod directives;
mod inline;
mod lines;
mod tables;

use super::builder::{DocumentBuilder, is_directive};
use calque_text::{BlockKind, LeftOutReason};
use inline::Inline;
use lines::{Enumerator, enumerator, field, indent, is_adornment, region, under};
use std::collections::HashMap;

/// Blocks inside of blocks, at most; what is deeper is read line by line.
const DEEPEST: usize = 24;
/// Fields at the top with at least so many words are text.
const RUNNING: usize = 8;
/// The longest value of a substitution, in bytes.
const LONGEST_VALUE: usize = 4096;

/// Reads a text.
pub(crate) fn document(source: &str) -> DocumentBuilder {
    let source = source.replace('\t', "        ");
    let lines: Vec<&str> = source.lines().map(str::trim_end).collect();
    let mut reader = Reader {
        out: DocumentBuilder::default(),
        inline: Inline { may_insert: 4 * source.len() + (1 << 16), ..Inline::default() },
        levels: HashMap::new(),
        begun: false,
    };
    reader.definitions(&lines);
    reader.blocks(&lines, BlockKind::Paragraph, 0);
    reader.out
}

/// Whether a text without a telling name is reStructuredText: a directive or a role, and a title that is underlined.
pub(crate) fn is_rst(head: &str) -> bool {
    let lines: Vec<&str> = head.lines().map(str::trim_end).collect();
    let title = lines.windows(2).any(|l| is_title(l[0], l[1]));
    let directive = |l: &&str| {
        l.trim_start().strip_prefix(".. ").is_some_and(|l| {
            l.starts_with('_') && l.contains(':')
                || directives::head(l).is_some_and(|(name, _)| directives::is_known(name))
        })
    };
    title && (lines.iter().any(directive) || head.contains(":ref:`") || head.contains("`_"))
}

struct Reader {
    out: DocumentBuilder,
    inline: Inline,
    /// The level of each kind of underlining, in the order in which they are met.
    levels: HashMap<(char, bool), u8>,
    /// Whether the text has begun: fields before it say something about it.
    begun: bool,
}

impl Reader {
    /// Collects the substitutions of the whole text, which may stand behind their use.
    fn definitions(&mut self, lines: &[&str]) {
        for (at, line) in lines.iter().enumerate() {
            let explicit = line.trim_start().strip_prefix(".. |");
            let Some((name, rest)) = explicit.and_then(|t| t.split_once("| ")) else { continue };
            let alt = || {
                let options = lines[at + 1..].iter().map(|l| l.trim()).take_while(|l| field(l).is_some());
                options.filter_map(field).find(|(name, _)| *name == "alt").map_or("", |(_, words)| words).to_owned()
            };
            let value = match directives::head(rest) {
                Some(("replace", value)) => value.trim().to_owned(),
                Some(("unicode", codes)) => directives::characters(codes),
                Some(("image", _)) => alt(),
                _ => String::new(),
            };
            if value.len() <= LONGEST_VALUE {
                let value = self.inline.plain(&value);
                self.inline.substitutions.insert(name.to_lowercase(), value);
            }
        }
    }

    /// Reads blocks; their paragraphs are of this kind.
    fn blocks(&mut self, lines: &[&str], kind: BlockKind, depth: usize) {
        if depth > DEEPEST {
            lines.iter().for_each(|line| self.block(kind, line.trim()));
            return;
        }
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at];
            at = if line.is_empty() {
                at + 1
            } else if indent(line) > 0 {
                let (part, next) = region(lines, at, 1);
                self.blocks(
                    &under(part),
                    if kind == BlockKind::Paragraph { BlockKind::Quote } else { kind },
                    depth + 1,
                );
                next
            } else if line == ".." || line.starts_with(".. ") {
                let (part, next) = region(lines, at + 1, 1);
                self.explicit(line[2..].trim_start(), &under(part), kind, depth);
                next
            } else if line.starts_with("__ ") {
                at + 1
            } else if let Some(next) = self.title(lines, at) {
                next
            } else if is_adornment(line) && line.len() >= 4 && !tables::is_border(line) {
                at + 1
            } else if let Some(next) = self.table(lines, at, depth) {
                next
            } else if let Some(next) = self.list(lines, at, kind, depth) {
                next
            } else {
                self.paragraph(lines, at, kind, depth)
            };
        }
    }

    fn block(&mut self, kind: BlockKind, text: &str) {
        self.begun |= !matches!(kind, BlockKind::Heading(_));
        let words = self.inline.plain(text);
        self.out.start(kind);
        self.out.text(&words);
        self.out.start(BlockKind::Paragraph);
    }

    fn code(&mut self, lines: &[&str]) {
        self.begun = true;
        self.out.start(BlockKind::Code);
        self.out.verbatim(lines.join("\n").trim_matches('\n'));
        self.out.start(BlockKind::Paragraph);
    }

    /// A title with a line under it, perhaps also one over it.
    fn title(&mut self, lines: &[&str], at: usize) -> Option<usize> {
        let (line, next) = (lines[at], *lines.get(at + 1)?);
        let (title, mark, over, end) = if is_adornment(line) {
            let under = *lines.get(at + 2)?;
            let same = under.starts_with(line.chars().next()?) && is_adornment(under) && !next.is_empty();
            same.then_some((next, under, true, at + 3))?
        } else {
            is_title(line, next).then_some((line, next, false, at + 2))?
        };
        let new = self.levels.len() as u8 + 1;
        let level = *self.levels.entry((mark.chars().next()?, over)).or_insert(new);
        self.block(BlockKind::Heading(level.min(6)), title.trim());
        Some(end)
    }

    fn table(&mut self, lines: &[&str], at: usize, depth: usize) -> Option<usize> {
        let line = lines[at];
        let (cells, end) = if line.starts_with("+-") && line.ends_with('+') {
            let end = (at..lines.len()).find(|&i| !lines[i].starts_with(['+', '|'])).unwrap_or(lines.len());
            (tables::grid(&lines[at..end]), end)
        } else if tables::is_border(line) {
            // It ends with a border before an empty line.
            let ends = |i: &usize| tables::is_border(lines[*i]) && lines.get(i + 1).is_none_or(|l| l.is_empty());
            let end = (at + 1..lines.len()).take_while(|&i| indent(lines[i]) == 0 || i > at).find(ends)? + 1;
            (tables::columns(&lines[at..end]), end)
        } else {
            return None;
        };
        for cell in cells {
            let cell: Vec<&str> = cell.iter().map(|l| l.trim_end()).collect();
            self.blocks(&under(&cell), BlockKind::Cell, depth + 1);
        }
        Some(end)
    }

    /// An item of a list, a field, an option, a line of verse, a session of a console, or a term.
    fn list(&mut self, lines: &[&str], at: usize, kind: BlockKind, depth: usize) -> Option<usize> {
        let line = lines[at];
        let next = lines.get(at + 1).copied().unwrap_or("");
        let item = if kind == BlockKind::Cell { kind } else { BlockKind::ListItem };
        let width = match enumerator(line) {
            Some(Enumerator { width, sure }) => {
                let goes_on = next.is_empty() || indent(next) >= width || enumerator(next).is_some();
                (sure || goes_on).then_some(width)
            }
            None => None,
        };
        if let Some(width) = width {
            let (part, end) = region(lines, at + 1, width.min(line.len()).max(1));
            let mut own = vec![line.get(width..).unwrap_or("")];
            own.extend(part.iter().map(|l| l.get(width.min(indent(l))..).unwrap_or("")));
            self.blocks(&own, item, depth + 1);
            return Some(end);
        }
        if let Some((name, words)) = field(line) {
            let (part, end) = region(lines, at + 1, 1);
            let (words, body) = (words.to_owned(), under(part));
            // An abstract is text, the name of an author is none.
            let running = words.split_whitespace().count() + body.iter().flat_map(|l| l.split_whitespace()).count();
            if !self.begun && depth == 0 && running < RUNNING {
                self.out.left_out(LeftOutReason::Metadata, &format!("{words} {}", body.join(" ")));
            } else {
                self.block(item, name);
                self.with_first(&words, &body, item, depth);
            }
            return Some(end);
        }
        if line.starts_with("| ") || line == "|" {
            self.block(kind, line[1..].trim());
            return Some(at + 1);
        }
        if line.starts_with(">>> ") {
            let end = (at..lines.len()).find(|&i| lines[i].is_empty()).unwrap_or(lines.len());
            self.code(&lines[at..end]);
            return Some(end);
        }
        if let Some((option, words)) = lines::option(line, next) {
            let (part, end) = region(lines, at + 1, 1);
            self.code(&[option]);
            self.with_first(words, &under(part), item, depth);
            return Some(end);
        }
        if indent(next) > 0 && !line.ends_with("::") {
            let (part, end) = region(lines, at + 1, 1);
            self.block(item, line);
            self.blocks(&under(part), item, depth + 1);
            return Some(end);
        }
        None
    }

    /// Blocks of which the first line stands apart from the others.
    fn with_first(&mut self, first: &str, body: &[&str], kind: BlockKind, depth: usize) {
        let mut own = vec![first];
        own.extend(body);
        self.blocks(&own, kind, depth + 1);
    }

    /// A paragraph, and the literal block that `::` at its end announces; returns the line after it.
    fn paragraph(&mut self, lines: &[&str], at: usize, kind: BlockKind, depth: usize) -> usize {
        let ends = |i: &usize| lines[*i].is_empty() || indent(lines[*i]) > 0;
        let mut end = (at + 1..lines.len()).find(ends).unwrap_or(lines.len());
        let text = lines[at..end].join("\n");
        let Some(words) = text.strip_suffix("::") else {
            self.block(kind, &text);
            return end;
        };
        // `words::` shows one colon, `words ::` none.
        let words =
            if words.is_empty() || words.ends_with([' ', '\n']) { words.trim_end() } else { &text[..text.len() - 1] };
        self.block(kind, words);
        let start = (end..lines.len()).find(|&i| !lines[i].is_empty()).unwrap_or(lines.len());
        if start < lines.len() && indent(lines[start]) > 0 {
            let (part, next) = region(lines, start, 1);
            if depth <= DEEPEST {
                self.code(&under(part));
            }
            end = next;
        }
        end
    }

    /// What begins with `.. `: a target, a note, a substitution, a directive, or a comment.
    fn explicit(&mut self, first: &str, body: &[&str], kind: BlockKind, depth: usize) {
        if first.starts_with('_') && first.contains(':') || first.starts_with('|') && first.contains("::") {
            return;
        }
        if let Some((label, words)) = first.strip_prefix('[').and_then(|t| t.split_once(']'))
            && label.chars().all(|c| c.is_alphanumeric() || "#*-_.:+".contains(c))
        {
            self.with_first(words.trim(), body, kind, depth);
            return;
        }
        if let Some((name, argument)) = directives::head(first) {
            directives::read(self, name, argument.trim(), body, kind, depth);
            return;
        }
        let words = [first].into_iter().chain(body.iter().copied()).collect::<Vec<_>>().join(" ");
        if is_directive(&words) {
            self.out.comment(words.trim());
        } else {
            self.out.left_out(LeftOutReason::Comment, &words);
        }
    }
}

/// Whether the second line underlines the first as a title.
fn is_title(title: &str, line: &str) -> bool {
    let (marks, width) = (line.chars().count(), title.chars().count());
    is_adornment(line)
        && !is_adornment(title)
        && !title.is_empty()
        && indent(title) == 0
        && (marks >= width || marks >= 4)
        && !title.starts_with(".. ")
        && !title.starts_with("+-")
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
        let source = ":orphan:\n\n=======\nThe dam\n=======\n\n:Author: Ann\n\nFirst lines\nof *it*. Run::\n\n    x = 1\n\nWalls\n-----\n\n- one\n  goes on\n\n  - two\n- three\n\n\
                      1. first\n2. second\n\nterm\n    What it means.\n\n    More.\n\n    A quotation\n    of it.\n\n:Depth: nine metres\n\n-v, --verbose  Says more.\n\n\
                      .. comment\n   goes on\n\n.. _target: http://a.example\n\n.. [1] A note.\n\n| Verse one\n| verse two\n\n>>> 1 + 1\n2\n\nA. Roy\nbuilt it.\n\nWalls again\n-----------\n\n----\n\nEnd.\n";
        assert_eq!(
            blocks(source),
            [
                "Heading(1): The dam",
                "Paragraph: First lines of it. Run:",
                "Code: x = 1",
                "Heading(2): Walls",
                "ListItem: one goes on",
                "ListItem: two",
                "ListItem: three",
                "ListItem: first",
                "ListItem: second",
                "ListItem: term",
                "ListItem: What it means.",
                "ListItem: More.",
                "ListItem: A quotation of it.",
                "ListItem: Depth",
                "ListItem: nine metres",
                "Code: -v, --verbose",
                "ListItem: Says more.",
                "Paragraph: A note.",
                "Paragraph: Verse one",
                "Paragraph: verse two",
                "Code: >>> 1 + 1\n2",
                "Paragraph: A. Roy built it.",
                "Heading(2): Walls again",
                "Paragraph: End.",
            ]
        );
    }

    #[test]
    fn tables_are_cells() {
        let source = "+-----+-----+\n| One | Two |\n+-----+-----+\n| - a | b   |\n+-----+-----+\n\n=====  ====\nThree  Four\n=====  ====\nfive   six\n=====  ====\n\nEnd.\n";
        assert_eq!(
            blocks(source),
            [
                "Cell: One",
                "Cell: Two",
                "Cell: a",
                "Cell: b",
                "Cell: Three",
                "Cell: Four",
                "Cell: five",
                "Cell: six",
                "Paragraph: End."
            ]
        );
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let mut out =
            document(":Author: Ann Author\n\nA b.\n\n.. one two\n\n.. include:: part.rst\n\n.. math:: x = 1\n");
        let account = out.take_account();
        let words: Vec<_> = account.entries().iter().map(|e| (e.why, e.words)).collect();
        assert_eq!(
            words,
            [
                (LeftOutReason::Metadata, 2),
                (LeftOutReason::Comment, 2),
                (LeftOutReason::Included, 1),
                (LeftOutReason::Formula, 3)
            ]
        );
    }

    #[test]
    fn depth_is_bounded() {
        let source = (0..3000).map(|n| " ".repeat(2 * n) + "- x\n\n").collect::<Vec<_>>().concat();
        assert!(blocks(&source).len() >= 3000);
    }
}
