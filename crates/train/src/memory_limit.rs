//! The memory limit of training, against which each stage checks its estimate.

use crate::error::TrainError;

/// The maximum number of bytes that training may use; `None`: no limit.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryLimit(pub Option<u64>);

/// Estimate of the program and the buffers of its threads, in bytes.
const BASE: u64 = 100 << 20;
/// Estimate of one word in a hash table, with its text, in bytes.
pub(crate) const WORD: u64 = 80;

impl MemoryLimit {
    /// An error if a stage needs more than the limit, in bytes.
    pub(crate) fn check(self, stage: &'static str, needs: u64) -> Result<(), TrainError> {
        match self.0 {
            Some(given) if needs + BASE > given => {
                Err(TrainError::Memory { stage, needs: (needs + BASE).div_ceil(1 << 20), given: given >> 20 })
            }
            _ => Ok(()),
        }
    }

    /// How many parts of `each` bytes fit into the limit beside `rest`, from 1 to `most`.
    pub(crate) fn parts(self, most: usize, each: u64, rest: u64) -> usize {
        let Some(given) = self.0 else { return most };
        (given.saturating_sub(rest + BASE) / each.max(1)).clamp(1, most as u64) as usize
    }
}
