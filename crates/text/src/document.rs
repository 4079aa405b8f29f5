//! A text with its blocks, and the sentences cut from it.

use crate::{Lang, Span};
use serde::{Deserialize, Serialize};

/// What a block of text is; structure is evidence for alignment, and decides
/// what counts as prose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Running text.
    #[default]
    Paragraph,
    /// A title, of level 1 to 6.
    Heading(u8),
    /// One item of a list.
    ListItem,
    /// The words under a picture.
    Caption,
    /// One cell of a table.
    Cell,
    /// A block quotation.
    Quote,
    /// Computer code, never segmented.
    Code,
}

impl BlockKind {
    /// Its name in JSON and in pages; headings of all levels are `heading`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading(_) => "heading",
            Self::ListItem => "list-item",
            Self::Caption => "caption",
            Self::Cell => "cell",
            Self::Quote => "quote",
            Self::Code => "code",
        }
    }
}

/// A stretch of the document between breaks that a sentence never crosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where, in [`Document::text`].
    pub span: Span,
    /// What.
    pub kind: BlockKind,
    /// When it is spoken, for subtitles: evidence for alignment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeSpan>,
}

impl Block {
    /// A block of a text that is read, not heard.
    pub const fn new(span: Span, kind: BlockKind) -> Self {
        Self { span, kind, time: None }
    }
}

/// A stretch of time, in milliseconds from the start of the film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TimeSpan {
    /// When it begins.
    pub start: u32,
    /// When it ends.
    pub end: u32,
}

/// A text in one language with its blocks, in order and without overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The language; [`Lang::UND`] until known.
    pub lang: Lang,
    /// The whole text: valid UTF-8 in NFC, `\n` line ends.
    pub text: String,
    /// The blocks.
    pub blocks: Vec<Block>,
}

impl Document {
    /// A document of one paragraph per non-empty line.
    pub fn from_lines(text: impl Into<String>, lang: Lang) -> Self {
        let text = text.into();
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            let trimmed = line.trim();
            if !trimmed.is_empty() {
                let at = start + (line.len() - line.trim_start().len());
                blocks.push(Block::new(Span::new(at, at + trimmed.len()), BlockKind::Paragraph));
            }
            start += line.len() + 1;
        }
        Self { lang, text, blocks }
    }
}

/// One segment: a sentence, or a heading, list item or caption line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where, in [`Document::text`], without surrounding white space.
    pub span: Span,
    /// The index of its block in [`Document::blocks`].
    pub block: u32,
}
