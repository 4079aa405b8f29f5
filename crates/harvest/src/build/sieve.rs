//! What is done with each pair before the corpus is put together: repair, then
//! the filters of a [`Screen`].

use super::counts::one_more;
use super::part::Pair;
use super::{BuildError, Counts};
use crate::filters::Context;
use crate::repair::{Fix, Fixes, repair};
use crate::{DUPLICATE, Preset, Screen};
use calque::{Settings, chosen_model};
use std::borrow::Cow;

/// The name in a record of how good a pair is in all.
pub const QUALITY: &str = "quality";

/// What to keep.
#[derive(Clone, Debug, PartialEq)]
pub struct SieveSettings {
    /// The filters and their thresholds; `None`: all pairs stay, copies too.
    pub preset: Option<Preset>,
    /// Changes of thresholds: `ratio=2.5`, `numbers=off`.
    pub changes: Vec<String>,
    /// Whether to repair texts first.
    pub repair: bool,
}

impl Default for SieveSettings {
    fn default() -> Self {
        Self { preset: Some(Preset::Normal), changes: Vec::new(), repair: true }
    }
}

/// Repairs and filters pairs.
#[derive(Debug)]
pub(super) struct Sieve {
    screen: Option<Screen>,
    repair: bool,
    key: String,
}

impl Sieve {
    pub(super) fn new(settings: &SieveSettings, calque: &Settings) -> Result<Self, BuildError> {
        let key = format!("{:?} {:?} {}", settings.preset, settings.changes, settings.repair);
        let Some(preset) = settings.preset else {
            return Ok(Self { screen: None, repair: settings.repair, key });
        };
        let context = Context { settings: calque.clone(), ..Context::default() };
        let mut screen = Screen::new(preset, context, Some(chosen_model(calque)?));
        for change in &settings.changes {
            screen.set(change).map_err(|e| BuildError::usage(e.to_string(), "see `calque corpus filter --help`"))?;
        }
        Ok(Self { screen: Some(screen), repair: settings.repair, key })
    }

    /// What the result depends on.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// How near copies are, for the gathering.
    pub(super) fn duplicate(&self) -> Option<f32> {
        self.screen.as_ref()?.duplicate
    }

    /// The pair as it is to be kept, or nothing; counts what was done.
    pub(super) fn pass(&self, mut pair: Pair, counts: &mut Counts) -> Option<Pair> {
        if self.repair {
            let fixes = mend(&mut pair.source).and(mend(&mut pair.target));
            Fix::ALL
                .into_iter()
                .filter(|f| fixes.contains(*f))
                .for_each(|f| one_more(&mut counts.repaired, f.as_str()));
        }
        let Some(screen) = &self.screen else { return Some(pair) };
        let verdict = screen.judge(crate::Pair { source: &pair.source, target: &pair.target, langs: pair.langs });
        if let Some(reason) = verdict.reasons().next() {
            one_more(&mut counts.filtered, reason);
            return None;
        }
        pair.extra.insert(QUALITY.to_owned(), super::documents::rounded(verdict.quality()));
        Some(pair)
    }
}

/// The name under which copies are counted.
pub(super) const COPY: &str = DUPLICATE;

fn mend(text: &mut String) -> Fixes {
    let mended = repair(text);
    let fixes = mended.fixes;
    if let Cow::Owned(mended) = mended.text {
        *text = mended;
    }
    fixes
}
