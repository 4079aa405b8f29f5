//! What is said of a part of a page: something without a counterpart, or something that means something else.

use calque_messages::{UiLang, message};
use serde::{Deserialize, Serialize};

/// What happened to a part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemChange {
    /// The original has it, the translation does not.
    Missing,
    /// Both have something in the place, but not the same.
    Rewritten,
    /// The translation has it, the original does not: it went out of the original, or was added.
    New,
    /// The original changed it after the translation was made, as Git tells.
    Changed,
}

impl ItemChange {
    /// Its name in machine-readable output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Rewritten => "rewritten",
            Self::New => "new",
            Self::Changed => "changed",
        }
    }

    /// The rule by whose name comments ignore it.
    pub(crate) const fn rule(self) -> &'static str {
        match self {
            Self::Missing | Self::Rewritten | Self::Changed => "dropped",
            Self::New => "invented",
        }
    }

    /// In a few words, for people.
    pub(crate) fn in_words(self, lang: UiLang) -> String {
        match self {
            Self::Missing => message!("status-item-missing"),
            Self::Rewritten => message!("status-item-rewritten"),
            Self::New => message!("status-item-new"),
            Self::Changed => message!("status-item-changed"),
        }
        .text(lang)
    }
}

/// What a part of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// A heading with all that stands under it.
    Section,
    /// A heading alone.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A list item.
    ListItem,
    /// A cell of a table.
    Cell,
    /// A quotation.
    Quote,
    /// A caption.
    Caption,
    /// A block of code.
    Code,
    /// A sentence of a paragraph or list item of which the rest has a counterpart.
    Sentence,
    /// A message of a catalogue (PO).
    Message,
}

impl ItemKind {
    /// Its name in machine-readable output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list-item",
            Self::Cell => "cell",
            Self::Quote => "quote",
            Self::Caption => "caption",
            Self::Code => "code",
            Self::Sentence => "sentence",
            Self::Message => "message",
        }
    }

    /// Its name for people.
    pub(crate) fn in_words(self, lang: UiLang) -> String {
        match self {
            Self::Section => message!("status-kind-section"),
            Self::Heading => message!("status-kind-heading"),
            Self::Paragraph => message!("status-kind-paragraph"),
            Self::ListItem => message!("status-kind-list-item"),
            Self::Cell => message!("status-kind-cell"),
            Self::Quote => message!("status-kind-quote"),
            Self::Caption => message!("status-kind-caption"),
            Self::Code => message!("status-kind-code"),
            Self::Sentence => message!("status-kind-sentence"),
            Self::Message => message!("status-kind-message"),
        }
        .text(lang)
    }
}

/// A part of a page without a counterpart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageItem {
    /// Stays the same while its words do, for baselines.
    pub id: String,
    /// What happened to it.
    pub change: ItemChange,
    /// What it is.
    pub kind: ItemKind,
    /// The headings above it, outermost first, of the side on which it stands.
    pub section: Vec<String>,
    /// Its words in the original; of a section its heading. Empty for what is new.
    pub source: String,
    /// What the translation has; of a changed part, what the original had before.
    pub target: String,
    /// How many words it has.
    pub words: usize,
    /// Its line in the file of the original, from 1; for what is new the place where it would stand, where known.
    pub source_line: Option<usize>,
    /// Its line in the file of the translation, or the place where it belongs, where known.
    pub target_line: Option<usize>,
}

/// A finding of the check of a page, as the formats show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageFinding {
    /// Its id, as `calque check` gives it.
    pub id: String,
    /// The rule that made it.
    pub rule: String,
    /// Its MQM category.
    pub category: String,
    /// How grave it is.
    pub severity: String,
    /// The probability that a person would agree.
    pub confidence: f32,
    /// A sentence for the reader.
    pub message: String,
    /// Its words in the original.
    pub source: String,
    /// Its words in the translation.
    pub target: String,
    /// Its line in the file of the original.
    pub source_line: Option<usize>,
    /// Its line in the file of the translation.
    pub target_line: Option<usize>,
}
