//! A web page to a document: the main text, not the menus.
//!
//! The page is read into a light tree ([`tree`]); [`main_text`] finds the element
//! that holds the article and [`walk`] writes its blocks. Scripts, forms, menus,
//! share buttons and lists of links are left out; headings, items, captions,
//! quotations and cells keep their kind. It lays out nothing and runs nothing:
//! what a style sheet or a script would hide or add is not known.

mod main_text;
mod tree;
mod walk;

use crate::build::Builder;
use calque_text::{BlockKind, Comment, Document, Lang};
use tree::Tree;

/// The main text of a page, the language that it declares, and its comments to Calque.
pub(crate) fn document(page: &str) -> (Document, Option<Lang>, Vec<Comment>) {
    let tree = Tree::parse(page);
    let lang = tree.find("html").and_then(|n| tree.attr(n, "lang").or_else(|| tree.attr(n, "xml:lang")));
    let lang = lang.and_then(|tag| tag.parse().ok());
    let root = main_text::root(&tree);
    let mut out = Builder::default();
    if let Some(title) = main_text::title_outside(&tree, root) {
        out.start(BlockKind::Heading(1));
        out.text(&title);
        out.start(BlockKind::Paragraph);
    }
    walk::blocks(&tree, root, true, &mut out);
    if out.is_empty() {
        // A page whose only words look like menus is still a page of words.
        walk::blocks(&tree, Tree::ROOT, false, &mut out);
    }
    let comments = out.take_comments();
    (out.finish(), lang, comments)
}

/// The text of a piece of markup inside another format.
pub(crate) fn fragment(markup: &str, out: &mut Builder) {
    let tree = Tree::parse(markup);
    walk::blocks(&tree, Tree::ROOT, false, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(page: &str) -> Vec<String> {
        let (doc, ..) = document(page);
        doc.blocks.iter().map(|b| format!("{:?}: {}", b.kind, visible(b.span.of(&doc.text)))).collect()
    }

    fn visible(text: &str) -> String {
        text.replace('\u{a0}', "⍽").replace('\n', "⏎")
    }

    /// Cases that anybody can add: a page, then the blocks it must give.
    #[test]
    fn cases() {
        let cases = include_str!("html/cases.md");
        let mut seen = 0;
        for case in cases.split("\n## ").skip(1) {
            let name = case.lines().next().unwrap_or("");
            let fenced = |lang: &str| {
                let (_, rest) = case.split_once(&format!("```{lang}\n")).expect("a fenced block");
                rest.split_once("\n```").expect("an end").0
            };
            let want: Vec<_> = fenced("text").lines().collect();
            assert_eq!(show(fenced("html")), want, "case: {name}");
            seen += 1;
        }
        assert!(seen >= 8);
    }

    #[test]
    fn the_declared_language_is_read() {
        assert_eq!(document("<html lang=fr-CA><p>Oui").1, Some(Lang::FR));
        assert_eq!(document("<p>Oui").1, None);
    }

    #[test]
    fn deep_and_broken_pages_neither_overflow_nor_panic() {
        let deep = "<div>".repeat(200_000) + "x";
        assert_eq!(show(&deep), ["Paragraph: x"]);
        for page in ["</p></p>", "<p", "<!--", "<a href='", "<table><p>x</table>", "<script>", "&#xFFFFFFFF;<p>é"] {
            let _ = document(page);
        }
    }
}
