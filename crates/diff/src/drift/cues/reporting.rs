//! Verbs and nouns by which speech is reported, in groups by what they do to the words reported.

use super::table::CueTable;
use crate::drift::side::SideReading;
use std::sync::LazyLock;

/// `data/attribution.tsv`: field 0 is the group, field 1 how plainly a word is of it.
pub(crate) static REPORTING: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("attribution.tsv")));

/// Whether token `i` of a side only says that somebody speaks: *said*, *confie*.
pub(crate) fn only_says(side: &SideReading<'_>, i: usize) -> bool {
    REPORTING.find_every(side).iter().any(|hit| hit.tokens.contains(&i) && hit.cue.field(0) == "say")
}
