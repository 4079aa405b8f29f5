//! Whether two texts are translations of each other at all.
//!
//! An aligner always finds something to pair. What gives unrelated texts away is
//! that the words inside the pairs do not render each other: in translations,
//! literary ones too, more than half of the words find support on the other
//! side, in unrelated texts about a fifth. Without a model only the share of
//! segments that pair can tell.

use crate::pipeline::{Bitext, Pair, pair_every};
use crate::{Error, Settings, models};
use calque_aligner::Alignment;
use calque_model::Model;
use calque_report::ReportSide;
use calque_text::Token;

/// Mean support of words below which texts are unrelated.
const LEAST_SUPPORT: f32 = 0.4;
/// Share of segments in pairs below which texts are unrelated.
const LEAST_SHARE: f32 = 0.1;
/// Words without which there is no judging.
const ENOUGH_WORDS: usize = 60;
/// Tokens from which a pair without any link was not linked for its length.
const LONG: usize = 300;
/// Beads that [`Bitext::seems_related`] looks into.
const SAMPLE: usize = 64;

/// An error where two texts are no translations of each other.
pub(crate) fn related(
    source: &ReportSide,
    target: &ReportSide,
    alignment: &Alignment,
    pairs: &[Pair],
    model: Option<&Model>,
) -> Result<(), Error> {
    let share = share(alignment);
    let (support, words) = support(pairs);
    tracing::debug!(share, support, "related");
    let strange_words = model.is_some() && words >= ENOUGH_WORDS && support < LEAST_SUPPORT;
    let long = |side: &ReportSide| side.document.text.split_whitespace().take(ENOUGH_WORDS).count() == ENOUGH_WORDS;
    let little_pairs = share < LEAST_SHARE && (long(source) || long(target));
    if strange_words || little_pairs {
        return Err(Error::Unrelated { source: source.name.clone(), target: target.name.clone() });
    }
    Ok(())
}

impl Bitext {
    /// Whether the texts seem to be translations of each other, judged on a sample of the beads.
    pub fn seems_related(&self, settings: &Settings) -> Result<bool, Error> {
        let model = models::for_pair(settings, self.source.document.lang, self.target.document.lang)?;
        let step = self.alignment.beads.len().div_ceil(SAMPLE).max(1);
        let pairs = pair_every(step, &self.source, &self.target, &self.alignment, model);
        Ok(related(&self.source, &self.target, &self.alignment, &pairs, model).is_ok())
    }
}

/// How much of the two texts pairs, in [0, 1]: of the side that pairs better, so that a
/// translation of an extract is one.
fn share(alignment: &Alignment) -> f32 {
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

/// Mean support of the words of both sides of the pairs, and how many they are.
fn support(pairs: &[Pair]) -> (f32, usize) {
    let (mut sum, mut words) = (0.0, 0);
    let mut add = |tokens: &[Token], support: &[f32]| {
        for (_, s) in tokens.iter().zip(support).filter(|(t, _)| t.is_content()) {
            sum += s;
            words += 1;
        }
    };
    // A pair too long for its words to be linked says nothing.
    let is_mute = |p: &&Pair| p.words.links.is_empty() && p.source.1.len().max(p.target.1.len()) > LONG;
    for pair in pairs.iter().filter(|p| !is_mute(p)) {
        add(&pair.source.1, &pair.words.source_support);
        add(&pair.target.1, &pair.words.target_support);
    }
    (sum / words.max(1) as f32, words)
}
