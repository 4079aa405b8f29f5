//! The parts of a ZIP archive that nobody vouches for: office documents and e-books.
//!
//! A part may be at most a few hundred times larger than it is packed, and all that is
//! read at most as large as inputs may be, so that a small file cannot fill memory.

use crate::InputProblem;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes of a part for each packed byte, beyond [`FREE`]. XML packs to a thirtieth at best.
const MAX_RATIO: u64 = 200;
/// Bytes of a part that are never too many.
const FREE: u64 = 1 << 20;

/// An archive in memory.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
    limit: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive of which at most `limit` bytes are unpacked.
    pub(crate) fn open(bytes: &'a [u8], limit: u64) -> Result<Self, InputProblem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| InputProblem::Damaged(e.to_string()))?;
        Ok(Self { zip, left: limit, limit })
    }

    /// A part, if there is one of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, InputProblem> {
        let Some(at) = self.zip.index_for_name(name) else { return Ok(None) };
        let part = self.zip.by_index(at).map_err(|e| InputProblem::Damaged(format!("{name}: {e}")))?;
        let most = (FREE + part.compressed_size().saturating_mul(MAX_RATIO)).min(self.left);
        let mut bytes = Vec::new();
        part.take(most + 1).read_to_end(&mut bytes).map_err(|e| InputProblem::Damaged(format!("{name}: {e}")))?;
        if bytes.len() as u64 > most {
            return Err(if most == self.left { InputProblem::TooLarge(self.limit) } else { InputProblem::Bomb });
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}
