//! Terms rendered word for word: *document à distribuer* for a picture agency's *handout*.
//!
//! The list names the term, the literal rendering and the right one. Both must
//! stand in the pair, near each other.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::word_pairs::{Met, WordPairs};
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Lang;
use std::sync::LazyLock;

static PAIRS: LazyLock<WordPairs> = LazyLock::new(|| WordPairs::parse(list!("calques.tsv")));

/// See the module.
pub(crate) struct Calques;

impl PairRule for Calques {
    rule! {
        id: "calques",
        category: Mistranslation,
        summary: "A term rendered word for word",
        rank: 150,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        for met in PAIRS.met(r, 0.15) {
            out.push(finding(r, &met));
        }
    }
}

fn finding(r: &PairReading<'_>, met: &Met<'_>) -> Draft {
    let (was, is) = (r.source.words(met.source.tokens.clone()), r.target.words(met.target.tokens.clone()));
    let into_french = r.target.lang() == Lang::FR;
    let right = met.row.get(2).copied().filter(|_| into_french).unwrap_or("");
    let meaning = met.row.get(if into_french { 3 } else { 2 }).copied().filter(|m| *m != "-");
    let message = match meaning {
        Some(meaning) => message!("literal-term-means", is = is, was = was, meaning = meaning),
        None => message!("literal-term", is = is, was = was),
    };
    Draft::new("calques", Category::Mistranslation, Severity::Major, 0.7)
        .at(r.source.span_of(met.source.tokens.clone()), r.target.span_of(met.target.tokens.clone()))
        .says(message)
        .suggests_if((!right.is_empty()).then(|| right.to_owned()))
}
