//! Words of the original left standing in the translation, a few or all.
//!
//! A stretch that both sides share word for word is normal where it is a name
//! or a figure; it is untranslated where words of the source language's own
//! grammar run through it.

use crate::drift::draft::Draft;
use crate::drift::draft::language;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Lang, Side};
use std::ops::Range;

signals! {
    /// Signals of words that both sides share.
    pub(crate) struct UntranslatedSignals {
        /// ln of the number of words.
        log_words,
        /// How foreign the most foreign word is, in [0, 1], see [`foreignness`].
        most_foreign,
        /// Sum over the words of how foreign they are.
        all_foreign,
        /// ln(1 + words of the source language's grammar that the target's lacks).
        function_words,
        /// ln(1 + words in small letters).
        plain_words,
        /// Words as a share of the tokens of the target.
        share,
        /// 1 if quotation marks or brackets stand at an end.
        quoted,
        /// Mean over the words of how foreign they are.
        mean_foreign,
        /// 1 if next to nothing else stands in the target.
        whole,
        /// Share of its words with a capital: near 1 in a title.
        title_capitals,
        /// 1 if the words end as a sentence does.
        ends_sentence,
        /// 1 if the source has quotation marks or brackets around them too.
        quoted_in_source,
        /// Share of the words in small letters that the target's vocabulary lacks.
        unknown_in_target,
    }
}

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

impl PairRule for Untranslated {
    rule! {
        id: "untranslated",
        category: Untranslated,
        summary: "Words of the source language left in the translation",
        languages: Languages::Any,
        rank: 20,
        flags_identical: true,
        merging_weight: 1.3,
        signals: UntranslatedSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if r.source.lang() == r.target.lang() {
            return;
        }
        for (a, b) in shared_runs(&r.source, &r.target) {
            let Some((strength, signals)) = foreign(r, &a, &b) else { continue };
            let whole = is_whole(r, &b);
            let words = r.target.words(b.clone());
            let message = if whole {
                message!("untranslated")
            } else {
                message!("untranslated-words", words = words, language = language(r.source.lang()))
            };
            // What is left in the original's language misleads nobody.
            let severity = if whole || b.len() >= 4 { Severity::Major } else { Severity::Minor };
            let mut finding = Draft::new("untranslated", Category::Untranslated, severity, strength)
                .says(message)
                .at(r.source.span_of(a.clone()), r.target.span_of(b));
            if a.len() == 1 {
                let known = lexicon::best_translation(r, Side::Source, a.start);
                finding = finding.suggests_if(known.map(|t| t.0.to_owned()));
            }
            out.push_with_signals(finding, &signals);
        }
    }
}

/// How surely a shared run is untranslated text, with its signals;
/// `None` for names, titles, figures, and words that both languages have.
fn foreign(r: &PairReading<'_>, a: &Range<usize>, b: &Range<usize>) -> Option<(f32, UntranslatedSignals)> {
    let (target, own, theirs) = (&r.target, grammar(r.target.lang()), grammar(r.source.lang()));
    let words: Vec<usize> = b.clone().filter(|&j| target.is_word(j)).collect();
    let letters = |j: usize| !target.is_capital(j) && target.norm(j).chars().all(|c| c.is_alphabetic() || c == '-');
    let plain = words.iter().filter(|&&j| letters(j)).count();
    let grammatical = words
        .iter()
        .filter(|&&j| letters(j) && theirs.contains(&target.norm(j)) && !own.contains(&target.norm(j)))
        .count();
    let mut foreign: Vec<f32> =
        a.clone().zip(b.clone()).filter(|x| words.contains(&x.1)).map(|(i, j)| foreignness(r, i, j)).collect();
    // Words that no vocabulary has are as foreign as those beside them: *spillway gates*.
    let most_known = foreign.iter().copied().fold(0.0, f32::max);
    for ((i, j), x) in a.clone().zip(b.clone()).filter(|x| words.contains(&x.1)).zip(&mut foreign) {
        if letters(j) && r.source.ids[i].is_none() && r.target.ids[j].is_none() {
            *x = most_known;
        }
    }
    let (most, sum) = (foreign.iter().copied().fold(0.0, f32::max), foreign.iter().sum::<f32>());
    let quoted = inside_quotes(target, b);
    let strength = match (words.len(), grammatical, plain) {
        (n, g, _) if n >= 5 && g >= 2 => 0.95,
        (n, g, _) if n >= 3 && g >= 1 => 0.7,
        (n, _, p) if n >= 2 && p >= 4 => 0.5,
        _ if most >= 0.4 => 0.4 * most,
        (n, _, p) if n >= 2 && p >= 2 => 0.2,
        _ => return None,
    };
    let share = words.len() as f32 / target.len().max(1) as f32;
    let n = words.len() as f32;
    let strength = if quoted { strength * 0.6 } else { strength };
    let signals = UntranslatedSignals {
        log_words: n.ln(),
        most_foreign: most,
        all_foreign: sum,
        function_words: (grammatical as f32).ln_1p(),
        plain_words: (plain as f32).ln_1p(),
        share,
        quoted: flag(quoted),
        mean_foreign: sum / n,
        whole: flag(is_whole(r, b)),
        title_capitals: words.iter().filter(|&&j| target.is_capital(j)).count() as f32 / n,
        ends_sentence: flag(target.words(b.clone()).ends_with(['.', '!', '?', '…'])),
        quoted_in_source: flag(inside_quotes(&r.source, a)),
        unknown_in_target: words.iter().filter(|&&j| letters(j) && target.ids[j].is_none()).count() as f32
            / plain.max(1) as f32,
    };
    Some((strength, signals))
}

/// Whether next to nothing else stands in the target.
fn is_whole(r: &PairReading<'_>, b: &Range<usize>) -> bool {
    10 * b.len() >= 8 * r.target.len()
}

/// How much more a word is at home in the source's language than in the target's, in [0, 1].
fn foreignness(r: &PairReading<'_>, i: usize, j: usize) -> f32 {
    let (Some(model), Some(word)) = (r.pair.model, r.source.ids[i]) else { return 0.0 };
    let name = r.source.is_capital(i) || r.target.is_capital(j);
    if name || r.target.norm(j).chars().count() < 3 || !r.target.norm(j).chars().all(|c| c.is_alphabetic() || c == '-')
    {
        return 0.0;
    }
    let here = model.side(r.source.lang()).map_or(0.0, |v| v.frequency(Some(word)));
    let there = model.side(r.target.lang()).map_or(0.0, |v| v.frequency(r.target.ids[j]));
    // Words that the lexicon leaves as they are belong to both.
    let kept = lexicon::probs(r, i, j).map_or(0.0, |(p, q)| p.max(q));
    ((here / there.max(1e-3)).ln() / 5.0).clamp(0.0, 1.0) * (1.0 - (kept / 0.3).min(1.0))
}

/// Whether quotation marks stand right at the ends: a title, or words kept on purpose.
fn inside_quotes(side: &SideReading<'_>, b: &Range<usize>) -> bool {
    let mark = |i: usize| matches!(side.norm(i), "«" | "»" | "\"" | "“" | "”" | "'" | "(" | ")");
    (b.start > 0 && mark(b.start - 1)) || mark(b.start) || mark(b.end)
}

/// Maximal runs of tokens that are the same on both sides, longest first from the left of
/// the target.
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
        if n >= 1 {
            out.push((i..i + n, j..j + n));
        }
        j += n.max(1);
    }
    out
}

fn same(source: &SideReading<'_>, i: usize, target: &SideReading<'_>, j: usize) -> bool {
    source.norm(i) == target.norm(j)
}
