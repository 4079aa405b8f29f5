//! What the server asks of whoever starts it: settings and lists to read, and a list to write.

use crate::counterpart::Tree;
use calque::{Report, Settings, Suppressions};
use std::path::Path;

/// What a check needs beside the two texts.
#[derive(Default)]
pub struct Knowledge {
    /// The settings, with glossaries opened.
    pub settings: Settings,
    /// Findings that somebody dismissed, in the order in which they are asked.
    pub suppressions: Vec<Suppressions>,
    /// Folders of originals and their translations.
    pub trees: Vec<Tree>,
}

/// Why something could not be read or written, in a sentence with its remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostError(pub String);

/// The one that starts the server.
pub trait Host: Send {
    /// Reads the settings and the lists of the folder `root`, where the editor has one open. `locale` is the
    /// language of the editor, for settings that name none.
    fn knowledge(&self, root: Option<&Path>, locale: Option<&str>) -> Result<Knowledge, HostError>;

    /// Dismisses the finding `id` of `report` for `reason`, so that the next check leaves it out.
    fn dismiss(&self, report: &Report, id: &str, reason: &str) -> Result<(), HostError>;
}
