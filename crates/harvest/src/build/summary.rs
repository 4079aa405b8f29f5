//! What a run did, for a person and for machines. Times are not among it: the
//! same run gives the same summary.

mod page;

use super::Counts;
use super::card::{self, CARD, Made};
use super::gather::RESULTS;
use crate::stats::grouped;
use calque_text::Lang;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::path::Path;

/// The summary of a run; `report.json` is this.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// The version of Calque.
    pub calque: String,
    /// The hash of documents and settings.
    pub run: String,
    /// The languages.
    pub langs: Option<(Lang, Lang)>,
    /// What was counted.
    pub counts: Counts,
    /// Entries of `errors.jsonl`.
    pub faults: u64,
    /// Pairs written by the tenth that their score lies in, from 0 on.
    pub scores: [u64; 10],
    /// How the pairs were made.
    pub made: Made,
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

/// One line of the story.
pub(super) struct Step {
    pub(super) name: String,
    pub(super) n: u64,
    pub(super) kind: Kind,
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Documents,
    Sentences,
    Pairs,
    /// What is not there any more in the next line.
    Loss,
}

impl Summary {
    /// Reads a report; nothing if it is not there or not readable.
    pub(super) fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(path).ok()?).ok()
    }

    /// Whether the files it names are there, unchanged.
    pub(super) fn is_whole(&self, output: &Path) -> bool {
        let there = |f: &OutputFile| {
            // A name from a file is no path.
            !f.name.contains(['/', '\\'])
                && super::keys::sha256(&output.join("data").join(&f.name)).is_ok_and(|hash| hash == f.sha256)
        };
        RESULTS.iter().all(|name| output.join(name).exists())
            && (!self.has_card() || output.join(CARD).exists())
            && self.files.iter().all(there)
    }

    /// Whether a card of a data set belongs to the files.
    pub(super) fn has_card(&self) -> bool {
        self.files.first().is_some_and(|f| card::is_for(&f.name))
    }

    /// As JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// What happened to documents and pairs, step by step.
    pub(super) fn steps(&self) -> Vec<Step> {
        let c = &self.counts;
        let step = |name: &str, n, kind| Step { name: name.to_owned(), n, kind };
        let mut steps = vec![
            step("document pairs", c.documents, Kind::Documents),
            step("gave no sentences: see errors.jsonl", c.failed, Kind::Loss),
            step("documents without a partner", c.unpaired, Kind::Loss),
            step("blocks of menus and the like left out of pages", c.boilerplate_blocks, Kind::Loss),
            step("source sentences", c.source_sentences, Kind::Sentences),
            step("target sentences", c.target_sentences, Kind::Sentences),
            step("pairs aligned and scored", c.aligned, Kind::Pairs),
        ];
        let losses = c.filtered.iter().chain(&c.duplicates);
        steps.extend(losses.map(|(why, &n)| step(why, n, Kind::Loss)));
        steps.push(step("pairs written", c.written, Kind::Pairs));
        steps.retain(|s| s.n > 0 || s.kind != Kind::Loss);
        steps
    }

    /// For a terminal.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for Step { name, n, kind } in self.steps() {
            let name = if kind == Kind::Loss { format!("  − {name}") } else { name };
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

    #[test]
    fn the_story_names_every_loss() {
        let filtered = [("length ratio".to_owned(), 1234)].into();
        let counts = Counts { documents: 2, aligned: 5000, filtered, written: 3766, ..Counts::default() };
        let summary = Summary { counts, faults: 1, ..Summary::default() };
        let said = summary.text();
        assert!(
            said.contains("         5,000  pairs aligned and scored\n         1,234    − length ratio\n"),
            "{said}"
        );
        assert!(said.ends_with("             1  entries in the error report\n"), "{said}");
        let page = Summary { langs: Some((Lang::EN, Lang::FR)), ..summary }.html();
        assert!(page.contains("1,234") && page.contains("English") && !page.contains("http"), "{page}");
    }
}
