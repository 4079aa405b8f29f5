//! Web archives: WARC 0.18 to 1.1 (ISO 28500), plain or with each record gzipped, as crawlers and Common
//! Crawl write them; also WET, their extracted text.
//!
//! [`Pages`] streams the pages of an archive: HTTP responses (`response` with status 200), files
//! (`resource`) and extracted text (`conversion`). HTTP headers are removed, chunks joined, gzip
//! decompressed. A damaged or truncated record is an error, and reading continues at the next record.
//! One record is in memory at a time, of limited size.
//!
//! ```
//! use calque_formats::{Input, ReadOptions, warc::Pages};
//! # let path = std::env::temp_dir().join(format!("calque-doc-{}.warc", std::process::id()));
//! # std::fs::write(&path, "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/fr\r\nContent-Type: text/html\r\nContent-Length: 10\r\n\r\n<p>Oui.</p\r\n\r\n").unwrap();
//! let mut pages = Pages::open(&Input::from_arg(&path), 1 << 24).unwrap();
//! let page = pages.next().unwrap().unwrap();
//! assert_eq!(page.url, "https://example.org/fr");
//! assert_eq!(page.read(&ReadOptions::default()).unwrap().document.text, "Oui.");
//! # std::fs::remove_file(path).unwrap();
//! ```

mod http;
mod members;

use crate::error::ARCHIVE_HELP;
use crate::{Input, InputDocument, InputError, InputFormat, InputProblem, ReadOptions, document_from_bytes};
use calque_text::Remedy;
use members::{Members, is_version};
use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead, Read};

/// The default for the largest record that is read: 64 MiB.
pub const DEFAULT_MAX_RECORD: u64 = 64 << 20;
/// The largest header of a record, in bytes.
const MAX_HEADER: u64 = 64 << 10;

/// A page of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its URL.
    pub url: String,
    /// The time of the request as in the archive, such as `2026-11-25T20:00:00Z`.
    pub date: Option<String>,
    /// Its media type in lower case, such as `text/html`.
    pub media_type: Option<String>,
    /// The encoding in the HTTP header.
    pub charset: Option<String>,
    /// Its bytes.
    pub body: Vec<u8>,
    /// Whether the crawler stored only its beginning.
    pub truncated: bool,
    /// The number of its record in the archive, counted from 1.
    pub record: u64,
}

/// A record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarcError {
    /// The name of the archive.
    pub name: String,
    /// The number of the record, counted from 1.
    pub record: u64,
    /// The URL of the record, if its header was read.
    pub url: Option<String>,
    /// What is wrong.
    pub what: String,
}

impl WarcError {
    /// What is wrong, without the archive's name.
    fn message(&self) -> String {
        let Self { record, url, what, .. } = self;
        url.as_ref()
            .map_or_else(|| format!("record {record}: {what}"), |url| format!("record {record} ({url}): {what}"))
    }
}

impl Remedy for WarcError {
    fn help(&self) -> Cow<'_, str> {
        ARCHIVE_HELP.into()
    }
}

impl fmt::Display for WarcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.message())
    }
}

impl From<WarcError> for InputError {
    fn from(e: WarcError) -> Self {
        Self::new(&e.name, InputProblem::ArchiveRecord(e.message()))
    }
}

impl std::error::Error for WarcError {}

impl Page {
    /// Whether its media type is one that can be read, or unknown.
    pub fn is_text(&self) -> bool {
        self.media_type.as_deref().is_none_or(|m| m == "text/plain" || InputFormat::of_media_type(m).is_some())
    }

    /// Reads it as a document. Format and encoding in `options` override those of the server.
    pub fn read(&self, options: &ReadOptions) -> Result<InputDocument, InputError> {
        let format = options.format.or_else(|| InputFormat::of_media_type(self.media_type.as_deref()?));
        let options = ReadOptions { format, charset: self.charset.clone(), ..options.clone() };
        document_from_bytes(&self.url, &self.body, &options)
    }
}

/// The pages of an archive, one after the other.
pub struct Pages {
    input: Members,
    name: String,
    max_record: u64,
    record: u64,
    done: bool,
}

impl Pages {
    /// Opens an archive; a page larger than `max_record` bytes is an error of its record.
    pub fn open(input: &Input, max_record: u64) -> Result<Self, InputError> {
        let name = input.name();
        let members = Members::new(input.open()?).map_err(|e| InputError::new(&name, InputProblem::Io(e)))?;
        Ok(Self::of(name, members, max_record))
    }

    /// Reads an archive that is in memory.
    pub fn of_bytes(name: &str, bytes: Vec<u8>, max_record: u64) -> Self {
        Self::of(name.to_owned(), Members::of_bytes(bytes), max_record)
    }

    fn of(name: String, input: Members, max_record: u64) -> Self {
        Self { input, name, max_record, record: 0, done: false }
    }

    /// Whether a file name is that of an archive: `.warc`, `.wet`, both perhaps with `.gz`.
    pub fn has_name(name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        matches!(name.rsplit_once('.'), Some((_, "warc" | "wet")))
    }

