//! Sentences and paragraphs that stand twice in the translation, and once in the original.

use crate::drift::document::DocumentView;
use crate::drift::draft::Draft;
use crate::drift::languages::Languages;
use crate::drift::losses::{self, Fate};
use crate::drift::rule::{DocumentRule, Scope, rule};
use calque_bitext::Category;
use calque_messages::message;
use calque_text::Side;

/// See the module.
pub(crate) struct Doubled;

impl DocumentRule for Doubled {
    rule! {
        id: "doubled",
        category: Duplication,
        summary: "Sentences and paragraphs that stand twice in the translation, and once in the original",
        languages: Languages::Any,
        scope: Scope::Document,
        rank: 404,
    }

    fn check_unaligned(&self, document: &DocumentView<'_>) -> Vec<(usize, Draft)> {
        let mut out = Vec::new();
        for loss in losses::find(document, Side::Target).iter().filter(|l| l.fate == Fate::Copy) {
            let kind = (self.description().id, Category::Duplication);
            let says = |what| message!("passage-twice", what = what);
            out.push((loss.index, losses::finding(loss, &document.unaligned[loss.index], kind, says)));
        }
        out
    }
}
