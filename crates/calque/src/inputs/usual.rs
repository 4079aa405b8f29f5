//! The files that every check reads without being told: what was dismissed, and the terms of the house, in the
//! folder where Calque runs and beside the texts.

use crate::settings::Settings;
use std::path::{Path, PathBuf};

/// The list that `calque dismiss` and the workbench write.
pub const DISMISSED: &str = "calque-dismissed.toml";
/// The glossary that the workbench writes.
pub const GLOSSARY: &str = "calque-glossary.tsv";

/// Adds the usual lists and glossaries that there are to those that the settings name.
pub fn add_usual_files(settings: &mut Settings, texts: &[&Path]) {
    let beside = texts.iter().filter(|t| t.is_file()).filter_map(|t| t.parent());
    let folders: Vec<PathBuf> = std::iter::once(Path::new("")).chain(beside).map(Path::to_owned).collect();
    add(&mut settings.suppress, &folders, DISMISSED);
    add(&mut settings.glossary, &folders, GLOSSARY);
}

fn add(named: &mut Vec<PathBuf>, folders: &[PathBuf], name: &str) {
    for path in folders.iter().map(|folder| folder.join(name)) {
        let whole = path.canonicalize().ok();
        let known = |n: &PathBuf| *n == path || (whole.is_some() && n.canonicalize().ok() == whole);
        if path.is_file() && !named.iter().any(known) {
            named.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_beside_the_texts_are_added_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = folder.path().join("a.fr.txt");
        std::fs::write(&text, "Oui.").expect("written");
        let mut settings = Settings::default();
        add_usual_files(&mut settings, &[&text]);
        assert!(settings.suppress.is_empty() && settings.glossary.is_empty());
        std::fs::write(folder.path().join(DISMISSED), "").expect("written");
        std::fs::write(folder.path().join(GLOSSARY), "dam\tbarrage\n").expect("written");
        add_usual_files(&mut settings, &[&text, &folder.path().join("b.txt"), Path::new("https://example.org/a")]);
        add_usual_files(&mut settings, &[&text, &text]);
        assert_eq!(settings.suppress, [folder.path().join(DISMISSED)]);
        assert_eq!(settings.glossary, [folder.path().join(GLOSSARY)]);
    }
}
