//! The findings by bead, and the order in which beads are shown.

use crate::Report;

/// The beads in the order of the text, or those that most need reading first: by the harm of
/// their findings, weighed by confidence, then by fidelity.
pub(crate) fn reading_order(report: &Report, by: &ByBead, worst_first: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..by.beads.len()).collect();
    if worst_first {
        let harm = |bead: usize| -> f32 {
            let findings = by.beads[bead].iter().map(|&i| &report.findings[i].finding);
            findings.map(|f| f.confidence * (f.severity.penalty() as f32 + 0.1)).sum()
        };
        let fidelity = |bead: usize| {
            let paired = !report.alignment.beads[bead].is_unaligned();
            report.fidelity.get(bead).copied().filter(|_| paired).unwrap_or(2.0)
        };
        order.sort_by(|&a, &b| harm(b).total_cmp(&harm(a)).then(fidelity(a).total_cmp(&fidelity(b))));
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
