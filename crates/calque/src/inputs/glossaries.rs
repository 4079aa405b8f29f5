//! Reads the glossaries of the settings for the rule `terms`.

use crate::error::Error;
use crate::settings::Settings;
use calque_diff::glossary::{Concept, Glossary, Standing, Term};
use calque_formats::{GlossaryEntry, Input, TermStanding, read_glossary};
use std::sync::Arc;

/// Reads the files of [`Settings::glossary`] into [`Settings::check`]; `-` is standard input.
pub fn open_glossaries(settings: &mut Settings) -> Result<(), Error> {
    if settings.glossary.is_empty() {
        return Ok(());
    }
    let mut concepts = Vec::new();
    for path in &settings.glossary {
        concepts.extend(read_glossary(&Input::from_arg(path.clone()))?.into_iter().map(concept));
    }
    settings.check.glossary = Some(Arc::new(Glossary::new(concepts)));
    Ok(())
}

fn concept(entry: GlossaryEntry) -> Concept {
    let standing = |s| match s {
        TermStanding::Preferred => Standing::Preferred,
        TermStanding::Admitted => Standing::Admitted,
        TermStanding::Forbidden => Standing::Forbidden,
    };
    let terms = entry.terms.into_iter().map(|t| Term { lang: t.lang, text: t.text, standing: standing(t.standing) });
    Concept { terms: terms.collect(), keep: entry.keep, note: entry.note }
}
