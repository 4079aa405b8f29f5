//! A small document in a project of its own.

use calque::{Settings, bitext_of_texts, check_aligned};
use calque_bitext::Bead;
use calque_project::{Command, DocumentState, Outcome, Project, SideRow, SourceFile};
use calque_text::Side;
use tempfile::TempDir;

pub(crate) const ENGLISH: &str = "The dam was closed on Tuesday.\n\nSome 4,200 people left the valley. They took \
their animals with them.\n\nThe minister did not visit the town.\n\nThe road will open again in May.\n";
pub(crate) const FRENCH: &str = "Le barrage a été fermé mardi.\n\nQuelque 2 400 personnes ont quitté la vallée. \
Elles ont emmené leurs animaux.\n\nLe ministre a visité la ville.\n\nLa route rouvrira en mai.\n";

/// A project in a folder of its own, with one document.
pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) project: Project,
    pub(crate) doc: i64,
    pub(crate) settings: Settings,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::with(ENGLISH, FRENCH, |_| {})
    }

    /// With other beads than those that are found.
    pub(crate) fn aligned(change: impl FnOnce(&mut Vec<Bead>)) -> Self {
        Self::with(ENGLISH, FRENCH, change)
    }

    fn with(english: &str, french: &str, change: impl FnOnce(&mut Vec<Bead>)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut project = Project::open(&folder.path().join("p.calque")).expect("a project");
        let settings = Settings::default();
        let mut bitext = bitext_of_texts(("a.en.txt", english), ("a.fr.txt", french), &settings).expect("a bitext");
        change(&mut bitext.alignment.beads);
        let report = check_aligned(bitext, &settings).expect("a report");
        let file = |text: &str| SourceFile { row: SideRow::default(), bytes: Some(text.as_bytes().to_vec()) };
        let doc = project.add(&report, "a", [file(english), file(french)], false, "me").expect("added");
        Self { folder, project, doc, settings }
    }

    pub(crate) fn state(&self) -> &DocumentState {
        self.project.document(self.doc).expect("the document")
    }

    pub(crate) fn run(&mut self, command: &Command) -> Outcome {
        self.project.run(self.doc, command, "me", &self.settings).unwrap_or_else(|e| panic!("{command:?}: {e}"))
    }

    /// Opens the file again, as after a restart.
    pub(crate) fn reopened(self) -> Self {
        let Self { folder, project, doc, settings } = self;
        drop(project);
        let project = Project::open(&folder.path().join("p.calque")).expect("the project");
        Self { folder, project, doc, settings }
    }

    /// The texts of all beads, `original | translation`.
    pub(crate) fn beads(&self) -> Vec<String> {
        let state = self.state();
        let of = |id: &i64| {
            let bead = &state.beads[id];
            format!("{} | {}", state.text_of(bead, Side::Source), state.text_of(bead, Side::Target))
        };
        state.order().iter().map(of).collect()
    }

    /// The bead in which words stand.
    pub(crate) fn bead(&self, words: &str) -> i64 {
        let at = self.beads().iter().position(|b| b.contains(words)).expect("the words");
        self.state().order()[at]
    }

    /// The cell in which words stand.
    pub(crate) fn cell(&self, words: &str) -> i64 {
        let state = self.state();
        state.cells.iter().find(|(_, c)| c.text.contains(words)).map(|(id, _)| *id).expect("the words")
    }

    /// The names and states of the findings that are there, of the bead in which words stand.
    pub(crate) fn found(&self, words: &str) -> Vec<(String, calque_project::FindingState)> {
        let there = self.state().findings_of(self.bead(words)).filter(|(_, row)| row.present);
        there.map(|(_, row)| (row.finding.id.clone(), row.state)).collect()
    }

    /// Rules and states of the findings that are known, sorted.
    pub(crate) fn findings(&self) -> Vec<String> {
        let row = |f: &calque_project::FindingRow| format!("{} {:?} {}", f.finding.rule, f.state, f.present);
        let mut all: Vec<String> = self.state().findings.values().map(row).collect();
        all.sort();
        all
    }
}
