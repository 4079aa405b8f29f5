//! The formats of documents, by file extension and media type.

use super::compression::bare;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A format of documents that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InputFormat {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// Markdown (`CommonMark` with tables).
    Markdown,
    /// AsciiDoc.
    Asciidoc,
    /// reStructuredText, also that of Sphinx.
    Rst,
    /// Office Open XML text (ECMA-376).
    Docx,
    /// OpenDocument text (ISO/IEC 26300).
    Odt,
    /// An e-book (EPUB 2 and 3).
    Epub,
    /// PDF, read with `pdftotext`.
    Pdf,
    /// Slides (ECMA-376).
    Pptx,
    /// The words of a workbook (ECMA-376).
    Xlsx,
    /// Subtitles, SubRip, WebVTT or SubStation Alpha.
    Subtitles,
    /// A gettext catalogue: its translations, or its messages where an entry has no translation.
    Po,
    /// A catalogue in JSON (i18next and others).
    Json,
    /// A catalogue in YAML (Rails).
    Yaml,
    /// Strings of Apple's systems.
    Strings,
    /// Properties of Java.
    Properties,
    /// Resources of Android.
    Android,
    /// A catalogue of Fluent.
    Fluent,
}

impl InputFormat {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Text,
        Self::Html,
        Self::Markdown,
        Self::Asciidoc,
        Self::Rst,
        Self::Docx,
        Self::Odt,
        Self::Epub,
        Self::Pdf,
        Self::Pptx,
        Self::Xlsx,
        Self::Subtitles,
        Self::Po,
        Self::Json,
        Self::Yaml,
        Self::Strings,
        Self::Properties,
        Self::Android,
        Self::Fluent,
    ];

    /// Its name in options and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Asciidoc => "asciidoc",
            Self::Rst => "rst",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Epub => "epub",
            Self::Pdf => "pdf",
            Self::Pptx => "pptx",
            Self::Xlsx => "xlsx",
            Self::Subtitles => "subtitles",
            Self::Po => "po",
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Strings => "strings",
            Self::Properties => "properties",
            Self::Android => "android",
            Self::Fluent => "fluent",
        }
    }

    /// Whether it is a catalogue of messages under keys.
    pub const fn is_catalogue(self) -> bool {
        matches!(
            self,
            Self::Po | Self::Json | Self::Yaml | Self::Strings | Self::Properties | Self::Android | Self::Fluent
        )
    }

    /// The format of a file name, by its extension; `.gz` and `.zst` are ignored.
    pub fn of_name(name: &str) -> Option<Self> {
        let ext = Path::new(bare(name)).extension()?.to_str()?.to_ascii_lowercase();
        match ext.as_str() {
            "docx" | "docm" => Some(Self::Docx),
            "odt" | "ott" => Some(Self::Odt),
            "epub" => Some(Self::Epub),
            "pdf" => Some(Self::Pdf),
            "pptx" | "pptm" | "ppsx" | "potx" => Some(Self::Pptx),
            "xlsx" | "xlsm" | "xltx" => Some(Self::Xlsx),
            "srt" | "vtt" | "ass" | "ssa" => Some(Self::Subtitles),
            "adoc" | "asciidoc" | "asc" => Some(Self::Asciidoc),
            "rst" | "rest" => Some(Self::Rst),
            "po" | "pot" => Some(Self::Po),
            "json" | "arb" => Some(Self::Json),
            "yml" | "yaml" => Some(Self::Yaml),
            "strings" => Some(Self::Strings),
            "properties" => Some(Self::Properties),
            "ftl" => Some(Self::Fluent),
            "html" | "htm" | "xhtml" | "xht" => Some(Self::Html),
            "md" | "markdown" | "mdown" | "mkd" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }

    /// The format of a media type such as `text/html`. `text/plain` has none: servers send it for every
    /// file that they do not know.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "text/html" | "application/xhtml+xml" => Some(Self::Html),
            "text/markdown" | "text/x-markdown" => Some(Self::Markdown),
            "application/pdf" => Some(Self::Pdf),
            "application/epub+zip" => Some(Self::Epub),
            "application/vnd.oasis.opendocument.text" => Some(Self::Odt),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Some(Self::Docx),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation" => Some(Self::Pptx),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Some(Self::Xlsx),
            "text/asciidoc" | "text/x-asciidoc" => Some(Self::Asciidoc),
            "text/prs.fallenstein.rst" | "text/x-rst" => Some(Self::Rst),
            "text/vtt" | "application/x-subrip" | "text/x-ssa" | "text/x-ass" => Some(Self::Subtitles),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_known_in_any_case() {
        for (name, format) in
            [("a.HTML", Some(InputFormat::Html)), ("b.md", Some(InputFormat::Markdown)), ("c", None), ("d.fr", None)]
        {
            assert_eq!(InputFormat::of_name(name), format, "{name}");
        }
    }
}
