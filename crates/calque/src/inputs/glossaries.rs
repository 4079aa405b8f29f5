//! Reads the glossaries of the settings for the rule `terms`.

use crate::error::Error;
use crate::settings::Settings;
use calque_diff::glossary::Glossary;
use calque_formats::{Input, read_glossary};
use std::sync::Arc;

/// Reads the files of [`Settings::glossary`] into [`Settings::check`]; `-` is standard input.
pub fn open_glossaries(settings: &mut Settings) -> Result<(), Error> {
    if settings.glossary.is_empty() {
        return Ok(());
    }
    let mut concepts = Vec::new();
    for path in &settings.glossary {
        concepts.extend(read_glossary(&Input::from_arg(path.clone()))?);
    }
    settings.check.glossary = Some(Arc::new(Glossary::new(concepts)));
    Ok(())
}
