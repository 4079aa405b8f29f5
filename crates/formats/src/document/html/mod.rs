//! Reads a web page: its main text, without menus.
//!
//! The page is parsed into a simple tree ([`tree`]); [`main_text`] finds the element that holds the
//! article and [`walk`] writes its blocks. Scripts, forms, menus, share buttons and lists of links are
//! left out; headings, list items, captions, quotations and cells keep their kind. Style sheets and
//! scripts are not evaluated, so text that they would hide or add is not known.

mod evidence;
mod invisible;
mod main_text;
mod superscripts;
mod tree;
mod walk;

use crate::document::builder::DocumentBuilder;
use calque_text::{Account, BlockKind, Comment, Document, Lang, LeftOut, LeftOutReason};
use main_text::MainText;
use std::cell::RefCell;
use tree::{NodeId, Tree};

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
    /// Its words.
    pub(crate) account: Account,
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
    let (skipped, hidden) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
    let skips = |id| {
        let skips = walk::is_skipped(&tree, id) || main.is_beside(&tree, id);
        if skips {
            let list = if invisible::is_invisible(&tree, id) { &hidden } else { &skipped };
            list.borrow_mut().push(id);
        }
        skips
    };
    walk::blocks(&tree, root, skips, &mut out);
    let mut rest = DocumentBuilder::default();
    if out.is_empty() {
        // If all text looks like menus, take all of it.
        walk::blocks(&tree, Tree::ROOT, |id| invisible::is_invisible(&tree, id), &mut out);
    } else {
        if root != Tree::ROOT {
            walk::blocks(&tree, Tree::ROOT, |id| invisible::is_invisible(&tree, id) || id == root, &mut rest);
        }
        for id in skipped.into_inner() {
            rest.start(BlockKind::Paragraph);
            walk::blocks(&tree, id, |id| invisible::is_invisible(&tree, id), &mut rest);
        }
    }
    hidden.into_inner().into_iter().for_each(|id| count_hidden(&tree, id, &mut out));
    let (comments, mut account) = (out.take_comments(), out.take_account());
    let (document, rest) = (out.finish(), rest.finish());
    rest.blocks.iter().for_each(|block| account.add(LeftOutReason::AroundText, block.span.of(&rest.text)));
    Page { document, lang, comments, left_out: measure(&rest), account }
}

/// Counts the words of an element that is not shown.
fn count_hidden(tree: &Tree, id: NodeId, out: &mut DocumentBuilder) {
    let Some(why) = invisible::reason(tree, id) else { return };
    let mut words = DocumentBuilder::default();
    walk::blocks(tree, id, |inner| invisible::is_without_text(tree, inner), &mut words);
    let words = words.finish();
    words.blocks.iter().for_each(|block| out.left_out(why, block.span.of(&words.text)));
}

fn measure(document: &Document) -> LeftOut {
    let characters = document.blocks.iter().map(|b| b.span.of(&document.text).chars().count()).sum();
    LeftOut { blocks: document.blocks.len(), characters }
}

/// Adds the text of a piece of HTML inside another format.
pub(crate) fn fragment(markup: &str, out: &mut DocumentBuilder) {
    let tree = Tree::parse(markup);
    let hidden = RefCell::new(Vec::new());
    let skips = |id| {
        let skips = invisible::is_invisible(&tree, id);
        if skips {
            hidden.borrow_mut().push(id);
        }
        skips
    };
    walk::blocks(&tree, Tree::ROOT, skips, out);
    hidden.into_inner().into_iter().for_each(|id| count_hidden(&tree, id, out));
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
        let page = "<article><p>The bridge <span hidden>not this one</span> is <math><mi>x</mi></math> closed.</p><!-- a remark --><script>no</script></article>";
        let account = document(page).account;
        let words: Vec<_> = account.entries().iter().map(|e| (e.why, e.words)).collect();
        assert_eq!(words, [(LeftOutReason::Comment, 2), (LeftOutReason::Hidden, 3), (LeftOutReason::Formula, 1)]);
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
