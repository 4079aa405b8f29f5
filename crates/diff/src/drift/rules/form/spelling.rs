//! A misspelt word of the translation, by the word it must have been.
//!
//! No dictionary of a language is asked: a word that the model's vocabulary
//! lacks, and that is one letter away from a translation of a word of the
//! original, is that translation, misspelt. So the rule knows what the word
//! should be, and says nothing of names and rare words.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, RuleDescription, Scope, rule};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;

/// See the module.
pub(crate) struct Spelling;

/// Shorter words are one letter away from too many others.
const SHORTEST: usize = 5;

impl PairRule for Spelling {
    rule! {
        id: "spelling",
        category: Form,
        summary: "Words one letter away from the translation that they must be",
        rank: 260,
        flags_identical: true,
        scope: Scope::Form,
        merging_weight: RuleDescription::FORM_WEIGHT,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        for j in 0..r.target.len() {
            let word = r.target.norm(j);
            let plain =
                r.target.is_word(j) && word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic);
            let name = r.target.is_capital(j) && !r.target.opens_sentence(j);
            if !plain || name || r.target.ids[j].is_some() || copied(r, word) {
                continue;
            }
            if let Some((i, due)) = meant(r, word) {
                let draft = Draft::new("spelling", Category::Form, Severity::Minor, 0.85)
                    .at(r.source.span(i), r.target.span(j))
                    .says(message!("misspelt", word = r.target.written(j), due = due));
                out.push(draft.suggests(due));
            }
        }
    }
}

/// Whether the original has the word as well.
fn copied(r: &PairReading<'_>, word: &str) -> bool {
    r.source.norms.iter().any(|n| n == word)
}

/// The translation of a word of the original that is one letter away, the likeliest.
fn meant<'r>(r: &PairReading<'r>, word: &str) -> Option<(usize, &'r str)> {
    let mut best: Option<(usize, &str, f32)> = None;
    for i in (0..r.source.len()).filter(|&i| r.source.is_word(i)) {
        for (due, p) in lexicon::all_translations(r, Side::Source, i) {
            // Another form of the word is no slip: the vocabulary need not have them all.
            let form = due.strip_prefix(word).or_else(|| word.strip_prefix(due)).is_some();
            if p > 0.02 && !form && one_slip(due, word) && best.is_none_or(|b| b.2 < p) {
                best = Some((i, due, p));
            }
        }
    }
    best.map(|(i, due, _)| (i, due))
}

/// Whether one letter was added, lost or changed, or two swapped.
fn one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (n, m) = (a.len(), b.len());
    if n.abs_diff(m) > 1 || a == b {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = |i: usize, j: usize| a.get(i..) == b.get(j..);
    match n.cmp(&m) {
        std::cmp::Ordering::Equal => {
            let swapped = head + 1 < n && a[head] == b[head + 1] && a[head + 1] == b[head] && tail(head + 2, head + 2);
            tail(head + 1, head + 1) || swapped
        }
        std::cmp::Ordering::Greater => tail(head + 1, head),
        std::cmp::Ordering::Less => tail(head, head + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::one_slip;

    #[test]
    fn one_letter_is_one_slip() {
        for b in ["barage", "barrrage", "barrqge", "barragee", "barraeg"] {
            assert!(one_slip("barrage", b), "{b}");
        }
        for b in ["barrage", "barge", "bagarre", "barragistes"] {
            assert!(!one_slip("barrage", b), "{b}");
        }
    }
}
