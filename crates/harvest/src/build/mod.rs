//! A run from documents to a corpus.
//!
//! [`build`] reads as what it does: plan which documents pair, align and score
//! every batch of them, sieve the pairs, gather the corpus without duplicates,
//! and say what happened. Its laws:
//!
//! - What is wrong with one document is an entry of the error report ([`Fault`]).
//!   Only what nothing can be done about ends a run: no room, no such folder.
//! - The result depends on documents and settings; not on threads, nor on whether
//!   the run was killed and begun again any number of times.
//! - Memory stays within what was given. Documents in work share it (`budget.rs`), by what
//!   their words and sentences take (`weight.rs`); everything else streams.
//! - Results appear whole: everything is written beside its place and renamed.
//!
//! Shards do the same but for the gathering, which [`merge`] does for all of them,
//! so that a corpus made by shards is the one that a single run makes.

mod answer;
mod atomic;
mod budget;
mod card;
mod copies;
mod counts;
mod documents;
mod error;
mod fault;
mod gather;
mod keys;
mod lock;
mod manifest;
mod pairing;
mod part;
mod places;
mod plan;
mod progress;
mod settings;
mod shard;
mod sieve;
mod summary;
mod weight;
mod work;

pub use answer::Answerer;
pub use card::Made;
pub use counts::Counts;
pub use documents::FIDELITY;
pub use error::BuildError;
pub use fault::{Fault, Step};
pub use gather::Choice;
pub use places::{Places, urls_of};
pub use progress::Progress;
pub use settings::{BuildSettings, Documents, Shard};
pub use shard::merge;
pub use sieve::{QUALITY, SieveSettings};
pub use summary::Summary;

use crate::Preset;
use lock::Lock;
use plan::{Batches, Plan};
use sieve::Sieve;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use work::Work;

/// The folder in the output folder where a run keeps what it has done.
const WORK: &str = ".calque";

/// Runs, or goes on with a run that was interrupted.
pub fn build(settings: &BuildSettings, progress: &Progress) -> Result<Summary, BuildError> {
    let output = match settings.shard {
        Some(shard) => settings.output.join(shard.name()),
        None => settings.output.clone(),
    };
    let work = output.join(WORK);
    let _lock = Lock::take(&work)?;
    let (made_with, sieve, budget) =
        (settings.made_with()?, Sieve::new(&settings.sieve, &settings.calque)?, settings.budget());
    let plan = Plan::open(settings, &made_with, &work)?;
    progress.total.store(plan.pairs()? / settings.shard.map_or(1, |s| s.of), Ordering::Relaxed);
    let mut batches = Batches::new(plan);
    let made = Made {
        preset: settings.sieve.preset.map_or("none", Preset::as_str).to_owned(),
        filters: settings.sieve.changes.clone(),
        repaired: settings.sieve.repair,
        fidelity: settings.fidelity,
    };
    let weighed = Mutex::default();
    let all =
        Work { settings, made_with: &made_with, folder: &work, budget: &budget, weighed, sieve: &sieve, progress };
    let done = all.run(&mut batches)?;
    let parts = done.values().map(|d| work::place(&work, "sieved", &d.sieved)).collect::<Vec<_>>();
    let summary = match settings.shard {
        Some(shard) => shard::finish(shard, &output, batches.hash(), (&made_with, made), &sieve, &done)?,
        None => gather::gather(
            &parts,
            &output,
            &Choice { duplicate: sieve.duplicate(), made, ..settings.choice.clone() },
            progress,
        )?,
    };
    work::sweep(&work, &done)?;
    Ok(summary)
}
