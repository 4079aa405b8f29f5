//! Reads AsciiDoc: the part of the language that manuals and books use.
//!
//! Read are sections, paragraphs, lists of all kinds, tables, quotations, admonitions, titles of blocks, descriptions
//! of images, and footnotes (at the end); attributes are put in where they are used, formatting and addresses of
//! links are omitted. Both branches of conditions are text, since a translation has both. Code keeps its kind. Not
//! text, and counted: comments, formulas, the names of files to be included, and blocks that are not known.

mod attributes;
mod inline;
mod lines;
mod macros;
mod marks;
mod reader;
mod source;
mod table;

use super::builder::DocumentBuilder;
use lines::{Fence, Line};
use reader::Reader;

/// Reads a text.
pub(crate) fn document(source: &str) -> DocumentBuilder {
    Reader::new(source).read()
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

#[cfg(test)]
mod tests {
    use super::*;
    use calque_text::LeftOutReason;

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
