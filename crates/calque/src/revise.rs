//! Two versions of a translation: what changed, and whether each change improves fidelity to the original.

use crate::alignment::beads::align;
use crate::alignment::constraints::AlignmentConstraints;
use crate::error::Error;
use crate::inputs::languages;
use crate::inputs::read::{SegmentUnit, read, segmented, warnings_of};
use crate::pairs::record::fidelity;
use crate::settings::Settings;
use calque_diff::revision::{self, Reference, Revision, Version};
use calque_formats::{Input, InputDocument};
use calque_report::ReportSide;

/// Two versions and what changed between them.
#[derive(Clone, Debug)]
pub struct Revised {
    /// The old version.
    pub old: ReportSide,
    /// The new version.
    pub new: ReportSide,
    /// What changed.
    pub revision: Revision,
    /// Warnings of reading the inputs.
    pub warnings: Vec<String>,
}

impl Revised {
    /// Views of both versions, for the writers of revisions.
    pub fn versions(&self) -> (Version<'_>, Version<'_>) {
        (version(&self.old), version(&self.new))
    }
}

/// Compares two versions, and judges each change by `reference`, the original, if there is one.
pub fn revise(old: &Input, new: &Input, reference: Option<&Input>, settings: &Settings) -> Result<Revised, Error> {
    let read = |input| read(input, SegmentUnit::Sentences, settings);
    revise_documents(read(old)?, read(new)?, reference.map(read).transpose()?, settings)
}

/// As [`revise`], for documents that were read already, with the options of [`crate::read_options`].
pub fn revise_documents(
    mut old: InputDocument,
    mut new: InputDocument,
    mut reference: Option<InputDocument>,
    settings: &Settings,
) -> Result<Revised, Error> {
    resolve_languages(&mut old, &mut new, reference.as_mut(), settings)?;
    let warnings = [Some(&old), Some(&new), reference.as_ref()].into_iter().flatten().flat_map(warnings_of).collect();
    let (old, new) = (segmented(old, SegmentUnit::Sentences), segmented(new, SegmentUnit::Sentences));
    let mut revision = revision::revise(version(&old), version(&new));
    if let Some(reference) = reference {
        let reference = segmented(reference, SegmentUnit::Sentences);
        let none = AlignmentConstraints::default();
        let (to_old, to_new) = (align(&reference, &old, &none, settings)?, align(&reference, &new, &none, settings)?);
        let judge = Reference { text: version(&reference), old: &to_old, new: &to_new };
        let (s, t) = (reference.document.lang, new.document.lang);
        let score = |original: &str, translation: &str| fidelity(original, s, translation, t, settings);
        revision::add_verdicts(&mut revision, version(&old), version(&new), judge, score);
    }
    Ok(Revised { old, new, revision, warnings })
}

/// Gives both versions one language, that of the longer, and the reference another.
fn resolve_languages(
    old: &mut InputDocument,
    new: &mut InputDocument,
    reference: Option<&mut InputDocument>,
    settings: &Settings,
) -> Result<(), Error> {
    let longer = if old.document.text.len() > new.document.text.len() { &mut *old } else { &mut *new };
    match reference {
        Some(reference) => languages::resolve_both(reference, longer, (settings.source_lang, settings.target_lang))?,
        None => languages::resolve_one(longer, settings.target_lang),
    }
    let lang = longer.document.lang;
    (old.document.lang, new.document.lang) = (lang, lang);
    Ok(())
}

fn version(side: &ReportSide) -> Version<'_> {
    Version::new(&side.document, &side.sentences)
}
