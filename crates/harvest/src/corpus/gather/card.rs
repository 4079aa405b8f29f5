//! The card of a corpus as a data set of the Hugging Face hub, for files of JSON lines and
//! Parquet, which its library `datasets` loads.

use crate::corpus::gather::summary::{CorpusSummary, StepKind};
use crate::corpus::settings::CorpusOptions;
use crate::stats::grouped;
use calque_formats::pairs::{DatasetCard, DatasetLayout, PairFormat};
use std::fmt::Write as _;

/// The card of a corpus, Markdown. `bytes`: size of the texts; `columns`: names and types of the fields beside them.
pub(crate) fn text(
    summary: &CorpusSummary,
    options: &CorpusOptions,
    bytes: u64,
    columns: &[(String, &'static str)],
) -> String {
    let Some(langs) = summary.langs else {
        return "# A corpus without pairs\n\nNothing passed: `report.html` says why.\n".to_owned();
    };
    let layout = if options.format == PairFormat::Jsonl { DatasetLayout::Columns } else { DatasetLayout::Translation };
    let columns: Vec<(&str, &str)> = columns.iter().map(|(name, dtype)| (name.as_str(), *dtype)).collect();
    let name = format!("{}-{}", langs.0, langs.1);
    let card = DatasetCard {
        name: options.name.as_deref().unwrap_or(&name),
        langs,
        pairs: summary.counts.written,
        bytes,
        files: "data/train-*",
        layout,
        columns: &columns,
        licence: options.licence.as_deref(),
        more: &provenance(summary),
    };
    card.text()
}

/// How the corpus was made, and what was dropped.
fn provenance(summary: &CorpusSummary) -> String {
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
        let lost = if step.kind == StepKind::Loss { "− " } else { "" };
        let _ = writeln!(out, "| {lost}{} | {} |", step.name, grouped(step.n));
    }
    for (what, n) in &summary.counts.repaired {
        let _ = writeln!(out, "| repaired: {what} | {} |", grouped(*n));
    }
    out.push_str("\nEach loss stands under the first filter that gave a reason; ");
    out.push_str("`report.json` has the counts, and the SHA-256 of every file.\n");
    out
}
