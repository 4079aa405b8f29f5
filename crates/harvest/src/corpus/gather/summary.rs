//! What a run did. Times are not among it: the same run gives the same summary.

use crate::corpus::counts::CorpusCounts;
use crate::corpus::gather::layout::{CARD, REPORT, RESULTS, has_card};
use crate::corpus::settings::Provenance;
use crate::corpus::storage::content_hash;
use crate::stats::grouped;
use calque_text::Lang;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::path::Path;

/// The summary of a run; `report.json` is this.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorpusSummary {
    /// The version of Calque.
    pub calque: String,
    /// The hash of documents and settings.
    pub run: String,
    /// The languages.
    pub langs: Option<(Lang, Lang)>,
    /// The figures.
    pub counts: CorpusCounts,
    /// Entries of `errors.jsonl`.
    pub faults: u64,
    /// Pairs written, by the tenth that their score is in, from 0 on.
    pub scores: [u64; 10],
    /// How the pairs were made.
    pub made: Provenance,
    /// The files of pairs, in the folder `data`.
    pub files: Vec<OutputFile>,
}

/// A file of pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// Its name.
    pub name: String,
    /// Pairs in it.
    pub pairs: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// One line of what happened.
pub(crate) struct SummaryStep {
    pub(crate) name: String,
    pub(crate) n: u64,
    pub(crate) kind: StepKind,
}

/// What a line counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepKind {
    Documents,
    Sentences,
    Pairs,
    /// What was dropped before the next line.
    Loss,
}

/// How the corpus in a folder was made; `None` where there is none.
pub fn made_before(output: &Path) -> Option<Provenance> {
    CorpusSummary::read(&output.join(REPORT)).map(|summary| summary.made)
}

impl CorpusSummary {
    /// Reads a report; `None` if it is not there or not readable.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(path).ok()?).ok()
    }

    /// Whether the files it names are there, unchanged.
    pub(crate) fn is_whole(&self, output: &Path) -> bool {
        let unchanged = |f: &OutputFile| {
            // Names of a report may not lead out of the folder.
            !f.name.contains(['/', '\\'])
                && content_hash::sha256(&output.join("data").join(&f.name)).is_ok_and(|hash| hash == f.sha256)
        };
        RESULTS.iter().all(|name| output.join(name).exists())
            && (!self.has_card() || output.join(CARD).exists())
            && self.files.iter().all(unchanged)
    }

    /// Whether the corpus has a card.
    pub(crate) fn has_card(&self) -> bool {
        self.files.first().is_some_and(|f| has_card(&f.name))
    }

    /// As indented JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// What happened to documents and pairs, step by step.
    pub(crate) fn steps(&self) -> Vec<SummaryStep> {
        let c = &self.counts;
        let step = |name: &str, n, kind| SummaryStep { name: name.to_owned(), n, kind };
        let mut steps = vec![
            step("document pairs", c.documents, StepKind::Documents),
            step("gave no sentences: see errors.jsonl", c.failed, StepKind::Loss),
            step("documents without a partner", c.unpaired, StepKind::Loss),
            step("blocks of menus and the like left out of pages", c.boilerplate_blocks, StepKind::Loss),
            step("source sentences", c.source_sentences, StepKind::Sentences),
            step("target sentences", c.target_sentences, StepKind::Sentences),
            step("pairs aligned and scored", c.aligned, StepKind::Pairs),
            step("in a third language", c.third_language, StepKind::Loss),
        ];
        let losses = c.filtered.iter().chain(&c.duplicates);
        steps.extend(losses.map(|(why, &n)| step(why, n, StepKind::Loss)));
        steps.push(step("pairs written", c.written, StepKind::Pairs));
        steps.retain(|s| s.n > 0 || s.kind != StepKind::Loss);
        steps
    }

    /// As lines for a terminal.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for SummaryStep { name, n, kind } in self.steps() {
            let name = if kind == StepKind::Loss { format!("  − {name}") } else { name };
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{:>14}  {name}", grouped(n));
        }
        if self.faults > 0 {
            let _ = writeln!(out, "{:>14}  entries in the error report", grouped(self.faults));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::gather::error_report::Entries;

    #[test]
    fn every_loss_is_named() {
        let filtered = [("length ratio".to_owned(), 1234)].into();
        let counts = CorpusCounts { documents: 2, aligned: 5000, filtered, written: 3766, ..CorpusCounts::default() };
        let summary = CorpusSummary { counts, faults: 1, ..CorpusSummary::default() };
        let text = summary.text();
        assert!(
            text.contains("         5,000  pairs aligned and scored\n         1,234    − length ratio\n"),
            "{text}"
        );
        assert!(text.ends_with("             1  entries in the error report\n"), "{text}");
        let page = CorpusSummary { langs: Some((Lang::EN, Lang::FR)), ..summary }.html(&Entries::default());
        assert!(page.contains("1,234") && page.contains("English") && !page.contains("http"), "{page}");
    }
}
