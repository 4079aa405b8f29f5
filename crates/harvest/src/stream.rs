//! The loop of every run over pairs: chunks are read by one thread, worked on by all cores,
//! and handed on in order.
//!
//! One thread reads, up to two chunks ahead. A second has all cores work on a chunk at a
//! time. The caller's thread hands on the results of the chunk before, one by one. So
//! memory is a few chunks, and results do not depend on the number of cores.

use calque_formats::InputError;
use calque_formats::pairs::{BadRecord, Entry, OutputError, PairReader, PairRecord};
use calque_text::Remedy;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

/// Entries in a chunk.
const CHUNK: usize = 4096;
/// Bytes of text after which a chunk ends, so that long pairs do not pile up.
const CHUNK_BYTES: usize = 8 << 20;

/// Why a run over pairs ended early.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input cannot be read on.
    #[error(transparent)]
    Read(#[from] InputError),
    /// An output cannot be written.
    #[error(transparent)]
    Write(#[from] OutputError),
    /// A temporary file cannot be written or read.
    #[error("temporary files in {folder}: {error}")]
    Spill {
        /// Their folder.
        folder: String,
        /// The error of the system.
        error: std::io::Error,
    },
}

impl RunError {
    /// Whether the reader of standard output has gone, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Write(e) if e.is_closed_pipe())
    }

    pub(crate) fn spill(error: std::io::Error) -> Self {
        Self::Spill { folder: std::env::temp_dir().display().to_string(), error }
    }
}

impl Remedy for RunError {
    fn help(&self) -> Cow<'_, str> {
        match self {
            Self::Read(e) => e.help(),
            Self::Write(e) => e.help(),
            Self::Spill { .. } => "make room there, or set TMPDIR to a folder on a larger disk".into(),
        }
    }
}

/// One result of the loop.
#[derive(Debug)]
pub enum StreamItem<T> {
    /// The result of a pair.
    Pair(T),
    /// A record that could not be read, and the name of its input.
    Bad(String, BadRecord),
}

/// How far a run has come, for progress bars; read from any thread.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
    pairs: AtomicU64,
}

impl Progress {
    /// Bytes of the inputs read so far, before decompression.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Pairs handed on so far.
    pub fn pairs(&self) -> u64 {
        self.pairs.load(Ordering::Relaxed)
    }
}

/// Reads all pairs of `readers`, calls `work` with each on any core, and hands the results to `then` in
/// order. The first error of an input or of `then` ends the loop.
pub fn for_each_pair<T: Send>(
    readers: Vec<PairReader>,
    progress: &Progress,
    work: impl Fn(PairRecord) -> T + Sync,
    mut then: impl FnMut(StreamItem<T>) -> Result<(), RunError>,
) -> Result<(), RunError> {
    std::thread::scope(|scope| {
        let (sender, chunks) = sync_channel(2);
        scope.spawn(move || read(readers, progress, &sender));
        let (done, results) = sync_channel(1);
        let work = &work;
        scope.spawn(move || {
            for chunk in chunks {
                let result = chunk.map(|chunk: Chunk| process(chunk, work));
                // Nobody takes the results any more: dropping `chunks` stops the reader too.
                if done.send(result).is_err() {
                    break;
                }
            }
        });
        for result in results {
            let items: Vec<StreamItem<T>> = result?;
            progress.pairs.fetch_add(items.len() as u64, Ordering::Relaxed);
            items.into_iter().try_for_each(&mut then)?;
        }
        Ok(())
    })
}

/// Works on a chunk, on all cores.
fn process<T: Send>(chunk: Chunk, work: &(impl Fn(PairRecord) -> T + Sync)) -> Vec<StreamItem<T>> {
    let name = chunk.name;
    let item = |entry| match entry {
        Entry::Pair(pair) => StreamItem::Pair(work(pair)),
        Entry::Bad(bad) => StreamItem::Bad(name.clone(), bad),
    };
    chunk.entries.into_par_iter().with_min_len(64).map(item).collect()
}

struct Chunk {
    name: String,
    entries: Vec<Entry>,
}

/// Reads chunks until the end, an error, or until the receiver is gone.
fn read(readers: Vec<PairReader>, progress: &Progress, sender: &SyncSender<Result<Chunk, InputError>>) {
    let mut before = 0;
    for mut reader in readers {
        loop {
            let mut chunk = Chunk { name: reader.name().to_owned(), entries: Vec::with_capacity(CHUNK) };
            let end = fill(&mut reader, &mut chunk.entries);
            progress.bytes.store(before + reader.bytes_read(), Ordering::Relaxed);
            if sender.send(Ok(chunk)).is_err() {
                return;
            }
            match end {
                Ok(false) => {}
                Ok(true) => break,
                Err(error) => {
                    // If the receiver is gone, it has an error of its own.
                    let _ = sender.send(Err(error));
                    return;
                }
            }
        }
        before += reader.bytes_read();
    }
}

/// Fills a chunk; returns whether the input ended.
fn fill(reader: &mut PairReader, entries: &mut Vec<Entry>) -> Result<bool, InputError> {
    let mut bytes = 0;
    while entries.len() < CHUNK && bytes < CHUNK_BYTES {
        match reader.next_entry()? {
            Some(entry) => {
                if let Entry::Pair(pair) = &entry {
                    bytes += pair.source.len() + pair.target.len();
                }
                entries.push(entry);
            }
            None => return Ok(true),
        }
    }
    Ok(false)
}
