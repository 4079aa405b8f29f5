//! Streams pairs from any format: detects the format and turns faults into errors or bad records.

use crate::error::{InputError, InputProblem};
use crate::input::stream::Bytes;
use crate::input::{Input, refuse_binary, stream};
use crate::pairs::format::PairFormat;
use crate::pairs::losses::Losses;
use crate::pairs::options::ReadPairs;
use crate::pairs::record::{BadRecord, Entry, MAX_TEXT, PairRecord, ReadEntry};
use crate::pairs::source::{Fault, PairSource};
use crate::pairs::{jsonl, moses, po, tmx, tsv, xces, xliff};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Reads pairs, in order.
pub struct PairReader {
    name: String,
    bytes: Arc<AtomicU64>,
    options: ReadPairs,
    /// The folder in which documents of XCES links are searched.
    folder: PathBuf,
    state: State,
}

enum State {
    Opened(Option<Box<dyn Read + Send>>),
    InputDocument(Box<dyn PairSource>),
    Ended(Option<Box<dyn PairSource>>),
}

impl PairReader {
    /// Opens a file of pairs; the format is detected by name, then by the first bytes.
    pub fn open(input: &Input) -> Result<Self, InputError> {
        Self::open_with(input, ReadPairs::default())
    }

    /// Opens a file of pairs with options.
    pub fn open_with(input: &Input, mut options: ReadPairs) -> Result<Self, InputError> {
        let name = input.name();
        options.format = options.format.or_else(|| PairFormat::of_name(&name));
        if let (Some(PairFormat::Moses), Input::Path(path)) = (options.format, input) {
            let partner = Input::Path(moses::partner(path)?);
            return Self::open_two(input, &partner, options);
        }
        #[cfg(feature = "parquet")]
        if let (Some(PairFormat::Parquet), Input::Path(path)) = (options.format, input) {
            // Where it can be opened as a file it need not be copied.
            let file = input
                .open()
                .and_then(|_| std::fs::File::open(path).map_err(|e| InputError::new(&name, InputProblem::Io(e))))?;
            let source = super::parquet::ParquetSource::new(file, &options).map_err(|p| InputError::new(&name, p))?;
            let state = State::InputDocument(Box::new(source));
            return Ok(Self { name, bytes: Arc::default(), options, folder: PathBuf::new(), state });
        }
        let mut reader = Self::from_reader_with(name, input.open()?, options);
        if let Input::Path(path) = input {
            reader.folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        }
        Ok(reader)
    }

    /// Opens two files of one segment per line (Moses), paired line by line.
    pub fn open_two(source: &Input, target: &Input, options: ReadPairs) -> Result<Self, InputError> {
        let bytes = Arc::default();
        let open = |input: &Input| {
            let unpacked = stream::unpacked(input.open()?, Arc::clone(&bytes));
            unpacked.map_err(|e| InputError::new(input.name(), InputProblem::Io(e)))
        };
        let lang = |input: &Input| match input {
            Input::Path(path) => moses::lang_of(path),
            _ => None,
        };
        let langs = (options.source_lang.or_else(|| lang(source)), options.target_lang.or_else(|| lang(target)));
        let reading = moses::MosesSource::new(open(source)?, open(target)?, langs);
        let state = State::InputDocument(Box::new(reading));
        Ok(Self { name: source.name(), bytes, options, folder: PathBuf::new(), state })
    }

    /// Reads pairs from any stream; without a format it is detected by the first bytes.
    pub fn from_reader(name: impl Into<String>, reader: Box<dyn Read + Send>, format: Option<PairFormat>) -> Self {
        Self::from_reader_with(name, reader, ReadPairs { format, ..ReadPairs::default() })
    }

    /// Reads pairs from any stream with options.
    pub fn from_reader_with(name: impl Into<String>, reader: Box<dyn Read + Send>, options: ReadPairs) -> Self {
        let name = name.into();
        let state = State::Opened(Some(reader));
        Self { name, bytes: Arc::default(), options, folder: PathBuf::new(), state }
    }

    /// Also returns blank lines, as empty pairs, so that output keeps the line numbers of the input.
    #[must_use]
    pub fn keeping_blank_lines(mut self) -> Self {
        self.options.keep_blank = true;
        self
    }

    /// The name of the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The number of bytes read so far, before decompression; for progress.
    pub fn bytes_read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The next pair; `None` at the end, an error at a bad record.
    pub fn next_pair(&mut self) -> Result<Option<PairRecord>, InputError> {
        let mut record = PairRecord::default();
        Ok(self.read_into(&mut record)?.then_some(record))
    }

    /// As [`PairReader::next_pair`], into a record whose memory is reused; false at the end.
    pub fn read_into(&mut self, record: &mut PairRecord) -> Result<bool, InputError> {
        self.advance(record).map_err(|fault| match fault {
            Fault::Bad { line, problem, .. } => InputError::at(&self.name, line, problem),
            Fault::Fatal(problem, line) => InputError { name: self.name.clone(), line, problem },
        })
    }

    /// The next pair or bad record; `None` at the end. An error only if reading cannot continue, or if
    /// the input is empty.
    pub fn next_entry(&mut self) -> Result<Option<Entry>, InputError> {
        let mut record = PairRecord::default();
        Ok(match self.read_entry(&mut record)? {
            ReadEntry::Pair => Some(Entry::Pair(record)),
            ReadEntry::Bad(bad) => Some(Entry::Bad(bad)),
            ReadEntry::End => None,
        })
    }

