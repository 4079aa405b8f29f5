//! The formats of pairs, and how they are known: by name, then by their first bytes.

use std::path::Path;

/// A format of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PairFormat {
    /// One JSON object a line.
    Jsonl,
    /// Columns separated by tabs, without quoting.
    Tsv,
}

impl PairFormat {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Jsonl, Self::Tsv];

    /// Its name in options and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Tsv => "tsv",
        }
    }

    /// The format that a file's name stands for; `.gz` and `.zst` are looked through.
    pub fn of_name(name: &str) -> Option<Self> {
        let ext = Path::new(bare(name)).extension()?.to_str()?.to_ascii_lowercase();
        match ext.as_str() {
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl),
            "tsv" | "tab" => Some(Self::Tsv),
            _ => None,
        }
    }

    /// The format of a file that begins so.
    pub(crate) fn of_start(start: &[u8]) -> Self {
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
        if start.starts_with(b"{") { Self::Jsonl } else { Self::Tsv }
    }
}

/// A file's name without the ending of a compression.
pub(crate) fn bare(name: &str) -> &str {
    let cut =
        [".gz", ".zst", ".zstd"].into_iter().find(|e| name.len() > e.len() && name.to_ascii_lowercase().ends_with(e));
    cut.map_or(name, |e| &name[..name.len() - e.len()])
}
