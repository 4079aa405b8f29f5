//! From the tree of a page to blocks: which elements are skipped, which start a block, and of which kind.

use super::invisible::is_invisible;
use super::superscripts::{self, Superscript};
use super::tree::{COMMENT, NodeId, Step, Tree};
use crate::document::builder::{DocumentBuilder, is_directive};
use calque_text::{BlockKind, LeftOutReason};

/// Elements with text that is not part of the article.
const AROUND: [&str; 4] = ["nav", "aside", "footer", "form"];
/// Words that say of an `aside` that it belongs to the text.
const NOTES: [&str; 22] = [
    "admonition",
    "attention",
    "callout",
    "caution",
    "danger",
    "definition",
    "endnote",
    "endnotes",
    "example",
    "footnote",
    "footnotes",
    "hint",
    "important",
    "info",
    "note",
    "notes",
    "notice",
    "pullquote",
    "quote",
    "rearnote",
    "tip",
    "warning",
];

/// Words in `class` and `id` that mark elements around an article.
const MARKS: [&str; 34] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "share",
    "sharing",
    "social",
    "socials",
    "related",
    "recommended",
    "recommendations",
    "newsletter",
    "subscribe",
    "subscription",
    "comments",
    "cookie",
    "cookies",
    "consent",
    "banner",
    "advert",
    "advertisement",
    "ads",
    "ad",
    "sponsored",
    "promo",
    "popup",
    "modal",
    "footer",
    "toolbar",
    "pagination",
    "skip",
];

const ROLES: [&str; 8] =
    ["navigation", "banner", "complementary", "contentinfo", "search", "dialog", "menu", "toolbar"];

/// Inline elements; all others start a block.
const INLINE: [&str; 38] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "picture",
];

/// Whether an element is not part of an article.
pub(super) fn is_skipped(tree: &Tree, id: NodeId) -> bool {
    let name = tree.node(id).name.as_str();
    if name.is_empty() {
        return false;
    }
    if is_invisible(tree, id) {
        return true;
    }
    if AROUND.contains(&name) {
        return !is_note(tree, id, name);
    }
    if matches!(name, "html" | "body" | "main" | "article" | "h1" | "p") || is_boxed_text(tree, id) {
        return false;
    }
    let marks = |attr| {
        let value = tree.attr(id, attr).unwrap_or("");
        value.split(|c: char| !c.is_alphanumeric()).any(|w| MARKS.contains(&w.to_ascii_lowercase().as_str()))
    };
    tree.attr(id, "role").is_some_and(|r| ROLES.contains(&r)) || marks("class") || marks("id") || is_link_list(tree, id)
}

/// Whether an element is a sidebar as DocBook means it: a passage of the text in a box, with a title page of its own.
fn is_boxed_text(tree: &Tree, id: NodeId) -> bool {
    let has = |id: NodeId, word: &str| tree.attr(id, "class").is_some_and(|c| c.split_whitespace().any(|w| w == word));
    if !has(id, "sidebar") {
        return false;
    }
    // The title page comes first.
    let (mut looked_at, mut found) = (0, false);
    tree.walk(id, |step| {
        if let Step::Open(n) = step {
            looked_at += 1;
            found |= has(n, "titlepage");
        }
        !found && looked_at < 6
    });
    found
}

/// Whether an element beside the text belongs to it all the same: an admonition or a note, or the source of a quotation.
fn is_note(tree: &Tree, id: NodeId, name: &str) -> bool {
    let says = |attr: &str| {
        let value = tree.attr(id, attr).unwrap_or("").to_ascii_lowercase();
        value.split(|c: char| !c.is_alphanumeric()).any(|word| NOTES.contains(&word))
    };
    match name {
        "aside" => ["class", "role", "epub:type", "data-type"].into_iter().any(says),
        "footer" => matches!(tree.node(tree.node(id).parent).name.as_str(), "blockquote" | "figure" | "q"),
        _ => false,
    }
}

