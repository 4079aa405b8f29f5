//! The screen: which filters run, with which thresholds, and what they make of a pair.
//!
//! A screen is a preset (`filters/presets.tsv`) with changes. [`Screen::judge`]
//! stops at the first filter that rejects, so that what is dear runs on what is
//! left; [`Screen::annotate`] runs all. Neither keeps anything from one pair to
//! the next.

use crate::filters::{ALL, COUNT, Context};
use crate::reading::{Pair, Reading};
use calque_model::Model;
use serde::Serialize;

/// A named set of thresholds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Drops only what is surely noise.
    Loose,
    /// For training: drops what is probably noise.
    #[default]
    Normal,
    /// For fine-tuning and test sets: keeps only what is surely good; also asks the drift rules.
    Strict,
}

impl Preset {
    /// All, mildest first.
    pub const ALL: [Self; 3] = [Self::Loose, Self::Normal, Self::Strict];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Loose => "loose",
            Self::Normal => "normal",
            Self::Strict => "strict",
        }
    }

    /// The threshold of a filter, if the preset runs it.
    pub fn threshold(self, id: &str) -> Option<f32> {
        let lines = include_str!("filters/presets.tsv").lines();
        let cells = lines.map(|l| l.split('\t').collect::<Vec<_>>()).find(|c| c.first() == Some(&id))?;
        cells.get(1 + self as usize)?.parse().ok()
    }
}

/// The name of the filter that is none: deduplication, which looks at all pairs together.
pub const DUPLICATE: &str = "duplicate";

/// Thresholds, and what filters need to know beside the pair.
#[derive(Clone, Debug)]
pub struct Screen {
    thresholds: [Option<f32>; COUNT],
    /// How near copies are dropped; 1 = equal but for form; `None` = they stay.
    pub duplicate: Option<f32>,
    /// What filters need to know beside the pair.
    pub context: Context,
    model: Option<&'static Model>,
}

/// What the filters make of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// A score for each of [`ALL`] that ran and had something to go by.
    pub scores: [Option<f32>; COUNT],
    /// The filters that reject, as places in [`ALL`], by bits.
    rejects: u32,
}

/// A threshold that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScreenError {
    /// Not a filter.
    #[error("there is no filter `{0}`")]
    NoFilter(String),
    /// Not a setting.
    #[error("`{0}` is not FILTER.threshold=NUMBER or FILTER=off")]
    NoSetting(String),
}

impl Screen {
    /// The screen of a preset. `context.settings` says which model; `model` is that model.
    pub fn new(preset: Preset, context: Context, model: Option<&'static Model>) -> Self {
        let thresholds = std::array::from_fn(|i| preset.threshold(ALL[i].id()));
        Self { thresholds, duplicate: preset.threshold(DUPLICATE), context, model }
    }

    /// Changes a threshold: `ratio.threshold=2`, `ratio=2`, `ratio=off`.
    pub fn set(&mut self, change: &str) -> Result<(), ScreenError> {
        let wrong = || ScreenError::NoSetting(change.to_owned());
        let (name, value) = change.split_once('=').ok_or_else(wrong)?;
        let id = name.strip_suffix(".threshold").unwrap_or(name).trim();
        let value = match value.trim() {
            "off" | "-" => None,
            number => Some(number.parse::<f32>().ok().filter(|n| n.is_finite()).ok_or_else(wrong)?),
        };
        match place(id) {
            Some(i) => self.thresholds[i] = value,
            None if id == DUPLICATE => self.duplicate = value,
            None => return Err(ScreenError::NoFilter(id.to_owned())),
        }
        Ok(())
    }

    /// The threshold of the filter at a place of [`ALL`], if it runs.
    pub fn threshold(&self, place: usize) -> Option<f32> {
        self.thresholds.get(place).copied().flatten()
    }

    /// Runs filters until one rejects.
    pub fn judge(&self, pair: Pair<'_>) -> Verdict {
        self.run(pair, true)
    }

