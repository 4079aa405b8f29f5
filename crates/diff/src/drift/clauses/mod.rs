//! A light analysis of clauses: verb, voice, who does it, to whom.
//!
//! By rules over tokens, for the verbs of `data/verbs.tsv`; no parser. It names a participant only where its
//! place is plain: right before the verb, right after it, after *by* or *par*, before *who* or *que*, or a
//! pronoun. What it cannot place it leaves out.

mod clause;
mod english;
mod french;
mod phrase;
mod ties;

pub(crate) use clause::{Clause, Participant};
pub(crate) use ties::{Tied, tied};

use crate::drift::side::SideReading;
use calque_text::Lang;

/// The clauses of a side whose verbs are in the list, by the places of the verbs.
pub(crate) fn clauses(side: &SideReading<'_>) -> Vec<Clause> {
    let clause = |i: usize| match side.lang() {
        Lang::EN => english::clause(side, i),
        Lang::FR => french::clause(side, i),
        _ => None,
    };
    (0..side.len()).filter(|&i| side.is_word(i)).filter_map(clause).collect()
}
