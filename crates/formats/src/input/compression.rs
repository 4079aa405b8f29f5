//! gzip and zstd: recognised by the first bytes when an input is decompressed, and by the file extension
//! when the format is looked up by name.

use crate::InputProblem;
use std::io::Read;

/// The bytes, decompressed if they are gzip or zstd; at most `limit` bytes, else [`InputProblem::TooLarge`].
pub(crate) fn unpack(bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>, InputProblem> {
    let mut out = Vec::new();
    let mut from =
        |reader: &mut dyn Read| reader.take(limit.saturating_add(1)).read_to_end(&mut out).map_err(InputProblem::Io);
    if bytes.starts_with(b"\x1f\x8b") {
        from(&mut flate2::read::MultiGzDecoder::new(bytes.as_slice()))?;
    } else if bytes.starts_with(b"\x28\xb5\x2f\xfd") {
        from(&mut zstd::stream::read::Decoder::new(bytes.as_slice()).map_err(InputProblem::Io)?)?;
    } else {
        return Ok(bytes);
    }
    if out.len() as u64 > limit { Err(InputProblem::TooLarge(limit)) } else { Ok(out) }
}

/// A file name without `.gz`, `.zst` or `.zstd`.
pub(crate) fn bare(name: &str) -> &str {
    let cut =
        [".gz", ".zst", ".zstd"].into_iter().find(|e| name.len() > e.len() && name.to_ascii_lowercase().ends_with(e));
    cut.map_or(name, |e| &name[..name.len() - e.len()])
}