    /// Finds the filter that [`Screen::judge`] would stop at, if any; the verdict has no scores, which
    /// spares working out those of which it is soon plain on which side of the threshold they are.
    pub fn sift(&self, pair: Pair<'_>) -> Verdict {
        let reading = Reading::new(pair, self.model);
        let rejects = |i: &usize| self.thresholds[*i].is_some_and(|t| ALL[*i].rejects(&reading, &self.context, t));
        let first = (0..COUNT).find(rejects);
        Verdict { scores: [None; COUNT], rejects: first.map_or(0, |i| 1 << i) }
    }

    /// Runs all filters that have a threshold.
    pub fn annotate(&self, pair: Pair<'_>) -> Verdict {
        self.run(pair, false)
    }

    fn run(&self, pair: Pair<'_>, stop: bool) -> Verdict {
        let reading = Reading::new(pair, self.model);
        let mut verdict = Verdict { scores: [None; COUNT], rejects: 0 };
        for (i, filter) in ALL.iter().enumerate() {
            let Some(threshold) = self.thresholds[i] else { continue };
            let score = filter.score(&reading, &self.context);
            verdict.scores[i] = score;
            if score.is_some_and(|s| !filter.accept().passes(s, threshold)) {
                verdict.rejects |= 1 << i;
                // What has no words is read no further: it is empty for every filter.
                if stop || filter.id() == "short" {
                    break;
                }
            }
        }
        verdict
    }
}

impl Verdict {
    /// Whether no filter rejects.
    pub fn keeps(&self) -> bool {
        self.rejects == 0
    }

    /// The filters that reject, cheapest first.
    pub fn reasons(&self) -> impl Iterator<Item = &'static str> + '_ {
        (0..COUNT).filter(|i| self.rejects >> i & 1 == 1).map(|i| ALL[i].id())
    }

    /// The scores by the names of their filters.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, f32)> + '_ {
        self.scores.iter().enumerate().filter_map(|(i, s)| Some((ALL[i].id(), (*s)?)))
    }

    /// One number for the whole pair, in [0, 1]: the least of the alignment and fidelity scores; 0.5
    /// where neither ran.
    pub fn quality(&self) -> f32 {
        let score = |id| place(id).and_then(|i| self.scores[i]);
        match (score("alignment"), score("fidelity")) {
            (Some(a), Some(b)) => a.min(b),
            (a, b) => a.or(b).unwrap_or(0.5),
        }
    }
}

fn place(id: &str) -> Option<usize> {
    ALL.iter().position(|f| f.id() == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_has_its_line_of_presets() {
        let lines: Vec<&str> = include_str!("filters/presets.tsv").lines().filter(|l| !l.starts_with('#')).collect();
        let ids: Vec<&str> = lines.iter().filter_map(|l| l.split('\t').next()).collect();
        let known: Vec<&str> = ALL.iter().map(|f| f.id()).chain([DUPLICATE]).collect();
        let sorted = |mut v: Vec<&'static str>| {
            v.sort_unstable();
            v
        };
        assert_eq!(sorted(ids), sorted(known));
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == 4 && cells[1..].iter().all(|c| *c == "-" || c.parse::<f32>().is_ok()), "{line}");
        }
    }

    #[test]
    fn thresholds_are_moved() {
        let mut screen = Screen::new(Preset::Normal, Context::default(), None);
        screen.set("ratio.threshold=2.5").expect("a filter");
        screen.set("copy=off").expect("a filter");
        screen.set("duplicate = 0.9").expect("deduplication");
        assert_eq!(screen.threshold(place("ratio").expect("a filter")), Some(2.5));
        assert_eq!(screen.threshold(place("copy").expect("a filter")), None);
        assert_eq!(screen.duplicate, Some(0.9));
        assert!(screen.set("ratoi=2").is_err() && screen.set("ratio").is_err() && screen.set("ratio=NaN").is_err());
    }
}
