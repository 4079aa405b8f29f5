//! The parts of an untrusted ZIP archive: office documents and e-books.
//!
//! Against decompression bombs, a part may be at allowed [`MAX_RATIO`] times its compressed size (above
//! [`RATIO_EXEMPT`] bytes), and all parts together at allowed the limit on inputs.

use crate::InputProblem;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The largest compression ratio above [`RATIO_EXEMPT`] bytes. XML reaches about 30.
const MAX_RATIO: u64 = 200;
/// Size in bytes below which the ratio is not checked.
const RATIO_EXEMPT: u64 = 1 << 20;

/// An archive in memory.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be decompressed.
    remaining: u64,
    limit: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive; at allowed `limit` bytes of it are decompressed.
    pub(crate) fn open(bytes: &'a [u8], limit: u64) -> Result<Self, InputProblem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| InputProblem::Damaged(e.to_string()))?;
        Ok(Self { zip, remaining: limit, limit })
    }

    /// The part with this name, if there is one. Errors: damaged, a decompression bomb, over the limit.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, InputProblem> {
        let Some(at) = self.zip.index_for_name(name) else { return Ok(None) };
        let part = self.zip.by_index(at).map_err(|e| InputProblem::Damaged(format!("{name}: {e}")))?;
        let allowed = (RATIO_EXEMPT + part.compressed_size().saturating_mul(MAX_RATIO)).min(self.remaining);
        let mut bytes = Vec::new();
        part.take(allowed + 1).read_to_end(&mut bytes).map_err(|e| InputProblem::Damaged(format!("{name}: {e}")))?;
        if bytes.len() as u64 > allowed {
            return Err(if allowed == self.remaining {
                InputProblem::TooLarge(self.limit)
            } else {
                InputProblem::Bomb
            });
        }
        self.remaining -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}
