//! The card of a corpus as a data set, as the Hugging Face hub shows it: for files of
//! JSON lines and Parquet, which its `datasets` loads.

use super::gather::Choice;
use super::summary::{Kind, Summary};
use crate::stats::grouped;
use calque_formats::pairs::{DatasetCard, DatasetLayout, PairFormat};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// The name of the card.
pub(super) const CARD: &str = "README.md";

/// How the pairs of a corpus were made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Made {
    /// The preset of the filters, or `none`.
    pub preset: String,
    /// Changes of their thresholds.
    pub filters: Vec<String>,
    /// Whether texts were repaired.
    pub repaired: bool,
    /// Whether each pair was checked with all rules of drift.
    pub fidelity: bool,
}

/// Whether a card belongs to a file of this name.
pub(super) fn is_for(file: &str) -> bool {
    matches!(PairFormat::of_name(file), Some(PairFormat::Jsonl | PairFormat::Parquet))
}

/// The card of a corpus.
pub(super) fn text(summary: &Summary, choice: &Choice, bytes: u64, columns: &[(String, &'static str)]) -> String {
    let Some(langs) = summary.langs else {
        return "# A corpus without pairs\n\nNothing passed: `report.html` says why.\n".to_owned();
    };
    let layout = if choice.format == PairFormat::Jsonl { DatasetLayout::Columns } else { DatasetLayout::Translation };
    let columns: Vec<(&str, &str)> = columns.iter().map(|(name, dtype)| (name.as_str(), *dtype)).collect();
    let name = format!("{}-{}", langs.0, langs.1);
    let card = DatasetCard {
        name: choice.name.as_deref().unwrap_or(&name),
        langs,
        pairs: summary.counts.written,
        bytes,
        files: "data/train-*",
        layout,
        columns: &columns,
        licence: choice.licence.as_deref(),
        more: &story(summary),
    };
    card.text()
}

/// How the corpus was made, and what was left out of it.
fn story(summary: &Summary) -> String {
    let made = &summary.made;
    let mut out = String::from("\n## How it was made\n\n");
    out.push_str("`calque corpus build` paired the documents, cut them into sentences, aligned and scored these");
    out.push_str(if made.repaired { ", repaired the texts" } else { "" });
    out.push_str(if made.fidelity { ", checked each pair with the rules of drift" } else { "" });
    let changes = made.filters.iter().map(|change| format!("`{change}`")).collect::<Vec<_>>().join(", ");
    // Writing to a string cannot fail.
    let _ = match (made.preset.as_str(), changes.as_str()) {
        ("none", _) => write!(out, ". All pairs were kept.\n\n"),
        (preset, "") => write!(out, ", and filtered and deduplicated them with the preset `{preset}`.\n\n"),
        (preset, changes) => {
            write!(out, ", and filtered and deduplicated them with the preset `{preset}` and {changes}.\n\n")
        }
    };
    out.push_str("| | |\n|---|--:|\n");
    for step in summary.steps() {
        let lost = if step.kind == Kind::Loss { "− " } else { "" };
        let _ = writeln!(out, "| {lost}{} | {} |", step.name, grouped(step.n));
    }
    for (what, n) in &summary.counts.repaired {
        let _ = writeln!(out, "| repaired: {what} | {} |", grouped(*n));
    }
    out.push_str("\nEach loss stands under the first filter that gave a reason; ");
    out.push_str("`report.json` has the counts, and the SHA-256 of every file.\n");
    out
}
