//! A screen: which filters run, and with which thresholds.
//!
//! [`Screen::check`] stops at the first filter that rejects, so that the dear filters run
//! only on what the cheap ones let pass; [`Screen::annotate`] runs all. A screen keeps
//! nothing from one pair to the next.

use super::base::FilterContext;
use super::filters::{ALL, COUNT, position};
use super::preset::{DUPLICATE, Preset};
use super::verdict::FilterVerdict;
use crate::pair::{Pair, PairFeatures};
use calque_model::Model;

/// A set of filters with a threshold each.
#[derive(Clone, Debug)]
pub struct Screen {
    /// By index in [`ALL`]; `None`: the filter does not run.
    thresholds: [Option<f32>; COUNT],
    /// Jaccard similarity in [0, 1] from which on pairs are copies of each other; 1: equal but for case,
    /// accents and punctuation; `None`: copies stay.
    pub duplicate: Option<f32>,
    /// What filters need to know beside the pair.
    pub context: FilterContext,
    model: Option<&'static Model>,
}

/// A change of thresholds that names no filter or no number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScreenError {
    /// No such filter.
    #[error("there is no filter `{0}`")]
    NoFilter(String),
    /// Not a setting.
    #[error("`{0}` is not FILTER.threshold=NUMBER or FILTER=off")]
    NoSetting(String),
}

impl Screen {
    /// The screen of a preset. `model` is the model that `context.settings` names.
    pub fn new(preset: Preset, context: FilterContext, model: Option<&'static Model>) -> Self {
        let thresholds = std::array::from_fn(|i| preset.threshold(ALL[i].id()));
        Self { thresholds, duplicate: preset.threshold(DUPLICATE), context, model }
    }

    /// Changes a threshold: `ratio.threshold=2`, `ratio=2`, `ratio=off`.
    pub fn set(&mut self, change: &str) -> Result<(), ScreenError> {
        let no_setting = || ScreenError::NoSetting(change.to_owned());
        let (name, value) = change.split_once('=').ok_or_else(no_setting)?;
        let id = name.strip_suffix(".threshold").unwrap_or(name).trim();
        let value = match value.trim() {
            "off" | "-" => None,
            number => Some(number.parse::<f32>().ok().filter(|n| n.is_finite()).ok_or_else(no_setting)?),
        };
        match position(id) {
            Some(i) => self.thresholds[i] = value,
            None if id == DUPLICATE => self.duplicate = value,
            None => return Err(ScreenError::NoFilter(id.to_owned())),
        }
        Ok(())
    }

    /// The threshold of the filter at an index of [`ALL`], if it runs.
    pub fn threshold(&self, filter: usize) -> Option<f32> {
        self.thresholds.get(filter).copied().flatten()
    }

    /// Runs filters until one rejects.
    pub fn check(&self, pair: Pair<'_>) -> FilterVerdict {
        self.run(pair, true)
    }

    /// Finds the filter that [`Screen::check`] would stop at, if any. The verdict has no scores, which
    /// spares computing those that are soon known to be on one side of the threshold.
    pub fn first_rejection(&self, pair: Pair<'_>) -> FilterVerdict {
        let pair = PairFeatures::new(pair, self.model);
        let rejects = |i: &usize| self.thresholds[*i].is_some_and(|t| ALL[*i].rejects(&pair, &self.context, t));
        let first = (0..COUNT).find(rejects);
        FilterVerdict { scores: [None; COUNT], rejects: first.map_or(0, |i| 1 << i) }
    }

    /// Runs all filters that have a threshold.
    pub fn annotate(&self, pair: Pair<'_>) -> FilterVerdict {
        self.run(pair, false)
    }

    fn run(&self, pair: Pair<'_>, stop: bool) -> FilterVerdict {
        let pair = PairFeatures::new(pair, self.model);
        let mut verdict = FilterVerdict { scores: [None; COUNT], rejects: 0 };
        for (i, filter) in ALL.iter().enumerate() {
            let Some(threshold) = self.thresholds[i] else { continue };
            let score = filter.score(&pair, &self.context);
            verdict.scores[i] = score;
            if score.is_some_and(|s| !filter.accept().passes(s, threshold)) {
                verdict.rejects |= 1 << i;
                // A pair without words is scored no further: it is empty for every filter.
                if stop || filter.id() == "short" {
                    break;
                }
            }
        }
        verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_moved() {
        let mut screen = Screen::new(Preset::Normal, FilterContext::default(), None);
        screen.set("ratio.threshold=2.5").expect("a filter");
        screen.set("copy=off").expect("a filter");
        screen.set("duplicate = 0.9").expect("deduplication");
        assert_eq!(screen.threshold(position("ratio").expect("a filter")), Some(2.5));
        assert_eq!(screen.threshold(position("copy").expect("a filter")), None);
        assert_eq!(screen.duplicate, Some(0.9));
        assert!(screen.set("ratoi=2").is_err() && screen.set("ratio").is_err() && screen.set("ratio=NaN").is_err());
    }
}
