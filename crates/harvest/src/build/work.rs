//! The middle of a run: every batch of documents aligned and scored, then sieved.
//!
//! Each result lies in the work folder under the hash of what it depends on
//! ([`super::keys`]): documents, settings, version. What is there already is not
//! made again, which is all there is to going on after a run was killed, and to
//! doing no more than necessary after an input or a setting has changed: other
//! filters do not align anew.
//!
//! Threads take batches as they come; which thread made a part does not show in
//! it, and the parts are put in order at the end.

use super::budget::Budget;
use super::documents::{Found, align};
use super::error::io_at;
use super::fault::{Fault, Step};
use super::keys::Key;
use super::part::{self, Line};
use super::places::hash;
use super::plan::{Batch, Batches, Item, Planned};
use super::sieve::Sieve;
use super::weight::weigh;
use super::{BuildError, BuildSettings, Counts, Progress};
use calque::{Input, InputError};
use calque_formats::InputProblem;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};

/// What all threads share.
pub(super) struct Work<'a> {
    pub(super) settings: &'a BuildSettings,
    /// The hash of what alignment depends on beside the documents.
    pub(super) made_with: &'a str,
    /// The work folder.
    pub(super) folder: &'a Path,
    pub(super) budget: &'a Budget,
    /// What pairs of documents take, by their hashes: a batch is looked at twice.
    pub(super) weighed: Mutex<HashMap<[String; 2], u64>>,
    pub(super) sieve: &'a Sieve,
    pub(super) progress: &'a Progress,
}

/// The names of a batch's results: aligned, and sieved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) aligned: String,
    pub(super) sieved: String,
}

/// Where a result lies in the work folder.
pub(super) fn place(folder: &Path, kind: &str, key: &str) -> PathBuf {
    folder.join(kind).join(key.get(..2).unwrap_or_default()).join(format!("{key}.zst"))
}

