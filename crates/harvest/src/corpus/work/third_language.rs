//! Passages of a document in a third language: a quotation, a motto, a paragraph that nobody translated, a page that is
//! in the wrong folder.
//!
//! One sentence alone may not show its language, but its neighbours do. So each side is cut into stretches: a hidden
//! Markov model of two states, the document's own languages and a third one, whose emissions are the log odds of
//! [`third_language`], and whose most probable path is found by dynamic programming (Viterbi 1967), in linear time.

use crate::corpus::error_entry::{ErrorEntry, Step};
use calque::ReportSide;
use calque_text::{Lang, third_language};
use std::collections::BTreeMap;
use std::ops::Range;

/// The price of entering a passage in a third language, in nats, and of leaving it. Set by hand: a sentence alone is one
/// only if it shows that plainly.
const ENTER: f32 = 3.0;
const LEAVE: f32 = 1.0;
/// One sentence counts for no more, in nats.
const MOST: f32 = 8.0;
/// Passages of one side that get an entry of their own in the error report.
const ENTRIES: usize = 20;
/// Characters of a passage that an entry quotes.
const QUOTED: usize = 80;

/// A passage in a third language: sentences of one side.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Passage {
    pub(crate) sentences: Range<usize>,
    pub(crate) lang: Lang,
}

/// The passages of a side that are in neither of the languages of the pair.
pub(crate) fn passages(side: &ReportSide, pair: (Lang, Lang)) -> Vec<Passage> {
    let text = &side.document.text;
    let odds: Vec<Option<(Lang, f32)>> = side
        .sentences
        .iter()
        .map(|s| third_language(s.span.of(text), pair).map(|t| (t.lang, t.log_odds.clamp(-MOST, MOST))))
        .collect();
    // Most texts have no sentence that could begin a passage.
    if odds.iter().flatten().all(|(_, odds)| *odds <= 0.0) {
        return Vec::new();
    }
    let inside = most_probable_path(&odds);
    let mut passages: Vec<Passage> = Vec::new();
    let mut i = 0;
    while i < inside.len() {
        let end = (i..inside.len()).find(|&k| inside[k] != inside[i]).unwrap_or(inside.len());
        if inside[i] {
            passages.push(Passage { sentences: i..end, lang: language_of(&odds[i..end]) });
        }
        i = end;
    }
    passages
}

/// For each sentence, whether it lies in a passage.
fn most_probable_path(odds: &[Option<(Lang, f32)>]) -> Vec<bool> {
    // The score of the best path that ends outside and inside a passage, and where it came from.
    let (mut outside, mut inside) = (0.0f32, -ENTER);
    let mut from = Vec::with_capacity(odds.len());
    for (n, sentence) in odds.iter().enumerate() {
        let gain = sentence.map_or(0.0, |(_, odds)| odds);
        let (leave, enter) = (inside - LEAVE, outside - ENTER);
        let (outside_from_inside, inside_from_inside) = (n > 0 && leave > outside, n == 0 || inside > enter);
        from.push((outside_from_inside, inside_from_inside));
        (outside, inside) = (if outside_from_inside { leave } else { outside }, gain + inside.max(enter));
    }
    let mut state = inside - LEAVE > outside;
    let mut path = vec![false; odds.len()];
    for (n, (outside_from_inside, inside_from_inside)) in from.iter().enumerate().rev() {
        path[n] = state;
        state = if state { *inside_from_inside } else { *outside_from_inside };
    }
    path
}

/// The language that most of the evidence of a passage speaks for.
fn language_of(odds: &[Option<(Lang, f32)>]) -> Lang {
    let mut sums: BTreeMap<Lang, f32> = BTreeMap::new();
    for (lang, odds) in odds.iter().flatten() {
        *sums.entry(*lang).or_default() += odds.max(0.0);
    }
    sums.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(Lang::UND, |(lang, _)| lang)
}

/// The entries of the error report about the passages of a side; one where the text is in another language throughout.
pub(crate) fn entries(side: &ReportSide, passages: &[Passage]) -> Vec<ErrorEntry> {
    let text = &side.document.text;
    let entry = |line: Option<usize>, why: String, remedy: String| ErrorEntry {
        file: side.name.clone(),
        line: line.map(|n| n as u64),
        step: Step::Language,
        why,
        remedy,
    };
    let count: usize = passages.iter().map(|p| p.sentences.len()).sum();
    if let Some(first) = passages.first().filter(|_| 2 * count > side.sentences.len() && side.sentences.len() > 1) {
        let (name, all) = (first.lang.name(), side.sentences.len());
        let why = format!("is in {name} for the most part: {count} of {all} sentences are left out");
        return vec![entry(None, why, "give the right file, or take it out".to_owned())];
    }
    let mut out: Vec<ErrorEntry> = passages
        .iter()
        .take(ENTRIES)
        .filter_map(|passage| {
            let span = side.span(&passage.sentences)?;
            let line = side.origin.positions.line_and_column(text, span.start).map(|(line, _)| line);
            let words = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            let quoted: String = words.chars().take(QUOTED).collect();
            let dots = if words.chars().count() > QUOTED { "…" } else { "" };
            let n = passage.sentences.len();
            let (sentences, are) = if n == 1 { ("sentence", "is") } else { ("sentences", "are") };
            let name = passage.lang.name();
            let why = format!("{n} {sentences} in {name} {are} left out: “{quoted}{dots}”");
            Some(entry(line, why, "nothing, if it belongs there; else translate it, or take it out".to_owned()))
        })
        .collect();
    if passages.len() > ENTRIES {
        let more = passages.len() - ENTRIES;
        let why = format!("{more} more passages in a third language are left out");
        out.push(entry(None, why, "as for those above".to_owned()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(odds: &[f32]) -> String {
        let spanish: Lang = "es".parse().expect("a language");
        let odds: Vec<_> = odds.iter().map(|o| Some((spanish, *o))).collect();
        most_probable_path(&odds).iter().map(|inside| if *inside { 'x' } else { '.' }).collect()
    }

    #[test]
    fn neighbours_decide_about_what_shows_little() {
        // Alone, a sentence must be plain.
        assert_eq!(path(&[-8.0, 3.5, -8.0]), "...");
        assert_eq!(path(&[-8.0, 4.5, -8.0]), ".x.");
        // Between others of its kind it need not be.
        assert_eq!(path(&[-8.0, 6.0, 0.0, -0.5, 6.0, -8.0]), ".xxxx.");
        // A name in the own language between two passages.
        assert_eq!(path(&[6.0, -8.0, 6.0]), "x.x");
        assert_eq!(path(&[]), "");
        assert_eq!(path(&[6.0, 6.0]), "xx");
    }
}
