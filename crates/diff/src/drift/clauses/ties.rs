//! Names by what they hang on: a goal *by* Barrena, pressure *from* Teles.

use crate::drift::side::SideReading;
use calque_text::Lang;
use std::ops::Range;

/// A name after a preposition.
#[derive(Debug)]
pub(crate) struct Tied {
    /// The words of the name.
    pub(crate) name: Range<usize>,
    /// The content words before the preposition.
    pub(crate) heads: Vec<usize>,
}

/// How far before a name its preposition may stand, and before that the words that it hangs on, in tokens. Set by hand.
const REACH: usize = 4;
/// Least information of a word that something hangs on, in nats. Set by hand.
const CONTENT: f32 = 5.0;

const ENGLISH: [&str; 10] = ["by", "from", "of", "with", "to", "for", "against", "than", "on", "in"];
const FRENCH: [&str; 14] =
    ["par", "de", "du", "des", "d'", "avec", "à", "au", "aux", "pour", "contre", "chez", "dans", "en"];

/// The names of a side that stand after a preposition.
pub(crate) fn tied(side: &SideReading<'_>) -> Vec<Tied> {
    let name = |k: usize| side.is_word(k) && side.is_capital(k) && side.information[k] > 4.0;
    let mut out = Vec::new();
    let mut k = 0;
    while k < side.len() {
        if !name(k) {
            k += 1;
            continue;
        }
        let end = (k..side.len()).find(|&i| !name(i)).unwrap_or(side.len());
        if let Some(heads) = heads(side, k) {
            out.push(Tied { name: k..end, heads });
        }
        k = end;
    }
    out
}

/// What the name that begins at token `start` hangs on.
fn heads(side: &SideReading<'_>, start: usize) -> Option<Vec<usize>> {
    let prepositions: &[&str] = if side.lang() == Lang::FR { &FRENCH } else { &ENGLISH };
    let words = |from: usize| (from.saturating_sub(REACH)..from).rev().take_while(|&k| side.is_word(k));
    let at = words(start).find(|&k| prepositions.contains(&side.norm(k)))?;
    let figure = |k: usize| side.norm(k).starts_with(|c: char| c.is_ascii_digit());
    let content = |&k: &usize| side.information[k] > CONTENT && !side.is_capital(k) && !figure(k);
    // A place or a time of its own: *the estate in Scotland*.
    let place = |&k: &usize| matches!(side.norm(k), "on" | "in" | "at" | "en" | "dans" | "à");
    let heads: Vec<usize> = words(at).take_while(|k| !place(k)).filter(content).collect();
    (!heads.is_empty()).then_some(heads)
}