impl Work<'_> {
    /// Does every batch that is this run's; gives the names of their results by their place in the plan.
    pub(super) fn run(&self, batches: &mut Batches) -> Result<BTreeMap<u64, Done>, BuildError> {
        let (send, receive) = sync_channel::<Batch>(self.settings.threads);
        let receive = Mutex::new(receive);
        let (done, failed) = (Mutex::new(BTreeMap::new()), Mutex::new(None));
        let stop = AtomicBool::new(false);
        let fail = |error: BuildError| {
            stop.store(true, Ordering::Relaxed);
            // The first is what the others follow from.
            failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        };
        std::thread::scope(|scope| {
            for _ in 0..self.settings.threads {
                scope.spawn(|| {
                    while let Some(batch) = next(&receive) {
                        if stop.load(Ordering::Relaxed) {
                            continue;
                        }
                        match alone(|| self.batch(&batch)) {
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
                    Ok(Some(batch)) if self.is_ours(batch.index) => {
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

    fn is_ours(&self, index: u64) -> bool {
        self.settings.shard.is_none_or(|shard| shard.has(index))
    }

    /// One batch, unless it is done already.
    fn batch(&self, batch: &Batch) -> Result<Done, BuildError> {
        let (aligned, looked) = self.look(batch)?;
        let path = place(self.folder, "aligned", &aligned);
        if !path.exists() {
            self.align(batch, &looked, &path)?;
            if self.look(batch)?.0 != aligned {
                let _ = std::fs::remove_file(&path);
                return Err(BuildError::Unstable(format!("a document among those of part {aligned}")));
            }
        }
        let sieved = Key::new("sieved").add(part::VERSION).add(&aligned).add(self.sieve.key()).hex();
        let sieved_path = place(self.folder, "sieved", &sieved);
        if !sieved_path.exists() {
            self.sieve(&path, &sieved_path)?;
        }
        let documents = batch.items.iter().filter(|i| matches!(i, Item::Pair(_))).count();
        self.progress.documents.fetch_add(documents as u64, Ordering::Relaxed);
        Ok(Done { aligned, sieved })
    }

    /// Looks at the documents of a batch; gives the name of the batch's result, and where the documents are.
    fn look(&self, batch: &Batch) -> Result<(String, Vec<Result<Found, Fault>>), BuildError> {
        let mut key = Key::new("aligned").add(part::VERSION).add(self.made_with);
        let mut looked = Vec::new();
        for item in &batch.items {
            key = key.add(serde_json::to_string(item).unwrap_or_default());
            if let Item::Pair(planned) = item {
                let found = self.find(planned)?;
                key = match &found {
                    Ok(found) => key.add(&found.hashes.0).add(&found.hashes.1),
                    Err(fault) => key.add(serde_json::to_string(fault).unwrap_or_default()),
                };
                looked.push(found);
            }
        }
        Ok((key.hex(), looked))
    }

    /// Finds two documents.
    fn find(&self, planned: &Planned) -> Result<Result<Found, Fault>, BuildError> {
        let one = |name: &str| -> Result<Result<(Input, u64, String), Fault>, BuildError> {
            let input = match self.settings.places.find(name) {
                Ok(input) => input,
                Err(fault) => return Ok(Err(fault)),
            };
            let Some(bytes) = input.len_hint() else {
                return Ok(Err(no_file(name)));
            };
            match hash(&input) {
                Ok(hash) => Ok(Ok((input, bytes, hash))),
                Err(BuildError::Io { error, .. }) if error.kind() != ErrorKind::Interrupted => {
                    Ok(Err(Fault::of_input(&InputError::new(name, InputProblem::Io(error)), Step::Read)))
                }
                Err(other) => Err(other),
            }
        };
        let (source, target) = match (one(&planned.source)?, one(&planned.target)?) {
            (Ok(source), Ok(target)) => (source, target),
            (Err(fault), _) | (_, Err(fault)) => return Ok(Err(fault)),
        };
        let (inputs, bytes, hashes) = ((source.0, target.0), [source.1, target.1], (source.2, target.2));
        let need = self.weigh(&inputs, bytes, [hashes.0.clone(), hashes.1.clone()]);
        Ok(need.map(|need| Found { inputs, need, hashes }))
    }

    /// What two documents take.
    fn weigh(&self, inputs: &(Input, Input), bytes: [u64; 2], key: [String; 2]) -> Result<u64, Fault> {
        let lock = || self.weighed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(need) = lock().get(&key) {
            return Ok(*need);
        }
        let need = weigh([&inputs.0, &inputs.1], bytes, &self.settings.calque, self.budget)?;
        lock().insert(key, need);
        Ok(need)
    }

    /// Aligns the documents of a batch.
    fn align(&self, batch: &Batch, looked: &[Result<Found, Fault>], path: &Path) -> Result<(), BuildError> {
        let mut looked = looked.iter();
        part::write(path, |sink| {
            let mut counts = Counts::default();
            for item in &batch.items {
                let result = match item {
                    Item::Pair(_) => {
                        counts.documents += 1;
                        match looked.next() {
                            Some(Ok(found)) => align(found, self.settings, self.budget, &mut counts),
                            Some(Err(fault)) => Err(fault.clone()),
                            None => continue,
                        }
                    }
                    Item::Lone(_) => {
                        counts.unpaired += 1;
                        continue;
                    }
                    Item::Fault(fault) => {
                        sink.line(&Line::Fault(fault.clone()))?;
                        continue;
                    }
                };
                match result {
                    Ok((pairs, said)) => {
                        sink.line(&Line::Document(said))?;
                        pairs.into_iter().try_for_each(|pair| sink.line(&Line::Pair(pair)))?;
                    }
                    Err(fault) => {
                        counts.failed += 1;
                        sink.line(&Line::Fault(fault))?;
                    }
                }
            }
            let sentences = counts.source_sentences + counts.target_sentences;
            self.progress.sentences.fetch_add(sentences, Ordering::Relaxed);
            Ok(counts)
        })
    }

    /// Sieves the pairs of a part; what else is in it goes through.
    fn sieve(&self, from: &Path, to: &Path) -> Result<(), BuildError> {
        let mut failed = None;
        let written = part::write(to, |sink| {
            let mut counts = Counts::default();
            let lines = part::read(from).map_err(|e| part::keep(e, &mut failed))?;
            for line in lines {
                match line.map_err(|e| part::keep(e, &mut failed))? {
                    Line::Pair(pair) => {
                        if let Some(pair) = self.sieve.pass(pair, &mut counts) {
                            counts.passed += 1;
                            sink.line(&Line::Pair(pair))?;
                        }
                    }
                    other @ (Line::Fault(_) | Line::Document(_)) => sink.line(&other)?,
                    Line::End(aligned) => counts.add(&aligned),
                }
            }
            Ok(counts)
        });
        match failed {
            Some(error) => Err(error),
            None => written,
        }
    }
}

/// Why what has a name is no file that could be read twice.
fn no_file(name: &str) -> Fault {
    let path = Path::new(name);
    let problem = if path.is_dir() { InputProblem::Directory } else { InputProblem::Missing };
    let fault = Fault::of_input(&InputError::new(name, problem), Step::Read);
    if path.exists() && !path.is_dir() {
        let (why, remedy) =
            ("is a device or a pipe, not a file", "write what comes from it into a file, and name that");
        return Fault { why: why.to_owned(), remedy: remedy.to_owned(), ..fault };
    }
    fault
}

/// Runs on one thread what the pipeline would spread over all: other threads have other documents.
fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn next(receive: &Mutex<Receiver<Batch>>) -> Option<Batch> {
    receive.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Removes from the work folder what this run has not used: results of other inputs, other settings,
/// and what a killed run was writing.
pub(super) fn sweep(folder: &Path, done: &BTreeMap<u64, Done>) -> Result<(), BuildError> {
    for kind in ["aligned", "sieved"] {
        let names: BTreeSet<&str> =
            done.values().map(|d| if kind == "aligned" { d.aligned.as_str() } else { d.sieved.as_str() }).collect();
        let top = folder.join(kind);
        for folder in entries(&top)? {
            for path in entries(&folder)? {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if !names.contains(name.strip_suffix(".zst").unwrap_or_default()) {
                    std::fs::remove_file(&path).map_err(io_at(&path, "cannot be removed"))?;
                }
            }
        }
    }
    Ok(())
}

/// What is in a folder; nothing if it is not there.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, BuildError> {
    match std::fs::read_dir(folder) {
        Ok(entries) => {
            entries.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>().map_err(io_at(folder, "cannot be read"))
        }
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(io_at(folder, "cannot be read")(e)),
    }
}
