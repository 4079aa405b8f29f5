//! Sentences and paragraphs of the original that have no counterpart in the translation.

use crate::drift::document::DocumentView;
use crate::drift::draft::Draft;
use crate::drift::languages::Languages;
use crate::drift::losses::{self, Fate};
use crate::drift::rule::{DocumentRule, Scope, rule};
use calque_bitext::Category;
use calque_messages::message;
use calque_text::Side;

/// See the module.
pub(crate) struct Dropped;

impl DocumentRule for Dropped {
    rule! {
        id: "dropped",
        category: Omission,
        summary: "Sentences and paragraphs of the original that have no counterpart in the translation",
        languages: Languages::Any,
        scope: Scope::Document,
        rank: 405,
    }

    fn check_unaligned(&self, document: &DocumentView<'_>) -> Vec<(usize, Draft)> {
        let lost = losses::find(document, Side::Source);
        let finding = |loss: &losses::Loss| {
            let kind = (self.description().id, Category::Omission);
            let made = losses::finding(loss, &document.unaligned[loss.index], kind, |what| match loss.fate {
                Fate::Lost => message!("passage-lost", what = what),
                Fate::Moved => message!("passage-moved", what = what),
                Fate::Copy => message!("passage-once", what = what),
            });
            (loss.index, made)
        };
        lost.iter().map(finding).collect()
    }
}
