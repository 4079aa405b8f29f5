//! Hedges: modals, words of probability and of hearsay, and French conditionals.

use super::conditional;
use super::table::{Cue, CueTable, Hit};
use crate::drift::side::SideReading;
use calque_text::Lang;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("hedges.tsv")));

static CONDITIONAL: LazyLock<Cue> = LazyLock::new(|| Cue::without_words(&["conditional", "2"]));

/// A name, such as *May* or *Sirait*, in a text that does not capitalise everything.
fn name_like(side: &SideReading<'_>, i: usize) -> bool {
    side.is_capital(i) && !side.opens_sentence(i)
}

/// The hedges of a side: listed cues, and in French the conditional of any verb.
pub(crate) fn hedges(side: &SideReading<'_>) -> Vec<Hit<'static>> {
    let mut hits = CUES.find(side);
    if side.lang() == Lang::FR {
        for i in (0..side.len()).filter(|&i| side.is_word(i) && conditional::is_conditional(side.norm(i))) {
            if !hits.iter().any(|h| h.tokens.contains(&i)) {
                hits.push(Hit { tokens: i..i + 1, cue: &CONDITIONAL });
            }
        }
        hits.sort_by_key(|h| h.tokens.start);
    }
    hits.retain(|h| !name_like(side, h.tokens.start));
    hits
}

/// How plainly a hedge takes the assertion back: 1 = weakly ... 3 = plainly.
pub(crate) fn level(hit: &Hit<'_>) -> u32 {
    hit.cue.field(1).parse().unwrap_or(1)
}
