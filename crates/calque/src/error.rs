//! The error type of the crate, with remedies.

use crate::alignment::sentence_vectors::VectorsError;
use crate::settings::error::SettingsError;
use calque_formats::InputError;
use calque_model::ModelError;
use calque_text::{Lang, Remedy};
use std::borrow::Cow;
use std::fmt;

/// Why a check could not be run.
#[derive(Debug)]
pub enum Error {
    /// An input cannot be read.
    Input(InputError),
    /// The settings are wrong.
    Settings(SettingsError),
    /// Both texts are in one language.
    SameLanguage {
        /// Name of the source.
        source: String,
        /// Name of the target.
        target: String,
        /// The language of both.
        lang: Lang,
    },
    /// Each text is in the language that was declared for the other.
    Swapped {
        /// Name of the source.
        source: String,
        /// Name of the target.
        target: String,
        /// The language that the source is in.
        source_lang: Lang,
        /// The language that the target is in.
        target_lang: Lang,
    },
    /// A text is not in the language that was declared for it.
    WrongLanguage {
        /// Name of the text.
        name: String,
        /// The option that declared it, such as `--source-lang`.
        option: &'static str,
        /// The declared language.
        given: Lang,
        /// The identified language.
        found: Lang,
    },
    /// A model cannot be opened, or there is none for the pair.
    Model(ModelError),
    /// The texts are not translations of each other.
    Unrelated {
        /// Name of the source.
        source: String,
        /// Name of the target.
        target: String,
    },
    /// A text has a segment too long to be paired.
    LongSegment {
        /// Name of the text.
        name: String,
        /// The line of the text, as read, on which it begins.
        line: usize,
        /// Its length, in bytes.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// The texts do not have the same number of hard breaks.
    HardBreaks {
        /// The text of a break.
        mark: String,
        /// Name of the source and its number of breaks.
        source: (String, usize),
        /// Name of the target and its number of breaks.
        target: (String, usize),
    },
    /// An encoder of somebody else gives no vectors.
    Vectors(VectorsError),
    /// A text has more segments than may be aligned as a whole.
    TooManySegments {
        /// Name of the text.
        name: String,
        /// Its number of segments.
        segments: usize,
        /// The limit.
        limit: usize,
    },
}

impl Remedy for Error {
    fn help(&self) -> Cow<'_, str> {
        match self {
            Self::Input(e) => e.help(),
            Self::Settings(e) => e.help(),
            Self::SameLanguage { .. } => {
                "give the original as SOURCE and its translation as TARGET; to compare two versions of a translation, use `calque diff`"
                    .into()
            }
            Self::Model(ModelError::Unsupported(..)) => {
                "`calque align` works for any pair, by lengths, numbers and words learnt from the text itself".into()
            }
            Self::Model(_) => "check the file given with --model".into(),
            Self::Swapped { .. } => "swap SOURCE and TARGET, or the two language options".into(),
            Self::WrongLanguage { option, found, .. } => {
                format!("give the right file, or {option} {found}, or leave {option} out").into()
            }
            Self::LongSegment { .. } => {
                "break it into sentences: full stops are missing, or this is no prose; with --lines each line is a segment".into()
            }
            Self::HardBreaks { .. } => {
                "hard breaks correspond one to one: mark the same places in both texts, or leave --hard-breaks out".into()
            }
            Self::Vectors(e) => Cow::Borrowed(&e.help),
            Self::TooManySegments { .. } => {
                "split both texts, at their chapters say, or raise max-segments under [align] in calque.toml".into()
            }
            Self::Unrelated { .. } => {
                "check that TARGET translates SOURCE; --allow-unrelated checks them all the same"
                    .into()
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(e) => e.fmt(f),
            Self::Settings(e) => e.fmt(f),
            Self::Model(e) => e.fmt(f),
            Self::Vectors(e) => f.write_str(&e.what),
            Self::SameLanguage { source, target, lang } => {
                write!(f, "both sides are in {}: {source} and {target}", lang.name())
            }
            Self::Swapped { source, target, source_lang, target_lang } => write!(
                f,
                "the sides are swapped: {source} is in {} and {target} is in {}",
                source_lang.name(),
                target_lang.name()
            ),
            Self::WrongLanguage { name, option, given, found } => {
                write!(f, "{name}: {option} says {}, but the text is in {}", given.name(), found.name())
            }
            Self::LongSegment { name, line, bytes, limit } => {
                write!(f, "{name}:{line}: a sentence of {bytes} bytes is too long to be paired; the limit is {limit}")
            }
            Self::HardBreaks { mark, source, target } => {
                let mark = if mark.is_empty() { "empty line".to_owned() } else { format!("`{mark}`") };
                write!(f, "{} has {} hard breaks ({mark}), {} has {}", source.0, source.1, target.0, target.1)
            }
            Self::TooManySegments { name, segments, limit } => {
                write!(f, "{name}: {segments} segments are too many to pair as a whole; the limit is {limit}")
            }
            Self::Unrelated { source, target } => {
                write!(f, "{source} and {target} do not seem to be translations of each other")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Input(e) => Some(e),
            Self::Settings(e) => Some(e),
            Self::Model(e) => Some(e),
            _ => None,
        }
    }
}

impl From<InputError> for Error {
    fn from(e: InputError) -> Self {
        Self::Input(e)
    }
}

impl From<VectorsError> for Error {
    fn from(e: VectorsError) -> Self {
        Self::Vectors(e)
    }
}

impl From<SettingsError> for Error {
    fn from(e: SettingsError) -> Self {
        Self::Settings(e)
    }
}

impl From<ModelError> for Error {
    fn from(e: ModelError) -> Self {
        Self::Model(e)
    }
}
