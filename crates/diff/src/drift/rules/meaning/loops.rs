//! A phrase that comes again and again in the translation, as a machine that is stuck writes it.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// See the module.
pub(crate) struct Loops;

/// Words of the longest phrase that is looked for.
const LONGEST: usize = 400;
/// How often a word may return before the end of a phrase that begins with it.
const RETURNS: usize = 12;
/// Words that may stand between two rounds of a loop and are left out: *and*, *et*.
const JOINS: &[&str] = &["and", "or", "then", "et", "ou", "puis"];

impl PairRule for Loops {
    rule! {
        id: "loops",
        category: Duplication,
        summary: "A phrase that comes again and again",
        languages: Languages::Any,
        rank: 195,
        merging_weight: 1.5,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        for found in loops(&r.target, 3) {
            // A refrain of the original is a refrain of the translation.
            if loops(&r.source, 1).iter().any(|l| l.rounds + 1 >= found.rounds) {
                continue;
            }
            let first = r.target.words(found.first.clone());
            let severity = if found.rounds > 2 || found.words >= 5 { Severity::Major } else { Severity::Minor };
            let finding = Draft::new(self.description().id, Category::Duplication, severity, 0.9)
                .at(r.counterpart_span(Side::Target, found.first.clone()), r.target.span_of(found.again))
                .says(message!("phrase-repeated", words = first, times = found.rounds));
            out.push(finding);
        }
    }
}

/// A phrase that follows itself.
struct Loop {
    /// The tokens of its first round.
    first: Range<usize>,
    /// The tokens of the later ones.
    again: Range<usize>,
    /// How many words it has.
    words: usize,
    /// How many rounds there are.
    rounds: usize,
}

/// For each word, where it comes next.
fn returns(side: &SideReading<'_>, words: &[usize]) -> Vec<Option<usize>> {
    let mut latest: FxHashMap<&str, usize> = FxHashMap::default();
    let mut next: Vec<Option<usize>> =
        words.iter().enumerate().rev().map(|(k, &i)| latest.insert(side.norm(i), k)).collect();
    next.reverse();
    next
}

/// The loops of a side, from the left: three rounds, or two of `least` words or more. Marks and joining words are
/// passed over.
fn loops(side: &SideReading<'_>, least: usize) -> Vec<Loop> {
    let words: Vec<usize> = (0..side.len()).filter(|&i| side.is_word(i) && !JOINS.contains(&side.norm(i))).collect();
    if words.len() < 2 * least.min(2) {
        return Vec::new();
    }
    let again = returns(side, &words);
    let mut out = Vec::new();
    let same = |a: usize, b: usize| side.norm(words[a]) == side.norm(words[b]);
    let mut at = 0;
    while at < words.len() {
        // A phrase that follows itself ends where its first word returns.
        let longest = LONGEST.min((words.len() - at) / 2);
        let lengths = std::iter::successors(again[at], |&k| again[k]).map(|k| k - at);
        let phrases = lengths.take_while(|&n| n <= longest).filter(|&n| n >= least.min(2));
        let found = phrases.take(RETURNS).find_map(|n| {
            let matched = (at..words.len() - n).take_while(|&k| same(k, k + n)).count();
            let rounds = 1 + matched / n;
            // Two rounds of two words are *little by little*, *jour après jour*.
            let enough = rounds >= 3 || (rounds == 2 && n >= least);
            (enough && is_telling(side, &words[at..at + n])).then_some((n, rounds))
        });
        let Some((n, rounds)) = found else {
            at += 1;
            continue;
        };
        let last = at + n * rounds - 1;
        out.push(Loop {
            first: words[at]..words[at + n - 1] + 1,
            again: words[at + n]..words[last] + 1,
            words: n,
            rounds,
        });
        at = last + 1;
    }
    out
}

/// Whether a phrase has letters enough: rows of figures repeat.
fn is_telling(side: &SideReading<'_>, words: &[usize]) -> bool {
    words.iter().filter(|&&i| side.written(i).chars().any(char::is_alphabetic)).count() * 2 > words.len()
}
