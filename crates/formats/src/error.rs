//! Why an input cannot be used: the file, the line, the problem.
//!
//! The message is one line that starts with the name of the input, as compilers write it
//! (`pairs.jsonl:12: ...`), so that an editor can jump there. The remedy is separate ([`Remedy::help`]).

use calque_text::Remedy;
use std::borrow::Cow;
use std::fmt;

/// Kinds of files that Calque does not read, for which there is a better way than saving them as text.
pub(crate) mod unread {
    pub(crate) const SPREADSHEET: &str = "an OpenDocument spreadsheet";
    pub(crate) const PRESENTATION: &str = "an OpenDocument presentation";
    pub(crate) const RESX: &str = "a file of .NET resources";
    pub(crate) const APPLE: &str = "a file of plurals or a catalogue of Xcode";

    /// What to do with a file of a kind that is not read.
    pub(crate) fn remedy(kind: &str) -> &'static str {
        match kind {
            SPREADSHEET => "save it as .xlsx, which is read",
            PRESENTATION => "save it as .pptx, which is read",
            RESX => "convert it to .po, for example with resx2po of translate-toolkit",
            APPLE => "export the localisations from Xcode as XLIFF, and give that with --pairs",
            _ => "save or export it as text, HTML or Markdown",
        }
    }
}

/// An input that cannot be used.
#[derive(Debug)]
pub struct InputError {
    /// The name of the input: a path, or `standard input`.
    pub name: String,
    /// The line, counted from 1, if the problem is in one line.
    pub line: Option<u64>,
    /// What is wrong.
    pub problem: InputProblem,
}

