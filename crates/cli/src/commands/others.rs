//! Models of others: reading what other checkers found, and the rules that reports list.

use crate::args::reading::input;
use crate::failure::Failure;
use calque::Settings;
use calque_bitext::RuleInfo;
use calque_others::{Admission, ForeignFindings};
use std::path::PathBuf;
use std::sync::OnceLock;

/// Reads the files of other checkers.
pub(crate) fn foreign(paths: &[PathBuf], settings: &Settings) -> Result<Vec<ForeignFindings>, Failure> {
    let read = |path: &PathBuf| {
        let file = input(path);
        Ok(ForeignFindings::read(&file.name(), &file.bytes(settings.read.max_size)?)?)
    };
    paths.iter().map(read).collect()
}

/// Which findings of others are taken: those that the options and the settings file admit in so many words.
pub(crate) fn admission(settings: &Settings) -> Admission {
    Admission {
        min_severity: settings.check.min_severity,
        min_confidence: settings.check.min_confidence,
        lang: settings.ui_lang.unwrap_or_default(),
    }
}

/// The rules of Calque, and after them those that findings of others name.
pub(crate) fn all_rules() -> &'static [RuleInfo] {
    static ALL: OnceLock<Vec<RuleInfo>> = OnceLock::new();
    ALL.get_or_init(|| [calque_diff::catalogue(), calque_others::RULES].concat())
}
