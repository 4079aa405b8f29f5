//! Puts the corpus together.
//!
//! The parts are read twice, in order: to find the copies, after which the number of files
//! is known, and to write. Everything is written under the work folder and moved to its
//! place when it is complete. `report.json` is removed first and moved last, so that where
//! it is, everything else is.

use crate::corpus::error::{BuildError, io_error};
use crate::corpus::gather::card;
use crate::corpus::gather::copies;
use crate::corpus::gather::error_report::ErrorReport;
use crate::corpus::gather::files::PairFiles;
use crate::corpus::gather::layout::{CARD, ERRORS, REPORT, RESULTS};
use crate::corpus::gather::summary::CorpusSummary;
use crate::corpus::part::{self, Line};
use crate::corpus::progress::BuildProgress;
use crate::corpus::settings::CorpusOptions;
use crate::corpus::storage::content_hash::ContentHash;
use crate::corpus::storage::{WORK, atomic};
use crate::corpus::work::Drops;
use crate::filter::DUPLICATE;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// Puts the corpus together in the output folder; does nothing if it is there already.
pub(crate) fn gather(
    parts: &[PathBuf],
    output: &Path,
    options: &CorpusOptions,
    progress: &BuildProgress,
) -> Result<CorpusSummary, BuildError> {
    let key = parts.iter().fold(ContentHash::new("corpus").add(part::VERSION).add(options.key()), |key, part| {
        key.add(part.file_stem().unwrap_or_default().as_encoded_bytes())
    });
    let key = key.hex();
    if let Some(summary) = CorpusSummary::read(&output.join(REPORT)).filter(|s| s.run == key && s.is_whole(output)) {
        return Ok(summary);
    }
    let new = output.join(WORK).join("new");
    remove(&new)?;
    let data = new.join("data");
    fs::create_dir_all(&data).map_err(io_error(&data, "cannot be made"))?;
    let found = copies::find(parts, options, &new, progress)?;
    let mut files = PairFiles::new(&data, options, found.pairs_left());
    let mut index = 0;
    let mut report = ErrorReport::open(&new.join(ERRORS))?;
    for part in parts {
        let mut drops = Drops::default();
        for line in part::read(part)? {
            match line? {
                Line::Pair(pair) => {
                    if found.is_copy(index) {
                        drops.add(DUPLICATE, &pair);
                    } else {
                        drops.kept();
                        files.write(pair)?;
                    }
                    index += 1;
                    progress.written.fetch_add(1, Ordering::Relaxed);
                }
                Line::Document(document) => report.add(&drops.next(&document))?,
                Line::Error(_) | Line::End(_) => {}
            }
        }
        report.add(&drops.entries())?;
    }
    let entries = report.finish()?;
    let (langs, scores, bytes) = (files.langs, files.scores, files.bytes);
    let columns = std::mem::take(&mut files.columns);
    let files = files.finish()?;
    let mut counts = found.counts;
    counts.written = files.iter().map(|f| f.pairs).sum();
    let calque = env!("CARGO_PKG_VERSION").to_owned();
    let made = options.provenance.clone();
    let summary = CorpusSummary { calque, run: key, langs, counts, faults: entries.count(), scores, made, files };
    if summary.has_card() {
        let card = card::text(&summary, options, bytes, &columns);
        atomic::write(&new.join(CARD), |out| out.write_all(card.as_bytes()))?;
    }
    atomic::write(&new.join("report.html"), |out| out.write_all(summary.html(&entries).as_bytes()))?;
    atomic::write(&new.join(REPORT), |out| out.write_all(summary.json().as_bytes()))?;
    publish(&new, output)?;
    Ok(summary)
}

/// Moves results to their place, the report last.
fn publish(new: &Path, output: &Path) -> Result<(), BuildError> {
    let card = new.join(CARD).exists().then_some(CARD);
    if card.is_none() && CorpusSummary::read(&output.join(REPORT)).is_some_and(|previous| previous.has_card()) {
        remove(&output.join(CARD))?;
    }
    remove(&output.join(REPORT))?;
    for name in RESULTS.into_iter().chain(card).chain([REPORT]) {
        let (from, to) = (new.join(name), output.join(name));
        remove(&to)?;
        fs::rename(&from, &to).map_err(io_error(&to, "cannot be written"))?;
    }
    atomic::sync_folder(output).map_err(io_error(output, "cannot be written"))?;
    remove(new)
}

/// Removes a file or folder, if it is there.
fn remove(path: &Path) -> Result<(), BuildError> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(io_error(path, "cannot be removed")(e)),
        _ => Ok(()),
    }
}
