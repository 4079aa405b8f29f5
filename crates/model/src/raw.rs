//! The one module with `unsafe`: mapping a file, and calling code that was
//! compiled for processors with AVX2. Each place says why it is sound.

use crate::format::ALIGN;
use crate::{ModelError, rows};
use std::path::Path;

/// Bytes aligned so that number arrays can be used in place.
#[derive(Debug)]
pub(crate) enum Bytes {
    Static(&'static [u8]),
    Mapped(memmap2::Mmap),
    Owned { buffer: Vec<u8>, start: usize, len: usize },
}

impl Bytes {
    pub(crate) fn get(&self) -> &[u8] {
        match self {
            Self::Static(b) => b,
            Self::Mapped(m) => m,
            Self::Owned { buffer, start, len } => &buffer[*start..*start + *len],
        }
    }

    /// Maps a file.
    pub(crate) fn open(path: &Path) -> Result<Self, ModelError> {
        let io = |source| ModelError::Io { path: path.display().to_string(), source };
        let file = std::fs::File::open(path).map_err(io)?;
        if file.metadata().map_err(io)?.len() == 0 {
            return Ok(Self::Static(&[]));
        }
        // SAFETY: the mapping is read-only and private to this process. Should another program cut the
        // file short while it is mapped, reads beyond its end raise SIGBUS, as for every program that
        // maps files; the alternative, copying 24 MB at every start, costs more than the job itself.
        #[allow(unsafe_code)]
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(io)?;
        Ok(Self::Mapped(map))
    }

    /// Copies into an aligned buffer.
    pub(crate) fn copied(bytes: &[u8]) -> Self {
        let mut buffer = vec![0u8; bytes.len() + ALIGN];
        let start = buffer.as_ptr().align_offset(ALIGN).min(ALIGN);
        buffer[start..start + bytes.len()].copy_from_slice(bytes);
        Self::Owned { buffer, start, len: bytes.len() }
    }
}

/// Adds rows of [`rows`]. The same operations in the same order with and without AVX2, so that
/// results do not depend on the processor.
pub(crate) fn add_rows(rows: &[(&[u8], f32)], out: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, as was just asked; the function has no other condition.
        #[allow(unsafe_code)]
        unsafe {
            add_rows_avx2(rows, out);
        }
        return;
    }
    rows::add(rows, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn add_rows_avx2(rows: &[(&[u8], f32)], out: &mut [f32]) {
    rows::add(rows, out);
}
