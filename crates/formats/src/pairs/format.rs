//! The formats of pairs, and their detection by name and by first bytes.

use crate::input::bare;
use crate::pairs::moses;
use std::path::Path;

/// A format of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PairFormat {
    /// JSON Lines: one object per pair.
    Jsonl,
    /// Columns separated by tabs, without quoting.
    Tsv,
    /// A translation memory (TMX 1.4b).
    Tmx,
    /// XLIFF; version 2.1 is written.
    Xliff,
    /// XLIFF; version 1.2 is written.
    Xliff12,
    /// A gettext catalogue.
    Po,
    /// Two files of one segment per line.
    Moses,
    /// OPUS: links in XCES with their documents.
    Xces,
    /// Parquet in the layout of the Hugging Face hub.
    Parquet,
    /// JSON Lines in the layout of the Hugging Face hub.
    HubJsonl,
    /// A page to look at; written only.
    Html,
}

impl PairFormat {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Jsonl,
        Self::Tsv,
        Self::Tmx,
        Self::Xliff,
        Self::Xliff12,
        Self::Po,
        Self::Moses,
        Self::Xces,
        Self::Parquet,
        Self::HubJsonl,
        Self::Html,
    ];

    /// Its name in options and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Tsv => "tsv",
            Self::Tmx => "tmx",
            Self::Xliff => "xliff",
            Self::Xliff12 => "xliff12",
            Self::Po => "po",
            Self::Moses => "moses",
            Self::Xces => "xces",
            Self::Parquet => "parquet",
            Self::HubJsonl => "hub-jsonl",
            Self::Html => "html",
        }
    }

    /// The extension of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xliff | Self::Xliff12 => "xlf",
            Self::HubJsonl => "jsonl",
            _ => self.as_str(),
        }
    }

    /// The format of a file name; `.gz` and `.zst` are ignored.
    pub fn of_name(name: &str) -> Option<Self> {
        let path = Path::new(bare(name));
        if path.file_name().and_then(|n| n.to_str()).is_some_and(moses::is_name) {
            return Some(Self::Moses);
        }
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl),
            "tsv" | "tab" => Some(Self::Tsv),
            "tmx" => Some(Self::Tmx),
            "xlf" | "xliff" | "sdlxliff" | "mqxliff" => Some(Self::Xliff),
            "xces" => Some(Self::Xces),
            "parquet" => Some(Self::Parquet),
            "po" | "pot" => Some(Self::Po),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }

    /// The format of a file by its first bytes; TSV if no other fits.
    pub(crate) fn of_start(start: &[u8]) -> Self {
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
        let has = |tag: &[u8]| start.windows(tag.len()).any(|w| w == tag);
        match start.first() {
            Some(b'{') => Self::Jsonl,
            Some(b'<') if has(b"<tmx") => Self::Tmx,
            Some(b'<') if has(b"<cesAlign") => Self::Xces,
            Some(b'P') if start.starts_with(b"PAR1") => Self::Parquet,
            Some(b'<') if has(b"<xliff") => Self::Xliff,
            Some(b'#' | b'm') if start.starts_with(b"msgid ") || has(b"\nmsgid ") => Self::Po,
            _ => Self::Tsv,
        }
    }
}
