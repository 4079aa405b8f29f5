//! The body of a response: to a file, decompressed, counted and hashed, and never
//! more of it than allowed.
//!
//! Decompression is done here and not by the HTTP client, since only who sees
//! both sides of it can tell a bomb: a few bytes that unfold to millions.

use crate::error::Problem;
use crate::hex::hex;
use flate2::write::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// A body of fewer bytes is never taken for a bomb, whatever the ratio: a page of one repeated letter is no attack.
const MIN_BOMB_BYTES: u64 = 1 << 20;

/// How large a body may be, in bytes, and as a multiple of what was sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) max_bytes: u64,
    pub(crate) max_ratio: u64,
}

/// Writes a body piece by piece.
pub(crate) struct BodyWriter<W: Write> {
    sink: Sink<W>,
    limits: Limits,
    sent: u64,
}

enum Sink<W: Write> {
    Plain(Counted<W>),
    Gzip(Box<MultiGzDecoder<Counted<W>>>),
}

/// The size of a body after decompression, and its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BodyDigest {
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

impl<W: Write> BodyWriter<W> {
    /// For a body that is compressed as the header `Content-Encoding` says.
    pub(crate) fn new(out: W, coding: Option<&str>, limits: Limits) -> Result<Self, Problem> {
        let counted = Counted { out, hash: Sha256::new(), bytes: 0, most: limits.max_bytes, over: false, disk: None };
        let sink = match coding.map(str::trim).map(str::to_ascii_lowercase).as_deref() {
            None | Some("" | "identity") => Sink::Plain(counted),
            Some("gzip" | "x-gzip") => Sink::Gzip(Box::new(MultiGzDecoder::new(counted))),
            Some(other) => return Err(Problem::Coding(other.chars().take(40).collect())),
        };
        Ok(Self { sink, limits, sent: 0 })
    }

    /// Writes a piece as it was sent.
    pub(crate) fn write(&mut self, piece: &[u8]) -> Result<(), BodyError> {
        self.sent += piece.len() as u64;
        let by_ratio = self.sent.saturating_mul(self.limits.max_ratio).max(MIN_BOMB_BYTES);
        self.counted().most = by_ratio.min(self.limits.max_bytes);
        let written = match &mut self.sink {
            Sink::Plain(out) => out.write_all(piece),
            Sink::Gzip(out) => out.write_all(piece),
        };
        written.map_err(|e| self.cause(&e))
    }

    /// Ends the body; a compressed one must be complete.
    pub(crate) fn finish(mut self) -> Result<BodyDigest, BodyError> {
        if let Sink::Gzip(out) = &mut self.sink
            && self.sent > 0
        {
            out.try_finish().map_err(|e| self.cause(&e))?;
        }
        let counted = self.counted();
        counted.out.flush().map_err(BodyError::Disk)?;
        Ok(BodyDigest { bytes: counted.bytes, sha256: hex(&counted.hash.finalize_reset()) })
    }

    fn counted(&mut self) -> &mut Counted<W> {
        match &mut self.sink {
            Sink::Plain(out) => out,
            Sink::Gzip(out) => out.get_mut(),
        }
    }

    /// Why a write failed.
    fn cause(&mut self, error: &io::Error) -> BodyError {
        let limits = self.limits;
        let counted = self.counted();
        if let Some(disk) = counted.disk.take() {
            return BodyError::Disk(disk);
        }
        match counted.over {
            true if counted.most < limits.max_bytes => BodyError::Problem(Problem::Bomb(limits.max_ratio)),
            true => BodyError::Problem(Problem::TooLarge(limits.max_bytes)),
            false => BodyError::Problem(Problem::Broken(format!("its gzip is damaged ({error})"))),
        }
    }
}

/// Why a body could not be taken.
#[derive(Debug)]
pub(crate) enum BodyError {
    /// The body cannot be accepted.
    Problem(Problem),
    /// The disk cannot be written.
    Disk(io::Error),
}

