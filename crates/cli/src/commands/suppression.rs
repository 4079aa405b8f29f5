//! Baselines and suppression lists of `calque check`: reading them, and logging their
//! stale entries.

use crate::args::reading::input;
use crate::failure::Failure;
use calque::{Settings, Suppressions};
use std::path::PathBuf;

/// The largest list, in bytes.
pub(crate) const MAX_BYTES: u64 = 1 << 28;
/// Stale entries that are named; the rest are counted.
const NAMED: usize = 5;

/// The findings that the files of the settings suppress.
pub(crate) struct Dismissed {
    /// Findings that were there before.
    baseline: Suppressions,
    /// Findings that somebody dismissed one by one.
    list: Suppressions,
}

impl Dismissed {
    /// Reads the files.
    pub(crate) fn read(settings: &Settings) -> Result<Self, Failure> {
        Ok(Self { baseline: lists(&settings.baseline)?, list: lists(&settings.suppress)? })
    }

    /// Both, in the order in which a finding is looked up in them.
    pub(crate) fn all(&self) -> [&Suppressions; 2] {
        [&self.list, &self.baseline]
    }

    /// Both, to be kept by whoever checks again and again.
    pub(crate) fn into_lists(self) -> Vec<Suppressions> {
        vec![self.list, self.baseline]
    }

    /// Logs the entries that no finding of the texts `checked` matches any more.
    pub(crate) fn log_stale(&self, checked: &[&str]) {
        let gone = self.baseline.stale(checked);
        if !gone.is_empty() {
            tracing::info!(
                "{} of {} findings of the baseline are gone; write it anew to forget them",
                gone.len(),
                self.baseline.len()
            );
        }
        let stale = self.list.stale(checked);
        for entry in stale.iter().take(NAMED) {
            tracing::warn!("{entry}");
        }
        if stale.len() > NAMED {
            tracing::warn!("and {} more entries that nothing matches any more", stale.len() - NAMED);
        }
    }
}

fn lists(paths: &[PathBuf]) -> Result<Suppressions, Failure> {
    let mut all = Suppressions::default();
    for path in paths {
        let source = input(path);
        let name = source.name();
        let text = String::from_utf8(source.bytes(MAX_BYTES)?)
            .map_err(|_| Failure::new(format!("{name}: is not UTF-8"), "save the list as UTF-8 text"))?;
        all.add(&name, &text)?;
    }
    Ok(all)
}
