//! Sentences and paragraphs of the original that have no counterpart in the translation.

use crate::drift::document::DocumentView;
use crate::drift::losses::{self, Fate};
use crate::drift::rule::{DocumentRule, Scope, rule};
use calque_bitext::{Category, Finding};
use calque_text::Side;

/// See the module.
pub(crate) struct Dropped;

impl DocumentRule for Dropped {
    rule! {
        id: "dropped",
        category: Omission,
        summary: "Sentences and paragraphs of the original that have no counterpart in the translation",
        scope: Scope::Document,
        rank: 405,
    }

    fn check_unaligned(&self, document: &DocumentView<'_>) -> Vec<(usize, Finding)> {
        let lost = losses::find(document, Side::Source);
        let finding = |loss: &losses::Loss| {
            let kind = (self.description().id, Category::Omission);
            let made = losses::finding(loss, &document.unaligned[loss.index], kind, |what| match loss.fate {
                Fate::Lost => format!("The {what} is missing from the translation."),
                Fate::Moved => format!("The {what} stands at another place in the translation."),
                Fate::Copy => format!("The {what} stands twice in the original, and once in the translation."),
            });
            (loss.index, made)
        };
        lost.iter().map(finding).collect()
    }
}
