//! The interface of a writer of one format.

use super::losses::Losses;
use super::record::PairRecord;
use crate::output::OutputError;

/// A writer of one format.
pub(crate) trait PairSink: Send {
    /// Writes a pair and counts what the format cannot represent.
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError>;
    /// Completes the output.
    fn finish(self: Box<Self>, losses: &mut Losses) -> Result<(), OutputError>;
}
