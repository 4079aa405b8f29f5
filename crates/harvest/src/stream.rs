//! Pairs from readers, worked on by all cores, handed on in their order.
//!
//! One thread reads, some chunks ahead; another has the chunks worked on by all
//! cores, one after the other; the caller's thread hands on what came out of
//! the chunk before, one by one, in order. So memory is some chunks,
//! and results do not depend on the number of cores.

use calque_formats::InputError;
use calque_formats::pairs::{BadRecord, Entry, OutputError, PairReader, PairRecord};
use calque_text::Remedy;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

/// Entries of a chunk.
const CHUNK: usize = 4096;
/// And at most this many bytes of text, so that long pairs do not pile up.
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
        /// Where they are.
        folder: String,
        /// What the system says.
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

/// What comes out of a stream.
#[derive(Debug)]
pub enum Item<T> {
    /// What was made of a pair.
    Pair(T),
    /// A record that is none, and the input it stood in.
    Bad(String, BadRecord),
}

/// How far a run has come, for progress bars; read from any thread.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
    pairs: AtomicU64,
}

impl Progress {
    /// Bytes of the inputs read so far, packed as they are.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Pairs handed on so far.
    pub fn pairs(&self) -> u64 {
        self.pairs.load(Ordering::Relaxed)
    }
}

/// Reads all pairs of `readers`, lets `work` make something of each on any core, and hands the
/// results to `then` in order.
pub fn each<T: Send>(
    readers: Vec<PairReader>,
    progress: &Progress,
    work: impl Fn(PairRecord) -> T + Sync,
    mut then: impl FnMut(Item<T>) -> Result<(), RunError>,
) -> Result<(), RunError> {
    std::thread::scope(|scope| {
        let (full, chunks) = sync_channel(2);
        scope.spawn(move || read(readers, progress, &full));
        let (made, results) = sync_channel(1);
        let work = &work;
        scope.spawn(move || {
            for chunk in chunks {
                let result = chunk.map(|chunk: Chunk| worked(chunk, work));
                // When nobody takes the results, the reader is told by this end of its channel going too.
                if made.send(result).is_err() {
                    break;
                }
            }
        });
        for result in results {
            let made: Vec<Item<T>> = result?;
            progress.pairs.fetch_add(made.len() as u64, Ordering::Relaxed);
            made.into_iter().try_for_each(&mut then)?;
        }
        Ok(())
    })
}

/// What is made of a chunk, on all cores.
fn worked<T: Send>(chunk: Chunk, work: &(impl Fn(PairRecord) -> T + Sync)) -> Vec<Item<T>> {
    let name = chunk.name;
    let each = |entry| match entry {
        Entry::Pair(pair) => Item::Pair(work(pair)),
        Entry::Bad(bad) => Item::Bad(name.clone(), bad),
    };
    chunk.entries.into_par_iter().with_min_len(64).map(each).collect()
}

struct Chunk {
    name: String,
    entries: Vec<Entry>,
}

/// Reads chunks until the end, an error, or until nobody listens.
fn read(readers: Vec<PairReader>, progress: &Progress, full: &SyncSender<Result<Chunk, InputError>>) {
    let mut before = 0;
    for mut reader in readers {
        loop {
            let mut chunk = Chunk { name: reader.name().to_owned(), entries: Vec::with_capacity(CHUNK) };
            let end = fill(&mut reader, &mut chunk.entries);
            progress.bytes.store(before + reader.bytes_read(), Ordering::Relaxed);
            if full.send(Ok(chunk)).is_err() {
                return;
            }
            match end {
                Ok(false) => {}
                Ok(true) => break,
                Err(error) => {
                    // Whoever would hear of it has gone, or will.
                    let _ = full.send(Err(error));
                    return;
                }
            }
        }
        before += reader.bytes_read();
    }
}

/// Fills a chunk; says whether the input ended.
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
