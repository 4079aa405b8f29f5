//! What a writer of one format is.

use super::losses::Losses;
use super::record::PairRecord;
use crate::output::OutputError;

/// What writes pairs in one format.
pub(crate) trait PairSink: Send {
    /// Writes a pair.
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError>;
    /// Completes the output.
    fn finish(self: Box<Self>, losses: &mut Losses) -> Result<(), OutputError>;
}