    /// Reads the next record; `None` if it is not a page.
    fn read_record(&mut self) -> Result<Option<Page>, RecordFault> {
        let header = self.read_header()?;
        let length = header.length.ok_or_else(|| RecordFault::lost("no valid Content-Length"))?;
        let url = header.url.clone();
        let fail = |what: String| RecordFault { what, url: url.clone(), lost: false };
        let wanted = matches!(header.kind.as_str(), "response" | "resource" | "conversion") && header.url.is_some();
        if !wanted || length > self.max_record {
            let skipped = io::copy(&mut (&mut self.input).take(length), &mut io::sink());
            let skipped = skipped.map_err(|e| RecordFault::broken(&e, url.clone()))?;
            complete(skipped == length, url.clone())?;
            let large = format!("{length} bytes are more than the limit of {}", self.max_record);
            return if wanted { Err(fail(large)) } else { Ok(None) };
        }
        let mut block = Vec::new();
        let read = (&mut self.input).take(length).read_to_end(&mut block);
        read.map_err(|e| RecordFault::broken(&e, url.clone()))?;
        complete(block.len() as u64 == length, url.clone())?;
        self.page(header, block).map_err(fail)
    }

    /// The header of the next record.
    fn read_header(&mut self) -> Result<Header, RecordFault> {
        let mut header = Header::default();
        let mut left = MAX_HEADER;
        let mut line = self.line(&mut left)?;
        while line.is_empty() {
            line = self.line(&mut left)?;
        }
        if !is_version(&line) {
            return Err(RecordFault::lost("no WARC header where one should be"));
        }
        loop {
            line = self.line(&mut left)?;
            let text = String::from_utf8_lossy(&line);
            if text.is_empty() {
                return Ok(header);
            }
            if let Some((name, value)) = text.split_once(':') {
                header.set(name.trim(), value.trim());
            }
        }
    }

    /// The next line of a header, without its end.
    fn line(&mut self, left: &mut u64) -> Result<Vec<u8>, RecordFault> {
        let mut line = Vec::new();
        let read =
            (&mut self.input).take(*left).read_until(b'\n', &mut line).map_err(|e| RecordFault::broken(&e, None))?;
        *left -= read as u64;
        if line.pop() != Some(b'\n') {
            return Err(RecordFault::lost(if *left == 0 {
                "its header is too long"
            } else {
                "the archive breaks off in it"
            }));
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(line)
    }

    /// The page of a record, if it is one.
    fn page(&self, header: Header, block: Vec<u8>) -> Result<Option<Page>, String> {
        let Some(url) = header.url else { return Ok(None) };
        let is_http = header.kind == "response" && header.media_type.as_deref().is_none_or(|m| m.contains("http"));
        let (media_type, charset, body) = if is_http {
            let Some(response) = http::response(&block, self.max_record)? else { return Ok(None) };
            (response.media_type, response.charset, response.body)
        } else {
            let (media_type, charset) = http::content_type(&header.media_type.unwrap_or_default());
            (media_type, charset, block)
        };
        let (date, truncated, record) = (header.date, header.truncated, self.record);
        Ok(Some(Page { url, date, media_type, charset, body, truncated, record }))
    }
}

impl Iterator for Pages {
    type Item = Result<Page, WarcError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.input.at_end() {
                Ok(true) => break,
                // An error of the stream occurs again, with its record, in `read_record`.
                Ok(false) | Err(_) => self.record += 1,
            }
            match self.read_record() {
                Ok(Some(page)) => return Some(Ok(page)),
                Ok(None) => {}
                Err(RecordFault { what, url, lost }) => {
                    if lost {
                        self.done = !self.input.next_record().unwrap_or(false);
                    }
                    return Some(Err(WarcError { name: self.name.clone(), record: self.record, url, what }));
                }
            }
        }
        self.done = true;
        None
    }
}

/// A record that cannot be read; `lost` if the next record has to be searched for.
struct RecordFault {
    what: String,
    url: Option<String>,
    lost: bool,
}

impl RecordFault {
    fn lost(what: &str) -> Self {
        Self { what: what.to_owned(), url: None, lost: true }
    }

    fn broken(error: &io::Error, url: Option<String>) -> Self {
        let what = match error.kind() {
            io::ErrorKind::UnexpectedEof => "the archive breaks off in it".to_owned(),
            _ => format!("it is damaged ({error})"),
        };
        Self { what, url, lost: true }
    }
}

/// An error if the end of a record is missing. The two empty lines after it are not required.
fn complete(complete: bool, url: Option<String>) -> Result<(), RecordFault> {
    if complete { Ok(()) } else { Err(RecordFault { what: "the archive breaks off in it".into(), url, lost: true }) }
}

/// The header fields of a record.
#[derive(Default)]
struct Header {
    kind: String,
    url: Option<String>,
    date: Option<String>,
    media_type: Option<String>,
    length: Option<u64>,
    truncated: bool,
}

impl Header {
    fn set(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            // Some writers put angle brackets around it.
            "warc-target-uri" => self.url = Some(value.trim_start_matches('<').trim_end_matches('>').to_owned()),
            "warc-date" => self.date = Some(value.to_owned()),
            "warc-truncated" => self.truncated = true,
            "content-type" => self.media_type = Some(value.to_owned()),
            "content-length" => self.length = value.parse().ok(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
