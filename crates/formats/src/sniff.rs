//! What an input is: by its first bytes, then by its extension, then by its looks.

use crate::pairs::bare;
use crate::{Problem, subtitles};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A format that has a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// Markdown (`CommonMark` with tables).
    Markdown,
    /// Office Open XML text.
    Docx,
    /// OpenDocument text.
    Odt,
    /// An e-book.
    Epub,
    /// PDF, through `pdftotext`.
    Pdf,
    /// Subtitles, SubRip or WebVTT.
    Subtitles,
    /// A catalogue of gettext: its translations, or its messages where there is none.
    Po,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Html,
        Self::Markdown,
        Self::Docx,
        Self::Odt,
        Self::Epub,
        Self::Pdf,
        Self::Subtitles,
        Self::Po,
    ];

    /// Its name in options and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Epub => "epub",
            Self::Pdf => "pdf",
            Self::Subtitles => "subtitles",
            Self::Po => "po",
        }
    }

    /// The format that a name's extension stands for.
    pub fn of_name(name: &str) -> Option<Self> {
        let ext = Path::new(bare(name)).extension()?.to_str()?.to_ascii_lowercase();
        match ext.as_str() {
            "docx" | "docm" => Some(Self::Docx),
            "odt" | "ott" => Some(Self::Odt),
            "epub" => Some(Self::Epub),
            "pdf" => Some(Self::Pdf),
            "srt" | "vtt" => Some(Self::Subtitles),
            "po" | "pot" => Some(Self::Po),
            "html" | "htm" | "xhtml" | "xht" => Some(Self::Html),
            "md" | "markdown" | "mdown" | "mkd" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }

    /// The format that a media type such as `text/html` stands for. `text/plain` stands for none:
    /// servers say it of every file that they do not know.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "text/html" | "application/xhtml+xml" => Some(Self::Html),
            "text/markdown" | "text/x-markdown" => Some(Self::Markdown),
            "application/pdf" => Some(Self::Pdf),
            "application/epub+zip" => Some(Self::Epub),
            "application/vnd.oasis.opendocument.text" => Some(Self::Odt),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Some(Self::Docx),
            "text/vtt" | "application/x-subrip" => Some(Self::Subtitles),
            _ => None,
        }
    }

    /// The format of decoded text whose name says nothing.
    pub fn of_text(text: &str) -> Self {
        let head = head(text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']), 2048).to_ascii_lowercase();
        let declared = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.starts_with(tag));
        let xhtml = head.starts_with("<?xml") && head.contains("<html");
        let comment = head.starts_with("<!--") && head.contains("<html");
        let fragment =
            head.starts_with('<') && ["<p>", "<p ", "<div", "<h1", "<article"].iter().any(|t| head.contains(t));
        if declared || xhtml || comment || fragment {
            Self::Html
        } else if subtitles::looks_so(text) {
            Self::Subtitles
        } else {
            Self::Text
        }
    }
}

/// The first `n` bytes, or a little less, on a character boundary.
fn head(text: &str, n: usize) -> &str {
    let end = (0..=n.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    &text[..end]
}

/// Refuses what is surely no text, by the signatures files begin with.
pub(crate) fn refuse_binary(bytes: &[u8]) -> Result<(), Problem> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF87a", "a GIF image"),
        (b"GIF89a", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
        (b"ID3", "a sound file"),
        (b"OggS", "a sound file"),
        (b"fLaC", "a sound file"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"PAR1", "a Parquet file"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
    ];
    const DOCUMENTS: &[(&[u8], &str)] =
        &[(b"{\\rtf", "an RTF document"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document")];
    for (signature, kind) in SIGNATURES {
        if bytes.starts_with(signature) {
            return Err(Problem::Binary(kind));
        }
    }
    for (signature, kind) in DOCUMENTS {
        if bytes.starts_with(signature) {
            return Err(Problem::NoReader(kind));
        }
    }
    if bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI ")) {
        return Err(Problem::Binary("an image, sound or video file"));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(Problem::Binary("a video file"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(zip_kind(bytes));
    }
    Ok(())
}

/// The format of a file that is no plain text but has a reader, by its first bytes.
pub(crate) fn container(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"%PDF-") {
        return Some(Format::Pdf);
    }
    let has = |needle: &[u8]| bytes.windows(needle.len()).any(|w| w == needle);
    if !bytes.starts_with(b"PK\x03\x04") {
        None
    } else if has(b"application/epub+zip") {
        Some(Format::Epub)
    } else if has(b"application/vnd.oasis.opendocument.text") {
        Some(Format::Odt)
    } else {
        has(b"word/document.xml").then_some(Format::Docx)
    }
}

/// What a ZIP archive is that has no reader.
fn zip_kind(bytes: &[u8]) -> Problem {
    let start = &bytes[..bytes.len().min(4096)];
    let has = |needle: &[u8]| start.windows(needle.len()).any(|w| w == needle);
    if has(b"[Content_Types].xml") {
        Problem::NoReader("an Office Open XML document that is no text (xlsx or pptx)")
    } else if has(b"application/vnd.oasis.opendocument") {
        Problem::NoReader("an OpenDocument file that is no text")
    } else {
        Problem::Binary("a ZIP archive")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extension_then_looks() {
        for (name, format) in
            [("a.HTML", Some(Format::Html)), ("b.md", Some(Format::Markdown)), ("c", None), ("d.fr", None)]
        {
            assert_eq!(Format::of_name(name), format, "{name}");
        }
        for (text, format) in [
            ("  <!DOCTYPE html><p>x", Format::Html),
            ("<?xml version='1.0'?>\n<html>", Format::Html),
            ("<div class=x><p>x</p></div>", Format::Html),
            ("a < b and <p> is a tag", Format::Text),
            ("<3 this", Format::Text),
        ] {
            assert_eq!(Format::of_text(text), format, "{text}");
        }
    }

    #[test]
    fn pictures_and_archives_are_named() {
        for (bytes, word) in [
            (&b"\x89PNG\r\n\x1a\n..."[..], "PNG"),
            (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument"),
            (b"PK\x03\x04....[Content_Types].xml", "xlsx"),
        ] {
            let said = refuse_binary(bytes).map_err(|p| p.to_string());
            assert!(said.as_ref().is_err_and(|s| s.contains(word)), "{said:?}");
        }
        assert!(refuse_binary("Maréchal".as_bytes()).is_ok());
    }
}
