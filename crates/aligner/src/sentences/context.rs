//! What an alignment has learnt of two texts, kept for aligning a piece of them again.
//!
//! An editor changes a sentence, and the beads around it are to be found anew. A
//! piece of ten sentences tells little of how the translator works, which words are
//! rare and which translate which; the context keeps what the whole text told.

use super::bitext::BitextStats;
use super::input::{SideIndex, WordStats};
use super::job::Job;
use rustc_hash::FxHashMap;

/// What was learnt of two texts: statistics, word frequencies, word links, the centres of the vectors.
#[derive(Clone, Debug, Default)]
pub struct AlignmentContext {
    /// Whether the search took the target for its first text.
    pub(crate) swapped: bool,
    /// The words of the search's first and second text.
    pub(crate) sides: [WordStats; 2],
    stats: BitextStats,
    structured: bool,
    /// Links learnt from the texts, by the normal forms of their words.
    links: FxHashMap<Box<str>, Vec<(Box<str>, f32)>>,
    centres: (Vec<f32>, Vec<f32>),
}

impl AlignmentContext {
    /// What a finished job has learnt.
    pub(crate) fn of(job: &Job<'_>, swapped: bool) -> Self {
        let mut links: FxHashMap<Box<str>, Vec<(Box<str>, f32)>> = FxHashMap::default();
        for &(a, b, strength) in &job.learnt_links {
            let (a, b) = (&job.source.types[a as usize].norm, &job.target.types[b as usize].norm);
            links.entry(a.clone()).or_default().push((b.clone(), strength));
        }
        Self {
            swapped,
            sides: [WordStats::of(job.source), WordStats::of(job.target)],
            stats: job.stats,
            structured: job.bitext().structured,
            links,
            centres: (job.vectors.0.centre().to_vec(), job.vectors.1.centre().to_vec()),
        }
    }

    /// Gives the job of a piece what the whole text told.
    pub(crate) fn restore(&self, job: &mut Job<'_>) {
        job.stats = self.stats;
        job.structured = Some(self.structured);
        let vectors = std::mem::take(&mut job.vectors);
        job.vectors = (vectors.0.with_centre(&self.centres.0), vectors.1.with_centre(&self.centres.1));
        job.take_links(self.links_between(job.source, job.target));
    }

    /// The learnt links between the words of two sides.
    fn links_between(&self, source: &SideIndex, target: &SideIndex) -> Vec<(u32, u32, f32)> {
        let ids: FxHashMap<&str, u32> = target.types.iter().enumerate().map(|(k, t)| (&*t.norm, k as u32)).collect();
        let mut links = Vec::new();
        for (a, word) in source.types.iter().enumerate() {
            for (other, strength) in self.links.get(&word.norm).into_iter().flatten() {
                links.extend(ids.get(&**other).map(|&b| (a as u32, b, *strength)));
            }
        }
        links
    }
}