/// Whether an element is a list of links: three or more, with hardly any text outside them.
fn is_link_list(tree: &Tree, id: NodeId) -> bool {
    if !matches!(tree.node(id).name.as_str(), "ul" | "ol" | "dl") {
        return false;
    }
    let (mut links, mut inside, mut all, mut depth, mut budget) = (0, 0, 0, 0, 2000);
    tree.walk(id, |step| {
        budget -= 1;
        match step {
            Step::Open(n) => {
                let is_link = tree.node(n).name == "a";
                depth += usize::from(is_link);
                links += usize::from(is_link);
                let len = tree.node(n).text.trim().len();
                all += len;
                inside += if depth > 0 { len } else { 0 };
            }
            Step::Close(n) => depth -= usize::from(tree.node(n).name == "a"),
        }
        budget > 0
    });
    links >= 3 && inside * 10 >= all * 9
}

/// The text of an element on one line.
pub(super) fn inline_text(tree: &Tree, root: NodeId) -> String {
    let mut out = String::new();
    tree.walk(root, |step| {
        if let Step::Open(id) = step {
            out.push_str(&tree.node(id).text);
        }
        true
    });
    out.split([' ', '\t', '\n', '\r']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Writes the blocks below `root`, without the elements that are to be skipped.
pub(super) fn blocks(tree: &Tree, root: NodeId, skips: impl Fn(NodeId) -> bool, out: &mut DocumentBuilder) {
    let mut kinds = vec![out.kind()];
    tree.walk(root, |step| match step {
        Step::Open(id) => {
            let node = tree.node(id);
            if node.name.is_empty() {
                if out.kind() == BlockKind::Code {
                    out.verbatim(&node.text);
                } else {
                    out.text(&node.text);
                }
                return true;
            }
            let name = node.name.as_str();
            if name == COMMENT {
                let words = tree.attr(id, "content").unwrap_or("");
                if is_directive(words) {
                    out.comment(words);
                } else {
                    out.left_out(LeftOutReason::Comment, words);
                }
                return false;
            }
            if id != root && skips(id) {
                return false;
            }
            if name == "sup" {
                match superscripts::read(tree, id, out.open_text()) {
                    Superscript::NoteMark => return false,
                    Superscript::Exponent(text) | Superscript::Numerator(text) => {
                        out.text(&text);
                        return false;
                    }
                    Superscript::Letters => {}
                }
            }
            match name {
                "br" => out.start(out.kind()),
                "q" => out.text("“"),
                _ if INLINE.contains(&name) => {}
                _ => {
                    let kind = kind_of(tree, id, *kinds.last().unwrap_or(&BlockKind::Paragraph));
                    kinds.push(kind);
                    out.start(kind);
                }
            }
            true
        }
        Step::Close(id) => {
            let name = tree.node(id).name.as_str();
            if name == "q" {
                out.text("”");
            } else if !name.is_empty() && name != "br" && !INLINE.contains(&name) {
                kinds.pop();
                out.start(*kinds.last().unwrap_or(&BlockKind::Paragraph));
            }
            true
        }
    });
}

/// The kind of the block that an element opens inside one of kind `outer`.
fn kind_of(tree: &Tree, id: NodeId, outer: BlockKind) -> BlockKind {
    match tree.node(id).name.as_str() {
        "h1" => BlockKind::Heading(1),
        "h2" => BlockKind::Heading(2),
        "h3" => BlockKind::Heading(3),
        "h4" => BlockKind::Heading(4),
        "h5" => BlockKind::Heading(5),
        "h6" => BlockKind::Heading(6),
        "li" | "dt" | "dd" => BlockKind::ListItem,
        "figcaption" | "caption" => BlockKind::Caption,
        "td" | "th" => BlockKind::Cell,
        "blockquote" => BlockKind::Quote,
        "pre" => BlockKind::Code,
        _ if tree.attr(id, "class").is_some_and(|c| c.to_ascii_lowercase().contains("caption")) => BlockKind::Caption,
        "p" | "div" | "span" if outer != BlockKind::Paragraph => outer,
        "section" | "article" | "main" | "ul" | "ol" | "dl" | "table" | "figure" => BlockKind::Paragraph,
        _ => outer,
    }
}
