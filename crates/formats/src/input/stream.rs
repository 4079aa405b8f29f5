//! Byte streams for the readers of pairs: gzip and zstd are decompressed and UTF-16 is decoded while
//! streaming. Bytes read before decompression are counted, for progress.

use encoding_rs::{Decoder, Encoding};
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A stream of bytes.
pub(crate) type Bytes = Box<dyn BufRead + Send>;

const BUFFER: usize = 1 << 17;

/// Counts the bytes that are read.
struct CountingReader<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// The stream of a reader, decompressed and in UTF-8; `count` receives the number of bytes read.
pub(crate) fn unpacked(reader: Box<dyn Read + Send>, count: Arc<AtomicU64>) -> io::Result<Bytes> {
    let mut raw = BufReader::with_capacity(BUFFER, PrefetchedReader::new(CountingReader { inner: reader, count }, 4)?);
    let start = raw.fill_buf()?;
    if start.starts_with(b"\x1f\x8b") {
        return to_utf8(prefetched(flate2::bufread::MultiGzDecoder::new(raw), 4)?);
    }
    if start.starts_with(b"\x28\xb5\x2f\xfd") {
        return to_utf8(prefetched(zstd::stream::read::Decoder::with_buffer(raw)?, 4)?);
    }
    to_utf8(Box::new(raw))
}

/// A stream whose first buffer holds at least `least` bytes, unless the input is shorter: a pipe may
/// return them one by one, and format detection needs several.
pub(crate) fn prefetched(reader: impl Read + Send + 'static, least: u64) -> io::Result<Bytes> {
    Ok(Box::new(BufReader::with_capacity(BUFFER, PrefetchedReader::new(reader, least)?)))
}

/// The stream in UTF-8, if a byte-order mark or an XML declaration names another encoding.
fn to_utf8(mut bytes: Bytes) -> io::Result<Bytes> {
    let start = bytes.fill_buf()?;
    let encoding = match Encoding::for_bom(start) {
        Some((encoding, _)) => Some(encoding),
        None if start.starts_with(b"<\0?\0") => Some(encoding_rs::UTF_16LE),
        None if start.starts_with(b"\0<\0?") => Some(encoding_rs::UTF_16BE),
        None if start.starts_with(b"<?xm") => {
            bytes = prefetched(bytes, 128)?;
            xml_declared_encoding(bytes.fill_buf()?)
        }
        None => None,
    };
    match encoding {
        Some(encoding) if encoding != encoding_rs::UTF_8 => Ok(transcoded(bytes, encoding)),
        _ => Ok(bytes),
    }
}

/// The encoding of an XML declaration. UTF-16 is ignored: the declaration itself is in single bytes.
fn xml_declared_encoding(start: &[u8]) -> Option<&'static Encoding> {
    let end = start.windows(2).position(|w| w == b"?>")?;
    let text = std::str::from_utf8(&start[..end]).ok()?;
    let value = text.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let label = value.split(['"', '\'']).nth(1)?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    (encoding != encoding_rs::UTF_16LE && encoding != encoding_rs::UTF_16BE).then_some(encoding)
}

/// The stream decoded from `encoding` to UTF-8; invalid bytes become U+FFFD.
pub(crate) fn transcoded(bytes: Bytes, encoding: &'static Encoding) -> Bytes {
    let decoder = encoding.new_decoder();
    Box::new(BufReader::with_capacity(BUFFER, Transcoded { bytes, decoder, done: false }))
}

struct Transcoded {
    bytes: Bytes,
    decoder: Decoder,
    done: bool,
}

impl Read for Transcoded {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        // The decoder needs room for a few characters.
        if buf.len() < 16 {
            let mut small = [0; 16];
            let n = self.read(&mut small[..])?;
            if n > buf.len() {
                return Err(io::Error::other("read with too small a buffer"));
            }
            buf[..n].copy_from_slice(&small[..n]);
            return Ok(n);
        }
        while !self.done {
            let input = self.bytes.fill_buf()?;
            self.done = input.is_empty();
            let (_, read, written, _) = self.decoder.decode_to_utf8(input, buf, self.done);
            self.bytes.consume(read);
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

/// A reader whose first read returns at least some bytes.
struct PrefetchedReader<R> {
    start: io::Cursor<Vec<u8>>,
    rest: R,
}

impl<R: Read> PrefetchedReader<R> {
    fn new(mut rest: R, least: u64) -> io::Result<Self> {
        let mut start = Vec::new();
        (&mut rest).take(least).read_to_end(&mut start)?;
        Ok(Self { start: io::Cursor::new(start), rest })
    }
}

impl<R: Read> Read for PrefetchedReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.start.read(buf)?;
        if n == 0 { self.rest.read(buf) } else { Ok(n) }
    }
}
