//! Processes the batches on all threads and keeps their results.
//!
//! Each result is a part in the work folder, named by the hash of everything it depends on:
//! documents, settings, version. What is there already is not made again. That is how a
//! killed run resumes, and why a run with other filters does not align again.
//!
//! Threads take batches as they come. A part does not depend on the thread that made it,
//! and parts are put in order at the end.

use crate::corpus::counts::CorpusCounts;
use crate::corpus::error::{BuildError, io_error};
use crate::corpus::error_entry::{ErrorEntry, Step};
use crate::corpus::part::{self, Line};
use crate::corpus::plan::{Batch, Batches, DocumentPair, Item};
use crate::corpus::progress::BuildProgress;
use crate::corpus::settings::BuildSettings;
use crate::corpus::sources::hash;
use crate::corpus::storage::content_hash::ContentHash;
use crate::corpus::work::align::{LocatedPair, align};
use crate::corpus::work::budget::Budget;
use crate::corpus::work::clean::PairCleaner;
use crate::corpus::work::drops::Drops;
use crate::corpus::work::memory_need::memory_need;
use calque::{Input, InputError};
use calque_formats::InputProblem;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};

/// What the threads share.
pub(crate) struct Work<'a> {
    settings: &'a BuildSettings,
    /// [`BuildSettings::hash`].
    settings_hash: &'a str,
    /// The work folder.
    folder: &'a Path,
    budget: Budget,
    /// Memory needs of pairs of documents, by their hashes: a batch is located twice.
    memory_needs: Mutex<HashMap<[String; 2], u64>>,
    cleaner: &'a PairCleaner,
    progress: &'a BuildProgress,
}

/// The names of a batch's results, after alignment and after cleaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BatchResult {
    pub(crate) aligned: String,
    pub(crate) screened: String,
}

/// Subfolder of the work folder with parts of aligned pairs.
pub(crate) const ALIGNED: &str = "aligned";
/// Subfolder with parts of pairs that passed the screen. The name is hashed into those of the parts: it stays,
/// so that work folders of earlier runs resume.
pub(crate) const SCREENED: &str = "sieved";

/// The path of a result in the work folder.
pub(crate) fn result_path(folder: &Path, kind: &str, key: &str) -> PathBuf {
    folder.join(kind).join(key.get(..2).unwrap_or_default()).join(format!("{key}.zst"))
}

impl<'a> Work<'a> {
    pub(crate) fn new(
        settings: &'a BuildSettings,
        settings_hash: &'a str,
        folder: &'a Path,
        cleaner: &'a PairCleaner,
        progress: &'a BuildProgress,
    ) -> Self {
        let budget = Budget::new(settings.memory_for_documents());
        Self { settings, settings_hash, folder, budget, memory_needs: Mutex::default(), cleaner, progress }
    }

