//! What only the whole text shows: names spelt in two ways, quotations that return changed, terms
//! rendered now so and now so, a headline that says more than its text.

use crate::drift::check::settle;
use crate::drift::rules;
use crate::drift::settings::RuleSettings;
use crate::drift::side::PairView;
use calque_bitext::Finding;

/// A finding and the pair it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentFinding {
    /// Index into the pairs given.
    pub pair: usize,
    /// The finding; spans point into that pair's texts.
    pub finding: Finding,
}

/// Checks a document as a whole, given its pairs in order. Findings on single pairs are
/// [`crate::check_pair`]'s.
pub fn check_document(pairs: &[PairView<'_>], settings: &RuleSettings) -> Vec<DocumentFinding> {
    let mut out = Vec::new();
    for (id, check) in rules::DOCUMENT_RULES {
        if !settings.enabled(id, true) {
            continue;
        }
        for (pair, raw) in check(pairs) {
            let Some(view) = pairs.get(pair) else { continue };
            for finding in settle(vec![raw], view).into_iter().filter_map(|f| settings.admit(f)) {
                out.push(DocumentFinding { pair, finding });
            }
        }
    }
    out
}
