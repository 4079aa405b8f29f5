//! Directives of reStructuredText and Sphinx: which of their words are text. The list is in `directives.tsv`.

use super::lines::{field, indent, under};
use super::{Reader, tables};
use crate::document::html;
use calque_text::{BlockKind, LeftOutReason};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How a directive is read, by its name.
static READINGS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| include_str!("directives.tsv").lines().skip(1).filter_map(|line| line.split_once('\t')).collect());

/// The name and the argument of `name:: argument`.
pub(super) fn head(text: &str) -> Option<(&str, &str)> {
    let (name, argument) = text.split_once("::")?;
    let named =
        name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || "-_+:.".contains(c));
    (named && (argument.is_empty() || argument.starts_with([' ', '\t']))).then_some((name, argument))
}

/// Whether a directive of this name is in the list.
pub(super) fn is_known(name: &str) -> bool {
    READINGS.contains_key(name.rsplit(':').next().unwrap_or(name))
}

/// The characters of `unicode:: 0xA9 words`; what follows two dots is a comment.
pub(super) fn characters(codes: &str) -> String {
    let codes = codes.split(" .. ").next().unwrap_or("").split_whitespace();
    let character = |code: &str| {
        let hex = ["0x", "x", "\\x", "U+", "u", "\\u"].iter().find_map(|p| code.strip_prefix(p))?;
        u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
    };
    let character = |code: &str| character(code).or_else(|| code.parse().ok().and_then(char::from_u32));
    codes.map(|code| character(code).map_or_else(|| code.to_owned(), String::from)).collect()
}

/// The parts of a directive.
struct Directive<'a> {
    /// What stands behind its name, with the lines that go on with it.
    argument: String,
    options: Vec<(&'a str, &'a str)>,
    body: Vec<&'a str>,
}

impl<'a> Directive<'a> {
    /// Takes a directive apart. Where the argument is text like the body, both stay in the body.
    fn read(argument: &str, lines: &[&'a str]) -> Self {
        let (mut argument, mut options) = (argument.to_owned(), Vec::new());
        let mut at = 0;
        while at < lines.len() && !lines[at].is_empty() {
            match field(lines[at]) {
                Some(option) => options.push(option),
                None if options.is_empty() => argument = format!("{argument} {}", lines[at].trim()),
                // The value of an option goes on, or the body begins without an empty line.
                None if indent(lines[at]) > 0 => {}
                None => break,
            }
            at += 1;
        }
        Self { argument: argument.trim().to_owned(), options, body: under(&lines[at..]) }
    }

    fn option(&self, name: &str) -> &str {
        self.options.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value)
    }
}

/// Reads a directive with this name.
pub(super) fn read(reader: &mut Reader, name: &str, argument: &str, lines: &[&str], kind: BlockKind, depth: usize) {
    let reading = READINGS.get(name.rsplit(':').next().unwrap_or(name)).copied();
    let all = || format!("{argument} {}", lines.join(" "));
    let directive = Directive::read(argument, lines);
    match reading {
        Some("body") => body(reader, argument, lines, kind, depth),
        Some("title" | "figure" | "table" | "csv") | None => titled(reader, name, reading, &directive, kind, depth),
        Some("version") => {
            let words = directive.argument.split_once(' ').map_or("", |(_, words)| words).to_owned();
            reader.with_first(&words, &prefixed(&directive.body), kind, depth);
        }
        Some("quote") => body(reader, argument, lines, BlockKind::Quote, depth),
        Some("code") => reader.code(&directive.body),
        Some("signature") => {
            if !directive.argument.is_empty() {
                reader.code(&[&directive.argument]);
            }
            reader.blocks(&directive.body, kind, depth + 1);
        }
        Some("image") => reader.block(BlockKind::Caption, directive.option("alt")),
        Some("raw") if argument.contains("html") => {
            html::fragment(&directive.body.join("\n"), &mut reader.out);
            reader.out.start(BlockKind::Paragraph);
        }
        Some("formula") => reader.out.left_out(LeftOutReason::Formula, &all()),
        Some("included") => reader.out.left_out(LeftOutReason::Included, argument),
        Some("blocks") => reader.blocks(&directive.body, kind, depth + 1),
        _ => reader.out.left_out(LeftOutReason::Metadata, &all()),
    }
}