    /// Processes every batch that belongs to this run; returns the names of the results by index in the plan.
    pub(crate) fn run(&self, batches: &mut Batches) -> Result<BTreeMap<u64, BatchResult>, BuildError> {
        let (send, receive) = sync_channel::<Batch>(self.settings.threads);
        let receive = Mutex::new(receive);
        let (done, failed) = (Mutex::new(BTreeMap::new()), Mutex::new(None));
        let stop = AtomicBool::new(false);
        let fail = |error: BuildError| {
            stop.store(true, Ordering::Relaxed);
            // Later errors follow from the first.
            failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        };
        std::thread::scope(|scope| {
            for _ in 0..self.settings.threads {
                scope.spawn(|| {
                    while let Some(batch) = next_batch(&receive) {
                        if stop.load(Ordering::Relaxed) {
                            continue;
                        }
                        match on_one_thread(|| self.batch(&batch)) {
                            Ok(names) => {
                                done.lock().unwrap_or_else(PoisonError::into_inner).insert(batch.index, names);
                            }
                            Err(error) => fail(error),
                        }
                    }
                });
            }
            loop {
                match batches.next_batch() {
                    Ok(Some(batch)) if self.is_own(batch.index) => {
                        if stop.load(Ordering::Relaxed) || send.send(batch).is_err() {
                            break;
                        }
                    }
                    Ok(Some(_)) => {}
                    Ok(None) => break,
                    Err(error) => {
                        fail(error);
                        break;
                    }
                }
            }
            drop(send);
        });
        match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(done.into_inner().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    fn is_own(&self, index: u64) -> bool {
        self.settings.shard.is_none_or(|shard| shard.has(index))
    }

    /// Processes a batch, as far as its results are not there.
    fn batch(&self, batch: &Batch) -> Result<BatchResult, BuildError> {
        let (aligned, located) = self.locate_batch(batch)?;
        let path = result_path(self.folder, ALIGNED, &aligned);
        if !path.exists() {
            self.align(batch, &located, &path)?;
            if self.locate_batch(batch)?.0 != aligned {
                let _ = std::fs::remove_file(&path);
                return Err(BuildError::Unstable(format!("a document among those of part {aligned}")));
            }
        }
        let screened = ContentHash::new(SCREENED).add(part::VERSION).add(&aligned).add(self.cleaner.key()).hex();
        let screened_path = result_path(self.folder, SCREENED, &screened);
        if !screened_path.exists() {
            self.clean(&path, &screened_path)?;
        }
        let documents = batch.items.iter().filter(|i| matches!(i, Item::Pair(_))).count();
        self.progress.documents.fetch_add(documents as u64, Ordering::Relaxed);
        Ok(BatchResult { aligned, screened })
    }

    /// Locates the documents of a batch; returns the name of the batch's result too.
    fn locate_batch(&self, batch: &Batch) -> Result<(String, Vec<Result<LocatedPair, ErrorEntry>>), BuildError> {
        let mut key = ContentHash::new(ALIGNED).add(part::VERSION).add(self.settings_hash);
        let mut located = Vec::new();
        for item in &batch.items {
            key = key.add(serde_json::to_string(item).unwrap_or_default());
            if let Item::Pair(documents) = item {
                let found = self.locate(documents)?;
                key = match &found {
                    Ok(found) => key.add(&found.hashes.0).add(&found.hashes.1),
                    Err(fault) => key.add(serde_json::to_string(fault).unwrap_or_default()),
                };
                located.push(found);
            }
        }
        Ok((key.hex(), located))
    }

    /// Locates two documents and estimates their memory.
    fn locate(&self, documents: &DocumentPair) -> Result<Result<LocatedPair, ErrorEntry>, BuildError> {
        let locate = |name: &str| -> Result<Result<(Input, u64, String), ErrorEntry>, BuildError> {
            let input = match self.settings.sources.find(name) {
                Ok(input) => input,
                Err(fault) => return Ok(Err(fault)),
            };
            let Some(bytes) = input.len_hint() else {
                return Ok(Err(no_file(name)));
            };
            match hash(&input) {
                Ok(hash) => Ok(Ok((input, bytes, hash))),
                Err(BuildError::Io { error, .. }) if error.kind() != ErrorKind::Interrupted => {
                    Ok(Err(ErrorEntry::of_input(&InputError::new(name, InputProblem::Io(error)), Step::Read)))
                }
                Err(other) => Err(other),
            }
        };
        let (source, target) = match (locate(&documents.source)?, locate(&documents.target)?) {
            (Ok(source), Ok(target)) => (source, target),
            (Err(fault), _) | (_, Err(fault)) => return Ok(Err(fault)),
        };
        let (inputs, bytes, hashes) = ((source.0, target.0), [source.1, target.1], (source.2, target.2));
        let need = self.memory_need(&inputs, bytes, [hashes.0.clone(), hashes.1.clone()]);
        Ok(need.map(|need| LocatedPair { inputs, need, hashes }))
    }

    /// Bytes of memory that two documents take.
    fn memory_need(&self, inputs: &(Input, Input), bytes: [u64; 2], key: [String; 2]) -> Result<u64, ErrorEntry> {
        let lock = || self.memory_needs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(need) = lock().get(&key) {
            return Ok(*need);
        }
        let need = memory_need([&inputs.0, &inputs.1], bytes, &self.settings.calque, &self.budget)?;
        lock().insert(key, need);
        Ok(need)
    }

    /// Aligns the documents of a batch.
    fn align(&self, batch: &Batch, located: &[Result<LocatedPair, ErrorEntry>], path: &Path) -> Result<(), BuildError> {
        let mut located = located.iter();
        part::write(path, |part| {
            let mut counts = CorpusCounts::default();
            for item in &batch.items {
                let result = match item {
                    Item::Pair(_) => {
                        counts.documents += 1;
                        match located.next() {
                            Some(Ok(found)) => align(found, self.settings, &self.budget, &mut counts),
                            Some(Err(fault)) => Err(fault.clone()),
                            None => continue,
                        }
                    }
                    Item::Unpaired(name) => {
                        counts.unpaired += 1;
                        part.line(&Line::Error(ErrorEntry::unpaired(name)))?;
                        continue;
                    }
                    Item::Error(fault) => {
                        part.line(&Line::Error(fault.clone()))?;
                        continue;
                    }
                };
                match result {
                    Ok(found) => {
                        part.line(&Line::Document(found.document))?;
                        found.entries.into_iter().try_for_each(|entry| part.line(&Line::Error(entry)))?;
                        found.pairs.into_iter().try_for_each(|pair| part.line(&Line::Pair(pair)))?;
                    }
                    Err(fault) => {
                        counts.failed += 1;
                        part.line(&Line::Error(fault))?;
                    }
                }
            }
            let sentences = counts.source_sentences + counts.target_sentences;
            self.progress.sentences.fetch_add(sentences, Ordering::Relaxed);
            Ok(counts)
        })
    }

    /// Cleans the pairs of a part; its other lines are copied.
    fn clean(&self, from: &Path, to: &Path) -> Result<(), BuildError> {
        let mut read_error = None;
        let written = part::write(to, |part| {
            let mut counts = CorpusCounts::default();
            let mut drops = Drops::default();
            let lines = part::read(from).map_err(|e| part::set_aside(e, &mut read_error))?;
            for line in lines {
                match line.map_err(|e| part::set_aside(e, &mut read_error))? {
                    Line::Pair(pair) => match self.cleaner.clean(pair, &mut counts) {
                        Ok(pair) => {
                            drops.kept();
                            counts.passed += 1;
                            part.line(&Line::Pair(pair))?;
                        }
                        Err(dropped) => drops.add(dropped.0, &dropped.1),
                    },
                    Line::Document(document) => {
                        drops.next(&document).into_iter().try_for_each(|e| part.line(&Line::Error(e)))?;
                        part.line(&Line::Document(document))?;
                    }
                    other @ Line::Error(_) => part.line(&other)?,
                    Line::End(aligned) => counts.add(&aligned),
                }
            }
            drops.entries().into_iter().try_for_each(|e| part.line(&Line::Error(e)))?;
            Ok(counts)
        });
        match read_error {
            Some(error) => Err(error),
            None => written,
        }
    }
}

/// Why a name is not that of a file that can be read twice.
fn no_file(name: &str) -> ErrorEntry {
    let path = Path::new(name);
    let problem = if path.is_dir() { InputProblem::Directory } else { InputProblem::Missing };
    let entry = ErrorEntry::of_input(&InputError::new(name, problem), Step::Read);
    if path.exists() && !path.is_dir() {
        let (why, remedy) =
            ("is a device or a pipe, not a file", "write what comes from it into a file, and name that");
        return ErrorEntry { why: why.to_owned(), remedy: remedy.to_owned(), ..entry };
    }
    entry
}

/// Runs the pipeline on one thread, where it would use all: the others have other documents.
fn on_one_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn next_batch(receive: &Mutex<Receiver<Batch>>) -> Option<Batch> {
    receive.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Removes from the work folder what this run did not use: results of other inputs or settings, and
/// unfinished files of a killed run.
pub(crate) fn sweep(folder: &Path, done: &BTreeMap<u64, BatchResult>) -> Result<(), BuildError> {
    for kind in [ALIGNED, SCREENED] {
        let names: BTreeSet<&str> =
            done.values().map(|d| if kind == ALIGNED { d.aligned.as_str() } else { d.screened.as_str() }).collect();
        let top = folder.join(kind);
        for folder in entries(&top)? {
            for path in entries(&folder)? {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if !names.contains(name.strip_suffix(".zst").unwrap_or_default()) {
                    std::fs::remove_file(&path).map_err(io_error(&path, "cannot be removed"))?;
                }
            }
        }
    }
    Ok(())
}

/// The entries of a folder; none if it is not there.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, BuildError> {
    match std::fs::read_dir(folder) {
        Ok(entries) => {
            entries.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>().map_err(io_error(folder, "cannot be read"))
        }
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(io_error(folder, "cannot be read")(e)),
    }
}
