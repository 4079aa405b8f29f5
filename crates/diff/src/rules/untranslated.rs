//! Words of the original left standing in the translation, a few or all.
//!
//! A stretch that both sides share word for word is normal where it is a name
//! or a figure; it is untranslated where words of the source language's own
//! grammar run through it.

use crate::reading::{Reading, SideReading};
use crate::{Category, Finding, Found, Rule, Severity};
use calque_text::Lang;
use std::ops::Range;

/// See the module.
pub(crate) struct Untranslated;

const FRENCH: &[&str] = &[
    "le", "la", "les", "l'", "un", "une", "des", "du", "de", "d'", "et", "est", "sont", "a", "ont", "dans", "pour",
    "par", "sur", "avec", "qui", "que", "qu'", "ne", "n'", "pas", "ce", "cette", "ces", "il", "elle", "ils", "elles",
    "nous", "vous", "au", "aux", "en", "plus", "été", "était", "son", "sa", "ses", "leur", "leurs", "mais", "ou", "où",
    "comme", "être", "avoir", "fait", "selon", "entre", "sans", "sous", "après", "avant", "depuis", "se", "s'", "c'",
    "y", "à",
];
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "was", "were", "are", "be", "been", "has", "have", "had", "that", "this",
    "these", "those", "for", "with", "by", "from", "at", "it", "its", "he", "she", "they", "his", "her", "their",
    "which", "who", "whom", "would", "will", "could", "should", "may", "might", "as", "but", "or", "if", "than",
    "then", "after", "before", "into", "about", "over", "when", "where", "while", "an", "a", "on", "not", "we", "you",
    "said", "says", "there", "how", "what", "do", "does", "did", "so", "up", "out", "all", "one", "more", "can", "i",
];

fn grammar(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::FR => FRENCH,
        Lang::EN => ENGLISH,
        _ => &[],
    }
}

impl Rule for Untranslated {
    rule!("untranslated", Untranslated, "Words of the source language left in the translation");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        if r.source.lang() == r.target.lang() {
            return;
        }
        for (a, b) in shared_runs(&r.source, &r.target) {
            if let Some(strength) = foreign(&r.source, &r.target, &a, &b) {
                let whole = 10 * b.len() >= 8 * r.target.len();
                let words = r.target.words(b.clone());
                let message = if whole {
                    "The segment is not translated.".to_owned()
                } else {
                    format!("“{words}” is left in {}.", r.source.lang().name())
                };
                out.push(
                    Finding::new("untranslated", Category::Untranslated, Severity::Critical, strength)
                        .at(r.source.span_of(a), r.target.span_of(b))
                        .says(message),
                );
            }
        }
    }
}

/// How surely a shared run is untranslated text; `None` for names, titles, figures.
fn foreign(source: &SideReading<'_>, target: &SideReading<'_>, a: &Range<usize>, b: &Range<usize>) -> Option<f32> {
    let (own, theirs) = (grammar(target.lang()), grammar(source.lang()));
    let words: Vec<usize> = b.clone().filter(|&i| target.is_word(i)).collect();
    if words.len() < 2 {
        return None;
    }
    let plain =
        words.iter().filter(|&&i| !target.is_capital(i) && target.norm(i).chars().all(char::is_alphabetic)).count();
    let grammatical = words
        .iter()
        .filter(|&&i| !target.is_capital(i) && theirs.contains(&target.norm(i)) && !own.contains(&target.norm(i)))
        .count();
    let _ = (source, a);
    let quoted = inside_quotes(target, b);
    match (words.len(), grammatical, plain) {
        (n, g, _) if n >= 5 && g >= 2 => Some(if quoted { 0.7 } else { 0.95 }),
        (n, g, _) if n >= 3 && g >= 1 => Some(if quoted { 0.35 } else { 0.7 }),
        (_, _, p) if p >= 4 => Some(0.5),
        (_, _, p) if p >= 2 => Some(0.3),
        _ => None,
    }
}

/// Whether quotation marks stand right at the ends: a title, or words kept on purpose.
fn inside_quotes(side: &SideReading<'_>, b: &Range<usize>) -> bool {
    let mark = |i: usize| matches!(side.norm(i), "«" | "»" | "\"" | "“" | "”" | "'" | "(" | ")");
    (b.start > 0 && mark(b.start - 1)) || mark(b.start) || mark(b.end)
}

/// Maximal runs of tokens that are the same on both sides, longest first from the left of
/// the target, at least two words.
fn shared_runs(source: &SideReading<'_>, target: &SideReading<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let mut j = 0;
    while j < target.len() {
        let mut best = (0, 0);
        for i in 0..source.len() {
            let mut n = 0;
            while i + n < source.len() && j + n < target.len() && same(source, i + n, target, j + n) {
                n += 1;
            }
            if n > best.1 {
                best = (i, n);
            }
        }
        let (i, n) = best;
        if n >= 2 {
            out.push((i..i + n, j..j + n));
        }
        j += n.max(1);
    }
    out
}

fn same(source: &SideReading<'_>, i: usize, target: &SideReading<'_>, j: usize) -> bool {
    // The last word may lose a clitic cut off in one language alone; otherwise words must be equal.
    source.norm(i) == target.norm(j)
}
