//! A simple tree of a page: elements, text, and the attributes needed here.
//!
//! The tokens are those of the HTML standard; tree construction is simplified. Unknown end tags are
//! ignored, paragraphs and list items close where the standard closes them, and nothing is moved (the
//! foster parenting of broken tables). The text and its order are the same.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Index of a node.
pub(super) type NodeId = usize;

/// A node: an element with its children's range given by links, or a text.
#[derive(Debug)]
pub(super) struct Node {
    /// Lower-case name; empty for text.
    pub(super) name: String,
    /// The text of a text node.
    pub(super) text: String,
    attrs: Vec<(String, String)>,
    pub(super) parent: NodeId,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    next: Option<NodeId>,
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// A step of a walk.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Entering an element or meeting a text.
    Open(NodeId),
    /// Leaving an element.
    Close(NodeId),
}

/// The name of a node for a comment; its text is the attribute `content`.
pub(super) const COMMENT: &str = "!";

const KEPT_ATTRS: [&str; 14] = [
    "epub:type",
    "class",
    "id",
    "role",
    "itemprop",
    "lang",
    "xml:lang",
    "hidden",
    "aria-hidden",
    "style",
    "href",
    "name",
    "property",
    "content",
];

const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose start ends an open paragraph.
const CLOSES_P: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// How many ancestors an end tag or an implied end is compared with.
const MAX_LOOK: usize = 256;

impl Tree {
    /// The root node.
    pub(super) const ROOT: NodeId = 0;

    /// Reads a page; never fails.
    pub(super) fn parse(page: &str) -> Self {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut tree = Self { nodes: vec![node(String::new(), String::new(), 0)] };
        let mut open = Self::ROOT;
        for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let name = lossy(&tag.name);
                    open = tree.implied_end(open, &name);
                    let attrs = tag.attributes.iter().map(|(k, v)| (lossy(k), lossy(v)));
                    let attrs = attrs.filter(|(k, _)| KEPT_ATTRS.contains(&k.as_str())).collect();
                    let is_void = tag.self_closing || VOID.contains(&name.as_str());
                    let id = tree.append(open, name, String::new());
                    tree.nodes[id].attrs = attrs;
                    if !is_void {
                        open = id;
                    }
                }
                Token::EndTag(tag) => {
                    let name = lossy(&tag.name);
                    if let Some(found) = tree.ancestor(open, |n| n == name, |_| false) {
                        open = tree.nodes[found].parent;
                    }
                }
                Token::String(text) => {
                    let text = lossy(&text.value);
                    tree.append(open, String::new(), text);
                }
                Token::Comment(comment) => {
                    let id = tree.append(open, COMMENT.to_owned(), String::new());
                    tree.nodes[id].attrs = vec![("content".to_owned(), lossy(&comment.value))];
                }
                Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        tree
    }

    /// The parent for a new element `name`, after closing elements whose end it implies.
    fn implied_end(&self, open: NodeId, name: &str) -> NodeId {
        let scope = |n: &str| matches!(n, "table" | "td" | "th" | "caption" | "button" | "object");
        let found = match name {
            "li" => self.ancestor(open, |n| n == "li", |n| matches!(n, "ul" | "ol" | "menu") || scope(n)),
            "dt" | "dd" => self.ancestor(open, |n| matches!(n, "dt" | "dd"), |n| n == "dl" || scope(n)),
            "tr" => self.ancestor(open, |n| n == "tr", |n| n == "table"),
            "td" | "th" => self.ancestor(open, |n| matches!(n, "td" | "th"), |n| matches!(n, "tr" | "table")),
            "option" => self.ancestor(open, |n| n == "option", |n| n == "select"),
            _ if CLOSES_P.contains(&name) => self.ancestor(open, |n| n == "p", scope),
            _ => None,
        };
        found.map_or(open, |id| self.nodes[id].parent)
    }

    /// The nearest element from `from` upwards that is wanted, unless a stop comes first.
    fn ancestor(&self, from: NodeId, want: impl Fn(&str) -> bool, stop: impl Fn(&str) -> bool) -> Option<NodeId> {
        let mut at = from;
        for _ in 0..MAX_LOOK {
            if at == Self::ROOT || stop(&self.nodes[at].name) {
                return None;
            }
            if want(&self.nodes[at].name) {
                return Some(at);
            }
            at = self.nodes[at].parent;
        }
        None
    }

    fn append(&mut self, parent: NodeId, name: String, text: String) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(node(name, text, parent));
        match self.nodes[parent].last_child.replace(id) {
            Some(before) => self.nodes[before].next = Some(id),
            None => self.nodes[parent].first_child = Some(id),
        }
        id
    }

    /// A node.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// The node after it, below the same parent.
    pub(super) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id].next
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// An attribute of an element.
    pub(super) fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        self.nodes[id].attrs.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    /// The first element of that name.
    pub(super) fn find(&self, name: &str) -> Option<NodeId> {
        self.elements(name).next()
    }

    /// All elements of that name, in order.
    pub(super) fn elements<'a>(&'a self, name: &'a str) -> impl Iterator<Item = NodeId> + 'a {
        (1..self.nodes.len()).filter(move |&id| self.nodes[id].name == name)
    }

    /// Whether `inner` is `outer` or a descendant of it.
    pub(super) fn is_inside(&self, inner: NodeId, outer: NodeId) -> bool {
        let mut at = inner;
        loop {
            if at == outer {
                return true;
            }
            if at == Self::ROOT {
                return false;
            }
            at = self.nodes[at].parent;
        }
    }

    /// Walks `root` and its descendants in document order; `enter` decides whether to descend into an
    /// element.
    pub(super) fn walk(&self, root: NodeId, mut visit: impl FnMut(Step) -> bool) {
        let mut at = root;
        loop {
            let enter = visit(Step::Open(at));
            let mut next = if enter { self.nodes[at].first_child } else { None };
            if next.is_none() && enter {
                visit(Step::Close(at));
            }
            while next.is_none() {
                if at == root {
                    return;
                }
                next = self.nodes[at].next;
                if next.is_none() {
                    at = self.nodes[at].parent;
                    visit(Step::Close(at));
                }
            }
            if let Some(next) = next {
                at = next;
            }
        }
    }
}

fn node(name: String, text: String, parent: NodeId) -> Node {
    Node { name, text, attrs: Vec::new(), parent, first_child: None, last_child: None, next: None }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
