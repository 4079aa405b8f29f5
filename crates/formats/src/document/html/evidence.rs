//! How much running text, and how much text of links, each element of a page holds.

use super::tree::{NodeId, Tree};
use super::walk;

/// Bytes of visible text below an element; what [`walk::is_skipped`] leaves out is not counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amount {
    /// Text outside links.
    pub(super) prose: usize,
    /// Text of links.
    pub(super) linked: usize,
    /// Links.
    pub(super) links: usize,
}

impl Amount {
    /// What is left without a part.
    pub(super) fn without(self, part: Self) -> Self {
        let rest = |a: usize, b: usize| a.saturating_sub(b);
        Self {
            prose: rest(self.prose, part.prose),
            linked: rest(self.linked, part.linked),
            links: rest(self.links, part.links),
        }
    }

    /// Whether it reads as running text does: at most a quarter of it stands in links.
    pub(super) fn is_prose(self) -> bool {
        self.prose >= 3 * self.linked
    }

    /// Whether it is a list of teasers or links.
    pub(super) fn is_link_dense(self) -> bool {
        self.links >= 3 && self.linked > self.prose
    }
}

/// The amount of every element, in one pass.
pub(super) fn amounts(tree: &Tree) -> Vec<Amount> {
    let mut amounts = vec![Amount::default(); tree.len()];
    let (mut skipped, mut in_link) = (vec![false; tree.len()], vec![false; tree.len()]);
    // A parent comes before its children.
    for id in 1..tree.len() {
        let node = tree.node(id);
        skipped[id] = skipped[node.parent] || walk::is_skipped(tree, id);
        in_link[id] = in_link[node.parent] || node.name == "a";
        if skipped[id] {
            continue;
        }
        let bytes = node.text.trim().len();
        if in_link[id] {
            amounts[id].linked = bytes;
            amounts[id].links = usize::from(node.name == "a");
        } else {
            amounts[id].prose = bytes;
        }
    }
    for id in (1..tree.len()).rev() {
        let (part, parent): (Amount, NodeId) = (amounts[id], tree.node(id).parent);
        let whole = &mut amounts[parent];
        whole.prose += part.prose;
        whole.linked += part.linked;
        whole.links += part.links;
    }
    amounts
}
