//! The format of vecalign and of its scorer: `[0, 1]:[0]:0.1834`, one bead a line.
//!
//! Segments are counted from 0. The third field is a cost: 0 where Calque is sure
//! that the bead is right, 1 where it is not, and 0 for unaligned segments, as
//! vecalign has it. A bead that crosses the others stands where its source is,
//! so that its target is out of order.

use super::BitextView;
use std::io::{self, Write};
use std::ops::Range;

/// Writes the beads.
pub fn vecalign(bitext: &BitextView<'_>, out: &mut dyn Write) -> io::Result<()> {
    for bead in &bitext.alignment.beads {
        let cost = if bead.is_unaligned() { 0.0 } else { 1.0 - bead.score };
        writeln!(out, "{}:{}:{cost:.4}", list(&bead.source), list(&bead.target))?;
    }
    Ok(())
}

/// `[3, 4, 5]`.
fn list(range: &Range<usize>) -> String {
    let ids: Vec<String> = range.clone().map(|i| i.to_string()).collect();
    format!("[{}]", ids.join(", "))
}
