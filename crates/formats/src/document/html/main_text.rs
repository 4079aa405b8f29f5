//! Which element of a page holds its main text.
//!
//! What the page says of itself is believed first: an `article`, a `main`, an
//! `articleBody`. Otherwise the paragraphs vote: each gives the length of its
//! text outside links to its parent, and half of it to its grandparent; the
//! element with the most votes wins.

use super::tree::{NodeId, Step, Tree};
use super::walk;

/// Teasers beyond this many are not weighed.
const MOST_ARTICLES: usize = 200;

/// Text outside links, in bytes, of which at least this much makes an article.
const ENOUGH: usize = 200;

/// The element that holds the main text.
pub(super) fn root(tree: &Tree) -> NodeId {
    declared(tree).or_else(|| voted(tree)).or_else(|| tree.find("body")).unwrap_or(Tree::ROOT)
}

/// What the page itself marks as its main text, if there is text in it.
fn declared(tree: &Tree) -> Option<NodeId> {
    let marked = |id: NodeId| {
        let is = |attr, value: &str| tree.attr(id, attr).is_some_and(|v| v.eq_ignore_ascii_case(value));
        is("itemprop", "articleBody") || is("role", "main")
    };
    let mains = tree.elements("main").chain((1..tree.len()).filter(|&id| marked(id)));
    let sized = |id: NodeId| (prose(tree, id), id);
    let mut articles: Vec<_> = tree
        .elements("article")
        .filter(|&id| !walk::is_hidden(tree, id))
        .take(MOST_ARTICLES)
        .map(sized)
        .filter(|a| a.0 > 0)
        .collect();
    articles.sort_by_key(|&(n, id)| (std::cmp::Reverse(n), id));
    // One article, or one that dwarfs the teasers beside it.
    match articles.as_slice() {
        [(n, id)] if *n >= ENOUGH => return Some(*id),
        [(n, id), (second, other), ..] if *n >= ENOUGH && (n / 3 > *second || tree.is_inside(*other, *id)) => {
            return Some(*id);
        }
        _ => {}
    }
    mains.map(sized).filter(|m| m.0 >= ENOUGH).max_by_key(|&(n, id)| (n, std::cmp::Reverse(id))).map(|m| m.1)
}

/// The element that the paragraphs vote for.
fn voted(tree: &Tree) -> Option<NodeId> {
    let mut votes = vec![0usize; tree.len()];
    for id in tree.elements("p").chain(tree.elements("pre")) {
        let n = prose(tree, id);
        if n >= 25 {
            let parent = tree.node(id).parent;
            votes[parent] += n;
            votes[tree.node(parent).parent] += n / 2;
        }
    }
    let (best, n) = votes.iter().enumerate().max_by_key(|&(id, n)| (*n, std::cmp::Reverse(id)))?;
    (*n >= ENOUGH).then_some(best)
}

/// Bytes of text below `root` that are neither in links nor in what is skipped.
fn prose(tree: &Tree, root: NodeId) -> usize {
    let mut n = 0;
    tree.walk(root, |step| match step {
        Step::Open(id) => {
            n += tree.node(id).text.trim().len();
            tree.node(id).name != "a" && !(id != root && walk::is_skipped(tree, id))
        }
        Step::Close(_) => true,
    });
    n
}

/// The page's title, where the main text does not begin with it.
pub(super) fn title_outside(tree: &Tree, root: NodeId) -> Option<String> {
    let headings: Vec<_> = tree.elements("h1").filter(|&id| !walk::is_hidden(tree, id)).collect();
    if root == Tree::ROOT || headings.iter().any(|&id| tree.is_inside(id, root)) {
        return None;
    }
    // A heading that shares words with the title; a site's name in h1 does not say what the page says.
    let title = tree.find("title").map(|id| walk::inline_text(tree, id)).unwrap_or_default();
    let heading = headings.iter().map(|&id| walk::inline_text(tree, id)).find(|h| {
        !h.is_empty()
            && (title.is_empty() || (title.starts_with(h.as_str()) && h.len() * 3 >= title.len()) || h.len() > 25)
    });
    let meta = || {
        let id = tree.elements("meta").find(|&id| tree.attr(id, "property") == Some("og:title"))?;
        tree.attr(id, "content").map(|s| s.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    heading.or_else(meta).filter(|t| !t.is_empty())
}
