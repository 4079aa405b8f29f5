//! Reads a web page: its main text, without menus.
//!
//! The page is parsed into a simple tree ([`tree`]); [`main_text`] finds the element that holds the
//! article and [`walk`] writes its blocks. Scripts, forms, menus, share buttons and lists of links are
//! left out; headings, list items, captions, quotations and cells keep their kind. Style sheets and
//! scripts are not evaluated, so text that they would hide or add is not known.

mod evidence;
mod main_text;
mod superscripts;
mod tree;
mod walk;

use crate::document::builder::DocumentBuilder;
use calque_text::{BlockKind, Comment, Document, Lang, LeftOut};
use main_text::MainText;
use tree::Tree;

/// What is read from a page.
pub(crate) struct Page {
    /// The main text.
    pub(crate) document: Document,
    /// The language that the page declares.
    pub(crate) lang: Option<Lang>,
    /// Comments that are directives for Calque.
    pub(crate) comments: Vec<Comment>,
    /// The amount of visible text that is not in the main text.
    pub(crate) left_out: LeftOut,
}

/// Reads a page.
pub(crate) fn document(page: &str) -> Page {
    let tree = Tree::parse(page);
    let lang = tree.find("html").and_then(|n| tree.attr(n, "lang").or_else(|| tree.attr(n, "xml:lang")));
    let lang = lang.and_then(|tag| tag.parse().ok());
    let main = MainText::of(&tree);
    let root = main.root;
    let mut out = DocumentBuilder::default();
    if let Some(title) = main_text::title_outside(&tree, root) {
        out.start(BlockKind::Heading(1));
        out.text(&title);
        out.start(BlockKind::Paragraph);
    }
    walk::blocks(&tree, root, |id| walk::is_skipped(&tree, id) || main.is_beside(&tree, id), &mut out);
    if out.is_empty() {
        // If all text looks like menus, take all of it.
        walk::blocks(&tree, Tree::ROOT, |id| walk::is_invisible(&tree, id), &mut out);
    }
    let comments = out.take_comments();
    let document = out.finish();
    let mut all = DocumentBuilder::default();
    walk::blocks(&tree, Tree::ROOT, |id| walk::is_invisible(&tree, id), &mut all);
    let (all, kept) = (measure(&all.finish()), measure(&document));
    // The title from the head of the page may not be in `all`.
    let left_out = LeftOut {
        blocks: all.blocks.saturating_sub(kept.blocks),
        characters: all.characters.saturating_sub(kept.characters),
    };
    Page { document, lang, comments, left_out }
}

fn measure(document: &Document) -> LeftOut {
    let characters = document.blocks.iter().map(|b| b.span.of(&document.text).chars().count()).sum();
    LeftOut { blocks: document.blocks.len(), characters }
}

/// Adds the text of a piece of HTML inside another format.
pub(crate) fn fragment(markup: &str, out: &mut DocumentBuilder) {
    let tree = Tree::parse(markup);
    walk::blocks(&tree, Tree::ROOT, |id| walk::is_invisible(&tree, id), out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(page: &str) -> Vec<String> {
        let doc = document(page).document;
        doc.blocks.iter().map(|b| format!("{:?}: {}", b.kind, visible(b.span.of(&doc.text)))).collect()
    }

    fn visible(text: &str) -> String {
        text.replace('\u{a0}', "⍽").replace('\n', "⏎")
    }

    /// Cases that anybody can add: a page, then the blocks it must give.
    #[test]
    fn cases() {
        let cases = include_str!("cases.md");
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
        assert_eq!(document("<html lang=fr-CA><p>Oui").lang, Some(Lang::FR));
        assert_eq!(document("<p>Oui").lang, None);
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let page =
            "<nav><ul><li>Home<li>News</ul></nav><article><p>The bridge is closed.</p></article><footer>Terms</footer>";
        assert_eq!(document(page).left_out, LeftOut { blocks: 3, characters: 13 });
        assert_eq!(document("<script>no words</script><p>The bridge is closed.").left_out, LeftOut::default());
        // A page of nothing but menus is a page of words.
        assert_eq!(document("<nav><a href=/>Home</a></nav>").left_out, LeftOut::default());
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
