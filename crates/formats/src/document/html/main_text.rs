//! Finds the element of a page that holds its main text.
//!
//! Declarations of the page come first: `article`, `main`, `itemprop="articleBody"`. Otherwise elements
//! are scored by their paragraphs: each paragraph adds the length of its text outside links to its parent
//! and half of it to its grandparent, and the element with the highest score is chosen (the heuristic of
//! Readability, Arc90 2009). A text may be divided into chapters, columns or parts of a licence, each an
//! element of its own: so the choice is widened to every ancestor that adds as much running text again
//! as a paragraph or two.

use super::evidence::{Amount, amounts};
use super::tree::{NodeId, Step, Tree};
use super::{invisible, walk};

/// At most this many `article` elements are compared.
const MAX_ARTICLES: usize = 200;

/// The least text outside links, in bytes, of a declared article.
const MIN_ARTICLE_BYTES: usize = 200;

/// An ancestor is part of the main text if it adds running text of a tenth of what is there, or of so many bytes.
const WIDENS: usize = 200;

/// Where the main text is.
pub(super) struct MainText {
    /// The element that holds it.
    pub(super) root: NodeId,
    /// The element with the most paragraphs, where the page declares nothing and `root` was found by widening.
    core: Option<NodeId>,
    amounts: Vec<Amount>,
}

impl MainText {
    /// Finds it.
    pub(super) fn of(tree: &Tree) -> Self {
        let all = || tree.find("body").unwrap_or(Tree::ROOT);
        if let Some(root) = declared(tree) {
            return Self { root, core: None, amounts: Vec::new() };
        }
        let Some(core) = best_scored(tree) else { return Self { root: all(), core: None, amounts: Vec::new() } };
        let amounts = amounts(tree);
        Self { root: widened(tree, core, &amounts), core: Some(core), amounts }
    }

    /// Whether an element inside the main text is a list of links or teasers that lies beside it.
    pub(super) fn is_beside(&self, tree: &Tree, id: NodeId) -> bool {
        let Some(core) = self.core.filter(|&core| core != self.root) else { return false };
        let divides = matches!(tree.node(id).name.as_str(), "div" | "section" | "ul" | "ol" | "dl" | "table");
        divides && self.amounts[id].is_link_dense() && !tree.is_inside(core, id) && !tree.is_inside(id, core)
    }
}

/// The widest ancestor of `core` that adds running text.
fn widened(tree: &Tree, core: NodeId, amounts: &[Amount]) -> NodeId {
    let (mut root, mut at) = (core, core);
    while at != Tree::ROOT {
        let parent = tree.node(at).parent;
        let added = amounts[parent].without(amounts[at]);
        if added.is_prose() && (added.prose >= WIDENS || added.prose * 10 >= amounts[core].prose) {
            root = parent;
        }
        at = parent;
    }
    root
}

/// The element that the page declares as its main text, if it has enough text.
fn declared(tree: &Tree) -> Option<NodeId> {
    let marked = |id: NodeId| {
        let is = |attr, value: &str| tree.attr(id, attr).is_some_and(|v| v.eq_ignore_ascii_case(value));
        is("itemprop", "articleBody") || is("role", "main")
    };
    let mains = tree.elements("main").chain((1..tree.len()).filter(|&id| marked(id)));
    let sized = |id: NodeId| (prose(tree, id), id);
    let mut articles: Vec<_> = tree
        .elements("article")
        .filter(|&id| !invisible::is_hidden(tree, id))
        .take(MAX_ARTICLES)
        .map(sized)
        .filter(|a| a.0 > 0)
        .collect();
    articles.sort_by_key(|&(n, id)| (std::cmp::Reverse(n), id));
    // One article, or one with three times the text of the next, which is a teaser.
    match articles.as_slice() {
        [(n, id)] if *n >= MIN_ARTICLE_BYTES => return Some(*id),
        [(n, id), (second, other), ..]
            if *n >= MIN_ARTICLE_BYTES && (n / 3 > *second || tree.is_inside(*other, *id)) =>
        {
            return Some(*id);
        }
        _ => {}
    }
    // One inside another has no more text, and is not read again.
    let mut read = vec![false; tree.len()];
    let mut best = None;
    for id in mains {
        if read[id] {
            continue;
        }
        let n = prose_with(tree, id, |inner| read[inner] = true);
        if n >= MIN_ARTICLE_BYTES && best.is_none_or(|(most, first)| n > most || n == most && id < first) {
            best = Some((n, id));
        }
    }
    best.map(|(_, id)| id)
}

/// The element with the highest score.
fn best_scored(tree: &Tree) -> Option<NodeId> {
    let mut scores = vec![0usize; tree.len()];
    for id in tree.elements("p").chain(tree.elements("pre")) {
        let n = prose(tree, id);
        if n >= 25 {
            let parent = tree.node(id).parent;
            scores[parent] += n;
            scores[tree.node(parent).parent] += n / 2;
        }
    }
    let (best, n) = scores.iter().enumerate().max_by_key(|&(id, n)| (*n, std::cmp::Reverse(id)))?;
    (*n >= MIN_ARTICLE_BYTES).then_some(best)
}

/// Bytes of text below `root`, without links and skipped elements.
fn prose(tree: &Tree, root: NodeId) -> usize {
    prose_with(tree, root, |_| ())
}

/// The same, showing each node that is read.
fn prose_with(tree: &Tree, root: NodeId, mut reads: impl FnMut(NodeId)) -> usize {
    let mut n = 0;
    tree.walk(root, |step| match step {
        Step::Open(id) => {
            reads(id);
            n += tree.node(id).text.trim().len();
            tree.node(id).name != "a" && !(id != root && walk::is_skipped(tree, id))
        }
        Step::Close(_) => true,
    });
    n
}

/// The page's title, where the main text does not begin with it.
pub(super) fn title_outside(tree: &Tree, root: NodeId) -> Option<String> {
    let headings: Vec<_> = tree.elements("h1").filter(|&id| !invisible::is_hidden(tree, id)).collect();
    if root == Tree::ROOT || headings.iter().any(|&id| tree.is_inside(id, root)) {
        return None;
    }
    // A heading that shares words with the title counts; an `h1` with the name of the site does not.
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
