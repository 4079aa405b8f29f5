//! A light analysis of clauses: verb, voice, who does it, to whom.
//!
//! By rules over tokens, for the verbs of `data/verbs.tsv`; no parser. It names a participant only where its
//! place is plain: right before the verb, right after it, after *by* or *par*, before *who* or *que*, or a
//! pronoun. What it cannot place it leaves out.

mod english;
mod french;
mod phrase;

use crate::drift::side::SideReading;
use calque_text::Lang;

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Participant {
    /// A noun or name: the token of its first content word, and the last one.
    Noun(usize, usize),
    /// A pronoun by the persons that it may stand for: `i` me, `w` us, `y` you, `h` him, `s` her, `t` them,
    /// and its token.
    Pronoun(&'static str, usize),
}

/// A verb with those who take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// The token of the verb.
    pub(crate) verb: usize,
    /// Who does it.
    pub(crate) agent: Option<Participant>,
    /// To whom it is done, or who is given something.
    pub(crate) patient: Option<Participant>,
}

/// The clauses of a side whose verbs are in the list, by the places of the verbs.
pub(crate) fn clauses(side: &SideReading<'_>) -> Vec<Clause> {
    let clause = |i: usize| match side.lang() {
        Lang::EN => english::clause(side, i),
        Lang::FR => french::clause(side, i),
        _ => None,
    };
    (0..side.len()).filter(|&i| side.is_word(i)).filter_map(clause).collect()
}
