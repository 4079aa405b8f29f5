//! Cleans pairs: repair, then the filters of a [`Screen`].

use crate::corpus::counts::{CorpusCounts, increment};
use crate::corpus::error::BuildError;
use crate::corpus::part::StoredPair;
use crate::corpus::settings::CleaningSettings;
use crate::filter::{FilterContext, Screen};
use crate::pair::Pair;
use crate::repair::{Fix, TextSource, repair_in_place};
use crate::score::rounded;
use calque::{Settings, chosen_model};

/// The field of a record with [`FilterVerdict::quality`](crate::filter::FilterVerdict::quality).
pub const QUALITY: &str = "quality";

/// Repairs and filters pairs.
#[derive(Debug)]
pub(crate) struct PairCleaner {
    screen: Option<Screen>,
    repair: bool,
    key: String,
}

impl PairCleaner {
    pub(crate) fn new(settings: &CleaningSettings, calque: &Settings) -> Result<Self, BuildError> {
        let key = format!("{:?} {:?} {}", settings.preset, settings.changes, settings.repair);
        let Some(preset) = settings.preset else {
            return Ok(Self { screen: None, repair: settings.repair, key });
        };
        let context = FilterContext { settings: calque.clone(), ..FilterContext::default() };
        let mut screen = Screen::new(preset, context, Some(chosen_model(calque)?));
        for change in &settings.changes {
            screen.set(change).map_err(|e| BuildError::usage(e.to_string(), "see `calque corpus filter --help`"))?;
        }
        Ok(Self { screen: Some(screen), repair: settings.repair, key })
    }

    /// The settings that the result depends on, as text.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Similarity from which on pairs are copies, for gathering.
    pub(crate) fn duplicate(&self) -> Option<f32> {
        self.screen.as_ref()?.duplicate
    }

    /// The repaired pair if it passes, else the filter that rejects it, and the pair; counts repairs and rejections.
    pub(crate) fn clean(
        &self,
        mut pair: StoredPair,
        counts: &mut CorpusCounts,
    ) -> Result<StoredPair, Box<(&'static str, StoredPair)>> {
        if self.repair {
            let repair = |text: &mut String| repair_in_place(text, TextSource::Document);
            let fixes = repair(&mut pair.source).union(repair(&mut pair.target));
            Fix::ALL
                .into_iter()
                .filter(|f| fixes.contains(*f))
                .for_each(|f| increment(&mut counts.repaired, f.as_str()));
        }
        let Some(screen) = &self.screen else { return Ok(pair) };
        let verdict = screen.check(Pair { source: &pair.source, target: &pair.target, langs: pair.langs });
        if let Some(reason) = verdict.reasons().next() {
            increment(&mut counts.filtered, reason);
            return Err(Box::new((reason, pair)));
        }
        pair.extra.insert(QUALITY.to_owned(), rounded(verdict.quality()));
        Ok(pair)
    }
}
