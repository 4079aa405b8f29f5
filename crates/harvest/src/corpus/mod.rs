//! A run from documents to a corpus.
//!
//! [`build`] does it in three stages: `plan` decides which documents belong together,
//! `work` aligns, scores and cleans every batch of them, `gather` puts the corpus together
//! without copies and reports. What holds of a run:
//!
//! - What is wrong with one document is an entry of the error report ([`ErrorEntry`]). Only
//!   what concerns the whole run ends it: a full disk, a missing folder.
//! - The result depends on documents and settings; not on threads, nor on whether the run
//!   was killed and started again any number of times.
//! - Memory stays within the limit. Documents in work share it (`work/budget.rs`), by the
//!   estimate of `work/memory_need.rs`; everything else streams.
//! - Results appear whole: every file is written beside its place and renamed.
//!
//! Shards do the same up to gathering, which [`merge`] does for all of them, so that a
//! corpus made by shards is the one that a single run makes.

mod aligned;
pub(crate) mod counts;
mod error;
mod error_entry;
mod gather;
pub(crate) mod part;
pub(crate) mod plan;
mod progress;
pub(crate) mod settings;
mod shard;
mod sources;
mod storage;
pub(crate) mod work;

pub use aligned::{aligned_pairs, unpaired_documents};
pub use counts::CorpusCounts;
pub use error::BuildError;
pub use error_entry::{ErrorEntry, Step};
pub use gather::{CorpusSummary, OutputFile, made_before};
pub use plan::urls_of;
pub use progress::BuildProgress;
pub use settings::{BuildSettings, CleaningSettings, CorpusOptions, Documents, Provenance, Shard};
pub use shard::merge;
pub use sources::DocumentSources;
pub use work::{FIDELITY, QUALITY};

use plan::{Batches, Plan};
use std::sync::atomic::Ordering;
use storage::WORK;
use storage::lock::Lock;
use work::{PairCleaner, SCREENED, Work, result_path, sweep};

/// Runs, or continues a run that was interrupted. Errors: see [`BuildError`].
pub fn build(settings: &BuildSettings, progress: &BuildProgress) -> Result<CorpusSummary, BuildError> {
    let output = match settings.shard {
        Some(shard) => settings.output.join(shard.name()),
        None => settings.output.clone(),
    };
    let folder = output.join(WORK);
    let _lock = Lock::take(&folder)?;
    let (settings_hash, cleaner) = (settings.hash()?, PairCleaner::new(&settings.cleaning, &settings.calque)?);
    let plan = Plan::open(settings, &settings_hash, &folder)?;
    progress.total.store(plan.pairs()? / settings.shard.map_or(1, |s| s.of), Ordering::Relaxed);
    let mut batches = Batches::new(plan);
    let provenance = Provenance::of(&settings.cleaning, settings.fidelity);
    let done = Work::new(settings, &settings_hash, &folder, &cleaner, progress).run(&mut batches)?;
    let parts = done.values().map(|d| result_path(&folder, SCREENED, &d.screened)).collect::<Vec<_>>();
    let summary = if let Some(shard) = settings.shard {
        shard::finish(shard, &output, batches.hash(), (&settings_hash, provenance), &cleaner, &done)?
    } else {
        let options = CorpusOptions { duplicate: cleaner.duplicate(), provenance, ..settings.options.clone() };
        gather::gather(&parts, &output, &options, progress)?
    };
    sweep(&folder, &done)?;
    Ok(summary)
}
