//! Bytes in: their sources, decompression, decoding, and the detection of formats by name and first bytes.

mod compression;
mod encoding;
mod format;
mod recode;
mod signature;
mod source;
pub(crate) mod stream;
mod zip_parts;

pub(crate) use compression::{bare, unpack};
pub(crate) use encoding::decode;
pub use format::InputFormat;
pub use recode::EncodedText;
pub(crate) use signature::{container, refuse_binary, refuse_name};
pub use source::{DEFAULT_MAX_BYTES, FetchedFile, Input};
pub(crate) use zip_parts::Archive;
