//! The findings by bead, and the order in which beads are shown.

use crate::Report;

/// The beads in the order of the text, or those with the weightiest finding first, those without in the end.
/// The weight is the order of the report's findings ([`Report::sort_by_weight`]).
pub(crate) fn reading_order(by: &ByBead, worst_first: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..by.beads.len()).collect();
    if worst_first {
        order.sort_by_key(|&bead| by.beads[bead].first().copied().unwrap_or(usize::MAX));
    }
    order
}

/// The findings of each bead, and those that belong to none; indices into `report.findings`.
pub(crate) struct ByBead {
    pub(crate) beads: Vec<Vec<usize>>,
    pub(crate) document: Vec<usize>,
}

impl ByBead {
    pub(crate) fn new(report: &Report) -> Self {
        let mut by = Self { beads: vec![Vec::new(); report.alignment.beads.len()], document: Vec::new() };
        for (i, placed) in report.findings.iter().enumerate() {
            match placed.bead.and_then(|b| by.beads.get_mut(b)) {
                Some(list) => list.push(i),
                None => by.document.push(i),
            }
        }
        by
    }
}
