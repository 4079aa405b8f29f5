//! The measures from which documents are paired.

use crate::pairing::names::Name;
use crate::pairing::{Collections, DocumentSimilarity, NamedDocument};

/// A larger lead, either way, counts no more.
pub const MAX_LEAD: f32 = crate::pairing::MAX_LEAD;

/// What every source has in common with every target, as indices and measures; the lead is not known yet. Documents
/// without a profile are left out.
pub fn compare_documents(
    sources: &[NamedDocument<'_>],
    targets: &[NamedDocument<'_>],
) -> Vec<(usize, usize, Option<DocumentSimilarity>)> {
    let names = (vec![Name::default(); sources.len()], vec![Name::default(); targets.len()]);
    let collections = Collections::new(sources, targets, (&names.0, &names.1));
    let pairs = (0..sources.len()).flat_map(|s| (0..targets.len()).map(move |t| (s, t)));
    pairs.map(|(s, t)| (s, t, collections.similarity(s, t))).filter(|pair| pair.2.is_some()).collect()
}

/// Fills in the lead of each pair over all other partners of its documents, by the log-odds that `log_odds` gives.
pub fn find_leads(
    pairs: &mut [(usize, usize, Option<DocumentSimilarity>)],
    log_odds: impl Fn(&DocumentSimilarity) -> f32,
) {
    crate::pairing::find_leads(pairs, log_odds);
}

/// Log-odds by the shipped weights that two documents are translations of each other; with the lead, if it is known.
pub fn shipped_log_odds(similarity: &DocumentSimilarity) -> f32 {
    similarity.log_odds()
}
