//! The columns of a table, and their names.

use crate::pairs::record::keys;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Source,
    Target,
    SourceLang,
    TargetLang,
    Extra(String),
}

impl Column {
    pub(super) fn of_name(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "id" => Self::Id,
            "source" | "src" | "src_text" | "source_text" => Self::Source,
            "target" | "tgt" | "trg" | "trg_text" | "target_text" | "tgt_text" => Self::Target,
            "source_lang" | "src_lang" => Self::SourceLang,
            "target_lang" | "tgt_lang" | "trg_lang" => Self::TargetLang,
            "aligner_score" => Self::Extra(keys::SCORE.into()),
            "src_url" => Self::Extra(keys::SOURCE_DOC.into()),
            "trg_url" | "tgt_url" => Self::Extra(keys::TARGET_DOC.into()),
            _ => Self::Extra(name.trim().to_owned()),
        }
    }

    /// Its name in the header.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Id => "id",
            Self::Source => "src_text",
            Self::Target => "trg_text",
            Self::SourceLang => "src_lang",
            Self::TargetLang => "trg_lang",
            Self::Extra(key) => match key.as_str() {
                keys::SCORE => "aligner_score",
                keys::SOURCE_DOC => "src_url",
                keys::TARGET_DOC => "trg_url",
                key => key,
            },
        }
    }
}
