//! Renderings that the dictionary allows and that may weaken or strengthen.
//!
//! *significant* → *importante* is right in many a sentence, and says less in
//! others. These are remarks, never errors: the list holds words that are
//! worth a second look, and why.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::word_pairs::WordPairs;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Severity};
use calque_messages::{Value, message};
use calque_text::Lang;
use std::sync::LazyLock;

static PAIRS: LazyLock<WordPairs> = LazyLock::new(|| WordPairs::parse(list!("nuances.tsv")));

/// See the module.
pub(crate) struct Nuance;

impl PairRule for Nuance {
    rule! {
        id: "nuance",
        category: UnderTranslation,
        summary: "A rendering that may weaken or strengthen, as a remark",
        rank: 220,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        for met in PAIRS.met(r, 0.5).into_iter().filter(|m| m.row.get(2) != Some(&"same")) {
            let (was, is) = (r.source.words(met.source.tokens.clone()), r.target.words(met.target.tokens.clone()));
            let weaker = (met.row.get(2) == Some(&"weaker")) == (r.target.lang() == Lang::FR);
            let column = |k: usize| met.row.get(k).copied().unwrap_or("").to_owned();
            let why = Value::Either(column(3), column(4));
            let (category, message) = if weaker {
                (Category::UnderTranslation, message!("weaker", is = is, was = was, why = why))
            } else {
                (Category::OverTranslation, message!("stronger", is = is, was = was, why = why))
            };
            out.push(
                Draft::new("nuance", category, Severity::Info, 0.35 + 0.2 * met.nearness)
                    .at(r.source.span_of(met.source.tokens.clone()), r.target.span_of(met.target.tokens.clone()))
                    .says(message),
            );
        }
    }
}