/// Writes, counts and hashes, up to a limit.
struct Counted<W> {
    out: W,
    hash: Sha256,
    bytes: u64,
    most: u64,
    over: bool,
    disk: Option<io::Error>,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.bytes + piece.len() as u64 > self.most {
            self.over = true;
            return Err(io::Error::other("over the limit"));
        }
        if let Err(error) = self.out.write_all(piece) {
            let kind = error.kind();
            self.disk = Some(error);
            return Err(kind.into());
        }
        self.hash.update(piece);
        self.bytes += piece.len() as u64;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { max_bytes: 100 << 20, max_ratio: 50 };

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    /// Takes a body in pieces; gives what arrived, or what was said.
    fn take(body: &[u8], coding: Option<&str>, limits: Limits, piece: usize) -> Result<(Vec<u8>, BodyDigest), String> {
        let mut out = Vec::new();
        let said = |e| match e {
            BodyError::Problem(p) => p.name().to_owned(),
            BodyError::Disk(e) => e.to_string(),
        };
        let mut writer = BodyWriter::new(&mut out, coding, limits).map_err(|p| p.name().to_owned())?;
        for piece in body.chunks(piece) {
            writer.write(piece).map_err(said)?;
        }
        let arrived = writer.finish().map_err(said)?;
        Ok((out, arrived))
    }

    #[test]
    fn bombs_and_endless_bodies_are_stopped() {
        let bomb = gzip(&vec![b'a'; 30 << 20]);
        assert_eq!(take(&bomb, Some("gzip"), LIMITS, 4096).expect_err("a bomb"), "bomb");
        assert_eq!(take(&bomb, Some("gzip"), LIMITS, bomb.len()).expect_err("a bomb in one piece"), "bomb");
        let small = Limits { max_bytes: 1000, ..LIMITS };
        assert_eq!(take(&bomb, Some("gzip"), small, 4096).expect_err("too large"), "too-large");
        assert_eq!(take(&[b'a'; 1001], None, small, 100).expect_err("too large"), "too-large");
        assert_eq!(take(&[b'a'; 1000], None, small, 100).expect("fits").1.bytes, 1000);
        // A small page that repeats itself is none.
        assert!(take(&gzip(&vec![b'a'; 500_000]), Some("gzip"), LIMITS, 64).is_ok());
    }

    #[test]
    fn damaged_and_unknown_codings_are_named() {
        let good = gzip(b"Le pont est ferme.");
        assert_eq!(take(&good[..good.len() - 3], Some("gzip"), LIMITS, 5).expect_err("cut"), "broken");
        assert_eq!(take(b"<html>", Some("gzip"), LIMITS, 2).expect_err("no gzip"), "broken");
        assert_eq!(take(&good, Some("br"), LIMITS, 5).expect_err("not asked for"), "coding");
        assert_eq!(take(b"", Some("gzip"), LIMITS, 5).expect("empty").1.bytes, 0);
        let twice = [good.clone(), good].concat();
        assert_eq!(take(&twice, Some("X-GZIP"), LIMITS, 7).expect("two members").1.bytes, 36);
    }

    proptest! {
        #[test]
        fn what_arrives_is_what_was_meant(body in proptest::collection::vec(any::<u8>(), 0..3000), piece in 1usize..700) {
            let plain = take(&body, None, LIMITS, piece).expect("plain");
            let zipped = take(&gzip(&body), Some("gzip"), LIMITS, piece).expect("gzip");
            prop_assert_eq!(&plain.0, &body);
            prop_assert_eq!(&zipped, &plain);
            prop_assert_eq!(plain.1.sha256, hex(&Sha256::digest(&body)));
        }

        #[test]
        fn any_bytes_are_refused_or_taken(body in proptest::collection::vec(any::<u8>(), 0..300), piece in 1usize..70) {
            let _ = take(&body, Some("gzip"), LIMITS, piece);
        }
    }
}
