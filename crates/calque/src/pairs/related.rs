//! Whether two texts are translations of each other.
//!
//! An aligner finds an alignment of any two texts. Unrelated texts are recognised by
//! the support of the words inside the pairs: in translations, including literary
//! ones, the mean support is above one half; in unrelated texts it is about one
//! fifth. Without a model, only the share of paired segments is used.

use super::words::Pair;
use crate::error::Error;
use calque_aligner::Alignment;
use calque_model::Model;
use calque_report::ReportSide;
use calque_text::Token;

/// Texts are unrelated if the mean support of their words, in [0, 1], is below this.
const MIN_SUPPORT: f32 = 0.4;
/// Texts are unrelated if their share of paired segments is below this.
const MIN_PAIRED_SHARE: f32 = 0.1;
/// Minimum number of words for a decision.
const MIN_WORDS: usize = 60;
/// A pair with more tokens on a side and no links was too long to be aligned.
const MAX_LINKED_TOKENS: usize = 300;

/// An error if two texts are not translations of each other.
pub(crate) fn require_related(
    source: &ReportSide,
    target: &ReportSide,
    alignment: &Alignment,
    pairs: &[Pair],
    model: Option<&Model>,
) -> Result<(), Error> {
    let share = paired_share(alignment);
    let (support, words) = support(source, target, pairs);
    tracing::debug!("{} + {}: {share:.2} of the segments paired, support {support:.2}", source.name, target.name);
    let low_support = model.is_some() && words >= MIN_WORDS && support < MIN_SUPPORT;
    let long = |side: &ReportSide| side.document.text.split_whitespace().take(MIN_WORDS).count() == MIN_WORDS;
    let few_pairs = share < MIN_PAIRED_SHARE && (long(source) || long(target));
    if low_support || few_pairs {
        return Err(Error::Unrelated { source: source.name.clone(), target: target.name.clone() });
    }
    Ok(())
}

/// The share of paired segments, weighted by the scores of the beads, in [0, 1]; the larger of both sides, so that
/// the translation of an extract counts as related.
fn paired_share(alignment: &Alignment) -> f32 {
    let (mut source, mut target, mut paired_source, mut paired_target) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    for bead in &alignment.beads {
        let (s, t) = (bead.source.len() as f32, bead.target.len() as f32);
        source += s;
        target += t;
        if !bead.is_unaligned() {
            paired_source += s * bead.score;
            paired_target += t * bead.score;
        }
    }
    (paired_source / source.max(1.0)).max(paired_target / target.max(1.0))
}

/// Mean support of the content words of both sides of the pairs, and their number. Pairs that are the same on both sides
/// are left out: names, tables, code, and what nobody translated say nothing about the rest.
fn support(source: &ReportSide, target: &ReportSide, pairs: &[Pair]) -> (f32, usize) {
    let (mut sum, mut words) = (0.0, 0);
    let mut add = |tokens: &[Token], support: &[f32]| {
        for (_, s) in tokens.iter().zip(support).filter(|(t, _)| t.is_content()) {
            sum += s;
            words += 1;
        }
    };
    // Pairs that were too long to be linked are not counted.
    let is_unlinked =
        |p: &&Pair| p.words.links.is_empty() && p.source.1.len().max(p.target.1.len()) > MAX_LINKED_TOKENS;
    let is_same = |p: &&Pair| p.source.0.of(&source.document.text) == p.target.0.of(&target.document.text);
    for pair in pairs.iter().filter(|p| !is_unlinked(p) && !is_same(p)) {
        add(&pair.source.1, &pair.words.source_support);
        add(&pair.target.1, &pair.words.target_support);
    }
    (sum / words.max(1) as f32, words)
}
