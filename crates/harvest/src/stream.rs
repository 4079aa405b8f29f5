//! Runs over pairs: the loop of [`calque::stream`] at the pace of corpora, and why such a run
//! can end early.

use calque::stream::{Pace, PairSource};
pub use calque::stream::{Progress, StreamItem};
use calque_formats::InputError;
use calque_formats::pairs::{OutputError, PairReader, PairRecord};
use calque_text::Remedy;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// Chunks large enough that waiting for the last core costs little.
const PACE: Pace = Pace { items: 4096, bytes: 8 << 20, grain: 64, read_ahead: true };

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

/// Reads all pairs of `readers`, calls `work` with each on any core, and hands the results to `then` in
/// order, with the records that could not be read. The first error of an input or of `then` ends the loop.
pub(crate) fn for_each_pair<T: Send>(
    readers: Vec<PairReader>,
    progress: &Progress,
    work: impl Fn(&mut PairRecord) -> T + Sync,
    mut then: impl FnMut(StreamItem<'_, T>) -> Result<(), RunError>,
) -> Result<(), RunError> {
    let mut source = PairSource::lenient(readers, progress);
    calque::stream::for_each_pair(
        &mut source,
        PACE,
        |record, _| work(record),
        |item| then(item).map(ControlFlow::Continue),
    )
}
