//! Two versions of a translation: what changed, and whether it came nearer to the original.

use crate::beads::align;
use crate::given::Given;
use crate::pairs::fidelity;
use crate::pipeline::{Cut, read, side, warnings_of};
use crate::{Error, Settings, languages};
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
    /// What reading the inputs gave to say.
    pub warnings: Vec<String>,
}

impl Revised {
    /// Both versions, as the writers of revisions want them.
    pub fn versions(&self) -> (Version<'_>, Version<'_>) {
        (version(&self.old), version(&self.new))
    }
}

/// Compares two versions, and judges each change by `reference`, the original, if there is one.
pub fn revise(old: &Input, new: &Input, reference: Option<&Input>, settings: &Settings) -> Result<Revised, Error> {
    let mut old = read(old, Cut::Sentences, settings)?;
    let mut new = read(new, Cut::Sentences, settings)?;
    let mut reference = reference.map(|r| read(r, Cut::Sentences, settings)).transpose()?;
    one_language(&mut old, &mut new, reference.as_mut(), settings)?;
    let warnings = [Some(&old), Some(&new), reference.as_ref()].into_iter().flatten().flat_map(warnings_of).collect();
    let (old, new) = (side(old, Cut::Sentences), side(new, Cut::Sentences));
    let mut revision = revision::revise(version(&old), version(&new));
    if let Some(reference) = reference {
        let reference = side(reference, Cut::Sentences);
        let none = Given::default();
        let (to_old, to_new) = (align(&reference, &old, &none, settings)?, align(&reference, &new, &none, settings)?);
        let judge = Reference { text: version(&reference), old: &to_old, new: &to_new };
        let (s, t) = (reference.document.lang, new.document.lang);
        let score = |original: &str, translation: &str| fidelity(original, s, translation, t, settings);
        revision::add_verdicts(&mut revision, version(&old), version(&new), judge, score);
    }
    Ok(Revised { old, new, revision, warnings })
}

/// Gives both versions one language, that of the longer, and the reference another.
fn one_language(
    old: &mut InputDocument,
    new: &mut InputDocument,
    reference: Option<&mut InputDocument>,
    settings: &Settings,
) -> Result<(), Error> {
    let longer = if old.document.text.len() > new.document.text.len() { &mut *old } else { &mut *new };
    match reference {
        Some(reference) => languages::settle(reference, longer, (settings.source_lang, settings.target_lang))?,
        None => languages::of_one(longer, settings.target_lang),
    }
    let lang = longer.document.lang;
    (old.document.lang, new.document.lang) = (lang, lang);
    Ok(())
}

fn version(side: &ReportSide) -> Version<'_> {
    Version::new(&side.document, &side.sentences)
}
