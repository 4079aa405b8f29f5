//! Idioms rendered word for word: *un morceau de gâteau* for *a piece of cake*.
//!
//! `data/idioms_en.tsv` and `data/idioms_fr.tsv` list idioms, the words that no one says in the other
//! language, what is said there, and what is meant. Both the idiom and its words must stand in the pair.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::word_pairs::{Met, WordPairs};
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Lang;
use std::sync::LazyLock;

/// Idioms of English and their words in French.
static ENGLISH: LazyLock<WordPairs> = LazyLock::new(|| WordPairs::parse_ordered(list!("idioms_en.tsv"), Lang::EN));
/// Idioms of French and their words in English.
static FRENCH: LazyLock<WordPairs> = LazyLock::new(|| WordPairs::parse_ordered(list!("idioms_fr.tsv"), Lang::FR));

/// How far apart the two may stand. Set by hand.
const LEAST_NEARNESS: f32 = 0.1;

/// See the module.
pub(crate) struct Idioms;

impl PairRule for Idioms {
    rule! {
        id: "idioms",
        category: OverlyLiteral,
        summary: "An idiom rendered word for word",
        rank: 145,
        // It says what is wrong, where others see only that something is.
        merging_weight: 3.0,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let idioms = match r.source.lang() {
            Lang::EN => &*ENGLISH,
            Lang::FR => &*FRENCH,
            _ => return,
        };
        for met in idioms.met(r, LEAST_NEARNESS) {
            if met.row.get(4) != Some(&"fine") {
                out.push(finding(r, &met));
            }
        }
    }
}

fn finding(r: &PairReading<'_>, met: &Met<'_>) -> Draft {
    let (was, is) = (r.source.words(met.source.tokens.clone()), r.target.words(met.target.tokens.clone()));
    let column = |k: usize| met.row.get(k).copied().unwrap_or("");
    let (severity, strength) = if column(4) == "both" { (Severity::Minor, 0.55) } else { (Severity::Major, 0.85) };
    Draft::new("idioms", Category::OverlyLiteral, severity, strength)
        .at(r.source.span_of(met.source.tokens.clone()), r.target.span_of(met.target.tokens.clone()))
        .says(message!("literal-idiom", is = is, was = was, meaning = column(3)))
        .suggests(column(2))
}
