//! What an alignment has learnt of two texts, kept for aligning a piece of them again.
//!
//! An editor changes a sentence, and the beads around it are to be found anew. A
//! piece of ten sentences says little of how the translator works, which words
//! are rare and which render which; this is what the whole text said of it.

use crate::habits::Habits;
use crate::job::Job;
use crate::side::{QuickMap, Side};

/// What was learnt of two texts.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Whether the search took the target for its first text.
    pub(crate) swapped: bool,
    pub(crate) sides: [Words; 2],
    habits: Habits,
    structured: bool,
    /// Links that were learnt, by the words they join.
    links: QuickMap<Box<str>, Vec<(Box<str>, f32)>>,
    centres: (Vec<f32>, Vec<f32>),
}

/// What the words of one side are in the whole text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// Segments of the whole text.
    pub(crate) segments: usize,
    /// In how many of them each word stands, and whether it is a name.
    pub(crate) known: QuickMap<Box<str>, (u32, bool)>,
}

impl Words {
    fn of(side: &Side) -> Self {
        let known = side.types.iter().map(|t| (t.norm.clone(), (t.df, t.name))).collect();
        Self { segments: side.len, known }
    }
}

impl Memory {
    /// What a finished job knows.
    pub(crate) fn of(job: &Job<'_>, swapped: bool) -> Self {
        let mut links: QuickMap<Box<str>, Vec<(Box<str>, f32)>> = QuickMap::default();
        for &(a, b, strength) in &job.learnt {
            let (a, b) = (&job.source.types[a as usize].norm, &job.target.types[b as usize].norm);
            links.entry(a.clone()).or_default().push((b.clone(), strength));
        }
        Self {
            swapped,
            sides: [Words::of(job.source), Words::of(job.target)],
            habits: job.habits,
            structured: job.texts().structured,
            links,
            centres: (job.vectors.0.centre().to_vec(), job.vectors.1.centre().to_vec()),
        }
    }

    /// Puts it into the job of a piece.
    pub(crate) fn recall(&self, job: &mut Job<'_>) {
        job.habits = self.habits;
        job.structured = Some(self.structured);
        let vectors = std::mem::take(&mut job.vectors);
        job.vectors = (vectors.0.with_centre(&self.centres.0), vectors.1.with_centre(&self.centres.1));
        let places: QuickMap<&str, u32> =
            job.target.types.iter().enumerate().map(|(k, t)| (&*t.norm, k as u32)).collect();
        let mut links = Vec::new();
        for (a, word) in job.source.types.iter().enumerate() {
            for (other, strength) in self.links.get(&word.norm).into_iter().flatten() {
                links.extend(places.get(&**other).map(|&b| (a as u32, b, *strength)));
            }
        }
        drop(places);
        job.take_links(links);
    }
}