    /// As [`PairReader::next_entry`], into a record whose memory is reused.
    pub fn read_entry(&mut self, record: &mut PairRecord) -> Result<ReadEntry, InputError> {
        match self.advance(record) {
            Ok(true) => Ok(ReadEntry::Pair),
            Ok(false) => Ok(ReadEntry::End),
            Err(Fault::Bad { line, problem, raw }) => {
                Ok(ReadEntry::Bad(BadRecord { line, why: problem.to_string(), raw }))
            }
            Err(Fault::Fatal(problem, line)) => Err(InputError { name: self.name.clone(), line, problem }),
        }
    }

    /// Content read so far that pairs cannot hold: inline codes, further languages.
    pub fn left_out(&self) -> Losses {
        match &self.state {
            State::InputDocument(source) | State::Ended(Some(source)) => source.left_out(),
            _ => Losses::default(),
        }
    }

    fn advance(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        if let State::Opened(reader) = &mut self.state {
            let reader = reader.take();
            self.state = State::Ended(None);
            let Some(reader) = reader else { return Ok(false) };
            self.state = State::InputDocument(start(reader, Arc::clone(&self.bytes), &self.options, &self.folder)?);
        }
        let State::InputDocument(source) = &mut self.state else { return Ok(false) };
        let read = source.read(record);
        if matches!(read, Ok(false) | Err(Fault::Fatal(..)))
            && let State::InputDocument(source) = std::mem::replace(&mut self.state, State::Ended(None))
        {
            self.state = State::Ended(Some(source));
        }
        let longest = record.source.len().max(record.target.len());
        match read {
            Ok(true) if longest > MAX_TEXT => {
                Err(Fault::bad(record.line, InputProblem::LongPair(longest, MAX_TEXT), record.source.as_bytes()))
            }
            read => read,
        }
    }
}

impl Iterator for PairReader {
    type Item = Result<PairRecord, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_pair().transpose()
    }
}

/// Decompresses an input, detects its format and opens its reader.
fn start(
    reader: Box<dyn Read + Send>,
    count: Arc<AtomicU64>,
    options: &ReadPairs,
    folder: &Path,
) -> Result<Box<dyn PairSource>, Fault> {
    let mut bytes = stream::unpacked(reader, count)?;
    if options.format.is_none() {
        bytes = stream::prefetched(bytes, 4096)?;
    }
    let start = bytes.fill_buf()?;
    let fatal = |problem| Fault::Fatal(problem, None);
    if start.is_empty() {
        return Err(fatal(InputProblem::Empty));
    }
    let format = options.format.unwrap_or_else(|| PairFormat::of_start(start));
    if format == PairFormat::Parquet {
        return parquet(bytes, options);
    }
    refuse(start).map_err(fatal)?;
    source(format, bytes, options, folder).map_err(fatal)
}

/// Opens Parquet, whose footer is at the end: the stream is copied into a temporary file first.
#[cfg(feature = "parquet")]
fn parquet(mut bytes: Bytes, options: &ReadPairs) -> Result<Box<dyn PairSource>, Fault> {
    let mut file = tempfile::tempfile()?;
    std::io::copy(&mut bytes, &mut file)?;
    let source = super::parquet::ParquetSource::new(file, options).map_err(|p| Fault::Fatal(p, None))?;
    Ok(Box::new(source))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: Bytes, _: &ReadPairs) -> Result<Box<dyn PairSource>, Fault> {
    let what = "a Parquet file, and this Calque is built without the feature parquet";
    Err(Fault::Fatal(InputProblem::NoPairs(what), None))
}

/// An error for images and other binary files.
fn refuse(start: &[u8]) -> Result<(), InputProblem> {
    refuse_binary(start)?;
    start.iter().position(|&b| b == 0).map_or(Ok(()), |at| Err(InputProblem::Nul(at)))
}

fn source(
    format: PairFormat,
    bytes: Bytes,
    options: &ReadPairs,
    folder: &Path,
) -> Result<Box<dyn PairSource>, InputProblem> {
    Ok(match format {
        PairFormat::Moses => return Err(InputProblem::NoPairs("one of two files of lines; name it, or both")),
        PairFormat::Parquet => return Err(InputProblem::NoPairs("a Parquet file that does not begin as one")),
        PairFormat::Xces => Box::new(xces::XcesSource::new(bytes, folder.to_path_buf(), options)),
        PairFormat::Html => return Err(InputProblem::NoPairs("a page for people")),
        PairFormat::Xliff | PairFormat::Xliff12 => Box::new(xliff::XliffSource::new(bytes, options)),
        PairFormat::Po => Box::new(po::PoSource::new(bytes, options)),
        PairFormat::Jsonl | PairFormat::HubJsonl => Box::new(jsonl::JsonlSource::new(bytes, options)),
        PairFormat::Tmx => Box::new(tmx::TmxSource::new(bytes, options)),
        PairFormat::Tsv => Box::new(tsv::TsvSource::new(bytes, options)),
    })
}

#[cfg(test)]
mod tests;
