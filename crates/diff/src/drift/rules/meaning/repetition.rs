//! A word or group of words that stands twice running in the translation, and not in the original.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use std::ops::Range;

/// See the module.
pub(crate) struct Repetition;

/// Words that stand twice in good style: *nous nous*, *had had*, *très très*, *le faire faire*.
const MAY_REPEAT: &[&str] = &[
    "nous", "vous", "had", "that", "très", "very", "bla", "blah", "non", "no", "oui", "yes", "ha", "ah", "oh", "hé",
    "la", "faire", "fait", "bien", "tout",
];

/// German relative pronouns and articles that meet, and pronouns: *die, die die Felder ersetzen*, *dass Sie sie brauchen*.
const MAY_REPEAT_IN_GERMAN: &[&str] =
    &["die", "der", "das", "den", "dem", "sie", "ihnen", "ihr", "sich", "mehr", "zu", "so"];

impl PairRule for Repetition {
    rule! {
        id: "repetition",
        category: Duplication,
        summary: "Words that stand twice running",
        languages: Languages::Any,
        rank: 200,
        flags_identical: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let allowed = runs(&r.source).len();
        for (first, second) in runs(&r.target).into_iter().skip(allowed) {
            let words = r.target.words(second.clone());
            out.push(
                Draft::new("repetition", Category::Duplication, Severity::Minor, 0.9)
                    .at(r.counterpart_span(calque_text::Side::Target, first), r.target.span_of(second))
                    .says(message!("word-repeated", words = words)),
            );
        }
    }
}

/// Immediate repetitions of one to four words.
fn runs(side: &SideReading<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let mut i = 0;
    'next: while i < side.len() {
        for n in (1..=4).rev() {
            let (a, b) = (i..i + n, i + n..i + 2 * n);
            let same = b.end <= side.len()
                && a.clone().zip(b.clone()).all(|(x, y)| side.is_word(x) && side.norm(x) == side.norm(y));
            let trivial = n == 1
                && (MAY_REPEAT.contains(&side.norm(i))
                    || side.lang().code() == "de" && MAY_REPEAT_IN_GERMAN.contains(&side.norm(i))
                    || side.norm(i).chars().any(char::is_numeric));
            // *de plus en plus en difficulté*
            let by_degrees = n == 2 && i > 0 && side.norm(i - 1) == "de" && side.norm(i + 1) == "en";
            if same && !trivial && !by_degrees {
                out.push((a, b));
                i += 2 * n;
                continue 'next;
            }
        }
        i += 1;
    }
    out
}
