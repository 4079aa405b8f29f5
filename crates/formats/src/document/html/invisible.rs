//! Elements that are never shown as text, and why their words are left out.

use super::tree::{NodeId, Tree};
use calque_text::LeftOutReason;

/// Elements that never hold running text.
const NO_TEXT: [&str; 26] = [
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "canvas", "iframe", "object", "video",
    "audio", "button", "input", "select", "textarea", "label", "datalist", "dialog", "map", "frameset", "applet",
    "embed", "progress", "meter",
];

/// Whether an element is a page number of the printed book, or the mark of a note (EPUB Structural Semantics).
fn is_reference(tree: &Tree, id: NodeId) -> bool {
    let is = |attr, kinds: [&str; 2]| {
        tree.attr(id, attr).is_some_and(|value| value.split_whitespace().any(|kind| kinds.contains(&kind)))
    };
    is("epub:type", ["pagebreak", "noteref"]) || is("role", ["doc-pagebreak", "doc-noteref"])
}

/// Whether an element is not rendered.
pub(super) fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    let style = tree.attr(id, "style").unwrap_or("").replace(' ', "").to_ascii_lowercase();
    tree.attr(id, "hidden").is_some()
        || tree.attr(id, "aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || is_reference(tree, id)
}

/// Whether an element is never shown as text.
pub(super) fn is_invisible(tree: &Tree, id: NodeId) -> bool {
    is_without_text(tree, id) || is_hidden(tree, id)
}

/// Why the words of an element that is not shown are left out; none if they are for programs.
pub(super) fn reason(tree: &Tree, id: NodeId) -> Option<LeftOutReason> {
    Some(match tree.node(id).name.as_str() {
        "script" | "style" | "template" | "head" | "meter" | "progress" | "datalist" | "map" | "input" => return None,
        "title" => LeftOutReason::Metadata,
        "math" => LeftOutReason::Formula,
        "button" | "select" | "textarea" | "label" | "dialog" | "iframe" | "object" | "video" | "audio" => {
            LeftOutReason::AroundText
        }
        _ if is_reference(tree, id) => LeftOutReason::Metadata,
        _ => LeftOutReason::Hidden,
    })
}

/// Whether an element holds no text whatever its attributes say.
pub(super) fn is_without_text(tree: &Tree, id: NodeId) -> bool {
    NO_TEXT.contains(&tree.node(id).name.as_str())
}
