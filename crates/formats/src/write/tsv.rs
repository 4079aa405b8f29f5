//! A table of beads: score, shape, source and target, separated by tabs.
//!
//! There is no quoting: a line is a bead, tabs and line breaks inside segments
//! become spaces, and a lone `"` passes unharmed. The first line names the
//! columns; unaligned segments have an empty cell on the other side; the shape of
//! a bead that crosses the others is followed by `crossed`, that of one less probable than a half by `doubtful`.

use super::{BitextView, shape};
use std::io::{self, Write};

/// Writes the table.
pub fn tsv(bitext: &BitextView<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "source\ttarget\tscore\tbead")?;
    for (bead, crossed) in bitext.alignment.beads.iter().zip(bitext.alignment.crossed()) {
        let (source, target) = (bitext.source.line(&bead.source), bitext.target.line(&bead.target));
        let crossed = if crossed { " crossed" } else { "" };
        let doubtful = if bead.is_doubtful() { " doubtful" } else { "" };
        writeln!(out, "{source}\t{target}\t{:.4}\t{}{crossed}{doubtful}", bead.score, shape(bead))?;
    }
    Ok(())
}
