//! The first pass over the parts: which pairs are copies of better ones, and the counts. It
//! writes the lists of documents and errors on the way.

use crate::corpus::counts::CorpusCounts;
use crate::corpus::error::{BuildError, io_error};
use crate::corpus::error_entry::ErrorEntry;
use crate::corpus::gather::layout::{DOCUMENTS, ERRORS};
use crate::corpus::part::{self, DocumentResult, Line};
use crate::corpus::progress::BuildProgress;
use crate::corpus::settings::CorpusOptions;
use crate::corpus::storage::atomic;
use crate::corpus::work::QUALITY;
use crate::dedup::{ComparedTexts, Copies, CopyCriterion, DedupKey, Deduper};
use crate::filter::DUPLICATE;
use calque_formats::pairs::keys::SCORE;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// The result of the first pass.
pub(super) struct FirstPass {
    pub(crate) counts: CorpusCounts,
    copies: Copies,
}

impl FirstPass {
    /// How many pairs are no copies.
    pub(crate) fn pairs_left(&self) -> u64 {
        self.counts.passed - self.copies.len()
    }

    /// Whether a pair is a copy, by its index among all.
    pub(crate) fn is_copy(&self, index: u64) -> bool {
        u32::try_from(index).is_ok_and(|index| self.copies.contains(index))
    }
}

/// A part without its texts.
struct Part {
    keys: Vec<(DedupKey, f32)>,
    errors: Vec<ErrorEntry>,
    documents: Vec<DocumentResult>,
    counts: CorpusCounts,
}

/// Parts that are read at the same time.
const PARALLEL_PARTS: usize = 16;

/// Reads all parts; writes the error report and the results of documents into the folder `new`, where
/// temporary files are too.
pub(crate) fn find(
    parts: &[PathBuf],
    options: &CorpusOptions,
    new: &Path,
    progress: &BuildProgress,
) -> Result<FirstPass, BuildError> {
    let criterion = options.duplicate.map(CopyCriterion::of_threshold);
    let failed = io_error(new, "cannot be written");
    let deduper = |criterion| Deduper::new(criterion, (options.memory / 4) as usize, new);
    let mut deduper = criterion.map(deduper).transpose().map_err(failed)?;
    let mut counts = CorpusCounts::default();
    let mut read_error = None;
    let documents = new.join(DOCUMENTS);
    let mut listed = io::BufWriter::new(File::create(&documents).map_err(io_error(&documents, "cannot be written"))?);
    let written = atomic::write(&new.join(ERRORS), |out| {
        for parts in parts.chunks(PARALLEL_PARTS) {
            let read: Result<Vec<Part>, BuildError> = parts.par_iter().map(|path| read_part(path, criterion)).collect();
            for part in read.map_err(|e| part::set_aside(e, &mut read_error))? {
                counts.add(&part.counts);
                progress.gathered.fetch_add(part.counts.passed, Ordering::Relaxed);
                for error in &part.errors {
                    serde_json::to_writer(&mut *out, error)?;
                    out.write_all(b"\n")?;
                }
                for document in &part.documents {
                    serde_json::to_writer(&mut listed, document)?;
                    listed.write_all(b"\n")?;
                }
                if let Some(deduper) = &mut deduper {
                    part.keys.into_iter().try_for_each(|(key, score)| deduper.push(key, score))?;
                }
            }
        }
        listed.flush()
    });
    match read_error {
        Some(error) => return Err(error),
        None => written?,
    }
    let copies =
        deduper.map(Deduper::finish).transpose().map_err(io_error(new, "cannot be written"))?.unwrap_or_default();
    if !copies.is_empty() {
        counts.duplicates.insert(DUPLICATE.to_owned(), copies.len());
    }
    Ok(FirstPass { counts, copies })
}

fn read_part(path: &Path, criterion: Option<CopyCriterion>) -> Result<Part, BuildError> {
    let mut part =
        Part { keys: Vec::new(), errors: Vec::new(), documents: Vec::new(), counts: CorpusCounts::default() };
    for line in part::read(path)? {
        match line? {
            Line::Pair(pair) => {
                if let Some(criterion) = criterion {
                    let score = |name| pair.extra.get(name).and_then(serde_json::Value::as_f64).unwrap_or(0.0);
                    let key = DedupKey::of(criterion, ComparedTexts::Pair, &pair.source, &pair.target);
                    part.keys.push((key, score(QUALITY).min(score(SCORE)) as f32));
                }
            }
            Line::Error(error) => part.errors.push(error),
            Line::Document(document) => part.documents.push(document),
            Line::End(counts) => part.counts = *counts,
        }
    }
    Ok(part)
}