/// A directive whose argument is the beginning of its words; options may stand before the others.
fn body(reader: &mut Reader, argument: &str, lines: &[&str], kind: BlockKind, depth: usize) {
    let options = lines.iter().take_while(|line| field(line).is_some()).count();
    let options = if argument.is_empty() { options } else { 0 };
    reader.with_first(argument, &lines[options..], kind, depth);
}

/// An empty line before the body, so that it does not go on with the words before it.
fn prefixed<'a>(body: &[&'a str]) -> Vec<&'a str> {
    [""].into_iter().chain(body.iter().copied()).collect()
}

/// A directive with a title or a caption, also one of an unknown name.
fn titled(
    reader: &mut Reader,
    name: &str,
    reading: Option<&str>,
    directive: &Directive<'_>,
    kind: BlockKind,
    depth: usize,
) {
    let title = directive.argument.as_str();
    match reading {
        Some("figure") => {
            reader.block(BlockKind::Caption, directive.option("alt"));
            reader.blocks(&directive.body, BlockKind::Caption, depth + 1);
        }
        Some("table") => {
            reader.block(BlockKind::Caption, title);
            reader.blocks(&directive.body, BlockKind::Cell, depth + 1);
        }
        Some("csv") => {
            reader.block(BlockKind::Caption, title);
            let rows = [directive.option("header")].into_iter().chain(directive.body.iter().copied());
            for value in rows.flat_map(tables::values) {
                reader.block(BlockKind::Cell, value.trim());
            }
            reader.out.left_out(LeftOutReason::Included, directive.option("file"));
        }
        Some(_) => {
            reader.block(kind, title);
            reader.blocks(&directive.body, kind, depth + 1);
        }
        None => {
            // Words of an unknown directive are rather read than lost; a single word is a name.
            if title.contains(' ') {
                reader.block(kind, title);
            } else {
                reader.out.left_out(LeftOutReason::Unknown, &format!("{name} {title}"));
            }
            reader.blocks(&directive.body, kind, depth + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::rst::tests::blocks;

    #[test]
    fn words_of_directives_are_read() {
        let source = ".. note:: It is high.\n   Very high.\n\n   - one\n\n.. warning::\n   :class: x\n\n   Take care.\n\n.. admonition:: What to know\n\n   It holds.\n\n\
                      .. code-block:: python\n   :linenos:\n\n   x = 1\n\n.. figure:: a.png\n   :alt: The dam\n\n   In spring.\n\n.. list-table:: Depths\n   :header-rows: 1\n\n   * - Name\n     - Depth\n\n\
                      .. versionadded:: 3.1\n   A new way.\n\n.. py:function:: go(x)\n\n   Goes on.\n\n.. toctree::\n   :maxdepth: 2\n\n   intro\n\n.. unheard:: Of this\n\n   but read.\n\n\
                      .. csv-table:: T\n   :header: \"a\", \"b\"\n\n   \"c, d\", e\n\n.. |x| replace:: the *dam*\n.. |c| unicode:: 0xA9 .. sign\n\n|x| |c|\n\n.. image:: b.png\n   :alt: A wall\n";
        assert_eq!(
            blocks(source),
            [
                "Paragraph: It is high. Very high.",
                "ListItem: one",
                "Paragraph: Take care.",
                "Paragraph: What to know",
                "Paragraph: It holds.",
                "Code: x = 1",
                "Caption: The dam",
                "Caption: In spring.",
                "Caption: Depths",
                "Cell: Name",
                "Cell: Depth",
                "Paragraph: A new way.",
                "Code: go(x)",
                "Paragraph: Goes on.",
                "Paragraph: Of this",
                "Paragraph: but read.",
                "Caption: T",
                "Cell: a",
                "Cell: b",
                "Cell: c, d",
                "Cell: e",
                "Paragraph: the dam ©",
                "Caption: A wall",
            ]
        );
    }
}
