//! What is known already: items, findings and whole pages that a run wrote down, and later runs leave out.

use crate::error::TreeError;
use crate::page::{PageState, PageStatus, TreeStatus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One thing that is known: of a language, a page, and by its id; a page itself by its state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct KnownLine {
    folder: String,
    page: String,
    id: String,
    /// For people who read the file.
    #[serde(default)]
    what: String,
}

/// The lines of baselines.
#[derive(Clone, Debug, Default)]
pub struct KnownItems {
    lines: BTreeSet<(String, String, String)>,
}

impl KnownItems {
    /// Adds the lines of a file, as [`baseline`] wrote them.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), TreeError> {
        for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let known: KnownLine = serde_json::from_str(line).map_err(|e| {
                let what = format!("{name}:{}: is no line of a baseline of pages: {e}", n + 1);
                TreeError::usage(what, "write the baseline anew with --write-baseline")
            })?;
            self.lines.insert((known.folder, known.page, known.id));
        }
        Ok(())
    }

    fn has(&self, folder: &str, page: &PageStatus, id: &str) -> bool {
        self.lines.contains(&(folder.to_owned(), page.name().to_owned(), id.to_owned()))
    }

    /// Takes out what is known; a page of which all is known is as if in step.
    pub fn apply(&self, tree: &mut TreeStatus) {
        if self.lines.is_empty() {
            return;
        }
        for language in &mut tree.languages {
            let folder = language.folder.clone();
            for page in &mut language.pages {
                let before = page.items.len() + page.findings.len();
                let probe = page.clone();
                page.items.retain(|item| !self.has(&folder, &probe, &item.id));
                page.findings.retain(|finding| !self.has(&folder, &probe, &finding.id));
                page.known = before - page.items.len() - page.findings.len();
                if page.known > 0 {
                    page.settle();
                } else if is_whole(page.state) && self.has(&folder, &probe, page.state.as_str()) {
                    page.known = 1;
                    page.note = Some(page.state.as_str().to_owned());
                    page.state = PageState::Ignored;
                }
            }
        }
    }
}

/// States that are known of a page as a whole.
fn is_whole(state: PageState) -> bool {
    use PageState::{Missing, Orphan, Unreadable, Unrelated, Untranslated};
    matches!(state, Missing | Orphan | Unreadable | Unrelated | Untranslated)
}

/// All that is open in a tree, a line of JSON each.
pub fn baseline(tree: &TreeStatus) -> String {
    let mut out = String::new();
    for language in &tree.languages {
        for page in &language.pages {
            let line = |id: &str, what: &str| {
                let (folder, page) = (language.folder.clone(), page.name().to_owned());
                let line = KnownLine { folder, page, id: id.to_owned(), what: what.to_owned() };
                // Strings always serialise.
                serde_json::to_string(&line).unwrap_or_default() + "\n"
            };
            if is_whole(page.state) {
                out.push_str(&line(page.state.as_str(), page.state.as_str()));
            }
            for item in &page.items {
                let words = if item.source.is_empty() { &item.target } else { &item.source };
                out.push_str(&line(&item.id, &format!("{} {}: {words}", item.change.as_str(), item.kind.as_str())));
            }
            for finding in &page.findings {
                out.push_str(&line(&finding.id, &finding.message));
            }
        }
    }
    out
}