/// What is wrong with an input.
#[derive(Debug)]
pub enum InputProblem {
    /// There is no such file.
    Missing,
    /// It is a directory.
    Directory,
    /// It is empty or white space only.
    Empty,
    /// It is a binary file; its kind, such as `a PNG image`.
    Binary(&'static str),
    /// It has NUL bytes; the offset of the first.
    Nul(usize),
    /// It is a document in a format that is not supported; its kind.
    NoReader(&'static str),
    /// It is larger than the limit, in bytes.
    TooLarge(u64),
    /// An unknown encoding; its name.
    UnknownEncoding(String),
    /// An error of the operating system.
    Io(std::io::Error),
    /// It has no text; its kind, such as `a page`.
    NoText(&'static str),
    /// A malformed glossary; what is wrong.
    Glossary(String),
    /// A malformed record in a file of pairs; what is wrong.
    Record(String),
    /// Two files of lines that do not pair; how many lines each has.
    Lines(String),
    /// Given beads (anchors) that contradict each other or the texts; how.
    Anchors(String),
    /// A file of vectors that does not fit the text; what is wrong.
    Vectors(String),
    /// A damaged archive or document; what is wrong.
    Damaged(String),
    /// An unreadable record of a web archive; which one, and what is wrong.
    ArchiveRecord(String),
    /// A truncated or malformed Arrow stream; where, and how.
    Arrow(String),
    /// A decompression bomb: far larger than its compressed size.
    Bomb,
    /// It needs a program that is not installed; its kind, and the program.
    NoProgram(&'static str, &'static str),
    /// It is not a file of pairs that can be read; its kind.
    NoPairs(&'static str),
    /// A malformed catalogue of messages: the line, and what is wrong.
    Catalogue {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// Malformed XML, or XML that violates its format; what is wrong.
    Xml(String),
    /// A pair longer than the limit; its size and the limit, in bytes.
    LongPair(usize, usize),
}

impl InputError {
    /// An error about a whole input.
    pub fn new(name: impl Into<String>, problem: InputProblem) -> Self {
        Self { name: name.into(), line: None, problem }
    }

    /// An error in one line of an input.
    pub fn at(name: impl Into<String>, line: u64, problem: InputProblem) -> Self {
        Self { name: name.into(), line: Some(line), problem }
    }
}

impl Remedy for InputError {
    fn help(&self) -> Cow<'_, str> {
        match &self.problem {
            InputProblem::Missing => "check the spelling and the folder; `-` reads standard input".into(),
            InputProblem::Directory => "name one file in it".into(),
            InputProblem::Empty => "give a file with text in it".into(),
            InputProblem::Binary(_) => "give a text, HTML or Markdown file; export the words of it as text first".into(),
            InputProblem::Nul(_) => {
                "if it is UTF-16 or UTF-32 text, say so with --encoding (such as --encoding utf-16le); else remove the NUL bytes".into()
            }
            InputProblem::NoReader(kind) => unread::remedy(kind).into(),
            InputProblem::TooLarge(_) => "split it, or raise the limit with --max-size (such as --max-size 4GiB)".into(),
            InputProblem::UnknownEncoding(_) => "use a name such as utf-8, utf-16le, windows-1252 or iso-8859-15".into(),
            InputProblem::Io(e) if e.kind() == std::io::ErrorKind::PermissionDenied => "check who may read it".into(),
            InputProblem::Io(e) if matches!(e.kind(), std::io::ErrorKind::InvalidData | std::io::ErrorKind::InvalidInput | std::io::ErrorKind::UnexpectedEof) => {
                "it is damaged or breaks off: fetch or make it again".into()
            }
            InputProblem::Io(_) => "check the disk and the connection, then try again".into(),
            InputProblem::NoText("a PDF document") => {
                "if its pages are pictures, make their text readable first, for example with ocrmypdf".into()
            }
            InputProblem::NoText(_) => {
                "if the words are made by a script in the browser, save the page from the browser as text".into()
            }
            InputProblem::Glossary(_) => {
                "a glossary is TBX, or a table: source<TAB>target<TAB>forbidden<TAB>note, with | between alternatives".into()
            }
            InputProblem::Record(_) => {
                "one pair a line: {\"id\": \"1\", \"source\": \"...\", \"target\": \"...\", \"source_lang\": \"en\", \"target_lang\": \"fr\"}, or source<TAB>target in a .tsv file"
                    .into()
            }
            InputProblem::Lines(_) => {
                "line n of one file belongs to line n of the other: look for lines that are missing or broken in two; texts \
                 that are not aligned yet are paired by `calque align`"
                    .into()
            }
            InputProblem::Anchors(_) => {
                "an anchor is a bead such as [0, 1]:[0], segments counted from 0; mend or remove one of those that disagree".into()
            }
            InputProblem::Vectors(_) => {
                "give one row per segment, in the order of the text, as 16, 32 or 64-bit floating point".into()
            }
            InputProblem::Damaged(_) => "open it in the program it was made with, and save it again or as text".into(),
            InputProblem::ArchiveRecord(_) => ARCHIVE_HELP.into(),
            InputProblem::Arrow(_) => "send the stream again, in batches of some thousand rows".into(),
            InputProblem::Bomb => "no document is packed so tightly; if you trust it, unpack it and give the text".into(),
            InputProblem::NoProgram(..) => {
                "install it (in Debian and Ubuntu: apt install poppler-utils), build Calque with --features pdf, or save the \
                 document as text"
                    .into()
            }
            InputProblem::NoPairs(_) => "see docs/formats.md for the formats of pairs that are read".into(),
            InputProblem::Catalogue { .. } => {
                "correct this line; if the file is no catalogue of messages, say what it is with --input-format".into()
            }
            InputProblem::Xml(_) => "correct the file, or go on without such units with --errors FILE".into(),
            InputProblem::LongPair(..) => {
                "a pair is a sentence or a paragraph; for whole texts use `calque check SOURCE TARGET`".into()
            }
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl fmt::Display for InputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file"),
            Self::Directory => f.write_str("is a directory, not a file"),
            Self::Empty => f.write_str("is empty: no text to read"),
            Self::Binary(kind) => write!(f, "is {kind}, not text"),
            Self::Nul(at) => write!(f, "has NUL bytes (the first at byte {at}), so it is not plain text"),
            Self::NoReader(kind) => write!(f, "is {kind}, which Calque does not read"),
            Self::TooLarge(limit) => write!(f, "is larger than the limit of {}", size(*limit)),
            Self::UnknownEncoding(name) => write!(f, "`{name}` is not an encoding"),
            Self::Io(e) if e.kind() == std::io::ErrorKind::PermissionDenied => f.write_str("may not be read"),
            Self::Io(e) => write!(f, "cannot be read: {e}"),
            Self::Damaged(what) | Self::Arrow(what) => write!(f, "is damaged: {what}"),
            Self::Bomb => f.write_str("unpacks to hundreds of times its size, so it is not opened"),
            Self::NoProgram(kind, program) => write!(f, "is {kind}, which needs the program {program}"),
            Self::NoPairs(kind) => write!(f, "is {kind}, from which no pairs are read"),
            Self::NoText(kind) => write!(f, "is {kind} without readable text"),
            Self::Catalogue { line, what } => write!(f, "line {line}: {what}"),
            Self::Glossary(what)
            | Self::Xml(what)
            | Self::Record(what)
            | Self::Lines(what)
            | Self::Vectors(what)
            | Self::Anchors(what)
            | Self::ArchiveRecord(what) => f.write_str(what),
            Self::LongPair(have, limit) => {
                write!(f, "a pair of {} is too long; the limit is {} a side", size(*have as u64), size(*limit as u64))
            }
        }
    }
}

impl std::error::Error for InputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            InputProblem::Io(e) => Some(e),
            _ => None,
        }
    }
}

/// What to do about a record that cannot be read.
pub(crate) const ARCHIVE_HELP: &str =
    "the other records are read; if the archive was cut off on the way, fetch it again";

/// A size for messages: `512 bytes`, `1.5 MiB`.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1024 {
        return format!("{bytes} bytes");
    }
    let (mut value, mut unit) = (bytes as f64 / 1024.0, 0);
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    let digits = usize::from(value.fract() > 0.05);
    format!("{value:.digits$} {}", UNITS[unit])
}
