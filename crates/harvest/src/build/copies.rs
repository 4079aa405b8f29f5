//! Which pairs of a corpus are copies of better ones, and what else there is to
//! know before it is written: one pass over all parts, some of them at a time.

use super::error::io_at;
use super::gather::{Choice, DOCUMENTS, ERRORS};
use super::part::{self, Gave, Line};
use super::sieve::{COPY, QUALITY};
use super::{BuildError, Counts, Fault, Progress, atomic};
use crate::dedup::{Copies, Deduper, Key, Match, Side};
use calque_formats::pairs::keys::SCORE;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// What the first pass finds.
pub(super) struct Found {
    pub(super) counts: Counts,
    pub(super) faults: u64,
    copies: Copies,
}

impl Found {
    /// How many pairs are none.
    pub(super) fn left(&self) -> u64 {
        self.counts.passed - self.copies.len()
    }

    /// Whether a pair is a copy, by its place among all.
    pub(super) fn is_copy(&self, place: u64) -> bool {
        u32::try_from(place).is_ok_and(|place| self.copies.contains(place))
    }
}

/// What one part holds, without its texts.
struct Part {
    keys: Vec<(Key, f32)>,
    faults: Vec<Fault>,
    documents: Vec<Gave>,
    counts: Counts,
}

/// Parts that are read at a time.
const AT_A_TIME: usize = 16;

/// Reads all parts; writes the error report and what there is to say of documents on the way, into the
/// folder `new`, where temporary files are too.
pub(super) fn find(parts: &[PathBuf], choice: &Choice, new: &Path, progress: &Progress) -> Result<Found, BuildError> {
    let by = choice.duplicate.map(|least| if least >= 1.0 { Match::Folded } else { Match::Near(least) });
    let failed = io_at(new, "cannot be written");
    let mut dedup = by.map(|by| Deduper::new(by, (choice.memory / 4) as usize, new)).transpose().map_err(failed)?;
    let (mut counts, mut faults) = (Counts::default(), 0);
    let mut broken = None;
    let documents = new.join(DOCUMENTS);
    let mut listed = io::BufWriter::new(File::create(&documents).map_err(io_at(&documents, "cannot be written"))?);
    let written = atomic::write(&new.join(ERRORS), |out| {
        for some in parts.chunks(AT_A_TIME) {
            let read: Result<Vec<Part>, BuildError> = some.par_iter().map(|path| look(path, by)).collect();
            for part in read.map_err(|e| part::keep(e, &mut broken))? {
                counts.add(&part.counts);
                progress.gathered.fetch_add(part.counts.passed, Ordering::Relaxed);
                for fault in &part.faults {
                    faults += 1;
                    serde_json::to_writer(&mut *out, fault)?;
                    out.write_all(b"\n")?;
                }
                for document in &part.documents {
                    serde_json::to_writer(&mut listed, document)?;
                    listed.write_all(b"\n")?;
                }
                if let Some(dedup) = &mut dedup {
                    part.keys.into_iter().try_for_each(|(key, score)| dedup.push(key, score))?;
                }
            }
        }
        listed.flush()
    });
    match broken {
        Some(error) => return Err(error),
        None => written?,
    }
    let copies = dedup.map(Deduper::finish).transpose().map_err(io_at(new, "cannot be written"))?.unwrap_or_default();
    if !copies.is_empty() {
        counts.duplicates.insert(COPY.to_owned(), copies.len());
    }
    Ok(Found { counts, faults, copies })
}

fn look(path: &Path, by: Option<Match>) -> Result<Part, BuildError> {
    let mut found = Part { keys: Vec::new(), faults: Vec::new(), documents: Vec::new(), counts: Counts::default() };
    for line in part::read(path)? {
        match line? {
            Line::Pair(pair) => {
                if let Some(by) = by {
                    let score = |name| pair.extra.get(name).and_then(serde_json::Value::as_f64).unwrap_or(0.0);
                    let key = Key::of(by, Side::Pair, &pair.source, &pair.target);
                    found.keys.push((key, score(QUALITY).min(score(SCORE)) as f32));
                }
            }
            Line::Fault(fault) => found.faults.push(fault),
            Line::Document(document) => found.documents.push(document),
            Line::End(counts) => found.counts = *counts,
        }
    }
    Ok(found)
}
