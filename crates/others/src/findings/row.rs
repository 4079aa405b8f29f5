//! What a line of another checker's file says, whatever the format: the texts of a pair, and the
//! spans that are marked in them.

use calque_bitext::{Category, Severity};
use calque_text::Side;
use std::ops::Range;

/// A pair with what is marked in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// Its line in the file.
    pub(crate) line: u64,
    /// The original, where the row has it.
    pub(crate) source: Option<String>,
    /// The translation; without it, offsets count in the whole text.
    pub(crate) target: Option<String>,
    /// The person or system behind the row, where several share a file.
    pub(crate) rater: Option<String>,
    /// A score as it stands in the file.
    pub(crate) score: Option<RawScore>,
    /// What is marked.
    pub(crate) spans: Vec<MarkedSpan>,
}

/// A score and how it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum RawScore {
    /// More is better: up to 1, or up to 100.
    Higher(f32),
    /// An error score up to 25, less is better.
    Lower(f32),
}

/// A span that is marked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MarkedSpan {
    /// The text that it stands in.
    pub(crate) side: Side,
    /// Where.
    pub(crate) place: MarkedPlace,
    /// How grave.
    pub(crate) severity: Severity,
    /// What kind.
    pub(crate) category: Category,
    /// How sure the checker is, in [0, 1].
    pub(crate) confidence: Option<f32>,
    /// What is said of it.
    pub(crate) note: Option<String>,
}

/// Where a span stands in the text of its row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum MarkedPlace {
    /// In code points; with the words, where they are given, which win where the two disagree.
    Chars(Range<usize>, Option<String>),
    /// Where these words stand.
    Words(String),
    /// Nowhere: something is missing, or the pair as a whole is meant.
    Whole,
}

/// The severity that a word names; `None` for no error at all.
pub(crate) fn severity(word: Option<&str>) -> Option<Severity> {
    let word = word.unwrap_or("minor").trim().to_ascii_lowercase();
    match word.as_str() {
        "critical" => Some(Severity::Critical),
        "major" => Some(Severity::Major),
        "neutral" | "info" | "trivial" | "preferential" => Some(Severity::Info),
        "no-error" | "no error" | "no_error" | "none" | "ok" => None,
        // `minor`, and what a person has not decided.
        _ => Some(Severity::Minor),
    }
}

/// The category that words such as `Accuracy/Omission` or `terminology` name; `None` for no error.
pub(crate) fn category(words: Option<&str>) -> Option<Category> {
    let words = words.unwrap_or("").trim().to_ascii_lowercase().replace(['_', ' '], "-");
    let last = words.rsplit(['/', '>', ':']).next().unwrap_or("").trim_matches('-');
    let named = Category::ALL.into_iter().find(|c| c.as_str() == last);
    if let Some(category) = named {
        return Some(category);
    }
    Some(match last {
        "no-error" => return None,
        "source-omission" => Category::Omission,
        "overtranslation" | "creative-reinterpretation" => Category::OverTranslation,
        "undertranslation" => Category::UnderTranslation,
        "source-language-fragment" | "untranslated-text" | "do-not-translate" => Category::Untranslated,
        "wrong-term" | "inappropriate-for-context" => Category::Terminology,
        "inconsistent-use" | "term-inconsistency" => Category::Inconsistency,
        "number-format" | "currency-format" => Category::Number,
        "date-format" | "time-format" => Category::DateTime,
        "name-format" | "named-entity" | "name" => Category::Entity,
        "measurement-format" => Category::Unit,
        _ if [
            "fluency",
            "style",
            "linguistic",
            "locale",
            "design",
            "audience",
            "spelling",
            "grammar",
            "punctuation",
        ]
        .iter()
        .any(|dimension| words.starts_with(dimension)) =>
        {
            Category::Form
        }
        _ if words.starts_with("terminology") => Category::Terminology,
        _ => Category::Mistranslation,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_become_ours() {
        for (words, ours) in [
            ("Accuracy/Omission", Some(Category::Omission)),
            ("accuracy/mistranslation", Some(Category::Mistranslation)),
            ("Accuracy/Source language fragment", Some(Category::Untranslated)),
            ("Terminology/Inappropriate for context", Some(Category::Terminology)),
            ("Fluency/Grammar", Some(Category::Form)),
            ("Style/Awkward", Some(Category::Form)),
            ("Locale convention/Date format", Some(Category::DateTime)),
            ("number", Some(Category::Number)),
            ("No-error", None),
            ("", Some(Category::Mistranslation)),
        ] {
            assert_eq!(category(Some(words)), ours, "{words}");
        }
        assert_eq!(
            [Some("Major"), Some("neutral"), Some("undecided"), None, Some("No-error")].map(severity),
            [Some(Severity::Major), Some(Severity::Info), Some(Severity::Minor), Some(Severity::Minor), None]
        );
    }
}
