//! The segments that translation programs mark inside a unit of XLIFF 1.2: `<mrk mtype="seg" mid="1">`.

use std::collections::VecDeque;

/// The marked segments of a unit.
#[derive(Debug, Default)]
pub(super) struct Segments {
    sources: Vec<Marked>,
    targets: Vec<Marked>,
    /// For each open `mrk` whether it marks a segment.
    open: Vec<bool>,
}

#[derive(Debug)]
struct Marked {
    mid: String,
    text: String,
}

impl Segments {
    /// A `mrk` begins; `mid` is the number of the segment, if it marks one.
    pub(super) fn begin(&mut self, in_target: bool, mid: Option<String>) {
        self.open.push(mid.is_some());
        if let Some(mid) = mid {
            self.side(in_target).push(Marked { mid, text: String::new() });
        }
    }

    /// A `mrk` ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// The text of the open segment, if one is open.
    pub(super) fn text(&mut self, in_target: bool) -> Option<&mut String> {
        let open = self.open.contains(&true);
        self.side(in_target).last_mut().filter(|_| open).map(|marked| &mut marked.text)
    }

    /// The pairs of segments, by their numbers, if both sides are cut into segments; and an empty start.
    pub(super) fn take(&mut self) -> VecDeque<(String, String)> {
        let Self { sources, mut targets, .. } = std::mem::take(self);
        if sources.is_empty() || targets.is_empty() {
            return VecDeque::new();
        }
        let mut pairs: VecDeque<(String, String)> = VecDeque::with_capacity(sources.len());
        for source in sources {
            let at = targets.iter().position(|t| t.mid == source.mid);
            pairs.push_back((source.text, at.map(|at| targets.remove(at).text).unwrap_or_default()));
        }
        // A segment that only the translation has.
        pairs.extend(targets.into_iter().map(|t| (String::new(), t.text)));
        pairs
    }

    fn side(&mut self, in_target: bool) -> &mut Vec<Marked> {
        if in_target { &mut self.targets } else { &mut self.sources }
    }
}
