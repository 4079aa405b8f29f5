//! Sentences and paragraphs of the translation that translate nothing.

use crate::drift::document::DocumentView;
use crate::drift::draft::Draft;
use crate::drift::languages::Languages;
use crate::drift::losses::{self, Fate};
use crate::drift::rule::{DocumentRule, Scope, rule};
use calque_bitext::Category;
use calque_messages::message;
use calque_text::Side;

/// See the module.
pub(crate) struct Invented;

impl DocumentRule for Invented {
    rule! {
        id: "invented",
        category: Addition,
        summary: "Sentences and paragraphs of the translation that translate nothing of the original",
        languages: Languages::Any,
        scope: Scope::Document,
        rank: 406,
    }

    fn check_unaligned(&self, document: &DocumentView<'_>) -> Vec<(usize, Draft)> {
        let mut out = Vec::new();
        // What stands twice is told by the rule `doubled`; what has moved, once, by `dropped`.
        for loss in losses::find(document, Side::Target).iter().filter(|l| l.fate == Fate::Lost) {
            let kind = (self.description().id, Category::Addition);
            let says = |what| message!("passage-added", what = what);
            out.push((loss.index, losses::finding(loss, &document.unaligned[loss.index], kind, says)));
        }
        out
    }
}
