//! Asks before a corpus is replaced by one that is made with other filters: with `--preset strict` instead of `normal`
//! in the same folder, pairs that somebody counts on are gone.

use crate::failure::Failure;
use calque_harvest::corpus::{CleaningSettings, Provenance, made_before};
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

/// An error unless the folder has no corpus, or one that was made with the same filters, or the user says yes.
pub(super) fn ask(output: &Path, cleaning: &CleaningSettings) -> Result<(), Failure> {
    let Some(before) = made_before(output) else { return Ok(()) };
    let now = Provenance::of(cleaning, before.fidelity);
    if (&before.preset, &before.filters) == (&now.preset, &now.filters) {
        return Ok(());
    }
    let what = format!(
        "{}: holds a corpus that was made with {}; this run has {}",
        output.display(),
        described(&before),
        described(&now)
    );
    let (input, terminal) = (std::io::stdin(), std::io::stderr());
    if input.is_terminal() && terminal.is_terminal() {
        let mut answer = String::new();
        let asked = write!(terminal.lock(), "{what}. Replace it? [y/N] ").and_then(|()| terminal.lock().flush());
        if asked.and_then(|()| input.lock().read_line(&mut answer)).is_ok() && is_yes(&answer) {
            return Ok(());
        }
    }
    Err(Failure::new(what, "add --replace to replace it, or name another folder with -o"))
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "o" | "oui")
}

/// The filters in words.
fn described(made: &Provenance) -> String {
    let changes: String = made.filters.iter().flat_map(|change| [" --set ", change.as_str()]).collect();
    format!("--preset {}{changes}", made.preset)
}
